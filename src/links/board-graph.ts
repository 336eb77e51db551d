import { boardItemsMax, boardLinksMax } from '../model/boards.ts';

/** The entities and links on a board, as analyses of it read them. */
export interface BoardLinks {
  readonly entities: readonly number[];
  readonly links: readonly { readonly subject: number; readonly object: number }[];
}

/** Links between the same two are one edge with their number as its weight; one to itself weighs on its node alone. */
export interface BoardGraph {
  /** Ascending: a node's number is its place here. */
  readonly ids: readonly number[];
  readonly offsets: Int32Array;
  readonly others: Int32Array;
  readonly weights: Float64Array;
  readonly loops: Float64Array;
}

/** Links with an end that is not on the board are left out. Null where the board is larger than an analysis reads. */
export function boardGraph({ entities, links }: BoardLinks): BoardGraph | null {
  const ids = [...new Set(entities)].sort((x, y) => x - y);
  if (ids.length > boardItemsMax || links.length > boardLinksMax) return null;
  const numberOf = new Map(ids.map((id, node) => [id, node]));
  const rows = ids.map(() => new Map<number, number>());
  const loops = new Float64Array(ids.length);
  for (const link of links) {
    const subject = numberOf.get(link.subject);
    const object = numberOf.get(link.object);
    if (subject === undefined || object === undefined) continue;
    if (subject === object) loops[subject]!++;
    else {
      rows[subject]!.set(object, (rows[subject]!.get(object) ?? 0) + 1);
      rows[object]!.set(subject, (rows[object]!.get(subject) ?? 0) + 1);
    }
  }
  const edges = rows.map((row) => [...row].sort(([x], [y]) => x - y));
  const offsets = new Int32Array(ids.length + 1);
  for (const [node, row] of edges.entries()) offsets[node + 1] = offsets[node]! + row.length;
  const flat = edges.flat();
  return {
    ids,
    offsets,
    others: Int32Array.from(flat, ([other]) => other),
    weights: Float64Array.from(flat, ([, weight]) => weight),
    loops,
  };
}

/** Why an analysis of a board has no answer. */
export interface BoardUndetermined {
  readonly kind: 'undetermined';
  readonly why: 'too-large' | 'nothing-tied';
}

export const boardTooLarge: BoardUndetermined = {
  kind: 'undetermined',
  why: 'too-large',
};
