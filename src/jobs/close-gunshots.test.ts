import { afterAll, beforeAll, expect, test } from 'vitest';
import { enrolCity, makeSensorCity, type CitySensor, type SensorCity } from '../../test/sensor-city.ts';
import { GunshotSlot, seven, shot } from '../../test/gunshot-slot.ts';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { ordinaryAir, speedOfSound } from '../acoustics/speed-of-sound.ts';
import { localPlane } from '../geo/local-plane.ts';
import { metersBetween } from '../geo/meters-between.ts';
import type { StreamPulse } from '../model/stream-pulse.ts';
import { Random } from '../stats/random.ts';
import { inTransaction } from '../store/database.ts';
import { lockGunshots } from '../store/gunshots.ts';
import { closeGunshots } from './close-gunshots.ts';
import { decideGunshot } from './decide-gunshot.ts';
import { loadIncident } from './load-gunshots.ts';
import { loadSensors } from './look-after-sensors.ts';
import { replayGunshots } from './replay-gunshots.ts';
import { SensorNetwork } from './sensor-network.ts';
import { storedPulseStream } from './stored-pulse-stream.ts';
import { slotOf } from '../acoustics/shots-of-slot.ts';

const begins = 1_900_000_000_000_000;
const until = begins + 180_000_000;
const now = new Date((until + 60_000_000) / 1000);
let store: TestStore;
beforeAll(async () => void (store = await openTestStore()));
afterAll(() => store.close());

/** Six shots about a sensor, heard over open ways by all within a kilometre; its own clock early by so much. */
function sixShots(made: SensorCity, about: CitySensor, earlySeconds: number): StreamPulse[] {
  const random = new Random('clock');
  const plane = localPlane(about);
  return Array.from({ length: 6 }, (_, at) => {
    const [x, y] = [400 * Math.cos(at), 400 * Math.sin(at)];
    return made.sensors.flatMap((sensor): StreamPulse[] => {
      const place = plane.toPlane(sensor);
      const seconds = Math.hypot(place.x - x, place.y - y) / speedOfSound(ordinaryAir);
      if (seconds > 3) return [];
      const late = random.normal(0, 0.006) - (sensor === about ? earlySeconds : 0);
      const timeMicroseconds = begins + at * 30e6 + 4e6 + Math.round((seconds + late) * 1e6);
      return [{ ...made.pulses[0]!, sensor: sensor.sensor, cell: sensor.cell, sequence: at + 1, timeMicroseconds }];
    });
  }).flat();
}

const nearest = (made: SensorCity): CitySensor => {
  const middle = localPlane({ lon: -76.6, lat: 39.3 }).toLonLat(1400, 1400);
  return made.sensors.toSorted((a, b) => metersBetween(a, middle) - metersBetween(b, middle))[0]!;
};

/** Sensors as they are told of once all that was heard is located and closed. */
async function sensorsAfter(of: TestStore, city: SensorCity) {
  const { database, agency } = of;
  const { agencyId } = agency;
  await enrolCity(of, city, begins - 60_000_000);
  const stream = storedPulseStream(database, agencyId);
  await stream.publish(city.pulses);
  await replayGunshots(database, { agencyId, stream, from: begins, until, save: true });
  const pool = database.pool('import');
  await closeGunshots(pool, { agencyId, network: await SensorNetwork.load(pool, agencyId), stream, now });
  return inTransaction(database.pool('read'), (client) => loadSensors(client, agencyId, now));
}

test('a sensor whose clock is off is found by where its pulses lie, told of, and left out from then on; no other is', async () => {
  const made = makeSensorCity('clock', { kinds: ['single'], begins });
  const off = nearest(made);
  const { items } = await sensorsAfter(store, { ...made, pulses: sixShots(made, off, 0.09), weather: [] });
  const told = items.filter(({ trusted }) => !trusted);
  expect(told.map(({ sensor }) => sensor)).toEqual([off.sensor]);
  expect(Math.abs(told[0]!.offsetMicroseconds! + 90_000)).toBeLessThan(30_000);
  expect(told[0]!.warnings.join(' ')).toMatch(/Its clock is off by about -\d+ ms: its pulses do not count\./);

  const network = await SensorNetwork.load(store.database.pool('import'), store.agency.agencyId);
  const counted = (microseconds: number) =>
    network.sensorsAt(off.cell, slotOf(microseconds)).some(({ sensor }) => sensor === off.sensor);
  expect(counted(until)).toBe(true);
  expect(counted(now.getTime() * 1000 + 60_000_000)).toBe(false);
});

test('where the weather was noted twelve degrees wrong, no clock is held to be off for it', async () => {
  const made = makeSensorCity('clock', { kinds: ['single'], begins });
  const weather = [{ fromMicroseconds: begins - 10_000_000, temperatureC: 3, windEastMps: 0, windNorthMps: 0 }];
  const other = await openTestStore();
  try {
    const { items } = await sensorsAfter(other, { ...made, pulses: sixShots(made, nearest(made), 0), weather });
    expect(items.filter(({ trusted }) => !trusted)).toEqual([]);
    const { rows } = await other.database
      .pool('read')
      .query<{ noted: string; still: number }>(
        `select air ->> 'noted' as noted, (air ->> 'stillMps')::float as still from flashlight.gunshot`,
      );
    expect(rows.map(({ noted }) => noted)).toEqual(Array(6).fill('doubted'));
    for (const { still } of rows) expect(Math.abs(still - speedOfSound(ordinaryAir))).toBeLessThan(2.5);
  } finally {
    await other.close();
  }
});

test('closing waits for whoever locates, or locates anew, and holds no incident meanwhile', async () => {
  const slot = await GunshotSlot.open();
  const { database, agency } = slot.store;
  const { agencyId } = agency;
  const pool = database.pool('import');
  const client = await pool.connect();
  try {
    await slot.locate([shot(1, seven)]);
    const [incident] = (await slot.standing()) as [string];
    await client.query('begin');
    await lockGunshots(client, agencyId);
    const network = await SensorNetwork.load(pool, agencyId);
    const later = new Date(begins / 1000 + 86_400_000);
    const closing = closeGunshots(pool, {
      agencyId,
      network,
      stream: storedPulseStream(database, agencyId),
      now: later,
    });
    const waiting = async () => {
      const { rows } = await client.query<{ waiting: number }>(
        `select count(*)::integer as waiting from pg_locks where locktype = 'advisory' and not granted
            and database = (select oid from pg_database where datname = current_database())`,
      );
      return rows[0]!.waiting;
    };
    await expect.poll(waiting).toBe(1);
    // So does a decision, which whoever locates would not know of.
    const deciding = inTransaction(database.pool('read'), async (reader) => {
      await reader.query("set local statement_timeout = '60s'");
      const { revision } = await loadIncident(reader, agencyId, incident);
      await decideGunshot(reader, { agencyId, actor: 'dan', role: 'gunshot-desk' } as never, {
        incident,
        revision,
        decision: 'gunfire',
      });
    });
    await expect.poll(waiting).toBe(2);
    // Two that hold what the other wants would wait for ever.
    await client.query('select from flashlight.gunshot_incident for update nowait');
    await client.query('commit');
    await closing;
    // It was closed meanwhile, and looks otherwise than what was decided on.
    await expect(deciding).rejects.toMatchObject({ code: 'gunshot.changed' });
    expect(await slot.now(incident)).toMatchObject({ state: 'CLOSED' });
  } finally {
    client.release();
    await slot.close();
  }
});
