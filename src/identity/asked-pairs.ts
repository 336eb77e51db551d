/**
 * Which pairs of firearms, places and vehicles a person is asked about, and why, in plain words: the model orders them, these rules choose.
 *
 * **Source.** Firearms: the tiers of serial numbers of the NCIC Operating Manual, Gun File, and of ATF's tracing practice: the first joins by
 * key (`identity-keys.ts`). Places: the parts of USPS Publication 28.
 * **Input.** How the fields of two contents compare. **Output.** Why to ask; null where nobody is asked.
 * **Limits.** A serial number one slip of a key away is asked about only where records tie the two otherwise (`ifTied`): numbers that follow one
 * another are what a straw purchaser buys. Block keys bring such a pair where one half of the number is written alike.
 */
import { metersBetween } from '../geo/meters-between.ts';
import { slipsBetween } from '../model/values/given-names.ts';
import { readMin } from './compare-codes.ts';
import { differ } from './contradictions.ts';
import { skeletonOf } from '../model/values/serial-number.ts';
import type { ExplanationStep } from './explain-pair.ts';

/** All that these rules say. */
export const askSentences = {
  tier1: 'tier 1: the same maker and serial number, and something else that keeps them apart',
  tier2: 'tier 2: the same maker, and serial numbers alike but for characters easily mistaken for one another',
  tier3:
    'tier 3: the same maker, the same type and calibre as far as both say them, serial numbers one slip of a key apart, and records that tie both to one case or person',
  tier4: 'tier 4: the same maker, no other type, and serial numbers that agree where both can be read',
  tier4Restored:
    'tier 4: the same maker, no other type, and a serial number that agrees with what a laboratory restored, where it is sure',
  building: 'the same number and street',
  slip: 'the same number in a street written nearly the same',
  near: 'at most 50 metres apart',
  direction: 'a direction that one of them leaves out',
  suffix: 'a kind of street that one of them leaves out',
  otherSuffix: 'another kind of street',
  otherCity: 'another city in the same postcode',
  zipSlip: 'a postcode one slip of a key apart',
  vinSame: 'the same vehicle identification number, whose check digit is wrong',
  vinSlip: 'vehicle identification numbers one slip of a key apart',
  plateSame: 'the same plate, years apart or with a state or make that one of them leaves out',
  plateAlike: 'plates of one state alike but for characters easily mistaken for one another',
  plateSlip: 'plates of one state one slip of a key apart on vehicles of one make and colour',
} as const;
type Sentence = keyof typeof askSentences;

export interface Asked {
  readonly because: readonly string[];
  /** Asked only where no register lists both and records tie the two to one case or one person. */
  readonly ifTied: boolean;
}

export type AskRule = (steps: readonly ExplanationStep[]) => Asked | null;

const ask = (...said: readonly (Sentence | null)[]): Asked => ({
  because: said.flatMap((each) => (each === null ? [] : [askSentences[each]])),
  ifTied: false,
});

/** Level and the two values of each field. */
function byField(steps: readonly ExplanationStep[]) {
  const fields = new Map(steps.map((step) => [step.field, step]));
  return (field: string): Pick<ExplanationStep, 'level' | 'a' | 'b'> =>
    fields.get(field) ?? { level: 'missing', a: '', b: '' };
}

/** The second to fourth tier, and what shares the key of the first and stands apart all the same. */
export const askOfFirearms: AskRule = (steps) => {
  const of = byField(steps);
  if (of('make').level !== 'equal') return null;
  const { level, a, b } = of('serial');
  const type = of('type');
  const typeMayBeOne = type.a === '' || type.b === '' || !differ.type(type.a, type.b);
  const restored = of('serial_restored');
  if (restored.a !== '' || restored.b !== '') {
    const alike = level === 'equal' || level === 'look-alike' || level === 'worn';
    const read = [a, b].every((serial) => serial.replaceAll('?', '').length >= readMin);
    return alike && read && typeMayBeOne ? ask('tier4Restored') : null;
  }
  switch (level) {
    case 'equal':
      return ask('tier1');
    case 'look-alike':
      return ask('tier2');
    case 'worn':
      return typeMayBeOne ? ask('tier4') : null;
    case 'slip':
    case 'other': {
      const calibre = of('calibre').level;
      if (!typeMayBeOne || calibre === 'other' || slipsBetween(skeletonOf(a), skeletonOf(b)) > 1) return null;
      if (type.level !== 'equal' && calibre !== 'equal') return null;
      return { ...ask('tier3'), ifTied: true };
    }
    default:
      return null;
  }
};

