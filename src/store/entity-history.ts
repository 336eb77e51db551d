import type pg from 'pg';
import { markColumns } from '../model/mark-columns.ts';
import { observationTables, type TableName } from '../model/tables.ts';
import { countLinks } from './linking.ts';

/**
 * Joins to `own`, which has records of agency $1: `o`, their older versions that the same import brought, without a day that
 * says which came later. Their file contradicts itself.
 */
export const sameFileJoins = `join flashlight.record n on n.agency_id = $1 and n.record_id = own.record_id and n.version > 1
  join flashlight.record o on o.agency_id = $1 and o.source_id = n.source_id and o.natural_key = n.natural_key
   and o.version < n.version and o.run_id = n.run_id and o.state_on is not distinct from n.state_on`;

/** What linking must know of entities that are there already: what they said, what holds them apart, what is superseded. */

/**
 * What the observations of some entities say in some columns, each thing once, and whether a superseded version said it.
 */
export async function saidOfEntities(
  client: pg.ClientBase,
  agencyId: number,
  table: TableName,
  columns: readonly string[],
  entities: readonly number[],
): Promise<{ entity: number; superseded: boolean; values: Record<string, unknown> }[]> {
  if (entities.length === 0) return [];
  const { rows } = await client.query<{ said_entity: number; said_before: boolean } & Record<string, unknown>>({
    name: `said-in-${table}-${columns.length}`,
    text: `select distinct o.entity_id as said_entity, o.status = 'SUPERSEDED' as said_before, ${columns.map((column) => `t.${column}`).join(', ')}
             from flashlight.observation_of o
             join flashlight.${table} t on t.agency_id = o.agency_id and t.record_id = o.record_id and t.ordinal = o.ordinal
            where o.agency_id = $1 and o.entity_id = any($2::bigint[])`,
    values: [agencyId, entities],
  });
  return rows.map(({ said_entity: entity, said_before: superseded, ...values }) => ({ entity, superseded, values }));
}

/** Which of some entities share a key with another they are kept apart from, and which a judgement in force speaks of. */
export async function entitiesWithHistory(
  client: pg.ClientBase,
  agencyId: number,
  entities: readonly number[],
): Promise<{ apart: Set<number>; judged: Set<number> }> {
  if (entities.length === 0) return { apart: new Set(), judged: new Set() };
  const { rows: apart } = await client.query<{ entity_id: number }>({
    name: 'entities-apart',
    text: `select entity_id from flashlight.entity where agency_id = $1 and entity_id = any($2::bigint[]) and detail ? 'apart'`,
    values: [agencyId, entities],
  });
  const { rows: judged } = await client.query<{ entity_id: number }>({
    name: 'entities-judged',
    text: `select o.entity_id from flashlight.judgement j join flashlight.observation_of o on o.agency_id = j.agency_id
              and (o.record_id, o.ordinal) in ((j.record_a, j.ordinal_a), (j.record_b, j.ordinal_b))
            where j.agency_id = $1 and j.in_force and o.entity_id = any($2::bigint[])`,
    values: [agencyId, entities],
  });
  return {
    apart: new Set(apart.map((row) => row.entity_id)),
    judged: new Set(judged.map((row) => row.entity_id)),
  };
}

export interface Superseded {
  readonly record: number;
  readonly ordinal: number;
  readonly entity: number;
}

/**
 * A newer version of a record speaks in place of the older ones: their links and observations are history. Gives the
 * observations that became so.
 */
export async function supersedeOlderVersions(
  client: pg.ClientBase,
  agencyId: number,
  records: readonly number[],
): Promise<Superseded[]> {
  if (records.length === 0) return [];
  const { rows } = await client.query<{ record_id: number }>(
    `select old.record_id from flashlight.record new
       join flashlight.record old on old.agency_id = new.agency_id and old.source_id = new.source_id
        and old.natural_key = new.natural_key and old.version < new.version
      where new.agency_id = $1 and new.record_id = any($2::bigint[])`,
    [agencyId, records],
  );
  const older = rows.map((row) => row.record_id);
  if (older.length === 0) return [];
  const { rows: ends } = await client.query<{ subject_id: number; object_id: number }>(
    // What an older version of a lead tied and a newer one withdrew is history already, whatever its test fire says now.
    `update flashlight.link set status = 'SUPERSEDED', retracted_at = now()
      where agency_id = $1 and (record_id = any($2::bigint[]) or other_record_id = any($2::bigint[]) and not (status = 'RETRACTED' and exists (
          select 1 from flashlight.record own join flashlight.record n on n.agency_id = own.agency_id and n.source_id = own.source_id
             and n.natural_key = own.natural_key and n.version > own.version
           where own.agency_id = link.agency_id and own.record_id = link.record_id)))
        and status <> 'SUPERSEDED' returning subject_id, object_id`,
    [agencyId, older],
  );
  await countLinks(client, agencyId, [...new Set(ends.flatMap((end) => [end.subject_id, end.object_id]))]);
  const { rows: gone } = await client.query<Superseded>(
    `update flashlight.observation_of set status = 'SUPERSEDED'
      where agency_id = $1 and record_id = any($2::bigint[]) and status = 'ACTIVE' returning record_id as record, ordinal, entity_id as entity`,
    [agencyId, older],
  );
  await client.query(
    `update flashlight.entity e set observations = e.observations - u.n
       from (select entity, count(*)::int as n from unnest($2::bigint[]) as gone(entity) group by entity) u
      where e.agency_id = $1 and e.entity_id = u.entity`,
    [agencyId, gone.map((each) => each.entity)],
  );
  return gone;
}

