import type pg from 'pg';
import { entityId } from '../model/ids.ts';
import type { Denial } from '../model/leads.ts';

/** Who was denied a purchase on which day, by the record that tells it; of some records, or of all. What was overturned is left out. */
export async function findDenials(
  client: pg.ClientBase,
  agencyId: number,
  records: readonly number[] | null,
): Promise<Map<number, Denial[]>> {
  const { rows } = await client.query<{ record: number; person: number; on: string }>({
    name: records === null ? 'find-all-denials' : 'find-denials',
    text: `select distinct d.record_id as record, o.entity_id as person, d.denied_on as on
             from flashlight.purchase_denial d
             join flashlight.person_observation p on p.agency_id = $1 and p.record_id = d.record_id and p.role = 'denied'
             join flashlight.observation_of o on o.agency_id = $1 and o.record_id = p.record_id and o.ordinal = p.ordinal and o.status = 'ACTIVE'
            where d.agency_id = $1 and d.overturned is not true ${records === null ? '' : 'and d.record_id = any($2::bigint[])'}
            order by 1, 2, 3`,
    values: records === null ? [agencyId] : [agencyId, records],
  });
  return new Map(
    [...Map.groupBy(rows, ({ record }) => record)].map(([record, of]) => [
      record,
      of.map(({ person, on }) => ({ person: entityId('person', person), on })),
    ]),
  );
}
