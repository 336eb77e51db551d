/**
 * Which numbers of a register keep nobody apart, since more people bear them than one.
 *
 * **Source.** Ours: a number behind which fingerprints stand is one person's; one that a clerk types for want of another is many people's.
 * **Input.** A table with fields that are `authoritative`, its comparisons. **Output.** Of each such field the numbers, and the records that bear them.
 * **Limits.** Told by family names and birth dates: of things that have neither none is told. A number three people share is not told from one
 * person of three names.
 */
import type { Caution } from './caution.ts';
import type { EncodedTable } from './encoded-table.ts';
import type { RecordComparison } from './open-comparisons.ts';

/** Names, or birth dates, none of them like another, that one person may have given: names before and after marriage, aliases, slips of clerks. */
const contraryMax = 3;

/** Whether records of one number give more family names, or more birth dates, unlike one another than one person has. */
export function isShared(records: Iterable<number>, { fields }: EncodedTable, comparison: RecordComparison): boolean {
  const all = [...records];
  return fields.some(({ type, values, valueOf }, field) => {
    if (type !== 'family-name' && type !== 'date') return false;
    const { levels, compare } = comparison.fields[field]!;
    const unlike: number[] = [];
    // In the order of their texts, so that the answer does not hang on that of the records.
    const said = [...new Set(all.map((record) => valueOf[record]!))]
      .map((value) => ({ value, text: values.text(value) }))
      .sort((x, y) => (x.text < y.text ? -1 : 1));
    for (const { value } of said) {
      if (value === 0 || !unlike.every((other) => compare(value, other) === levels.length)) continue;
      unlike.push(value);
      if (unlike.length > contraryMax) return true;
    }
    return false;
  });
}

/** Numbers of an authoritative field that several people bear; none of another field. */
export function sharedNumbers(table: EncodedTable, comparison: RecordComparison, field: number): Set<number> {
  const { authoritative, valueOf, counts } = table.fields[field]!;
  const shared = new Set<number>();
  if (!authoritative) return shared;
  const recordsOf = new Map<number, number[]>();
  for (let record = 0; record < valueOf.length; record++) {
    const number = valueOf[record]!;
    if (number === 0 || counts[number]! <= contraryMax) continue;
    const records = recordsOf.get(number);
    if (records) records.push(record);
    else recordsOf.set(number, [record]);
  }
  for (const [number, records] of recordsOf) if (isShared(records, table, comparison)) shared.add(number);
  return shared;
}

/** How many numbers of which fields keep nobody apart; of records, not of rows that say the same. */
export function sharedNumbersFound(table: EncodedTable, comparison: RecordComparison): Caution[] {
  return table.fields.flatMap(({ name, counts }, field): Caution[] => {
    const shared = [...sharedNumbers(table, comparison, field)];
    const records = shared.reduce((sum, number) => sum + counts[number]!, 0);
    return shared.length === 0 ? [] : [numbersOfMany(name, shared.length, records)];
  });
}

export const numbersOfMany = (field: string, numbers: number, records: number): Caution => ({
  code: 'shared-number',
  field,
  message: `Of ${field} some numbers stand beside more than three family names or birth dates unlike one another (numbers: ${numbers}, records: ${records}): such a number is many people's, and keeps nobody apart.`,
});
