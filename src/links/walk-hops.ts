/**
 * Everything within some links of a set of entities, nearest first, from memory.
 *
 * **Source.** Breadth-first search by levels, by the rules of `expandHops`, which runs this loop where the graph is in memory: the
 * conformance suite holds it to the answers of asking level by level.
 * **Input.** What a reader sees; start ids, hops, limits, hub policy, filter, as `expandHops` takes them. **Output.** The
 * nodes with their distance and the ends of links in the order met, which `nameWalk` puts as ids, and every cut. O(ends
 * of the nodes opened).
 * **Limits.** Those of `expandHops`, and nothing is passed over (`skip`): `limit` bounds entities, `perEntityLimit` the links shown of each, hubs are not walked
 * through unless the walk starts there. Nodes
 * and ends are those of the reader until the next change of its overlay.
 */
import { perEntityLimitOf, type ExpandOrder } from './expand-hops.ts';
import { FoundNodes } from './found-nodes.ts';
import { IntList } from './int-list.ts';
import { EndBuffer, type LinkReader } from './link-reader.ts';
import type { EntityCut } from './neighbors.ts';
import { sideOf } from './packed-links.ts';

export interface HopWalk {
  /** Nodes in the order met, and the distance of each. */
  readonly nodes: Int32Array;
  readonly hops: Int32Array;
  /** For each link where one of its ends lies. */
  readonly places: Int32Array;
  readonly cuts: EntityCut[];
}

/** The same by ids. Looking up an id costs about as much as meeting the node did. */
export function nameWalk(reader: LinkReader, { nodes, places }: HopWalk): { entities: number[]; links: number[] } {
  return {
    entities: Array.from(nodes, (node) => reader.idOf(node)),
    links: Array.from(places, (place) => reader.linkIdAt(place)),
  };
}

/** How far down the row of a node its links were kept: not opened, all of it, or to a last end. */
const unopened = 0;
const whole = 1;
const cutShort = 2;

export function walkHops(reader: LinkReader, order: ExpandOrder): HopWalk {
  const { hops: hopsMax, limit, hubDegree, filter = {} } = order;
  const perEntityLimit = perEntityLimitOf(order);
  const sieve = reader.sieve(filter);
  const found = new FoundNodes();
  const hops = new IntList();
  const opened = new IntList();
  const lastKept = new Map<number, { readonly day: number; readonly link: number }>();
  const kept = new IntList();
  // By link, the two entities it ties, as they were numbered here.
  const pairs = new IntList();
  const left: { readonly index: number; readonly reason: EntityCut['reason'] }[] = [];
  const meet = (node: number, hop: number) => {
    hops.push(hop);
    opened.push(unopened);
    return found.add(node);
  };
  for (const id of order.from) {
    const node = reader.find(id);
    if (node >= 0 && found.indexOf(node) < 0) meet(node, 0);
  }
  const buffer = new EndBuffer();
  let levelStart = 0;
  for (let hop = 1; hop <= hopsMax && levelStart < found.count; hop++) {
    const levelEnd = found.count;
    if (hop > 1)
      for (let index = levelStart; index < levelEnd; index++)
        if (reader.isHub(found.nodes[index]!, hubDegree)) left.push({ index, reason: 'hub' });
    let nextHub = left.length;
    while (nextHub > 0 && left[nextHub - 1]!.index >= levelStart) nextHub--;
    const hubsEnd = left.length;
    for (let index = levelStart; index < levelEnd; index++) {
      if (hop > 1 && nextHub < hubsEnd && left[nextHub]!.index === index) {
        nextHub++;
        continue;
      }
      const node = found.nodes[index]!;
      const count = reader.readRow(node, sieve, perEntityLimit + 1, buffer);
      const within = Math.min(count, perEntityLimit);
      const { others, places } = buffer;
      let shown = 0;
      for (let at = 0; at < within; at++) {
        const other = others[at]!;
        let to = found.indexOf(other);
        if (to < 0) {
          if (found.count >= limit) continue;
          to = meet(other, hop);
        }
        shown++;
        if (isKept(index, to, places[at]!)) continue;
        kept.push(places[at]!);
        pairs.push(index);
        pairs.push(to);
      }
      if (count > perEntityLimit) {
        opened.values[index] = cutShort;
        const last = places[within - 1];
        if (last !== undefined && within > 0)
          lastKept.set(index, { day: reader.dayAt(last), link: reader.linkIdAt(last) });
      } else opened.values[index] = whole;
      if (shown < within) left.push({ index, reason: 'limit' });
      else if (count > perEntityLimit) left.push({ index, reason: 'limit-per-entity' });
    }
    levelStart = levelEnd;
  }

  /** Whether a link was kept before, from its other end: no list of links kept is looked through for it. */
  function isKept(index: number, to: number, place: number): boolean {
    if (to === index) return sideOf(reader.tagAt(place)) === 1;
    if (opened.values[to] !== cutShort) return opened.values[to] === whole;
    const last = lastKept.get(to);
    if (last === undefined) return false;
    const day = reader.dayAt(place);
    return day > last.day || (day === last.day && reader.linkIdAt(place) <= last.link);
  }

  return {
    nodes: found.nodes.subarray(0, found.count),
    hops: hops.values.subarray(0, hops.length),
    places: kept.values.subarray(0, kept.length),
    cuts: describeCuts(),
  };

  function describeCuts(): EntityCut[] {
    if (left.length === 0) return [];
    const shown = new Int32Array(found.count);
    for (let at = 0; at < pairs.length; at++) shown[pairs.values[at]!]!++;
    return left.flatMap(({ index, reason }): EntityCut[] => {
      const byPredicate = reader.countByPredicate(found.nodes[index]!, sieve);
      const total = Object.values(byPredicate).reduce((sum, n) => sum + n, 0);
      if (shown[index]! >= total) return [];
      return [{ id: reader.idOf(found.nodes[index]!), reason, total, shown: shown[index]!, byPredicate }];
    });
  }
}
