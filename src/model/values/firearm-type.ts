/**
 * Types of firearm in NCIC's two-character TYP code, and the families ATF and the cities speak of.
 *
 * **Source.** NCIC Code Manual, gun data codes: weapon type (first character) and weapon description (second), as
 * published in the NIEM code lists fbi:TYPCode and fbi:TYPDescriptionCode; the type texts of ATF Form 3312.1 and eTrace.
 * **Limits.** Trace reports count P, PR and PD as handguns (New York Attorney General, "Target on Trafficking"), and
 * so does this file: a code of P is a handgun whatever its second character. A receiver has no NCIC code of its own;
 * NCIC enters it under Z with a remark, which is what the code here says.
 */

import { plainText } from './plain-text.ts';

export type FirearmFamily =
  'pistol' | 'revolver' | 'derringer' | 'rifle' | 'shotgun' | 'machine gun' | 'silencer' | 'receiver' | 'other';

export interface FirearmType {
  /** NCIC TYP code, one or two characters. */
  code: string;
  family: FirearmFamily;
  /** Pistols, revolvers and derringers: the handgun set of trace reports. */
  handgun: boolean;
  /** Plain-language name. */
  name: string;
}

/** First character of TYP. */
export const WEAPON_TYPES: Readonly<Record<string, { name: string; family: FirearmFamily }>> = {
  A: { name: 'cannon', family: 'other' },
  B: { name: 'submachine gun or machine pistol', family: 'machine gun' },
  C: { name: 'rifle-shotgun combination', family: 'other' },
  D: { name: 'disguised gun', family: 'other' },
  E: { name: 'electric shock gun', family: 'other' },
  F: { name: 'ammunition', family: 'other' },
  G: { name: 'grenade', family: 'other' },
  H: { name: 'bomb', family: 'other' },
  I: { name: 'mine', family: 'other' },
  J: { name: 'missile', family: 'other' },
  K: { name: 'rocket', family: 'other' },
  M: { name: 'machine gun', family: 'machine gun' },
  O: { name: 'mortar', family: 'other' },
  P: { name: 'pistol', family: 'pistol' },
  Q: { name: 'shotgun pistol', family: 'other' },
  R: { name: 'rifle', family: 'rifle' },
  S: { name: 'shotgun', family: 'shotgun' },
  V: { name: 'silencer', family: 'silencer' },
  Z: { name: 'other', family: 'other' },
};

/** Second character of TYP. */
export const WEAPON_DESCRIPTIONS: Readonly<Record<string, string>> = {
  A: 'automatic',
  B: 'bolt action',
  C: 'carbine',
  D: 'derringer',
  E: 'double-barrel, side by side',
  F: 'flare',
  G: 'gas or air',
  H: 'flintlock',
  I: 'semi-automatic',
  J: 'jet-propelled',
  K: 'blank',
  L: 'lever action',
  N: 'launcher',
  O: 'over and under',
  P: 'pump action',
  R: 'revolver',
  S: 'single-shot',
  T: 'recoilless',
  U: 'percussion',
  V: 'tear gas',
  W: 'three barrels',
  X: 'four or more barrels',
};

