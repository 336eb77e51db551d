/**
 * Serial numbers of firearms: one canonical form, the form NCIC searches, and a form in which easily confused
 * characters are the same.
 *
 * **Source.** ATF Form 3312.1 items 5a and 5b; NCIC Operating Manual, Gun File (alphabetic O is read as zero on
 * inquiry); 27 CFR 478.92 for privately made firearms.
 * **Input.** Text as an agency wrote it. **Output.** {@link SerialNumber}, or null where there is no text at all.
 * **Limits.** A serial number is not unique across makers. NCIC also disregards letters between digits (Wisconsin
 * TIME manual, "Additional Guidelines for Gun Inquiries"); this form keeps them, a comparator may disregard them.
 *
 * Conventions decided here:
 * - `?`, `*` and `_` each stand for one unreadable character. `X` does so only inside brackets (`12[XX]5`) or as three
 *   or more at the end (`AB12XXX`), because X is a common letter in real serial numbers. An unreadable character is
 *   written `?` in every form.
 * - SN, SER, NO and the like are labels only where punctuation or a space follows: `NO 1234` is 1234, but `NO1234` and
 *   `SN1234` are kept, since makers do use such prefixes. `S/N` and `#` are always labels.
 * - `obliterated` is true only where the text says so in words; unreadable characters alone may be wear or haste.
 * - Words without any figure that say why there is no number (NO VISIBLE SERIAL, RUSTED, REPLICA) give the reason and no
 *   number. Other words (AUSTRIA) are kept as written: makers have numbered with letters alone, and it cannot be told.
 */

import { isCalibre } from './calibre.ts';
import { isFiller } from './filler-figures.ts';
import { plainText } from './plain-text.ts';
import { saysNothing } from './says-nothing.ts';

export type NoSerialReason = 'PMF' | 'PRE1968' | 'REMOVED' | 'UNKNOWN';

export interface SerialNumber {
  /** Letters and digits only, upper-case, `?` for an unreadable character; empty where the firearm bears no serial. */
  clean: string;
  /** As NCIC compares it: letter O written as zero. */
  ncic: string;
  /** Confusable classes collapsed: {0 O Q D} {1 I L} {5 S} {8 B} {2 Z} {6 G} {U V}. */
  skeleton: string;
  /** The text says the number was obliterated, defaced or removed. */
  obliterated: boolean;
  /** Present where at least one character is unreadable: same as `clean`. */
  positions?: string;
  /** How many characters are readable. */
  knownPositions: number;
  /** Why there is no serial number, where there is none. */
  noSerialReason: NoSerialReason | null;
  /** A spreadsheet turned the number into scientific notation; the digits it lost are `?`. */
  digitsLost: boolean;
}

const REMOVED_WORDS = [
  'OBLITERATED OBLIT OBLITERATE OBLITERERATED OBLITERTED OBLITTERATED OBLTERATED OBL DEFACED DEFACE DEFACD',
  'REMOVED ALTERED GROUNDOFF GROUNDDOWN GROUND FILEDOFF FILED SCRATCHEDOFF SCRATCHED DRILLED PUNCHED DESTROYED',
  'ERASED MUTILATED TAMPERED GRINDED GRINDEDOFF ERADICATED EFFACED SANDED',
]
  .join(' ')
  .split(' ');
/** Words that accompany a removal without naming it; alone they are no number either. */
const QUALIFYING_WORDS = ['OFF', 'PARTIAL', 'PARTIALLY', 'RESTORED'];
const PMF_WORDS = [
  'PMF GHOST GHOSTGUN P80 POLYMER80 80PERCENT 80PCT 80LOWER 80PERCENTLOWER HOMEMADE PRIVATELYMADE HOMEMADEFIREARM',
  'PRIVATELYMADEFIREARM UNSERIALIZED UNSERIALISED 3DPRINTED PRINTED SELFMADE',
]
  .join(' ')
  .split(' ');
