import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tellSensor } from '../../src/jobs/look-after-sensors.ts';
import { defaultSensorConfiguration } from '../../src/model/sensor-packet.ts';
import { runSensor, sensorKey } from '../../src/sensor/run-sensor.ts';
import { Random } from '../../src/stats/random.ts';
import { inTransaction } from '../../src/store/database.ts';
import { saveSensor } from '../../src/store/sensors.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';

// The program of a sensor and the service, each as it is: what the one asks, and what the other lets go.

const rate = 12_000;
const sensor = 'roof-1';
let folder: string;
let server: TestServer;
let url: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flashlight-agent-'));
  server = await openTestServer({ clock: () => new Date() });
  url = await server.api.listen({ host: '127.0.0.1', port: 0 });
  const { publicKey } = sensorKey(folder);
  await inTransaction(pool(), (client) =>
    saveSensor(client, agencyId(), {
      sensor,
      publicKey: Buffer.from(publicKey, 'base64url'),
      cell: 'r1c1',
      lon: -76.6,
      lat: 39.3,
      elevationMeters: null,
      fromMicroseconds: 0,
      configuration: { ...defaultSensorConfiguration, reportSeconds: 5 },
      by: 'tests',
    }),
  );
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});
const pool = () => server.store.database.pool('import');
const agencyId = () => server.store.agency.agencyId;

const pausing = (paused: boolean) =>
  inTransaction(pool(), (client) =>
    tellSensor(client, agencyId(), {
      sensor,
      configuration: { ...defaultSensorConfiguration, reportSeconds: 5, paused },
    }),
  );

/** Has the service ask for a sound, as somebody would who has the service and heeds nothing. */
async function askFor(fromMicroseconds: number, seconds: number): Promise<number> {
  const { rows } = await pool().query<{ id: number }>(
    `insert into flashlight.sensor_sound (agency_id, incident_id, sensor_id, from_us, seconds, asked_by)
     values ($1, gen_random_uuid()::text, $2, $3, $4, 'tests') returning sound_id as id`,
    [agencyId(), sensor, fromMicroseconds, seconds],
  );
  return rows[0]!.id;
}

async function soundOf(id: number): Promise<{ came: boolean; seconds: number; rate: number | null }> {
  const { rows } = await pool().query<{ came: boolean; bytes: number | null; rate: number | null }>(
    'select came_at is not null as came, length(samples) as bytes, sample_rate_hz as rate from flashlight.sensor_sound where sound_id = $1',
    [id],
  );
  const [{ came, bytes, rate: hz }] = rows as [(typeof rows)[number]];
  return { came, seconds: (bytes ?? 0) / 2 / (hz ?? 1), rate: hz };
}

test('a pause from afar moves no pulse in time, nothing is heard in it, and sound leaves only about an impulse and never while paused', async () => {
  const startsMicroseconds = Date.now() * 1000 - 90e6;
  const bangs = [4, 12, 20];
  const random = new Random('agent');
  let heard = 0;
  const hear = (seconds: number): Float32Array[] =>
    Array.from({ length: seconds * 10 }, () =>
      Float32Array.from({ length: rate / 10 }, () => {
        const t = heard++ / rate;
        const since = t - bangs.findLast((bang) => bang <= t)!;
        const bang = since >= 0 && since < 0.01 ? 0.6 * (1 - since / 0.002) * Math.exp(-since / 0.002) : 0;
        return bang + (random.next() - 0.5) * 0.003;
      }),
    );
  let version = 0;
  const inForce = (wanted: number) => expect.poll(() => version, { timeout: 15_000 }).toBeGreaterThanOrEqual(wanted);
  const asked: Record<string, number> = {};
  const came = (which: string) =>
    expect.poll(async () => (await soundOf(asked[which]!)).came, { timeout: 15_000 }).toBe(true);
  async function* pieces(): AsyncGenerator<Float32Array> {
    yield* hear(8);
    await inForce(1);
    asked['long'] = await askFor(startsMicroseconds + 1e6, 25);
    asked['quiet'] = await askFor(startsMicroseconds + 1e6, 2);
    asked['about'] = await askFor(startsMicroseconds + 3.5e6, 2);
    asked['beside'] = await askFor(startsMicroseconds + 2.5e6, 2);
    for (const which of Object.keys(asked)) await came(which);
    await pausing(true);
    await inForce(2);
    yield* hear(8);
    asked['paused'] = await askFor(startsMicroseconds + 3.5e6, 2);
    // Two reports and more.
    await new Promise((resolve) => setTimeout(resolve, 11_000));
    asked['while'] = (await soundOf(asked['paused'])).came ? 1 : 0;
    await pausing(false);
    await inForce(3);
    yield* hear(8);
    await came('paused');
  }
  await runSensor({
    sensor,
    stateDir: folder,
    server: url,
    source: { sampleRateHz: rate, live: false, pieces },
    clock: { source: 'gps', sigmaMicroseconds: 5 },
    startsMicroseconds,
    program: 'test',
    once: true,
    signal: new AbortController().signal,
    access: { credentialsFile: null, caFile: null },
    onNews: (news) => void (version = Number(/^configuration (\d+)/.exec(news)?.[1] ?? version)),
  });

  const { rows } = await pool().query<{ time: number }>(
    'select time_us as time from flashlight.sensor_pulse order by time_us',
  );
  const times = rows.map(({ time }) => (time - startsMicroseconds) / 1e6);
  const near = (bang: number) => times.filter((time) => Math.abs(time - bang) < 0.005).length;
  // What was said at 12 s is nobody's.
  expect(bangs.map(near)).toEqual([1, 0, 1]);
  expect(times.filter((time) => time > 8 && time < 16)).toEqual([]);

  const nothing = { came: true, seconds: 0 };
  expect(await soundOf(asked['long']!)).toMatchObject(nothing);
  expect(await soundOf(asked['quiet']!)).toMatchObject(nothing);
  expect(await soundOf(asked['beside']!)).toMatchObject(nothing);
  expect(await soundOf(asked['about']!)).toEqual({ came: true, seconds: 2, rate });
  expect(asked['while']).toBe(0);
  // After the pause only what has no voice in it is there.
  expect((await soundOf(asked['paused']!)).rate).toBe(1000);
  const report = await pool().query<{ withheld: number }>(
    `select (report->'selfTest'->>'withheld')::integer as withheld from flashlight.sensor`,
  );
  expect(report.rows[0]!.withheld).toBe(3);
});
