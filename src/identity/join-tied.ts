/**
 * Joins what keys left apart and a model holds for one: groups of observations, by average link over what they say.
 *
 * **Source.** As `cluster-pairs.ts`: average link, a pair not seen counting against; cannot-link constraints as in Wagstaff et al., ICML 2001.
 * **Input.** Groups by the number of their oldest observation, with the contents they say; bits of pairs of contents; what keeps groups
 * apart. **Output.** Joins, in the order they are made.
 * **Limits.** A content counts once for each group, however many observations say it. Nothing is joined over a judgement, over marks that
 * contradict each other, or over two parts in one incident.
 */
import { averageLink, bitsMost, unseenBits } from './cluster-pairs.ts';

/** What a model says of the contents of some observations. */
export interface ModelTies {
  /** Mean bits from which groups are joined. */
  readonly joinBits: number;
  readonly pairs: readonly { readonly a: number; readonly b: number; readonly bits: number }[];
  /** Bits of two observations that both say this content. */
  readonly selfBits: ReadonlyMap<number, number>;
}

export interface TiedGroup {
  /** Its oldest observation. */
  readonly group: number;
  readonly contents: ReadonlySet<number>;
}

export interface TiedJoin {
  readonly into: number;
  readonly group: number;
  readonly bits: number;
}

/** Joins groups; `mayJoin` is asked of groups as they are by then, `onJoin` told of each join. */
export function joinTied(
  groups: readonly TiedGroup[],
  ties: ModelTies,
  { mayJoin, onJoin }: { mayJoin: (x: number, y: number) => boolean; onJoin: (join: TiedJoin) => void },
): void {
  const carriers = new Map<number, number[]>();
  for (const { group, contents } of groups)
    for (const content of contents) carriers.set(content, [...(carriers.get(content) ?? []), group]);
  const sums = new Map<string, { x: number; y: number; sum: number; seen: number }>();
  const add = (one: number, other: number, bits: number) => {
    if (one === other) return;
    const [x, y] = one < other ? [one, other] : [other, one];
    const key = `${x} ${y}`;
    const tie = sums.get(key) ?? { x, y, sum: 0, seen: 0 };
    tie.sum += Math.max(-bitsMost, Math.min(bitsMost, bits));
    tie.seen++;
    sums.set(key, tie);
  };
  const sorted = [...ties.pairs].sort((p, q) => p.a - q.a || p.b - q.b);
  for (const { a, b, bits } of sorted)
    for (const x of carriers.get(a) ?? []) for (const y of carriers.get(b) ?? []) add(x, y, bits);
  for (const [content, of] of carriers) {
    const bits = ties.selfBits.get(content);
    if (bits !== undefined) for (const [at, x] of of.entries()) for (const y of of.slice(at + 1)) add(x, y, bits);
  }
  if (sums.size === 0) return;
  averageLink({
    sizes: new Map(groups.map(({ group, contents }) => [group, contents.size])),
    ties: [...sums.values()].sort((p, q) => p.x - q.x || p.y - q.y),
    unseenBits,
    joinBits: ties.joinBits,
    mayJoin,
    onJoin: (into, group, bits) => onJoin({ into, group, bits }),
  });
}
