import { afterAll, beforeAll, expect, test } from 'vitest';
import { locateGunshots } from '../../src/jobs/locate-gunshots.ts';
import { replayGunshots } from '../../src/jobs/replay-gunshots.ts';
import { storedPulseStream } from '../../src/jobs/stored-pulse-stream.ts';
import { findPulseCursor } from '../../src/store/sensor-pulses.ts';
import { openTestStore, type TestStore } from '../open-test-store.ts';
import { enrolCity, makeSensorCity } from '../sensor-city.ts';

let store: TestStore;
beforeAll(async () => void (store = await openTestStore()));
afterAll(() => store.close());

test('a sensor that hands in two hours at once holds up nothing that is heard now, and all of it is located in the end', async () => {
  const { database, agency } = store;
  const { agencyId } = agency;
  const now = () => new Date();
  const begins = (Date.now() - 20_000) * 1000;
  const city = makeSensorCity('late', { kinds: ['semi-automatic'], begins });
  const hours = 2;
  await enrolCity(store, city, begins - (hours + 1) * 3_600e6);
  const stream = storedPulseStream(database, agencyId);
  const [one] = city.pulses;
  const late = Array.from({ length: hours * 3_600 }, (_, at) => ({
    ...one!,
    sequence: 1_000_000 + at,
    timeMicroseconds: begins - hours * 3_600e6 + at * 1e6 - 60_000_000,
  }));
  await stream.publish(late);
  await stream.publish(city.pulses);
  const pool = database.pool('import');
  const { rows } = await pool.query<{ last: number }>(
    'select max(position)::float8 as last from flashlight.sensor_pulse',
  );
  const confirmed = () => findPulseCursor(pool, agencyId, 'locator');
  const locator = locateGunshots(database, {
    agencyId,
    stream,
    now,
    onNews: (_, { err }) => {
      throw err;
    },
  });
  const incidents = async () =>
    (await pool.query(`select from flashlight.gunshot_incident where state = 'OPEN'`)).rowCount;
  await expect.poll(incidents, { timeout: 60_000, interval: 20 }).toBeGreaterThan(0);
  // What is live is kept and told; the two hours are not through yet.
  expect(await confirmed()).toBeLessThan(rows[0]!.last);
  await expect.poll(confirmed, { timeout: 120_000, interval: 200 }).toBe(rows[0]!.last);
  await locator.close();
  const order = { agencyId, stream, from: begins - 20e6, until: begins + 60e6, save: false };
  expect(await replayGunshots(database, order)).toMatchObject({ differing: 0, notKept: 0 });
}, 240_000);
