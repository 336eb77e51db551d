/**
 * Which exact keys an observation carries: two observations that share one are taken to be of the same thing.
 *
 * **Source.** Deterministic linkage on authoritative identifiers, the first tier of serial comparison (same maker and
 * serial in the form NCIC searches; NCIC Operating Manual, Gun File), the region-district-sequence part of a licence
 * number (ATF, Federal Firearms Licensee listings), and name with date of birth.
 * **Input.** One row of an observation table. **Output.** Keys, strongest first, each with the reason in plain words.
 * **Limits.** Finds only what clerks wrote alike. A serial without a maker, a serial with unreadable characters and a
 * name without a birth date give no key: such observations stay apart until a person or the statistical engine joins them.
 * A placeholder (`isPlaceholderSerial`, `isPlaceholderIdentifier`) is no number, an address that names no one place
 * (`namesOnePlace`) no address, and a privately made firearm has no maker. Some real numbers look like placeholders: what
 * carries them stays apart as well. A plate moves from vehicle to vehicle: it joins what is of one make, seen within three years, not of model years more than one apart, and contradicts nothing. Observations that share a key and contradict each other stay apart (`contradictions.ts`).
 */
import type { EntityKind } from '../model/tables.ts';
import { cleanAddress, namesOnePlace } from '../model/values/address.ts';
import { isCalibre } from '../model/values/calibre.ts';
import { isShortCaseKey } from '../model/values/case-number.ts';
import { cleanFirearmType } from '../model/values/firearm-type.ts';
import { isPlaceholderIdentifier } from '../model/values/identifier.ts';
import { isPlaceholderSerial } from '../model/values/serial-number.ts';

export interface IdentityKey {
  readonly key: string;
  /** Completes "joined because of …". */
  readonly reason: string;
}

/** One observation, as the tables hold it; columns it does not have are undefined. */
export type ObservationValues = Readonly<Record<string, unknown>>;

/** Who asserts a join made by exact keys; raise the number when the keys change. */
export const exactKeysEngine = 'rule:exact-keys@6';

/** In order of strength. In plain words, why observations that share a key of this kind are taken to be of the same thing. */
export const keyReasons = {
  'serial-trace': 'same make and serial number',
  'serial-case': 'same make and serial number',
  serial: 'same make and serial number',
  trace: 'same trace number',
  'id-born': 'same identifier and date of birth',
  'id-name': 'same identifier and family name',
  'victim-born': 'same case and number of the victim in it, and same date of birth',
  'victim-name': 'same case and number of the victim in it, and same family name',
  'name-born': 'same name and date of birth',
  vin: 'same vehicle identification number',
  plate: 'same plate of one state on one make, within three years',
  licence: 'same licence (region, district and sequence)',
  'name-premises': 'same name and premises, no licence number given',
  address: 'same address',
  point: 'same coordinates to 4 decimals, about 10 m',
  case: 'same case number',
  report: 'same number of an alert or call on the same day',
} as const;

export type IdentityKeyKind = keyof typeof keyReasons;

/** The part of a key before the first colon. */
export const keyKindOf = (key: string) => key.slice(0, Math.max(0, key.indexOf(':')));

const strengths = new Map(Object.keys(keyReasons).map((kind, at) => [kind, at]));

/** Place of a key in the order of strength: what a lower one joins, a higher one finds joined. */
export const keyRank = (key: string) => strengths.get(keyKindOf(key)) ?? strengths.size;

function identityKey(key: string): IdentityKey {
  return { key, reason: keyReasons[keyKindOf(key) as IdentityKeyKind] };
}

/** Fewest characters of a serial that name one firearm of a maker: shorter ones are shop numbers as often as serials. */
const serialCharactersMin = 4;

const text = (values: ObservationValues, column: string) => (values[column] as string | null | undefined) ?? '';

/** What is written for a maker where there is none: two privately made firearms of one number have nothing in common. */
const noMaker =
  /\b(?:PRIVATE(?:LY)? (?:MADE|MAKE|MANUFACTURED)|PMF|(?:HOME|HAND|SELF) ?(?:MADE|BUILT)|(?:PERSONALLY|INDIVIDUALLY) MADE|GHOST ?GUN|3D ?PRINTED|80 (?:PERCENT|LOWER)|ZIP GUN|UNSERIALI[SZ]ED|UNMARKED|MADE IN)\b|^(?:AR ?15|AK ?47|SKS|PRIVATE|GHOST|3D|PRINTED|GENERIC|NO (?:MAKE|MAKER|MANUFACTURER))$/;
