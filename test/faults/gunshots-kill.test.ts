import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sensorKey } from '../../src/sensor/run-sensor.ts';
import { defaultSensorConfiguration } from '../../src/model/sensor-packet.ts';
import { Random } from '../../src/stats/random.ts';
import { inTransaction } from '../../src/store/database.ts';
import { saveSensor } from '../../src/store/sensors.ts';
import { openTestServer, type TestServer } from '../contract/open-test-server.ts';
import { madeWav } from '../made-wav.ts';
import { madeSound } from '../sim/made-sound.ts';
import { killGunshots } from './kill-gunshots.ts';
import { startCommand } from './run-command.ts';

// Whoever is killed, and when: what a sensor kept arrives once, and what was located is told once.

let folder: string;
let server: TestServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flashlight-sensor-'));
  server = await openTestServer({ clock: () => new Date() });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

test('located gunshots are the same, each told of once, however often who locates them is killed', async () => {
  const killed = await killGunshots(['semi-automatic'], 'short');
  expect(killed.kills).toBeGreaterThan(5);
  expect(killed.logged).toBe(killed.published);
  expect(killed.incidents.length).toBeGreaterThan(0);
  expect(killed.again).toEqual(killed.incidents);
  expect(killed.incidents.map(({ content }) => content)).toEqual(killed.undisturbed.map(({ content }) => content));
  expect(killed.openings.every((times) => times === 1)).toBe(true);
});

test('a sensor that is killed while it hears loses nothing it kept: all of it arrives, once, when the service is there again', async () => {
  const state = join(folder, 'state');
  const { publicKey } = sensorKey(state);
  await inTransaction(server.store.database.pool('import'), async (client) => {
    await saveSensor(client, server.store.agency.agencyId, {
      sensor: 'roof-1',
      publicKey: Buffer.from(publicKey, 'base64url'),
      cell: 'r1c1',
      lon: -76.6,
      lat: 39.3,
      elevationMeters: null,
      fromMicroseconds: 0,
      configuration: defaultSensorConfiguration,
      by: 'tests',
    });
  });
  const sound = madeSound({ sampleRateHz: 12_000, seconds: 90, arrivals: 60 }, new Random('sensor-kill'));
  const wav = join(folder, 'street.wav');
  await writeFile(wav, madeWav({ channels: [sound.samples] }));
  const starts = new Date(Date.now() - 3600_000).toISOString();
  const words = (url: string, ...more: string[]) =>
    ['sensor', 'run', '--state', state, '--id', 'roof-1', '--server', url, '--wav', wav].concat(
      ['--starts', starts, '--clock', 'gps', '--clock-sigma', '5'],
      more,
    );
  const queued = async () =>
    (await readdir(join(state, 'queue')).catch(() => [])).filter((name) => name.endsWith('.packet'));
  const kept = new Map<string, string>();
  for (let kill = 0; kill < 3; kill++) {
    const before = (await queued()).length;
    // Nobody listens there.
    const { process: agent, finished } = startCommand(words('http://127.0.0.1:9'));
    await expect.poll(async () => (await queued()).length).toBeGreaterThan(before + 3);
    agent.kill('SIGKILL');
    await finished;
    for (const name of await queued()) {
      const text = await readFile(join(state, 'queue', name), 'utf8');
      if (kept.has(name)) expect(text).toBe(kept.get(name));
      kept.set(name, text);
    }
  }
  // Four or more before each kill.
  expect(kept.size).toBeGreaterThanOrEqual(12);

  const url = await server.api.listen({ host: '127.0.0.1', port: 0 });
  const { process: agent, finished } = startCommand(words(url, '--once'));
  const arrived = async () => {
    const { rows } = await server.store.database
      .pool('read')
      .query<{ sequence: number }>('select sequence from flashlight.sensor_pulse order by sequence');
    return rows.map(({ sequence }) => sequence);
  };
  // Killed once more while it sends.
  await expect.poll(async () => (await arrived()).length).toBeGreaterThan(0);
  agent.kill('SIGKILL');
  await finished;
  expect(await startCommand(words(url, '--once')).finished).toMatchObject({ code: 0 });
  expect(await queued()).toEqual([]);
  const sequences = await arrived();
  expect(new Set(sequences).size).toBe(sequences.length);
  for (const name of kept.keys()) expect(sequences).toContain(Number(name.slice(0, 16)));
  const { rows } = await server.store.database
    .pool('read')
    .query('select refused, report is not null as reported from flashlight.sensor');
  expect(rows).toEqual([{ refused: 0, reported: true }]);

  // The sound on its disk has no voice in it: thinned to a kilohertz, with next to nothing above 300 Hz.
  const files = (await readdir(join(state, 'sound'))).filter((name) => /^\d+-1000\.pcm$/.test(name));
  expect(files.length).toBeGreaterThan(0);
});
