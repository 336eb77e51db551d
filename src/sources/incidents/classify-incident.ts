import { cleanCrimeCode } from '../../model/values/crime-code.ts';
import type { WeaponCode } from '../../model/values/weapon-code.ts';
import { readOffense } from './read-offense.ts';

export type IncidentClass =
  | 'fatal-shooting'
  | 'non-fatal-shooting'
  | 'shots-fired'
  | 'homicide'
  | 'recovery'
  | 'robbery'
  | 'assault'
  | 'theft'
  | 'other';

export interface ClassificationCells {
  /** What the narrative or unit calls it, and the offense in words. */
  readonly texts: readonly string[];
  readonly offenseCode: string;
  readonly weapon: WeaponCode | null;
  /** Cartridge cases found at the scene: a homicide with some is a shooting. */
  readonly cartridgeCases: number | null;
}

/**
 * What kind of incident it is, from what the agency calls it first, the offense second; null where it says nothing.
 *
 * An aggravated assault with a firearm is not read as a shooting: in a national comparison of police records 79.7% of
 * them were not (Hipple and others, "The need for a better measure of nonfatal shootings", 2022). A homicide is a fatal
 * shooting only if the weapon is said to be a firearm, or cartridge cases were found; else it is a homicide, with another
 * weapon or with none in the row. Most are by firearm, but which of them a row alone does not tell.
 */
export function classifyIncident({
  texts,
  offenseCode,
  weapon,
  cartridgeCases,
}: ClassificationCells): IncidentClass | null {
  const firearm = weapon?.firearm ?? (cartridgeCases !== null && cartridgeCases > 0 ? true : null);
  for (const text of texts) {
    const found = ofWords(text.toUpperCase(), firearm);
    if (found) return found;
  }
  const words = texts.find((text) => cleanCrimeCode(text) !== null) ?? '';
  const offense = readOffense(offenseCode, words);
  if (!offense) return texts.some((text) => text !== '') || offenseCode !== '' ? 'other' : null;
  if (offense.family === 'homicide') return (firearm ?? offense.firearm) ? 'fatal-shooting' : 'homicide';
  return byFamily.get(offense.family) ?? 'other';
}

const byFamily: ReadonlyMap<string, IncidentClass> = new Map([
  ['robbery', 'robbery'],
  ['assault', 'assault'],
  ['burglary', 'theft'],
  ['theft', 'theft'],
  ['vehicle theft', 'theft'],
]);

function ofWords(text: string, firearm: boolean | null): IncidentClass | null {
  if (text === '') return null;
  if (/NON[-\s]?FATAL|NONFATAL/.test(text)) return 'non-fatal-shooting';
  const shooting = /SHOOTING(?! AT)|\bSHOT\b|GUN ?SHOT|\bGSW\b|\bGUN\b|FIREARM/.test(text);
  if (/HOMICIDE|MURDER|FATAL|MANSLAUGHTER|DEATH/.test(text) && !/ATTEMPT|VEHIC|TRAFFIC|CRASH|OVERDOSE/.test(text)) {
    return shooting || firearm ? 'fatal-shooting' : null;
  }
  if (/SHOTS? (WERE )?FIRED|DISCHARG|SHOOTING AT|SHOOT(ING)? INTO|GUNFIRE|SHOTS HEARD/.test(text)) return 'shots-fired';
  if (/ROBBERY|CARJACK/.test(text)) return 'robbery';
  if (/\bSHOOTING\b|PERSON SHOT|\bGSW\b|GUN ?SHOT WOUND|SHOOTING VICTIM/.test(text)) return 'non-fatal-shooting';
  if (
    /(RECOVER|FOUND|SEIZ).*(GUN|FIREARM|WEAPON|PROPERTY)|(GUN|FIREARM|WEAPON).*(RECOVER|FOUND|SEIZ)|^RECOVERY$/.test(
      text,
    )
  ) {
    return 'recovery';
  }
  if (/ASSAULT|BATTERY/.test(text)) return 'assault';
  if (/THEFT|LARCENY|BURGLAR|STOLEN/.test(text)) return 'theft';
  return null;
}
