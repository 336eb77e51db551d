/**
 * Names of persons, in parts: family, given, middle, suffix; names of organisations told apart.
 *
 * **Source.** ATF Form 3312.1 part VI and NCIC Operating Manual, NAM field ("LAST, FIRST MIDDLE SUFFIX"); Spanish and
 * Portuguese custom of two family names, which are kept together as they are.
 * **Input.** A whole name, or its parts. **Output.** {@link PersonName}: a person, an organisation, or nobody with the
 * reason.
 * **Limits.** In a whole name without a comma the last word is taken for the family name, with the particles before it
 * (DE LA CRUZ, VAN DYKE): two family names without a comma or hyphen cannot be told from a middle name. Nicknames,
 * spelling and swapped names are the comparators' business.
 */

import { plainText } from './plain-text.ts';

export type NameSuffix = 'JR' | 'SR' | 'II' | 'III' | 'IV' | 'V';

export type PersonName =
  | { kind: 'person'; family: string; given: string | null; middle: string | null; suffix: NameSuffix | null }
  | { kind: 'organisation'; name: string }
  | { kind: 'nobody'; reason: 'blank' | 'unknown' | 'placeholder' };

export interface NameText {
  /** A whole name in one column; read where no family name is given apart. */
  full?: string;
  /** The whole name begins with the family name, though no comma follows it. */
  familyFirst?: boolean;
  family?: string;
  given?: string;
  middle?: string;
  suffix?: string;
}

const SUFFIXES: ReadonlyMap<string, NameSuffix> = new Map(
  'JR:JR JNR:JR JUNIOR:JR SR:SR SNR:SR SENIOR:SR II:II 2ND:II III:III 3RD:III IV:IV 4TH:IV'
    .split(' ')
    .map((pair) => pair.split(':') as [string, NameSuffix]),
);
/** Alone these are initials or words more often than suffixes, and so are read in a suffix column only. */
const COLUMN_SUFFIXES: ReadonlyMap<string, NameSuffix> = new Map([
  ...SUFFIXES,
  ...('V:V 5TH:V 2:II 3:III 4:IV I:SR'.split(' ').map((pair) => pair.split(':')) as [string, NameSuffix][]),
]);
const TITLES = new Set('MR MRS MS MISS MX DR REV HON OFC OFFICER DET SGT LT CAPT SRA'.split(' '));
const PARTICLES = new Set(
  'DE DEL DELA DELOS LA LAS LOS DA DAS DO DOS DI DU VAN VON VANDER DER DEN TEN TER LE AL EL BIN IBN ABU ST SAN SANTA MC MAC'.split(
    ' ',
  ),
);
const NO_MIDDLE = new Set('NMN NMI NONE NMM N/A NA UNK UNKNOWN'.split(' '));
const UNKNOWN = new Set(
  (
    'UNKNOWN,UNK,UNKN,NONE,N/A,N A,NULL,NOT AVAILABLE,NOT GIVEN,NOT PROVIDED,NO NAME,UNIDENTIFIED,UNIDENTIFIED MALE,' +
    'UNIDENTIFIED FEMALE,UNKNOWN MALE,UNKNOWN FEMALE,UNKNOWN SUSPECT,REFUSED,ANONYMOUS,WITHHELD,REDACTED,NOT APPLICABLE,' +
    'UNKNOWN SUBJECT,UNKNOWN PERSON,UNKNOWN OFFENDER,NOT KNOWN,XXX'
  ).split(','),
);
const PLACEHOLDER =
  /^(?:(?:JOHN|JANE|BABY|J)[A-Z]* DOE|DOE|TEST|TEST TEST|TESTER|FNU LNU|LNU|FNU|LNU FNU|SAME|SAME AS ABOVE|VICTIM|SUSPECT|OWNER|FOUND|FOUND PROPERTY|SOCIETY|STATE OF [A-Z]+|PUBLIC)$/;
