import { afterEach, beforeEach, expect, test } from 'vitest';
import { enrolCity, makeSensorCity, type SensorCity } from '../../test/sensor-city.ts';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { metersBetween } from '../geo/meters-between.ts';
import type { StreamPulse } from '../model/stream-pulse.ts';
import { Random } from '../stats/random.ts';
import { locateGunshots } from './locate-gunshots.ts';
import type { PulseStream } from './pulse-stream.ts';
import { replayGunshots } from './replay-gunshots.ts';
import { storedPulseStream } from './stored-pulse-stream.ts';

const begins = 1_900_000_000_000_000;
let store: TestStore;
beforeEach(async () => void (store = await openTestStore()));
afterEach(() => store.close());

interface Row {
  readonly incident_id: string;
  readonly first_us: number;
  readonly state: string;
  readonly lon: number;
  readonly lat: number;
  readonly summary: { rounds: number; shots: { timeMicroseconds: number; lon: number; lat: number }[] };
}

/** All that depends on the pulses alone: which id an incident was first opened with is of when they came. */
const contentOf = (rows: readonly Row[]) => rows.map(({ incident_id: _, ...content }) => content);

const incidentsOf = async ({ database }: TestStore): Promise<Row[]> =>
  (
    await database.pool('read').query<Row>(
      `select incident_id, first_us, last_us, state, lon, lat, summary, pulses from flashlight.gunshot_incident
        where state in ('OPEN', 'CLOSED') order by first_us, lon, lat`,
    )
  ).rows;

/** Publishes pulses in some pieces, each located before the next comes, and waits until all are. */
async function locate(
  of: TestStore,
  city: SensorCity,
  pieces: readonly (readonly StreamPulse[])[],
): Promise<PulseStream> {
  const { database, agency } = of;
  await enrolCity(of, city, begins - 60_000_000);
  const stream = storedPulseStream(database, agency.agencyId);
  const faults: unknown[] = [];
  const locator = locateGunshots(database, {
    agencyId: agency.agencyId,
    stream,
    now: () => new Date(begins / 1000),
    onNews: (_, { err }) => faults.push(err),
  });
  for (const piece of pieces) {
    await stream.publish(piece);
    await expect
      .poll(async () => {
        const { rows } = await database
          .pool('read')
          .query<{ behind: boolean }>(
            `select coalesce((select position from flashlight.pulse_cursor), 0) < (select max(position) from flashlight.sensor_pulse) as behind`,
          );
        return rows[0]!.behind;
      })
      .toBe(false);
  }
  await locator.close();
  expect(faults).toEqual([]);
  return stream;
}

const inPieces = (pulses: readonly StreamPulse[], size: number) =>
  Array.from({ length: Math.ceil(pulses.length / size) }, (_, at) => pulses.slice(at * size, (at + 1) * size));

test('incidents are the same, to the last digit, whether pulses come in order, or late, twice and in any order; and when replayed', async () => {
  const city = makeSensorCity('locate-gunshots', {
    kinds: ['semi-automatic', 'clutter', 'automatic'],
    begins,
  });
  const ordered = city.pulses.toSorted((a, b) => a.timeMicroseconds - b.timeMicroseconds);
  const stream = await locate(store, city, inPieces(ordered, 400));
  const incidents = await incidentsOf(store);

  for (const { kind, rounds, places } of city.truths) {
    const found = incidents.filter((each) =>
      places.some((place) => Math.abs(place.timeMicroseconds - each.first_us) < 10e6),
    );
    if (kind === 'clutter') continue;
    const shots = found.flatMap((each) => each.summary.shots);
    const near = places.filter((place) => shots.some((shot) => metersBetween(shot, place) < 25));
    expect([kind, near.length / rounds >= 0.7]).toEqual([kind, true]);
  }
  expect(incidents.length).toBeGreaterThanOrEqual(2);

  // Found anew from the log, nothing is another, nor is any id.
  const { agencyId } = store.agency;
  const span = { from: begins, until: begins + 100_000_000 };
  const replayed = await replayGunshots(store.database, { agencyId, stream, ...span, save: true });
  expect(replayed).toMatchObject({ differing: 0 });
  expect(replayed.shots).toBeGreaterThan(10);
  expect(await incidentsOf(store)).toEqual(incidents);

  const random = new Random('disorder');
  const disordered = [...ordered, ...ordered.filter(() => random.chance(0.2))]
    .map((pulse) => ({
      pulse,
      at: pulse.timeMicroseconds + (random.chance(0.3) ? 30e6 * random.next() : 1e6 * random.next()),
    }))
    .sort((a, b) => a.at - b.at)
    .map(({ pulse }) => pulse);
  const other = await openTestStore();
  try {
    await locate(other, city, inPieces(disordered, 300));
    expect(contentOf(await incidentsOf(other))).toEqual(contentOf(incidents));
  } finally {
    await other.close();
  }
});