/** Further apart than this two points are of two buildings; nearer than the other they may be of one. */
const farMeters = 150;
const nearMeters = 50;
/** A shorter name is another name after one slip: OAK and OAKS, A and B. */
const lettersMin = 5;

/** Two buildings of one number whose street, city or postcode is written otherwise. */
export const askOfPlaces: AskRule = (steps) => {
  const of = byField(steps);
  if (of('house').level !== 'equal') return null;
  const apart = metersApart(of('point'));
  if (apart !== null && apart > farMeters) return null;
  const [city, zip] = [of('city').level, of('zip').level];
  if (city === 'other' && zip !== 'equal') return null;
  if (zip === 'area' || zip === 'other') return null;
  const { level, a, b } = of('street');
  const near = apart !== null && apart <= nearMeters;
  if (level !== 'equal' && !(oneSlip(a, b) || (near && (level === 'close' || level === 'near')))) return null;
  const [direction, suffix] = [of('direction'), of('street_suffix')];
  // N and S of one street are two ends of a city.
  if (direction.level === 'other' || (suffix.level === 'other' && !near)) return null;
  return ask(
    level === 'equal' ? 'building' : 'slip',
    direction.level === 'missing' && direction.a !== direction.b ? 'direction' : null,
    suffix.level === 'other' ? 'otherSuffix' : null,
    suffix.level === 'missing' && suffix.a !== suffix.b ? 'suffix' : null,
    city === 'other' ? 'otherCity' : null,
    zip === 'slip' ? 'zipSlip' : null,
    near ? 'near' : null,
  );
};

/** About ten metres: an address has one point, whoever looked it up. */
const pointsPerDegree = 1e4;

/** A point in figures alone, which cleaning leaves as they are; empty where there is none. */
export function pointCell(lon: unknown, lat: unknown): string {
  if (typeof lon !== 'number' || typeof lat !== 'number') return '';
  return `${Math.round((lat + 90) * pointsPerDegree)} ${Math.round((lon + 180) * pointsPerDegree)}`;
}

/** What a misread plate or number leaves of one vehicle; two numbers that differ by more are two vehicles. */
export const askOfVehicles: AskRule = (steps) => {
  const of = byField(steps);
  const [vin, plate, state, make, colour] = ['vin', 'plate', 'plate_state', 'make', 'colour'].map(of);
  if (make!.level === 'other') return null;
  if (vin!.level === 'equal') return ask('vinSame');
  if (vin!.level === 'slip') return ask('vinSlip');
  if (vin!.level !== 'missing' || plate!.level === 'missing' || state!.level === 'other') return null;
  if (plate!.level === 'equal') return ask('plateSame');
  if (state!.level !== 'equal' || colour!.level === 'other') return null;
  if (skeletonOf(plate!.a) === skeletonOf(plate!.b)) return ask('plateAlike');
  const alike = make!.level === 'equal' && colour!.level === 'equal';
  return alike && slipsBetween(plate!.a, plate!.b) <= 1 ? ask('plateSlip') : null;
};

function oneSlip(a: string, b: string): boolean {
  // A numbered street is another street after one slip.
  if (/\d/.test(a + b)) return false;
  return a.length >= lettersMin && b.length >= lettersMin && slipsBetween(a, b) <= 1;
}

/** Metres between two points as `pointCell` writes them; null where one is missing. */
function metersApart({ a, b }: Pick<ExplanationStep, 'a' | 'b'>): number | null {
  if (a === '' || b === '') return null;
  const [p, q] = [a, b].map((text) => {
    const [lat, lon] = text.split(' ').map(Number) as [number, number];
    return { lat: lat / pointsPerDegree - 90, lon: lon / pointsPerDegree - 180 };
  });
  return metersBetween(p!, q!);
}
