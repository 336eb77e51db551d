import type pg from 'pg';
import type { SensorConfiguration, SensorReport } from '../model/sensor-packet.ts';

type Client = pg.ClientBase;

/** What is asked of a sensor for every message it sends. */
export interface SensorKey {
  readonly sensor: string;
  readonly publicKey: Uint8Array;
  readonly cell: string;
  readonly configuration: SensorConfiguration;
  readonly configurationVersion: number;
  readonly reportedMicroseconds: number | null;
}

/** Keys of those of some sensors that are enrolled and not revoked. */
export async function findSensorKeys(
  client: Client | pg.Pool,
  agencyId: number,
  sensors: readonly string[],
): Promise<Map<string, SensorKey>> {
  const { rows } = await client.query<SensorKey>({
    name: 'find-sensor-keys',
    text: `select sensor_id as sensor, public_key as "publicKey", cell, configuration, configuration_version as "configurationVersion",
                  reported_us as "reportedMicroseconds"
             from flashlight.sensor where agency_id = $1 and sensor_id = any($2) and revoked_at is null`,
    values: [agencyId, sensors],
  });
  return new Map(rows.map((row) => [row.sensor, row]));
}

export interface PacketNumbers {
  readonly sensor: string;
  readonly first: number;
  readonly last: number;
  readonly digest: Uint8Array;
}

/** Messages of a sensor that used one of the numbers given. */
export async function findPacketsWith(
  client: Client | pg.Pool,
  agencyId: number,
  { sensor, first, last }: Omit<PacketNumbers, 'digest'>,
): Promise<PacketNumbers[]> {
  const { rows } = await client.query<PacketNumbers>({
    name: 'find-packets-with',
    text: `select sensor_id as sensor, first_sequence as first, last_sequence as last, digest from flashlight.sensor_packet
            where agency_id = $1 and sensor_id = $2 and last_sequence between $3::bigint and $4::bigint + 64 and first_sequence <= $4::bigint
            order by last_sequence limit 2`,
    values: [agencyId, sensor, first, last],
  });
  return rows;
}

export async function savePackets(
  client: Client | pg.Pool,
  agencyId: number,
  packets: readonly PacketNumbers[],
): Promise<void> {
  await client.query({
    name: 'save-packets',
    text: `insert into flashlight.sensor_packet (agency_id, sensor_id, first_sequence, last_sequence, digest)
           select $1, * from unnest($2::text[], $3::bigint[], $4::bigint[], $5::bytea[]) on conflict do nothing`,
    values: [
      agencyId,
      packets.map((each) => each.sensor),
      packets.map((each) => each.first),
      packets.map((each) => each.last),
      packets.map((each) => each.digest),
    ],
  });
}

/** Counts what was refused of a sensor, so that whoever looks after it sees it. */
export async function noteRefusals(
  client: Client | pg.Pool,
  agencyId: number,
  refused: readonly { readonly sensor: string; readonly why: string }[],
): Promise<void> {
  await client.query({
    name: 'note-refusals',
    text: `update flashlight.sensor s set refused = s.refused + r.n, refused_why = r.why, refused_at = now()
             from (select sensor, count(*) as n, max(why) as why from unnest($2::text[], $3::text[]) as t(sensor, why) group by sensor) r
            where s.agency_id = $1 and s.sensor_id = r.sensor`,
    values: [agencyId, refused.map((each) => each.sensor), refused.map((each) => each.why)],
  });
}

/** Keeps a report if it is newer than the one there; false where it is not. */
export async function saveReport(client: Client | pg.Pool, agencyId: number, report: SensorReport): Promise<boolean> {
  const { sensor, timeMicroseconds, ...rest } = report;
  const { rowCount } = await client.query({
    name: 'save-sensor-report',
    text: `update flashlight.sensor set reported_us = $3, reported_at = now(), report = $4
            where agency_id = $1 and sensor_id = $2 and (reported_us is null or reported_us < $3)`,
    values: [agencyId, sensor, timeMicroseconds, JSON.stringify(rest)],
  });
  return rowCount === 1;
}

export interface NewSensor {
  readonly sensor: string;
  readonly publicKey: Uint8Array;
  readonly cell: string;
  readonly lon: number;
  readonly lat: number;
  readonly elevationMeters: number | null;
  readonly fromMicroseconds: number;
  readonly configuration: SensorConfiguration;
  readonly by: string;
}

/** Enrols a sensor; false where one of that id is there. */
export async function saveSensor(client: Client, agencyId: number, sensor: NewSensor): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into flashlight.sensor (agency_id, sensor_id, public_key, cell, enrolled_by, from_us, configuration)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [
      agencyId,
      sensor.sensor,
      sensor.publicKey,
      sensor.cell,
      sensor.by,
      sensor.fromMicroseconds,
      JSON.stringify(sensor.configuration),
    ],
  );
  if (rowCount === 0) return false;
  await client.query(
    `insert into flashlight.sensor_place (agency_id, sensor_id, lon, lat, elevation_m) values ($1, $2, $3, $4, $5)`,
    [agencyId, sensor.sensor, sensor.lon, sensor.lat, sensor.elevationMeters],
  );
  return true;
}

/** Ends a sensor: nothing it sends is taken from now on, nor counted from a time of sound on. */
export async function revokeSensor(
  client: Client,
  agencyId: number,
  { sensor, by, untilMicroseconds }: { sensor: string; by: string; untilMicroseconds: number },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update flashlight.sensor set revoked_at = now(), revoked_by = $3, until_us = $4
      where agency_id = $1 and sensor_id = $2 and revoked_at is null`,
    [agencyId, sensor, by, untilMicroseconds],
  );
  return rowCount === 1;
}

export async function configureSensor(
  client: Client,
  agencyId: number,
  { sensor, configuration }: { sensor: string; configuration: SensorConfiguration },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update flashlight.sensor set configuration = $3, configuration_version = configuration_version + 1
      where agency_id = $1 and sensor_id = $2 and revoked_at is null`,
    [agencyId, sensor, JSON.stringify(configuration)],
  );
  return rowCount === 1;
}

