import type pg from 'pg';
import type { Gunshot, GunshotDecision, GunshotState, GunshotSummary } from '../model/gunshots.ts';

type Client = pg.ClientBase;

interface ShotRow {
  readonly cell: string;
  readonly slot: number;
  readonly timeMicroseconds: number;
  readonly lon: number;
  readonly lat: number;
  readonly major: number;
  readonly minor: number;
  readonly bearing: number;
  readonly covariance: readonly number[];
  readonly arrivals: Gunshot['arrivals'];
  readonly air: Gunshot['air'];
}

const shotColumns = `cell, slot, time_us as "timeMicroseconds", lon, lat, major_m as major, minor_m as minor, bearing, covariance, arrivals, air`;

const shotOf = ({ major, minor, bearing, covariance: [xx, xy, yy], ...row }: ShotRow): Gunshot => ({
  ...row,
  ellipse95: { majorMeters: major, minorMeters: minor, bearingDegrees: bearing },
  covariance: [
    [xx!, xy!],
    [xy!, yy!],
  ],
});

/** One at a time changes what is found of an agency: whoever else locates waits. */
export async function lockGunshots(client: Client, agencyId: number): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtext('flashlight.gunshots'), $1)`, [agencyId]);
}

/** The shots that some slots of a cell hold. */
export async function findShotsOfSlot(
  client: Client | pg.Pool,
  agencyId: number,
  { cell, slot }: { cell: string; slot: number },
): Promise<Gunshot[]> {
  const { rows } = await client.query<ShotRow>({
    name: 'find-shots-of-slot',
    text: `select ${shotColumns} from flashlight.gunshot where agency_id = $1 and cell = $2 and slot = $3 order by ordinal`,
    values: [agencyId, cell, slot],
  });
  return rows.map(shotOf);
}

/** Puts the shots of a slot in place of those it held. */
export async function replaceShotsOfSlot(
  client: Client,
  agencyId: number,
  { cell, slot, shots }: { cell: string; slot: number; shots: readonly Gunshot[] },
): Promise<void> {
  await client.query({
    name: 'delete-shots-of-slot',
    text: 'delete from flashlight.gunshot where agency_id = $1 and cell = $2 and slot = $3',
    values: [agencyId, cell, slot],
  });
  for (const [ordinal, shot] of shots.entries()) {
    const [[xx, xy], [, yy]] = shot.covariance;
    await client.query({
      name: 'save-shot',
      text: `insert into flashlight.gunshot (agency_id, cell, slot, ordinal, time_us, lon, lat, major_m, minor_m, bearing, covariance, sensors, arrivals, air)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
      values: [
        agencyId,
        cell,
        slot,
        ordinal,
        shot.timeMicroseconds,
        shot.lon,
        shot.lat,
        shot.ellipse95.majorMeters,
        shot.ellipse95.minorMeters,
        shot.ellipse95.bearingDegrees,
        [xx, xy, yy],
        shot.arrivals.length,
        JSON.stringify(shot.arrivals),
        JSON.stringify(shot.air),
      ],
    });
  }
}

/** All shots in a span of time. */
export async function findShotsBetween(
  client: Client,
  agencyId: number,
  { from, until }: { from: number; until: number },
): Promise<Gunshot[]> {
  const { rows } = await client.query<ShotRow>({
    name: 'find-shots-between',
    text: `select ${shotColumns} from flashlight.gunshot where agency_id = $1 and time_us between $2 and $3 order by time_us, cell, slot, ordinal`,
    values: [agencyId, from, until],
  });
  return rows.map(shotOf);
}

/** An incident as it is kept. */
export interface StoredIncident {
  readonly incident: string;
  readonly state: GunshotState;
  readonly joinedInto: string | null;
  readonly revision: number;
  readonly firstMicroseconds: number;
  readonly lastMicroseconds: number;
  readonly openedAt: string;
  readonly changedAt: string;
  readonly closedAt: string | null;
  readonly lon: number;
  readonly lat: number;
  readonly summary: GunshotSummary;
  readonly decision: GunshotDecision | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  /** Whether something was found at the scene, by what stands; where it was decided to be no gunfire, since then. */
  readonly found: boolean;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: string | null;
}

