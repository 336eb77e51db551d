/**
 * The postal code of a state, district or territory from its name as federal tables print it, in full or cut short, or
 * null. Codes: USPS Publication 28, appendix B. Canada and Mexico, which ATF prints beside the states, get their ISO 3166-1
 * codes of three letters: the two of Canada are those of California.
 */
export function stateCode(label: string): string | null {
  const name = label
    .trim()
    .toUpperCase()
    .replace(/[^A-Z]+/g, ' ')
    .trim();
  if (name.length === 2) return codes.has(name) ? name : null;
  return codeOf.get(name) ?? null;
}

const names: Readonly<Record<string, string>> = {
  AL: 'ALABAMA',
  AK: 'ALASKA',
  AZ: 'ARIZONA',
  AR: 'ARKANSAS',
  CA: 'CALIFORNIA',
  CO: 'COLORADO',
  CT: 'CONNECTICUT',
  DE: 'DELAWARE',
  DC: 'DISTRICT OF COLUMBIA|DST OF COLUMBIA|DIST OF COLUMBIA|WASHINGTON DC|D C',
  FL: 'FLORIDA',
  GA: 'GEORGIA',
  // ATF counts Guam and the Northern Marianas as one from 2014 to 2016.
  GU: 'GUAM|GUAM NORTHERN MARIANA ISLANDS|GUAM AND NORTHERN MARIANA ISLANDS',
  HI: 'HAWAII',
  ID: 'IDAHO',
  IL: 'ILLINOIS',
  IN: 'INDIANA',
  IA: 'IOWA',
  KS: 'KANSAS',
  KY: 'KENTUCKY',
  LA: 'LOUISIANA',
  ME: 'MAINE',
  MD: 'MARYLAND',
  MA: 'MASSACHUSETTS',
  MI: 'MICHIGAN',
  MN: 'MINNESOTA',
  MS: 'MISSISSIPPI',
  MO: 'MISSOURI',
  MT: 'MONTANA',
  NE: 'NEBRASKA',
  NV: 'NEVADA',
  NH: 'NEW HAMPSHIRE',
  NJ: 'NEW JERSEY',
  NM: 'NEW MEXICO',
  NY: 'NEW YORK',
  NC: 'NORTH CAROLINA',
  ND: 'NORTH DAKOTA',
  OH: 'OHIO',
  OK: 'OKLAHOMA',
  OR: 'OREGON',
  PA: 'PENNSYLVANIA',
  PR: 'PUERTO RICO',
  RI: 'RHODE ISLAND',
  SC: 'SOUTH CAROLINA',
  SD: 'SOUTH DAKOTA',
  TN: 'TENNESSEE',
  TX: 'TEXAS',
  UT: 'UTAH',
  VT: 'VERMONT',
  VA: 'VIRGINIA',
  VI: 'US VIRGIN ISLANDS|US VIRGIN ISLND|US VIRGIN ISL|U S VIRGIN ISLANDS|VIRGIN ISLANDS',
  WA: 'WASHINGTON',
  WV: 'WEST VIRGINIA',
  WI: 'WISCONSIN',
  WY: 'WYOMING',
  AS: 'AMERICAN SAMOA',
  MP: 'MARIANA ISLANDS|NORTHERN MARIANA ISLANDS|N MARIANA ISLANDS',
  CAN: 'CANADA',
  MEX: 'MEXICO',
};

const codes: ReadonlySet<string> = new Set(Object.keys(names));
const codeOf: ReadonlyMap<string, string> = new Map(
  Object.entries(names).flatMap(([code, spellings]) => spellings.split('|').map((name) => [name, code] as const)),
);
