import type pg from 'pg';
import { sameIncidents } from './gunshots.ts';

type Client = pg.ClientBase;

export interface SoundRow {
  readonly sound: number;
  readonly sensor: string;
  readonly askedAt: string;
  readonly askedBy: string;
  readonly cameAt: string | null;
  readonly seconds: number | null;
  readonly startsMicroseconds: number | null;
}

/** Asks sensors for sound of an incident; those asked before for that moment, of it or of what became one with it, are not asked again. */
export async function askSounds(
  client: Client,
  agencyId: number,
  asked: readonly { incident: string; sensor: string; fromMicroseconds: number; seconds: number; by: string }[],
): Promise<void> {
  for (const { incident, sensor, fromMicroseconds, seconds, by } of asked)
    await client.query(
      `with recursive ${sameIncidents}
       insert into flashlight.sensor_sound (agency_id, incident_id, sensor_id, from_us, seconds, asked_by)
       select $1, $2::text, $3::text, $4::bigint, $5::float8, $6::text
        where not exists (select from flashlight.sensor_sound s join one using (incident_id)
                           where s.agency_id = $1 and s.sensor_id = $3::text and abs(s.from_us - $4::bigint) < 1000000)
       on conflict do nothing`,
      [agencyId, incident, sensor, fromMicroseconds, seconds, by],
    );
}

/** Sounds of an incident and of those that became one with it, without what is heard in them. */
export async function listSounds(client: Client, agencyId: number, incident: string): Promise<SoundRow[]> {
  const { rows } = await client.query<SoundRow>({
    name: 'list-sensor-sounds',
    text: `with recursive ${sameIncidents}
           select sound_id as sound, sensor_id as sensor, asked_at as "askedAt", asked_by as "askedBy", came_at as "cameAt",
                  length(samples) / 2.0::float8 / sample_rate_hz as seconds, starts_us as "startsMicroseconds"
             from flashlight.sensor_sound join one using (incident_id) where agency_id = $1 order by sound_id`,
    values: [agencyId, incident],
  });
  return rows;
}

export async function findSound(
  client: Client,
  agencyId: number,
  { incident, sound }: { incident: string; sound: number },
): Promise<{ sampleRateHz: number; samples: Buffer } | null> {
  const { rows } = await client.query<{ sampleRateHz: number; samples: Buffer }>({
    name: 'find-sensor-sound',
    text: `with recursive ${sameIncidents}
           select sample_rate_hz as "sampleRateHz", samples from flashlight.sensor_sound join one using (incident_id)
            where agency_id = $1 and sound_id = $3 and length(samples) > 0`,
    values: [agencyId, incident, sound],
  });
  return rows[0] ?? null;
}

export interface WantedSound {
  readonly request: number;
  readonly fromMicroseconds: number;
  readonly seconds: number;
}

/** What a sensor was asked for and has not sent. */
export async function findWantedSounds(
  client: Client | pg.Pool,
  agencyId: number,
  sensor: string,
): Promise<WantedSound[]> {
  const { rows } = await client.query<WantedSound>({
    name: 'find-wanted-sounds',
    text: `select sound_id as request, from_us as "fromMicroseconds", seconds from flashlight.sensor_sound
            where agency_id = $1 and sensor_id = $2 and came_at is null order by sound_id limit 5`,
    values: [agencyId, sensor],
  });
  return rows;
}

/** Keeps a sound that was asked of this sensor; false where nobody asked, or it is there already. */
export async function saveSound(
  client: Client | pg.Pool,
  agencyId: number,
  sound: { request: number; sensor: string; startsMicroseconds: number; sampleRateHz: number; samples: Uint8Array },
): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'save-sensor-sound',
    text: `update flashlight.sensor_sound set came_at = now(), starts_us = $4, sample_rate_hz = $5, samples = $6
            where agency_id = $1 and sound_id = $2 and sensor_id = $3 and came_at is null
              and (length($6::bytea) = 0 or ($4::bigint >= from_us - 100000
                and $4::bigint + length($6::bytea) / 2 * 1000000.0 / $5::integer <= from_us + (seconds + 0.1) * 1000000))`,
    values: [agencyId, sound.request, sound.sensor, sound.startsMicroseconds, sound.sampleRateHz, sound.samples],
  });
  return rowCount === 1;
}

/** Sensors that were asked for sound and have not sent it. */
export async function findSensorsAsked(client: Client | pg.Pool, agencyId: number): Promise<string[]> {
  const { rows } = await client.query<{ sensor: string }>({
    name: 'find-sensors-asked',
    text: `select distinct sensor_id as sensor from flashlight.sensor_sound where agency_id = $1 and came_at is null order by sensor_id limit 100`,
    values: [agencyId],
  });
  return rows.map(({ sensor }) => sensor);
}
