import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gridCell } from '../src/geo/grid-cell.ts';
import { localPlane } from '../src/geo/local-plane.ts';
import { defaultSensorConfiguration } from '../src/model/sensor-packet.ts';
import { runSensor, sensorKey } from '../src/sensor/run-sensor.ts';
import { Random } from '../src/stats/random.ts';
import { inTransaction } from '../src/store/database.ts';
import { saveSensor, saveWeather } from '../src/store/sensors.ts';
import type { TestStore } from './open-test-store.ts';

const rate = 12_000;
/** As long as a recorder's pieces are. */
const pieceSeconds = 0.05;
/** Speed of sound in air of 15 °C, in metres a second. */
const soundMps = 340.3;
const corner = { lon: -76.6, lat: 39.3 };
const apartMeters = 250;

export interface StreetShot {
  readonly lon: number;
  readonly lat: number;
  readonly firedMicroseconds: number;
  /** When each sensor hears it, the first first. */
  readonly heardMicroseconds: readonly number[];
}

export interface Street {
  /** Fires one shot, so far east and north of the corner sensor. */
  fire(eastMeters: number, northMeters: number): StreetShot;
  close(): Promise<void>;
}

/**
 * Nine sensors on a square of half a kilometre, each the program as it runs on a roof, that hear a quiet street in the time in
 * which it is heard, and whatever is fired in it.
 */
export async function openStreet(
  { database, agency }: Pick<TestStore, 'database' | 'agency'>,
  { folder, url }: { readonly folder: string; readonly url: string },
): Promise<Street> {
  const plane = localPlane(corner);
  const sensors = Array.from({ length: 9 }, (_, at) => {
    const [x, y] = [apartMeters * (at % 3), apartMeters * Math.floor(at / 3)];
    const stateDir = join(folder, `roof-${at}`);
    return { sensor: `roof-${at}`, stateDir, x, y, ...plane.toLonLat(x, y), key: sensorKey(stateDir).publicKey };
  });
  const startsMicroseconds = Date.now() * 1000;
  await inTransaction(database.pool('import'), async (client) => {
    await saveWeather(client, agency.agencyId, {
      fromMicroseconds: startsMicroseconds - 3_600e6,
      temperatureC: 15,
      windEastMps: 0,
      windNorthMps: 0,
      by: 'tests',
    });
    for (const { sensor, lon, lat, key } of sensors)
      await saveSensor(client, agency.agencyId, {
        sensor,
        publicKey: Buffer.from(key, 'base64url'),
        cell: gridCell({ lon, lat }),
        lon,
        lat,
        elevationMeters: null,
        fromMicroseconds: startsMicroseconds - 3_600e6,
        configuration: defaultSensorConfiguration,
        by: 'tests',
      });
  });
  const shots: { x: number; y: number; firedMicroseconds: number }[] = [];
  const ending = new AbortController();
  const running = sensors.map(({ sensor, stateDir, x, y }) =>
    runSensor({
      sensor,
      stateDir,
      server: url,
      source: { sampleRateHz: rate, live: false, pieces: () => street(sensor, x, y) },
      clock: { source: 'gps', sigmaMicroseconds: 5 },
      startsMicroseconds,
      program: 'tests',
      once: false,
      signal: ending.signal,
      access: { credentialsFile: null, caFile: null },
      onNews: () => undefined,
    }),
  );

  async function* street(sensor: string, x: number, y: number): AsyncGenerator<Float32Array> {
    const random = new Random(sensor);
    const length = rate * pieceSeconds;
    for (let heard = 0; !ending.signal.aborted; heard += length) {
      const endsMicroseconds = startsMicroseconds + ((heard + length) / rate) * 1e6;
      await pause(Math.max(0, endsMicroseconds / 1000 - Date.now()));
      yield Float32Array.from({ length }, (_, at) => {
        const time = startsMicroseconds + ((heard + at) / rate) * 1e6;
        let sound = (random.next() - 0.5) * 0.003;
        for (const shot of shots) {
          const meters = Math.hypot(shot.x - x, shot.y - y);
          const since = (time - shot.firedMicroseconds) / 1e6 - meters / soundMps;
          // A Friedlander wave of two milliseconds, weaker the farther it went.
          if (since >= 0 && since < 0.01)
            sound += (60 / Math.max(60, meters)) * 0.6 * (1 - since / 0.002) * Math.exp(-since / 0.002);
        }
        return sound;
      });
    }
  }

  return {
    fire(x, y) {
      const firedMicroseconds = Date.now() * 1000 + 2 * pieceSeconds * 1e6;
      shots.push({ x, y, firedMicroseconds });
      return {
        ...plane.toLonLat(x, y),
        firedMicroseconds,
        heardMicroseconds: sensors
          .map((each) => firedMicroseconds + (Math.hypot(each.x - x, each.y - y) / soundMps) * 1e6)
          .sort((a, b) => a - b),
      };
    },
    async close() {
      ending.abort();
      await Promise.all(running);
    },
  };
}
