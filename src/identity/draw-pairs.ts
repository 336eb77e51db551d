import { countPairs, groupSizeMax, type BlockGroups } from './block-groups.ts';
import type { EncodedTable } from './encoded-table.ts';

export interface DrawnPairs {
  /** a, b, a, b, … */
  readonly pairs: Int32Array;
  /** Pairs there are, of which these were drawn. */
  readonly blockPairs: number;
}

/** Pairs of the groups that are compared each with each, all where they are few, else each with the same chance. */
export function drawEachPair(
  { sourceOf, linkOnly }: EncodedTable,
  { order, starts }: BlockGroups,
  most: number,
  random: () => number,
): DrawnPairs {
  const { pairs: total } = countPairs({ order, starts }, groupSizeMax);
  const share = Math.min(1, most / total);
  const pairs: number[] = [];
  for (let group = 0; group + 1 < starts.length; group++) {
    const [from, to] = [starts[group]!, starts[group + 1]!];
    if (to - from > groupSizeMax) continue;
    for (let i = from; i < to; i++)
      for (let j = i + 1; j < to; j++) {
        if (share < 1 && random() >= share) continue;
        if (!linkOnly || sourceOf[order[i]!] !== sourceOf[order[j]!]) pairs.push(order[i]!, order[j]!);
      }
  }
  return { pairs: Int32Array.from(pairs), blockPairs: pairs.length / 2 / share };
}

/** So many pairs of groups of any size, each drawn from all there are: to leave out large groups would be to hear rare values alone. */
export function drawSomePairs(
  { sourceOf, linkOnly }: EncodedTable,
  { order, starts }: BlockGroups,
  wanted: number,
  random: () => number,
): DrawnPairs {
  const before = new Float64Array(starts.length);
  for (let group = 0; group + 1 < starts.length; group++) {
    const size = starts[group + 1]! - starts[group]!;
    before[group + 1] = before[group]! + (size * (size - 1)) / 2;
  }
  const total = before.at(-1)!;
  const pairs: number[] = [];
  for (let draw = 0; draw < wanted && total > 0; draw++) {
    const group = lastNotAbove(before, random() * total);
    const [from, size] = [starts[group]!, starts[group + 1]! - starts[group]!];
    const i = Math.floor(random() * size);
    const j = Math.floor(random() * (size - 1));
    const [a, b] = [order[from + i]!, order[from + (j < i ? j : j + 1)]!];
    if (!linkOnly || sourceOf[a] !== sourceOf[b]) pairs.push(a, b);
  }
  return { pairs: Int32Array.from(pairs), blockPairs: total };
}

/** The last place but one at most whose number is not above what is looked for, of numbers that rise. */
function lastNotAbove(numbers: Float64Array, wanted: number): number {
  let [low, high] = [0, numbers.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (numbers[middle]! <= wanted) low = middle;
    else high = middle - 1;
  }
  return low;
}
