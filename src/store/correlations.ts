import type pg from 'pg';
import type { Sighting } from '../links/correlate-gunfire.ts';
import { findSources } from './records.ts';

type Client = pg.ClientBase;

/** A report of gunfire and a shooting that may be close to one another, with the entities they are now. */
export interface GunfirePair {
  readonly kind: 'alert' | 'call';
  /** Local day of the report. */
  readonly on: string | null;
  readonly report: Sighting & { readonly record: number; readonly entity: number };
  readonly incident: Sighting & { readonly record: number; readonly entity: number };
  readonly handling: readonly string[];
}

/** Beyond this no pair is asked for. */
export interface Reach {
  readonly seconds: number;
  readonly incidentSeconds: number;
}

interface Near {
  readonly kind: 'alert' | 'call';
  readonly report: number;
  readonly ordinal: number;
  readonly at: string;
  readonly accuracyMeters: number | null;
  readonly incident: number;
  readonly from: string;
  readonly to: string | null;
}

const shootings = `('fatal-shooting', 'non-fatal-shooting', 'shots-fired')`;

/** Reports of gunfire, told by a condition on their table `t` and the column of their time. */
const reportsWhere = (condition: (at: string) => string) =>
  `select 'alert' as kind, t.record_id as report, t.ordinal, t.detected_at as at, t.accuracy_m as "accuracyMeters" from flashlight.gunshot_alert t
    where t.agency_id = $1 and ${condition('t.detected_at')}
   union all
   select 'call', t.record_id, t.ordinal, t.received_at, null from flashlight.call_for_service t
    where t.agency_id = $1 and t.gunfire and ${condition('t.received_at')}`;

/** Whether any of some records is of a kind that correlations are made of, whatever it says. */
export async function tellOfGunfire(client: Client, agencyId: number, records: readonly number[]): Promise<boolean> {
  const among = (table: string) =>
    `exists (select 1 from flashlight.${table} where agency_id = $1 and record_id between $3 and $4 and record_id = any($2::bigint[]))`;
  const { rows } = await client.query<{ there: boolean }>({
    name: 'tell-of-gunfire',
    text: `select ${among('incident')} or ${among('gunshot_alert')} or ${among('call_for_service')} as there`,
    values: [agencyId, records, Math.min(...records), Math.max(...records)],
  });
  return rows[0]!.there;
}

/**
 * The pairs one side of which is among the records, whichever came in first: the other side is found by its time alone.
 * Only what is the newest word of its source, and has a point, is there. Asked in small steps, each by an index, because
 * in one statement the server, which knows nothing of tables just filled, reads them whole.
 */
export async function findGunfirePairs(
  client: Client,
  agencyId: number,
  records: readonly number[],
  reach: Reach,
): Promise<GunfirePair[]> {
  const near = [
    ...(await reportsNearIncidents(client, agencyId, records, reach)),
    ...(await incidentsNearReports(client, agencyId, records, reach)),
  ];
  const pairs = new Map(near.map((each) => [`${each.report}/${each.incident}`, each]));
  const of = (side: 'report' | 'incident') => [...new Set([...pairs.values()].map((each) => each[side]))];
  const about = await findSides(client, agencyId, of('report'), of('incident'));
  return [...pairs.values()].flatMap((each): GunfirePair[] => {
    const report = about.reports.get(`${each.report}/${each.ordinal}`);
    const incident = about.incidents.get(each.incident);
    if (!report || !incident || report.entity === incident.entity) return [];
    return [
      {
        kind: each.kind,
        on: report.on,
        report: {
          ...report.at,
          record: each.report,
          entity: report.entity,
          from: each.at,
          to: null,
          accuracyMeters: each.accuracyMeters,
        },
        incident: {
          ...incident.at,
          record: each.incident,
          entity: incident.entity,
          from: each.from,
          to: each.to,
          accuracyMeters: null,
        },
        handling: [...new Set([...report.handling, ...incident.handling])].sort(),
      },
    ];
  });
}

