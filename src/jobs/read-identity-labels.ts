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
export async function readLabels(path: string, uniqueId: string, ids: readonly string[]): Promise<IdentityLabels> {
  const recordOf = new Map(ids.map((id, record) => [id, record]));
  const { header, rows } = await readRows(path);
  const column = (name: string) => header.indexOf(name);
  const [left, right] = [column(`${uniqueId}_l`), column(`${uniqueId}_r`)];
  const recordAt = (row: readonly string[], at: number) => recordOf.get((row[at] ?? '').trim());
  if (left >= 0 && right >= 0) {
    const score = header.findIndex((name) => /score|label|same/.test(name));
    if (score < 0) throw wrong(path, 'a column with the score of each pair', header);
    const pairs = rows.flatMap((row) => {
      const [a, b] = [recordAt(row, left), recordAt(row, right)];
      return a === undefined || b === undefined ? [] : [{ a, b, same: Number(row[score]) >= 0.5 }];
    });
    return { kind: 'pairs', pairs };
  }
  const id = column(uniqueId);
  const others = header.map((_, at) => at).filter((at) => at !== id);
  const named = others.find((at) => ['cluster', 'cluster_id', 'person', 'entity', 'truth'].includes(header[at]!));
  const thing = named ?? (others.length === 1 ? others[0] : undefined);
  if (id < 0 || thing === undefined)
    throw wrong(path, `columns ${uniqueId} and cluster, or ${uniqueId}_l, ${uniqueId}_r and a score`, header);
  const truthOf = new Int32Array(ids.length).fill(-1);
  const things = new Map<string, number>();
  for (const row of rows) {
    const record = recordAt(row, id);
    if (record === undefined) continue;
    const name = (row[thing] ?? '').trim();
    if (!things.has(name)) things.set(name, things.size);
    truthOf[record] = things.get(name)!;
  }
  // A record the truth does not name is a thing of its own.
  for (let record = 0, own = things.size; record < truthOf.length; record++)
    if (truthOf[record]! < 0) truthOf[record] = own++;
  return { kind: 'clusters', truthOf };
}

async function readRows(path: string): Promise<{ header: string[]; rows: string[][] }> {
  const file = await openSourceFile(path);
  const reader = await openTable(file.bytes);
  const all: string[][] = [];
  for await (const { rows } of reader.batches()) for (const { cells } of rows) all.push(cells);
  const [header = [], ...rows] = all;
  return { header: header.map((cell) => cell.trim()), rows };
}

const wrong = (path: string, expected: string, header: readonly string[]) =>
  new Failure(
    'identity.unknown-column',
    `Expected ${expected} in the labels ${path}; its columns are ${header.join(', ')}.`,
    {
      detail: { path },
    },
  );
