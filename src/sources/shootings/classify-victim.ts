import { cleanWeaponCode } from '../../model/values/weapon-code.ts';
import { readFlag } from '../read-flag.ts';

export interface VictimCells {
  readonly description: string;
  readonly weapon: string;
  readonly fatal: string;
  readonly gunshot: string;
  readonly officerInvolved: string;
  readonly offenderInjured: string;
  readonly offenderDeceased: string;
}

/**
 * Whether the victim died and whether gunfire struck them; null where the row does not say.
 *
 * A description of shooting means struck; one of homicide, struck if the weapon is a firearm; any other (robbery, assault
 * with a handgun) not, because cities that publish such rows list those who were struck as shootings. A list without
 * descriptions and weapons is a list of people shot. In Philadelphia's rows of shootings by officers the person fired at
 * stands as the row's victim, struck only if injured or dead.
 */
export function classifyVictim(cells: VictimCells): { fatal: boolean | null; shot: boolean | null } {
  const description = cells.description.toUpperCase();
  const struck = gunshot(cells, description);
  const stated = readFatal(cells.fatal);
  if (stated !== null) return { fatal: stated, shot: struck };
  if (readFlag(cells.officerInvolved)) return { fatal: null, shot: struck };
  if (notFatal.test(description)) return { fatal: false, shot: struck };
  return { fatal: description === '' ? null : killed.test(description), shot: struck };
}

const killed = /HOMICIDE|MURDER|MANSLAUGHTER|FATAL|DECEASED|KILLED/;
const notFatal = /NON[-\s]?FATAL|ATTEMPT/;
const shooting = /SHOOTING|\bSHOT\b|GUNSHOT|\bGSW\b/;
const firearmWords = /FIREARM|\bGUN|SHOT|PISTOL|REVOLVER|RIFLE/;

function gunshot(cells: VictimCells, description: string): boolean | null {
  const stated = readFlag(cells.gunshot);
  if (stated !== null) return stated;
  if (cells.gunshot !== '' && cells.gunshot.toUpperCase().startsWith('UNK')) return null;
  if (readFlag(cells.officerInvolved)) {
    return (readFlag(cells.offenderInjured) ?? false) || (readFlag(cells.offenderDeceased) ?? false);
  }
  if (shooting.test(description)) return true;
  const firearm = withFirearm(cells.weapon);
  if (killed.test(description) && !notFatal.test(description)) return firearm;
  if (description !== '') return false;
  return cells.weapon === '' ? true : firearm;
}

/** Whether the weapon is a firearm; null where it is not stated or unknown. */
function withFirearm(weapon: string): boolean | null {
  const known = cleanWeaponCode(weapon);
  if (known) return known.code === '95' ? null : known.firearm;
  return firearmWords.test(weapon.toUpperCase()) ? true : null;
}

/** Whether a cell says that the victim died; null where it says neither. */
export function readFatal(cell: string): boolean | null {
  const text = cell.trim().toUpperCase();
  if (notFatal.test(text) || /^(INJUR|WOUND|SURVIV|ALIVE)/.test(text)) return false;
  if (killed.test(text) || /^(DEAD|DEATH|DIED)/.test(text)) return true;
  return readFlag(text);
}
