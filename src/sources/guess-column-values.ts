/** What the sampled cells of one column are like. */
export interface ColumnValues {
  readonly filled: number;
  /** Distinct values, first seen first, without those that only say that nothing is known. */
  readonly values: readonly string[];
  readonly distinct: number;
  /** Distinct values as a share of all filled cells. */
  readonly uniqueness: number;
  /** Numbers that follow on one another behind the same letters: `Q-1001`, `Q-1002`, `Q-1004`. */
  readonly counted: boolean;
}

const valuesKept = 200;
/** A narrative of a million characters is told from its first hundreds. */
const charactersLooked = 300;
const saysNothing =
  /^(?:[-.?*/\s]*|UNK(?:NOWN|WN|N)?|N\/?A|NONE|NULL|NOT (?:KNOWN|AVAILABLE|GIVEN|APPLICABLE)|TBD|PENDING|DESCONOCIDO|SE DESCONOCE|N\/D)$/i;

export function columnValues(cells: readonly string[]): ColumnValues {
  const seen = new Set<string>();
  let filled = 0;
  for (const cell of cells) {
    const text = cell.length > charactersLooked ? cell.slice(0, charactersLooked).trim() : cell.trim();
    if (text === '') continue;
    filled++;
    seen.add(text);
  }
  const values: string[] = [];
  for (const value of seen) {
    if (saysNothing.test(value)) continue;
    values.push(value);
    if (values.length >= valuesKept) break;
  }
  return {
    filled,
    values,
    distinct: seen.size,
    uniqueness: filled === 0 ? 0 : seen.size / filled,
    counted: areCounted(values),
  };
}

const numbered = /^(\D*|.*\D)(\d{1,12})$/;
const valuesCounted = 3;
/** Between one number and the next, on average: an agency's list of firearms leaves out what is none. */
const stepMost = 3;

function areCounted(values: readonly string[]): boolean {
  if (values.length < valuesCounted) return false;
  const parts = values.map((value) => numbered.exec(value));
  const [first] = parts;
  if (!first || !parts.every((each) => each?.[1] === first[1])) return false;
  const numbers = parts.map((each) => Number(each![2]));
  const steps = numbers.slice(1).map((number, at) => number - numbers[at]!);
  const all = Math.abs(numbers.at(-1)! - numbers[0]!);
  return (steps.every((step) => step > 0) || steps.every((step) => step < 0)) && all <= steps.length * stepMost;
}
