/**
 * Everything within some links of a set of entities, nearest first, with what was left out.
 *
 * **Source.** Breadth-first search by levels; hub policy after common practice in link analysis: an entity with more
 * links than the policy allows is shown, summarised, and not walked through.
 * **Input.** Start ids, hops 1 to 4, limits, filters. **Output.** Entities with their distance, links, and every cut.
 * **Limits.** `limit` bounds the entities, `perEntityLimit` the links asked of each, dated ones before undated ones; both
 * are reported where they bite.
 */
import { entityId } from '../model/ids.ts';
import type { Cut, LinkGraph, LinkedEntity } from '../model/links.ts';
import {
  otherEnd,
  type LinkEnds,
  type LinkFilter,
  type LinkSource,
  type StoredEntity,
  type StoredLink,
} from './neighbors.ts';

export interface ExpandOrder {
  readonly from: readonly number[];
  readonly hops: number;
  readonly limit: number;
  /** For one hop from one entity: its links passed over, the newest first. Nothing where nothing is said. */
  readonly skip?: number;
  readonly hubDegree: number;
  readonly perEntityLimit?: number;
  readonly filter?: LinkFilter;
}

/**
 * Links asked of one entity at most where more than one hop is, so that one node cannot fill the picture: the rest is
 * offered. For a single hop the limit on entities alone holds.
 */
const perEntityLimitDefault = 100;

export function perEntityLimitOf({ hops, limit, perEntityLimit }: ExpandOrder): number {
  return Math.min(perEntityLimit ?? (hops === 1 ? limit : perEntityLimitDefault), limit);
}

export async function expandHops(source: LinkSource, order: ExpandOrder): Promise<LinkGraph> {
  const { found, links, cut } = (await expandByDriver(source, order)) ?? (await expandByLevels(source, order));
  // Only what is shown is read whole.
  const shown = new Map((await source.links(links)).map((link) => [link.id, link]));
  return {
    from: order.from.filter((id) => found.has(id)).map((id) => entityId(found.get(id)!.entity.kind, id)),
    hops: order.hops,
    hubDegree: order.hubDegree,
    entities: [...found.values()].map(({ entity, hop }) => describeEntity(entity, hop)),
    links: links.flatMap((id) => shown.get(id) ?? []).map(describeLink),
    cut,
  };
}

interface Expansion {
  readonly found: ReadonlyMap<number, { readonly entity: StoredEntity; readonly hop: number }>;
  readonly links: readonly number[];
  readonly cut: Cut[];
}

/** By the loop of the driver, where it has one. */
async function expandByDriver(source: LinkSource, order: ExpandOrder): Promise<Expansion | null> {
  const walk = source.walkHops?.(order) ?? null;
  if (walk === null) return null;
  const hopOf = new Map(walk.entities.map((id, at) => [id, walk.hops[at]!]));
  const described = await source.describe(walk.entities);
  const found = new Map(described.map((entity) => [entity.id, { entity, hop: hopOf.get(entity.id)! }]));
  const cut = walk.cuts.map(({ id, ...each }) => ({
    ...each,
    byPredicate: { ...each.byPredicate },
    id: entityId(found.get(id)!.entity.kind, id),
  }));
  return { found, links: walk.links, cut };
}

