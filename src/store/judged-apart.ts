import type pg from 'pg';
import { entityId, type EntityId } from '../model/ids.ts';
import type { EntityKind } from '../model/tables.ts';

/** For some entities, those among them that people judged to be another, by judgements in force. */
export async function findJudgedApart(
  client: pg.ClientBase,
  agencyId: number,
  entities: readonly number[],
): Promise<Map<number, EntityId[]>> {
  const apart = new Map<number, EntityId[]>();
  if (entities.length < 2) return apart;
  const { rows } = await client.query<{ kind: EntityKind; a: number; b: number }>({
    name: 'find-judged-apart',
    text: `select distinct j.kind, x.entity_id as a, y.entity_id as b from flashlight.judgement j
             join flashlight.observation_of x on x.agency_id = j.agency_id and x.record_id = j.record_a and x.ordinal = j.ordinal_a
             join flashlight.observation_of y on y.agency_id = j.agency_id and y.record_id = j.record_b and y.ordinal = j.ordinal_b
            where j.agency_id = $1 and j.in_force and j.verdict = 'different'
              and x.entity_id = any($2::bigint[]) and y.entity_id = any($2::bigint[]) and x.entity_id <> y.entity_id
            order by 1, 2, 3`,
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