/** A country has many makers, each with its own numbers. */
const countries: ReadonlySet<string> = new Set(
  (
    'FOREIGN,FOREIGN MADE,IMPORT,IMPORTED,US,USA,U S,U S A,UNITED STATES,AMERICA,AMERICAN,DOMESTIC,AUSTRIA,GERMANY,GERMAN,WEST GERMANY,' +
    'ITALY,ITALIAN,BRAZIL,TURKEY,TURKISH,TURKIYE,SPAIN,SPANISH,BELGIUM,BELGIAN,ISRAEL,RUSSIA,RUSSIAN,USSR,SOVIET,ARGENTINA,CROATIA,' +
    'CZECH REPUBLIC,CZECHIA,CZECHOSLOVAKIA,CZECH,CHINA,CHINESE,ROMANIA,ROMANIAN,SERBIA,YUGOSLAVIA,YUGO,POLAND,POLISH,HUNGARY,' +
    'HUNGARIAN,BULGARIA,FRANCE,FRENCH,ENGLAND,BRITISH,GREAT BRITAIN,UNITED KINGDOM,UK,JAPAN,JAPANESE,SWEDEN,SWISS,SWITZERLAND,' +
    'FINLAND,CANADA,MEXICO,PHILIPPINES,KOREA,SOUTH KOREA,NORTH KOREA,EGYPT,VIETNAM,TAIWAN,INDIA,PAKISTAN,PORTUGAL,SLOVENIA,SLOVAKIA,' +
    'UKRAINE,ALBANIA,SOUTH AFRICA,AUSTRALIA,DENMARK,NORWAY'
  ).split(','),
);

/** Whether a make names a maker: no type of firearm, calibre or country (PISTOL, 9MM, CHINA), and no firearm made at home. */
function isMaker(make: string): boolean {
  if (make === '' || noMaker.test(make) || countries.has(make) || isCalibre(make)) return false;
  // Two letters are a maker's initials (FN) rather than the code of a type.
  return make.length < 3 || cleanFirearmType(make) === null;
}

const makeColumns = ['make_raw', 'make_name', 'make_family'];
const wordColumns = ['model', 'calibre_code', 'calibre_raw', ...makeColumns];

/** Whether a serial number is written in full and is one: neither short, worn nor words put where a number should stand. */
export function serialIsFull(values: ObservationValues): boolean {
  const serial = text(values, 'serial_ncic');
  if (serial.length < serialCharactersMin || serial.includes('?') || values['obliterated'] === true) return false;
  return !serialNamesNone(values);
}

/** Whether what stands for a serial number, worn or not, is words, a count, a number of something else, or the make, model or calibre once more. */
export function serialNamesNone(values: ObservationValues): boolean {
  const serial = text(values, 'serial_ncic');
  const clean = text(values, 'serial_clean') || serial;
  // The figure that a number needs may be among those that cannot be read.
  const read = clean.replaceAll('?', '7');
  return isPlaceholderSerial(read, text(values, 'serial_raw')) || (serial !== '' && isOwnWords(serial, values));
}

/** Whether a serial number repeats the make, model or calibre of its row: 1919, GLOCK19, COLT1911 on an M1911A1. */
function isOwnWords(serial: string, values: ObservationValues): boolean {
  const bare = (column: string) =>
    text(values, column)
      .toUpperCase()
      .replace(/[^\p{L}\p{N}]+/gu, '')
      .replaceAll('O', '0');
  const words = wordColumns.map(bare).filter((word) => word !== '' && serial.includes(word));
  if (words.length === 0) return false;
  const left = words.sort((x, y) => y.length - x.length).reduce((rest, word) => rest.replaceAll(word, ''), serial);
  if (left === '') return true;
  return makeColumns.map(bare).some((make) => {
    if (make.length < serialCharactersMin || !serial.startsWith(make)) return false;
    const rest = serial.slice(make.length);
    return rest.length < serialCharactersMin || bare('model').includes(rest);
  });
}

