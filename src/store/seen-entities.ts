import type pg from 'pg';
import type { StoredEntity } from '../links/neighbors.ts';
import { datingPredicates } from '../model/links.ts';
import type { EntityKind } from '../model/tables.ts';

// Entities as a reader knows them to whom records with some handling tags are hidden: told by the other records alone.

/** Handling of a record under an alias: its own, or that of its source. */
export const handlingOf = (record: string) => `coalesce(${record}.handling, (
  select src.handling from flashlight.source src where src.agency_id = ${record}.agency_id and src.source_id = ${record}.source_id))`;

/** Observations `o` of records that are seen; hidden tags are $3. */
const seenObservations = `flashlight.observation_of o
  join flashlight.record r on r.agency_id = o.agency_id and r.record_id = o.record_id and not ${handlingOf('r')} && $3::text[]`;

/**
 * Entities of which a record that is seen speaks, in any order: links counted and days taken as if there were no other
 * records. The label is that of the store, which hidden records may have a part in.
 */
export async function describeSeen(
  client: pg.ClientBase,
  agencyId: number,
  ids: readonly number[],
  hidden: readonly string[],
): Promise<StoredEntity[]> {
  const links = (end: string) => `flashlight.link l where l.agency_id = $1 and l.${end} = e.entity_id
    and l.status = 'ACTIVE' and not l.handling && $3::text[]`;
  const dating = (end: string) => `select l.valid_from, true from ${links(end)} and l.predicate = any($4)`;
  const { rows } = await client.query<StoredEntity>({
    name: 'describe-seen',
    text: `select e.entity_id as id, e.kind, e.label,
                  ((select count(*) from ${links('subject_id')}) + (select count(*) from ${links('object_id')}))::bigint as links,
                  told.first as "firstSeen", told.last as "lastSeen"
             from flashlight.entity e
             cross join lateral (
               select case when bool_or(spoken) then min(day) filter (where spoken) else min(day) end as first,
                      case when bool_or(spoken) then max(day) filter (where spoken) else max(day) end as last
                 from (select o.seen_on as day, o.status = 'ACTIVE' as spoken from ${seenObservations}
                        where o.agency_id = $1 and o.entity_id = e.entity_id
                       union all ${dating('subject_id')} union all ${dating('object_id')}) days) told
            where e.agency_id = $1 and e.entity_id = any($2::bigint[])
              and exists (select 1 from ${seenObservations} where o.agency_id = $1 and o.entity_id = e.entity_id)`,
    values: [agencyId, ids, hidden, datingPredicates],
  });
  return rows;
}

/** What some numbers are, for this reader: those that a seen record gave, whatever they were merged into since. */
export async function kindsSeen(
  client: pg.ClientBase,
  agencyId: number,
  ids: readonly number[],
  hidden: readonly string[],
): Promise<Map<number, EntityKind>> {
  const { rows } = await client.query<{ id: number; kind: EntityKind }>({
    name: 'kinds-seen',
    // An entity has the number of its oldest observation; it may be that of a hidden record, where others speak of it.
    text: `select e.entity_id as id, e.kind from flashlight.entity e
            where e.agency_id = $1 and e.entity_id = any($2::bigint[])
              and exists (select 1 from ${seenObservations}
                           where o.agency_id = $1 and (o.entity_id = e.entity_id or (e.merged_into is not null
                                 and o.record_id = e.entity_id / 64 and o.ordinal = e.entity_id % 64)))`,
    values: [agencyId, ids, hidden],
  });
  return new Map(rows.map((row) => [row.id, row.kind]));
}

/** Observations in the records that are seen of those entities of which hidden records speak as well, oldest first. */
export async function seenObservationsOfShared(
  client: pg.ClientBase,
  agencyId: number,
  ids: readonly number[],
  hidden: readonly string[],
): Promise<{ entity: number; kind: EntityKind; record: number; ordinal: number; feed: string; inForce: boolean }[]> {
  const { rows } = await client.query<{
    entity: number;
    kind: EntityKind;
    record: number;
    ordinal: number;
    feed: string;
    inForce: boolean;
  }>({
    name: 'seen-observations-of-shared',
    text: `select o.entity_id as entity, o.kind, o.record_id as record, o.ordinal, s.feed, o.status = 'ACTIVE' as "inForce"
             from ${seenObservations} join flashlight.source s on s.agency_id = r.agency_id and s.source_id = r.source_id
            where o.agency_id = $1 and o.entity_id = any($2::bigint[]) and exists (
                  select 1 from flashlight.observation_of h
                    join flashlight.record r on r.agency_id = h.agency_id and r.record_id = h.record_id and ${handlingOf('r')} && $3::text[]
                   where h.agency_id = $1 and h.entity_id = o.entity_id)
            order by o.record_id, o.ordinal`,
    values: [agencyId, ids, hidden],
  });
  return rows;
}