const PRE_1968_WORDS = 'PRE1968 PRE68 PREGCA PRE1968NOSERIAL ANTIQUE'.split(' ');
const UNKNOWN_WORDS = [
  'NONE NA NOTAPPLICABLE UNKNOWN UNK UNKN UNKNWN NOSERIAL NOSERIALNUMBER NOSERIALNO NOSERIALNUM NOSER NOSN NONUMBER',
  'NOSERIALS NOSERIALNUMBERS NOTAVAILABLE NOTVISIBLE ILLEGIBLE UNREADABLE NOTREADABLE NOTLEGIBLE MISSING NULL',
  'NOTGIVEN NOTREPORTED NOTLISTED NOTSTATED NOTRECORDED BLANK TBD PENDING UNAVAILABLE NIL SERIAL SERIALNUMBER NO SN',
]
  .join(' ')
  .split(' ');

/** What hides a number, or what has none; said of a serial number alone. */
const UNSEEN_WORDS: ReadonlySet<string> = new Set(
  `WORN RUST RUSTED RUSTY CORRODED CORROSION COVERED OBSCURED DAMAGED BURNED BURNT PAINTED VISIBLE FOUND REPLICA IMITATION
  TOY AIRSOFT DUMMY`.split(/\s+/),
);

const REASON_OF_WORD: ReadonlyMap<string, NoSerialReason> = new Map([
  ...[...REMOVED_WORDS, ...QUALIFYING_WORDS].map((word) => [word, 'REMOVED'] as const),
  ...PMF_WORDS.map((word) => [word, 'PMF'] as const),
  ...PRE_1968_WORDS.map((word) => [word, 'PRE1968'] as const),
  ...UNKNOWN_WORDS.map((word) => [word, 'UNKNOWN'] as const),
]);

const STATED_REASONS = ['REMOVED', 'PMF', 'PRE1968'] as const;
const QUALIFYING: ReadonlySet<string> = new Set(QUALIFYING_WORDS);
const REMOVAL_TOKENS: ReadonlySet<string> = new Set([...REMOVED_WORDS, ...QUALIFYING_WORDS]);
const FILLER_TOKENS: ReadonlySet<string> = new Set('SERIAL NUMBER WAS IS AND GUN FIREARM SER NUM'.split(' '));

const PLAIN_SERIAL = /^(?=.*\d)[A-Z0-9]+$/;
const LABEL =
  /^(?:S\s*\/\s*N[\s.:#=-]*|#+\s*|(?:SERIAL(?:\s*(?:NUMBERS?|NUM|NO|NBR))?|SER(?:\s*(?:NUM|NO|NBR))?|SN|NO|NUM|NBR)(?:[\s.:#=/-]+))/;
const SCIENTIFIC = /^(\d)(?:\.(\d+))?E\+(\d{1,2})$/;
const FLOAT_TAIL = /^(\d+)\.0+$/;
const BRACKETED_X = /[[({<]\s*(X+)\s*[\])}>]/g;
const TRAILING_X = /X{3,}$/;
const UNREADABLE = /[*_]/g;
const DROPPED = /[^\p{L}\p{N}?]+/gu;
const FIGURE_OR_POSITION = /[\p{N}?*_]/u;
const TOKENS = /[^\p{L}\p{N}?]+/u;

const CONFUSABLE = '0ODQ1IL5S8B2Z6GUV';
const COLLAPSED = '000011155882266UU';
const SKELETON_OF: readonly string[] = Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  const at = CONFUSABLE.indexOf(character);
  return at < 0 ? character : COLLAPSED[at]!;
});

/** Reads a serial number as an agency wrote it; null where the text holds nothing. Never throws. */
export function cleanSerialNumber(raw: string): SerialNumber | null {
  if (PLAIN_SERIAL.test(raw) && !raw.endsWith('XXX') && !REASON_OF_WORD.has(raw))
    return serialNumber(raw, false, false);
  const text = plainText(raw);
  if (text === '') return null;
  const damaged = SCIENTIFIC.exec(text);
  if (damaged) return lostDigits(damaged);
  return cleanText(text.replace(FLOAT_TAIL, '$1'));
}

