import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSensor, sensorKey } from '../../src/sensor/run-sensor.ts';
import { defaultSensorConfiguration, type SensorConfiguration } from '../../src/model/sensor-packet.ts';
import { Random } from '../../src/stats/random.ts';
import { inTransaction } from '../../src/store/database.ts';
import { askSounds, listSounds } from '../../src/store/sensor-sounds.ts';
import { configureSensor, saveSensor } from '../../src/store/sensors.ts';
import { openTestServer, type TestServer } from '../contract/open-test-server.ts';

// What a service may tell a sensor, and what the sensor makes of it: paused from afar, asked for more sound than may leave.

const rate = 12_000;
const sensor = 'roof-2';
const incident = 'a'.repeat(16);
let folder: string;
let server: TestServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flashlight-orders-'));
  server = await openTestServer({ clock: () => new Date() });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

test('after a pause an impulse is of the time it was heard, and of the sound only two seconds about an impulse leave', async () => {
  const { database, agency } = server.store;
  const { agencyId } = agency;
  const importing = <T>(work: Parameters<typeof inTransaction<T>>[1]) => inTransaction(database.pool('import'), work);
  const begins = (Date.now() - 3600_000) * 1000;
  const asked: SensorConfiguration = { ...defaultSensorConfiguration, reportSeconds: 5, snrDbMin: 20 };
  await importing(async (client) =>
    saveSensor(client, agencyId, {
      sensor,
      publicKey: Buffer.from(sensorKey(folder).publicKey, 'base64url'),
      cell: 'r1c1',
      lon: -76.6,
      lat: 39.3,
      elevationMeters: null,
      fromMicroseconds: 0,
      configuration: asked,
      by: 'tests',
    }),
  );
  const news: string[] = [];
  const told = (words: RegExp, times: number) =>
    expect.poll(() => news.filter((each) => words.test(each)).length, { timeout: 20_000 }).toBe(times);
  const configure = (paused: boolean) =>
    inTransaction(database.pool('read'), async (client) =>
      configureSensor(client, agencyId, { sensor, configuration: { ...asked, paused } }),
    );
  const sounds = () => importing((client) => listSounds(client, agencyId, incident));
  const random = new Random('sensor-orders');
  const bangs = [4, 10, 22];
  function* heard(from: number, to: number) {
    for (let first = from * rate; first < to * rate; first += 600)
      yield Float32Array.from({ length: 600 }, (_, at) => {
        const seconds = (first + at) / rate;
        const bang = bangs.map((each) => seconds - each).find((since) => since >= 0 && since < 0.01);
        const blast = bang === undefined ? 0 : 0.6 * (1 - bang / 0.002) * Math.exp(-bang / 0.002);
        return blast + 0.003 * (random.next() - 0.5);
      });
  }
  async function* pieces() {
    await told(/in force/, 1);
    yield* heard(0, 6);
    await configure(true);
    await told(/in force/, 2);
    yield* heard(6, 16);
    await configure(false);
    await told(/in force/, 3);
    yield* heard(16, 26);
    await importing(async (client) =>
      askSounds(
        client,
        agencyId,
        [
          { from: 21.5, seconds: 2 },
          { from: 16, seconds: 9 },
          { from: 18, seconds: 2 },
          { from: 9.5, seconds: 2 },
        ].map(({ from, seconds }, at) => ({
          incident: at === 0 ? incident : String(at).repeat(16),
          sensor,
          fromMicroseconds: begins + from * 1e6,
          seconds,
          by: 'tests',
        })),
      ),
    );
    await told(/stays here/, 3);
    await expect.poll(async () => (await sounds())[0]?.cameAt ?? null).not.toBeNull();
  }
  await runSensor({
    sensor,
    stateDir: folder,
    server: await server.api.listen({ host: '127.0.0.1', port: 0 }),
    source: { sampleRateHz: rate, live: false, pieces },
    clock: { source: 'gps', sigmaMicroseconds: 5 },
    startsMicroseconds: begins,
    program: 'test',
    once: true,
    signal: new AbortController().signal,
    onNews: (said) => news.push(said),
  });

  const { rows } = await database
    .pool('read')
    .query<{ at: number }>('select time_us as at from flashlight.sensor_pulse order by time_us');
  expect(rows.map(({ at }) => Math.round((at - begins) / 1e4) / 100)).toEqual([4, 22]);
  expect(news.filter((each) => /stays here/.test(each)).map((each) => each.replace(/^.*: /, ''))).toEqual([
    'it is longer than 2 seconds',
    'no impulse that was sent lies in it',
    'no impulse that was sent lies in it',
  ]);
  const [sent] = await sounds();
  expect([sent!.seconds, (sent!.startsMicroseconds! - begins) / 1e6]).toEqual([2, 21.5]);
}, 60_000);
