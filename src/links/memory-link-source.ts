/**
 * A driver in memory: how things hang together from the packed graph, what they are from the store.
 *
 * **Source.** The questions of `LinkSource`, answered in the order PostgreSQL answers them.
 * **Input.** What a reader sees, and what describes links and entities by their ids. **Output.** A `LinkSource`, over which
 * every traversal runs as it stands.
 * **Limits.** An entity of which the reader sees no link does not exist here. A link the graph has and the store no longer
 * describes is left out: the graph follows the store at a short distance.
 */
import { EndBuffer, type LinkReader } from './link-reader.ts';
import type { LinkDetails, LinkFilter, LinkSource, StoredEntity } from './neighbors.ts';
import type { LinkFacts } from './packed-links.ts';
import { newestFirst } from './read-neighbors.ts';

export function memoryLinkSource(reader: LinkReader, details: LinkDetails): LinkSource {
  const buffer = new EndBuffer();

  const describeLinks = async (found: ReadonlyMap<number, LinkFacts>) => {
    if (found.size === 0) return [];
    const ordered = [...found.values()].sort(newestFirst).map((facts) => facts.id);
    const byId = new Map((await details.links(ordered)).map((link) => [link.id, link]));
    return ordered.flatMap((id) => byId.get(id) ?? []);
  };
  /** With the links this reader sees in all. */
  const describe = async (nodes: ReadonlyMap<number, number>): Promise<StoredEntity[]> => {
    if (nodes.size === 0) return [];
    const entities = await details.describe([...nodes.keys()]);
    return entities.map((entity) => ({ ...entity, links: reader.degreeOf(nodes.get(entity.id)!) }));
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
      return (await describe(nodes)).sort((x, y) => y.links - x.links || x.id - y.id);
    },
    async among(ids, filter) {
      const nodes = nodesOf(ids);
      return describeLinks(readLinks(nodes, filter, Infinity, new Set(nodes.values())));
    },
    describe: async (ids) => describe(nodesOf(ids)),
    entries: (records) => details.entries(records),
    async countByPredicate(id, filter) {
      const node = reader.find(id);
      return node < 0 ? {} : { ...reader.countByPredicate(node, reader.sieve(filter)) };
    },
  };
}