function cleanText(text: string): SerialNumber | null {
  const whole = REASON_OF_WORD.get(text.replace(DROPPED, '')) ?? reasonInWords(text);
  if (whole) return noSerial(whole);
  let body = text;
  for (let match = LABEL.exec(body); match && match[0].length > 0; match = LABEL.exec(body)) {
    body = body.slice(match[0].length);
  }
  body = body.replace(BRACKETED_X, (_, run: string) => '?'.repeat(run.length)).replace(UNREADABLE, '?');
  const { kept, removal } = dropRemovalWords(body);
  const compact = kept.replace(DROPPED, '');
  if (compact === '') {
    if (removal) return noSerial('REMOVED');
    return emptyAfterLabel(text);
  }
  const clean = compact.replace(TRAILING_X, (run) => '?'.repeat(run.length));
  const reason = REASON_OF_WORD.get(clean) ?? reasonInWords(clean);
  if (reason) return noSerial(removal ? 'REMOVED' : reason);
  return serialNumber(clean, removal, false);
}

/** Why there is no number, where words without a figure or an unreadable character say so. */
function reasonInWords(text: string): NoSerialReason | undefined {
  if (FIGURE_OR_POSITION.test(text)) return undefined;
  const words = text.split(TOKENS).filter((word) => !QUALIFYING.has(word));
  const stated = STATED_REASONS.find((reason) => words.some((word) => REASON_OF_WORD.get(word) === reason));
  if (stated) return stated;
  return saysNothing(text) || words.some((word) => UNSEEN_WORDS.has(word)) ? 'UNKNOWN' : undefined;
}

/** Punctuation alone holds no number; a label with nothing behind it says there is none. */
function emptyAfterLabel(text: string): SerialNumber | null {
  return /[\p{L}\p{N}]/u.test(text) ? noSerial('UNKNOWN') : null;
}

function dropRemovalWords(body: string): { kept: string; removal: boolean } {
  const tokens = body.split(TOKENS);
  if (!tokens.some((token) => REMOVAL_TOKENS.has(token))) return { kept: body, removal: false };
  const kept = tokens.filter((token) => !REMOVAL_TOKENS.has(token) && !FILLER_TOKENS.has(token));
  return { kept: kept.join(' '), removal: true };
}

function lostDigits([, first, rest = '', exponent]: RegExpExecArray): SerialNumber {
  const length = Number(exponent) + 1;
  const digits = first! + rest;
  // Fewer digits than the exponent asks for were rounded away, and rounding may have changed the last one shown.
  if (digits.length >= length) return serialNumber(digits.slice(0, length), false, digits.length > length);
  const known = digits.slice(0, -1);
  const clean = known.padEnd(length, '?');
  return known === '' ? { ...noSerial('UNKNOWN'), digitsLost: true } : serialNumber(clean, false, true);
}

function noSerial(reason: NoSerialReason): SerialNumber {
  return {
    clean: '',
    ncic: '',
    skeleton: '',
    obliterated: reason === 'REMOVED',
    knownPositions: 0,
    noSerialReason: reason,
    digitsLost: false,
  };
}

function serialNumber(clean: string, obliterated: boolean, digitsLost: boolean): SerialNumber {
  let skeleton = '';
  let unreadable = 0;
  for (let i = 0; i < clean.length; i++) {
    const code = clean.charCodeAt(i);
    if (code === 63) unreadable++;
    skeleton += code < 128 ? SKELETON_OF[code]! : clean[i]!;
  }
  if (unreadable === clean.length) return { ...noSerial(obliterated ? 'REMOVED' : 'UNKNOWN'), digitsLost };
  const serial: SerialNumber = {
    clean,
    ncic: clean.includes('O') ? clean.replaceAll('O', '0') : clean,
    skeleton,
    obliterated,
    knownPositions: clean.length - unreadable,
    noSerialReason: null,
    digitsLost,
  };
  if (unreadable > 0) serial.positions = clean;
  return serial;
}