async function reportsNearIncidents(
  client: Client,
  agencyId: number,
  records: readonly number[],
  reach: Reach,
): Promise<Near[]> {
  const { rows: incidents } = await client.query<{ incident: number; from: string; to: string | null }>({
    name: 'find-shootings-of-records',
    text: `select record_id as incident, occurred_from as "from", occurred_to as "to" from flashlight.incident
            where agency_id = $1 and record_id between $3 and $4 and record_id = any($2::bigint[]) and classification in ${shootings}
              and greatest(occurred_from, occurred_to) <= occurred_from + make_interval(secs => $5) order by record_id`,
    values: [agencyId, records, Math.min(...records), Math.max(...records), reach.incidentSeconds],
  });
  if (incidents.length === 0) return [];
  const { rows } = await client.query<Near>({
    name: 'find-reports-near-incidents',
    text: `select r.*, i.incident, i."from", i."to" from unnest($2::bigint[], $3::timestamptz[], $4::timestamptz[]) as i(incident, "from", "to")
            cross join lateral (${reportsWhere((at) => `${at} between i."from" - make_interval(secs => $5) and greatest(i."from", i."to") + make_interval(secs => $5)`)} offset 0) r`,
    values: [
      agencyId,
      incidents.map((each) => each.incident),
      incidents.map((each) => each.from),
      incidents.map((each) => each.to),
      reach.seconds,
    ],
  });
  return rows;
}

async function incidentsNearReports(
  client: Client,
  agencyId: number,
  records: readonly number[],
  reach: Reach,
): Promise<Near[]> {
  const { rows: reports } = await client.query<Omit<Near, 'incident' | 'from' | 'to'>>({
    name: 'find-reports-of-records',
    text: reportsWhere(
      (at) => `t.record_id between $3 and $4 and t.record_id = any($2::bigint[]) and ${at} is not null`,
    ),
    values: [agencyId, records, Math.min(...records), Math.max(...records)],
  });
  if (reports.length === 0) return [];
  const { rows } = await client.query<{ report: number; incident: number; from: string; to: string | null }>({
    name: 'find-incidents-near-reports',
    text: `select r.report, i.* from unnest($2::bigint[], $3::timestamptz[]) as r(report, at)
            cross join lateral (
              select record_id as incident, occurred_from as "from", occurred_to as "to" from flashlight.incident
               where agency_id = $1 and occurred_from between r.at - make_interval(secs => $4::float8 + $5::float8) and r.at + make_interval(secs => $4)
                 and classification in ${shootings} and greatest(occurred_from, occurred_to) <= occurred_from + make_interval(secs => $5) offset 0) i`,
    values: [
      agencyId,
      reports.map((each) => each.report),
      reports.map((each) => each.at),
      reach.seconds,
      reach.incidentSeconds,
    ],
  });
  const reportOf = new Map(reports.map((each) => [each.report, each]));
  return rows.map((row) => ({ ...reportOf.get(row.report)!, ...row }));
}

interface Side {
  readonly entity: number;
  readonly on: string | null;
  readonly at: Pick<Sighting, 'lon' | 'lat' | 'precision'>;
  readonly handling: readonly string[];
}

/** Entity, point and handling of each report, by record and ordinal, and of each incident, by record. */
async function findSides(client: Client, agencyId: number, reports: readonly number[], incidents: readonly number[]) {
  const records = [...reports, ...incidents];
  const found = { reports: new Map<string, Side>(), incidents: new Map<number, Side>() };
  if (reports.length === 0) return found;
  const { rows: observed } = await client.query<{ record: number; ordinal: number; entity: number }>({
    name: 'find-observed-incidents',
    text: `select record_id as record, ordinal, entity_id as entity from flashlight.observation_of
            where agency_id = $1 and record_id = any($2::bigint[]) and kind = 'incident' and status = 'ACTIVE' order by record_id, ordinal`,
    values: [agencyId, records],
  });
  const { rows: places } = await client.query<{
    record: number;
    role: string;
    on: string | null;
    lon: number;
    lat: number;
    precision: string | null;
  }>({
    name: 'find-points-of-records',
    text: `select record_id as record, role, seen_on as "on", lon, lat, precision from flashlight.place_observation
            where agency_id = $1 and record_id = any($2::bigint[]) and lon is not null and lat is not null order by record_id, ordinal`,
    values: [agencyId, records],
  });
  const { rows: named } = await client.query<{ record: number; ordinal: number }>({
    name: 'find-named-incidents',
    text: `select record_id as record, ordinal from flashlight.incident_observation
            where agency_id = $1 and record_id = any($2::bigint[]) and role in ('incident', 'occurrence') order by record_id, ordinal`,
    values: [agencyId, incidents],
  });
  const sources = await findSources(client, agencyId, records);
  const placesOf = Map.groupBy(places, (place) => place.record);
  const side = (record: number, entity: number, roles: readonly string[]): Side | null => {
    const place = placesOf.get(record)?.find((each) => roles.includes(each.role));
    if (!place) return null;
    const { on, lon, lat, precision } = place;
    return { entity, on, at: { lon, lat, precision }, handling: sources.get(record)?.handling ?? [] };
  };
  const isReport = new Set(reports);
  const isNamed = new Set(named.map((each) => `${each.record}/${each.ordinal}`));
  for (const { record, ordinal, entity } of observed) {
    const report = isReport.has(record) ? side(record, entity, ['alert', 'call']) : null;
    if (report) found.reports.set(`${record}/${ordinal}`, report);
    const scene = isNamed.has(`${record}/${ordinal}`) ? side(record, entity, ['scene', 'occurrence']) : null;
    if (scene && !found.incidents.has(record)) found.incidents.set(record, scene);
  }
  return found;
}

