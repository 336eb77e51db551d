/**
 * All shortest chains of links between two entities, from memory.
 *
 * **Source.** Bidirectional breadth-first search by levels (Pohl 1971), by the rules of `shortestPaths`, which runs this loop where
 * the graph is in memory: the conformance suite holds it to the answers of asking level by level.
 * **Input.** What a reader sees; two ids, limits, hub policy, filter. **Output.** The paths as ids, in the order of
 * `shortestPaths`; hubs met that no path was led through, with their degree, most links first; whether the search gave up.
 * Null where the reader may not see one of the two. O(ends of the nodes opened).
 * **Limits.** Those of `shortestPaths`: no longer than `lengthMax`, and after the level on which more than `searchedMax`
 * entities were met it stops with what it knows.
 */
import { FoundNodes } from './found-nodes.ts';
import { IntList } from './int-list.ts';
import type { FoundPaths } from './neighbors.ts';
import { EndBuffer, type LinkReader } from './link-reader.ts';
import type { LinkSieve } from './link-sieve.ts';
import { lengthMaxDefault, searchedMaxDefault, type PathOrder } from './shortest-paths.ts';

/** What one side of the search has met: the depth of each node, and by which nodes of the level before it was reached. */
class WalkSide {
  readonly found = new FoundNodes();
  readonly #depths = new IntList();
  /** By node, its newest entry in the list of parents, plus one. */
  readonly #firstParent = new IntList();
  readonly #parents = new IntList();
  readonly #nextParent = new IntList();
  depth = 0;
  /** Nodes of the last level that are walked on from, as they were numbered here. */
  frontier: number[] = [];

  constructor(start: number) {
    this.frontier.push(this.#meet(start));
  }

  /** Takes one level in; gives those met for the first time, as they were numbered here. */
  advance(reader: LinkReader, sieve: LinkSieve, buffer: EndBuffer): number[] {
    this.depth++;
    const fresh: number[] = [];
    for (const from of this.frontier) {
      const count = reader.readRow(this.found.nodes[from]!, sieve, Infinity, buffer);
      for (let at = 0; at < count; at++) {
        const other = buffer.others[at]!;
        let to = this.found.indexOf(other);
        if (to < 0) fresh.push((to = this.#meet(other)));
        else if (this.#depths.values[to] !== this.depth) continue;
        this.#addParent(to, from);
      }
    }
    return fresh;
  }

  parentsOf(index: number): number[] {
    const parents = [];
    for (let at = this.#firstParent.values[index]!; at > 0; at = this.#nextParent.values[at - 1]!)
      parents.push(this.#parents.values[at - 1]!);
    return parents;
  }

  #meet(node: number): number {
    this.#depths.push(this.depth);
    this.#firstParent.push(0);
    return this.found.add(node);
  }

  #addParent(of: number, parent: number): void {
    // Links beside each other give one way.
    const newest = this.#firstParent.values[of]!;
    if (newest > 0 && this.#parents.values[newest - 1] === parent) return;
    this.#parents.push(parent);
    this.#nextParent.push(newest);
    this.#firstParent.values[of] = this.#parents.length;
  }
}

export function walkPaths(reader: LinkReader, order: PathOrder): FoundPaths | null {
  const { limit, hubDegree, filter = {}, lengthMax = lengthMaxDefault, searchedMax = searchedMaxDefault } = order;
  const start = reader.find(order.from);
  const goal = reader.find(order.to);
  if (start < 0 || goal < 0) return null;
  const sieve = reader.sieve(filter);
  const buffer = new EndBuffer();
  const a = new WalkSide(start);
  const b = new WalkSide(goal);
  const hubs = new Map<number, number>();
  let gaveUp = false;
  let meeting = start === goal ? [start] : [];
  while (meeting.length === 0 && a.depth + b.depth < lengthMax && a.frontier.length > 0 && b.frontier.length > 0) {
    const [side, other] = a.frontier.length <= b.frontier.length ? [a, b] : [b, a];
    const fresh = side.advance(reader, sieve, buffer);
    const met = fresh.filter((index) => other.found.indexOf(side.found.nodes[index]!) >= 0);
    const last = a.depth + b.depth === lengthMax;
    for (const index of last ? met : fresh) {
      const node = side.found.nodes[index]!;
      if (node !== start && node !== goal && reader.isHub(node, hubDegree)) hubs.set(node, reader.degreeOf(node));
    }
    meeting = met.map((index) => side.found.nodes[index]!).filter((node) => !hubs.has(node));
    if (meeting.length > 0 || last) break;
    side.frontier = hubs.size === 0 ? fresh : fresh.filter((index) => !hubs.has(side.found.nodes[index]!));
    if (a.found.count + b.found.count > searchedMax) {
      gaveUp = true;
      break;
    }
  }
  return {
    ...joinPaths(reader, a, b, meeting, limit),
    hubs: [...hubs]
      .map(([node, links]) => ({ id: reader.idOf(node), links }))
      .sort((x, y) => y.links - x.links || x.id - y.id),
    gaveUp,
    searched: a.found.count + b.found.count,
  };
}

/** Every way down each side's parents from the meeting nodes, put end to end, smaller ids first. */
function joinPaths(reader: LinkReader, a: WalkSide, b: WalkSide, meeting: readonly number[], limit: number) {
  const paths: number[][] = [];
  const byId = meeting.map((node) => ({ node, id: reader.idOf(node) })).sort((x, y) => x.id - y.id);
  for (const { node } of byId) {
    const rights = waysToStart(reader, b, b.found.indexOf(node), limit + 1);
    for (const left of waysToStart(reader, a, a.found.indexOf(node), limit + 1)) {
      for (const right of rights) {
        if (paths.length === limit) return { paths, more: true };
        paths.push([...left.toReversed(), ...right.slice(1)]);
      }
    }
  }
  return { paths, more: false };
}

function waysToStart(reader: LinkReader, side: WalkSide, index: number, limit: number): number[][] {
  const id = reader.idOf(side.found.nodes[index]!);
  const parents = side.parentsOf(index).map((parent) => ({ parent, id: reader.idOf(side.found.nodes[parent]!) }));
  if (parents.length === 0) return [[id]];
  const ways: number[][] = [];
  for (const { parent } of parents.sort((x, y) => x.id - y.id)) {
    for (const way of waysToStart(reader, side, parent, limit - ways.length)) ways.push([id, ...way]);
    if (ways.length >= limit) break;
  }
  return ways;
}
