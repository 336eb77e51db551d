import type pg from 'pg';
import type { Sighting } from '../links/correlate-gunfire.ts';

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
  readonly meters: number;
}

const metersPerDegree = 111_195;

/**
 * The pairs one side of which is among the records, whichever came in first: the other side is found by its time alone.
 * Only what is the newest word of its source, and has a point, is there.
 */
export async function findGunfirePairs(
  client: Client,
  agencyId: number,
  records: readonly number[],
  reach: Reach,
): Promise<GunfirePair[]> {
  const { rows } = await client.query<Record<string, never>>({
    name: 'find-gunfire-pairs',
    text: `with pair as (
             select r.kind, r.record_id as report, r.ordinal, r.at, r.accuracy_m, i.record_id as incident, i.occurred_from, i.occurred_to
               from flashlight.incident i
              cross join lateral (
                select 'alert' as kind, record_id, ordinal, detected_at as at, accuracy_m from flashlight.gunshot_alert
                 where agency_id = $1 and detected_at between i.occurred_from - make_interval(secs => $3) and greatest(i.occurred_from, i.occurred_to) + make_interval(secs => $3)
                union all
                select 'call', record_id, ordinal, received_at, null from flashlight.call_for_service
                 where agency_id = $1 and gunfire and received_at between i.occurred_from - make_interval(secs => $3) and greatest(i.occurred_from, i.occurred_to) + make_interval(secs => $3)) r
              where i.agency_id = $1 and i.record_id = any($2::bigint[])
                and i.classification in ('fatal-shooting', 'non-fatal-shooting', 'shots-fired')
                and greatest(i.occurred_from, i.occurred_to) <= i.occurred_from + make_interval(secs => $4)
             union
             select r.kind, r.record_id, r.ordinal, r.at, r.accuracy_m, i.record_id, i.occurred_from, i.occurred_to
               from (select 'alert' as kind, record_id, ordinal, detected_at as at, accuracy_m from flashlight.gunshot_alert
                      where agency_id = $1 and record_id = any($2::bigint[])
                     union all
                     select 'call', record_id, ordinal, received_at, null from flashlight.call_for_service
                      where agency_id = $1 and gunfire and record_id = any($2::bigint[])) r
               join flashlight.incident i on i.agency_id = $1
                and i.occurred_from between r.at - make_interval(secs => $3 + $4) and r.at + make_interval(secs => $3)
              where i.classification in ('fatal-shooting', 'non-fatal-shooting', 'shots-fired')
                and greatest(i.occurred_from, i.occurred_to) <= i.occurred_from + make_interval(secs => $4))
           select distinct on (pair.report, pair.incident) pair.*, ro.entity_id as report_entity, io.entity_id as incident_entity, rp.seen_on,
                  rp.lon as report_lon, rp.lat as report_lat, rp.precision as report_precision,
                  ip.lon as incident_lon, ip.lat as incident_lat, ip.precision as incident_precision,
                  coalesce(rr.handling, rs.handling) as report_handling, coalesce(ir.handling, irs.handling) as incident_handling
             from pair
             join flashlight.observation_of ro on ro.agency_id = $1 and ro.record_id = pair.report and ro.ordinal = pair.ordinal
              and ro.kind = 'incident' and ro.status = 'ACTIVE'
             join flashlight.place_observation rp on rp.agency_id = $1 and rp.record_id = pair.report and rp.role = pair.kind and rp.lon is not null
             join flashlight.incident_observation s on s.agency_id = $1 and s.record_id = pair.incident and s.role in ('incident', 'occurrence')
             join flashlight.observation_of io on io.agency_id = $1 and io.record_id = s.record_id and io.ordinal = s.ordinal and io.status = 'ACTIVE'
             join flashlight.place_observation ip on ip.agency_id = $1 and ip.record_id = pair.incident and ip.role in ('scene', 'occurrence')
              and abs(ip.lat - rp.lat) <= $5 and abs(ip.lon - rp.lon) * cos(radians(ip.lat)) <= $5
             join flashlight.record rr on rr.agency_id = $1 and rr.record_id = pair.report
             join flashlight.source rs on rs.agency_id = $1 and rs.source_id = rr.source_id
             join flashlight.record ir on ir.agency_id = $1 and ir.record_id = pair.incident
             join flashlight.source irs on irs.agency_id = $1 and irs.source_id = ir.source_id
            where io.entity_id <> ro.entity_id
            order by pair.report, pair.incident, ip.ordinal, s.ordinal`,
    values: [agencyId, records, reach.seconds, reach.incidentSeconds, reach.meters / metersPerDegree],
  });
  return rows.map((row) => ({
    kind: row['kind']!,
    on: row['seen_on']!,
    report: {
      record: row['report']!,
      entity: row['report_entity']!,
      from: row['at']!,
      to: null,
      lon: row['report_lon']!,
      lat: row['report_lat']!,
      precision: row['report_precision']!,
      accuracyMeters: row['accuracy_m']!,
    },
    incident: {
      record: row['incident']!,
      entity: row['incident_entity']!,
      from: row['occurred_from']!,
      to: row['occurred_to']!,
      lon: row['incident_lon']!,
      lat: row['incident_lat']!,
      precision: row['incident_precision']!,
      accuracyMeters: null,
    },
    handling: [...new Set([...row['report_handling']!, ...row['incident_handling']!])].sort(),
  }));
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
