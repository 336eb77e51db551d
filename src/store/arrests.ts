import type pg from 'pg';
import { entityId } from '../model/ids.ts';
import type { Arrest } from '../model/leads.ts';

/** Who was arrested in which incident, with the address they gave there, by the record that tells it; of some records, or of all. */
export async function findArrests(
  client: pg.ClientBase,
  agencyId: number,
  records: readonly number[] | null,
): Promise<Map<number, Arrest[]>> {
  const { rows } = await client.query<
    Omit<Arrest, 'person' | 'incident'> & { record: number; person: number; incident: number }
  >({
    name: records === null ? 'find-all-arrests' : 'find-arrests',
    text: `select distinct s.record_id as record, po.entity_id as person, io.entity_id as incident, s.arrested_on as on, p.address, p.city, p.state, p.zip
             from flashlight.suspect s
             join flashlight.person_observation p on p.agency_id = $1 and p.record_id = s.record_id and p.role = 'arrestee'
             join flashlight.observation_of po on po.agency_id = $1 and po.record_id = p.record_id and po.ordinal = p.ordinal and po.status = 'ACTIVE'
             join flashlight.observation_of io on io.agency_id = $1 and io.record_id = s.record_id and io.kind = 'incident' and io.status = 'ACTIVE'
            where s.agency_id = $1 and s.part = 'ARRESTEE' ${records === null ? '' : 'and s.record_id = any($2::bigint[])'}
            order by 1, 2, 3, 4`,
    values: records === null ? [agencyId] : [agencyId, records],
  });
  return new Map(
    [...Map.groupBy(rows, ({ record }) => record)].map(([record, of]) => [
      record,
      of.map(({ record: _, person, incident, ...arrest }) => ({
        ...arrest,
        person: entityId('person', person),
        incident: entityId('incident', incident),
      })),
    ]),
  );
}
