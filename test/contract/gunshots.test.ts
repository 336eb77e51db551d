import { createHmac, generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { locateGunshots, type GunshotLocator } from '../../src/jobs/locate-gunshots.ts';
import { deliverGunshots } from '../../src/jobs/deliver-gunshots.ts';
import { publicKeyBytes, signPacket } from '../../src/jobs/sign-packet.ts';
import { storedPulseStream } from '../../src/jobs/stored-pulse-stream.ts';
import { metersBetween } from '../../src/geo/meters-between.ts';
import type { GunshotIncident, GunshotNearby, SensorList, VendorAlert } from '../../src/model/gunshot-answers.ts';
import { saveWebhook } from '../../src/store/gunshot-receivers.ts';
import { capFaults } from '../cap-faults.ts';
import { openReceiver, type Received } from '../open-receiver.ts';
import { enrolCity, makeSensorCity, signPulses, signReport, type CitySensor, type SensorCity } from '../sensor-city.ts';
import { importSmallCity } from './import-small-city.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';

let server: TestServer;
let city: SensorCity;
let locator: GunshotLocator;
let desk: string;
let detective: string;
const cookies = new Map<string, string>();
const begins = Date.parse('2026-11-21T11:59:30Z') * 1000;

type Method = 'GET' | 'POST' | 'PUT';
const ask = (path: string, cookie: string, method: Method = 'GET', payload?: object) =>
  server.api.inject({ method, url: `/api/v1${path}`, headers: { cookie }, ...(payload ? { payload } : {}) });
/** As a sensor asks: without a session. */
const send = (kind: 'packets' | 'reports' | 'sounds', payload: object) =>
  server.api.inject({ method: 'POST', url: `/api/v1/sensor/${kind}`, payload });
const sendPackets = async (packets: readonly string[]) =>
  (await send('packets', { packets })).json<{
    answers: { kind: string; code?: string; retryAfterSeconds?: number }[];
  }>().answers;
const ownOf = async (cookie = desk) =>
  (await ask('/gunshots?which=own', cookie)).json<{ items: GunshotIncident[] }>().items;
const incidentNow = async (incident: string) => (await ask(`/gunshots/${incident}`, desk)).json<GunshotIncident>();
const now = () => server.clock.now().getTime() * 1000;

beforeAll(async () => {
  server = await openTestServer();
  for (const role of [
    'gunshot-desk',
    'detective',
    'analyst',
    'supervisor',
    'prevention-director',
    'commission',
    'administrator',
  ] as const)
    cookies.set(role, await server.signIn(role));
  [desk, detective] = [cookies.get('gunshot-desk')!, cookies.get('detective')!];
  city = makeSensorCity('contract', { kinds: ['semi-automatic'], begins });
  await enrolCity(server.store, city, begins - 60_000_000);
  const [shot] = city.truths[0]!.places;
  const at = (seconds: number) => new Date((shot!.timeMicroseconds / 1e6 + seconds) * 1000).toISOString();
  await importSmallCity(server, [
    [
      'gunshot-alerts',
      `Alert ID,Detected,Type,Rounds,Latitude,Longitude\nV-77,${at(2)},Multiple Gunshots,4,${shot!.lat},${shot!.lon}\nV-78,${at(-90_000)},Single Gunshot,1,39.2,-76.5\n`,
    ],
    [
      'calls',
      `Event Number,Received,Initial Type,Latitude,Longitude\nE-1,${at(45)},SHOTS FIRED,${shot!.lat + 0.001},${shot!.lon}\nE-2,${at(45)},SHOTS FIRED,${shot!.lat + 0.1},${shot!.lon}\n`,
    ],
  ]);
  const { agencyId } = server.store.agency;
  locator = locateGunshots(server.store.database, {
    agencyId,
    stream: storedPulseStream(server.store.database, agencyId),
    now: () => server.clock.now(),
    onNews: (_, { err }) => {
      throw err;
    },
  });
});
afterAll(async () => {
  await locator.close();
  await server.close();
});

const pulsesOf = ({ sensor }: CitySensor) =>
  city.pulses.filter((pulse) => pulse.sensor === sensor).toSorted((a, b) => a.sequence - b.sequence);
const packetsOf = (sensor: CitySensor) => signPulses(sensor.privateKey, pulsesOf(sensor));

test('what sensors sign is taken once, and what is forged, replayed, of another time or too much is not', async () => {
  const all = city.sensors.flatMap(packetsOf);
  expect((await sendPackets(all)).map(({ kind }) => kind)).toEqual(all.map(() => 'accepted'));
  expect((await sendPackets(all)).map(({ kind }) => kind)).toEqual(all.map(() => 'duplicate'));

  const [one, other] = city.sensors as [CitySensor, CitySensor];
  const next = pulsesOf(one).at(-1)!.sequence + 1;
  const made = (sequence: number, times: readonly number[], by = one) =>
    signPulses(
      by.privateKey,
      times.map((timeMicroseconds, at) => ({
        ...city.pulses[0]!,
        sensor: one.sensor,
        sequence: sequence + at,
        timeMicroseconds,
      })),
    );
  const [body = '', signature = ''] = made(next, [now()])[0]!.split('.');
  const tampered = Buffer.from(Buffer.from(body, 'base64url').toString().replace('"snrDb":', '"snrDb":1')).toString(
    'base64url',
  );
  const codes = async (packets: readonly string[]) =>
    (await sendPackets(packets)).map(({ kind, code }) => code ?? kind);
  expect(
    await codes([
      ...made(next, [now()], other),
      `${tampered}.${signature}`,
      `${body}.${'A'.repeat(86)}`,
      'x'.repeat(120),
      ...made(1, [now()]),
      ...made(next, [now() + 60e6]),
      ...made(next, [now() - 31 * 3600e6]),
      ...made(next, [now(), now() - 1e6]),
      ...made(next, [now() - 1e6, now() - 1e6 + 1000]),
    ]),
  ).toEqual(['forged', 'forged', 'forged', 'unreadable', 'replayed', 'early', 'late', 'disordered', 'disordered']);

  // As much as fits, again and again: a flood ends by itself, is told of, and keeps nobody else out.
  const flood = Array.from({ length: 60 }, (_, batch) =>
    made(
      next + 64 * batch,
      Array.from({ length: 64 }, (__, at) => now() - 3600e6 + (batch * 64 + at) * 50_000),
    ),
  ).flat();
  const answers = [];
  for (let from = 0; from < flood.length; from += 20)
    answers.push(...(await sendPackets(flood.slice(from, from + 20))));
  expect(answers.slice(0, 40).every(({ kind }) => kind === 'accepted')).toBe(true);
  expect(answers.at(-1)).toMatchObject({ kind: 'refused', code: 'flooding', retryAfterSeconds: expect.any(Number) });
  const lastOf = pulsesOf(other).at(-1)!;
  expect(
    await codes(signPulses(other.privateKey, [{ ...lastOf, sequence: lastOf.sequence + 1, timeMicroseconds: now() }])),
  ).toEqual(['accepted']);
  const { items } = (await ask('/sensors', desk)).json<SensorList>();
  expect(items.find((each) => each.sensor === one.sensor)!.warnings.join(' ')).toContain(
    'The sensor sends more than any sensor hears',
  );
  expect(items.find((each) => each.sensor === other.sensor)!.refused).toBe(0);

  // Ended, it is nobody.
  expect((await ask(`/sensors/${other.sensor}/end`, desk, 'POST')).statusCode).toBe(204);
  expect(
    await codes(signPulses(other.privateKey, [{ ...lastOf, sequence: lastOf.sequence + 2, timeMicroseconds: now() }])),
  ).toEqual(['forged']);
});

test('an incident is found, stands beside the alert of a vendor and the call, closes, and is decided, undone and corrected with its history', async () => {
  const { rounds, places } = city.truths[0]!;
  await expect.poll(async () => (await ownOf())[0]?.summary.rounds).toBeGreaterThan(rounds / 2);
  server.clock.forward({ minutes: 2 });
  await expect.poll(async () => (await ownOf())[0]?.state).toBe('CLOSED');
  const found = (await ownOf())[0]!;
  expect(metersBetween(found, places[0]!)).toBeLessThan(25);
  expect(await ownOf(detective)).toEqual(await ownOf());

  const { items } = (await ask('/gunshots', detective)).json<{ items: (GunshotIncident | VendorAlert)[] }>();
  expect(items.map((each) => (each.kind === 'own' ? each.incident : each.number))).toEqual(
    expect.arrayContaining([found.incident, 'V-77', 'V-78']),
  );
  const page = (await ask('/gunshots?limit=1', desk)).json<{ items: unknown[]; next: string }>();
  const rest = (await ask(`/gunshots?limit=200&cursor=${page.next}`, desk)).json<{ items: unknown[] }>();
  expect([...page.items, ...rest.items]).toEqual(items);

  const nearby = (await ask(`/gunshots/${found.incident}/nearby`, desk)).json<GunshotNearby>().items;
  expect(nearby.map(({ kind, number }) => [kind, number]).sort()).toEqual([
    ['call', 'E-1'],
    ['vendor-alert', 'V-77'],
  ]);
  expect(nearby.find(({ kind }) => kind === 'call')!.seconds).toBeGreaterThan(40);

  const decide = (decision: string, revision: number) =>
    ask(`/gunshots/${found.incident}/decisions`, desk, 'POST', { decision, revision, reason: 'heard twice' });
  expect((await decide('gunfire', found.revision)).statusCode).toBe(204);
  expect((await decide('not-gunfire', found.revision)).json()).toMatchObject({ status: 409, code: 'gunshot.changed' });
  expect((await decide('unsure', found.revision + 1)).statusCode).toBe(204);
  expect(await incidentNow(found.incident)).toMatchObject({ decision: 'unsure', decidedBy: 'test.gunshot-desk' });
  const undo = async () => {
    const { revision } = await incidentNow(found.incident);
    return ask(`/gunshots/${found.incident}/undo`, desk, 'POST', { revision });
  };
  expect((await undo()).statusCode).toBe(204);
  expect(await incidentNow(found.incident)).toMatchObject({ decision: 'gunfire' });
  expect((await undo()).statusCode).toBe(204);
  expect(await incidentNow(found.incident)).toMatchObject({ decision: null, decidedBy: null });
  expect((await undo()).json()).toMatchObject({ status: 409, code: 'gunshot.undecided' });
  const { revision } = await incidentNow(found.incident);
  const finding = { found: 'cartridge-cases', note: 'four', revision };
  expect((await ask(`/gunshots/${found.incident}/findings`, desk, 'POST', finding)).statusCode).toBe(204);
  expect(
    (await ask(`/gunshots/${found.incident}/decisions`, detective, 'POST', { decision: 'gunfire', revision }))
      .statusCode,
  ).toBe(403);

  const history = (await ask(`/gunshots/${found.incident}/history`, desk)).json<{ items: { kind: string }[] }>().items;
  expect(history[0]!.kind).toBe('OPENED');
  expect(history.map(({ kind }) => kind).filter((kind) => kind !== 'UPDATED')).toEqual([
    'OPENED',
    'CLOSED',
    'DECIDED',
    'DECIDED',
    'UNDONE',
    'UNDONE',
    'FOUND',
  ]);
});

test('an incident is told as CAP 1.2, and to a webhook: signed, again until it is taken, in order', async () => {
  const [found] = await ownOf();
  const cap = await ask(`/gunshots/${found!.incident}/cap.xml`, desk);
  expect(cap.headers['content-type']).toContain('application/cap+xml');
  expect(capFaults(cap.body)).toEqual([]);
  // Nobody was told before.
  expect(cap.body).toContain('<msgType>Alert</msgType>');
  expect(capFaults(cap.body.replace('<scope>Restricted</scope>', ''))).not.toEqual([]);

  const { agencyId } = server.store.agency;
  const got: Received[] = [];
  let failing = 2;
  const receiver = await openReceiver(
    (received) => void got.push(received),
    () => failing-- > 0,
  );
  const webhook = { url: receiver.url, secret: 'a secret', by: 'tests' };
  await saveWebhook(server.store.database.pool('migrate'), agencyId, webhook);
  const decideAndTell = async (decisions: readonly string[], messages: number) => {
    for (const decision of decisions) {
      const { revision } = await incidentNow(found!.incident);
      await ask(`/gunshots/${found!.incident}/decisions`, desk, 'POST', { decision, revision });
    }
    await expect
      .poll(async () => {
        const by = { agencyName: 'Harbor & Co', timeZone: 'UTC', sender: 'harbor-city', channel: 'webhook' } as const;
        await deliverGunshots(server.store.database.pool('import'), { agencyId, ...by, now: server.clock.now() });
        return got.length;
      })
      .toBe(messages);
  };
  // Both wait while the receiver does not answer, and are told as one.
  await decideAndTell(['not-gunfire', 'unsure'], 1);
  await decideAndTell(['gunfire'], 2);
  receiver.close();
  const told = got.map(
    ({ body }) => JSON.parse(body) as { delivery: string; event: string; cap: string; incident: GunshotIncident },
  );
  expect(told.map(({ event }) => event)).toEqual(['DECIDED', 'DECIDED']);
  expect(Number(told[1]!.delivery.split('/')[1])).toBe(Number(told[0]!.delivery.split('/')[1]) + 1);
  expect(told.flatMap((each) => capFaults(each.cap))).toEqual([]);
  const word = (text: string, name: string) => new RegExp(`<${name}>([^<]*)<`).exec(text)?.[1];
  expect(told.map((each) => word(each.cap, 'msgType'))).toEqual(['Alert', 'Update']);
  const refersTo = ['sender', 'identifier', 'sent'].map((name) => word(told[0]!.cap, name)).join(',');
  expect(word(told[1]!.cap, 'references')).toBe(refersTo);
  expect(word((await ask(`/gunshots/${found!.incident}/cap.xml`, desk)).body, 'msgType')).toBe('Update');
  for (const { body, signature } of got) {
    const [, seconds = '', sum = ''] = /^t=(\d+),v1=([0-9a-f]+)$/.exec(signature) ?? [];
    expect(sum).toBe(createHmac('sha256', 'a secret').update(`${seconds}.${body}`).digest('hex'));
  }
  await saveWebhook(server.store.database.pool('migrate'), agencyId, null);
});

const report = (sensor: CitySensor, timeMicroseconds = now()) => signReport(sensor, timeMicroseconds);

test('a sensor is enrolled, reports, is told what to do, and sends the sound it is asked for, and no other', async () => {
  const [found] = await ownOf();
  expect((await ask(`/gunshots/${found!.incident}/sounds`, detective, 'POST')).statusCode).toBe(403);
  const asked = (await ask(`/gunshots/${found!.incident}/sounds`, desk, 'POST')).json<{
    items: { sound: number; sensor: string }[];
  }>().items;
  expect(asked).toHaveLength(3);
  const [{ sensor: name, sound }] = asked as [{ sensor: string; sound: number }];
  const sensor = city.sensors.find((each) => each.sensor === name)!;
  const configuration = { snrDbMin: 9, reportSeconds: 60, keepHours: 12, paused: false };
  expect((await ask(`/sensors/${name}/configuration`, desk, 'PUT', configuration)).statusCode).toBe(204);

  server.clock.forward({ seconds: 1 });
  const first = report(sensor);
  const orders = (await send('reports', { report: first })).json<{
    configuration: object;
    configurationVersion: number;
    sounds: { request: number; fromMicroseconds: number; seconds: number }[];
  }>();
  expect(orders).toMatchObject({ configuration, configurationVersion: 2, sounds: [{ request: sound, seconds: 2 }] });
  expect((await send('reports', { report: first })).json()).toMatchObject({
    status: 403,
    code: 'sensor.refused',
    what: 'replayed',
  });
  expect((await send('reports', { report: report(sensor, now() - 600e6) })).json()).toMatchObject({ what: 'late' });

  const samples = Buffer.alloc(2 * 24_000);
  for (let at = 0; at < 24_000; at++) samples.writeInt16LE(at % 2 === 0 ? 1234 : -1234, 2 * at);
  const soundOf = (request: number, timeMicroseconds: number) =>
    signPacket(
      {
        version: 1,
        kind: 'sound',
        sensor: name,
        request,
        timeMicroseconds,
        sampleRateHz: 12_000,
        samples: samples.toString('base64'),
      },
      sensor.privateKey,
    );
  const from = orders.sounds[0]!.fromMicroseconds;
  for (const [request, at] of [
    [sound + 1, from],
    [sound + 1000, from],
    [sound, from - 3e6],
    [sound, from + 3e6],
  ] as const)
    expect((await send('sounds', { sound: soundOf(request, at) })).json()).toMatchObject({ what: 'unasked' });
  expect((await send('sounds', { sound: soundOf(sound, from) })).statusCode).toBe(204);
  expect((await send('sounds', { sound: soundOf(sound, from) })).json()).toMatchObject({ what: 'unasked' });

  const played = await ask(`/gunshots/${found!.incident}/sounds/${sound}`, desk);
  expect(played.headers['content-type']).toBe('audio/wav');
  expect(played.rawPayload.subarray(44).equals(samples)).toBe(true);
  const { rows } = await server.store.database
    .pool('migrate')
    .query(
      `select actor, outcome from flashlight.audit_event where action = 'gunshots.hear' and subject ->> 'load' = 'true' and subject ->> 'sound' = $1`,
      [String(sound)],
    );
  expect(rows).toEqual([{ actor: 'test.gunshot-desk', outcome: 'ALLOWED' }]);
  const play = (sounds: number[]) =>
    ask(`/gunshots/${found!.incident}/plays`, desk, 'POST', { sounds, part: 'echoes' });
  for (let times = 0; times < 2; times++) expect((await play([sound])).statusCode).toBe(204);
  // One that did not come is not played.
  expect((await play([sound + 1])).json()).toMatchObject({ status: 409, code: 'gunshot.changed' });
  const { rows: plays } = await server.store.database.pool('migrate').query(
    `select actor, subject -> 'play' as play, subject ->> 'part' as part from flashlight.audit_event
        where action = 'gunshots.hear' and subject ? 'part' and outcome = 'ALLOWED'`,
  );
  expect(plays).toEqual(
    Array.from({ length: 2 }, () => ({ actor: 'test.gunshot-desk', play: [sound], part: 'echoes' })),
  );

  const keys = generateKeyPairSync('ed25519');
  const publicKey = publicKeyBytes(keys.publicKey).toString('base64url');
  const place = { lon: -76.601, lat: 39.301 };
  // Of a key of small order anybody makes signatures.
  const weak = { sensor: 'weak', publicKey: Buffer.alloc(32).toString('base64url'), ...place };
  expect((await ask('/sensors', desk, 'POST', weak)).json()).toMatchObject({ status: 400, code: 'sensor.key' });
  expect((await ask('/sensors', desk, 'POST', { sensor: 'roof-1', publicKey, ...place })).statusCode).toBe(204);
  expect((await ask('/sensors', desk, 'POST', { sensor: 'roof-1', publicKey, ...place })).json()).toMatchObject({
    code: 'sensor.exists',
  });
  expect(
    await sendPackets(
      signPulses(keys.privateKey, [{ ...city.pulses[0]!, sensor: 'roof-1', sequence: 1, timeMicroseconds: now() }]),
    ),
  ).toEqual([{ kind: 'accepted' }]);
});

test('where sensors are, who heard what, and sound are in no answer, error, audit row or message but those of who may have them', async () => {
  const [found] = await ownOf();
  const secret = city.sensors.flatMap(({ lon, lat }) => [String(lon).slice(0, 9), String(lat).slice(0, 8)]);
  const paths = [
    '/gunshots',
    `/gunshots/${found!.incident}`,
    ...['history', 'nearby', 'arrivals', 'cap.xml', 'sounds', 'sounds/1'].map(
      (part) => `/gunshots/${found!.incident}/${part}`,
    ),
    '/sensors',
    '/sensors/coverage',
    '/sensors/places',
    '/live',
    '/openapi.json',
  ];
  const may: Record<string, RegExp> = { 'gunshot-desk': /arrivals|places/ };
  for (const [role, cookie] of cookies)
    for (const path of paths) {
      const { body } = await ask(path, cookie);
      const told = secret.filter((each) => body.includes(each));
      expect([role, path, told.length > 0]).toEqual([role, path, may[role]?.test(path) ?? false]);
      if (!may[role]?.test(path) && !/\/(sensors|sounds|openapi)/.test(path))
        expect([role, path, /"sequence"|"residual/.test(body)]).toEqual([role, path, false]);
    }
  const [sensor] = city.sensors as [CitySensor];
  const enrolled = { sensor: 'Roof', publicKey: 'x', lon: sensor.lon, lat: sensor.lat };
  const { body: refused } = await ask('/sensors', desk, 'POST', enrolled);
  expect(secret.some((each) => refused.includes(each))).toBe(false);
  const { rows } = await server.store.database
    .pool('migrate')
    .query<{ text: string }>(
      `select string_agg(subject::text, ' ') as text from flashlight.audit_event union all select string_agg(detail::text, ' ') from flashlight.gunshot_event`,
    );
  for (const { text } of rows) expect(secret.filter((each) => text.includes(each))).toEqual([]);
  // Nor does the role that publishes reach any of it.
  const publish = server.store.database.pool('publish');
  for (const table of ['sensor', 'sensor_place', 'sensor_sound', 'gunshot', 'gunshot_incident'])
    await expect(publish.query(`select 1 from flashlight.${table}`)).rejects.toThrow(/permission denied/);
  await expect(
    server.store.database.pool('read').query('select secret from flashlight.gunshot_webhook'),
  ).rejects.toThrow(/permission denied/);
});
