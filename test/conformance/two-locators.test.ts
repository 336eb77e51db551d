import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { brokerPulseStream } from '../../src/jobs/broker-pulse-stream.ts';
import { locateGunshots } from '../../src/jobs/locate-gunshots.ts';
import type { PulseStream } from '../../src/jobs/pulse-stream.ts';
import { replayGunshots } from '../../src/jobs/replay-gunshots.ts';
import { openBrokerCluster, type BrokerCluster } from '../broker-cluster.ts';
import { openTestStore, type TestStore } from '../open-test-store.ts';
import { enrolCity, makeSensorCity } from '../sensor-city.ts';

let brokers: BrokerCluster;
let store: TestStore;
beforeAll(async () => {
  [brokers, store] = await Promise.all([openBrokerCluster(1), openTestStore()]);
});
afterAll(() => Promise.all([brokers.close(), store.close()]));

/** Ends the connection of whoever locates, as where a machine is lost; gives which that was. */
async function loseTheTurn(): Promise<number> {
  const { rows } = await store.database.pool('migrate').query<{ pid: number }>(
    `select pid, pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database()) and classid = (hashtext('flashlight.locator')::bigint & 4294967295)::oid`,
  );
  expect(rows).toHaveLength(1);
  return rows[0]!.pid;
}

test('of two machines that share brokers and store one locates at a time, from all pulses, and the other goes on when it is lost', async () => {
  const { database, agency } = store;
  const begins = (Date.now() + 15_000) * 1000;
  const city = makeSensorCity('two', { kinds: ['semi-automatic'], begins });
  await enrolCity(store, city, begins - 60_000_000);
  const open = () => brokerPulseStream(agency.agencyId, brokers.urls);
  const [publishing, ...streams] = (await Promise.all([open(), open(), open()])) as [PulseStream, ...PulseStream[]];
  const news: unknown[] = [];
  const locators = streams.map((stream) =>
    locateGunshots(database, {
      agencyId: agency.agencyId,
      stream,
      now: () => new Date(),
      onNews: (text, { err }) => news.push(err ?? text),
    }),
  );
  let waiting = city.pulses.toSorted((a, b) => a.timeMicroseconds - b.timeMicroseconds);
  const half = waiting.length / 2;
  const lost: number[] = [];
  while (waiting.length > 0) {
    const due = waiting.filter((pulse) => pulse.timeMicroseconds <= (Date.now() - 200) * 1000);
    waiting = waiting.slice(due.length);
    if (due.length > 0) await publishing.publish(due);
    if (lost.length === 0 && waiting.length < half) lost.push(await loseTheTurn());
    await pause(100);
  }
  const replay = () =>
    replayGunshots(database, {
      agencyId: agency.agencyId,
      stream: publishing,
      from: begins - 20e6,
      until: begins + 60e6,
      save: false,
    });
  // What the lost one had not confirmed is given again after twenty seconds.
  await expect.poll(replay, { timeout: 90_000, interval: 2_000 }).toMatchObject({ differing: 0, notKept: 0 });
  const { shots } = await replay();
  expect(shots).toBeGreaterThan(3);
  const turns = await database.pool('migrate').query('select turn from flashlight.locator_turn');
  expect(turns.rows).toEqual([{ turn: 2 }]);
  await Promise.all(locators.map((each) => each.close()));
  await Promise.all([publishing, ...streams].map((each) => each.close()));
  // Whoever had the turn says no more of it than that what it found later was not saved.
  expect(news.length).toBeLessThanOrEqual(1);
}, 200_000);
