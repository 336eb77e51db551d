/**
 * What two or more entities are both tied to.
 *
 * **Source.** Set intersection of neighbourhoods.
 * **Input.** Two ids or more, to how many of them a neighbour must be tied, limits, hub policy, filter. **Output.** The
 * neighbours, those tied to most first, then those with fewest links, then by id; the links that tie them; how many there
 * are; and every hub that is one. O(neighbours of those asked).
 * **Limits.** Hubs are no bridges: one that ties those asked is a cut, not an answer. Those asked are never given as
 * neighbours of one another.
 */
import { entityId } from '../model/ids.ts';
import type { CommonNeighbors } from '../model/links.ts';
import { describeEntity, describeLink } from './expand-hops.ts';
import type { LinkFilter, LinkSource } from './neighbors.ts';

export interface CommonOrder {
  readonly ids: readonly number[];
  /** To how many of them at least; all where nothing is said. */
  readonly tiedToMin?: number;
  readonly limit: number;
  readonly hubDegree: number;
  readonly filter?: LinkFilter;
}

export async function commonNeighbors(source: LinkSource, order: CommonOrder): Promise<CommonNeighbors> {
  const { limit, hubDegree, filter = {} } = order;
  const asked = await source.describe([...new Set(order.ids)]);
  const nameOf = new Map(asked.map(({ id, kind }) => [id, entityId(kind, id)]));
  const tiedToMin = Math.max(2, order.tiedToMin ?? asked.length);
  const tiedTo = new Map<number, number[]>();
  const adjacent = new Map(await source.adjacent([...nameOf.keys()], filter));
  for (const id of nameOf.keys()) {
    for (const other of adjacent.get(id) ?? []) {
      const ties = tiedTo.get(other);
      if (ties === undefined) tiedTo.set(other, [id]);
      else ties.push(id);
    }
  }
  const tied = [...tiedTo].filter(([id, ties]) => ties.length >= tiedToMin && !nameOf.has(id)).map(([id]) => id);
  const hubs = await source.hubs(tied, hubDegree);
  const closed = new Set(hubs.map((hub) => hub.id));
  const found = (await source.describe(tied.filter((id) => !closed.has(id)))).sort(
    (x, y) => tiedTo.get(y.id)!.length - tiedTo.get(x.id)!.length || x.links - y.links || x.id - y.id,
  );
  const shown = found.slice(0, limit);
  const bridges = new Set(shown.map((entity) => entity.id));
  const links = bridges.size === 0 ? [] : await source.among([...nameOf.keys(), ...bridges], filter);
  return {
    from: [...nameOf.values()],
    ends: asked.map((entity) => describeEntity(entity, 0)),
    entities: shown.map((entity) => ({
      entity: describeEntity(entity, 1),
      tiedTo: tiedTo.get(entity.id)!.map((id) => nameOf.get(id)!),
    })),
    total: found.length,
    links: links
      .filter(({ subject, object }) => bridges.has(subject) !== bridges.has(object))
      .map((link) => describeLink(link)),
    cut: hubs.map(({ id, kind, label, links: total }) => ({
      id: entityId(kind, id),
      reason: 'hub',
      total,
      shown: 0,
      byPredicate: {},
      label,
    })),
    hubDegree,
  };
}
