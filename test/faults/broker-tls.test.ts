import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { brokerPulseStream } from '../../src/jobs/broker-pulse-stream.ts';
import { connectBrokers } from '../../src/jobs/connect-brokers.ts';
import { sensorInbox } from '../../src/model/sensor-subject.ts';
import { brokerPost } from '../../src/sensor/broker-post.ts';
import { openBrokerCluster, type BrokerCluster } from '../broker-cluster.ts';
import { madePulses, takeUntil } from '../conformance/pulse-stream-suite.ts';
import { openTestServer } from '../contract/open-test-server.ts';

// A broker as docs/methods/gunshots.md says to set it up: TLS by an authority of the agency's own, and each sensor hears its own answers alone.

let folder: string;
let broker: BrokerCluster;
let plain: BrokerCluster;
const agency = 'harbor-city';
const who = (name: string) => join(folder, name);
const tls = (cluster: BrokerCluster) => `tls://${cluster.urls[0]}`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flashlight-tls-'));
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=agency',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
  );
  openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=broker', '-keyout', 'broker.key', '-out', 'broker.csr');
  await writeFile(join(folder, 'san'), 'subjectAltName=IP:127.0.0.1,DNS:localhost');
  openssl(
    'x509',
    '-req',
    '-in',
    'broker.csr',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-CAcreateserial',
    '-days',
    '2',
    '-extfile',
    'san',
    '-out',
    'broker.pem',
  );
  const sensor = (name: string) =>
    `{ user: ${name}, password: ${name}-word, permissions: { publish: "sensor.${agency}.*", subscribe: "${sensorInbox(agency, name)}.>" } }`;
  broker = await openBrokerCluster(1, [
    `tls { cert_file: "${who('broker.pem')}", key_file: "${who('broker.key')}" }`,
    `authorization { users: [ { user: service, password: service-word }, ${sensor('roof-1')}, ${sensor('roof-2')} ] }`,
  ]);
  plain = await openBrokerCluster(1);
  for (const name of ['service', 'roof-1', 'roof-2']) await writeFile(who(name), `${name}:${name}-word\n`);
  await writeFile(who('none'), 'roof-1 roof-1-word');
  vi.stubEnv('FLASHLIGHT_BROKER_CA', who('ca.pem'));
  vi.stubEnv('FLASHLIGHT_BROKER_CREDENTIALS', who('service'));
}, 120_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  await broker.close();
  await plain.close();
  await rm(folder, { recursive: true, force: true });
});

test('pulses go through it, and nobody is spoken to without TLS, the right authority, or a name', async () => {
  const stream = await brokerPulseStream(1, [tls(broker)]);
  await stream.publish(madePulses(20, 1));
  const consumer = await stream.consume('locator');
  const taken = Array.from({ length: 20 }, (_, at) => at + 1);
  expect(new Set(await takeUntil(consumer, taken, 20))).toEqual(new Set(taken));
  await stream.close();

  const once = (address: string, credentials: string | null = null) =>
    connectBrokers([address], { credentials, timeout: 3_000 }).then(
      async (connection) => {
        await connection.close();
        return 'connected';
      },
      (error: Error & { code?: string }) => error.code ?? error.name,
    );
  expect(await once(tls(plain))).not.toBe('connected');
  expect(await once(`nats://${plain.urls[0]}`)).toBe('connected');
  expect(await once(tls(broker))).not.toBe('connected');
  expect(await once(tls(broker), who('roof-1'))).toBe('connected');
  expect(await once(tls(broker), who('none'))).toBe('brokers.credentials');
  vi.stubEnv('FLASHLIGHT_BROKER_CA', who('broker.pem'));
  expect(await once(tls(broker), who('roof-1'))).not.toBe('connected');
  vi.stubEnv('FLASHLIGHT_BROKER_CA', who('ca.pem'));
});

test('a sensor is answered, and hears nothing that is said to another', async () => {
  const server = await openTestServer({ clock: () => new Date(), brokers: [tls(broker)] });
  const post = brokerPost('roof-1', `${tls(broker)}/${agency}`, who('roof-1'));
  try {
    // The service may not be listening yet.
    await expect.poll(() => post.post('packets', { packets: [] }), { timeout: 20_000 }).not.toBeNull();
    const other = await connectBrokers([tls(broker)], { credentials: who('roof-2') });
    const heard = (subject: string) =>
      new Promise<string>((resolve) => {
        other.subscribe(subject, { callback: (fault) => resolve(fault === null ? 'heard' : 'refused') });
        setTimeout(() => resolve('nothing'), 2_000).unref();
      });
    expect(await heard(`${sensorInbox(agency, 'roof-1')}.>`)).toBe('refused');
    expect(await heard(`sensor.${agency}.packets`)).toBe('refused');
    await other.close();
  } finally {
    await post.close();
    await server.close();
  }
});