/** Whether a step of the incident of a row of flashlight.gunshot_incident is so, as a condition: `of` says of `e` which steps. */
export const hasStep = (of: string) =>
  `exists (select from flashlight.gunshot_event e where e.agency_id = gunshot_incident.agency_id and e.incident_id = gunshot_incident.incident_id and ${of})`;

const isTakenBack = (of: string) =>
  `exists (select from flashlight.gunshot_event u where u.agency_id = ${of}.agency_id and u.incident_id = ${of}.incident_id and u.kind = 'UNDONE'
     and u.detail->>'undone' = ${of}.ordinal::text)`;

/**
 * What lay there already when somebody decided that it was no gunfire was known to them, and counts no more: where they decided after it in one history,
 * of the incident itself or of the one the finding was carried from. What was found of another is not known to who decided of this one before.
 */
const foundSomething = hasStep(`e.kind = 'FOUND' and e.detail->>'found' <> 'nothing' and not ${isTakenBack('e')}
  and (gunshot_incident.decision is distinct from 'not-gunfire' or not exists (
    select from flashlight.gunshot_event d where d.agency_id = e.agency_id and d.incident_id = e.incident_id and d.kind = 'DECIDED'
       and d.detail->>'decision' = 'not-gunfire' and d.ordinal > e.ordinal and (not d.detail ? 'was' or d.detail->>'was' = e.detail->>'was')
       and not ${isTakenBack('d')}))`);

/** What of flashlight.gunshot_incident the desk goes on with: what stands, and what is no longer located where people know of gunfire there. */
export const ofTheDesk = `(state in ('OPEN', 'CLOSED')
  or (state = 'WITHDRAWN' and (decision in ('gunfire', 'unsure') or ${foundSomething})))`;

export const incidentColumns = `incident_id as incident, state, joined_into as "joinedInto", revision, first_us as "firstMicroseconds",
  last_us as "lastMicroseconds", opened_at as "openedAt", changed_at as "changedAt", closed_at as "closedAt", lon, lat, summary, decision,
  decided_by as "decidedBy", decided_at as "decidedAt", ${foundSomething} as found,
  (select acknowledged_by from flashlight.gunshot_acknowledgement a where a.agency_id = gunshot_incident.agency_id and a.incident_id = gunshot_incident.incident_id) as "acknowledgedBy",
  (select acknowledged_at from flashlight.gunshot_acknowledgement a where a.agency_id = gunshot_incident.agency_id and a.incident_id = gunshot_incident.incident_id) as "acknowledgedAt"`;

/** Part of a query with $1 the agency and $2 an incident: `one`, that incident and all that became one with it. */
export const sameIncidents = `one as (
  select $2::text as incident_id
  union select i.incident_id from flashlight.gunshot_incident i join one on i.joined_into = one.incident_id where i.agency_id = $1 and i.state = 'JOINED')`;

export interface KeptIncident extends StoredIncident {
  readonly pulses: readonly string[];
}

/** Incidents of a span of time that share a pulse with those named, whether they stand or not, and those of some ids. */
export async function findIncidentsOfPulses(
  client: Client,
  agencyId: number,
  about: { from: number; until: number; pulses: readonly string[]; incidents: readonly string[] },
): Promise<KeptIncident[]> {
  const { rows } = await client.query<KeptIncident>({
    name: 'find-incidents-of-pulses',
    text: `select ${incidentColumns}, pulses from flashlight.gunshot_incident
            where agency_id = $1 and (incident_id = any($5) or (first_us <= $3 and last_us >= $2 and pulses && $4::text[]))
            order by first_us, incident_id for update`,
    values: [agencyId, about.from, about.until, about.pulses, about.incidents],
  });
  return rows;
}

export interface IncidentToSave {
  readonly incident: string;
  readonly state: GunshotState;
  readonly joinedInto: string | null;
  readonly firstMicroseconds: number;
  readonly lastMicroseconds: number;
  readonly openedAt: string | null;
  readonly lon: number;
  readonly lat: number;
  readonly summary: GunshotSummary;
  readonly pulses: readonly string[];
  readonly decision: GunshotDecision | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
}

