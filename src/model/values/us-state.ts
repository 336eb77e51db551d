/**
 * States, the District of Columbia and the territories: postal code, name, FIPS code.
 *
 * **Source.** USPS Publication 28, appendix B; FIPS 5-2 (INCITS 38). The further writings are those of ATF's trace
 * workbooks of 2010 to 2017 (such as DST OF COLUMBIA, US VIRGIN ISLND), AP style and common abbreviations.
 * **Limits.** ATF counts Guam together with the Northern Marianas in some years: that text is read as Guam.
 */

import { plainText } from './plain-text.ts';

export interface UsState {
  /** Postal code, two letters. */
  code: string;
  name: string;
  /** FIPS, two digits. */
  fips: string;
  /** One of the fifty states, or the District of Columbia. */
  kind: 'state' | 'district' | 'territory';
}

const TABLE = `
AL 01 Alabama|ALA
AK 02 Alaska|ALAS
AZ 04 Arizona|ARIZ
AR 05 Arkansas|ARK
CA 06 California|CALIF,CAL,CALI
CO 08 Colorado|COLO
CT 09 Connecticut|CONN
DE 10 Delaware|DEL
DC 11 District of Columbia|DST OF COLUMBIA,DIST OF COLUMBIA,WASHINGTON DC,WASH DC,DISTRICT COLUMBIA,D C
FL 12 Florida|FLA
GA 13 Georgia|
HI 15 Hawaii|
ID 16 Idaho|
IL 17 Illinois|ILL
IN 18 Indiana|IND
IA 19 Iowa|
KS 20 Kansas|KAN,KANS
KY 21 Kentucky|KENT
LA 22 Louisiana|
ME 23 Maine|
MD 24 Maryland|
MA 25 Massachusetts|MASS
MI 26 Michigan|MICH
MN 27 Minnesota|MINN
MS 28 Mississippi|MISS
MO 29 Missouri|
MT 30 Montana|MONT
NE 31 Nebraska|NEB,NEBR,NB
NV 32 Nevada|NEV
NH 33 New Hampshire|N H,N HAMPSHIRE
NJ 34 New Jersey|N J,N JERSEY
NM 35 New Mexico|N M,N MEX,N MEXICO
NY 36 New York|N Y,NEW YORK STATE
NC 37 North Carolina|N C,N CAROLINA,NO CAROLINA
ND 38 North Dakota|N D,N DAK,N DAKOTA
OH 39 Ohio|
OK 40 Oklahoma|OKLA
OR 41 Oregon|ORE,OREG
PA 42 Pennsylvania|PENN,PENNA
RI 44 Rhode Island|R I
SC 45 South Carolina|S C,S CAROLINA,SO CAROLINA
SD 46 South Dakota|S D,S DAK,S DAKOTA
TN 47 Tennessee|TENN
TX 48 Texas|TEX
UT 49 Utah|
VT 50 Vermont|
VA 51 Virginia|
WA 53 Washington|WASH,WASHINGTON STATE
WV 54 West Virginia|W VA,W V,W VIRGINIA
WI 55 Wisconsin|WIS,WISC
WY 56 Wyoming|WYO
AS 60 American Samoa|
GU 66 Guam|GUAM AND NORTHERN MARIANA ISLANDS
MP 69 Northern Mariana Islands|NORTHERN MARIANAS,CNMI,NO MARIANA ISLANDS,COMMONWEALTH OF THE NORTHERN MARIANA ISLANDS
PR 72 Puerto Rico|P R
VI 78 US Virgin Islands|VIRGIN ISLANDS,US VIRGIN ISLND,US VIRGIN IS,U S VIRGIN ISLANDS,USVI,VIRGIN ISLANDS OF THE US
`;

const LINE = /^(\w\w) (\d\d) ([^|]+)\|(.*)$/;
const AMPERSAND = /&(?:AMP;)?/gi;
const NOT_LETTERS = /[^A-Z]+/g;
const SURROUNDED = /^(?:STATE|COMMONWEALTH) OF | STATE$/g;

/** All 56, in the order of their FIPS codes. */
export const US_STATES: readonly UsState[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [, code, fips, name] = LINE.exec(line)!;
    const kind = code === 'DC' ? 'district' : Number(fips) >= 60 ? 'territory' : 'state';
    return { code: code!, name: name!, fips: fips!, kind };
  });

const BY_TEXT: ReadonlyMap<string, UsState> = new Map(
  TABLE.trim()
    .split('\n')
    .flatMap((line, i) => {
      const [, code, , name, others] = LINE.exec(line)!;
      const writings = [code!, keyOf(name!), ...others!.split(',').filter((text) => text !== '')];
      return writings.map((text) => [text, US_STATES[i]!] as const);
    }),
);

const BY_FIPS: ReadonlyMap<string, UsState> = new Map(US_STATES.map((state) => [state.fips, state]));

/** Reads a state by postal code or name; null for anything else, abroad included. Never throws. */
export function cleanState(raw: string): UsState | null {
  const direct = BY_TEXT.get(raw);
  if (direct) return direct;
  if (raw === '') return null;
  const key = keyOf(raw);
  return BY_TEXT.get(key) ?? BY_TEXT.get(key.replace(SURROUNDED, '')) ?? null;
}

/** The state of a FIPS code of two digits, or of the first two of a county's five. */
export function stateOfFips(fips: string): UsState | null {
  return BY_FIPS.get(fips.slice(0, 2)) ?? null;
}

function keyOf(raw: string): string {
  return plainText(raw.replace(AMPERSAND, ' and ')).replace(NOT_LETTERS, ' ').trim();
}
