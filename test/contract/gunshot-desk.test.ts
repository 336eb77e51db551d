import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { locateGunshots, type GunshotLocator } from '../../src/jobs/locate-gunshots.ts';
import { storedPulseStream } from '../../src/jobs/stored-pulse-stream.ts';
import { localPlane } from '../../src/geo/local-plane.ts';
import { metersBetween } from '../../src/geo/meters-between.ts';
import type { GunshotIncident, GunshotNearby } from '../../src/model/gunshot-answers.ts';
import type { GunshotReckoning, GunshotStatistics, NetworkPlan, SensorLayouts } from '../../src/model/gunshot-desk.ts';
import { enrolCity, makeSensorCity, type SensorCity } from '../sensor-city.ts';
import { importSmallCity } from './import-small-city.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';

let server: TestServer;
let city: SensorCity;
let locator: GunshotLocator;
let desk: string;
let detective: string;
let incident: GunshotIncident;
const begins = Date.parse('2026-11-21T11:59:30Z') * 1000;

const ask = (path: string, cookie = desk, payload?: object) =>
  server.api.inject({
    method: payload ? 'POST' : 'GET',
    url: `/api/v1${path}`,
    headers: { cookie },
    ...(payload ? { payload } : {}),
  });
const now = async () => (await ask(`/gunshots/${incident.incident}`)).json<GunshotIncident>();

beforeAll(async () => {
  server = await openTestServer();
  [desk, detective] = [await server.signIn('gunshot-desk'), await server.signIn('detective')];
  city = makeSensorCity('desk', { kinds: ['semi-automatic'], begins });
  await enrolCity(server.store, city, begins - 60_000_000);
  const [shot] = city.truths[0]!.places;
  const at = (seconds: number) => new Date((shot!.timeMicroseconds / 1e6 + seconds) * 1000).toISOString();
  await importSmallCity(server, [
    [
      'calls',
      [
        'Event Number,Received,On Scene,Initial Type,Latitude,Longitude',
        `E-1,${at(45)},${at(100)},SHOTS FIRED,${shot!.lat + 0.001},${shot!.lon}`,
        // Within 500 m to the east and to the north, and 650 m away.
        `E-2,${at(50)},${at(120)},SHOTS FIRED,${shot!.lat + 0.0042},${shot!.lon + 0.0053}`,
        // Somebody was there before the first shot, about something else.
        `E-3,${at(-300)},${at(-20)},SHOTS FIRED,${shot!.lat},${shot!.lon}`,
        '',
      ].join('\n'),
    ],
  ]);
  // The dispatcher's log is corrected: nobody was there so soon.
  await importSmallCity(server, [
    [
      'calls',
      `Event Number,Received,On Scene,Initial Type,Latitude,Longitude\nE-1,${at(45)},${at(245)},SHOTS FIRED,${shot!.lat + 0.001},${shot!.lon}\n`,
    ],
  ]);
  const { agencyId } = server.store.agency;
  const stream = storedPulseStream(server.store.database, agencyId);
  locator = locateGunshots(server.store.database, {
    agencyId,
    stream,
    now: () => server.clock.now(),
    onNews: (_, { err }) => {
      throw err;
    },
  });
  await stream.publish(city.pulses);
  await vi.waitFor(
    async () => {
      const { items } = (await ask('/gunshots?which=own')).json<{ items: GunshotIncident[] }>();
      if ((items[0]?.summary.rounds ?? 0) <= city.truths[0]!.rounds / 2) throw new Error('not heard yet');
      incident = items[0]!;
    },
    { timeout: 60_000, interval: 250 },
  );
}, 90_000);
afterAll(async () => {
  await locator.close();
  await server.close();
});