/** Incidents of a span of time that stand. */
export async function findStandingIncidents(
  client: Client,
  agencyId: number,
  { from, until, alsoOfTheDesk = false }: { from: number; until: number; alsoOfTheDesk?: boolean },
): Promise<StoredIncident[]> {
  const { rows } = await client.query<StoredIncident>({
    name: alsoOfTheDesk ? 'find-desk-incidents' : 'find-standing-incidents',
    text: `select ${incidentColumns} from flashlight.gunshot_incident
            where agency_id = $1 and first_us <= $3 and last_us >= $2 and ${alsoOfTheDesk ? ofTheDesk : "state in ('OPEN', 'CLOSED')"} order by first_us, incident_id`,
    values: [agencyId, from, until],
  });
  return rows;
}

export async function isIncident(client: Client, agencyId: number, incident: string): Promise<boolean> {
  const { rowCount } = await client.query(
    'select 1 from flashlight.gunshot_incident where agency_id = $1 and incident_id = $2',
    [agencyId, incident],
  );
  return rowCount === 1;
}

/** Writes an incident as it now stands; gives its revision. */
export async function saveIncident(client: Client, agencyId: number, incident: IncidentToSave): Promise<number> {
  const { rows } = await client.query<{ revision: number }>({
    name: 'save-gunshot-incident',
    text: `insert into flashlight.gunshot_incident as i (agency_id, incident_id, state, joined_into, revision, first_us, last_us, opened_at, lon, lat, summary,
             pulses, decision, decided_by, decided_at)
           values ($1, $2, $3, $4, 1, $5, $6, coalesce($7, now()), $8, $9, $10, $11, $12, $13, $14)
           on conflict (agency_id, incident_id) do update set state = excluded.state, joined_into = excluded.joined_into, revision = i.revision + 1,
             first_us = excluded.first_us, last_us = excluded.last_us, opened_at = excluded.opened_at, changed_at = now(), lon = excluded.lon,
             lat = excluded.lat, summary = excluded.summary, pulses = excluded.pulses, decision = excluded.decision, decided_by = excluded.decided_by,
             decided_at = excluded.decided_at, closed_at = case when excluded.state = 'OPEN' then null else i.closed_at end
           returning revision`,
    values: [
      agencyId,
      incident.incident,
      incident.state,
      incident.joinedInto,
      incident.firstMicroseconds,
      incident.lastMicroseconds,
      incident.openedAt,
      incident.lon,
      incident.lat,
      JSON.stringify(incident.summary),
      incident.pulses,
      incident.decision,
      incident.decidedBy,
      incident.decidedAt,
    ],
  });
  return rows[0]!.revision;
}

export interface GunshotEventToSave {
  readonly incident: string;
  readonly kind: 'OPENED' | 'UPDATED' | 'CLOSED' | 'WITHDRAWN' | 'JOINED' | 'RETURNED' | 'DECIDED' | 'UNDONE' | 'FOUND';
  readonly actor: string | null;
  readonly role: string | null;
  readonly revision: number;
  readonly detail: Readonly<Record<string, unknown>>;
  /** It waits so long before it is told outside, for more to be told with it; not at all where no time is said. */
  readonly holdSeconds?: number;
  /** Nobody is told of it outside. */
  readonly silent?: boolean;
}

/** Adds a step to the history of an incident, has it told outside where somebody is to be told, and tells open pages that there is something new. */
export async function saveGunshotEvent(client: Client, agencyId: number, event: GunshotEventToSave): Promise<void> {
  await client.query({
    name: 'save-gunshot-event',
    text: `with added as (
             insert into flashlight.gunshot_event (agency_id, incident_id, ordinal, kind, actor, role, revision, detail)
             select $1, $2, coalesce(max(ordinal), 0) + 1, $3, $4, $5, $6, $7 from flashlight.gunshot_event where agency_id = $1 and incident_id = $2
             returning agency_id, incident_id, ordinal)
           insert into flashlight.gunshot_delivery (agency_id, incident_id, ordinal, channel, next_at)
           select a.agency_id, a.incident_id, a.ordinal, r.channel, clock_timestamp() + make_interval(secs => $8) from added a
             join (select agency_id, 'webhook' as channel from flashlight.gunshot_webhook union all select agency_id, 'mail' from flashlight.gunshot_mail) r using (agency_id)
            where not $9`,
    values: [
      agencyId,
      event.incident,
      event.kind,
      event.actor,
      event.role,
      event.revision,
      JSON.stringify(event.detail),
      event.holdSeconds ?? 0,
      event.silent ?? false,
    ],
  });
  await announceGunshot(client, agencyId, event.incident);
}

