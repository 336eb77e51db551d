import type pg from 'pg';

export interface PremisesPoint {
  readonly dealer: number;
  readonly lon: number;
  readonly lat: number;
}

/** Where premises of some dealers are, by the newest record in force that gives a point of them: those of inspections do. Others have none. */
export async function findPremisesPoints(
  client: pg.ClientBase,
  agencyId: number,
  dealers: readonly number[],
): Promise<PremisesPoint[]> {
  const { rows } = await client.query<PremisesPoint>({
    name: 'find-premises-points',
    text: `select distinct on (l.subject_id) l.subject_id as dealer, p.lon, p.lat
             from flashlight.link l
             join flashlight.observation_of o on o.agency_id = l.agency_id and o.entity_id = l.object_id and o.kind = 'place' and o.status = 'ACTIVE'
             join flashlight.place_observation p on p.agency_id = o.agency_id and p.record_id = o.record_id and p.ordinal = o.ordinal
            where l.agency_id = $1 and l.subject_id = any($2::bigint[]) and l.predicate = 'PREMISES_AT' and l.status = 'ACTIVE' and p.lon is not null and p.lat is not null
            order by l.subject_id, l.valid_from desc nulls last, o.record_id desc`,
    values: [agencyId, dealers],
  });
  return rows;
}
