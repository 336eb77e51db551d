import type pg from 'pg';
import { expandHops } from '../links/expand-hops.ts';
import type { LinkFilter } from '../links/neighbors.ts';
import { shortestPaths } from '../links/shortest-paths.ts';
import { weighedLinks } from '../links/weighed-links.ts';
import { entityId, type EntityId } from '../model/ids.ts';
import type { LinkGraph, Paths } from '../model/links.ts';
import type { EntityKind } from '../model/tables.ts';
import { postgresLinkSource } from '../store/link-source.ts';
import { findEntities, followMerges } from '../store/search.ts';

/** Entities with more links than this are shown and not walked through, unless asked otherwise. */
export const hubDegreeDefault = 1000;

/** An id asked for that names nothing, or names something of another kind. */
export interface UnknownId {
  readonly asked: EntityId;
  /** The id of what has that number, where something has. */
  readonly is: EntityId | null;
}

/** Those of some ids that name nothing: an id is its kind and its number, and both must be right. */
export async function unknownIds(
  client: pg.ClientBase,
  agencyId: number,
  ids: readonly { readonly kind: EntityKind; readonly number: number }[],
): Promise<UnknownId[]> {
  const found = await findEntities(
    client,
    agencyId,
    ids.map((id) => id.number),
  );
  return ids.flatMap(({ kind, number }) => {
    const entity = found.get(number);
    if (entity?.kind === kind) return [];
    return [{ asked: entityId(kind, number), is: entity ? entityId(entity.kind, number) : null }];
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

export interface LinksOrder {
  readonly from: readonly number[];
  readonly hops: number;
  readonly limit?: number | undefined;
  readonly hubDegree?: number | undefined;
  readonly filter?: LinkFilter | undefined;
}

/** What is tied to some entities, or to what they were merged into, within a number of hops. */
export async function findLinks(client: pg.ClientBase, agencyId: number, order: LinksOrder): Promise<LinkGraph> {
  return expandHops(weighedLinks(postgresLinkSource(client, agencyId)), {
    from: [...new Set(await followMerges(client, agencyId, order.from))],
    hops: order.hops,
    limit: order.limit ?? 200,
    hubDegree: order.hubDegree ?? hubDegreeDefault,
    filter: order.filter ?? {},
  });
}

export interface PathsOrder {
  readonly from: number;
  readonly to: number;
  readonly limit?: number | undefined;
  readonly hubDegree?: number | undefined;
  readonly filter?: LinkFilter | undefined;
}

/** All shortest paths between two entities, or what they were merged into; null where one of them does not exist. */
export async function findPaths(client: pg.ClientBase, agencyId: number, order: PathsOrder): Promise<Paths | null> {
  const [from, to] = await followMerges(client, agencyId, [order.from, order.to]);
  return shortestPaths(weighedLinks(postgresLinkSource(client, agencyId)), {
    from: from!,
    to: to!,
    limit: order.limit ?? 10,
    hubDegree: order.hubDegree ?? hubDegreeDefault,
    filter: order.filter ?? {},
  });
}
