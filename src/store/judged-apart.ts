import type pg from 'pg';
import { entityId, type EntityId } from '../model/ids.ts';
import type { EntityKind } from '../model/tables.ts';

/**
 * As SQL, the rows by which a "different" holds entities apart, each with its entity: those they hold, and the older versions of those in force,
 * from which a newer version inherits that it is another one whatever it says (`join-observations.ts`).
 */
export const standingRows = (agency: string, entities: string) => `
  select o.kind, o.entity_id, o.record_id, o.ordinal, false as older from flashlight.observation_of o where o.agency_id = ${agency} and o.entity_id = any(${entities})
   union
  select n.kind, n.entity_id, older.record_id, n.ordinal, true from flashlight.observation_of n
    join flashlight.record newest on newest.agency_id = n.agency_id and newest.record_id = n.record_id
    join flashlight.record older on older.agency_id = newest.agency_id and older.source_id = newest.source_id
     and older.natural_key = newest.natural_key and older.record_id <> newest.record_id
   where n.agency_id = ${agency} and n.entity_id = any(${entities}) and n.status = 'ACTIVE'`;

/** Of so many entities it is quicker to begin with what people judged than with all that the entities hold. */
const many = 200;

const fromEntities = `
  with standing as materialized (${standingRows('$1', '$2::bigint[]')})
  select distinct j.kind, x.entity_id as a, y.entity_id as b from flashlight.judgement j
    join standing x on x.record_id = j.record_a and x.ordinal = j.ordinal_a and x.kind = j.kind
    join standing y on y.record_id = j.record_b and y.ordinal = j.ordinal_b and y.kind = j.kind
   where j.agency_id = $1 and j.in_force and j.verdict = 'different' and x.entity_id <> y.entity_id
   order by 1, 2, 3`;

const fromJudgements = `
  with standing as materialized (
    select j.judgement_id, j.kind, side.is_first, held.entity_id from flashlight.judgement j
      cross join lateral (values (true, j.record_a, j.ordinal_a), (false, j.record_b, j.ordinal_b)) as side(is_first, record_id, ordinal)
      cross join lateral (
        select o.entity_id from flashlight.observation_of o
         where o.agency_id = $1 and o.record_id = side.record_id and o.ordinal = side.ordinal and o.kind = j.kind
         union
        select n.entity_id from flashlight.record older
          join flashlight.record newest on newest.agency_id = older.agency_id and newest.source_id = older.source_id
           and newest.natural_key = older.natural_key and newest.record_id <> older.record_id
          join flashlight.observation_of n on n.agency_id = newest.agency_id and n.record_id = newest.record_id and n.ordinal = side.ordinal
           and n.kind = j.kind and n.status = 'ACTIVE'
         where older.agency_id = $1 and older.record_id = side.record_id) as held
     where j.agency_id = $1 and j.in_force and j.verdict = 'different' and held.entity_id = any($2::bigint[]))
  select distinct x.kind, x.entity_id as a, y.entity_id as b from standing x
    join standing y on y.judgement_id = x.judgement_id and not y.is_first
   where x.is_first and x.entity_id <> y.entity_id
   order by 1, 2, 3`;

/** For some entities, those among them that people judged to be another, by judgements in force. */
export async function findJudgedApart(
  client: pg.ClientBase,
  agencyId: number,
  entities: readonly number[],
): Promise<Map<number, EntityId[]>> {
  const apart = new Map<number, EntityId[]>();
  if (entities.length < 2) return apart;
  const { rows } = await client.query<{ kind: EntityKind; a: number; b: number }>({
    ...(entities.length < many
      ? { name: 'find-judged-apart', text: fromEntities }
      : { name: 'find-judged-apart-of-many', text: fromJudgements }),
    values: [agencyId, entities],
  });
  const add = (kind: EntityKind, entity: number, other: number) =>
    apart.set(entity, [...(apart.get(entity) ?? []), entityId(kind, other)]);
  for (const { kind, a, b } of rows) {
    add(kind, a, b);
    add(kind, b, a);
  }
  return apart;
}