const keysOf: Record<EntityKind, (values: ObservationValues) => IdentityKey[]> = {
  firearm(values) {
    const keys: IdentityKey[] = [];
    const serial = text(values, 'serial_ncic');
    const make = text(values, 'make_family');
    if (serialIsFull(values) && isMaker(make)) keys.push(identityKey(`serial:${make}:${serial}`));
    const trace = text(values, 'trace_number');
    if (trace) keys.push(identityKey(`trace:${trace}`));
    return keys;
  },
  person(values) {
    const keys: IdentityKey[] = [];
    const family = text(values, 'family_name');
    const given = text(values, 'given_name');
    const born = text(values, 'born_on');
    const number = text(values, 'id_number');
    if (number && !isPlaceholderIdentifier(number)) {
      const id = `${text(values, 'id_type')}:${text(values, 'id_state')}:${number}`;
      // An identifier alone is not enough: clerks mistype them and people lend them. Something else must agree.
      if (born) keys.push(identityKey(`id-born:${id}:${born}`));
      if (family) keys.push(identityKey(`id-name:${id}:${family}`));
    }
    // A case numbers its victims; systems may number them otherwise, so that something else must agree.
    const victim = values['victim_number'];
    const caseKey = text(values, 'record_case_key');
    if (typeof victim === 'number' && caseKey && !isShortCaseKey(caseKey)) {
      if (born) keys.push(identityKey(`victim-born:${caseKey}:${victim}:${born}`));
      if (family) keys.push(identityKey(`victim-name:${caseKey}:${victim}:${family}`));
    }
    // J. SMITH of one birth date may be JOHN and JAMES.
    if (family && given.length > 1 && born) {
      keys.push(identityKey(`name-born:${family}:${given}:${born}:${text(values, 'suffix')}`));
    }
    return keys;
  },
  dealer(values) {
    const licence = text(values, 'licence_key');
    if (licence) return [identityKey(`licence:${licence}`)];
    const name = text(values, 'name');
    const address = text(values, 'address');
    const where = text(values, 'zip') || text(values, 'city').toUpperCase();
    return name && where && namesOnePlace(address) ? [identityKey(`name-premises:${name}:${address}:${where}`)] : [];
  },
  place(values) {
    const address = text(values, 'address');
    if (address) {
      const city = text(values, 'city').toUpperCase();
      const where = city ? `${city}:${text(values, 'state')}` : text(values, 'zip');
      // TAKOMA PARK is a park only outside of Takoma Park.
      if (city && cleanAddress(city)?.canonical === address) return [];
      return where && namesOnePlace(address) ? [identityKey(`address:${address}:${where}`)] : [];
    }
    const { lon, lat } = values;
    return typeof lon === 'number' && typeof lat === 'number'
      ? [identityKey(`point:${lon.toFixed(4)}:${lat.toFixed(4)}`)]
      : [];
  },
  vehicle(values) {
    const keys: IdentityKey[] = [];
    const [vin, plate, state, make] = ['vin', 'plate', 'plate_state', 'make'].map((column) => text(values, column));
    if (vin && values['vin_valid'] === true) keys.push(identityKey(`vin:${vin}`));
    // Without its make a vehicle may be the one the plate was on before; without a day nobody knows which had it then.
    if (plate && state && make && text(values, 'seen_on')) keys.push(identityKey(`plate:${state}:${plate}:${make}`));
    return keys;
  },
  incident(values) {
    const key = text(values, 'case_key');
    const report = text(values, 'report_key');
    if (key) return isShortCaseKey(key) ? [] : [identityKey(`case:${key}`)];
    return report ? [identityKey(`report:${report}`)] : [];
  },
};

/** No serial, name or address is that long, and an index of the store takes no more (`find-unstorable.ts`). */
const keyCharactersMax = 800;

/** The exact keys of an observation, strongest first. */
export function identityKeys(kind: EntityKind, values: ObservationValues): IdentityKey[] {
  return keysOf[kind](values).filter(({ key }) => key.length <= keyCharactersMax);
}

/**
 * Make and serial number together with a number of the record: where both agree, a type or calibre written otherwise is a
 * slip. Whoever shares such a key shares the key without it, so these are not stored.
 */
export function corroboratedKeys(kind: EntityKind, values: ObservationValues): IdentityKey[] {
  const serial =
    kind === 'firearm' ? identityKeys(kind, values).find(({ key }) => key.startsWith('serial:')) : undefined;
  if (!serial) return [];
  const caseKey = text(values, 'record_case_key');
  return [
    ['serial-trace', text(values, 'trace_number')],
    ['serial-case', isShortCaseKey(caseKey) ? '' : caseKey],
  ].flatMap(([name, number]) =>
    number ? [identityKey(`${name}:${serial.key.slice('serial:'.length)}:${number}`)] : [],
  );
}
