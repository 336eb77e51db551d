import type pg from 'pg';
import type { EntityRef, PlaceRef } from '../model/evidence.ts';
import { entityId, type EntityId } from '../model/ids.ts';
import type { EntityKind, TableName } from '../model/tables.ts';
import type { LifeRecord } from '../trace/firearm-life.ts';
import type { IncidentRow } from '../trace/tell-incident.ts';
import { sameFileJoins } from './entity-history.ts';
import { findJudgedApart } from './judged-apart.ts';
import { typedRowsOf } from './linking.ts';
import { followMerges } from './search.ts';
import { sourceRef, sourceRefColumns, sourceRefJoins } from './source-refs.ts';

/**
 * Records read for one life at most: those whose events are the newest. A firearm named by more is likely a serial that
 * several firearms share; the life says how many there are.
 */
const lifeRecordsMax = 500;

type ReadRecord = LifeRecord & { readonly dealers: readonly LicensedDealer[] };

/** What is read of the records that observe a firearm, and what is known of the rest. */
export interface ReadRecords {
  readonly records: readonly ReadRecord[];
  /** Rows that the file of one of them bears under the same number, and that say otherwise. */
  readonly otherwise: readonly ReadRecord[];
  /** Rows of the firearm that a row of the same file displaces, which names another firearm under their number, and that row. */
  readonly displaced: readonly ReadRecord[];
  /** All there are; null where all are read. */
  readonly cut: { readonly total: number; readonly read: number } | null;
  /** Days on which the records that are not read tell of the firearm. */
  readonly unreadDays: readonly string[];
}

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
  const [at] = await followMerges(client, agencyId, [number]);
  const { rows } = await client.query<{ kind: EntityKind; label: string }>(
    'select kind, label from flashlight.entity where agency_id = $1 and entity_id = $2',
    [agencyId, at],
  );
  const [row] = rows;
  return row?.kind === kind ? { id: entityId(kind, at!), kind, label: row.label } : null;
}

/** A dealer of a record whose licence number is written in full. */
export interface LicensedDealer {
  readonly ordinal: number;
  readonly licence: string;
  readonly state: string | null;
}

/** The current records that observe a firearm, with what else they say. */
export async function lifeRecords(client: pg.ClientBase, agencyId: number, firearm: number): Promise<ReadRecords> {
  const { observations, ...about } = await lifeObservations(client, agencyId, firearm);
  const records = await readObservations(client, agencyId, observations);
  const before = await rowsOfSameFile(client, agencyId, observations);
  return {
    records,
    otherwise: await readObservations(client, agencyId, before),
    displaced: await readObservations(client, agencyId, await displacedRows(client, agencyId, firearm)),
    ...about,
  };
}

/** Of the superseded rows of a firearm those of which the file in force names another one as well, each with that row. */
async function displacedRows(client: pg.ClientBase, agencyId: number, firearm: number): Promise<OwnObservation[]> {
  const { rows } = await client.query<OwnObservation>({
    name: 'displaced-rows',
    text: `select distinct row.record, s.ordinal
             from flashlight.observation_of s
             join flashlight.record o on o.agency_id = $1 and o.record_id = s.record_id
             join flashlight.record n on n.agency_id = $1 and n.source_id = o.source_id and n.natural_key = o.natural_key
              and n.version > o.version and n.run_id = o.run_id and n.state_on is not distinct from o.state_on
             join flashlight.observation_of x on x.agency_id = $1 and x.record_id = n.record_id and x.ordinal = s.ordinal
              and x.kind = 'firearm' and x.status = 'ACTIVE' and x.entity_id <> $2
            cross join lateral unnest(array[o.record_id, n.record_id]) as row(record)
            where s.agency_id = $1 and s.entity_id = $2 and s.kind = 'firearm' and s.status = 'SUPERSEDED'
            order by 1, 2`,
    values: [agencyId, firearm],
  });
  return rows;
}

/**
 * Of the older versions of some records those that one import brought, without a day that says which came later: their file
 * contradicts itself.
 */
