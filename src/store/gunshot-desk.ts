import type pg from 'pg';
import type { LayoutSensor } from '../model/gunshot-desk.ts';
import type { GunshotDecision } from '../model/gunshots.ts';
import { newestWord, pointOf } from './gunshot-reads.ts';
import { ofTheDesk } from './gunshots.ts';

type Client = pg.ClientBase;

/** Notes who took note of an alert first; false where somebody had. */
export async function saveAcknowledgement(
  client: Client,
  agencyId: number,
  { incident, by }: { incident: string; by: string },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into flashlight.gunshot_acknowledgement (agency_id, incident_id, acknowledged_by) values ($1, $2, $3) on conflict do nothing`,
    [agencyId, incident, by],
  );
  return rowCount === 1;
}

/** When things happened to an incident, in microseconds since 1970. */
export interface DeskTimes {
  readonly firstMicroseconds: number;
  readonly openedMicroseconds: number;
  /** When it was first told of with an ellipse no longer than `placedMeters` from its middle. */
  readonly placedMicroseconds: number | null;
  readonly acknowledgedMicroseconds: number | null;
  readonly decidedMicroseconds: number | null;
  readonly sceneMicroseconds: number | null;
  readonly decision: GunshotDecision | null;
  readonly found: boolean | null;
}

/** Of the incidents of a span the desk goes on with, newest first, what is on record of the desk and of calls about them. */
export async function findDeskTimes(
  client: Client,
  agencyId: number,
  about: { from: number; before: number; minutes: number; meters: number; placedMeters: number; limit: number },
): Promise<DeskTimes[]> {
  const micros = (value: string) => `(extract(epoch from ${value}) * 1000000)::bigint`;
  const { rows } = await client.query<DeskTimes>({
    name: 'find-desk-times',
    text: `select i.first_us as "firstMicroseconds", ${micros('i.opened_at')} as "openedMicroseconds", ${micros('a.acknowledged_at')} as "acknowledgedMicroseconds",
                  ${micros('e.placed_at')} as "placedMicroseconds", ${micros('e.decided_at')} as "decidedMicroseconds", ${micros('c.on_scene_at')} as "sceneMicroseconds", i.decision, e.found
             from (select * from flashlight.gunshot_incident where agency_id = $1 and first_us >= $2 and first_us < $3 and ${ofTheDesk}
                    order by first_us desc limit $6) i
             left join flashlight.gunshot_acknowledgement a using (agency_id, incident_id)
             left join lateral (
               select min(at) filter (where kind in ('OPENED', 'UPDATED', 'RETURNED', 'CLOSED') and (detail->'ellipse95'->>'majorMeters')::float8 <= $7) as placed_at,
                      min(at) filter (where kind = 'DECIDED') as decided_at, bool_or(detail->>'found' <> 'nothing') filter (where kind = 'FOUND') as found
                 from flashlight.gunshot_event e where e.agency_id = i.agency_id and e.incident_id = i.incident_id
                  and not exists (select 1 from flashlight.gunshot_event u where u.agency_id = e.agency_id and u.incident_id = e.incident_id
                                     and u.kind = 'UNDONE' and u.detail->>'undone' = e.ordinal::text)) e on true
             left join lateral (
               select min(t.on_scene_at) as on_scene_at
                 from flashlight.call_for_service t ${pointOf(`'call'`)}
                where t.agency_id = i.agency_id and t.gunfire and t.on_scene_at >= to_timestamp(i.first_us / 1e6) and ${newestWord}
                  and t.received_at between to_timestamp(i.first_us / 1e6) - make_interval(mins => $4) and to_timestamp(i.first_us / 1e6) + make_interval(mins => $4)
                  and power((p.lat - i.lat) * 111195.0, 2) + power((p.lon - i.lon) * 111195.0 * cos(radians(i.lat)), 2) <= $5::float8 * $5::float8) c on true`,
    values: [agencyId, about.from, about.before, about.minutes, about.meters, about.limit, about.placedMeters],
  });
  return rows;
}

export interface StoredLayout {
  readonly name: string;
  readonly version: number;
  readonly savedBy: string;
  readonly savedAt: string;
  readonly sensors: LayoutSensor[];
}

/** Planned layouts by name, each in its newest version. */
export async function listLayouts(client: Client, agencyId: number): Promise<StoredLayout[]> {
  const { rows } = await client.query<StoredLayout>({
    name: 'list-sensor-layouts',
    text: `select distinct on (name) name, version, saved_by as "savedBy", saved_at as "savedAt", sensors
             from flashlight.sensor_layout where agency_id = $1 order by name, version desc limit 200`,
    values: [agencyId],
  });
  return rows;
}

/** Saves the version after the one that was looked at; false where there is one already. */
export async function saveLayout(
  client: Client,
  agencyId: number,
  layout: { name: string; after: number; sensors: readonly LayoutSensor[]; by: string },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into flashlight.sensor_layout (agency_id, name, version, sensors, saved_by)
     select $1, $2::text, $3::integer + 1, $4::jsonb, $5
      where coalesce((select max(version) from flashlight.sensor_layout where agency_id = $1 and name = $2), 0) = $3
     on conflict do nothing`,
    [agencyId, layout.name, layout.after, JSON.stringify(layout.sensors), layout.by],
  );
  return rowCount === 1;
}
