import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { answerSensors } from '../../src/api/answer-sensors.ts';
import { brokerPulseStream } from '../../src/jobs/broker-pulse-stream.ts';
import { connectBrokers, serviceInbox, type BrokerAccess } from '../../src/jobs/connect-brokers.ts';
import { sensorInbox } from '../../src/model/sensor-subject.ts';
import { brokerPost } from '../../src/sensor/broker-post.ts';
import { openBrokerCluster, type BrokerCluster } from '../broker-cluster.ts';
import { openTestServer, type TestServer } from '../contract/open-test-server.ts';
import { madePulses, takeUntil } from '../conformance/pulse-stream-suite.ts';

// A broker as the methods page has it configured: TLS by a certificate the system does not know, and rights for each who comes.

let folder: string;
let brokers: BrokerCluster;
let server: TestServer;
let access: Record<'service' | 'roof1' | 'roof2' | 'wrong' | 'deaf', BrokerAccess>;
const code = 'harbor-city';
const environment = ['FLASHLIGHT_BROKERS_CREDENTIALS', 'FLASHLIGHT_BROKERS_CA'] as const;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'flashlight-guarded-'));
  const file = (name: string) => join(folder, name);
  const openssl = (...words: string[]) => execFileSync('openssl', words, { stdio: 'ignore' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...key, '-keyout', file('ca.key'), '-out', file('ca.pem'), '-subj', '/CN=made CA');
  openssl('req', ...key, '-keyout', file('broker.key'), '-out', file('broker.csr'), '-subj', '/CN=localhost');
  await writeFile(file('names'), 'subjectAltName=DNS:localhost');
  const signing = ['-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-CAcreateserial', '-extfile', file('names')];
  openssl('x509', '-req', '-in', file('broker.csr'), ...signing, '-out', file('broker.pem'));
  const logins = {
    service: 'service:s3rvice',
    roof1: 'roof-1:r1',
    roof2: 'roof-2:r2',
    wrong: 'roof-1:no',
    deaf: 'deaf:d',
  };
  const entries = await Promise.all(
    Object.entries(logins).map(async ([name, login]) => {
      await writeFile(file(`${name}.login`), `${login}\n`, { mode: 0o600 });
      return [name, { credentialsFile: file(`${name}.login`), caFile: file('ca.pem') }] as const;
    }),
  );
  access = Object.fromEntries(entries) as typeof access;
  const sensor = (name: string, password: string) =>
    `{ user: "${name}", password: "${password}", permissions: { publish: ["sensor.${code}.*"], subscribe: ["${sensorInbox(code, name)}.>"] } }`;
  brokers = await openBrokerCluster(1, [
    `tls { cert_file: ${JSON.stringify(file('broker.pem'))}, key_file: ${JSON.stringify(file('broker.key'))} }`,
    'authorization { users = [',
    `{ user: service, password: s3rvice, permissions: { publish: ["answer.${code}.>", "pulses.*.*", "$JS.API.>", "$JS.ACK.>"], subscribe: ["sensor.${code}.*", "${serviceInbox}.>"] } }`,
    `{ user: deaf, password: d, permissions: { publish: [">"], subscribe: ["${serviceInbox}.>"] } }`,
    sensor('roof-1', 'r1'),
    sensor('roof-2', 'r2'),
    '] }',
  ]);
  url = brokers.urls[0]!.replace('127.0.0.1', 'localhost');
  process.env[environment[0]] = access.service.credentialsFile!;
  process.env[environment[1]] = access.service.caFile!;
  server = await openTestServer({ clock: () => new Date(), brokers: [`tls://${url}`] });
});
afterAll(async () => {
  for (const name of environment) delete process.env[name];
  await server.close();
  await brokers.close();
  await rm(folder, { recursive: true, force: true });
});

const post = (sensor: string, shown: BrokerAccess, news: string[] = []) =>
  brokerPost(`tls://${url}/${code}`, { sensor, ...shown, onNews: (text) => news.push(text) });

