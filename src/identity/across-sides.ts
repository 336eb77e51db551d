/**
 * What all rows of two sides say in each field, and where no value of the one is like any of the other: two rows that agree need not speak for
 * the rows they are held with.
 *
 * **Source.** The levels and weights of the model, log2(m/u) (Fellegi and Sunter 1969), field by field.
 * **Input.** A table, its comparisons, a model; of each side its records in that table, and how many rows say what each says.
 * **Output.** Of each field the values of both sides, those first that most rows say; the bits of the two values most alike, where both say some.
 * **Limits.** A field is looked at alone: what agreement elsewhere explains, and how rare a value is, is left out. Of more than forty values of a
 * side the forty most rows say are compared; equal ones are found among all.
 */
import type { EncodedTable } from './encoded-table.ts';
import type { Model } from './learn-model.ts';
import type { RecordComparison } from './open-comparisons.ts';

export interface SaidByRows {
  readonly record: number;
  /** Rows that say it. */
  readonly rows: number;
}

export interface ValueOfSide {
  readonly value: string;
  readonly rows: number;
}

export interface FieldAcross {
  readonly field: string;
  readonly a: readonly ValueOfSide[];
  readonly b: readonly ValueOfSide[];
  /** How the two values most alike compare, in plain words; null where a side says none. */
  readonly nearest: string | null;
  /** Both sides say some, no value is on both, and the two most alike speak against their being one. */
  readonly against: boolean;
}

const comparedMost = 40;
/** Less says nothing either way: as among the reasons shown of two rows. */
const againstBits = -0.5;

export function acrossSides(
  table: EncodedTable,
  comparison: RecordComparison,
  model: Pick<Model, 'm' | 'u'>,
  { a, b }: { readonly a: readonly SaidByRows[]; readonly b: readonly SaidByRows[] },
): FieldAcross[] {
  const names = table.fields.filter(({ type }) => type === 'given-name' || type === 'family-name');
  return table.fields.map((of, field) => {
    const { name, values, valueOf } = of;
    const [ours, theirs] = [valuesOf(a, valueOf), valuesOf(b, valueOf)];
    const told = (said: ReturnType<typeof valuesOf>) =>
      [...said]
        .map(([value, rows]) => ({ value: values.text(value), rows }))
        .sort((x, y) => y.rows - x.rows || (x.value < y.value ? -1 : 1));
    const bitsOf = (level: number) => Math.log2(model.m[field]![level - 1]! / model.u[field]![level - 1]!);
    let nearest = 0;
    let exchanged = false;
    if ([...ours.keys()].some((value) => theirs.has(value))) nearest = 1;
    else {
      // Names may be exchanged: how one compares hangs on the other names beside it.
      const compared = names.includes(of) ? names : [of];
      const [left, right] = [mostSaid(a, valueOf, compared), mostSaid(b, valueOf, compared)];
      for (const one of left)
        for (const other of right) {
          const level = comparison.level(field, one, other);
          // Where given and family name are exchanged the one says so, and the other says nothing.
          if (level === 0) exchanged = true;
          else if (nearest === 0 || bitsOf(level) > bitsOf(nearest)) nearest = level;
        }
    }
    return {
      field: name,
      a: told(ours),
      b: told(theirs),
      nearest: nearest === 0 ? null : comparison.fields[field]!.levels[nearest - 1]!.description,
      against: nearest > 1 && !exchanged && bitsOf(nearest) < againstBits,
    };
  });
}

/** Values of a field that some records say, by how many rows. */
function valuesOf(said: readonly SaidByRows[], valueOf: Int32Array): Map<number, number> {
  const found = new Map<number, number>();
  for (const { record, rows } of said) {
    const value = valueOf[record]!;
    if (value !== 0) found.set(value, (found.get(value) ?? 0) + rows);
  }
  return found;
}

/** A record for each way the fields compared are filled, those first that most rows say; of as many rows the order is that of the texts. */
function mostSaid(
  said: readonly SaidByRows[],
  valueOf: Int32Array,
  compared: readonly Pick<EncodedTable['fields'][number], 'values' | 'valueOf'>[],
): number[] {
  const ways = new Map<string, { readonly record: number; rows: number }>();
  for (const { record, rows } of said) {
    if (valueOf[record] === 0) continue;
    const text = compared.map((each) => each.values.text(each.valueOf[record]!)).join('\n');
    const way = ways.get(text);
    if (way) way.rows += rows;
    else ways.set(text, { record, rows });
  }
  return [...ways]
    .sort(([p, x], [q, y]) => y.rows - x.rows || (p < q ? -1 : 1))
    .slice(0, comparedMost)
    .map(([, { record }]) => record);
}
