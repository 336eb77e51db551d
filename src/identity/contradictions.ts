/**
 * What observations say that cannot be true of one thing: two serial numbers, a handgun and a long gun, two bores, a revolver
 * of one calibre and a pistol of another; two given or middle names, two birth dates, two sexes, two numbers of one kind of
 * licence of one state. Such observations are not joined by a key alone; a person may still judge them the same.
 *
 * **Source.** Serial comparison "only the first tier joins, and even then asks if type or calibre conflict" (NCIC Operating
 * Manual, Gun File: serial numbers are not unique); bore diameters as in `calibre.ts`.
 * **Input.** One row of an observation table. **Output.** Its marks, and whether the marks of two sides contradict each other.
 * **Limits.** What is missing contradicts nothing. Serial numbers are compared with easily confused characters taken as
 * the same, calibres by bore: a 9 mm written .380 is no contradiction, nor alone is a revolver written as a pistol. Given
 * names agree as `given-names.ts` says, birth dates only where they are equal, so that a slip in one leaves a person in two.
 * Identifying numbers one slip of a key apart are taken as one number mistyped; numbers that change while the person stays
 * the same (passports) are not compared.
 */
import type { EntityKind } from '../model/tables.ts';
import { boreDifferenceMillimetresMax, cleanCalibre } from '../model/values/calibre.ts';
import { daysBetween } from '../model/values/days-between.ts';
import { alikeGivenNames, slipsBetween } from '../model/values/given-names.ts';
import { isPlaceholderIdentifier } from '../model/values/identifier.ts';
import { keyKindOf, serialIsFull, type IdentityKeyKind, type ObservationValues } from './identity-keys.ts';

export const markNames = [
  'serial',
  'type',
  'calibre',
  'action',
  'given',
  'middle',
  'born',
  'sex',
  'identifier',
  'vin',
  'vehicle-make',
  'plate-day',
  'model-year',
] as const;
export type MarkName = (typeof markNames)[number];

/** What one observation says that another may contradict. */
export type Marks = Readonly<Partial<Record<MarkName, string>>>;

/** All that the observations of one side say. */
export type MarkSets = ReadonlyMap<MarkName, ReadonlySet<string>>;

const text = (values: ObservationValues, column: string) => (values[column] as string | null | undefined) ?? '';

/** What a code of a type says that a second may contradict; null for what may be either: a machine pistol, a receiver, what is called other. */
export function firearmSide(typeCode: string): 'handgun' | 'long gun' | null {
  const first = typeCode[0];
  if (first === 'P') return 'handgun';
  return first === 'R' || first === 'S' || first === 'C' ? 'long gun' : null;
}

export function marksOf(kind: EntityKind, values: ObservationValues): Marks {
  const marks: Partial<Record<MarkName, string>> = {};
  if (kind === 'firearm') {
    if (serialIsFull(values)) marks.serial = text(values, 'serial_skeleton') || text(values, 'serial_ncic');
    const side = firearmSide(text(values, 'type_code'));
    if (side !== null) marks.type = side;
    const calibre = text(values, 'calibre_code');
    if (calibre && boresOf(calibre).length > 0) marks.calibre = calibre;
    const action = text(values, 'type_code') === 'PR' ? 'revolver' : marks.type === 'handgun' ? 'pistol' : null;
    if (action !== null && marks.calibre) marks.action = `${action} ${calibre}`;
  } else if (kind === 'person') {
    const [given, middle, born] = ['given_name', 'middle_name', 'born_on'].map((column) => text(values, column));
    if (given) marks.given = [given, middle, text(values, 'family_name')].filter(Boolean).join(' ');
    if (middle) marks.middle = middle;
    if (born) marks.born = born;
    const sex = text(values, 'sex');
    if (sex === 'M' || sex === 'F') marks.sex = sex;
    const identifier = lastingIdentifier(values);
    if (identifier) marks.identifier = identifier;
  } else if (kind === 'vehicle') {
    const [vin, make, day] = ['vin', 'make', 'seen_on'].map((column) => text(values, column));
    if (vin) marks.vin = vin;
    if (make) marks['vehicle-make'] = make;
    if (day) marks['plate-day'] = day;
    if (typeof values['year'] === 'number') marks['model-year'] = String(values['year']);
  }
  return marks;
}

/** Kinds of number a person keeps: of one state, or of the whole country. A passport has another number at each renewal. */
const ofOneState: ReadonlySet<string> = new Set(['DL', 'ID', 'SID']);
const ofTheCountry: ReadonlySet<string> = new Set(['FBI', 'AR']);

/** Kind, state and number, without the zeros in front that spreadsheets take away; null where two may be of one person. */
function lastingIdentifier(values: ObservationValues): string | null {
  const [type, state, number] = ['id_type', 'id_state', 'id_number'].map((column) => text(values, column));
  if (!type || !number || isPlaceholderIdentifier(number)) return null;
  const issuer = ofTheCountry.has(type) ? 'US' : ofOneState.has(type) ? state : '';
  return issuer ? `${type}:${issuer}:${number.replace(/^0+/, '')}` : null;
}