export interface SerialPattern {
  /** SQL LIKE pattern over the `ncic` form: `_` one character, `%` any run. Holds no other special character. */
  like: string;
  /** The same over the `skeleton` form, for a search that forgives confusable characters. */
  skeletonLike: string;
  /** Literal beginning of the `ncic` form, for an index; absent where the query begins with a wildcard. */
  prefix?: string;
  /** True where the query holds no wildcard. */
  exact: boolean;
  knownPositions: number;
}

const NOT_QUERY = /[^\p{L}\p{N}?*]+/gu;
const RUNS = /\*+/g;

/**
 * Turns a person's query into a search pattern: `?` or `_` stands for one character, `*` or `%` for any run of them
 * (in a record `*` is one unreadable character; whoever types a query means a run). Null where nothing is asked.
 */
export function serialPattern(query: string): SerialPattern | null {
  let text = plainText(query).replace(/_/g, '?').replace(/%/g, '*');
  for (let match = LABEL.exec(text); match && match[0].length > 0; match = LABEL.exec(text)) {
    text = text.slice(match[0].length);
  }
  text = text.replace(NOT_QUERY, '').replace(RUNS, '*');
  const letters = text.replace(/[?*]/g, '');
  if (letters === '') return null;
  const like = toLike(text.replaceAll('O', '0'));
  const wildcard = like.search(/[_%]/);
  const pattern: SerialPattern = {
    like,
    skeletonLike: toLike(skeletonOf(text)),
    exact: wildcard < 0,
    knownPositions: letters.length,
  };
  const prefix = wildcard < 0 ? like : like.slice(0, wildcard);
  if (prefix !== '') pattern.prefix = prefix;
  return pattern;
}

function toLike(text: string): string {
  return text.replaceAll('?', '_').replaceAll('*', '%');
}

export function skeletonOf(text: string): string {
  let skeleton = '';
  for (const character of text) skeleton += SKELETON_OF[character.charCodeAt(0)] ?? character;
  return skeleton;
}

/** A lone zero among letters is a letter O as often: N0NE, UNKN0WN. */
const FIGURE = /[1-9]|00/;
/** As in XBRJO68, where a zero is meant. */
const LETTER_O_FOR_ZERO = /O(?=O*\d)/g;
/** More letters in a row than makers put into a number and clerks into a slip: AUSTRIA1, MADEIN1943. */
const WORD_IN_NUMBER = /\p{L}{6}/u;
/**
 * Words too short for that, which stand before a number of something else than the firearm: LOT 5, SEE PAGE 12, CAL 38. A page has no more than
 * three figures: PG begins numbers of firearms too, PG-1543-96.
 */
const OTHER_NUMBER =
  /(?<!\p{L})(?:SEE|NOT|NONE|LOT|PHOTO|MODEL|BOX|BAG|TAG|PAGE|PG(?=[^\p{L}\p{N}]+\d{1,3}(?![\d-]))|ITEM|RACK|ROW|BIN|CASE|PROP|EVID|CAL|MOD|PAT|REV|GEN|MARK|TEST|WORN|RUST)(?!\p{L}|\p{N})/u;

/**
 * Whether a serial number, cleaned, names no firearm: words or an inscription put where the number should stand (MADE IN
 * AUSTRIA, SEE PHOTO 2), a number of something else (LOT 5), a calibre (9X19), one character throughout (0000), or a count
 * (1234, 987654321, ABCD). Such text is kept and searched as written, but nothing is joined by it. The number as written
 * tells words apart that cleaning runs together: LOT 123 is none, LOT123 may be a Glock's.
 *
 * **Limits.** A number needs a figure: the few made of letters alone join nothing, nor do those of six letters in a row.
 */
export function isPlaceholderSerial(clean: string, raw = ''): boolean {
  const number = clean.replace(LETTER_O_FOR_ZERO, '0');
  if (!FIGURE.test(number) || WORD_IN_NUMBER.test(number) || OTHER_NUMBER.test(plainText(raw))) return true;
  return isFiller(clean.replaceAll('O', '0')) || isCalibre(clean);
}
