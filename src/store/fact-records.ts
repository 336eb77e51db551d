import type pg from 'pg';
import { entityId } from '../model/ids.ts';
import type { EntityKind, TableName } from '../model/tables.ts';
import type { FactRecord } from '../trace/fact-record.ts';
import type { LicensedDealer } from './firearm-life.ts';
import { findJudgedApart } from './judged-apart.ts';

/** Of each table the columns facts are made of: whole rows would be three times as much to read. */
const factColumns = {
  person_observation:
    'role, name_raw, family_name, given_name, middle_name, suffix, born_on, born_raw, address, city, state, zip, phone, id_type, id_state, id_number',
  dealer_observation: 'role, name, licence_key, licence_number, city, state',
  incident_observation: 'role',
  place_observation: 'lon, lat, city, state, district',
  transaction: 'kind, happened_on, from_ordinal, to_ordinal, multiple_sale',
  recovery: 'recovered_on, trace_number',
  theft_report: 'kind, stolen_on, reported_on',
  trace_request: 'trace_number, requested_on',
  trace_result:
    'trace_number, requested_on, completed_on, recovered_on, completion_code, crime_code, multiple_sale, stolen, time_to_crime_reported_days, miles_reported, sale_event, warnings',
} as const satisfies Partial<Record<TableName, string>>;
type FactTable = keyof typeof factColumns;

const firearmColumns =
  'f.make_name, f.model, f.type_code, f.calibre_code, f.serial_clean, f.no_serial_reason, f.obliterated, f.serial_removal, f.manufactured_on';

type ReadRecord = FactRecord & { readonly dealers: readonly LicensedDealer[] };

interface TypedRow {
  readonly table: FactTable;
  readonly ordinal: number;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The current records that observe each of some firearms, as far as facts are made of them. */
export async function findFactRecords(
  client: pg.ClientBase,
  agencyId: number,
  firearms: readonly number[],
): Promise<Map<number, ReadRecord[]>> {
  const { rows: observations } = await client.query<
    { firearm: number; record: number; ordinal: number } & Record<string, unknown>
  >({
    name: 'fact-observations',
    text: `select o.entity_id as firearm, o.record_id as record, o.ordinal, ${firearmColumns}
             from flashlight.observation_of o
             left join flashlight.firearm_observation f on f.agency_id = o.agency_id and f.record_id = o.record_id and f.ordinal = o.ordinal
            where o.agency_id = $1 and o.entity_id = any($2::bigint[]) and o.kind = 'firearm' and o.status = 'ACTIVE'
            order by o.record_id, o.ordinal`,
    values: [agencyId, firearms],
  });
  const records = [...new Set(observations.map(({ record }) => record))];
  const entities = await entitiesOf(client, agencyId, records);
  const told = new Map<number, TypedRow[]>(records.map((record) => [record, []]));
  for (const table of Object.keys(factColumns) as FactTable[])
    for (const [record, row] of await rowsOf(client, agencyId, table, records)) told.get(record)!.push(row);
  const apart = await findJudgedApart(client, agencyId, [
    ...new Set([...entities.values()].map(({ entity }) => entity)),
  ]);
  const of = new Map<number, ReadRecord[]>(firearms.map((firearm) => [firearm, []]));
  for (const { firearm, record, ordinal: _, ...observed } of observations) {
    const rows = told.get(record)!;
    const place = rows.find(({ table }) => table === 'place_observation');
    of.get(firearm)!.push({
      source: { record },
      firearm: observed,
      dealers: rows.flatMap(({ table, ordinal, values }) =>
        table === 'dealer_observation' && typeof values['licence_number'] === 'string'
          ? [{ ordinal, licence: values['licence_number'], state: (values['state'] as string | null) ?? null }]
          : [],
      ),
      rows: rows.filter(({ table }) => !table.endsWith('_observation')),
      participants: rows.flatMap(({ table, ordinal, values }): FactRecord['participants'] => {
        if (!table.endsWith('_observation')) return [];
        const found = entities.get(record * 64 + ordinal);
        if (found === undefined) return [];
        const { kind, entity } = found;
        const role = (values['role'] as string | null) ?? '';
        return [
          { id: entityId(kind, entity), kind, role, ordinal, said: values, judgedOther: apart.get(entity) ?? [] },
        ];
      }),
      place: place ? { point: pointOf(place.values) } : null,
      placeState: (place?.values['state'] as string | null | undefined) ?? null,
      placeDistrict: (place?.values['district'] as string | null | undefined) ?? null,
      placeCity: (place?.values['city'] as string | null | undefined) ?? null,
    });
  }
  return of;
}

function pointOf({ lon, lat }: TypedRow['values']) {
  return typeof lon === 'number' && typeof lat === 'number' ? { lon, lat } : null;
}

async function entitiesOf(
  client: pg.ClientBase,
  agencyId: number,
  records: readonly number[],
): Promise<Map<number, { entity: number; kind: EntityKind }>> {
  const { rows } = await client.query<{ record: number; ordinal: number; entity: number; kind: EntityKind }>({
    name: 'fact-entities',
    text: `select record_id as record, ordinal, entity_id as entity, kind from flashlight.observation_of
            where agency_id = $1 and record_id = any($2::bigint[]) and kind not in ('firearm', 'place')`,
    values: [agencyId, records],
  });
  return new Map(rows.map(({ record, ordinal, entity, kind }) => [record * 64 + ordinal, { entity, kind }]));
}

async function rowsOf(
  client: pg.ClientBase,
  agencyId: number,
  table: FactTable,
  records: readonly number[],
): Promise<[number, TypedRow][]> {
  const { rows } = await client.query<{ record_id: number; ordinal: number } & Record<string, unknown>>({
    name: `fact-${table}`,
    text: `select record_id, ordinal, ${factColumns[table]} from flashlight.${table}
            where agency_id = $1 and record_id = any($2::bigint[]) order by record_id, ordinal`,
    values: [agencyId, records],
  });
  return rows.map(({ record_id: record, ordinal, ...values }) => [record, { table, ordinal, values }]);
}

/** Those of some firearms that any ballistic link was ever of. */
export async function withBallisticLinks(
  client: pg.ClientBase,
  agencyId: number,
  firearms: readonly number[],
  predicates: readonly string[],
): Promise<number[]> {
  const { rows } = await client.query<{ firearm: number }>({
    name: 'with-ballistic-links',
    text: `select f.id as firearm from unnest($2::bigint[]) as f(id)
            where exists (select from flashlight.link l where l.agency_id = $1 and l.subject_id = f.id and l.predicate = any($3))
               or exists (select from flashlight.link l where l.agency_id = $1 and l.object_id = f.id and l.predicate = any($3))`,
    values: [agencyId, firearms, predicates],
  });
  return rows.map(({ firearm }) => firearm);
}

/** Numbers of all firearms that rows of some tables speak of, in order. */
export async function findFirearmsOf(
  client: pg.ClientBase,
  agencyId: number,
  named: readonly ('recovery' | 'trace_result' | 'theft_report')[],
): Promise<number[]> {
  const { rows } = await client.query<{ firearm: number }>(
    `select distinct o.entity_id as firearm
       from (${named.map((table) => `select record_id from flashlight.${table} where agency_id = $1`).join(' union ')}) t
       join flashlight.observation_of o on o.agency_id = $1 and o.record_id = t.record_id and o.kind = 'firearm' and o.status = 'ACTIVE'
      order by 1`,
    [agencyId],
  );
  return rows.map(({ firearm }) => firearm);
}
