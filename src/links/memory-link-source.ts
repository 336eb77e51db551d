/**
 * A driver in memory: how things hang together from the packed graph, what they are from the store.
 *
 * **Source.** The questions of `LinkSource`, answered in the order PostgreSQL answers them.
 * **Input.** What a reader sees, and what describes links and entities by their ids. **Output.** A `LinkSource`, over which
 * every traversal runs as it stands.
 * **Limits.** Which entities there are is for the store to say: one without links is described, with none. A link the graph
 * has and the store does not describe is left out.
 */
import { EndBuffer, type LinkReader } from './link-reader.ts';
import type { LinkDetails, LinkFilter, LinkSource, StoredEntity } from './neighbors.ts';
import type { LinkFacts } from './packed-links.ts';
import { newestFirst } from './read-neighbors.ts';
import { nameWalk, walkHops } from './walk-hops.ts';
import { walkPaths } from './walk-paths.ts';

export function memoryLinkSource(reader: LinkReader, details: LinkDetails): LinkSource {
  const buffer = new EndBuffer();

  const describeLinks = async (found: ReadonlyMap<number, LinkFacts>) => {
    if (found.size === 0) return [];
    const ordered = [...found.values()].sort(newestFirst).map((facts) => facts.id);
    const byId = new Map((await details.links(ordered)).map((link) => [link.id, link]));
    return ordered.flatMap((id) => byId.get(id) ?? []);
  };
  /** With the links this reader sees in all. */
  const describe = async (ids: readonly number[]): Promise<StoredEntity[]> => {
    if (ids.length === 0) return [];
    return (await details.describe(ids)).map((entity) => {
      const node = reader.find(entity.id);
      return { ...entity, links: node < 0 ? 0 : reader.degreeOf(node) };
    });
  };
  const nodesOf = (ids: readonly number[]) =>
    new Map(ids.map((id) => [id, reader.find(id)] as const).filter(([, node]) => node >= 0));

  /** Links in the first ends of some rows. */
  const readLinks = (
    nodes: ReadonlyMap<number, number>,
    filter: LinkFilter,
    most: number,
    only?: ReadonlySet<number>,
  ) => {
    const sieve = reader.sieve(filter);
    const found = new Map<number, LinkFacts>();
    for (const node of nodes.values()) {
      const count = reader.readRow(node, sieve, most, buffer);
      for (let at = 0; at < count; at++) {
        if (only !== undefined && !only.has(buffer.others[at]!)) continue;
        const facts = reader.factsAt(node, buffer.places[at]!);
        found.set(facts.id, facts);
      }
    }
    return found;
  };

  return {
    async neighbors(ids, filter, perEntityLimit) {
      return describeLinks(readLinks(nodesOf(ids), filter, perEntityLimit));
    },
    async nearest(ids, filter, perEntityLimit) {
      return [...readLinks(nodesOf(ids), filter, perEntityLimit).values()]
        .sort(newestFirst)
        .map(({ id, subject, object }) => ({ id, subject, object }));
    },
    links: (ids) => details.links(ids),
    async adjacent(ids, filter) {
      const sieve = reader.sieve(filter);
      return [...nodesOf(ids)].flatMap(([id, node]): [number, number[]][] => {
        const count = reader.readRow(node, sieve, Infinity, buffer);
        const others = new Set(buffer.others.subarray(0, count));
        return others.size === 0 ? [] : [[id, Array.from(others, (other) => reader.idOf(other))]];
      });
    },
    async hubs(ids, degree) {
      const nodes = nodesOf(ids);
      for (const [id, node] of nodes) if (!reader.isHub(node, degree)) nodes.delete(id);
      return (await describe([...nodes.keys()])).sort((x, y) => y.links - x.links || x.id - y.id);
    },
    async among(ids, filter) {
      const nodes = nodesOf(ids);
      return describeLinks(readLinks(nodes, filter, Infinity, new Set(nodes.values())));
    },
    describe,
    entries: (records) => details.entries(records),
    async countByPredicate(id, filter) {
      const node = reader.find(id);
      return node < 0 ? {} : { ...reader.countByPredicate(node, reader.sieve(filter)) };
    },
    walkHops(order) {
      // What has no links is not in the graph, and may be in the store all the same.
      if ((order.skip ?? 0) > 0 || order.from.some((id) => reader.find(id) < 0)) return null;
      const walk = walkHops(reader, order);
      return { ...nameWalk(reader, walk), hops: walk.hops, cuts: walk.cuts };
    },
    walkPaths: (order) => walkPaths(reader, order),
  };
}
