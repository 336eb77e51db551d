import type { RecordIds } from '../identity/record-ids.ts';
import { TextNumbers } from '../identity/text-numbers.ts';
import { Failure } from '../model/errors.ts';
import { openTable } from '../sources/reading/open-table.ts';
import { openSourceFile } from './open-source-file.ts';

export type IdentityLabels = (
  | { readonly kind: 'clusters'; readonly truthOf: Int32Array }
  /** Pairs a person looked at: the records, and whether they are of the same thing. */
  | {
      readonly kind: 'pairs';
      readonly pairs: readonly { readonly a: number; readonly b: number; readonly same: boolean }[];
    }
) & { readonly warnings: readonly string[] };

/**
 * Reads a truth: either each record's id and the thing it is of, in the columns of the id and of one other (`cluster`, `person` or the only
 * one left), or pairs, in columns that end in `_l` and `_r`, with a score from 0 to 1 or a word (true, false, same, different, yes, no). A blank
 * cell is no truth. What names none of the records, or says two things of one, is refused.
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

const sameWords = new Set(['true', 'same', 'yes', 'y', 't']);
const differentWords = new Set(['false', 'different', 'no', 'n', 'f']);

/** What a person said of a pair; null where the cell is blank. */
function labelOf(path: string, cell: string): boolean | null {
  const word = cell.trim().toLowerCase();
  if (word === '') return null;
  if (sameWords.has(word)) return true;
  if (differentWords.has(word)) return false;
  const score = Number(word);
  if (score >= 0 && score <= 1) return score >= 0.5;
  throw mistaken(path, `a score from 0 to 1, or true or false, of each pair; got ${cell.trim().slice(0, 40)}`);
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
    const labelled = new Map<string, { a: number; b: number; same: boolean }>();
    let [rows, unknown] = [0, 0];
    return {
      take(row) {
        const same = labelOf(path, row[score] ?? '');
        if (same === null) return;
        rows++;
        const [a, b] = [recordAt(row, left), recordAt(row, right)];
        if (a < 0 || b < 0) return void unknown++;
        const key = `${Math.min(a, b)} ${Math.max(a, b)}`;
        if ((labelled.get(key)?.same ?? same) !== same)
          throw mistaken(path, `one label of the pair ${ids.at(a)} and ${ids.at(b)}; got two that differ`);
        labelled.set(key, { a, b, same });
      },
      labels() {
        if (labelled.size === 0) throw mistaken(path, 'labels of pairs of these records; it has none');
        return {
          kind: 'pairs',
          pairs: [...labelled.values()],
          warnings:
            unknown === 0
              ? []
              : [`Of ${rows} labelled pairs ${unknown} name a record that is not here: they count for nothing.`],
        };
      },
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
  let known = 0;
  return {
    take(row) {
      const record = recordAt(row, id);
      const name = (row[thing] ?? '').trim();
      if (record < 0 || name === '') return;
      const number = things.of(name);
      if (truthOf[record]! >= 0 && truthOf[record] !== number)
        throw mistaken(path, `one thing that the record ${ids.at(record)} is of; got two that differ`);
      if (truthOf[record]! < 0) known++;
      truthOf[record] = number;
    },
    labels() {
      if (known === 0)
        throw mistaken(path, `the thing that each record is of, by its ${uniqueId}; it names none of these records`);
      const unnamed = truthOf.length - known;
      // A record the truth does not name is a thing of its own.
      for (let record = 0, own = things.size; record < truthOf.length; record++)
        if (truthOf[record]! < 0) truthOf[record] = own++;
      return {
        kind: 'clusters',
        truthOf,
        warnings:
          unnamed === 0
            ? []
            : [
                `Of ${truthOf.length} records the truth names no thing for ${unnamed}: each of these counts as a thing of its own.`,
              ],
      };
    },
  };
}

const mistaken = (path: string, expected: string) =>
  new Failure('identity.config', `Expected ${expected}. In the labels ${path}.`, { detail: { path } });

const wrong = (path: string, expected: string, header: readonly string[]) =>
  new Failure(
    'identity.unknown-column',
    `Expected ${expected} in the labels ${path}; its columns are ${header.join(', ')}.`,
    {
      detail: { path },
    },
  );
