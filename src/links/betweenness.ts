/**
 * How many of the shortest chains between others run through each entity of a board.
 *
 * **Source.** Brandes, A Faster Algorithm for Betweenness Centrality, _Journal of Mathematical Sociology_ 25(2), 2001,
 * algorithm 1; each pair counted once, as its section 4 says of undirected graphs.
 * **Input.** A board's entities and links. **Output.** By entity its score: pairs of others, each weighed by the share of
 * their shortest chains that runs through it; and that as a share of all pairs there are. O(entities · edges).
 * **Limits.** 5,000 entities and 40,000 links. Links beside each other are one step. The score tells of the board as it is
 * drawn and of nothing beyond: whoever is better recorded lies between more.
 */
import { boardGraph, boardTooLarge, type BoardLinks, type BoardUndetermined } from './board-graph.ts';

export interface Betweenness {
  readonly kind: 'betweenness';
  /** Highest first, then by id. */
  readonly scores: { readonly id: number; readonly score: number; readonly shareOfPairs: number }[];
}

export function betweenness(board: BoardLinks): Betweenness | BoardUndetermined {
  const graph = boardGraph(board);
  if (graph === null) return boardTooLarge;
  const { ids, offsets, others } = graph;
  const count = ids.length;
  const score = new Float64Array(count);
  const distance = new Int32Array(count);
  const ways = new Float64Array(count);
  const reliance = new Float64Array(count);
  const order = new Int32Array(count);
  for (let start = 0; start < count; start++) {
    distance.fill(-1);
    ways.fill(0);
    reliance.fill(0);
    distance[start] = 0;
    ways[start] = 1;
    order[0] = start;
    let met = 1;
    for (let at = 0; at < met; at++) {
      const node = order[at]!;
      for (let edge = offsets[node]!; edge < offsets[node + 1]!; edge++) {
        const other = others[edge]!;
        if (distance[other]! < 0) {
          distance[other] = distance[node]! + 1;
          order[met++] = other;
        }
        if (distance[other] === distance[node]! + 1) ways[other]! += ways[node]!;
      }
    }
    for (let at = met - 1; at > 0; at--) {
      const node = order[at]!;
      for (let edge = offsets[node]!; edge < offsets[node + 1]!; edge++) {
        const before = others[edge]!;
        if (distance[before] === distance[node]! - 1)
          reliance[before]! += (ways[before]! / ways[node]!) * (1 + reliance[node]!);
      }
      // Each pair is met from both of its ends.
      score[node]! += reliance[node]! / 2;
    }
  }
  const pairs = ((count - 1) * (count - 2)) / 2;
  return {
    kind: 'betweenness',
    scores: ids
      .map((id, node) => ({ id, score: score[node]!, shareOfPairs: pairs > 0 ? score[node]! / pairs : 0 }))
      .sort((x, y) => y.score - x.score || x.id - y.id),
  };
}
