import { apertureShapes, breechFaceTypes } from './exhibits.ts';
import { boresContradict } from './values/bores-contradict.ts';
import { oneChamberTakes } from './values/one-chamber.ts';
import { cleanCalibre } from './values/calibre.ts';
import { plainText } from './values/plain-text.ts';
import { saysNothing } from './values/says-nothing.ts';

/** What a firearm leaves on every cartridge case it fires, whoever made it: the names of its characteristics. */
export const classCharacteristics = ['calibre', 'aperture', 'breechFace'] as const;
export type ClassCharacteristic = (typeof classCharacteristics)[number];

/** Code of the calibre, shape of the firing-pin aperture and marks of the breech face, as far as they are known. */
export type KnownClass = Readonly<Record<ClassCharacteristic, string | null>>;

/** A class of which all three are known. */
export type FirearmClass = Readonly<Record<ClassCharacteristic, string>>;

export const unknownClass: KnownClass = { calibre: null, aperture: null, breechFace: null };

/** Codes under which things of several kinds lie: two of them may differ. */
const several: ReadonlySet<string> = new Set(['OTHER', 'MULTI']);

/** Whether exhibits are of a class: `other-class` where one is known not to be, `class-unknown` where that cannot be said of all. */
export function classOfAll(
  of: FirearmClass,
  exhibits: readonly KnownClass[],
): 'same' | 'other-class' | 'class-unknown' {
  const told = exhibits.flatMap((exhibit) =>
    classCharacteristics.map((name) => ({ of: of[name], is: exhibit[name] }) as const),
  );
  if (told.some(({ of, is }) => is !== null && is !== of && !several.has(is))) return 'other-class';
  return told.some(({ is }) => is === null || several.has(is)) ? 'class-unknown' : 'same';
}

export interface Characteristic {
  /** Code, or the words in capitals where there is no list of codes. */
  readonly value: string;
  /** Read from words that name several: the likeliest. */
  readonly assumed: boolean;
}

/** The value of a characteristic as people write it; null where it says nothing, or nothing that two can have in common. Any other name is of an agency's own. */
export function cleanCharacteristic(name: string, written: string): Characteristic | null {
  const text = plainText(written).trim();
  if (!/[\p{L}\p{N}]/u.test(text) || nothing.has(text) || saysNothing(text)) return null;
  if (name === 'calibre') {
    const calibre = cleanCalibre(text);
    return calibre === null || several.has(calibre.code) ? null : { value: calibre.code, assumed: calibre.assumed };
  }
  const value = name === 'aperture' || name === 'breechFace' ? text.replaceAll(/[^A-Z]+/g, '_') : text;
  return several.has(value) ? null : { value, assumed: false };
}

const nothing: ReadonlySet<string> = new Set(['NA', 'N.A.', 'X', '?']);

/**
 * Whether two values of a characteristic are surely not of one firearm: calibres that one chamber takes are not, and what was read from words that name
 * several is so only where bores differ.
 */
export function characteristicsDiffer(name: string, a: Characteristic, b: Characteristic): boolean {
  if (a.value === b.value) return false;
  if (name !== 'calibre') return true;
  return a.assumed || b.assumed ? boresContradict(a.value, b.value) : !oneChamberTakes(a.value, b.value);
}

/** What is allowed of a characteristic that has a closed list beside calibres; null where it has none. */
export function characteristicValues(name: string): readonly string[] | null {
  if (name === 'aperture') return apertureShapes;
  return name === 'breechFace' ? breechFaceTypes : null;
}

/** The name of a characteristic as people write it: `Breech face`, `breech_face`, `caliber`. */
export function characteristicName(written: string): string {
  const letters = written.toLowerCase().replaceAll(/[^a-z]/g, '');
  return names[letters] ?? written.trim();
}

const names: Readonly<Record<string, ClassCharacteristic>> = {
  calibre: 'calibre',
  caliber: 'calibre',
  aperture: 'aperture',
  firingpinaperture: 'aperture',
  breechface: 'breechFace',
};