test('whoever takes note of an alert first stands, and the desk is told how fast it was and what is not known', async () => {
  expect(await now()).toMatchObject({ acknowledgedBy: null, acknowledgedAt: null });
  const path = `/gunshots/${incident.incident}/acknowledgement`;
  expect((await ask(path, detective, {})).statusCode).toBe(403);
  for (let times = 0; times < 2; times++) expect((await ask(path, desk, {})).statusCode).toBe(204);
  const noted = await now();
  expect(noted).toMatchObject({ acknowledgedBy: 'test.gunshot-desk', revision: incident.revision });
  expect((await ask(`/gunshots/${'0'.repeat(16)}/acknowledgement`, desk, {})).statusCode).toBe(404);

  const { revision } = noted;
  await ask(`/gunshots/${incident.incident}/decisions`, desk, { decision: 'gunfire', revision });
  await ask(`/gunshots/${incident.incident}/findings`, desk, { found: 'cartridge-cases', revision: revision + 1 });
  const statistics = (await ask('/gunshots/statistics', detective)).json<GunshotStatistics>();
  expect(statistics).toMatchObject({
    incidents: 1,
    decided: { numerator: 1, denominator: 1, unknown: 0 },
    gunfire: { numerator: 1, denominator: 1, unknown: 0 },
    found: { numerator: 1, denominator: 1, unknown: 0 },
    acknowledgement: { measured: 1, unknown: 0 },
    placed: { measured: 1, unknown: 0 },
    decision: { measured: 1, unknown: 0 },
    scene: { measured: 1, unknown: 0 },
  });
  // The call that came 45 s after the first shot had somebody at the scene 200 s later.
  expect(Math.abs(statistics.scene.medianSeconds! - 245)).toBeLessThan(3);
  const before = (await ask(`/gunshots/statistics?to=${incident.from.slice(0, 10)}T00:00:00Z`)).json();
  expect(before).toMatchObject({ incidents: 0, alert: { measured: 0, medianSeconds: null } });
});

test('what was taken back counts no longer: a decision, and a finding put on record by mistake', async () => {
  const path = `/gunshots/${incident.incident}`;
  const step = async (part: string, body: object = {}) =>
    ask(`${path}/${part}`, desk, { revision: (await now()).revision, ...body });
  const figures = async () => (await ask('/gunshots/statistics')).json<GunshotStatistics>();
  expect((await step('undo')).statusCode).toBe(204);
  expect(await figures()).toMatchObject({
    decided: { numerator: 0, denominator: 1 },
    decision: { measured: 0, unknown: 1 },
  });
  await step('decisions', { decision: 'gunfire' });
  const { items } = (await ask(`${path}/history`)).json<{ items: { ordinal: number; kind: string }[] }>();
  const finding = items.find(({ kind }) => kind === 'FOUND')!.ordinal;
  expect((await step(`findings/${finding}/undo`)).statusCode).toBe(204);
  expect(await figures()).toMatchObject({
    found: { numerator: 0, denominator: 0, unknown: 1 },
    decision: { measured: 1, unknown: 0 },
  });
  for (const none of [finding, items.find(({ kind }) => kind === 'DECIDED')!.ordinal])
    expect((await step(`findings/${none}/undo`)).json()).toMatchObject({ status: 409, code: 'gunshot.undecided' });
  await step('findings', { found: 'nothing' });
  expect(await figures()).toMatchObject({ found: { numerator: 0, denominator: 1, unknown: 0 } });
});

test('what happened here before is found among all of the city in a year, and said to be cut where it is', async () => {
  const pool = server.store.database.pool('migrate');
  // Thousands after it elsewhere, one here ten months ago, and then two hundred more here.
  const more = (name: string, count: number, days: string, east: number) =>
    pool.query(
      `insert into flashlight.gunshot_incident (agency_id, incident_id, state, revision, first_us, last_us, lon, lat, summary, pulses)
       select agency_id, '${name}' || n, 'CLOSED', 1, first_us - (${days}) * 86400000000::bigint, last_us, lon + ${east}, lat, summary, array['${name}' || n]
         from flashlight.gunshot_incident, generate_series(1, ${count}) n where incident_id = $1`,
      [incident.incident],
    );
  const nearby = async () => {
    const { items, total } = (await ask(`/gunshots/${incident.incident}/nearby`)).json<GunshotNearby>();
    return { own: items.flatMap((each) => each.incident ?? []), total };
  };
  const before = await nearby();
  await more('elsewhere-', 5_100, '1 + n / 100.0', 0.1);
  await more('here-', 1, '300', 0.001);
  expect(await nearby()).toEqual({ own: [...before.own, 'here-1'], total: before.total + 1 });
  await more('also-', 250, '100 + n / 10.0', 0.001);
  const cut = await nearby();
  expect([cut.total, cut.own.includes('here-1')]).toEqual([before.total + 251, false]);
  await pool.query(`delete from flashlight.gunshot_incident where incident_id like '%-%'`);
}, 30_000);

