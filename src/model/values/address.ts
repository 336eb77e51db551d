/**
 * Street addresses, in parts and as one canonical line: house or block, street, intersection, post office box.
 *
 * **Source.** USPS Publication 28, "Postal Addressing Standards" (its words are in `address-words.ts`); the block forms
 * of Philadelphia's (`6300 BLOCK FRANKFORD AVE`) and Baltimore's (`1800 N PAYSON ST`) open crime data.
 * **Input.** A line, with city, state and ZIP code where there are columns for them. **Output.** {@link Address} or null.
 * **Limits.** No gazetteer: whether the street exists is not known here, and a name that is also a suffix or a direction
 * is told from one by its place. That a number is a rounded block is known only where the text says so.
 */

import {
  STREET_DIRECTIONALS,
  STREET_ORDINALS,
  STREET_SUFFIXES,
  UNIT_DESIGNATORS,
  UNITS_WITHOUT_NUMBER,
} from './address-words.ts';
import { spellHighway, splitNumber } from './highway-words.ts';
import { plainText } from './plain-text.ts';
import { saysNothing } from './says-nothing.ts';
import { cleanState } from './us-state.ts';

export interface Street {
  preDirectional: string | null;
  name: string;
  suffix: string | null;
  postDirectional: string | null;
}

export interface Address extends Street {
  kind: 'building' | 'block' | 'street' | 'intersection' | 'po-box';
  /** House number as written, without leading zeros; the box number of a post office box. */
  number: string | null;
  /** Far end of a range of numbers. */
  numberTo: string | null;
  /** The hundred of a block: 6300 for `6300 BLOCK` and for `63XX`. */
  blockNumber: number | null;
  unit: string | null;
  /** The other street of an intersection. */
  crossStreet: Street | null;
  city: string | null;
  state: string | null;
  /** Five digits. */
  zip: string | null;
  /** One line without city: equal lines are equal addresses. */
  canonical: string;
}

export interface AddressPlace {
  city?: string;
  state?: string;
  zip?: string;
}

