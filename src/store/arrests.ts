import type pg from 'pg';
import { entityId } from '../model/ids.ts';
import type { LeadFacts } from '../model/leads.ts';

/** Who was arrested in which incident, with the address they gave there. */
export async function findArrests(client: pg.ClientBase, agencyId: number): Promise<LeadFacts['arrests']> {
  const { rows } = await client.query<
    Pick<LeadFacts['arrests'][number], 'on' | 'address' | 'city' | 'state' | 'zip'> & {
      person: number;
      incident: number;
    }
  >(
    `select distinct po.entity_id as person, io.entity_id as incident, s.arrested_on as on, p.address, p.city, p.state, p.zip
       from flashlight.suspect s
       join flashlight.person_observation p on p.agency_id = $1 and p.record_id = s.record_id and p.role = 'arrestee'
       join flashlight.observation_of po on po.agency_id = $1 and po.record_id = p.record_id and po.ordinal = p.ordinal and po.status = 'ACTIVE'
       join flashlight.observation_of io on io.agency_id = $1 and io.record_id = s.record_id and io.kind = 'incident' and io.status = 'ACTIVE'
      where s.agency_id = $1 and s.part = 'ARRESTEE'
      order by 1, 2, 3`,
    [agencyId],
  );
  return rows.map((row) => ({
    ...row,
    person: entityId('person', row.person),
    incident: entityId('incident', row.incident),
  }));
}