/** Tells open pages that there is something new of an incident. */
export async function announceGunshot(client: Client, agencyId: number, incident: string): Promise<void> {
  await client.query(
    `select pg_notify('flashlight', json_build_object('kind', 'gunshots', 'agencyId', $1::integer, 'incident', $2::text)::text)`,
    [agencyId, incident],
  );
}

/** Closes incidents that were last heard before a time; gives them as they are then. */
export async function closeIncidents(
  client: Client,
  agencyId: number,
  lastBefore: number,
): Promise<{ incident: string; revision: number }[]> {
  const { rows } = await client.query<{ incident: string; revision: number }>({
    name: 'close-gunshot-incidents',
    text: `update flashlight.gunshot_incident set state = 'CLOSED', closed_at = now(), changed_at = now(), revision = revision + 1
            where agency_id = $1 and state = 'OPEN' and last_us < $2 returning incident_id as incident, revision`,
    values: [agencyId, lastBefore],
  });
  return rows;
}

/** Notes how far sensors' pulses lay from where they should in an incident, and gives the newest of each of them. */
export async function saveOffsets(
  client: Client,
  agencyId: number,
  offsets: readonly { sensor: string; incident: string; timeMicroseconds: number; offsetMicroseconds: number }[],
): Promise<void> {
  await client.query({
    name: 'save-sensor-offsets',
    text: `insert into flashlight.sensor_offset (agency_id, sensor_id, incident_id, time_us, offset_us)
           select $1, * from unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[])
           on conflict (agency_id, sensor_id, incident_id) do update set time_us = excluded.time_us, offset_us = excluded.offset_us`,
    values: [
      agencyId,
      offsets.map((each) => each.sensor),
      offsets.map((each) => each.incident),
      offsets.map((each) => each.timeMicroseconds),
      offsets.map((each) => each.offsetMicroseconds),
    ],
  });
}

export async function findOffsets(
  client: Client,
  agencyId: number,
  { sensors, limit }: { sensors: readonly string[]; limit: number },
): Promise<{ sensor: string; offsets: number[]; trusted: boolean }[]> {
  const { rows } = await client.query<{ sensor: string; offsets: number[]; trusted: boolean }>({
    name: 'find-sensor-offsets',
    text: `select s.sensor, o.offsets, coalesce(t.trusted, true) as trusted from unnest($2::text[]) as s(sensor)
            cross join lateral (select coalesce(json_agg(offset_us order by time_us desc), '[]') as offsets from (
              select offset_us, time_us from flashlight.sensor_offset where agency_id = $1 and sensor_id = s.sensor order by time_us desc limit $3) newest) o
             left join lateral (select trusted from flashlight.sensor_standing where agency_id = $1 and sensor_id = s.sensor
                                 order by from_us desc limit 1) t on true`,
    values: [agencyId, sensors, limit],
  });
  return rows;
}

export async function saveStanding(
  client: Client,
  agencyId: number,
  standing: {
    sensor: string;
    fromMicroseconds: number;
    trusted: boolean;
    offsetMicroseconds: number;
    incidents: number;
  },
): Promise<void> {
  await client.query({
    name: 'save-sensor-standing',
    text: `insert into flashlight.sensor_standing (agency_id, sensor_id, from_us, trusted, offset_us, incidents) values ($1, $2, $3, $4, $5, $6)
           on conflict do nothing`,
    values: [
      agencyId,
      standing.sensor,
      standing.fromMicroseconds,
      standing.trusted,
      standing.offsetMicroseconds,
      standing.incidents,
    ],
  });
}
