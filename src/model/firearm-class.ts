import { apertureShapes, breechFaceTypes, type CalibreSource } from './exhibits.ts';
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

/** What of an exhibit's class is sure, by which ratios go: a calibre only where it was read in a laboratory and is one of the list. */
export function sureClass({
  calibre,
  calibreWritten,
  calibreSource,
  aperture,
  breechFace,
}: KnownClass & {
  readonly calibreWritten: string | null;
  readonly calibreSource: CalibreSource | null;
}): KnownClass {
  return { calibre: calibreSource === 'EXAMINED' && calibreWritten === null ? calibre : null, aperture, breechFace };
}

export interface Characteristic {
  /** Code, or the words in capitals where there is no list of codes. */
  readonly value: string;
  /** Read from words that name several, the likeliest; or told by somebody who is not sure. */
  readonly assumed: boolean;
}

/** A calibre as a class tells it: in the words that name several, or by its code, with the mark of doubt where nobody in a laboratory read it. */
export function calibreTold({
  calibre,
  calibreWritten,
  calibreSource,
}: {
  readonly calibre: string | null;
  readonly calibreWritten: string | null;
  readonly calibreSource: CalibreSource | null;
}): string | null {
  if (calibre === null || calibreWritten !== null) return calibreWritten ?? calibre;
  return calibreSource === 'EXAMINED' ? calibre : `${calibre}${doubt}`;
}

/** After a value: whoever wrote it is not sure. */
const doubt = '?';

/** The value of a characteristic as people write it, with a question mark after it where they are not sure; null where it says nothing, or nothing that two can have in common. Any other name is of an agency's own. */
export function cleanCharacteristic(name: string, written: string): Characteristic | null {
  const whole = plainText(written).trim();
  const text = whole.endsWith(doubt) ? whole.slice(0, -1).trim() : whole;
  const isDoubted = text !== whole;
  if (!/[\p{L}\p{N}]/u.test(text) || nothing.has(text) || saysNothing(text)) return null;
  if (name === 'calibre') {
    const calibre = cleanCalibre(text);
    if (calibre === null || several.has(calibre.code)) return null;
    return { value: calibre.code, assumed: calibre.assumed || isDoubted };
  }
  const value = name === 'aperture' || name === 'breechFace' ? text.replaceAll(/[^A-Z]+/g, '_') : text;
  return several.has(value) ? null : { value, assumed: isDoubted };
}

const nothing: ReadonlySet<string> = new Set(['NA', 'N.A.', 'X', '?']);

/**
 * Whether two values of a characteristic are surely not of one firearm: calibres that one chamber takes are not; a calibre that is not sure is so only
 * where bores differ, and anything else that is not sure never.
 */
export function characteristicsDiffer(name: string, a: Characteristic, b: Characteristic): boolean {
  if (a.value === b.value) return false;
  const isDoubted = a.assumed || b.assumed;
  if (name !== 'calibre') return !isDoubted;
  return isDoubted ? boresContradict(a.value, b.value) : !oneChamberTakes(a.value, b.value);
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
