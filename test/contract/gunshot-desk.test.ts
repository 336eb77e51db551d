import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { locateGunshots, type GunshotLocator } from '../../src/jobs/locate-gunshots.ts';
import { storedPulseStream } from '../../src/jobs/stored-pulse-stream.ts';
import { localPlane } from '../../src/geo/local-plane.ts';
import { metersBetween } from '../../src/geo/meters-between.ts';
import type { GunshotIncident } from '../../src/model/gunshot-answers.ts';
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
    decision: { measured: 1, unknown: 0 },
    scene: { measured: 1, unknown: 0 },
  });
  // The call that came 45 s after the first shot had somebody at the scene 200 s later.
  expect(Math.abs(statistics.scene.medianSeconds! - 245)).toBeLessThan(3);
  const before = (await ask(`/gunshots/statistics?to=${incident.from.slice(0, 10)}T00:00:00Z`)).json();
  expect(before).toMatchObject({ incidents: 0, alert: { measured: 0, medianSeconds: null } });
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