/** Each kind of key asks for its own marks: an identifier with a name or a birth date outweighs a middle name. */
const marksAsked: Partial<Record<IdentityKeyKind, readonly MarkName[]>> = {
  serial: ['serial', 'type', 'calibre', 'action'],
  trace: ['serial', 'type', 'calibre', 'action'],
  'id-born': ['given', 'sex'],
  'id-name': ['given', 'born', 'sex'],
  'victim-born': ['given', 'sex', 'identifier'],
  'victim-name': ['given', 'born', 'sex', 'identifier'],
  'name-born': ['middle', 'sex', 'identifier'],
  plate: ['vin', 'plate-day', 'model-year'],
};

/** Days within which a plate is taken to be on one vehicle: ours. Plates are kept by owners and by vehicles, as the state has it. */
const plateDaysMax = 3 * 365;
/** A year model is sold in the calendar year before as well, and clerks write either. */
const modelYearsApartMost = 1;

/** The marks that hold apart what shares this key; none where the key says enough by itself. */
export function marksAskedBy(key: string): readonly MarkName[] {
  return marksAsked[keyKindOf(key) as IdentityKeyKind] ?? [];
}

export function markSetsOf(each: Iterable<Marks>): Map<MarkName, Set<string>> {
  const sets = new Map<MarkName, Set<string>>();
  for (const marks of each) {
    for (const name of markNames) {
      const value = marks[name];
      if (value === undefined) continue;
      const of = sets.get(name);
      if (of) of.add(value);
      else sets.set(name, new Set([value]));
    }
  }
  return sets;
}

/**
 * Whether two sides contradict each other in some marks. Two values that one side already holds together, because stronger
 * evidence or a person joined them, are not held against the other.
 */
export function contradict(
  x: MarkSets,
  y: MarkSets,
  names: readonly MarkName[],
  heldTogether: (name: MarkName, a: string, b: string) => boolean = (name, a, b) =>
    [x, y].some((side) => side.get(name)!.has(a) && side.get(name)!.has(b)),
): boolean {
  return names.some((name) => {
    const others = y.get(name);
    if (!others) return false;
    return [...(x.get(name) ?? [])].some((a) =>
      [...others].some((b) => differ[name](a, b) && !heldTogether(name, a, b)),
    );
  });
}

export const differ: Readonly<Record<MarkName, (a: string, b: string) => boolean>> = {
  serial: (a, b) => a !== b,
  type: (a, b) => a !== b,
  calibre: (a, b) =>
    a !== b && !boresOf(a).some((x) => boresOf(b).some((y) => Math.abs(x - y) <= boreDifferenceMillimetresMax)),
  action: (a, b) => {
    const [revolver, pistol] = [a, b]
      .sort()
      .toReversed()
      .map((each) => each.split(' ')) as [string[], string[]];
    return revolver[0] !== pistol[0] && revolver[1] !== pistol[1] && pistolCartridges.has(pistol[1]!);
  },
  given: (a, b) => !alikeGivenNames(a, b),
  born: (a, b) => a !== b,
  sex: (a, b) => a !== b,
  vin: (a, b) => slipsBetween(a, b) > 1,
  'vehicle-make': (a, b) => a !== b,
  'plate-day': (a, b) => Math.abs(daysBetween(a, b)) > plateDaysMax,
  'model-year': (a, b) => Math.abs(Number(a) - Number(b)) > modelYearsApartMost,
  identifier: (a, b) => {
    const [x, y] = [a.split(':'), b.split(':')];
    return x[0] === y[0] && x[1] === y[1] && slipsBetween(x[2]!, y[2]!) > 1;
  },
  middle: (a, b) => {
    const [x, y] = [a.split(' '), b.split(' ')];
    // An initial agrees with every name that begins so; what one of them leaves out contradicts nothing.
    return x.some((word, at) => at < y.length && !word.startsWith(y[at]!) && !y[at]!.startsWith(word));
  },
};

/** Cartridges of self-loading pistols: what is recorded as a pistol of one of these is no revolver of another calibre. */
const pistolCartridges: ReadonlySet<string> = new Set(
  '9LUGER,380AUTO,40SW,45AUTO,25AUTO,32AUTO,10AUTO,38SUPER,357SIG,57X28,9X18,762X25'.split(','),
);

/** Bore diameters of a calibre code; none for several calibres or one not known. */
function boresOf(code: string): number[] {
  // Revolvers for .45 Colt take .410 shells too and are recorded under either.
  if (code === '410GA' || code === '45COLT410') return [10.41, 11.48];
  const bore = cleanCalibre(code)?.millimetres;
  return bore === undefined ? [] : [bore];
}
