import { readWholeNumber } from './read-number.ts';

/** Groups (`18-24`, `<18`, `65+`) and words for "not given" are no age and no error. */
const noAge = /^(?:[-.?/\s]*|<\s*\d+|\d+\s*(?:-|–|to)\s*\d+|\d+\s*\+|[A-Z (]*[A-Z)]|N\/A)$/i;

/** Age in whole years, 0 to 120; null where none is given. What is written but is no age joins `warnings` as `age.impossible`. */
export function readAge(cell: string, warnings: string[]): number | null {
  if (cell === '' || noAge.test(cell)) return null;
  const age = readWholeNumber(cell);
  if (age !== null && age >= 0 && age <= 120) return age;
  warnings.push('age.impossible');
  return null;
}
