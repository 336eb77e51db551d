/**
 * Weapon or force used in an offense, as a NIBRS code.
 *
 * **Source.** FBI NIBRS User Manual, data element 13 (codes 11 to 15 are firearms, with A appended for automatic);
 * Baltimore's and Philadelphia's open crime data for the words.
 * **Limits.** A text that names several weapons is not split.
 */

import { NIBRS_WEAPONS } from './nibrs-tables.ts';
import { plainText } from './plain-text.ts';

export interface WeaponCode {
  /** Two digits. */
  code: string;
  name: string;
  firearm: boolean;
  automatic: boolean;
}

const WORDS: Readonly<Record<string, string>> = {
  '11': 'GUN GUNS FIREARMS FIREARMTYPENOTSTATED FIREARMUNSPECIFIED FIREARMTYPEUNKNOWN UNKNOWNFIREARM SHOT GUNSHOT',
  '12': 'PISTOL REVOLVER HANDGUNS SEMIAUTOMATICHANDGUN FIREARMHANDGUN HANDGUNFIREARM HG',
  '13': 'RIFLES LONGGUN ASSAULTRIFLE FIREARMRIFLE',
  '14': 'SHOTGUNS FIREARMSHOTGUN',
  '15': 'OTHERFIREARMS FIREARMOTHER',
  '20': 'KNIFE CUTTINGINSTRUMENT KNIFECUTTINGINST LETHALCUTTINGINSTRUMENT KNIFEORCUTTINGINSTRUMENT SHARPOBJECT',
  '30': 'BLUNT BLUNTOBJECTS CLUB BAT',
  '35': 'MOTORVEHICLE VEHICLE MOTORVEHICLEVESSEL',
  '40': 'HANDS PERSONALWEAPON HANDSFEETFISTS FISTS STRONGARM HANDSFISTSFEET HANDSFISTSFEETETC BODILYFORCE',
  '60': 'EXPLOSIVE BOMB',
  '65': 'FIRE INCENDIARYDEVICE',
  '70': 'DRUGS NARCOTICS DRUGSNARCOTICS',
  '85': 'STRANGULATION',
  '90': 'OTHERWEAPON OTHERWEAPONS',
  '95': 'UNK UNKNOWNWEAPON UNKNOWNWEAPONS WEAPONUNKNOWN',
  '99': 'NOWEAPON UNARMED NONE',
};

const NOT_LETTERS = /[^A-Z]+/g;
const CODED = /^(\d{2})(A?)$/;
const AUTOMATIC = /^(?:FULLY)?AUTOMATIC|AUTOMATIC$/;
const SEMI_AUTOMATIC = /SEMIAUTOMATIC/;

const BY_WORDS: ReadonlyMap<string, string> = new Map([
  ...Object.entries(NIBRS_WEAPONS).map(([code, name]) => [name.toUpperCase().replace(NOT_LETTERS, ''), code] as const),
  ...Object.entries(WORDS).flatMap(([code, words]) => words.split(/\s+/).map((word) => [word, code] as const)),
]);

/** Reads a weapon, as a code or in words; null where nothing is stated. Never throws. */
export function cleanWeaponCode(raw: string): WeaponCode | null {
  const text = plainText(raw);
  const coded = CODED.exec(text);
  if (coded) return coded[1]! in NIBRS_WEAPONS ? weaponOf(coded[1]!, coded[2] === 'A') : null;
  const letters = text.replace(NOT_LETTERS, '');
  const code = BY_WORDS.get(letters);
  if (code !== undefined) return weaponOf(code, false);
  const automatic = AUTOMATIC.test(letters) && !SEMI_AUTOMATIC.test(letters);
  const base = automatic ? BY_WORDS.get(letters.replace(AUTOMATIC, '')) : undefined;
  return base !== undefined && isFirearm(base) ? weaponOf(base, true) : null;
}

function weaponOf(code: string, automatic: boolean): WeaponCode {
  const firearm = isFirearm(code);
  return { code, name: NIBRS_WEAPONS[code]!, firearm, automatic: automatic && firearm };
}

function isFirearm(code: string): boolean {
  return code >= '11' && code <= '15';
}
