/**
 * Where a group of rows would come apart first: the two parts that least speaks for being one.
 *
 * **Source.** The last join of single-link agglomeration over the ties (a minimum cut of the maximum spanning tree; Gower and Ross, Applied
 * Statistics 18:54, 1969).
 * **Input.** Rows by place, ties with their strength; a tie a person or an exact key made is stronger than any bits. **Output.** The rows of
 * the two parts and the strongest tie across; null where there is one row.
 * **Limits.** It says where to look first, not that anything is wrong there.
 */
export interface RowTie {
  readonly a: number;
  readonly b: number;
  readonly strength: number;
}

export interface WeakestTie {
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** The strongest tie across; null where nothing was compared. */
  readonly tie: RowTie | null;
}

export function weakestTie(rows: number, ties: readonly RowTie[]): WeakestTie | null {
  if (rows < 2) return null;
  const root = Array.from({ length: rows }, (_, at) => at);
  const find = (x: number): number => (root[x] === x ? x : (root[x] = find(root[x]!)));
  const tree: RowTie[] = [];
  for (const tie of ties.toSorted((p, q) => q.strength - p.strength || p.a - q.a || p.b - q.b)) {
    const [x, y] = [find(tie.a), find(tie.b)];
    if (x === y) continue;
    root[Math.max(x, y)] = Math.min(x, y);
    tree.push(tie);
  }
  const apart = new Set(root.map((_, at) => find(at))).size > 1;
  const weakest = apart ? null : tree.at(-1)!;
  // Without its weakest tie the tree falls into two parts; what hangs together by no tie at all has fallen already.
  const side = root.map((_, at) => at);
  const of = (x: number): number => (side[x] === x ? x : (side[x] = of(side[x]!)));
  for (const tie of tree) if (tie !== weakest) side[Math.max(of(tie.a), of(tie.b))] = Math.min(of(tie.a), of(tie.b));
  const first = of(0);
  const all = [...root.keys()];
  return {
    left: all.filter((at) => of(at) === first),
    right: all.filter((at) => of(at) !== first),
    tie: weakest,
  };
}
