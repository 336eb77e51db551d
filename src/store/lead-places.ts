import type pg from 'pg';

/** A recovery of a firearm, and where. */
export interface RecoveryPlace {
  readonly firearm: number;
  readonly on: string | null;
  readonly place: string | null;
}

/** The recoveries in force of some firearms, each with its district, else town or state. */
export async function findRecoveryPlaces(
  client: pg.ClientBase,
  agencyId: number,
  firearms: readonly number[],
): Promise<RecoveryPlace[]> {
  if (firearms.length === 0) return [];
  const { rows } = await client.query<RecoveryPlace>({
    name: 'find-recovery-places',
    text: `select distinct o.entity_id as firearm, r.recovered_on as on, coalesce(p.district, p.city, p.state) as place
             from flashlight.observation_of o
             join flashlight.recovery r on r.agency_id = o.agency_id and r.record_id = o.record_id
             left join flashlight.place_observation p on p.agency_id = o.agency_id and p.record_id = o.record_id
            where o.agency_id = $1 and o.entity_id = any($2::bigint[]) and o.kind = 'firearm' and o.status = 'ACTIVE'
            order by 1, 2, 3`,
    values: [agencyId, firearms],
  });
  return rows;
}

/** Where some incidents happened: the district, else town or state, that most of their records give. */
export async function findIncidentPlaces(
  client: pg.ClientBase,
  agencyId: number,
  incidents: readonly number[],
): Promise<Map<number, string>> {
  if (incidents.length === 0) return new Map();
  const { rows } = await client.query<{ incident: number; place: string }>({
    name: 'find-incident-places',
    text: `select distinct on (incident) incident, place from (
             select o.entity_id as incident, coalesce(p.district, p.city, p.state) as place, count(*) as told
               from flashlight.observation_of o
               join flashlight.place_observation p on p.agency_id = o.agency_id and p.record_id = o.record_id and p.role in ('scene', 'occurrence')
              where o.agency_id = $1 and o.entity_id = any($2::bigint[]) and o.status = 'ACTIVE' group by 1, 2) of
            where place is not null order by incident, told desc, place`,
    values: [agencyId, incidents],
  });
  return new Map(rows.map((row) => [row.incident, row.place]));
}

/** The records of the recoveries in force of some firearms. */
export async function findRecoveryRecords(
  client: pg.ClientBase,
  agencyId: number,
  firearms: readonly number[],
): Promise<{ firearm: number; record: number }[]> {
  if (firearms.length === 0) return [];
  const { rows } = await client.query<{ firearm: number; record: number }>({
    name: 'find-recovery-records',
    text: `select distinct o.entity_id as firearm, o.record_id as record
             from flashlight.observation_of o
             join flashlight.recovery r on r.agency_id = o.agency_id and r.record_id = o.record_id
            where o.agency_id = $1 and o.entity_id = any($2::bigint[]) and o.kind = 'firearm' and o.status = 'ACTIVE'
            order by 1, 2`,
    values: [agencyId, firearms],
  });
  return rows;
}
