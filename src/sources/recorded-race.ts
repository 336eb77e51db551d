import { cleanEthnicity, cleanRace } from '../model/values/race.ts';
import { asWritten } from './as-written.ts';

/** Race and ethnicity as recorded, for aggregate reporting only: the NIBRS code where the words have one, else the words. */
export function recordedRace(race: string, ethnicity: string): { race: string | null; ethnicity: string | null } {
  const read = cleanRace(chicago.get(race.trim().toUpperCase()) ?? race);
  return {
    race: read ? read.race : given(race),
    ethnicity: cleanEthnicity(ethnicity) ?? read?.ethnicity ?? given(ethnicity),
  };
}

/** R writes `NA` for a missing value, New York `(null)`. */
const given = (cell: string) => (/^(NA|N\/A|\(null\)|null)$/i.test(cell.trim()) ? null : asWritten(cell));

/** Codes of the Chicago Police Department. */
const chicago: ReadonlyMap<string, string> = new Map([
  ['BLK', 'BLACK'],
  ['WHI', 'WHITE'],
  ['WWH', 'WHITE HISPANIC'],
  ['S', 'WHITE HISPANIC'],
  ['WBH', 'BLACK HISPANIC'],
  ['API', 'ASIAN PACIFIC ISLANDER'],
]);