test('a service and a sensor come to a guarded broker by the files they were given, and nobody without', async () => {
  expect(server.store.agency.code).toBe(code);
  const stream = await brokerPulseStream(7, [`tls://${url}`], { access: access.service });
  const consumer = await stream.consume('locator');
  await stream.publish(madePulses(60));
  expect(
    new Set(
      await takeUntil(
        consumer,
        madePulses(60).map(({ sequence }) => sequence),
      ),
    ).size,
  ).toBe(60);
  await stream.close();
  const own = post('roof-1', access.roof1);
  await expect
    .poll(() => own.post('packets', { packets: ['no message'.padEnd(100)] }), { timeout: 20_000 })
    .toEqual({ status: 200, body: { answers: [{ kind: 'refused', code: 'unreadable' }] } });
  await own.close();
  // A wrong password, and a certificate of nobody that is trusted.
  const news: string[] = [];
  const refused = [post('roof-1', access.wrong, news), post('roof-1', { ...access.roof1, caFile: null }, news)];
  for (const each of refused) {
    expect(await each.post('packets', { packets: [] })).toBe(null);
    await each.close();
  }
  expect(news).toHaveLength(2);
  expect(news[0]).toContain('Authorization');
  expect(news[1]).toContain('certificate');
}, 60_000);

test('a sensor reads no answer to another, and has the service write nowhere but to sensors', async () => {
  const servers = [`tls://${url}`];
  const spy = await connectBrokers(servers, access.roof2, sensorInbox(code, 'roof-2'));
  const refusal = new Promise<unknown>((resolve) => {
    spy.subscribe(`${sensorInbox(code, 'roof-1')}.>`, { callback: (fault) => resolve(fault) });
  });
  expect(String(await refusal)).toMatch(/permissions violation/i);
  // Among the pulses a sensor may write nothing, and the service writes nothing for it.
  const stream = await brokerPulseStream(8, servers, { access: access.service });
  const consumer = await stream.consume('locator');
  for (const reply of ['pulses.8.r1c1', `${serviceInbox}.x`])
    spy.publish(`sensor.${code}.packets`, JSON.stringify({ packets: ['no message'.padEnd(100)] }), { reply });
  const asked = spy.request(`sensor.${code}.packets`, JSON.stringify({ packets: ['no message'.padEnd(100)] }));
  expect((await asked).json()).toMatchObject({ status: 200 });
  await stream.publish(madePulses(1));
  expect(await takeUntil(consumer, [1])).toEqual([1]);
  expect(await stream.keptFrom()).toBe(0);
  await spy.close();
  await stream.close();
  const admin = await connectBrokers(servers, access.service, serviceInbox);
  const { state } = await (await jetstreamManager(admin)).streams.info('pulses-8');
  expect(state.messages).toBe(1);
  await admin.close();
}, 60_000);

test('tls:// says nothing to a broker without TLS, for services as for sensors', async () => {
  const heard: Buffer[] = [];
  const open = new Set<Socket>();
  const plain = createServer((socket) => {
    open.add(socket);
    socket.on('data', (data) => heard.push(data)).on('error', () => undefined);
    socket.write('INFO {"server_id":"x","version":"2.9.10","proto":1,"headers":true,"max_payload":1048576}\r\n');
  });
  await new Promise<void>((resolve) => void plain.listen(0, '127.0.0.1', resolve));
  const { port } = plain.address() as { port: number };
  const login = { credentialsFile: access.service.credentialsFile, caFile: null };
  const named = [[`tls://localhost:${port}`], [`localhost:${port}`, `tls://localhost:${port}`]];
  for (const servers of named) await expect(connectBrokers(servers, login, serviceInbox)).rejects.toThrow();
  // Certificates to trust ask for TLS as well.
  await expect(connectBrokers([`localhost:${port}`], access.service, serviceInbox)).rejects.toThrow();
  await expect(brokerPulseStream(9, named[0]!, { access: login })).rejects.toThrow();
  expect(Buffer.concat(heard).toString('latin1')).not.toMatch(/CONNECT|s3rvice/);
  for (const socket of open) socket.destroy();
  await new Promise((resolve) => plain.close(resolve));
}, 60_000);

test('a broker that lets the service not listen is told of in the log', async () => {
  const told = vi.spyOn(server.api.log, 'error');
  const answering = answerSensors(server.api, {
    brokers: [`tls://${url}`],
    agencyCode: code,
    prefix: '/api/v1',
    access: access.deaf,
  });
  await expect.poll(() => told.mock.calls.length, { timeout: 20_000 }).toBe(3);
  for (const [{ err }] of told.mock.calls as unknown as [{ err: unknown }][])
    expect(String(err)).toMatch(/permissions violation/i);
  told.mockRestore();
  await answering.close();
}, 60_000);