/** Level by level, over the one question every driver answers. */
async function expandByLevels(source: LinkSource, order: ExpandOrder): Promise<Expansion> {
  const { hops, limit, hubDegree, skip = 0, filter = {} } = order;
  const perEntityLimit = perEntityLimitOf(order);
  const found = new Map<number, { entity: StoredEntity; hop: number }>();
  const links = new Map<number, LinkEnds>();
  const left: { id: number; reason: Cut['reason'] }[] = [];
  for (const entity of await source.describe(order.from)) found.set(entity.id, { entity, hop: 0 });
  let frontier = [...found.keys()];
  for (let hop = 1; hop <= hops && frontier.length > 0; hop++) {
    // Where the search starts is always opened; any other hub is shown and passed over.
    const open = frontier.filter((id) => hop === 1 || found.get(id)!.entity.links <= hubDegree);
    for (const id of frontier) if (!open.includes(id)) left.push({ id, reason: 'hub' });
    // One more than is shown: whether something is left out is seen, not reckoned from counts that know no filter.
    const reached = await source.nearest(open, filter, skip + perEntityLimit + 1);
    const byEntity = new Map<number, LinkEnds[]>(open.map((id) => [id, []]));
    for (const link of reached) {
      byEntity.get(link.subject)?.push(link);
      byEntity.get(link.object)?.push(link);
    }
    const fresh = new Set<number>();
    const room = () => limit - found.size - fresh.size;
    const kept: LinkEnds[] = [];
    for (const [id, of] of byEntity) {
      let shown = 0;
      const asked = of.slice(skip, skip + perEntityLimit);
      for (const link of asked) {
        const other = otherEnd(link, id);
        if (!found.has(other) && !fresh.has(other)) {
          if (room() <= 0) continue;
          fresh.add(other);
        }
        kept.push(link);
        shown++;
      }
      if (shown < asked.length) left.push({ id, reason: 'limit' });
      else if (skip > 0 || of.length > skip + perEntityLimit) left.push({ id, reason: 'limit-per-entity' });
    }
    for (const entity of await source.describe([...fresh])) found.set(entity.id, { entity, hop });
    for (const link of kept) if (found.has(link.subject) && found.has(link.object)) links.set(link.id, link);
    frontier = [...fresh].filter((id) => found.has(id));
  }
  return { found, links: [...links.keys()], cut: await describeCuts(source, { found, links, left, filter }) };
}

/** A hub may later be reached by its other neighbours: what counts is what the picture shows of it in the end. */
async function describeCuts(
  source: LinkSource,
  {
    found,
    links,
    left,
    filter,
  }: {
    found: ReadonlyMap<number, { entity: StoredEntity }>;
    links: ReadonlyMap<number, LinkEnds>;
    left: readonly { id: number; reason: Cut['reason'] }[];
    filter: LinkFilter;
  },
): Promise<Cut[]> {
  const shown = new Map<number, number>();
  for (const link of links.values()) {
    shown.set(link.subject, (shown.get(link.subject) ?? 0) + 1);
    shown.set(link.object, (shown.get(link.object) ?? 0) + 1);
  }
  const cuts = [];
  for (const { id, reason } of new Map(left.map((each) => [each.id, each])).values()) {
    const { entity } = found.get(id)!;
    const byPredicate = await source.countByPredicate(id, filter);
    const total = Object.values(byPredicate).reduce((sum, n) => sum + n, 0);
    if ((shown.get(id) ?? 0) >= total) continue;
    cuts.push({ id: entityId(entity.kind, id), reason, total, shown: shown.get(id) ?? 0, byPredicate });
  }
  return cuts;
}

export function describeEntity(entity: StoredEntity, hop: number): LinkedEntity {
  const { id, kind, label, links, firstSeen, lastSeen } = entity;
  return { id: entityId(kind, id), kind, label, hop, links, firstSeen, lastSeen };
}

export function describeLink(link: StoredLink): LinkGraph['links'][number] {
  const {
    id,
    subject,
    subjectKind,
    predicate,
    object,
    objectKind,
    from,
    to,
    basis,
    status,
    assertedBy,
    handling,
    source,
  } = link;
  return {
    id: String(id),
    subject: entityId(subjectKind, subject),
    predicate,
    object: entityId(objectKind, object),
    from,
    to,
    basis,
    status,
    assertedBy,
    source,
    ...(link.other ? { other: link.other } : {}),
    ...(link.description ? { description: link.description } : {}),
    ...(link.detail ? { detail: { ...link.detail } } : {}),
    ...(link.conflict ? { conflict: link.conflict, against: [...(link.against ?? [])] } : {}),
    handling: [...handling],
  };
}