const ORGANISATION_WORDS: ReadonlySet<string> = new Set(
  `LLC INC INCORPORATED CORP CORPORATION LTD LLP PLLC COMPANY DEPT DEPARTMENT POLICE SHERIFF SHERIFFS ENTERPRISE
  ENTERPRISES FIREARMS GUN GUNS PAWN PAWNSHOP PAWNBROKER PAWNBROKERS JEWELRY SERVICE SERVICES ASSOCIATION ASSN ASSOC
  UNIVERSITY COLLEGE HOSPITAL GOVERNMENT AGENCY BUREAU SECURITY STORE STORES SUPPLY AMMO AMMUNITION TACTICAL ARMORY
  OUTFITTERS MUSEUM HOLDINGS INDUSTRIES INTERNATIONAL EXCHANGE HARDWARE GUNSMITH GUNSMITHING SPORTS`.split(/\s+/),
);
const ORGANISATION_ENDINGS: ReadonlySet<string> = new Set('PD CO LP LC TRUST LIMITED'.split(' '));
const ORGANISATION_PHRASE =
  /\b(?:L L C|L P|SPORTING GOODS|CITY OF|COUNTY OF|ESTATE OF|UNITED STATES|U ?S ARMY|(?:FAMILY|LIVING|GUN|REVOCABLE) TRUST|TRADING POST)\b/;
