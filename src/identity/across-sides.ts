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
  return table.fields.map(({ name, values, valueOf }, field) => {
    const [ours, theirs] = [valuesOf(a, valueOf), valuesOf(b, valueOf)];
    const told = (of: ReturnType<typeof valuesOf>) =>
      [...of]
        .map(([value, { rows }]) => ({ value: values.text(value), rows }))
        .sort((x, y) => y.rows - x.rows || (x.value < y.value ? -1 : 1));
    const bitsOf = (level: number) => Math.log2(model.m[field]![level - 1]! / model.u[field]![level - 1]!);
    let nearest = 0;
    if ([...ours.keys()].some((value) => theirs.has(value))) nearest = 1;
    else
      for (const one of mostSaid(ours))
        for (const other of mostSaid(theirs)) {
          const level = comparison.level(field, one, other);
          if (level > 0 && (nearest === 0 || bitsOf(level) > bitsOf(nearest))) nearest = level;
        }
    return {
      field: name,
      a: told(ours),
      b: told(theirs),
      nearest: nearest === 0 ? null : comparison.fields[field]!.levels[nearest - 1]!.description,
      against: nearest > 1 && bitsOf(nearest) < againstBits,
    };
  });
}

type Values = Map<number, { readonly record: number; rows: number }>;

/** Values of a field that some records say, each with one of those records. */
function valuesOf(said: readonly SaidByRows[], valueOf: Int32Array): Values {
  const found: Values = new Map();
  for (const { record, rows } of said) {
    const value = valueOf[record]!;
    if (value === 0) continue;
    const known = found.get(value);
    if (known) known.rows += rows;
    else found.set(value, { record, rows });
  }
  return found;
}

const mostSaid = (values: Values) =>
  [...values.values()]
    .sort((x, y) => y.rows - x.rows || x.record - y.record)
    .slice(0, comparedMost)
    .map(({ record }) => record);
