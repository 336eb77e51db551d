/**
 * What kind of offense: NIBRS codes, NCIC offense codes, a city's own words and UCR-style numbers, all to NIBRS.
 *
 * **Source.** FBI NIBRS User Manual (offenses); NCIC Code Manual, uniform offense classifications, as published in the
 * NIEM code list of NCIC offenses (four digits, the first two the family); Philadelphia's shooting-victims data for
 * `philadelphia` (its numbers are the old UCR classes times one hundred); Baltimore's and New York's crime
 * descriptions for the words.
 * **Input.** Text, and the scheme where the source is known to use one. **Output.** {@link CrimeCode} or null.
 * **Limits.** The schemes overlap (100 is kidnapping in NIBRS, homicide in UCR), so a three-digit number is read as
 * NIBRS and a four-digit one as NCIC unless the caller says otherwise. A shooting is read as aggravated assault with a
 * firearm: whether it meets the city's definition of a non-fatal shooting is not for a code to say.
 */

import { NIBRS_OFFENSES } from './nibrs-tables.ts';
import { plainText } from './plain-text.ts';

export type CrimeScheme = 'nibrs' | 'ncic' | 'philadelphia' | 'words';

export type CrimeFamily =
  | 'homicide'
  | 'kidnapping'
  | 'sexual offense'
  | 'robbery'
  | 'assault'
  | 'arson'
  | 'burglary'
  | 'theft'
  | 'vehicle theft'
  | 'fraud'
  | 'stolen property'
  | 'property damage'
  | 'drugs'
  | 'weapons'
  | 'other';

export interface CrimeCode {
  /** NIBRS offense code, or null where the text says a family but no one code. */
  code: string | null;
  name: string;
  family: CrimeFamily;
  scheme: CrimeScheme;
  /** The NCIC code as given, where the scheme is NCIC. */
  ncic: string | null;
  /** True where the code or the words themselves say that a firearm was used. */
  firearm: boolean;
}

const FAMILY_BY_NIBRS: readonly (readonly [CrimeFamily, string])[] = [
  ['homicide', '09A 09B 09C'],
  ['kidnapping', '100 64A 64B'],
  ['sexual offense', '11A 11B 11C 11D 36A 36B'],
  ['robbery', '120'],
  ['assault', '13A 13B 13C'],
  ['arson', '200'],
  ['burglary', '220'],
  ['theft', '23A 23B 23C 23D 23E 23F 23G 23H'],
  ['vehicle theft', '240'],
  ['fraud', '250 26A 26B 26C 26D 26E 26F 26G 26H 270 90A'],
  ['stolen property', '280'],
  ['property damage', '290'],
  ['drugs', '35A 35B'],
  ['weapons', '520 521 522 526'],
];

const FAMILY_OF: ReadonlyMap<string, CrimeFamily> = new Map(
  FAMILY_BY_NIBRS.flatMap(([family, codes]) => codes.split(' ').map((code) => [code, family] as const)),
);

/** First two digits of an NCIC offense code: name, family, NIBRS code of the family. */
export const NCIC_FAMILIES: Readonly<
  Record<string, readonly [name: string, family: CrimeFamily, nibrs: string | null]>
