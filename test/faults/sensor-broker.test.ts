import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { brokerPulseStream } from '../../src/jobs/broker-pulse-stream.ts';
import { defaultSensorConfiguration } from '../../src/model/sensor-packet.ts';
import { brokerPost } from '../../src/sensor/broker-post.ts';
import { sensorKey } from '../../src/sensor/run-sensor.ts';
import { Random } from '../../src/stats/random.ts';
import { inTransaction } from '../../src/store/database.ts';
import { saveSensor } from '../../src/store/sensors.ts';
import { openBrokerCluster, type BrokerCluster } from '../broker-cluster.ts';
import { openTestServer, type TestServer } from '../contract/open-test-server.ts';
import { madeSound } from '../sim/made-sound.ts';
import { startCommand } from './run-command.ts';

// A sensor whose sound comes from a recorder, as ALSA's gives it, and whose pulses go by a broker that is killed meanwhile.

let folder: string;
let brokers: BrokerCluster;
let server: TestServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flashlight-sensor-'));
  brokers = await openBrokerCluster(1);
  server = await openTestServer({ clock: () => new Date(), brokers: brokers.urls });
});
afterAll(async () => {
  await server.close();
  await brokers.close();
  await rm(folder, { recursive: true, force: true });
});

const rate = 12_000;
const nobody = { sensor: 'roof-9', credentialsFile: null, caFile: null, onNews: () => undefined };

/** A recorder that is none: it notes how it was called, and gives what a file holds as fast as it would be heard, then silence. */
const recorder = (said: string, sound: string) => `#!${process.execPath}
const { readFileSync, writeFileSync } = require('node:fs');
writeFileSync(${JSON.stringify(said)}, JSON.stringify(process.argv.slice(2)));
const sound = readFileSync(${JSON.stringify(sound)});
const began = Date.now();
let at = 0;
setInterval(() => {
  const until = Math.floor((Date.now() - began) * ${rate / 1000}) * 2;
  const piece = Buffer.alloc(Math.max(0, until - at));
  if (at < sound.length) sound.copy(piece, 0, at, until);
  at += piece.length;
  process.stdout.write(piece);
}, 50);
`;

