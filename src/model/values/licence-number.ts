/**
 * Federal firearms licence numbers, `R-DD-CCC-TT-YM-SSSSS`: region, district, county, type, expiry, sequence.
 *
 * **Source.** ATF's monthly list of federal firearms licensees (its six licence columns) and 27 CFR 478.47; the
 * district-to-state table was counted from the 1,924 numbers of published ATF inspection reports of 2014 to 2018 and the May 2013
 * list. The key of first three and last five digits is the one ATF's FFL eZ Check asks for and the one 27 CFR
 * 478.92(a)(2) calls the abbreviated licence number.
 * **Input.** Text, dashed or not; a number whose middle is masked or left out gives the key alone.
 * **Output.** {@link LicenceNumber} with warnings, or null where no licence number can be read.
 * **Limits.** The year of expiry has one digit: its decade is resolved only against a reference date, to within three
 * years, which is how long a licence runs. A licensee who moved keeps the district, so a state that differs from the
 * premises is a warning and no error. Whether a county exists in the state is not checked. Filler (9-99-999-99-9M-99999,
 * 1-23-456-78-9A-12345, a sequence of zeros) is no licence number; none of 20,088 licences of the May 2013 list is lost.
 */

import { isFiller } from './filler-figures.ts';

export type LicenceWarning =
  | 'region-unused'
  | 'district-unknown'
  | 'type-unknown'
  | 'expiry-invalid'
  | 'expiry-decade-unresolved'
  | 'letters-read-as-digits'
  | 'key-only';

export interface LicenceNumber {
  /** Canonical dashed number, or null where only the key can be read. */
  number: string | null;
  /** `R-DD-SSSSS`: stays the same over renewals, and so names the licensee. */
  key: string;
  region: string;
  district: string;
  county: string | null;
  type: string | null;
  /** Last digit of the year and a letter for the month, as printed. */
  expiryCode: string | null;
  sequence: string;
  /** First day of the month of expiry, once the decade is known. */
  expiresOn: string | null;
  /** State of the licensing district. */
  state: string | null;
  /** Every state the district has been seen to serve. */
  stateExpected: readonly string[];
  warnings: LicenceWarning[];
}

export const LICENCE_TYPES: Readonly<Record<string, string>> = {
  '01': 'Dealer in firearms other than destructive devices',
  '02': 'Pawnbroker in firearms other than destructive devices',
  '03': 'Collector of curios and relics',
  '06': 'Manufacturer of ammunition for firearms',
  '07': 'Manufacturer of firearms other than destructive devices',
  '08': 'Importer of firearms other than destructive devices',
  '09': 'Dealer in destructive devices',
  '10': 'Manufacturer of destructive devices',
  '11': 'Importer of destructive devices',
};

/** A collector may not deal, and an ammunition maker sells no firearm (27 CFR 478.41, 478.11). */
export function isRetailSeller(type: string): boolean {
  return type in LICENCE_TYPES && type !== '03' && type !== '06';
}

/** Region and district, then the states seen, the district's own state first. */
export const LICENCE_DISTRICTS: ReadonlyMap<string, readonly string[]> = new Map(
  [
    '1-54 VA DC,1-56 NC,1-57 SC,1-58 GA,1-59 FL,1-62 TN AL,1-63 AL,1-64 MS,1-66 PR VI',
    '3-36 IL,3-37 IL,3-39 WI,3-41 MN,3-46 SD',
    '4-31 OH,4-34 OH,4-35 IN,4-38 MI,4-55 WV,4-61 KY',
    '5-42 IA,5-43 MO,5-47 NE,5-48 KS,5-71 AR,5-72 LA,5-73 OK,5-74 TX,5-75 TX,5-76 TX,5-83 WY,5-84 CO,5-85 NM',
    '6-01 ME,6-02 NH,6-03 VT,6-04 MA,6-05 RI,6-06 CT,6-11 NY,6-13 NY,6-14 NY,6-16 NY',
    '8-22 NJ,8-23 PA,8-25 PA,8-51 DE,8-52 MD',
    '9-33 CA,9-68 CA,9-77 CA,9-81 MT,9-82 ID,9-86 AZ,9-87 UT,9-88 NV,9-91 WA,9-92 AK,9-93 OR,9-94 CA,9-95 CA,9-99 HI',
  ]
    .join(',')
    .split(',')
    .map((entry) => {
      const [district, ...states] = entry.split(' ');
      return [district!, states] as const;
    }),
);

const REGIONS_USED: ReadonlySet<string> = new Set(['1', '3', '4', '5', '6', '8', '9']);
/** January to December; I is left out because it looks like 1. */
const MONTH_LETTERS = 'ABCDEFGHJKLM';