> = {
  '01': ['Sovereignty', 'other', null],
  '02': ['Military', 'other', null],
  '03': ['Immigration', 'other', null],
  '09': ['Homicide', 'homicide', '09A'],
  '10': ['Kidnapping', 'kidnapping', '100'],
  '11': ['Sexual assault', 'sexual offense', null],
  '12': ['Robbery', 'robbery', '120'],
  '13': ['Assault', 'assault', '13A'],
  '14': ['Abortion', 'other', null],
  '20': ['Arson', 'arson', '200'],
  '21': ['Extortion', 'other', '210'],
  '22': ['Burglary', 'burglary', '220'],
  '23': ['Larceny', 'theft', '23H'],
  '24': ['Stolen vehicle', 'vehicle theft', '240'],
  '25': ['Counterfeiting or forgery', 'fraud', '250'],
  '26': ['Fraud', 'fraud', '26A'],
  '27': ['Embezzlement', 'fraud', '270'],
  '28': ['Stolen property', 'stolen property', '280'],
  '29': ['Property damage', 'property damage', '290'],
  '35': ['Dangerous drugs', 'drugs', '35A'],
  '36': ['Sex offense', 'sexual offense', null],
  '37': ['Obscenity', 'other', '370'],
  '38': ['Family offense', 'other', '90F'],
  '39': ['Gambling', 'other', null],
  '40': ['Commercialized sex', 'other', '40A'],
  '41': ['Liquor', 'other', '90G'],
  '42': ['Drunkenness', 'other', '90E'],
  '48': ['Obstructing police', 'other', '90Z'],
  '49': ['Flight or escape', 'other', '90Z'],
  '50': ['Obstructing justice', 'other', '90Z'],
  '51': ['Bribery', 'other', '510'],
  '52': ['Weapon offense', 'weapons', '520'],
  '53': ['Public peace', 'other', '90C'],
  '54': ['Traffic offense', 'other', null],
  '55': ['Health or safety', 'other', '90Z'],
  '56': ['Civil rights', 'other', '90Z'],
  '57': ['Invasion of privacy', 'other', '90Z'],
  '58': ['Smuggling', 'other', '90Z'],
  '59': ['Election laws', 'other', '90Z'],
  '60': ['Antitrust', 'other', '90Z'],
  '61': ['Tax or revenue', 'other', '90Z'],
  '62': ['Conservation', 'other', '90Z'],
  '63': ['Money laundering', 'fraud', '26H'],
  '64': ['Sexual exploitation of a minor', 'sexual offense', null],
  '70': ['Crimes against person', 'other', null],
  '71': ['Property crimes', 'other', null],
  '72': ['Morals offense', 'other', null],
  '73': ['Public order', 'other', null],
  '80': ['Threat or deportation notice', 'other', null],
  '81': ['Absconding or supervision violation', 'other', '90Z'],
};

/** NCIC codes whose NIBRS code is not that of their family. */
const NCIC_EXCEPTIONS: ReadonlyMap<string, string> = new Map(
  `0909:09B 0910:09B 1101:11A 1102:11A 1103:11A 1313:13B 1316:13C 2301:23A 2302:23B 2303:23C 2304:23G 2305:23F
  2307:23E 2308:23D 5707:90J 3802:90F 5015:90K`
    .split(/\s+/)
    .map((pair) => pair.split(':') as [string, string]),
);

/** NCIC codes that name a gun. */
const NCIC_GUN: ReadonlySet<string> = new Set(
  '0901 0903 0905 0907 0911 1101 1104 1105 1106 1107 1201 1204 1207 1301 1304 1307 1310 1314'.split(' '),
);

/** UCR classes times one hundred, as Philadelphia numbers its incidents. */
const UCR_CLASSES: ReadonlyMap<number, readonly [string | null, CrimeFamily, string]> = new Map([
  [1, ['09A', 'homicide', 'Homicide']],
  [2, ['11A', 'sexual offense', 'Rape']],
  [3, ['120', 'robbery', 'Robbery']],
  [4, ['13A', 'assault', 'Aggravated assault']],
  [5, ['220', 'burglary', 'Burglary']],
  [6, ['23H', 'theft', 'Theft']],
  [7, ['240', 'vehicle theft', 'Motor vehicle theft']],
  [8, ['13B', 'assault', 'Other assault']],
  [9, ['200', 'arson', 'Arson']],
  [10, ['250', 'fraud', 'Forgery']],
  [11, ['26A', 'fraud', 'Fraud']],
  [12, ['270', 'fraud', 'Embezzlement']],
  [13, ['280', 'stolen property', 'Receiving stolen property']],
  [14, ['290', 'property damage', 'Vandalism']],
  [15, ['520', 'weapons', 'Weapon violation']],
  [16, ['40A', 'other', 'Prostitution']],
  [17, [null, 'sexual offense', 'Other sex offense']],
  [18, ['35A', 'drugs', 'Drug violation']],
  [26, ['90Z', 'other', 'All other offenses']],
]);