async function rowsOfSameFile(
  client: pg.ClientBase,
  agencyId: number,
  observations: readonly OwnObservation[],
): Promise<OwnObservation[]> {
  const { rows } = await client.query<OwnObservation>({
    name: 'rows-of-same-file',
    text: `select o.record_id as record, f.ordinal
             from unnest($2::bigint[], $3::integer[]) as own(record_id, ordinal)
             ${sameFileJoins}
             join flashlight.firearm_observation f on f.agency_id = $1 and f.record_id = o.record_id and f.ordinal = own.ordinal
            order by 1, 2`,
    values: [agencyId, observations.map((each) => each.record), observations.map((each) => each.ordinal)],
  });
  return rows;
}

/** What the records of some observations of a firearm say. */
async function readObservations(
  client: pg.ClientBase,
  agencyId: number,
  observations: readonly OwnObservation[],
): Promise<ReadRecord[]> {
  if (observations.length === 0) return [];
  const { rows: own } = await client.query<
    { record_id: number; ordinal: number; handling: string[] } & Record<string, unknown>
  >(
    `select o.record_id, o.ordinal, src_r.handling, ${sourceRefColumns}
       from (select $1::integer as agency_id, * from unnest($2::bigint[], $3::integer[]) as read(record_id, ordinal)) o
       ${sourceRefJoins('o')} order by o.record_id, o.ordinal`,
    [agencyId, observations.map((each) => each.record), observations.map((each) => each.ordinal)],
  );
  const records = [...new Set(own.map((row) => row.record_id))];
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
  const judgedApart = await findJudgedApart(client, agencyId, [...new Set(observed.map((row) => row.entity_id))]);
  return own.map((row) => {
    const rows = typed.get(row.record_id) ?? [];
    const participants = rows.flatMap(({ table, ordinal, values }): LifeRecord['participants'] => {
      const entity = entities.get(`${row.record_id}/${ordinal}`);
      if (!entity || entity.kind === 'firearm' || entity.kind === 'place' || !table.endsWith('_observation')) return [];
      return [
        {
          id: entityId(entity.kind, entity.entity_id),
          kind: entity.kind,
          label: entity.label,
          role: (values['role'] as string | null) ?? '',
          ordinal,
          said: values,
          judgedOther: judgedApart.get(entity.entity_id) ?? [],
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
      placeState: (place?.values['state'] as string | null | undefined) ?? null,
      placeDistrict: (place?.values['district'] as string | null | undefined) ?? null,
      placeCity: (place?.values['city'] as string | null | undefined) ?? null,
    };
  });
}

interface OwnObservation {
  readonly record: number;
  readonly ordinal: number;
}

async function lifeObservations(
  client: pg.ClientBase,
  agencyId: number,
  firearm: number,
): Promise<{ observations: OwnObservation[] } & Pick<ReadRecords, 'cut' | 'unreadDays'>> {
  const { rows } = await client.query<OwnObservation>(
    `select record_id as record, ordinal from flashlight.observation_of
      where agency_id = $1 and entity_id = $2 and kind = 'firearm' and status = 'ACTIVE' order by record_id limit $3 + 1`,
    [agencyId, firearm, lifeRecordsMax],
  );
  if (rows.length <= lifeRecordsMax) return { observations: rows, cut: null, unreadDays: [] };
  // Only now is it worth asking of every record when its events were.
  const { rows: found } = await client.query<{ observations: OwnObservation[]; total: number; unread: string[] }>(
    `with mine as (
       select record_id, ordinal from flashlight.observation_of
        where agency_id = $1 and entity_id = $2 and kind = 'firearm' and status = 'ACTIVE'),
     told as (
       select record_id, happened_on as day from mine join flashlight.transaction t using (record_id) where t.agency_id = $1
       union select record_id, coalesce(stolen_on, reported_on) from mine join flashlight.theft_report t using (record_id) where t.agency_id = $1
       union select record_id, recovered_on from mine join flashlight.recovery t using (record_id) where t.agency_id = $1
       union select record_id, manufactured_on from mine join flashlight.firearm_observation t using (record_id, ordinal) where t.agency_id = $1
       union select record_id, seen_on from mine join flashlight.firearm_observation t using (record_id, ordinal) where t.agency_id = $1),
     ranked as (
       select record_id, row_number() over (order by max(day) desc nulls last, record_id desc) as rank
         from mine left join told using (record_id) group by record_id)
     select (select json_agg(json_build_object('record', record_id, 'ordinal', ordinal) order by record_id, ordinal)
               from mine join ranked using (record_id) where rank <= $3) as observations,
            (select count(*)::int from ranked) as total,
            (select coalesce(array_agg(distinct day::text) filter (where day is not null), '{}')
               from told join ranked using (record_id) where rank > $3) as unread`,
    [agencyId, firearm, lifeRecordsMax],
  );
  const { observations, total, unread } = found[0]!;
  return {
    observations,
    cut: total > lifeRecordsMax ? { total, read: lifeRecordsMax } : null,
    unreadDays: unread,
  };
}

/** Links of some entities by some predicates, withdrawn ones included: those that have more than `limit`. */
export async function findBeyondLimit(
  client: pg.ClientBase,
  agencyId: number,
  ids: readonly number[],
  predicates: readonly string[] | null,
  limit: number,
): Promise<{ id: EntityId; label: string; total: number; read: number }[]> {
  if (ids.length === 0) return [];
  const { rows } = await client.query<{ entity_id: number; kind: EntityKind; label: string; total: number }>(
    `select e.entity_id, e.kind, e.label, count(*)::int as total
       from flashlight.entity e
       join flashlight.link l on l.agency_id = e.agency_id and e.entity_id in (l.subject_id, l.object_id)
      where e.agency_id = $1 and e.entity_id = any($2::bigint[]) and ($3::text[] is null or l.predicate = any($3))
        and (l.subject_id = any($2::bigint[]) or l.object_id = any($2::bigint[]))
      group by e.entity_id, e.kind, e.label having count(*) > $4 order by e.entity_id`,
    [agencyId, ids, predicates, limit],
  );
  return rows.map(({ entity_id: number, kind, label, total }) => ({
    id: entityId(kind, number),
    label,
    total,
    read: limit,
  }));
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

/** What each row in force says of some incidents, by their numbers. */
export async function findIncidentRows(
  client: pg.ClientBase,
  agencyId: number,
  incidents: readonly number[],
): Promise<Map<number, { label: string; rows: IncidentRow[] }>> {
  if (incidents.length === 0) return new Map();
  const { rows } = await client.query<
    {
      entity_id: number;
      label: string;
      role: string | null;
      seen_on: string | null;
      classification: string | null;
      description: string | null;
      cartridge_cases: number | null;
      placed: boolean;
      place_id: number | null;
      place_label: string | null;
      incident_district: string | null;
    } & Record<string, unknown>
  >(
    `select e.entity_id, e.label, s.role, s.seen_on, i.classification, i.description, i.cartridge_cases,
            p.record_id is not null as placed, p.address_raw, p.district, p.lon, p.lat, p.precision,
            coalesce(p.district, i.district) as incident_district, pe.entity_id as place_id, pe.label as place_label
       from flashlight.entity e
       left join flashlight.observation_of o on o.agency_id = e.agency_id and o.entity_id = e.entity_id and o.status = 'ACTIVE'
       left join flashlight.incident_observation s on s.agency_id = o.agency_id and s.record_id = o.record_id and s.ordinal = o.ordinal
       left join flashlight.incident i on i.agency_id = o.agency_id and i.record_id = o.record_id
       left join flashlight.place_observation p on p.agency_id = o.agency_id and p.record_id = o.record_id and p.role in ('scene', 'occurrence')
       left join flashlight.observation_of po on po.agency_id = p.agency_id and po.record_id = p.record_id and po.ordinal = p.ordinal
       left join flashlight.entity pe on pe.agency_id = po.agency_id and pe.entity_id = po.entity_id
      where e.agency_id = $1 and e.entity_id = any($2::bigint[])
      order by o.record_id, o.ordinal, p.ordinal, pe.entity_id`,
    [agencyId, incidents],
  );
  return new Map(
    [...Map.groupBy(rows, (row) => row.entity_id)].map(([incident, of]) => [
      incident,
      {
        label: of[0]!.label,
        rows: of.map((row) => ({
          role: row.role,
          seenOn: row.seen_on,
          classification: row.classification,
          description: row.description,
          cartridgeCases: row.cartridge_cases,
          district: row.incident_district,
          place: row.placed
            ? placeRef(
                row,
                row.place_id === null || row.place_label === null
                  ? null
                  : { entity_id: row.place_id, label: row.place_label },
              )
            : null,
        })),
      },
    ]),
  );
}