const NO_ADDRESS: ReadonlySet<string> = new Set(
  (
    'UNKNOWN,UNK,NONE,NA,N/A,NULL,HOMELESS,TRANSIENT,NO FIXED ADDRESS,NOT GIVEN,NOT AVAILABLE,NO ADDRESS,REDACTED,' +
    'WITHHELD,GENERAL DELIVERY,SAME,NFA,NO FIXED ABODE,NO PERMANENT ADDRESS,AT LARGE,LKA,LAST KNOWN,LAST KNOWN ADDRESS,' +
    'OUT OF STATE,OUT OF TOWN,OUT OF COUNTY,XX,XXX,XXXX'
  ).split(','),
);
/** Words and numbers alone, which need none of the tidying below. */
const TIDY = /^[A-Z0-9]+(?: [A-Z0-9]+)*$/;
const PERIODS = /[.'"]+/g;
const PO_BOX = /^(?:P ?O ?|POST OFFICE )?(?:BOX|DRAWER) ?#? ?([A-Z0-9-]+)$|^POB ?#? ?(\d+)$/;
const ZIP = /^(\d{5})(?:-?\d{4})?(?:\.0+)?$/;
const ZIP_SHORT = /^\d{3,4}$/;
const STATE_ZIP = /^(?:(.*\S)\s+)?([A-Z]{2})(?:\s+(\d{5})(?:-\d{4})?)?$/;
const CROSSING = /\s+(?:AND|AT|NEAR|X)\s+|\s*[&@/\\]\s*/;
const BLOCK_WORD = /^(\d{1,6}) ?(?:BLOCK|BLK)(?: OF)? /;
const BLOCK_X = /^(\d{1,4})(X{2}) /;
const HUNDRED_OF = /^(\d{1,4})00 (?:HUNDRED )?(?:BLOCK|BLK) /;
const NUMBER = /^#? ?(\d{1,6})([A-Z])?(?: ?- ?(\d{1,6})([A-Z])?)?(?: (1\/[234]|3\/4))? (?=\S)/;
const NUMBER_NOT_ORDINAL = /^\d{1,3}(?:ST|ND|RD|TH)\b/;
const STARTS_WITH_FIGURE = /^#? ?\d/;
/** Between words, with or without signs that belong to none. */
const LOOSE_SIGNS = /\s*[&@/\\]\s+|\s+[&@/\\]*\s*|[&@\\]+/;
const EDGE_CONNECTORS = /^(?:(?:AND|AT|NEAR|X)(?:\s+|$))+|(?:(?:\s+|^)(?:AND|AT|NEAR|X))+$/g;
const EDGE_SIGNS = /^[\s#&@/\\]+|[\s&@/\\]+$/g;
const ORDINAL = /^0*(\d{1,3})(ST|ND|RD|TH)$/;
const BARE_NUMBER = /^0*(\d{1,3})$/;
const UNIT_ID = /^#?[A-Z0-9]{1,8}(?:-[A-Z0-9]{1,8})*$/;
const LEADING_ZEROS = /^0+(?=\d)/;
const NOT_WORDS = /[^\p{L}\p{N}#/&@\\-]+/gu;
const EDGE_HYPHENS = /(?<=^|\s)-+|-+(?=\s|$)/g;
const SPACES = /\s+/g;
const NOT_PLACE = /[^\p{L}\p{N}-]+/gu;
const LETTER = /\p{L}/u;
const HASH = /\s*#\s*/g;

/** Reads an address; null where there is none. Never throws. */
export function cleanAddress(raw: string, place: AddressPlace = {}): Address | null {
  const text = plainText(raw);
  const whole = TIDY.test(text) ? text : text.replace(PERIODS, '');
  if (whole === '' || NO_ADDRESS.has(whole)) return null;
  const { line, city, state, zip } = splitPlace(whole, place);
  const address = readLine(TIDY.test(line) ? line : tidyLine(line));
  if (address === null || namesNoStreet(address)) return null;
  address.city = city;
  address.state = state;
  address.zip = zip;
  return address;
}

/** Words that say there is none, behind a house number as well (0 UNKNOWN). With a suffix they may name a street. */
function namesNoStreet({ kind, name, suffix }: Address): boolean {
  if (suffix !== null || kind === 'intersection' || kind === 'po-box') return false;
  return NO_ADDRESS.has(name) || saysNothing(name);
}

const LEADING_HOUSE = /^(?!\d{1,3}(?:ST|ND|RD|TH)\b)[NSEW]?\d\S* \S/;
const NUMBER_ON_ROAD = /\b(?:MM|MP|MILE|MILEPOST|MARKER|EXIT|KM|BOX) ?#?\d/;
const ROAD = /\b(?:I|US|SR|CR|RTE|RT|ROUTE|HWY|HIGHWAY|STATE|COUNTY(?: ROAD)?|INTERSTATE|[A-Z]{2})[ -]?\d/;
/** Suffixes of places that people go into, not along; what bears one is one place if it has a name. */
const PLACE_SUFFIXES: ReadonlySet<string> = new Set('PARK MALL PLZ CTR STA SQ'.split(' '));
const PLACE_WORDS =
  /\S (?:SCHOOL|AIRPORT|HOSPITAL|CEMETERY|STADIUM|UNIVERSITY|COLLEGE|LIBRARY|MARKET|MUSEUM|ZOO|CHURCH|MOSQUE|SYNAGOGUE|TEMPLE|PLAYGROUND|MARINA|CASINO|HOTEL|MOTEL|APARTMENTS|APTS|HOMES|TOWERS)$/;
/** Words that make a name of no place: the park, a local school. */
const NO_NAME: ReadonlySet<string> = new Set(
  `THE A AN HIS HER THEIR MY AT IN ON NEAR BEHIND OUTSIDE INSIDE CITY COUNTY STATE LOCAL PUBLIC SOME NEARBY UNKNOWN UNK HIGH
  MIDDLE ELEMENTARY SHOPPING STRIP MEDICAL COMMUNITY RECREATION DETENTION GAS POLICE FIRE BUS TRAIN METRO TRAILER`.split(
    /\s+/,
  ),
);
/** Of two streets at once: ASHMEAD & WAKEFIELD STS. */
const STREETS = / (?:STS|AVES|RDS)$/;
const wordsOfSideMax = 3;

/**
 * Whether a canonical line names one place of its city, so that two records that write it mean the same: a house or block
 * number, a post office box, two streets that cross, a mile or an exit of a road, or a park, school or the like with a name.
 * A street or a highway alone is miles long, and words that are no address (REFUSED, JAIL, the name of the city) never end.
 */
export function namesOnePlace(canonical: string): boolean {
  const address = readLine(canonical);
  if (address === null) return false;
  if (address.kind === 'intersection') return isCrossing(address);
  if (address.kind !== 'street') return true;
  if (LEADING_HOUSE.test(canonical)) return address.suffix !== null;
  if (NUMBER_ON_ROAD.test(canonical)) return ROAD.test(canonical) || address.suffix !== null;
  const named = address.name.split(' ').some((word) => !NO_NAME.has(word) && !PLACE_WORDS.test(`- ${word}`));
  return named && (PLACE_SUFFIXES.has(address.suffix ?? '') || PLACE_WORDS.test(canonical));
}

/** One of the two is written as a street; of `HOME / WORK` and of a sentence with `AND` in it neither is. */
function isCrossing({ crossStreet, ...street }: Address): boolean {
  const sides = [street, crossStreet!];
  return (
    sides.every(({ name }) => name.split(' ').length <= wordsOfSideMax && !saysNothing(name)) &&
    sides.some(({ name, suffix }) => suffix !== null || ORDINAL.test(name) || ROAD.test(name) || STREETS.test(name))
  );
}

function tidyLine(line: string): string {
  return line
    .replace(NOT_WORDS, ' ')
    .replace(EDGE_HYPHENS, ' ')
    .replace(HASH, ' # ')
    .replace(SPACES, ' ')
    .replace(EDGE_SIGNS, '');
}

/** Without city, state and ZIP code: those are filled in by whoever asked for the line. */
function readLine(text: string): Address | null {
  const box = STARTS_WITH_FIGURE.test(text) ? null : PO_BOX.exec(text);
  if (box) {
    const number = box[1] ?? box[2]!;
    const street: Street = { preDirectional: null, name: 'PO BOX', suffix: null, postDirectional: null };
    return lineOf('po-box', `PO BOX ${number}`, street, { ...NO_HEAD, number });
  }
  const crossing = readCrossing(text);
  if (crossing) return crossing;
  const head = readHead(text);
  const { words, unit } = takeUnit(wordsIn(head.rest));
  const street = readStreet(words);
  if (street === null) return null;
  const { number, numberTo, blockNumber } = head;
  const kind = blockNumber !== null ? 'block' : number !== null ? 'building' : 'street';
  const first = blockNumber !== null ? `${blockNumber} BLOCK` : numberTo !== null ? `${number}-${numberTo}` : number;
  let canonical = streetLine(street);
  if (first !== null) canonical = canonical === '' ? first : `${first} ${canonical}`;
  if (unit !== null) canonical = canonical === '' ? `UNIT ${unit}` : `${canonical} UNIT ${unit}`;
  return lineOf(kind, canonical, street, { number, numberTo, blockNumber, unit });
}

function wordsIn(text: string): readonly string[] {
  return TIDY.test(text) ? text.split(' ') : text.split(LOOSE_SIGNS).filter((word) => word !== '');
}

interface LineHead {
  number: string | null;
  numberTo: string | null;
  blockNumber: number | null;
  unit: string | null;
}

const NO_HEAD: LineHead = { number: null, numberTo: null, blockNumber: null, unit: null };

function lineOf(kind: Address['kind'], canonical: string, street: Street, head: LineHead): Address {
  return {
    kind,
    number: head.number,
    numberTo: head.numberTo,
    blockNumber: head.blockNumber,
    unit: head.unit,
    preDirectional: street.preDirectional,
    name: street.name,
    suffix: street.suffix,
    postDirectional: street.postDirectional,
    crossStreet: null,
    city: null,
    state: null,
    zip: null,
    canonical,
  };
}

/** Two streets with no house number before them; their order is that of the alphabet, since neither comes first. */
function readCrossing(text: string): Address | null {
  if (NUMBER.test(text) && !NUMBER_NOT_ORDINAL.test(text)) return null;
  const sides = text
    .split(CROSSING)
    .map((side) => side.replace(EDGE_CONNECTORS, ''))
    .filter((side) => side !== '');
  if (sides.length !== 2 || sides.some((side) => STARTS_WITH_FIGURE.test(side) && !NUMBER_NOT_ORDINAL.test(side)))
    return null;
  const streets = sides.map((side) =>
    readStreet(
      side
        .replaceAll('#', ' ')
        .split(' ')
        .filter((word) => word !== ''),
    ),
  );
  // A side without a letter is a number gone astray, and no street.
  if (streets.some((street) => street === null || !LETTER.test(street.name))) return null;
  const [one, other] = (streets as Street[]).sort((a, b) => (streetLine(a) < streetLine(b) ? -1 : 1)) as [
    Street,
    Street,
  ];
  const canonical = `${streetLine(one)} & ${streetLine(other)}`;
  const line = lineOf('intersection', canonical, one, NO_HEAD);
  line.crossStreet = other;
  return line;
}

interface Head {
  number: string | null;
  numberTo: string | null;
  blockNumber: number | null;
  rest: string;
}

function readHead(text: string): Head {
  const block = text.includes('BL') ? (BLOCK_WORD.exec(text) ?? HUNDRED_OF.exec(text)) : null;
  if (block) {
    return { number: null, numberTo: null, blockNumber: Number(block[1]), rest: text.slice(block[0].length) };
  }
  const masked = text.includes('XX ') ? BLOCK_X.exec(text) : null;
  if (masked) {
    return { number: null, numberTo: null, blockNumber: Number(masked[1]) * 100, rest: text.slice(masked[0].length) };
  }
  const match = NUMBER_NOT_ORDINAL.test(text) ? null : NUMBER.exec(text);
  if (!match) return { number: null, numberTo: null, blockNumber: null, rest: text };
  const rest = text.slice(match[0].length);
  const number =
    match[1]!.replace(LEADING_ZEROS, '') + (match[2] ?? '') + (match[5] === undefined ? '' : ` ${match[5]}`);
  if (match[3] === undefined) return { number, numberTo: null, blockNumber: null, rest };
  const to = match[3].replace(LEADING_ZEROS, '') + (match[4] ?? '');
  // 2550-2574 is a range; 45-15, whose second part is smaller, is one number as Queens writes them.
  if (Number(match[3]) > Number(match[1])) return { number, numberTo: to, blockNumber: null, rest };
  return { number: `${number}-${match[3]}${match[4] ?? ''}`, numberTo: null, blockNumber: null, rest };
}

/** Units stand at the end: `APT 3B`, `# 4`, `BLDG 2 APT 5`, `REAR`. */
function takeUnit(words: readonly string[]): { words: readonly string[]; unit: string | null } {
  let rest = words;
  const units: string[] = [];
  while (rest.length > 1) {
    const last = rest.at(-1)!;
    const alone = UNITS_WITHOUT_NUMBER.get(last);
    const before = rest.at(-2)!;
    if (rest.length > 2 && UNIT_DESIGNATORS.has(before) && UNIT_ID.test(last) && last !== '#') {
      units.unshift(last.replace('#', '').replace(LEADING_ZEROS, ''));
      rest = rest.slice(0, -2);
      // "APT # 3" has two designators.
      while (rest.length > 1 && UNIT_DESIGNATORS.has(rest.at(-1)!)) rest = rest.slice(0, -1);
    } else if (alone !== undefined && splitNumber(rest).length > 2) {
      units.unshift(alone);
      rest = rest.slice(0, -1);
    } else if (last === '#') rest = rest.slice(0, -1);
    else break;
  }
  return { words: rest, unit: units.length === 0 ? null : units.join('-') };
}

function readStreet(words: readonly string[]): Street | null {
  let rest: readonly string[] = words.filter((word) => word !== '#');
  if (rest.length === 0) return null;
  let preDirectional: string | null = null;
  let postDirectional: string | null = null;
  let suffix: string | null = null;
  const first = STREET_DIRECTIONALS.get(rest[0]!);
  // In "NORTH AVE" the direction is the name.
  if (first !== undefined && rest.length > 1 && !(rest.length === 2 && STREET_SUFFIXES.has(rest[1]!))) {
    preDirectional = first;
    rest = rest.slice(1);
  }
  const spelt = spellHighway(rest);
  const highway = spelt !== rest;
  rest = spelt;
  const last = STREET_DIRECTIONALS.get(rest.at(-1)!);
  if (last !== undefined && rest.length > 2 && (highway || STREET_SUFFIXES.has(rest.at(-2)!))) {
    postDirectional = last;
    rest = rest.slice(0, -1);
  }
  const ending = STREET_SUFFIXES.get(rest.at(-1)!);
  if (ending !== undefined && rest.length > 1) {
    suffix = ending;
    rest = rest.slice(0, -1);
  }
  const name = rest.map((word, i) => nameWord(word, i, suffix !== null && rest.length === 1)).join(' ');
  return { preDirectional, name, suffix, postDirectional };
}

function nameWord(word: string, at: number, numbered: boolean): string {
  if (at === 0 && word === 'SAINT') return 'ST';
  if (at === 0 && word === 'MOUNT') return 'MT';
  if (at === 0 && word === 'FORT') return 'FT';
  const ordinal = ORDINAL.exec(word);
  if (ordinal) return ordinalOf(Number(ordinal[1]));
  // "33 ST" is 33rd Street.
  const bare = numbered ? BARE_NUMBER.exec(word) : null;
  if (bare) return ordinalOf(Number(bare[1]));
  return STREET_ORDINALS.get(word) ?? word;
}

function ordinalOf(number: number): string {
  const tens = number % 100;
  const ending = tens >= 11 && tens <= 13 ? 'TH' : (['TH', 'ST', 'ND', 'RD'][number % 10] ?? 'TH');
  return `${number}${ending}`;
}

function streetLine({ preDirectional, name, suffix, postDirectional }: Street): string {
  let line = preDirectional === null ? name : `${preDirectional} ${name}`;
  if (suffix !== null) line += ` ${suffix}`;
  return postDirectional === null ? line : `${line} ${postDirectional}`;
}

/** City, state and ZIP from their columns, or from what follows a comma. */
function splitPlace(whole: string, place: AddressPlace): { line: string } & Pick<Address, 'city' | 'state' | 'zip'> {
  let city = placeWord(place.city ?? '');
  let state = cleanState(place.state ?? '')?.code ?? null;
  let zip = cleanZip(place.zip ?? '');
  if (!whole.includes(',')) return { line: whole, city, state, zip };
  const segments = whole.split(',').map((segment) => segment.trim());
  while (segments.length > 1) {
    const tail = segments.at(-1)!;
    const match = STATE_ZIP.exec(tail);
    const tailState = match && !isUnit(tail) ? cleanState(match[2]!) : null;
    if (tailState) {
      state ??= tailState.code;
      zip ??= match![3] ?? null;
      if (match![1]) city ??= match![1];
    } else if (ZIP.test(tail)) zip ??= tail.slice(0, 5);
    else if (!isUnit(tail) && /^\D+$/.test(tail) && segments.length > 1 && !CROSSING.test(` ${tail} `))
      city ??= placeWord(tail);
    else break;
    segments.pop();
  }
  return { line: segments.join(' '), city, state, zip };
}

function isUnit(segment: string): boolean {
  const first = segment.split(/[\s#]/)[0]!;
  return segment.startsWith('#') || UNIT_DESIGNATORS.has(first) || UNITS_WITHOUT_NUMBER.has(first);
}

function placeWord(raw: string): string | null {
  const text = plainText(raw);
  const word = TIDY.test(text) ? text : text.replace(PERIODS, '').replace(NOT_PLACE, ' ').trim();
  return word === '' || NO_ADDRESS.has(word) ? null : word;
}

/** Five digits of a ZIP code, with the leading zeros a spreadsheet drops; null where it is none. Never throws. */
export function cleanZip(raw: string): string | null {
  const text = raw.trim().replace(/\.0+$/, '');
  const match = ZIP.exec(text);
  if (match) return match[1] === '00000' || match[1] === '99999' ? null : match[1]!;
  return ZIP_SHORT.test(text) && Number(text) > 0 ? text.padStart(5, '0') : null;
}