test('an incident that was never told of with a small ellipse is placed at no time', async () => {
  const pool = server.store.database.pool('migrate');
  const widened = (factor: number) =>
    pool.query(
      `update flashlight.gunshot_event set detail = jsonb_set(detail, '{ellipse95,majorMeters}', to_jsonb((detail->'ellipse95'->>'majorMeters')::float8 * $2::float8))
        where incident_id = $1 and detail ? 'ellipse95'`,
      [incident.incident, factor],
    );
  const placed = async () => (await ask('/gunshots/statistics')).json<GunshotStatistics>().placed;
  await widened(200);
  expect(await placed()).toMatchObject({ measured: 0, unknown: 1 });
  await widened(1 / 200);
  expect(await placed()).toMatchObject({ measured: 1, unknown: 0 });
});

test('air noted by mistake is corrected by noting it again', async () => {
  const note = (temperatureC: number) =>
    ask('/sensors/weather', desk, { temperatureC, windEastMps: 1, windNorthMps: 0 });
  for (const temperatureC of [-20, 20]) expect((await note(temperatureC)).statusCode).toBe(204);
  const { rows } = await server.store.database
    .pool('migrate')
    .query<{ temperatureC: number }>(
      `select temperature_c as "temperatureC" from flashlight.sensor_weather where noted_by = 'test.gunshot-desk'`,
    );
  expect(rows).toEqual([{ temperatureC: 20 }]);
});

test('how a place was computed is told step by step, computed again to the same place, and without each sensor', async () => {
  const path = `/gunshots/${incident.incident}/reckoning`;
  expect((await ask(path, detective)).statusCode).toBe(403);
  const reckoning = (await ask(path)).json<GunshotReckoning>();
  const [shot] = (await now()).summary.shots;
  expect(reckoning).toMatchObject({ shot: 0, lon: shot!.lon, lat: shot!.lat, air: { noted: 'held' } });
  expect(reckoning.arrivals.filter(({ reading }) => reading !== 'stray')).toHaveLength(shot!.sensors);
  // What is kept of an arrival has whole microseconds, and another plane: nothing that moves a place by a metre.
  expect(reckoning.againMeters).toBeLessThan(1);
  // The place of the incident is what these shots make together, to the digits kept.
  const { together } = reckoning;
  expect(together!.shots.length).toBeGreaterThan(1);
  const told = incident.summary.places.map((place) => metersBetween(place, together!.places[0]!));
  expect(Math.min(...told)).toBeLessThan(0.05);
  for (const { weight, sigmas } of together!.shots) expect(weight < 1).toBe(weight < 1 && sigmas > 0);
  const sensors = new Map(city.sensors.map((each) => [each.sensor, each]));
  for (const [at, arrival] of reckoning.arrivals.entries()) {
    expect(metersBetween(arrival, sensors.get(arrival.sensor)!)).toBeLessThan(0.1);
    expect(arrival.afterSeconds).toBeGreaterThanOrEqual(reckoning.arrivals[at - 1]?.afterSeconds ?? 0);
    if (arrival.without.kind === 'located')
      expect(Math.abs(metersBetween(arrival.without, shot!) - arrival.without.metersAway)).toBeLessThan(0.2);
  }
  const { fit } = reckoning;
  expect(fit.tenths).toHaveLength(fit.columns * fit.rows);
  expect(Math.max(...fit.tenths)).toBe(0);
  expect((await ask(`${path}?shot=9999`)).json()).toMatchObject({ status: 409, code: 'gunshot.changed' });
});

test('the figures of the reckoning reproduce: speed, wind and time follow from its arrivals and distances alone', async () => {
  const { summary } = await now();
  for (const shot of summary.shots.keys()) {
    const reckoning = (await ask(`/gunshots/${incident.incident}/reckoning?shot=${shot}`)).json<GunshotReckoning>();
    const { estimated } = reckoning.air;
    // Least squares of distance = (speed + wind along the way) · (after + first − later): linear in what is asked for.
    const plane = localPlane(reckoning);
    const rows = reckoning.arrivals.map((arrival) => {
      const { x, y } = plane.toPlane(arrival);
      const [meters, seconds] = [Math.hypot(x, y), arrival.afterSeconds - arrival.residualSeconds];
      expect(Math.abs(meters - arrival.meters)).toBeLessThan(0.01);
      // As far as sound went: the distance, and what it went while it was later than straight.
      const along = estimated.speedMps + (estimated.windEastMps * x + estimated.windNorthMps * y) / meters;
      expect(Math.abs(arrival.soundMeters - along * (reckoning.firstSeconds + arrival.afterSeconds))).toBeLessThan(
        0.01,
      );
      expect(Math.abs(arrival.soundMeters - meters - along * arrival.residualSeconds)).toBeLessThan(0.05);
      return { meters, seconds, east: x / meters, north: y / meters };
    });
    const solved = solveAir(rows);
    expect(Math.abs(solved.speedMps - estimated.speedMps), `shot ${shot}`).toBeLessThan(0.05);
    expect(Math.abs(solved.windEastMps - estimated.windEastMps)).toBeLessThan(0.05);
    expect(Math.abs(solved.windNorthMps - estimated.windNorthMps)).toBeLessThan(0.05);
    expect(Math.abs(solved.firstSeconds - reckoning.firstSeconds)).toBeLessThan(0.0002);
  }
});