/** A link that rests on two records. */
export interface CorrelationToSave {
  readonly link: number;
  readonly subject: number;
  readonly object: number;
  readonly from: string | null;
  readonly record: number;
  readonly otherRecord: number;
  readonly handling: readonly string[];
  readonly description: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/**
 * Makes the correlations of some records exactly those given: what is there already stays or is corrected, what no longer
 * holds is superseded. Gives the entities whose links may have changed.
 */
export async function saveCorrelations(
  client: Client,
  agencyId: number,
  records: readonly number[],
  wanted: readonly CorrelationToSave[],
  assertedBy: string,
): Promise<number[]> {
  const { rows: there } = await client.query<{ record: number; other: number; subject: number; object: number }>(
    `select record_id as record, other_record_id as other, subject_id as subject, object_id as object from flashlight.link
      where agency_id = $1 and other_record_id is not null and predicate = 'CORRELATED_WITH' and status = 'ACTIVE'
        and (record_id = any($2::bigint[]) or other_record_id = any($2::bigint[]))`,
    [agencyId, records],
  );
  const pairs = new Set(wanted.map((each) => `${each.record}/${each.otherRecord}`));
  const gone = there.filter((each) => !pairs.has(`${each.record}/${each.other}`));
  if (gone.length > 0) {
    await client.query(
      `update flashlight.link l set status = 'SUPERSEDED', retracted_at = now()
         from unnest($2::bigint[], $3::bigint[]) as u(record, other)
        where l.agency_id = $1 and l.record_id = u.record and l.other_record_id = u.other and l.predicate = 'CORRELATED_WITH'`,
      [agencyId, gone.map((each) => each.record), gone.map((each) => each.other)],
    );
  }
  if (wanted.length > 0) {
    await client.query(
      `insert into flashlight.link (agency_id, link_id, subject_id, subject_kind, predicate, object_id, object_kind, valid_from,
              record_id, other_record_id, basis, asserted_by, handling, description, detail)
       select $1, link, subject, 'incident', 'CORRELATED_WITH', object, 'incident', "from", record, "otherRecord", 'DERIVED_RULE', $3, handling, description, detail
         from jsonb_to_recordset($2::jsonb) as x(link bigint, subject bigint, object bigint, "from" date, record bigint, "otherRecord" bigint,
                handling text[], description text, detail jsonb)
       on conflict (agency_id, record_id, other_record_id, predicate) where other_record_id is not null do update
         set subject_id = excluded.subject_id, object_id = excluded.object_id, valid_from = excluded.valid_from, status = 'ACTIVE', retracted_at = null,
             asserted_by = excluded.asserted_by, handling = excluded.handling, description = excluded.description, detail = excluded.detail
       where (link.subject_id, link.object_id, link.status, link.asserted_by, link.description, link.handling)
             is distinct from (excluded.subject_id, excluded.object_id, 'ACTIVE', excluded.asserted_by, excluded.description, excluded.handling)`,
      [agencyId, JSON.stringify(wanted), assertedBy],
    );
  }
  return [...new Set([...there, ...wanted].flatMap((each) => [each.subject, each.object]))];
}