/** What is known of a sensor's health, without where it is. */
export interface SensorHealth {
  readonly sensor: string;
  readonly enrolledAt: string;
  readonly revokedAt: string | null;
  readonly configuration: SensorConfiguration;
  readonly configurationVersion: number;
  readonly reportedAt: string | null;
  readonly report: Omit<SensorReport, 'sensor' | 'timeMicroseconds'> | null;
  readonly refused: number;
  readonly refusedWhy: string | null;
  readonly refusedAt: string | null;
  readonly trusted: boolean | null;
  readonly offsetMicroseconds: number | null;
}

export async function listSensors(client: Client, agencyId: number): Promise<SensorHealth[]> {
  const { rows } = await client.query<SensorHealth>({
    name: 'list-sensors',
    text: `select s.sensor_id as sensor, s.enrolled_at as "enrolledAt", s.revoked_at as "revokedAt", s.configuration,
                  s.configuration_version as "configurationVersion", s.reported_at as "reportedAt", s.report, s.refused,
                  s.refused_why as "refusedWhy", s.refused_at as "refusedAt", t.trusted, t.offset_us as "offsetMicroseconds"
             from flashlight.sensor s
             left join lateral (select trusted, offset_us from flashlight.sensor_standing t
                                 where t.agency_id = s.agency_id and t.sensor_id = s.sensor_id order by from_us desc limit 1) t on true
            where s.agency_id = $1 order by s.sensor_id`,
    values: [agencyId],
  });
  return rows;
}

/** A sensor with its place and from when to when it counts; `apart`: spans of time in which its clock is not trusted. */
export interface PlacedSensor {
  readonly sensor: string;
  readonly publicKey: Uint8Array;
  readonly cell: string;
  readonly lon: number;
  readonly lat: number;
  readonly elevationMeters: number | null;
  readonly fromMicroseconds: number;
  readonly untilMicroseconds: number | null;
  readonly standings: readonly { readonly fromMicroseconds: number; readonly trusted: boolean }[];
}

/** All sensors that ever were, with their places: for what computes, and for those who may see them. */
export async function findPlacedSensors(client: Client | pg.Pool, agencyId: number): Promise<PlacedSensor[]> {
  const { rows } = await client.query<PlacedSensor>({
    name: 'find-placed-sensors',
    text: `select s.sensor_id as sensor, s.public_key as "publicKey", s.cell, p.lon, p.lat, p.elevation_m as "elevationMeters",
                  s.from_us as "fromMicroseconds", s.until_us as "untilMicroseconds",
                  coalesce((select json_agg(json_build_object('fromMicroseconds', t.from_us, 'trusted', t.trusted) order by t.from_us)
                     from flashlight.sensor_standing t where t.agency_id = s.agency_id and t.sensor_id = s.sensor_id), '[]') as standings
             from flashlight.sensor s join flashlight.sensor_place p using (agency_id, sensor_id)
            where s.agency_id = $1 order by s.sensor_id`,
    values: [agencyId],
  });
  return rows;
}

/** The air from a time of sound on. */
export interface SensorWeather {
  readonly fromMicroseconds: number;
  readonly temperatureC: number;
  readonly windEastMps: number;
  readonly windNorthMps: number;
}

export async function findWeather(client: Client | pg.Pool, agencyId: number): Promise<SensorWeather[]> {
  const { rows } = await client.query<SensorWeather>({
    name: 'find-sensor-weather',
    text: `select from_us as "fromMicroseconds", temperature_c as "temperatureC", wind_east_mps as "windEastMps", wind_north_mps as "windNorthMps"
             from flashlight.sensor_weather where agency_id = $1 order by from_us`,
    values: [agencyId],
  });
  return rows;
}

/** Notes the air from a slot on that has not begun; what was noted of the same slot before was a slip, and is replaced. */
export async function saveWeather(
  client: Client,
  agencyId: number,
  { fromMicroseconds, temperatureC, windEastMps, windNorthMps, by }: SensorWeather & { readonly by: string },
): Promise<void> {
  await client.query(
    `insert into flashlight.sensor_weather (agency_id, from_us, temperature_c, wind_east_mps, wind_north_mps, noted_by) values ($1, $2, $3, $4, $5, $6)
     on conflict (agency_id, from_us) do update
       set temperature_c = $3, wind_east_mps = $4, wind_north_mps = $5, noted_by = $6, noted_at = now()`,
    [agencyId, fromMicroseconds, temperatureC, windEastMps, windNorthMps, by],
  );
}

/** Changes whenever a sensor is enrolled, ended, or trusted otherwise, and with the weather. */
export async function stampOfSensors(client: Client | pg.Pool, agencyId: number): Promise<string> {
  const { rows } = await client.query<{ stamp: string }>({
    name: 'stamp-of-sensors',
    text: `select concat((select count(*) || '/' || count(revoked_at) from flashlight.sensor where agency_id = $1), '/',
                         (select count(*) from flashlight.sensor_standing where agency_id = $1), '/',
                         (select count(*) || '/' || coalesce(max(noted_at)::text, '') from flashlight.sensor_weather where agency_id = $1)) as stamp`,
    values: [agencyId],
  });
  return rows[0]!.stamp;
}
