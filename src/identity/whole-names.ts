/**
 * How many people bear each full name, where a name stands in one field: what `names-together.ts` counts of given and family names.
 *
 * **Source.** As there: forty records of one man make neither his name nor his home more frequent.
 * **Input.** Full name and birth date of records: who shares both is one. **Output.** People by full name; who counts the people that bear another value
 * takes the full name for the person.
 * **Limits.** A full name written in two ways is of two. What goes with what is not told: a full name does not say which of its words is which.
 */
import type { EncodedTable } from './encoded-table.ts';
import { bornShareMin, learnNames, type NamesModel } from './names-together.ts';

/** The fields people are counted by where a name stands in one field. */
export interface WholeNames {
  readonly whole: number;
  readonly born: number;
}

/** By which fields people are counted: by given and family name where a table has both. */
export type PeopleModel = NamesModel | WholeNames;

/** By which fields people of a table are counted; null where birth dates, or names, are not known well enough. */
export function learnPeople(table: EncodedTable): PeopleModel | null {
  const has = (wanted: string) => table.fields.some(({ type }) => type === wanted);
  return has('given-name') && has('family-name') ? learnNames(table) : learnWholeNames(table);
}

function learnWholeNames({ records, fields }: EncodedTable): WholeNames | null {
  const [whole, born] = (['full-name', 'date'] as const).map((wanted) =>
    fields.findIndex(({ type }) => type === wanted),
  ) as [number, number];
  if (whole < 0 || born < 0) return null;
  const [name, date] = [fields[whole]!.valueOf, fields[born]!.valueOf];
  let [named, dated] = [0, 0];
  for (let row = 0; row < records; row++) {
    if (name[row] === 0) continue;
    named++;
    if (date[row] !== 0) dated++;
  }
  return dated === 0 || dated < bornShareMin * named ? null : { whole, born };
}

/** Given and family name where people are counted by both; null where they are counted by a full name, or not at all. */
export const namesApart = (people: PeopleModel | null): NamesModel | null =>
  people !== null && 'given' in people ? people : null;

/** Of each full name its birth dates: so many people bear it, none where no birth date is known of any. */
export function countWholeNames(
  { records, fields }: Pick<EncodedTable, 'records' | 'fields'>,
  { whole, born }: WholeNames,
): Int32Array {
  const [name, date] = [fields[whole]!, fields[born]!];
  const dates = date.values.size;
  // Name and birth date as one number that sorts by both.
  const keys = new Float64Array(records);
  let dated = 0;
  for (let row = 0; row < records; row++)
    if (name.valueOf[row] !== 0 && date.valueOf[row] !== 0)
      keys[dated++] = name.valueOf[row]! * dates + date.valueOf[row]!;
  const people = new Int32Array(name.values.size);
  keys
    .subarray(0, dated)
    .sort()
    .forEach((key, at, of) => (at > 0 && key === of[at - 1]) || people[Math.floor(key / dates)]!++);
  return people;
}
