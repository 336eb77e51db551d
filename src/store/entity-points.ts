import type pg from 'pg';

export interface EntityPoint {
  readonly entity: number;
  readonly lon: number;
  readonly lat: number;
  readonly precision: string | null;
}

/** Where places are and where incidents happened, by the newest row in force that gives a point. Others have none. */
export async function findEntityPoints(
  client: pg.ClientBase,
  agencyId: number,
  entities: readonly number[],
): Promise<EntityPoint[]> {
  if (entities.length === 0) return [];
  const { rows } = await client.query<EntityPoint>({
    name: 'find-entity-points',
    text: `select distinct on (o.entity_id) o.entity_id as entity, p.lon, p.lat, p.precision
             from flashlight.observation_of o
             join flashlight.place_observation p on p.agency_id = o.agency_id and p.record_id = o.record_id
              and ((o.kind = 'place' and p.ordinal = o.ordinal)
                or (o.kind = 'incident' and p.role in ('scene', 'occurrence', 'alert', 'call')))
            where o.agency_id = $1 and o.entity_id = any($2::bigint[]) and o.kind in ('place', 'incident') and o.status = 'ACTIVE'
              and p.lon is not null and p.lat is not null
            order by o.entity_id, o.record_id desc, p.ordinal`,
    values: [agencyId, entities],
  });
  return rows;
}