/** As SQL, whether the row that stands in the place of one that became history says the same of what contradicts others: a calibre left out unties two. */
const sameMarks = `case gone.kind ${(['firearm', 'person'] as const)
  .map((kind) => {
    const columns = (of: string) => markColumns[kind]!.map((column) => `${of}.${column}`).join(', ');
    return `when '${kind}' then exists (select 1 from flashlight.${observationTables[kind]} a join flashlight.${observationTables[kind]} b
      on b.agency_id = $1 and b.record_id = o.record_id and b.ordinal = o.ordinal
      where a.agency_id = $1 and a.record_id = gone.record_id and a.ordinal = gone.ordinal and (${columns('a')}) is not distinct from (${columns('b')}))`;
  })
  .join(' ')} else true end`;

/**
 * The entities of observations that became history which must be joined anew: what tied them together, kept them apart or
 * was judged is history too, and a firearm or person may be named otherwise now. Not those whose newer version carries the
 * same keys and the same of what contradicts others, and is not kept apart from anything.
 */
export async function entitiesToRejoin(
  client: pg.ClientBase,
  agencyId: number,
  superseded: readonly Superseded[],
  newer: readonly number[],
): Promise<number[]> {
  if (superseded.length === 0) return [];
  const { rows } = await client.query<{ entity_id: number }>(
    `select distinct gone.entity_id
       from unnest($2::bigint[], $3::smallint[]) as u(record_id, ordinal)
       join flashlight.observation_of gone on gone.agency_id = $1 and gone.record_id = u.record_id and gone.ordinal = u.ordinal
       join flashlight.record r on r.agency_id = $1 and r.record_id = gone.record_id
       join flashlight.entity e on e.agency_id = $1 and e.entity_id = gone.entity_id
      where e.detail ? 'apart'
         or (gone.kind in ('firearm', 'person') and gone.record_id * 64 + gone.ordinal = gone.entity_id)
         or (gone.kind in ('firearm', 'person') and cardinality(gone.keys) > 0 and not exists (
              select 1 from flashlight.record n
                join flashlight.observation_of o on o.agency_id = $1 and o.record_id = n.record_id
               where n.agency_id = $1 and n.source_id = r.source_id and n.natural_key = r.natural_key and n.record_id = any($4::bigint[])
                 and o.ordinal = gone.ordinal and o.kind = gone.kind and o.keys = gone.keys and ${sameMarks}))
         or exists (select 1 from flashlight.judgement j where j.agency_id = $1 and j.in_force
              and (gone.record_id, gone.ordinal) in ((j.record_a, j.ordinal_a), (j.record_b, j.ordinal_b)))`,
    [agencyId, superseded.map((each) => each.record), superseded.map((each) => each.ordinal), newer],
  );
  return rows.map((row) => row.entity_id);
}

/** The oldest observation in force of some entities, where it is younger than one of theirs that became history. */
export async function findNewOldest(
  client: pg.ClientBase,
  agencyId: number,
  superseded: readonly Superseded[],
): Promise<{ entity: number; record: number; ordinal: number; feed: string }[]> {
  if (superseded.length === 0) return [];
  const { rows } = await client.query<{ entity: number; record: number; ordinal: number; feed: string }>(
    `with gone as (
       select entity_id, min(record_id * 64 + ordinal) as number
         from unnest($2::bigint[], $3::bigint[], $4::smallint[]) as u(entity_id, record_id, ordinal) group by entity_id)
     select o.entity_id as entity, o.record_id as record, o.ordinal, s.feed
       from gone cross join lateral (
         select entity_id, record_id, ordinal from flashlight.observation_of
          where agency_id = $1 and entity_id = gone.entity_id and status = 'ACTIVE' order by record_id, ordinal limit 1) o
       join flashlight.record r on r.agency_id = $1 and r.record_id = o.record_id
       join flashlight.source s on s.agency_id = $1 and s.source_id = r.source_id
      where o.record_id * 64 + o.ordinal > gone.number`,
    [
      agencyId,
      superseded.map((each) => each.entity),
      superseded.map((each) => each.record),
      superseded.map((each) => each.ordinal),
    ],
  );
  return rows;
}

export async function relabelEntities(
  client: pg.ClientBase,
  agencyId: number,
  labels: readonly { entity: number; label: string }[],
): Promise<void> {
  if (labels.length === 0) return;
  await client.query(
    `update flashlight.entity e set label = u.label from unnest($2::bigint[], $3::text[]) as u(entity, label)
      where e.agency_id = $1 and e.entity_id = u.entity and e.label <> u.label`,
    [agencyId, labels.map((each) => each.entity), labels.map((each) => each.label)],
  );
}