const QUOTED = /"[^"]*"|\([^)]*\)|\[[^\]]*\]/g;
const ALIASES = /\s+(?:AKA|A\/K\/A|ALIAS|DBA|D\/B\/A)\b.*$/;
const APOSTROPHES = /['.]+/g;
const NOT_NAME = /[^\p{L}\p{N}\s-]+/gu;
const LOOSE_HYPHENS = /\s*-[\s-]*/g;
const EDGE_HYPHENS = /(?<=^|\s)-+|-+(?=\s|$)/g;
const SPACES = /\s+/g;
/** One or two plain words, in which no alias can be. */
const PLAIN_WORDS = /^[A-Z]+(?:,? [A-Z]+)?$/;
const ONE_SPACED = /^[A-Z]+(?:[ -][A-Z]+)*$/;
const LETTER = /\p{L}/u;
const LETTERS_ALONE = /^[A-Z]*$/;

/** Reads a name from a whole or from parts. Never throws. */
export function cleanPersonName(text: NameText): PersonName {
  const family = plainText(text.family ?? '');
  if (wordsOf(family) === '') return ofWhole(plainText(text.full ?? '') || plainText(text.given ?? ''), text);
  const given = plainText(text.given ?? '');
  if (given === '' && family.includes(',')) return ofWhole(family, text);
  if (given === '' && isOrganisation(wordsOf(family))) return { kind: 'organisation', name: wordsOf(family) };
  return personOf(wordsOf(family), wordsOf(given), text);
}

function ofWhole(whole: string, text: NameText): PersonName {
  if (whole === '') return { kind: 'nobody', reason: 'blank' };
  if (UNKNOWN.has(whole)) return { kind: 'nobody', reason: 'unknown' };
  const name = PLAIN_WORDS.test(whole) ? whole : whole.replace(QUOTED, ' ').replace(ALIASES, '').trim();
  const words = wordsOf(name);
  if (words === '') return { kind: 'nobody', reason: 'blank' };
  if (UNKNOWN.has(words)) return { kind: 'nobody', reason: 'unknown' };
  if (isOrganisation(words)) return { kind: 'organisation', name: words };
  const comma = name.indexOf(',');
  if (comma > 0 && wordsOf(name.slice(0, comma)) !== '') return ofFamilyFirst(name, comma, text);
  return text.familyFirst ? ofWordsFamilyFirst(words.split(' '), text) : ofGivenFirst(words.split(' '), text);
}

/** `GARCIA JUAN LUIS`: one family name with the particles before it and the suffix after it; the rest is given. */
function ofWordsFamilyFirst(words: readonly string[], text: NameText): PersonName {
  let end = 1;
  while (end < words.length - 1 && PARTICLES.has(words[end - 1]!)) end++;
  if (end < words.length - 1 && SUFFIXES.has(words[end]!)) end++;
  return personOf(words.slice(0, end).join(' '), words.slice(end).join(' '), text);
}

/** "LAST, FIRST MIDDLE", with a suffix anywhere; "FIRST LAST, JR" is given first. */
function ofFamilyFirst(name: string, comma: number, text: NameText): PersonName {
  const family = wordsOf(name.slice(0, comma));
  const rest = wordsOf(name.slice(comma + 1));
  if (rest === '' || SUFFIXES.has(rest))
    return ofGivenFirst([...family.split(' '), ...(rest === '' ? [] : [rest])], text);
  return personOf(family, rest, text);
}

function ofGivenFirst(words: readonly string[], text: NameText): PersonName {
  const { rest, suffix } = takeSuffix(
    words.filter((word, i) => words.length - i === 1 || !(i === 0 && TITLES.has(word))),
  );
  if (rest.length < 2) return personOf(rest.join(' '), '', withSuffix(text, suffix));
  let start = rest.length - 1;
  while (start > 1 && PARTICLES.has(rest[start - 1]!)) start--;
  return personOf(rest.slice(start).join(' '), rest.slice(0, start).join(' '), withSuffix(text, suffix));
}

function withSuffix(text: NameText, suffix: NameSuffix | null): NameText {
  return suffix === null || (text.suffix ?? '') !== '' ? text : { ...text, suffix };
}

function personOf(familyWords: string, givenWords: string, text: NameText): PersonName {
  const plain = !familyWords.includes(' ') && !givenWords.includes(' ');
  return plain ? personOfTwoWords(familyWords, givenWords, text) : personOfMany(familyWords, givenWords, text);
}

/** One word for each name, as nearly all are: nothing to take apart. */
function personOfTwoWords(family: string, given: string, text: NameText): PersonName {
  if (given === '' && family === '') return { kind: 'nobody', reason: 'blank' };
  const middle = middleOf([], wordsOf(plainText(text.middle ?? '')));
  return (
    nobodyOf(given, middle, family) ?? {
      kind: 'person',
      family,
      given: given === '' || UNKNOWN.has(given) ? null : given,
      middle: middle || null,
      suffix: columnSuffix(text),
    }
  );
}

function columnSuffix({ suffix }: NameText): NameSuffix | null {
  return suffix ? (COLUMN_SUFFIXES.get(wordsOf(plainText(suffix))) ?? null) : null;
}

function personOfMany(familyWords: string, givenWords: string, text: NameText): PersonName {
  const family = takeSuffix(familyWords.split(' '));
  const given = takeSuffix(
    givenWords.split(' ').filter((word, i, all) => !(i === 0 && all.length > 1 && TITLES.has(word))),
  );
  const familyName = family.rest.join(' ');
  const [first = '', ...others] = given.rest;
  if (first === '' && familyName === '') return { kind: 'nobody', reason: 'blank' };
  const middle = middleOf(others, wordsOf(plainText(text.middle ?? '')));
  const unknown = nobodyOf(first, middle, familyName);
  if (unknown) return unknown;
  return {
    kind: 'person',
    family: familyName,
    given: first === '' || UNKNOWN.has(first) ? null : first,
    middle: middle === '' ? null : middle,
    suffix: columnSuffix(text) ?? family.suffix ?? given.suffix,
  };
}

/** The middle name counts, in whichever column it came: JOHN M DOE may be a person, and JOHN NMN DOE is JOHN DOE. */
function nobodyOf(given: string, middle: string, family: string): PersonName | null {
  const whole = `${given} ${middle} ${family}`.replace(SPACES, ' ').trim();
  if (UNKNOWN.has(whole) || UNKNOWN.has(family)) return { kind: 'nobody', reason: 'unknown' };
  if (PLACEHOLDER.test(whole)) return { kind: 'nobody', reason: 'placeholder' };
  return LETTER.test(whole) ? null : { kind: 'nobody', reason: 'unknown' };
}

function middleOf(others: readonly string[], column: string): string {
  if (others.length === 0 && !column.includes(' ')) return NO_MIDDLE.has(column) ? '' : column;
  const words = [...others, ...column.split(' ')].filter((word) => word !== '' && !NO_MIDDLE.has(word));
  return words.filter((word, i) => words.indexOf(word) === i).join(' ');
}

function takeSuffix(words: readonly string[]): { rest: readonly string[]; suffix: NameSuffix | null } {
  let rest = words;
  let suffix: NameSuffix | null = null;
  while (rest.length > 1 && SUFFIXES.has(rest.at(-1)!)) {
    suffix = SUFFIXES.get(rest.at(-1)!)!;
    rest = rest.slice(0, -1);
  }
  return { rest, suffix };
}

function isOrganisation(words: string): boolean {
  const list = words.split(' ');
  if (list.some((word) => ORGANISATION_WORDS.has(word))) return true;
  return (
    (list.length > 1 && ORGANISATION_ENDINGS.has(list.at(-1)!)) || (list.length > 2 && ORGANISATION_PHRASE.test(words))
  );
}

/** Letters, digits, single spaces and hyphens inside words; O'BRIEN becomes OBRIEN. */
function wordsOf(text: string): string {
  if (text === '' || ONE_SPACED.test(text)) return text;
  if (LETTERS_ALONE.test(text)) return text;
  return text
    .replace(APOSTROPHES, '')
    .replace(NOT_NAME, ' ')
    .replace(LOOSE_HYPHENS, '-')
    .replace(EDGE_HYPHENS, ' ')
    .replace(SPACES, ' ')
    .trim();
}