const SEPARATORS = /[^0-9A-Z*#]+/g;
const LABEL = /^(?:FFL|LIC(?:ENSE|ENCE)?|NO|NUMBER|#|-)+(?=\d)/;
const FULL = /^([1-9])-?(\d{2})-?(\d{3})-?(\d{2})-?(\d[A-HJ-M])-?(\d{5})$/;
const FULL_CONFUSED = /^([1-9IL])-?([\dOIL]{2})-?([\dOIL]{3})-?([\dOIL]{2})-?([\dOIL][A-Z])-?([\dOIL]{5})$/;
const MASKED = /^([1-9])-?(\d{2})-?[X*#]{1,3}-?[X*#]{1,2}-?[X*#]{1,2}-?(\d{5})$/;
const PARTLY_MASKED = /^([1-9])-(\d{2})-(\d{3}|[X*#]+)-(\d{2}|[X*#]+)-(\d[A-Z]|[X*#]+)-(\d{5})$/;
const KEY = /^([1-9])-(\d{2})-(\d{5})$/;
const KEY_IN_SERIAL = /^([1-9])-?(\d{2})-?(\d{5})-[\p{L}\p{N}]/u;

/** Reads a licence number; `referenceDate` (YYYY-MM-DD) resolves the decade of the expiry. Never throws. */
export function cleanLicenceNumber(raw: string, referenceDate?: string): LicenceNumber | null {
  const licence = readLicence(raw, referenceDate);
  return licence !== null && isFillerLicence(licence) ? null : licence;
}

function isFillerLicence({ region, district, county, type, expiryCode, sequence }: LicenceNumber): boolean {
  if (Number(sequence) === 0) return true;
  return isFiller(sequence) && isFiller(region + district + (county ?? '') + (type ?? '') + (expiryCode?.[0] ?? ''));
}

function readLicence(raw: string, referenceDate: string | undefined): LicenceNumber | null {
  let text = raw;
  let match = FULL.exec(text);
  if (!match) {
    text = raw.trim().toUpperCase().replace(SEPARATORS, '-').replace(LABEL, '').replace(/^-|-$/g, '');
    match = FULL.exec(text);
  }
  if (match) return fullNumber(match, referenceDate, []);
  const masked = MASKED.exec(text) ?? KEY.exec(text);
  if (masked) return keyOnly(masked[1]!, masked[2]!, masked[3]!, []);
  const partly = PARTLY_MASKED.exec(text);
  if (partly) return keyOnly(partly[1]!, partly[2]!, partly[6]!, /^\d[A-Z]/.test(partly[5]!) ? ['expiry-invalid'] : []);
  const confused = FULL_CONFUSED.exec(text);
  return confused ? readConfused(confused, referenceDate) : null;
}

/** Letters O, I and L typed where only digits stand. */
function readConfused(confused: RegExpExecArray, referenceDate: string | undefined): LicenceNumber | null {
  const [, region, district, county, type, expiry, sequence] = confused.map((part, i) =>
    i === 5 ? digits(part[0]!) + part[1]! : digits(part),
  );
  const match = FULL.exec(`${region}-${district}-${county}-${type}-${expiry}-${sequence}`);
  if (match) return fullNumber(match, referenceDate, ['letters-read-as-digits']);
  return keyOnly(region!, district!, sequence!, ['letters-read-as-digits', 'expiry-invalid']);
}

function digits(text: string): string {
  return text.replace(/O/g, '0').replace(/[IL]/g, '1');
}

function fullNumber(
  match: RegExpExecArray,
  referenceDate: string | undefined,
  warnings: LicenceWarning[],
): LicenceNumber {
  const [, region, district, county, type, expiryCode, sequence] = match as unknown as string[];
  const licence = place(region!, district!, sequence!, warnings);
  licence.number = `${region}-${district}-${county}-${type}-${expiryCode}-${sequence}`;
  licence.county = county!;
  licence.type = type!;
  licence.expiryCode = expiryCode!;
  if (!(type! in LICENCE_TYPES)) warnings.push('type-unknown');
  if (referenceDate !== undefined) {
    licence.expiresOn = expiryDate(expiryCode!, referenceDate);
    if (licence.expiresOn === null) warnings.push('expiry-decade-unresolved');
  }
  return licence;
}

function keyOnly(region: string, district: string, sequence: string, warnings: LicenceWarning[]): LicenceNumber {
  warnings.push('key-only');
  return place(region, district, sequence, warnings);
}

function place(region: string, district: string, sequence: string, warnings: LicenceWarning[]): LicenceNumber {
  const states = LICENCE_DISTRICTS.get(`${region}-${district}`) ?? [];
  if (!REGIONS_USED.has(region)) warnings.push('region-unused');
  if (states.length === 0) warnings.push('district-unknown');
  return {
    number: null,
    key: `${region}-${district}-${sequence}`,
    region,
    district,
    county: null,
    type: null,
    expiryCode: null,
    sequence,
    expiresOn: null,
    state: states[0] ?? null,
    stateExpected: states,
    warnings,
  };
}

/** The year within three of the reference whose last digit is the code's; null where there is none. */
function expiryDate(code: string, referenceDate: string): string | null {
  const referenceYear = Number(referenceDate.slice(0, 4));
  const month = MONTH_LETTERS.indexOf(code[1]!) + 1;
  if (!Number.isInteger(referenceYear) || referenceYear < 1968 || month === 0) return null;
  for (let year = referenceYear - 3; year <= referenceYear + 3; year++) {
    if (year % 10 === Number(code[0])) return `${year}-${String(month).padStart(2, '0')}-01`;
  }
  return null;
}

export interface LicenceParts {
  region: string;
  district: string;
  county: string;
  type: string;
  expiry: string;
  sequence: string;
}

/** Joins the six columns of ATF's list, restoring the leading zeros a spreadsheet drops. */
export function joinLicenceNumber({ region, district, county, type, expiry, sequence }: LicenceParts): string {
  return [
    region.trim(),
    district.trim().padStart(2, '0'),
    county.trim().padStart(3, '0'),
    type.trim().padStart(2, '0'),
    expiry.trim().toUpperCase(),
    sequence.trim().padStart(5, '0'),
  ].join('-');
}

/**
 * The licensee a serial number points to. A licensee who takes in a privately made firearm marks it with the
 * abbreviated licence number, a hyphen and a number of its own (27 CFR 478.92(a)(2)). Asked of the raw serial number,
 * because cleaning drops the hyphen. Null unless the district exists.
 */
export function licenceKeyOfSerial(rawSerial: string): string | null {
  const match = KEY_IN_SERIAL.exec(rawSerial.trim());
  if (!match || !LICENCE_DISTRICTS.has(`${match[1]}-${match[2]}`)) return null;
  return `${match[1]}-${match[2]}-${match[3]}`;
}