/** Speed, wind and seconds from the shot to the first arrival, by Gauss and Newton's least squares of times. */
function solveAir(rows: readonly { meters: number; seconds: number; east: number; north: number }[]) {
  let found = [340, 0, 0, 1];
  for (let times = 0; times < 20; times++) {
    const normal = Array.from({ length: 4 }, () => new Float64Array(5));
    for (const { meters, seconds, east, north } of rows) {
      const along = found[0]! + found[1]! * east + found[2]! * north;
      const slope = -meters / along ** 2;
      const row = [slope, slope * east, slope * north, -1];
      const left = seconds - (meters / along - found[3]!);
      for (let i = 0; i < 4; i++) {
        for (let j = 0; j < 4; j++) normal[i]![j]! += row[i]! * row[j]!;
        normal[i]![4]! += row[i]! * left;
      }
    }
    found = found.map((value, at) => value + solveNormal(normal.map((row) => [...row]))[at]!);
  }
  return { speedMps: found[0]!, windEastMps: found[1]!, windNorthMps: found[2]!, firstSeconds: found[3]! };
}

/** Gauss and Jordan, with the largest of a column ahead. */
function solveNormal(rows: number[][]): number[] {
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    const best = rows
      .slice(column)
      .reduce((most, row) => (Math.abs(row[column]!) > Math.abs(most[column]!) ? row : most));
    const at = rows.indexOf(best);
    [rows[column], rows[at]] = [best, rows[column]!];
    for (const row of rows) {
      if (row === best) continue;
      const factor = row[column]! / best[column]!;
      for (let k = column; k <= size; k++) row[k]! -= factor * best[k]!;
    }
  }
  return rows.map((row, at) => row[size]! / row[at]!);
}

const box = { west: -76.6, south: 39.3, east: -76.57, north: 39.325 };

test('a layout is told what it would hear, is saved in versions, and stands in no audit row', async () => {
  const sensors = city.sensors.map(({ lon, lat }) => ({ lon, lat }));
  expect((await ask('/sensors/plan', detective, { sensors, ...box })).statusCode).toBe(403);
  const plan = (await ask('/sensors/plan', desk, { sensors, ...box })).json<NetworkPlan>();
  expect(plan.located).toHaveLength(plan.columns * plan.rows);
  expect(plan.sensors).toHaveLength(sensors.length);
  expect(plan.trial.located.numerator / plan.trial.shots).toBeGreaterThan(0.8);
  expect((await ask('/sensors/plan', desk, { sensors: [], ...box })).json<NetworkPlan>().coveredSquares.numerator).toBe(
    0,
  );
  expect((await ask('/sensors/plan', desk, { sensors, ...box, east: -77 })).json()).toMatchObject({
    status: 400,
    code: 'layout.area',
  });

  const save = (after: number, cookie = desk) =>
    ask('/sensors/layouts', cookie, { name: 'Roofs', after, sensors: sensors.slice(0, 2 + after) });
  expect((await save(0, detective)).statusCode).toBe(403);
  expect((await save(0)).statusCode).toBe(204);
  expect((await save(0)).json()).toMatchObject({ status: 409, code: 'layout.changed' });
  expect((await save(2)).json()).toMatchObject({ status: 409, code: 'layout.changed' });
  expect((await save(1)).statusCode).toBe(204);
  const { items } = (await ask('/sensors/layouts')).json<SensorLayouts>();
  expect(items).toMatchObject([{ name: 'Roofs', version: 2, savedBy: 'test.gunshot-desk' }]);
  expect(items[0]!.sensors).toEqual(sensors.slice(0, 3));
  expect((await ask('/sensors/layouts', detective)).statusCode).toBe(403);
  const { rows } = await server.store.database
    .pool('migrate')
    .query<{ text: string }>(`select string_agg(subject::text, ' ') as text from flashlight.audit_event`);
  for (const { lat } of sensors) expect(rows[0]!.text).not.toContain(String(lat));
});
