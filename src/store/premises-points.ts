import type pg from 'pg';

export interface PremisesPoint {
  readonly dealer: number;
  readonly lon: number;
  readonly lat: number;
}

/** Where premises of dealers are, as the last inspection in force that gives a point has it: no other record gives one. */
export async function findPremisesPoints(client: pg.ClientBase, agencyId: number): Promise<PremisesPoint[]> {
  const { rows } = await client.query<PremisesPoint>({
    name: 'find-premises-points',
    text: `select distinct on (o.entity_id) o.entity_id as dealer, p.lon, p.lat
             from flashlight.dealer_inspection i
             join flashlight.observation_of o on o.agency_id = i.agency_id and o.record_id = i.record_id and o.kind = 'dealer' and o.status = 'ACTIVE'
             join flashlight.place_observation p on p.agency_id = i.agency_id and p.record_id = i.record_id
            where i.agency_id = $1 and p.lon is not null and p.lat is not null
            order by o.entity_id, coalesce(i.completed_on, i.assigned_on) desc nulls last, i.record_id desc`,
    values: [agencyId],
  });
  return rows;
}
