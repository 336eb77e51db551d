import type pg from 'pg';
import type { VendorAlert } from '../model/gunshot-answers.ts';
import type { GunshotAir, GunshotArrival, GunshotDecision } from '../model/gunshots.ts';
import { hasStep, incidentColumns, ofTheDesk, type StoredIncident } from './gunshots.ts';

type Client = pg.ClientBase;

export interface GunshotPage {
  readonly from: number;
  /** Before this, in microseconds. */
  readonly before: number;
  readonly limit: number;
  readonly undecided: boolean;
}

/** Own incidents the desk goes on with, newest first; as many as asked for and those of the same moment. */
export async function findIncidents(client: Client, agencyId: number, page: GunshotPage): Promise<StoredIncident[]> {
  const { rows } = await client.query<StoredIncident>({
    name: 'find-gunshot-incidents',
    text: `select ${incidentColumns} from flashlight.gunshot_incident
            where agency_id = $1 and first_us >= $2 and first_us < $3 and ${ofTheDesk}
              and (not $5 or decision is null)
            order by first_us desc fetch first $4 rows with ties`,
    values: [agencyId, page.from, page.before, page.limit, page.undecided],
  });
  return rows.sort((a, b) => b.firstMicroseconds - a.firstMicroseconds || (a.incident < b.incident ? -1 : 1));
}

export interface IncidentNear {
  readonly incident: string;
  readonly firstMicroseconds: number;
  readonly decision: GunshotDecision | null;
  readonly lon: number;
  readonly lat: number;
}

/** Own incidents of a span of time in a box the desk goes on with and that nobody decided to be none, nearest in time first. */
export async function findIncidentsNear(
  client: Client,
  agencyId: number,
  near: { at: number; from: number; before: number; west: number; south: number; east: number; north: number },
): Promise<IncidentNear[]> {
  const { rows } = await client.query<IncidentNear>({
    name: 'find-gunshot-incidents-near',
    text: `select incident_id as incident, first_us as "firstMicroseconds", decision, lon, lat from flashlight.gunshot_incident
            where agency_id = $1 and first_us >= $2 and first_us < $3 and ${ofTheDesk} and decision is distinct from 'not-gunfire'
              and lon between $5 and $7 and lat between $6 and $8
            order by abs(first_us - $4), incident_id`,
    values: [agencyId, near.from, near.before, near.at, near.west, near.south, near.east, near.north],
  });
  return rows;
}

export type FoundAlert = Omit<VendorAlert, 'kind'> & { readonly atMicroseconds: number };

/** That no newer version of the record `t` is there. */
export const newestWord = `not exists (select 1 from flashlight.record r join flashlight.record n on n.agency_id = r.agency_id and n.source_id = r.source_id
   and n.natural_key = r.natural_key and n.version > r.version where r.agency_id = t.agency_id and r.record_id = t.record_id)`;

/** The place of the record `t`, as `p`. */
export const pointOf = (roles: string) =>
  `left join lateral (select lon, lat from flashlight.place_observation p where p.agency_id = t.agency_id and p.record_id = t.record_id
     and p.role in (${roles}) and p.lon is not null and p.lat is not null order by ordinal limit 1) p on true`;

/** Alerts of vendors as they stand, newest first, with those of the same moment. */
export async function findVendorAlerts(
  client: Client,
  agencyId: number,
  page: Omit<GunshotPage, 'undecided'>,
): Promise<FoundAlert[]> {
  const { rows } = await client.query<FoundAlert>({
    name: 'find-vendor-alerts',
    text: `select t.record_id as record, alert_number as number, detected_at as "from", published_at as "publishedAt", p.lon, p.lat,
                  accuracy_m as "accuracyMeters", classification, rounds, disposition,
                  (extract(epoch from detected_at) * 1000000)::bigint as "atMicroseconds"
             from flashlight.gunshot_alert t ${pointOf(`'alert'`)}
            where t.agency_id = $1 and detected_at >= to_timestamp($2 / 1e6) and detected_at < to_timestamp($3 / 1e6) and ${newestWord}
            order by detected_at desc fetch first $4 rows with ties`,
    values: [agencyId, page.from, page.before, page.limit],
  });
  return rows.sort((a, b) => b.atMicroseconds - a.atMicroseconds || a.record - b.record);
}

export async function findIncident(client: Client, agencyId: number, incident: string): Promise<StoredIncident | null> {
  const { rows } = await client.query<StoredIncident>({
    name: 'find-gunshot-incident',
    text: `select ${incidentColumns} from flashlight.gunshot_incident where agency_id = $1 and incident_id = $2`,
    values: [agencyId, incident],
  });
  return rows[0] ?? null;
}

export interface GunshotEvent {
  readonly ordinal: number;
  readonly at: string;
  readonly kind: string;
  readonly by: string | null;
  readonly revision: number;
  readonly detail: Record<string, unknown>;
}