/** Texts agencies write, letters and digits only, by the code they mean. */
const TEXTS: Readonly<Record<string, string>> = {
  P: `PISTOL PISTOLS HANDGUN HANDGUNS HG AUTOPISTOL NONREVOLVERHANDGUN PIST PSTL PISTL HNDGN HNDGUN HDGN HANDGN
    HANDGUNPISTOL PISTOLHANDGUN PISTOLA PISTOLAS ARMACORTA`,
  PI: `SEMIAUTOPISTOL SEMIAUTOMATICPISTOL PISTOLSEMIAUTO PISTOLSEMIAUTOMATIC SEMIAUTOHANDGUN SEMIAUTOMATICHANDGUN
    HANDGUNSEMIAUTO HANDGUNSEMIAUTOMATIC AUTOMATICPISTOL PISTOLAUTOMATIC SEMIPISTOL PISTOLSEMI SAPISTOL
    PISTOLASEMIAUTOMATICA`,
  PR: 'REVOLVER REVOLVERS HANDGUNREVOLVER PISTOLREVOLVER REV REVOLER REVOVLER RVLVR REVLVR REVLV RVL REVOLVERES',
  PD: 'DERRINGER DERRINGERS DERINGER PISTOLDERRINGER HANDGUNDERRINGER DERR DERRNGR',
  PS: 'SINGLESHOTPISTOL PISTOLSINGLESHOT',
  PF: 'FLAREGUN FLAREPISTOL',
  PG: 'AIRPISTOL BBPISTOL PELLETPISTOL',
  PK: 'STARTERPISTOL BLANKPISTOL STARTINGPISTOL STARTERGUN',
  R: 'RIFLE RIFLES RIF RFL RIFL RFLE FUSIL FUSILES LONGGUNRIFLE RIFLELONGGUN SBR SHORTBARRELEDRIFLE SHORTBARRELRIFLE',
  RI: `SEMIAUTORIFLE SEMIAUTOMATICRIFLE RIFLESEMIAUTO RIFLESEMIAUTOMATIC RIFLESEMI ASSAULTRIFLE ASSAULTWEAPON AR15RIFLE`,
  RB: 'BOLTACTIONRIFLE RIFLEBOLTACTION RIFLEBOLT',
  RC: 'CARBINE RIFLECARBINE CARBINA CARABINA',
  RL: 'LEVERACTIONRIFLE RIFLELEVERACTION RIFLELEVER',
  RP: 'PUMPACTIONRIFLE RIFLEPUMPACTION RIFLEPUMP',
  RS: 'SINGLESHOTRIFLE RIFLESINGLESHOT',
  RG: 'AIRRIFLE BBRIFLE PELLETRIFLE BBGUN AIRGUN PELLETGUN',
  S: `SHOTGUN SHOTGUNS SHOTGUNSAWEDOFF SAWEDOFFSHOTGUN SAWNOFFSHOTGUN SBS SHORTBARRELEDSHOTGUN SHORTBARRELSHOTGUN
    SHG SHTGN SHTGUN SHOTGN SHGN SHOTG ESCOPETA ESCOPETAS`,
  SI: 'SEMIAUTOSHOTGUN SEMIAUTOMATICSHOTGUN SHOTGUNSEMIAUTO SHOTGUNSEMIAUTOMATIC',
  SP: 'PUMPSHOTGUN PUMPACTIONSHOTGUN SHOTGUNPUMP SHOTGUNPUMPACTION',
  SB: 'BOLTACTIONSHOTGUN SHOTGUNBOLTACTION',
  SE: 'DOUBLEBARRELSHOTGUN DOUBLEBARRELEDSHOTGUN SHOTGUNDOUBLEBARREL SIDEBYSIDESHOTGUN',
  SO: 'OVERUNDERSHOTGUN OVERANDUNDERSHOTGUN SHOTGUNOVERUNDER',
  SS: 'SINGLESHOTSHOTGUN SHOTGUNSINGLESHOT',
  SL: 'LEVERACTIONSHOTGUN SHOTGUNLEVERACTION',
  B: 'SUBMACHINEGUN MACHINEPISTOL SMG SUBMACHINEGUNMACHINEPISTOL SUBGUN SUBFUSIL SUBAMETRALLADORA',
  M: 'MACHINEGUN MACHINEGUNS MG AMETRALLADORA MACHINEGUNCONVERSIONDEVICE FULLYAUTOMATIC',
  C: 'COMBINATION COMBO RIFLESHOTGUNCOMBINATION COMBINATIONGUN RIFLESHOTGUN COMBINATIONRIFLESHOTGUN',
  D: 'DISGUISEDGUN PENGUN CANEGUN',
  E: 'ELECTRICSHOCKGUN STUNGUN',
  F: 'AMMUNITION AMMO',
  G: 'GRENADE',
  H: 'BOMB PIPEBOMB IED',
  V: 'SILENCER SUPPRESSOR MUFFLER SILENCERS SILENCERMUFFLER SILENCERSUPPRESSOR SILENCIADOR',
  Z: `OTHER ALLOTHERS ANYOTHERWEAPON AOW DESTRUCTIVEDEVICE DD ZIPGUN HOMEMADEFIREARM OTHERFIREARM OTHERFIREARMS
    TEARGASLAUNCHER FLAREGUNLAUNCHER PISTOLGRIPFIREARM FIREARMOTHER`,
};

const RECEIVER_TEXTS = `RECEIVERFRAME FRAMERECEIVER RECEIVER RECEIVERS FRAME FRAMES LOWERRECEIVER LOWER PISTOLFRAME
  RECEIVERSFRAMES RIFLERECEIVER PISTOLRECEIVER FRAMEORRECEIVER RECEIVERORFRAME AR15LOWER AR15LOWERRECEIVER`;

const NOT_ALPHANUMERIC = /[^A-Z0-9]+/g;
const CATEGORY_PREFIX = /^(?:FIREARM|GUN)(?=.)/;

const BY_TEXT: ReadonlyMap<string, FirearmType> = buildTable();

/** Reads a type of firearm, as a code or in words; null where it cannot be read. Never throws. */
export function cleanFirearmType(raw: string): FirearmType | null {
  const known = BY_TEXT.get(raw);
  if (known) return known;
  const key = plainText(raw).replace(NOT_ALPHANUMERIC, '');
  return BY_TEXT.get(key) ?? BY_TEXT.get(key.replace(CATEGORY_PREFIX, '')) ?? null;
}

function buildTable(): Map<string, FirearmType> {
  const table = new Map<string, FirearmType>();
  for (const first of Object.keys(WEAPON_TYPES)) {
    table.set(first, typeOfCode(first));
    for (const second of Object.keys(WEAPON_DESCRIPTIONS)) table.set(first + second, typeOfCode(first + second));
  }
  for (const [code, texts] of Object.entries(TEXTS)) {
    for (const text of texts.split(/\s+/)) table.set(text, typeOfCode(code));
  }
  const receiver: FirearmType = { code: 'Z', family: 'receiver', handgun: false, name: 'receiver or frame' };
  for (const text of RECEIVER_TEXTS.split(/\s+/)) table.set(text, receiver);
  // Written-out names read back to the same type.
  for (const type of Array.from(table.values())) {
    const key = type.name.toUpperCase().replace(NOT_ALPHANUMERIC, '');
    if (!table.has(key)) table.set(key, type);
  }
  return table;
}

function typeOfCode(code: string): FirearmType {
  const { name, family } = WEAPON_TYPES[code[0]!]!;
  const description = code.length > 1 ? WEAPON_DESCRIPTIONS[code[1]!]! : undefined;
  return {
    code,
    family: handgunFamily(code) ?? family,
    handgun: code[0] === 'P',
    name: nameOf(code, name, description),
  };
}

function handgunFamily(code: string): FirearmFamily | undefined {
  if (code === 'PR') return 'revolver';
  if (code === 'PD') return 'derringer';
  return undefined;
}

function nameOf(code: string, name: string, description: string | undefined): string {
  if (code === 'PR' || code === 'PD') return description!;
  return description === undefined ? name : `${description} ${name}`;
}
