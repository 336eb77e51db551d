import { afterAll, beforeAll, expect, test } from 'vitest';
import { enrolCity, makeSensorCity } from '../../test/sensor-city.ts';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { ordinaryAir, speedOfSound } from '../acoustics/speed-of-sound.ts';
import { localPlane } from '../geo/local-plane.ts';
import { metersBetween } from '../geo/meters-between.ts';
import type { StreamPulse } from '../model/stream-pulse.ts';
import { Random } from '../stats/random.ts';
import { closeGunshots } from './close-gunshots.ts';
import { loadSensors } from './look-after-sensors.ts';
import { replayGunshots } from './replay-gunshots.ts';
import { SensorNetwork } from './sensor-network.ts';
import { storedPulseStream } from './stored-pulse-stream.ts';
import { slotOf } from '../acoustics/shots-of-slot.ts';

const begins = 1_900_000_000_000_000;
let store: TestStore;
beforeAll(async () => void (store = await openTestStore()));
afterAll(() => store.close());

test('a sensor whose clock is off is found by where its pulses lie, told of, and left out from then on; no other is', async () => {
  const { database, agency } = store;
  const { agencyId } = agency;
  const made = makeSensorCity('clock', { kinds: ['single'], begins });
  const random = new Random('clock');
  const middle = localPlane({ lon: -76.6, lat: 39.3 }).toLonLat(1400, 1400);
  const off = made.sensors.toSorted((a, b) => metersBetween(a, middle) - metersBetween(b, middle))[0]!;
  const plane = localPlane(off);
  // Six shots about it, heard over open ways by all within a kilometre.
  const pulses = Array.from({ length: 6 }, (_, at) => {
    const [x, y] = [400 * Math.cos(at), 400 * Math.sin(at)];
    return made.sensors.flatMap((sensor): StreamPulse[] => {
      const place = plane.toPlane(sensor);
      const seconds = Math.hypot(place.x - x, place.y - y) / speedOfSound(ordinaryAir);
      if (seconds > 3) return [];
      const late = random.normal(0, 0.006) - (sensor === off ? 0.09 : 0);
      const timeMicroseconds = begins + at * 30e6 + 4e6 + Math.round((seconds + late) * 1e6);
      return [{ ...made.pulses[0]!, sensor: sensor.sensor, cell: sensor.cell, sequence: at + 1, timeMicroseconds }];
    });
  }).flat();
  const city = { ...made, pulses, weather: [] };
  await enrolCity(store, city, begins - 60_000_000);
  const stream = storedPulseStream(database, agencyId);
  await stream.publish(city.pulses);
  const until = begins + 180_000_000;
  await replayGunshots(database, { agencyId, stream, from: begins, until, save: true });
  const pool = database.pool('import');
  const now = new Date((until + 60_000_000) / 1000);
  await closeGunshots(pool, { agencyId, network: await SensorNetwork.load(pool, agencyId), stream, now });

  const { items } = await database
    .pool('read')
    .connect()
    .then(async (client) => {
      try {
        return await loadSensors(client, agencyId, now);
      } finally {
        client.release();
      }
    });
  const told = items.filter(({ trusted }) => !trusted);
  expect(told.map(({ sensor }) => sensor)).toEqual([off.sensor]);
  expect(Math.abs(told[0]!.offsetMicroseconds! + 90_000)).toBeLessThan(30_000);
  expect(told[0]!.warnings.join(' ')).toMatch(/Its clock is off by about -\d+ ms: its pulses do not count\./);

  const network = await SensorNetwork.load(pool, agencyId);
  const counted = (microseconds: number) =>
    network.sensorsAt(off.cell, slotOf(microseconds)).some(({ sensor }) => sensor === off.sensor);
  expect(counted(until)).toBe(true);
  expect(counted(now.getTime() * 1000 + 60_000_000)).toBe(false);
});