/** Words, letters only, by NIBRS code; `+` marks those that say a firearm. */
const WORDS: Readonly<Record<string, string>> = {
  '09A': `MURDER HOMICIDE HOMICIDES MURDERNONNEGLIGENTMANSLAUGHTER MURDERANDNONNEGLIGENTMANSLAUGHTER
    CRIMINALHOMICIDE HOMICIDECRIMINAL NONNEGLIGENTMANSLAUGHTER FIRSTDEGREEMURDER SECONDDEGREEMURDER
    MURDERNONNEGLMANSLAUGHTER MURDERSTDEGREE MURDERFIRSTDEGREE MURDERSECONDDEGREE +FATALSHOOTING
    +HOMICIDESHOOTING +SHOOTINGFATAL +HOMICIDEFIREARM +HOMICIDEGUN +SHOOTINGHOMICIDE`,
  '09B': 'NEGLIGENTMANSLAUGHTER MANSLAUGHTERNEGLIGENT INVOLUNTARYMANSLAUGHTER MANSLAUGHTERBYNEGLIGENCE',
  '09C': 'JUSTIFIABLEHOMICIDE HOMICIDEJUSTIFIABLE',
  '100': 'KIDNAPPING ABDUCTION KIDNAPPINGABDUCTION KIDNAP UNLAWFULRESTRAINT',
  '11A': 'RAPE FORCIBLERAPE SEXUALASSAULT CRIMINALSEXUALASSAULT RAPEFORCIBLE',
  '120': `ROBBERY ROBBERIES ROBBERYCARJACKING CARJACKING ROBBERYCOMMERCIAL ROBBERYSTREET ROBBERYRESIDENCE
    COMMERCIALROBBERY STREETROBBERY ARMEDROBBERY ROBBERYARMED ROBBERYNOFIREARM ROBBERYOTHER VEHICULARHIJACKING
    ROBBERYUNARMED ROBBERYPERSONAL ROBBERYOFCONVENIENCESTORE UNARMEDROBBERY STRONGARMROBBERY ROBBERYSTRONGARM
    +ROBBERYFIREARM +ROBBERYGUN +ARMEDROBBERYHANDGUN +ROBBERYWITHFIREARM +GUNPOINTROBBERY +ROBBERYHANDGUN
    +ROBBERYWITHGUN`,
  '13A': `AGGRAVATEDASSAULT AGGASSAULT ASSAULTAGGRAVATED FELONYASSAULT ASSAULTWDANGEROUSWEAPON AGGRAVATEDBATTERY
    AGGRAVATEDASSAULTNOFIREARM ASSAULTWITHDANGEROUSWEAPON ASSAULTWITHADEADLYWEAPON ASSAULTWITHDEADLYWEAPON ADW
    ATTEMPTEDMURDER STABBING CUTTING AGGRAVATEDASSAULTKNIFE ASSAULTINTENTTOMURDER AGGASSAULTDEADLYWEAPON
    +SHOOTING +SHOOTINGS +NONFATALSHOOTING +NONFATALSHOOTINGS +AGGRAVATEDASSAULTFIREARM +AGGRAVATEDASSAULTGUN
    +AGGASSAULTGUN +AGGASSLTGUN +ASSAULTFIREARM +ASSAULTWITHFIREARM +SHOOTINGINCIDENT +SHOOTINGNONFATAL
    +ASSAULTWITHAFIREARM +AGGRAVATEDBATTERYHANDGUN +AGGRAVATEDASSAULTHANDGUN +AGGASSAULTFIREARM +PERSONSHOT
    +AGGRAVATEDASSAULTWITHFIREARM +SHOOTINGVICTIM`,
  '13B': 'SIMPLEASSAULT ASSAULTSIMPLE COMMONASSAULT BATTERY OTHERASSAULTS ASSAULT MISDEMEANORASSAULT ASSAULTCOMMON',
  '13C': 'INTIMIDATION THREAT THREATS HARASSMENT MENACING TERRORISTICTHREATS ASSAULTTHREAT',
  '200': 'ARSON',
  '210': 'EXTORTION BLACKMAIL EXTORTIONBLACKMAIL',
  '220': `BURGLARY BURGLARYBREAKINGENTERING BREAKINGANDENTERING BURGLARYRESIDENTIAL BURGLARYNONRESIDENTIAL BURGLARIES
    BURGLARYCOMMERCIAL BANDE BURGLARYBREAKINGANDENTERING`,
  '23F': 'LARCENYFROMAUTO THEFTFROMVEHICLE THEFTFROMMOTORVEHICLE THEFTFROMAUTO',
  '23H': 'THEFT LARCENY THEFTS ALLOTHERLARCENY LARCENYTHEFT OTHERTHEFT',
  '240': 'MOTORVEHICLETHEFT AUTOTHEFT STOLENVEHICLE MVTHEFT VEHICLETHEFT MVT GRANDLARCENYOFMOTORVEHICLE',
  '280': 'STOLENPROPERTY RECEIVINGSTOLENPROPERTY STOLENPROPERTYOFFENSES POSSESSIONOFSTOLENPROPERTY',
  '290': `VANDALISM DESTRUCTIONOFPROPERTY CRIMINALMISCHIEF DESTRUCTIONDAMAGEVANDALISMOFPROPERTY PROPERTYDAMAGE
    VANDALISMCRIMINALMISCHIEF CRIMINALDAMAGE DESTRUCTIONDAMAGEVANDALISM`,
  '35A': `DRUGS NARCOTICS DRUGNARCOTICVIOLATIONS DRUGVIOLATION NARCOTICVIOLATION CDS DANGEROUSDRUGS DRUGOFFENSE
    DRUGVIOLATIONS NARCOTICDRUGLAWVIOLATIONS DRUGPOSSESSION DRUGOFFENSES`,
  '520': `WEAPON WEAPONS WEAPONLAWVIOLATIONS WEAPONSVIOLATION WEAPONVIOLATION WEAPONVIOLATIONS WEAPONOFFENSE
    WEAPONSOFFENSE CRIMINALPOSSESSIONOFAWEAPON DANGEROUSWEAPONS CARRYINGCONCEALEDWEAPON WEAPONSVIOLATIONS
    CONCEALEDWEAPON WEAPONSOFFENSES UUW CCW CPW +VUFA +FIREARMSVIOLATION +POSSESSIONOFFIREARM +HANDGUNVIOLATION
    +FELONINPOSSESSION +FELONINPOSSESSIONOFAFIREARM +ILLEGALPOSSESSIONOFFIREARM +UNLAWFULPOSSESSIONOFAFIREARM
    +FIREARMPOSSESSION +GUNPOSSESSION +SHOTSFIRED +DISCHARGEOFFIREARM +RECKLESSDISCHARGE +DISCHARGINGFIREARM
    +UNLAWFULDISCHARGE +FIREARMVIOLATION UNLAWFULUSEOFWEAPON`,
};

