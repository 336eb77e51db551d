import { afterEach, beforeEach, expect, test } from 'vitest';
import { runCommand } from '../../test/faults/run-command.ts';
import { enrolCity, makeSensorCity, type SensorCity } from '../../test/sensor-city.ts';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import type { StreamPulse } from '../model/stream-pulse.ts';
import { inTransaction } from '../store/database.ts';
import { deletePulsesBefore, findPulsesKeptFrom } from '../store/sensor-pulses.ts';
import { locateGunshots } from './locate-gunshots.ts';
import { replayGunshots, type Replayed } from './replay-gunshots.ts';
import { storedPulseStream } from './stored-pulse-stream.ts';

const begins = 1_900_000_000_000_000;
let store: TestStore;
let city: SensorCity;
let news: string[];
beforeEach(async () => {
  store = await openTestStore();
  news = [];
  city = makeSensorCity('replay-gunshots', { kinds: ['semi-automatic'], begins });
  await enrolCity(store, city, begins - 60_000_000);
  await locate(city.pulses);
});
afterEach(() => store.close());

const agencyId = () => store.agency.agencyId;
const query = (text: string, values: unknown[] = []) => store.database.pool('migrate').query(text, values);

async function locate(pulses: readonly StreamPulse[]): Promise<void> {
  const stream = storedPulseStream(store.database, agencyId());
  await stream.publish(pulses);
  const locator = locateGunshots(store.database, {
    agencyId: agencyId(),
    stream,
    now: () => new Date(begins / 1000),
    onNews: (text, { err }) => void news.push(err === undefined ? text : String(err)),
  });
  await expect
    .poll(
      async () =>
        (
          await query(
            `select coalesce((select position from flashlight.pulse_cursor), 0) < (select position from flashlight.sensor_pulse_end) as behind`,
          )
        ).rows[0].behind as boolean,
      { timeout: 60_000 },
    )
    .toBe(false);
  await locator.close();
}

/** All that stands on record of incidents, their shots and their history. */
async function record(): Promise<unknown> {
  const [incidents, shots, events] = await Promise.all([
    query('select * from flashlight.gunshot_incident order by incident_id'),
    query('select * from flashlight.gunshot order by cell, slot, ordinal'),
    query('select * from flashlight.gunshot_event order by incident_id, ordinal'),
  ]);
  expect(incidents.rows.length).toBeGreaterThan(0);
  expect(shots.rows.length).toBeGreaterThan(1);
  return [incidents.rows, shots.rows, events.rows];
}

const replay = (save: boolean): Promise<Replayed> =>
  replayGunshots(store.database, {
    agencyId: agencyId(),
    stream: storedPulseStream(store.database, agencyId()),
    from: begins - 20e6,
    until: begins + 60e6,
    save,
  });

/** As the locator does with what is older than it is kept. */
const letGo = () =>
  inTransaction(store.database.pool('import'), (client) => deletePulsesBefore(client, agencyId(), begins + 1e9));

test('years later, what was located is located anew from what was kept with it, the same; the rest is counted and left as it is', async () => {
  const before = await record();
  const whole = await replay(false);
  expect(whole).toMatchObject({ differing: 0, notKept: 0, notKeptShots: 0 });
  expect(whole.shots).toBeGreaterThan(1);
  await letGo();
  expect(await findPulsesKeptFrom(store.database.pool('import'), agencyId())).toBe(begins + 1e9);
  const later = await replay(true);
  expect(later).toMatchObject({ shots: whole.shots, differing: 0, notKeptShots: 0 });
  expect(later.slots).toBeGreaterThan(0);
  expect(later.slots + later.notKept).toBe(whole.slots);
  expect(await record()).toEqual(before);
});

test('a span whose pulses are gone is said to be so, and no incident of it is withdrawn or changed', async () => {
  const before = await record();
  const { shots, slots } = await replay(false);
  await letGo();
  // As a store has it that located before anything was kept with shots.
  await query('truncate flashlight.gunshot_slot_pulses');
  const nothing = { slots: 0, shots: 0, differing: 0, notKept: slots, notKeptShots: shots };
  expect(await replay(true)).toEqual(nothing);
  const moment = (seconds: number) => new Date(begins / 1000 + seconds * 1000).toISOString();
  const words = ['gunshots', 'replay', '--from', moment(-20), '--to', moment(60), '--save', '--json'];
  const { code, stdout, stderr } = await runCommand(words, { url: store.url });
  expect([code, JSON.parse(stdout)]).toEqual([1, nothing]);
  expect(stderr).toContain(`of ${slots} slots they are no longer kept. ${shots} shots are on record in these.`);
  expect(await record()).toEqual(before);
});

test('a log that lost pulses without a word is found out by the shots on record, which stand', async () => {
  const before = await record();
  await query('delete from flashlight.sensor_pulse where sequence % 2 = 0');
  await query('truncate flashlight.gunshot_slot_pulses');
  const replayed = await replay(true);
  expect(replayed).toMatchObject({ differing: 0 });
  expect(replayed.notKeptShots).toBeGreaterThan(1);
  expect(await record()).toEqual(before);
});

test('a pulse that is looked at when the others of its time are gone changes nothing that was located from them', async () => {
  const before = await record();
  await letGo();
  const [one] = city.truths[0]!.places;
  await locate([{ ...city.pulses[0]!, sequence: 9_999, timeMicroseconds: one!.timeMicroseconds + 700_000 }]);
  expect(await record()).toEqual(before);
  expect(news).toEqual(['pulses came of a time whose other pulses are no longer kept; what was located then stays']);
});
