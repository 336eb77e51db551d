import type pg from 'pg';
import { entityId } from '../model/ids.ts';
import type { VehicleTie } from '../model/leads.ts';
import type { ChangeRange } from './link-changes.ts';

/** Who was with which vehicle on which day, by the record that tells it: links that stand, of some records, or of all. */
export async function findVehicleTies(
  client: pg.ClientBase,
  agencyId: number,
  records: readonly number[] | null,
): Promise<Map<number, VehicleTie[]>> {
  const { rows } = await client.query<{ record: number; person: number; vehicle: number; on: string | null }>({
    name: records === null ? 'find-all-vehicle-ties' : 'find-vehicle-ties',
    text: `select distinct l.record_id as record, l.subject_id as person, l.object_id as vehicle, l.valid_from as on
             from flashlight.vehicle_observation v
             join flashlight.link l on l.agency_id = $1 and l.record_id = v.record_id and l.predicate = 'WITH_VEHICLE' and l.status = 'ACTIVE'
            where v.agency_id = $1 ${records === null ? '' : 'and v.record_id = any($2::bigint[])'}
            order by 1, 2, 3, 4`,
    values: records === null ? [agencyId] : [agencyId, records],
  });
  return new Map(
    [...Map.groupBy(rows, ({ record }) => record)].map(([record, of]) => [
      record,
      of.map(({ person, vehicle, on }) => ({
        person: entityId('person', person),
        vehicle: entityId('vehicle', vehicle),
        on,
        record,
      })),
    ]),
  );
}

/** Records of which links to a vehicle changed within a range of the list. */
export async function findRecordsOfVehicleLinks(
  client: pg.ClientBase,
  agencyId: number,
  { after, to }: ChangeRange,
): Promise<number[]> {
  const { rows } = await client.query<{ record: number }>({
    name: 'records-of-vehicle-links',
    text: `select distinct l.record_id as record
             from (select distinct unnest(link_ids) as id from flashlight.link_change where agency_id = $1 and seq > $2 and seq <= $3) c
             join flashlight.link l on l.agency_id = $1 and l.link_id = c.id and l.predicate = 'WITH_VEHICLE'`,
    values: [agencyId, after, to],
  });
  return rows.map(({ record }) => record);
}
