/**
 * The whole name of a county or what stands in its place: Baltimore County and Baltimore city are two of them, and `Baltimore`
 * alone is read as the city.
 *
 * **Source.** US Census Bureau, national county file (legal and statistical area descriptions), with Alaska as in the outlines
 * of us-atlas, where Valdez-Cordova is still one.
 * **Input.** FIPS code and the name without its kind. **Output.** The name with its kind.
 */
export function countyName(fips: string, name: string): string {
  const kind = kindOf(fips);
  return kind === '' || name.toLowerCase().endsWith(` ${kind.toLowerCase()}`) ? name : `${name} ${kind}`;
}

function kindOf(fips: string): string {
  const state = fips.slice(0, 2);
  if (state === '02') return alaska.get(fips) ?? 'Borough';
  if (state in kinds) return kinds[state]!;
  // Codes from 510 on are cities that belong to no county: those of Virginia, Baltimore, St. Louis, Carson City.
  return Number(fips.slice(2)) >= 510 ? 'city' : 'County';
}

/** States and territories that have no counties. The District of Columbia, Guam and the Virgin Islands are named as they are. */
const kinds: Readonly<Record<string, string>> = {
  '11': '',
  '22': 'Parish',
  '60': '',
  '66': '',
  '69': 'Municipality',
  '72': 'Municipio',
  '78': '',
};

/** Of Alaska, what is no plain borough. */
const alaska: ReadonlyMap<string, string> = new Map(
  (
    [
      ['Municipality', '020 230'],
      ['City and Borough', '110 220 275 282'],
      ['Census Area', '016 050 063 066 070 105 158 180 198 240 261 290'],
    ] as const
  ).flatMap(([kind, codes]) => codes.split(' ').map((code) => [`02${code}`, kind] as const)),
);
