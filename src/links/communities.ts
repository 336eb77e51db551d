/**
 * Groups of entities on a board with more links among them than their links alone would lead to expect.
 *
 * **Source.** Blondel, Guillaume, Lambiotte, Lefebvre, Fast Unfolding of Communities in Large Networks, _Journal of
 * Statistical Mechanics_ 2008, P10008; resolution after Reichardt and Bornholdt, _Physical Review E_ 74, 016110, 2006.
 * Groups that fall apart (Traag, Waltman, van Eck, _Scientific Reports_ 9, 5233, 2019) are divided into their parts.
 * **Input.** A board's entities and links, each link of weight 1; the resolution, above 1 for more and smaller groups.
 * **Output.** Groups, the largest first, and their modularity at that resolution. Nodes are visited by ascending id and of
 * equal gains the first group is taken: the same board gives the same groups.
 * **Limits.** 5,000 entities and 40,000 links. A local optimum, not the best division there is; a grouping of how things
 * were recorded, not of who belongs together. A board without links has no groups to tell.
 */
import { boardGraph, boardTooLarge, type BoardGraph, type BoardLinks, type BoardUndetermined } from './board-graph.ts';

export interface Communities {
  readonly kind: 'communities';
  /** Members by ascending id. */
  readonly communities: number[][];
  readonly modularity: number;
  readonly resolution: number;
}

type Weights = Pick<BoardGraph, 'offsets' | 'others' | 'weights' | 'loops'>;

/** Gains smaller than this are rounding. */
const gainMin = 1e-9;

export function communities(board: BoardLinks, resolution = 1): Communities | BoardUndetermined {
  if (!(resolution > 0 && Number.isFinite(resolution))) throw new RangeError('a resolution is a number above 0');
  const graph = boardGraph(board);
  if (graph === null) return boardTooLarge;
  if (graph.others.length === 0) return { kind: 'undetermined', why: 'nothing-tied' };
  let groups = Int32Array.from(graph.ids, (_, node) => node);
  let level: Weights = graph;
  for (;;) {
    const moved = moveNodes(level, resolution);
    if (moved === null) break;
    groups = groups.map((group) => moved.groupOf[group]!);
    level = mergeGroups(level, moved.groupOf, moved.count);
  }
  groups = divideParts(graph, groups);
  const members = new Map<number, number[]>();
  for (const [node, group] of groups.entries()) {
    const of = members.get(group);
    if (of === undefined) members.set(group, [graph.ids[node]!]);
    else of.push(graph.ids[node]!);
  }
  return {
    kind: 'communities',
    communities: [...members.values()].sort((x, y) => y.length - x.length || x[0]! - y[0]!),
    modularity: modularity(graph, groups, resolution),
    resolution,
  };
}

/** Twice what a node's loops weigh and what its edges do: its share of all ends. */
function strengths({ offsets, weights, loops }: Weights): Float64Array {
  return loops.map((loop, node) => {
    let strength = 2 * loop;
    for (let edge = offsets[node]!; edge < offsets[node + 1]!; edge++) strength += weights[edge]!;
    return strength;
  });
}

/** Moves each node to the group next to it that gains most, until none gains; null where none ever did. */
function moveNodes(level: Weights, resolution: number): { groupOf: Int32Array; count: number } | null {
  const { offsets, others, weights, loops } = level;
  const size = loops.length;
  const strength = strengths(level);
  const all = strength.reduce((sum, each) => sum + each, 0);
  const groupOf = Int32Array.from(loops, (_, node) => node);
  const ofGroup = strength.slice();
  const toGroup = new Float64Array(size);
  let movedEver = false;
  for (let moved = true; moved;) {
    moved = false;
    for (let node = 0; node < size; node++) {
      const own = groupOf[node]!;
      const near = [own];
      toGroup[own] = 0;
      for (let edge = offsets[node]!; edge < offsets[node + 1]!; edge++) {
        const group = groupOf[others[edge]!]!;
        if (!near.includes(group)) {
          near.push(group);
          toGroup[group] = 0;
        }
        toGroup[group]! += weights[edge]!;
      }
      ofGroup[own]! -= strength[node]!;
      const gain = (group: number) => toGroup[group]! - (resolution * ofGroup[group]! * strength[node]!) / all;
      let best = own;
      for (const group of near.sort((x, y) => x - y)) if (gain(group) > gain(best) + gainMin) best = group;
      ofGroup[best]! += strength[node]!;
      if (best === own) continue;
      groupOf[node] = best;
      moved = movedEver = true;
    }
  }
  if (!movedEver) return null;
  const numbers = new Map<number, number>();
  for (const group of groupOf) if (!numbers.has(group)) numbers.set(group, numbers.size);
  return { groupOf: groupOf.map((group) => numbers.get(group)!), count: numbers.size };
}

/** Each group as one node; what lies within it as its loops. */
function mergeGroups({ offsets, others, weights, loops }: Weights, groupOf: Int32Array, count: number): Weights {
  const rows = Array.from({ length: count }, () => new Map<number, number>());
  const within = new Float64Array(count);
  for (const [node, group] of groupOf.entries()) {
    within[group]! += loops[node]!;
    for (let edge = offsets[node]!; edge < offsets[node + 1]!; edge++) {
      const other = groupOf[others[edge]!]!;
      // An edge within is met from both of its ends.
      if (other === group) within[group]! += weights[edge]! / 2;
      else rows[group]!.set(other, (rows[group]!.get(other) ?? 0) + weights[edge]!);
    }
  }
  const edges = rows.map((row) => [...row].sort(([x], [y]) => x - y));
  const starts = new Int32Array(count + 1);
  for (const [group, row] of edges.entries()) starts[group + 1] = starts[group]! + row.length;
  const flat = edges.flat();
  return {
    offsets: starts,
    others: Int32Array.from(flat, ([other]) => other),
    weights: Float64Array.from(flat, ([, weight]) => weight),
    loops: within,
  };
}

/** Groups anew so that within each everything hangs together. */
function divideParts({ offsets, others }: BoardGraph, groups: Int32Array): Int32Array<ArrayBuffer> {
  const parts = new Int32Array(groups.length).fill(-1);
  let count = 0;
  for (let start = 0; start < groups.length; start++) {
    if (parts[start]! >= 0) continue;
    parts[start] = count;
    const open = [start];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      for (let edge = offsets[node]!; edge < offsets[node + 1]!; edge++) {
        const other = others[edge]!;
        if (parts[other]! >= 0 || groups[other] !== groups[start]) continue;
        parts[other] = count;
        open.push(other);
      }
    }
    count++;
  }
  return parts;
}

/** Share of links within groups, less what their ends alone would give. */
function modularity(graph: BoardGraph, groups: Int32Array, resolution: number): number {
  const { offsets, others, weights, loops } = graph;
  const strength = strengths(graph);
  const all = strength.reduce((sum, each) => sum + each, 0);
  const ofGroup = new Map<number, number>();
  let within = 0;
  for (const [node, group] of groups.entries()) {
    ofGroup.set(group, (ofGroup.get(group) ?? 0) + strength[node]!);
    within += 2 * loops[node]!;
    for (let edge = offsets[node]!; edge < offsets[node + 1]!; edge++)
      if (groups[others[edge]!] === group) within += weights[edge]!;
  }
  const expected = [...ofGroup.values()].reduce((sum, each) => sum + (each / all) ** 2, 0);
  return within / all - resolution * expected;
}
