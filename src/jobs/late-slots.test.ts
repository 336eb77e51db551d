import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { enrolCity, makeSensorCity } from '../../test/sensor-city.ts';
import type { StreamPulse } from '../model/stream-pulse.ts';
import { LateSlots } from './late-slots.ts';
import { locateGunshots } from './locate-gunshots.ts';
import { replayGunshots } from './replay-gunshots.ts';
import { storedPulseStream } from './stored-pulse-stream.ts';

let store: TestStore;
beforeEach(async () => void (store = await openTestStore()));
afterEach(() => store.close());

test('the newest slot comes first, and a batch is confirmed once the last slot it waits for is saved', async () => {
  const late = new LateSlots();
  const confirmed: string[] = [];
  const batch = (name: string) => ({
    working: () => Promise.resolve(),
    confirm: () => Promise.resolve(void confirmed.push(name)),
  });
  const slots = (...of: number[]) => of.map((slot) => ({ cell: `r1c${slot % 2}`, slot }));
  late.add(batch('a'), [...slots(5, 3), { cell: 'r9c9', slot: 3 }]);
  late.add(batch('b'), slots(9, 3));
  late.add(batch('c'), slots(9));
  const taken: unknown[] = [];
  for (let next = late.take(); next !== null; next = late.take()) {
    taken.push([next.slot, [...next.cells]]);
    // What comes of a slot while it is located has it located again.
    if (next.slot === 5 && taken.length < 4) late.add(batch('d'), slots(5));
    await late.saved(next);
    taken.push([...confirmed]);
  }
  expect(taken).toEqual([
    [9, ['r1c1']],
    ['c'],
    [5, ['r1c1']],
    ['c'],
    [5, ['r1c1']],
    ['c', 'd'],
    [3, ['r1c1', 'r9c9']],
    ['c', 'd', 'a', 'b'],
  ]);
});

test('a sensor an hour late does not keep a live incident waiting, and all of the hour is located in the end as in order', async () => {
  const { database, agency } = store;
  const { agencyId } = agency;
  const hour = 3_600_000_000;
  const begins = 1_900_000_000_000_000;
  const begun = begins + hour;
  // One city: what was heard within the hour, and what is heard now.
  const scene = makeSensorCity('late', { kinds: ['semi-automatic', 'automatic', 'semi-automatic'], begins });
  await enrolCity(store, scene, begins - 60_000_000);
  const [first, live, second] = [0, 1, 2].map((at) =>
    scene.pulses.filter(({ timeMicroseconds }) => Math.floor((timeMicroseconds - begins) / 30e6) === at),
  ) as [StreamPulse[], StreamPulse[], StreamPulse[]];
  const shifted = (pulses: readonly StreamPulse[], by: number, from: number) =>
    pulses.map((pulse) => ({
      ...pulse,
      timeMicroseconds: pulse.timeMicroseconds + by,
      sequence: pulse.sequence + from,
    }));
  const late = scene.sensors[0]!.sensor;
  const hourOf = [...shifted(first, 600e6, 100_000), ...shifted(second, 1_800e6, 200_000)];
  const knocks = Array.from({ length: 1_750 }, (_, at) => ({
    ...scene.pulses[0]!,
    sensor: late,
    cell: scene.sensors[0]!.cell,
    sequence: 300_000 + at,
    timeMicroseconds: begins + at * 2_000_000,
  }));
  const backlog = [...hourOf.filter(({ sensor }) => sensor === late), ...knocks].sort(
    (a, b) => a.timeMicroseconds - b.timeMicroseconds,
  );
  const stream = storedPulseStream(database, agencyId);
  let nowMicroseconds = begins;
  const faults: unknown[] = [];
  const locator = () =>
    locateGunshots(database, {
      agencyId,
      stream,
      now: () => new Date(nowMicroseconds / 1000),
      onNews: (_, { err }) => faults.push(err),
    });
  const position = async () =>
    (
      await database
        .pool('read')
        .query<{ behind: boolean }>(
          `select coalesce((select position from flashlight.pulse_cursor), 0) < (select max(position) from flashlight.sensor_pulse) as behind`,
        )
    ).rows[0]!.behind;
  const isOpen = async (from: number) =>
    (
      await database
        .pool('read')
        .query('select 1 from flashlight.gunshot_incident where first_us between $1 and $2', [from, from + 30e6])
    ).rows.length > 0;
  // The hour as the others heard it.
  let running = locator();
  await stream.publish(hourOf.filter(({ sensor }) => sensor !== late));
  await expect.poll(position, { timeout: 60_000 }).toBe(false);
  await running.close();

  nowMicroseconds = begun;
  running = locator();
  const opened = async (pulses: readonly StreamPulse[], from: number) => {
    const began = performance.now();
    await stream.publish(pulses);
    await expect.poll(() => isOpen(from), { timeout: 60_000, interval: 20 }).toBe(true);
    return performance.now() - began;
  };
  const alone = await opened(shifted(live, hour, 400_000), begun + 30e6);
  await expect.poll(position, { timeout: 60_000 }).toBe(false);
  await stream.publish(backlog);
  const beside = await opened(shifted(live, hour + 90e6, 500_000), begun + 120e6);
  // The hour was not done with, or nothing was tried.
  expect(await position()).toBe(true);
  expect(beside - alone).toBeLessThan(2_000);
  await expect.poll(position, { timeout: 120_000 }).toBe(false);
  await running.close();
  expect(faults).toEqual([]);
  const replayed = await replayGunshots(database, {
    agencyId,
    stream,
    from: begins,
    until: begun + 300e6,
    save: false,
  });
  expect(replayed).toMatchObject({ differing: 0, notKept: 0 });
  expect(replayed.shots).toBeGreaterThan(10);
}, 300_000);