export async function findGunshotEvents(client: Client, agencyId: number, incident: string): Promise<GunshotEvent[]> {
  const { rows } = await client.query<GunshotEvent>({
    name: 'find-gunshot-events',
    text: `select ordinal, at, kind, actor as by, revision, detail from flashlight.gunshot_event where agency_id = $1 and incident_id = $2 order by ordinal`,
    values: [agencyId, incident],
  });
  return rows;
}

/**
 * Decides on an incident that is as it was looked at; its new revision, or null where it is not. `at`: when it was decided, where that was not now.
 * What is withdrawn can be decided for thirty days, and for good where anybody was told of it, decided on it (also where that was taken back), or found
 * something.
 */
export async function saveDecision(
  client: Client,
  agencyId: number,
  decided: {
    incident: string;
    revision: number;
    decision: GunshotDecision | null;
    by: string | null;
    at: string | null;
  },
): Promise<number | null> {
  const { rows } = await client.query<{ revision: number }>({
    name: 'save-gunshot-decision',
    text: `update flashlight.gunshot_incident set decision = $4, decided_by = $5, decided_at = case when $4::text is null then null else coalesce($6::timestamptz, now()) end,
             revision = revision + 1, changed_at = now()
            where agency_id = $1 and incident_id = $2 and revision = $3 and (state in ('OPEN', 'CLOSED') or (state = 'WITHDRAWN' and (changed_at > now() - interval '30 days' or ${hasStep(`e.kind in ('DECIDED', 'FOUND')`)}
              or exists (select from flashlight.gunshot_delivery d where d.agency_id = gunshot_incident.agency_id and d.incident_id = gunshot_incident.incident_id and d.identifier is not null))))
            returning revision`,
    values: [agencyId, decided.incident, decided.revision, decided.decision, decided.by, decided.at],
  });
  return rows[0]?.revision ?? null;
}

interface HeardRow {
  readonly timeMicroseconds: number;
  readonly lon: number;
  readonly lat: number;
  readonly arrivals: GunshotArrival[];
  readonly air: GunshotAir | null;
}

/** Who heard the shots of some times, where they are, and the air they were located in. */
export async function findArrivals(client: Client, agencyId: number, times: readonly number[]): Promise<HeardRow[]> {
  const { rows } = await client.query<HeardRow>({
    name: 'find-gunshot-arrivals',
    text: `select time_us as "timeMicroseconds", lon, lat, arrivals, air from flashlight.gunshot where agency_id = $1 and time_us = any($2) order by time_us`,
    values: [agencyId, times],
  });
  return rows;
}

export interface NearbyRow {
  readonly kind: 'call' | 'vendor-alert' | 'shooting';
  readonly at: string;
  readonly lon: number;
  readonly lat: number;
  readonly record: number;
  readonly number: string | null;
  readonly what: string | null;
}

/** Calls and alerts about a time, and shootings of the year before, in a box about a place. */
export async function findReportedNear(
  client: Client,
  agencyId: number,
  near: { at: string; minutes: number; days: number; west: number; south: number; east: number; north: number },
): Promise<NearbyRow[]> {
  const box = `p.lon between $4 and $6 and p.lat between $5 and $7`;
  const about = (at: string) =>
    `${at} between $2::timestamptz - make_interval(mins => $3) and $2::timestamptz + make_interval(mins => $3)`;
  const { rows } = await client.query<NearbyRow>({
    name: 'find-reported-near-gunshot',
    text: `(select 'call' as kind, received_at as at, p.lon, p.lat, t.record_id as record, event_number as number, initial_type as what
              from flashlight.call_for_service t ${pointOf(`'call'`)}
             where t.agency_id = $1 and t.gunfire and ${about('received_at')} and ${box} and ${newestWord} order by received_at)
           union all
           (select 'vendor-alert', detected_at, p.lon, p.lat, t.record_id, alert_number, classification
              from flashlight.gunshot_alert t ${pointOf(`'alert'`)}
             where t.agency_id = $1 and ${about('detected_at')} and ${box} and ${newestWord} order by detected_at)
           union all
           (select 'shooting', occurred_from, p.lon, p.lat, t.record_id, case_key, t.classification
              from flashlight.incident t ${pointOf(`'scene', 'occurrence'`)}
             where t.agency_id = $1 and occurred_from between $2::timestamptz - make_interval(days => $8) and $2::timestamptz + make_interval(days => 1)
               and t.classification in ('fatal-shooting', 'non-fatal-shooting', 'shots-fired') and ${box} and ${newestWord}
             order by occurred_from desc)`,
    values: [agencyId, near.at, near.minutes, near.west, near.south, near.east, near.north, near.days],
  });
  return rows;
}