test(
  'what a sensor hears by its recorder and sends by a broker arrives once, though the broker is killed meanwhile',
  { timeout: 240_000 },
  async () => {
    const { agencyId, code } = server.store.agency;
    const [state, programs, said] = [join(folder, 'state'), join(folder, 'programs'), join(folder, 'said.json')];
    const { publicKey } = sensorKey(state);
    await inTransaction(server.store.database.pool('import'), (client) =>
      saveSensor(client, agencyId, {
        sensor: 'roof-1',
        publicKey: Buffer.from(publicKey, 'base64url'),
        cell: 'r1c1',
        lon: -76.6,
        lat: 39.3,
        elevationMeters: null,
        fromMicroseconds: 0,
        configuration: defaultSensorConfiguration,
        by: 'tests',
      }),
    );
    const { samples, arrivals } = madeSound(
      { sampleRateHz: rate, seconds: 14, arrivals: 20, gapSeconds: 0.6 },
      new Random('sensor-broker'),
    );
    const sound = Buffer.alloc(2 * samples.length);
    samples.forEach((sample, at) => sound.writeInt16LE(Math.round(32_767 * Math.max(-1, Math.min(1, sample))), 2 * at));
    await mkdir(programs);
    await writeFile(join(folder, 'street.raw'), sound);
    await writeFile(join(programs, 'arecord'), recorder(said, join(folder, 'street.raw')), { mode: 0o755 });

    const { process: agent, finished } = startCommand(
      ['sensor', 'run', '--state', state, '--id', 'roof-1', '--server', `nats://${brokers.urls[0]}/${code}`].concat([
        '--alsa',
        'hw:1,0',
        '--rate',
        String(rate),
        '--clock',
        'gps',
        '--clock-sigma',
        '5',
      ]),
      { programs },
    );
    const numbered = async () => {
      const { rows } = await server.store.database
        .pool('migrate')
        .query<{ first: number; last: number }>(
          'select first_sequence as first, last_sequence as last from flashlight.sensor_packet order by 1',
        );
      return rows.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, at) => first + at));
    };
    const queued = async () => (await readdir(join(state, 'queue'))).filter((name) => name.endsWith('.packet'));
    await expect.poll(async () => (await numbered()).length, { timeout: 90_000 }).toBeGreaterThan(3);
    await brokers.kill(0);
    const taken = await numbered();
    await expect.poll(async () => (await queued()).length, { timeout: 30_000 }).toBeGreaterThan(3);
    const waited = (await queued()).map((name) => Number(name.slice(0, 16)));
    await brokers.start(0);
    // The sound is at its end.
    await pause(14_000);
    await expect.poll(async () => (await queued()).length, { timeout: 90_000 }).toBe(0);
    agent.kill('SIGTERM');
    expect(await finished).toMatchObject({ code: 0 });

    // Every number once, from the first, and all of them in the stream: those from before, those that waited, those from after.
    const numbers = await numbered();
    expect(numbers).toEqual(numbers.map((_, at) => numbers[0]! + at));
    expect(numbers.length).toBeGreaterThanOrEqual(0.8 * arrivals.length);
    for (const number of [...taken, ...waited]) expect(numbers).toContain(number);
    expect(Math.max(...numbers)).toBeGreaterThan(Math.max(...waited));
    const stream = await brokerPulseStream(agencyId, brokers.urls);
    const kept = await stream.read(['r1c1'], 0, (Date.now() + 60_000) * 1000);
    await stream.close();
    expect([...new Set(kept.map(({ sequence }) => sequence))].sort((a, b) => a - b)).toEqual(numbers);
    const { rows } = await server.store.database
      .pool('read')
      .query('select refused, report is not null as reported from flashlight.sensor');
    expect(rows).toEqual([{ refused: 0, reported: true }]);
    expect(JSON.parse(await readFile(said, 'utf8'))).toEqual([
      '-q',
      '-D',
      'hw:1,0',
      '-t',
      'raw',
      '-f',
      'S16_LE',
      '-c',
      '1',
      '-r',
      '12000',
      '--period-time=50000',
    ]);
  },
);

test('a sensor told to speak to brokers by TLS says nothing to one without, and what is no message is refused as by HTTP', async () => {
  const { code } = server.store.agency;
  const [by, guarded] = [
    brokerPost(`nats://${brokers.urls[0]}/${code}`, nobody),
    brokerPost(`tls://${brokers.urls[0]}/${code}`, nobody),
  ];
  try {
    expect(await by.post('packets', { packets: ['no message'.padEnd(100)] })).toEqual({
      status: 200,
      body: { answers: [{ kind: 'refused', code: 'unreadable' }] },
    });
    expect(await by.post('packets', { parcels: [] })).toMatchObject({ status: 400 });
    expect(await by.post('reports', { report: 'forged'.padEnd(100) })).toMatchObject({ status: 403 });
    expect(await guarded.post('packets', { packets: ['no message'] })).toBe(null);
  } finally {
    await by.close();
    await guarded.close();
  }
});

test('a sensor whose recorder ends says what was expected and ends, so that it is begun anew', async () => {
  const [state, programs] = [join(folder, 'ended'), join(folder, 'ended-programs')];
  await mkdir(programs);
  await writeFile(join(programs, 'arecord'), `#!${process.execPath}\nprocess.stdout.write(Buffer.alloc(24_000));\n`, {
    mode: 0o755,
  });
  const words = ['sensor', 'run', '--state', state, '--id', 'roof-2', '--alsa', 'hw:1,0', '--rate', String(rate)];
  const where = [
    '--server',
    `nats://${brokers.urls[0]}/${server.store.agency.code}`,
    '--clock',
    'gps',
    '--clock-sigma',
    '5',
  ];
  const { code, stderr } = await startCommand([...words, ...where], { programs }).finished;
  expect(code).not.toBe(0);
  expect(stderr).toContain('Expected sound without end from the microphone; it ended.');
}, 60_000);
