import type pg from 'pg';

/** What there is to go on of an incident, as far as records in force tell. */
export interface SolvabilityFacts {
  readonly incident: number;
  /** A suspect or somebody arrested is named. */
  readonly suspectNamed: boolean;
  /** The plate of a vehicle is recorded. */
  readonly plate: boolean;
}

/** Whether a suspect and a plate are recorded of some incidents; of one without a row nothing is. */
export async function findSolvability(
  client: pg.ClientBase,
  agencyId: number,
  incidents: readonly number[],
): Promise<SolvabilityFacts[]> {
  if (incidents.length === 0) return [];
  const { rows } = await client.query<SolvabilityFacts>({
    name: 'find-solvability',
    text: `select o.entity_id as incident,
                  bool_or(exists (select from flashlight.person_observation p where p.agency_id = o.agency_id and p.record_id = o.record_id
                                     and p.role in ('suspect', 'arrestee') and coalesce(p.family_name, p.given_name) is not null)) as "suspectNamed",
                  bool_or(exists (select from flashlight.vehicle_observation v where v.agency_id = o.agency_id and v.record_id = o.record_id
                                     and v.plate is not null)) as plate
             from flashlight.observation_of o
            where o.agency_id = $1 and o.entity_id = any($2::bigint[]) and o.kind = 'incident' and o.status = 'ACTIVE'
            group by o.entity_id`,
    values: [agencyId, incidents],
  });
  return rows;
}
