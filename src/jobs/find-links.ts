import type pg from 'pg';
import { commonNeighbors } from '../links/common-neighbors.ts';
import { expandHops } from '../links/expand-hops.ts';
import { looplessPaths } from '../links/loopless-paths.ts';
import { memoryLinkSource } from '../links/memory-link-source.ts';
import type { LinkFilter, LinkSource } from '../links/neighbors.ts';
import { shortestPaths } from '../links/shortest-paths.ts';
import { weighedLinks } from '../links/weighed-links.ts';
import { entityId, type EntityId } from '../model/ids.ts';
import type { Chains, CommonNeighbors, LinkGraph, Paths } from '../model/links.ts';
import type { EntityKind } from '../model/tables.ts';
import { postgresLinkSource } from '../store/link-source.ts';
import { findEntities, followMerges } from '../store/search.ts';
import { kindsSeen } from '../store/seen-entities.ts';
import type { LinkFollower } from './follow-links.ts';
import { loadHubPolicy } from './load-hub-policy.ts';
import { seenLabels } from './seen-labels.ts';

/** An id asked for that names nothing, or names something of another kind. */
export interface UnknownId {
  readonly asked: EntityId;
  /** The id of what has that number, where something has. */
  readonly is: EntityId | null;
}

/**
 * Those of some ids that name nothing: an id is its kind and its number, and both must be right. What only records with
 * one of the `hidden` handling tags speak of is nothing.
 */
export async function unknownIds(
  client: pg.ClientBase,
  agencyId: number,
  ids: readonly { readonly kind: EntityKind; readonly number: number }[],
  hidden: readonly string[] = [],
): Promise<UnknownId[]> {
  const numbers = ids.map((id) => id.number);
  const kinds =
    hidden.length > 0
      ? await kindsSeen(client, agencyId, numbers, hidden)
      : new Map([...(await findEntities(client, agencyId, numbers))].map(([id, entity]) => [id, entity.kind]));
  return ids.flatMap(({ kind, number }) => {
    const is = kinds.get(number);
    if (is === kind) return [];
    return [{ asked: entityId(kind, number), is: is === undefined ? null : entityId(is, number) }];
  });
}

/** The unknown ids in a sentence each. */
export function describeUnknownIds(unknown: readonly UnknownId[]): string {
  return unknown
    .map(({ asked, is }) =>
      is === null ? `There is no ${asked}.` : `There is no ${asked}; the number is that of ${is}.`,
    )
    .join(' ');
}

/** How links are read: what the reader may not see of them, and where else than in the store they lie. */
export interface LinkView {
  /** Handling tags: a link with one of them leaves no trace in an answer. */
  readonly hidden?: readonly string[] | undefined;
  /** The links in memory, where there are any: asked first, with the same answer. */
  readonly follower?: LinkFollower | null | undefined;
}

/** The links in the store as they are without what is hidden, entities named by what is seen. */
export function seenLinkSource(client: pg.ClientBase, agencyId: number, hidden: readonly string[]): LinkSource {
  const stored = postgresLinkSource(client, agencyId, hidden);
  if (hidden.length === 0) return stored;
  return {
    ...stored,
    hubs: async (ids, degree) => seenLabels(client, agencyId, await stored.hubs(ids, degree), hidden),
    describe: async (ids) => seenLabels(client, agencyId, await stored.describe(ids), hidden),
  };
}

/** Answers from memory where the graph there is as new as the transaction, else from the store. */
async function fromLinks<T>(
  client: pg.ClientBase,
  agencyId: number,
  { hidden = [], follower }: LinkView,
  work: (source: LinkSource) => Promise<T>,
): Promise<T> {
  const named = seenLinkSource(client, agencyId, hidden);
  const held = (await follower?.hold(client)) ?? null;
  if (held === null) return work(weighedLinks(named));
  try {
    return await work(weighedLinks(memoryLinkSource(held.reader(hidden), named)));
  } finally {
    held.release();
  }
}

/** The same, with the hub policy of the question or of the city, which the answer then says. */
async function underPolicy<Answer extends object | null>(
  client: pg.ClientBase,
  agencyId: number,
  view: LinkView & { readonly hubDegree?: number | undefined },
  work: (source: LinkSource, hubDegree: number) => Promise<Answer>,
): Promise<Answer> {
  const rule = await loadHubPolicy(client, agencyId, view.hubDegree);
  const answer = await fromLinks(client, agencyId, view, (source) => work(source, rule.hubDegree));
  return answer && { ...answer, ...rule };
}

export interface LinksOrder extends LinkView {
  readonly from: readonly number[];
  readonly hops: number;
  readonly limit?: number | undefined;
  /** Links of the one entity passed over, the newest first: those after them are asked for. */
  readonly skip?: number | undefined;
  readonly hubDegree?: number | undefined;
  readonly filter?: LinkFilter | undefined;
}

/** What is tied to some entities, or to what they were merged into, within a number of hops. */
export async function findLinks(client: pg.ClientBase, agencyId: number, order: LinksOrder): Promise<LinkGraph> {
  const from = [...new Set(await followMerges(client, agencyId, order.from))];
  const { hops, limit = 200, skip = 0, filter = {} } = order;
  return underPolicy(client, agencyId, order, (source, hubDegree) =>
    expandHops(source, { from, hops, limit, skip, hubDegree, filter }),
  );
}

export interface PathsOrder extends LinkView {
  readonly from: number;
  readonly to: number;
  readonly limit?: number | undefined;
  readonly hubDegree?: number | undefined;
  readonly filter?: LinkFilter | undefined;
}

/** All shortest paths between two entities, or what they were merged into; null where one of them does not exist. */
export async function findPaths(client: pg.ClientBase, agencyId: number, order: PathsOrder): Promise<Paths | null> {
  const [from, to] = await followMerges(client, agencyId, [order.from, order.to]);
  const { limit = 10, filter = {} } = order;
  return underPolicy(client, agencyId, order, (source, hubDegree) =>
    shortestPaths(source, { from: from!, to: to!, limit, hubDegree, filter }),
  );
}

export interface ChainsOrder extends LinkView {
  readonly from: number;
  readonly to: number;
  /** How many. */
  readonly count: number;
  readonly hubDegree?: number | undefined;
  readonly filter?: LinkFilter | undefined;
}

/** The shortest paths between two entities and the next longer ones; null where one of them does not exist. */
export async function findChains(client: pg.ClientBase, agencyId: number, order: ChainsOrder): Promise<Chains | null> {
  const [from, to] = await followMerges(client, agencyId, [order.from, order.to]);
  const { count, filter = {} } = order;
  return underPolicy(client, agencyId, order, (source, hubDegree) =>
    looplessPaths(source, { from: from!, to: to!, count, hubDegree, filter }),
  );
}

export interface CommonNeighborsOrder extends LinkView {
  readonly ids: readonly number[];
  /** To how many of them at least; all where nothing is said. */
  readonly tiedToMin?: number | undefined;
  readonly limit?: number | undefined;
  readonly hubDegree?: number | undefined;
  readonly filter?: LinkFilter | undefined;
}

/** What two or more entities are all tied to. */
export async function findCommonNeighbors(
  client: pg.ClientBase,
  agencyId: number,
  order: CommonNeighborsOrder,
): Promise<CommonNeighbors> {
  const ids = await followMerges(client, agencyId, order.ids);
  const { tiedToMin, limit = 200, filter = {} } = order;
  return underPolicy(client, agencyId, order, (source, hubDegree) =>
    commonNeighbors(source, { ids, ...(tiedToMin === undefined ? {} : { tiedToMin }), limit, hubDegree, filter }),
  );
}
