import type pg from 'pg';
import { handlingOf } from './seen-entities.ts';

/**
 * Handling tags of entities: those of every record that is seen and speaks of them, in force or not, in order. What is made
 * of an entity inherits them. An entity of which no record that is seen speaks is not in the answer.
 */
export async function findEntityHandling(
  client: pg.ClientBase,
  agencyId: number,
  entities: readonly number[],
  hidden: readonly string[],
): Promise<Map<number, string[]>> {
  if (entities.length === 0) return new Map();
  const { rows } = await client.query<{ entity: number; handling: string[] }>({
    name: 'find-entity-handling',
    text: `select told.entity, array_agg(distinct tag order by tag) filter (where tag is not null) as handling
             from (select distinct o.entity_id as entity, ${handlingOf('r')} as handling
                     from flashlight.observation_of o
                     join flashlight.record r on r.agency_id = o.agency_id and r.record_id = o.record_id
                    where o.agency_id = $1 and o.entity_id = any($2::bigint[])) told
             left join lateral unnest(told.handling) tag on true
            where not told.handling && $3::text[] group by told.entity`,
    values: [agencyId, entities, hidden],
  });
  return new Map(rows.map(({ entity, handling }) => [entity, handling ?? []]));
}
