import type pg from 'pg';
import type { EntityRef, Participant, PlaceRef } from '../model/evidence.ts';
import { entityId } from '../model/ids.ts';
import type { EntityKind, TableName } from '../model/tables.ts';
import type { LifeRecord, TiedShooting } from '../trace/firearm-life.ts';
import { typedRowsOf } from './linking.ts';
import { sourceRef, sourceRefColumns, sourceRefJoins } from './source-refs.ts';

/** Records read for one life at most: the newest. A firearm named by more is a serial shared by many, and the page says so. */
export const lifeRecordsMax = 500;

const lifeTables: readonly TableName[] = [
  'firearm_observation',
  'person_observation',
  'dealer_observation',
  'place_observation',
  'incident_observation',
  'transaction',
  'recovery',
  'theft_report',
  'ballistic_entry',
  'trace_request',
  'trace_result',
];

/** The entity of a number, where merges lead; null where there is none. */
export async function findEntity(
  client: pg.ClientBase,
  agencyId: number,
  number: number,
  kind: EntityKind,
): Promise<EntityRef | null> {
  let at = number;
  for (let step = 0; step < 20; step++) {
    const { rows } = await client.query<{ kind: EntityKind; label: string; merged_into: number | null }>(
      'select kind, label, merged_into from flashlight.entity where agency_id = $1 and entity_id = $2',
      [agencyId, at],
    );
    const row = rows[0];
    if (!row || row.kind !== kind) return null;
    if (row.merged_into === null) return { id: entityId(kind, at), kind, label: row.label };
    at = row.merged_into;
  }
  return null;
}

/** A dealer of a record whose licence number is written in full. */
export interface LicensedDealer {
  readonly ordinal: number;
  readonly licence: string;
  readonly state: string | null;
}

/** Every current record that observes a firearm, with what else it says. */
export async function lifeRecords(
  client: pg.ClientBase,
  agencyId: number,
  firearm: number,
): Promise<(LifeRecord & { readonly dealers: readonly LicensedDealer[] })[]> {
  const { rows: own } = await client.query<
    { record_id: number; ordinal: number; handling: string[] } & Record<string, unknown>
  >(
    `select o.record_id, o.ordinal, src_r.handling, ${sourceRefColumns}
       from (select record_id, ordinal from flashlight.observation_of
              where agency_id = $1 and entity_id = $2 and kind = 'firearm' and status = 'ACTIVE' order by record_id desc limit $3) o
       ${sourceRefJoins('o')} order by o.record_id`,
    [agencyId, firearm, lifeRecordsMax],
  );
  const records = [...new Set(own.map((row) => row.record_id))];
  if (records.length === 0) return [];
  const typed = Map.groupBy(await typedRowsOf(client, agencyId, records, lifeTables), (row) => row.record);
  const { rows: observed } = await client.query<{
    record_id: number;
    ordinal: number;
    entity_id: number;
    kind: EntityKind;
    label: string;
  }>(
    `select o.record_id, o.ordinal, o.entity_id, e.kind, e.label from flashlight.observation_of o
       join flashlight.entity e using (agency_id, entity_id) where o.agency_id = $1 and o.record_id = any($2::bigint[])`,
    [agencyId, records],
  );
  const entities = new Map(observed.map((row) => [`${row.record_id}/${row.ordinal}`, row]));
  return own.map((row) => {
    const rows = typed.get(row.record_id) ?? [];
    const participants = rows.flatMap(({ table, ordinal, values }): (Participant & { ordinal: number })[] => {
      const entity = entities.get(`${row.record_id}/${ordinal}`);
      if (!entity || entity.kind === 'firearm' || entity.kind === 'place' || !table.endsWith('_observation')) return [];
      return [
        {
          id: entityId(entity.kind, entity.entity_id),
          kind: entity.kind,
          label: entity.label,
          role: (values['role'] as string | null) ?? '',
          ordinal,
        },
      ];
    });
    const place = rows.find((each) => each.table === 'place_observation');
    return {
      source: sourceRef(row),
      handling: row.handling,
      firearm: rows.find((each) => each.table === 'firearm_observation' && each.ordinal === row.ordinal)?.values ?? {},
      dealers: rows.flatMap(({ table, ordinal, values }) =>
        table === 'dealer_observation' && typeof values['licence_number'] === 'string'
          ? [{ ordinal, licence: values['licence_number'], state: (values['state'] as string | null) ?? null }]
          : [],
      ),
      rows: rows.filter((each) => !each.table.endsWith('_observation')),
      participants,
      place: place ? placeRef(place.values, entities.get(`${row.record_id}/${place.ordinal}`) ?? null) : null,
    };
  });
}

function placeRef(
  values: Readonly<Record<string, unknown>>,
  entity: { entity_id: number; label: string } | null,
): PlaceRef {
  const { lon, lat, precision } = values;
  return {
    id: entity ? entityId('place', entity.entity_id) : null,
    label:
      entity?.label ??
      (values['address_raw'] as string | null) ??
      (values['district'] as string | null) ??
      'Place not given',
    point: typeof lon === 'number' && typeof lat === 'number' ? { lon, lat } : null,
    precision: (precision as string | null) ?? null,
  };
}

export type TiedIncident = Pick<
  TiedShooting,
  'incident' | 'on' | 'classification' | 'description' | 'cartridgeCases' | 'place'
>;

/** What is recorded of some incidents, by their numbers. */
export async function findTiedIncidents(
  client: pg.ClientBase,
  agencyId: number,
  incidents: readonly number[],
): Promise<Map<number, TiedIncident>> {
  const about = new Map<number, TiedIncident>();
  if (incidents.length === 0) return about;
  const { rows } = await client.query<
    {
      entity_id: number;
      label: string;
      seen_on: string | null;
      classification: string | null;
      description: string | null;
      cartridge_cases: number | null;
      place_id: number | null;
      place_label: string | null;
    } & Record<string, unknown>
  >(
    `select distinct on (e.entity_id) e.entity_id, e.label, s.seen_on, i.classification, i.description, i.cartridge_cases,
            p.address_raw, p.district, p.lon, p.lat, p.precision, pe.entity_id as place_id, pe.label as place_label
       from flashlight.entity e
       left join flashlight.observation_of o on o.agency_id = e.agency_id and o.entity_id = e.entity_id and o.status = 'ACTIVE'
       left join flashlight.incident_observation s on s.agency_id = o.agency_id and s.record_id = o.record_id and s.ordinal = o.ordinal
       left join flashlight.incident i on i.agency_id = o.agency_id and i.record_id = o.record_id
       left join flashlight.place_observation p on p.agency_id = o.agency_id and p.record_id = o.record_id and p.role in ('scene', 'occurrence')
       left join flashlight.observation_of po on po.agency_id = p.agency_id and po.record_id = p.record_id and po.ordinal = p.ordinal
       left join flashlight.entity pe on pe.agency_id = po.agency_id and pe.entity_id = po.entity_id
      where e.agency_id = $1 and e.entity_id = any($2::bigint[])
      order by e.entity_id, (i.record_id is null), (p.lon is null), o.record_id`,
    [agencyId, incidents],
  );
  for (const row of rows) {
    const place =
      row.place_id !== null && row.place_label !== null ? { entity_id: row.place_id, label: row.place_label } : null;
    about.set(row.entity_id, {
      incident: { id: entityId('incident', row.entity_id), kind: 'incident', label: row.label },
      on: row.seen_on,
      classification: row.classification,
      description: row.description,
      cartridgeCases: row.cartridge_cases,
      place: place || row['lon'] !== null ? placeRef(row, place) : null,
    });
  }
  return about;
}