const NOT_LETTERS = /[^A-Z]+/g;
const NIBRS_SHAPED = /^(?:\d{3}|\d{2}[A-Z]|9[A-C])$/;
const NCIC_SHAPED = /^\d{4}$/;
const FIGURES = /^\d{1,4}(?:\.0+)?$/;

const BY_WORDS: ReadonlyMap<string, CrimeCode> = new Map(
  Object.entries(WORDS).flatMap(([code, words]) =>
    words.split(/\s+/).map((word) => {
      const firearm = word.startsWith('+');
      return [firearm ? word.slice(1) : word, crimeOf(code, 'words', firearm)] as const;
    }),
  ),
);

const BY_NIBRS: ReadonlyMap<string, CrimeCode> = new Map(
  Object.keys(NIBRS_OFFENSES).map((code) => [code, crimeOf(code, 'nibrs', false)] as const),
);

const BY_NAME: ReadonlyMap<string, CrimeCode> = new Map(
  // Reversed, so that of two codes with one name the first stays (522 and 526).
  Object.entries(NIBRS_OFFENSES)
    .toReversed()
    .map(([code, name]) => [name.toUpperCase().replace(NOT_LETTERS, ''), crimeOf(code, 'words', false)] as const),
);

/** Reads an offense; `scheme` where the source is known to use one. Null where it cannot be read. Never throws. */
export function cleanCrimeCode(raw: string, scheme?: CrimeScheme): CrimeCode | null {
  const text = plainText(raw);
  if (scheme === 'philadelphia') return FIGURES.test(text) ? ofUcrClass(Number(text)) : null;
  if (scheme === undefined || scheme === 'nibrs') {
    const nibrs = NIBRS_SHAPED.test(text) ? BY_NIBRS.get(text.length === 2 ? `0${text}` : text) : undefined;
    if (nibrs || scheme === 'nibrs') return nibrs ?? null;
  }
  if (scheme === undefined || scheme === 'ncic') {
    const ncic = NCIC_SHAPED.test(text) ? ofNcic(text) : null;
    if (ncic || scheme === 'ncic') return ncic;
  }
  const letters = text.replace(NOT_LETTERS, '');
  return BY_WORDS.get(letters) ?? BY_NAME.get(letters) ?? null;
}

function crimeOf(code: string, scheme: CrimeScheme, firearm: boolean): CrimeCode {
  return { code, name: NIBRS_OFFENSES[code]!, family: FAMILY_OF.get(code) ?? 'other', scheme, ncic: null, firearm };
}

function ofNcic(ncic: string): CrimeCode | null {
  const entry = NCIC_FAMILIES[ncic.slice(0, 2)];
  if (!entry) return null;
  const [name, family, familyCode] = entry;
  const code = NCIC_EXCEPTIONS.get(ncic) ?? familyCode;
  return { code, name, family, scheme: 'ncic', ncic, firearm: NCIC_GUN.has(ncic) };
}

function ofUcrClass(number: number): CrimeCode | null {
  const entry = UCR_CLASSES.get(Math.floor(number / 100));
  if (!entry) return null;
  const [code, family, name] = entry;
  return { code, name, family, scheme: 'philadelphia', ncic: null, firearm: false };
}
