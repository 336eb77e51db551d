import type { RecordIds } from '../identity/record-ids.ts';
import { TextNumbers } from '../identity/text-numbers.ts';
import { Failure } from '../model/errors.ts';
import { openTable } from '../sources/reading/open-table.ts';
import { openSourceFile } from './open-source-file.ts';

export type IdentityLabels =
  | { readonly kind: 'clusters'; readonly truthOf: Int32Array }
  /** Pairs a person looked at: the records, and whether they are of the same thing. */
  | {
      readonly kind: 'pairs';
      readonly pairs: readonly { readonly a: number; readonly b: number; readonly same: boolean }[];
    };

/**
 * Reads a truth: either each record's id and the thing it is of, in the columns of the id and of one other (`cluster`, `person` or the only
 * one left), or pairs, in columns that end in `_l` and `_r`, with a score from 0 to 1.
 */
export async function readLabels(path: string, uniqueId: string, ids: RecordIds): Promise<IdentityLabels> {
  const file = await openSourceFile(path);
  const reader = await openTable(file.bytes);
  let take: ((row: readonly string[]) => void) | null = null;
  let labels: (() => IdentityLabels) | null = null;
  for await (const { rows } of reader.batches())
    for (const { cells } of rows) {
      if (take) take(cells);
      else
        ({ take, labels } = openLabels(
          path,
          uniqueId,
          ids,
          cells.map((cell) => cell.trim()),
        ));
    }
  if (!labels) throw wrong(path, `columns ${uniqueId} and cluster`, []);
  return labels();
}

interface LabelReader {
  readonly take: (row: readonly string[]) => void;
  readonly labels: () => IdentityLabels;
}

function openLabels(path: string, uniqueId: string, ids: RecordIds, header: readonly string[]): LabelReader {
  const column = (name: string) => header.indexOf(name);
  const [left, right] = [column(`${uniqueId}_l`), column(`${uniqueId}_r`)];
  const recordAt = (row: readonly string[], at: number) => ids.find((row[at] ?? '').trim());
  if (left >= 0 && right >= 0) {
    const score = header.findIndex((name) => /score|label|same/.test(name));
    if (score < 0) throw wrong(path, 'a column with the score of each pair', header);
    const pairs: { a: number; b: number; same: boolean }[] = [];
    return {
      take(row) {
        const [a, b] = [recordAt(row, left), recordAt(row, right)];
        if (a >= 0 && b >= 0) pairs.push({ a, b, same: Number(row[score]) >= 0.5 });
      },
      labels: () => ({ kind: 'pairs', pairs }),
    };
  }
  const id = column(uniqueId);
  const others = header.map((_, at) => at).filter((at) => at !== id);
  const named = others.find((at) => ['cluster', 'cluster_id', 'person', 'entity', 'truth'].includes(header[at]!));
  const thing = named ?? (others.length === 1 ? others[0] : undefined);
  if (id < 0 || thing === undefined)
    throw wrong(path, `columns ${uniqueId} and cluster, or ${uniqueId}_l, ${uniqueId}_r and a score`, header);
  const truthOf = new Int32Array(ids.length).fill(-1);
  const things = new TextNumbers();
  return {
    take(row) {
      const record = recordAt(row, id);
      if (record >= 0) truthOf[record] = things.of((row[thing] ?? '').trim());
    },
    labels() {
      // A record the truth does not name is a thing of its own.
      for (let record = 0, own = things.size; record < truthOf.length; record++)
        if (truthOf[record]! < 0) truthOf[record] = own++;
      return { kind: 'clusters', truthOf };
    },
  };
}

const wrong = (path: string, expected: string, header: readonly string[]) =>
  new Failure(
    'identity.unknown-column',
    `Expected ${expected} in the labels ${path}; its columns are ${header.join(', ')}.`,
    {
      detail: { path },
    },
  );
