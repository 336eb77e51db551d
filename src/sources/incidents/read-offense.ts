import { cleanCrimeCode, type CrimeCode } from '../../model/values/crime-code.ts';
import { cleanWeaponCode, type WeaponCode } from '../../model/values/weapon-code.ts';

/**
 * The offense that a code and words name. A code with a letter (`13A`) is of NIBRS and decides. Figures alone may be of an
 * agency's own scheme: 510 is bribery in NIBRS and a stolen vehicle in Los Angeles, 101 treason and in New York murder. Where the words name
 * another family of offenses than the figures would, the words decide.
 */
export function readOffense(code: string, words: string): CrimeCode | null {
  const coded = cleanCrimeCode(code);
  const worded = cleanCrimeCode(words);
  if (!coded || !worded || /[A-Z]/i.test(code)) return coded ?? worded;
  return coded.family === worded.family ? coded : worded;
}

/** The weapon that the first of some cells names: a code of NIBRS, or words beside a code of the agency's own. */
export function readWeapon(...cells: readonly string[]): WeaponCode | null {
  for (const cell of cells) {
    const weapon = cleanWeaponCode(cell);
    if (weapon) return weapon;
  }
  return null;
}
