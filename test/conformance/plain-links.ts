import type { EntityCut, LinkDetails, LinkFilter, LinkSource, NeighborsOrder } from '../../src/links/neighbors.ts';
import { entitiesOf, type MadeLink } from './made-links.ts';

// The plainest driver there can be: every question looks through every link. What it says is right because it can be read.

const within = (filter: LinkFilter) => (link: MadeLink) =>
  (filter.history === true || link.status === 'ACTIVE') &&
  (filter.predicates === undefined || filter.predicates.includes(link.predicate)) &&
  (filter.since === undefined || link.from === null || link.from >= filter.since) &&
  (filter.until === undefined || link.from === null || link.from <= filter.until);

/** Newest first, undated last, then by id. */
const inOrder = (links: readonly MadeLink[]) =>
  links.toSorted((a, b) => {
    if (a.from !== b.from) return a.from === null ? 1 : b.from === null ? -1 : a.from > b.from ? -1 : 1;
    return a.id - b.id;
  });

/** The ends of an entity, in order: a link to itself has two. */
const endsOf = (links: readonly MadeLink[], id: number) =>
  inOrder(links).flatMap((link) => [link.subject, link.object].filter((end) => end === id).map(() => link));

const count = (links: readonly MadeLink[]) => {
  const byPredicate: Record<string, number> = {};
  for (const { predicate } of links) byPredicate[predicate] = (byPredicate[predicate] ?? 0) + 1;
  return byPredicate;
};

/** The primitive, straight from what it promises. */
export function plainNeighbors(links: readonly MadeLink[], order: NeighborsOrder) {
  const asked = links.filter(within(order.filter ?? {}));
  const known = new Set(links.flatMap((link) => [link.subject, link.object]));
  const ids = [...new Set(order.ids)].filter((id) => known.has(id));
  const degree = (id: number) =>
    endsOf(
      links.filter((link) => link.status === 'ACTIVE'),
      id,
    ).length;
  const hubs = ids.filter((id) => degree(id) > order.hubDegree);
  const shown = inOrder([
    ...new Set(
      ids.filter((id) => !hubs.includes(id)).flatMap((id) => endsOf(asked, id).slice(0, order.perEntityLimit)),
    ),
  ]);
  const cuts = ids.flatMap((id): EntityCut[] => {
    const total = endsOf(asked, id);
    const shownOf = endsOf(shown, id).length;
    if (total.length === shownOf) return [];
    if (hubs.includes(id))
      return [{ id, reason: 'hub', total: total.length, shown: shownOf, byPredicate: count(total) }];
    return [{ id, reason: 'limit-per-entity', total: total.length, shown: shownOf, byPredicate: count(total) }];
  });
  return { links: shown, cuts };
}

export function plainDetails(links: readonly MadeLink[]): LinkDetails {
  const entities = entitiesOf(links);
  return {
    links: async (ids) => links.filter((link) => ids.includes(link.id)),
    describe: async (ids) => [...new Set(ids)].flatMap((id) => entities.get(id) ?? []),
    entries: async () => [],
  };
}

export function plainLinkSource(links: readonly MadeLink[]): LinkSource {
  const { describe, entries, links: byId } = plainDetails(links);
  const first = async (ids: readonly number[], filter: LinkFilter, perEntityLimit: number) => {
    const asked = links.filter(within(filter));
    return inOrder([...new Set(ids.flatMap((id) => endsOf(asked, id).slice(0, perEntityLimit)))]);
  };
  return {
    describe,
    entries,
    links: byId,
    neighbors: first,
    nearest: first,
    async adjacent(ids, filter) {
      const asked = links.filter(within(filter));
      return ids.map((id) => [
        id,
        [...new Set(endsOf(asked, id).map((link) => (link.subject === id ? link.object : link.subject)))],
      ]);
    },
    async hubs(ids, degree) {
      const found = (await describe(ids)).filter((entity) => entity.links > degree);
      return found.sort((a, b) => b.links - a.links || a.id - b.id);
    },
    async among(ids, filter) {
      return inOrder(links.filter((link) => ids.includes(link.subject) && ids.includes(link.object))).filter(
        within(filter),
      );
    },
    countByPredicate: async (id, filter) => count(endsOf(links.filter(within(filter)), id)),
  };
}
