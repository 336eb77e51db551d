/**
 * Upper-case plain text: diacritics folded, compatibility forms (full-width digits, ligatures) unfolded, runs of
 * white space collapsed. Every cleaner that compares words starts from it.
 *
 * **Source.** Unicode Standard Annex 15 (normalisation form NFKD), with the letters that NFKD does not decompose
 * written out the way machine-readable travel documents write them (ICAO Doc 9303, part 3, section 6).
 * **Limits.** Letters of other scripts are kept as they are: transliteration is not attempted.
 */

const ASCII_ONLY = /^[\x20-\x7e]*$/;
const MARKS = /\p{M}+/gu;
const SPACES = /\s+/gu;
const LOOSE_SPACE = /^\s|\s$|\s\s|[^\S ]/u;
/** Figures behind which a fraction stands in one letter: 12½ is 12 1⁄2, and not 121⁄2. */
const FRACTION_BEHIND = /(?<=\d)(?=[¼-¾⅐-⅞↉])/gu;
const UNDECOMPOSED = /[ØøŁłĐđÐðÞþÆæŒœßẞıĦħŊŋŦŧ‘’ʼ′`´“”‐‑‒–—−]/g;
const DECOMPOSED: ReadonlyMap<string, string> = new Map(
  (
    'Ø:O ø:O Ł:L ł:L Đ:D đ:D Ð:D ð:D Þ:TH þ:TH Æ:AE æ:AE Œ:OE œ:OE ß:SS ẞ:SS ı:I Ħ:H ħ:H Ŋ:N ŋ:N Ŧ:T ŧ:T ' +
    "‘:' ’:' ʼ:' ′:' `:' ´:' “:\" ”:\" ‐:- ‑:- ‒:- –:- —:- −:-"
  )
    .split(' ')
    .map((pair) => [pair[0]!, pair.slice(2)] as const),
);

/** Upper-case, diacritics folded, white space trimmed and collapsed to single spaces. Idempotent. */
export function plainText(raw: string): string {
  if (isPlain(raw)) return raw;
  if (!ASCII_ONLY.test(raw)) return fold(raw);
  const upper = raw.toUpperCase();
  return LOOSE_SPACE.test(upper) ? upper.replace(SPACES, ' ').trim() : upper;
}

/** Printable ASCII without small letters or loose spaces: most cells of most files, told by one pass over them. */
function isPlain(raw: string): boolean {
  let before = 32;
  for (let at = 0; at < raw.length; at++) {
    const code = raw.charCodeAt(at);
    const kept = code >= 32 && code <= 126 && (code < 97 || code > 122);
    if (!kept || (code === 32 && before === 32)) return false;
    before = code;
  }
  return before !== 32 || raw === '';
}

function fold(raw: string): string {
  let text = raw;
  // Upper-casing can bring forth letters that decompose again (ŉ becomes ʼN): fold until nothing changes.
  for (let round = 0; round < 4; round++) {
    const next = text
      .replace(FRACTION_BEHIND, ' ')
      .replace(UNDECOMPOSED, (letter) => DECOMPOSED.get(letter)!)
      .normalize('NFKD')
      .replace(MARKS, '')
      .toUpperCase()
      .replace(SPACES, ' ')
      .trim();
    if (next === text) break;
    text = next;
  }
  return text;
}
