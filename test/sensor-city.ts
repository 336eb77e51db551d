import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { SceneKind, SceneTruth } from '../src/acoustics/scene.ts';
import { simulateScene } from '../src/acoustics/simulate-scene.ts';
import { gridCell } from '../src/geo/grid-cell.ts';
import { localPlane } from '../src/geo/local-plane.ts';
import { publicKeyBytes, signPacket } from '../src/jobs/sign-packet.ts';
import { defaultSensorConfiguration, pulsesInPacketMax, type PacketPulse } from '../src/model/sensor-packet.ts';
import type { StreamPulse } from '../src/model/stream-pulse.ts';
import { Random } from '../src/stats/random.ts';
import { inTransaction } from '../src/store/database.ts';
import { saveSensor, saveWeather, type SensorWeather } from '../src/store/sensors.ts';
import { plainFeatures } from '../src/jobs/play-made-night.ts';
import type { TestStore } from './open-test-store.ts';

export interface CitySensor {
  readonly sensor: string;
  readonly cell: string;
  readonly lon: number;
  readonly lat: number;
  readonly privateKey: KeyObject;
  readonly publicKey: Uint8Array;
}

export interface SensorCity {
  readonly sensors: readonly CitySensor[];
  readonly pulses: readonly StreamPulse[];
  readonly weather: readonly SensorWeather[];
  readonly truths: readonly (SceneTruth & {
    readonly places: readonly { lon: number; lat: number; timeMicroseconds: number }[];
  })[];
}

/** A sensor there, with keys of its own. */
export function keyedSensor(sensor: string, place: { readonly lon: number; readonly lat: number }): CitySensor {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { sensor, ...place, cell: gridCell(place), privateKey, publicKey: publicKeyBytes(publicKey) };
}

/** What the sensors of a made city hear of scene after scene, from a time on, with the truth of each. */
export function makeSensorCity(
  seed: string,
  {
    kinds,
    begins,
    origin = { lon: -76.6, lat: 39.3 },
  }: { kinds: readonly SceneKind[]; begins: number; origin?: { lon: number; lat: number } },
): SensorCity {
  const plane = localPlane(origin);
  const random = new Random(seed);
  const first = simulateScene(random.fork('city'), { id: 'city', kind: 'single', grouped: false });
  const sensors = first.scene.sensors.map(({ id, x, y }) => keyedSensor(id, plane.toLonLat(x, y)));
  const cellOf = new Map(sensors.map((each) => [each.sensor, each.cell]));
  const counts = new Map<string, number>();
  const made = kinds.map((kind, at) => ({
    began: begins + at * 30_000_000,
    ...simulateScene(random.fork(at), { id: `scene-${at}`, kind, grouped: false, sensors: first.scene.sensors }),
  }));
  const pulses = made.flatMap(({ began, scene }) =>
    scene.pulses.map((pulse): StreamPulse => {
      const sequence = (counts.get(pulse.sensor) ?? 0) + 1;
      counts.set(pulse.sensor, sequence);
      return {
        sensor: pulse.sensor,
        sequence,
        cell: cellOf.get(pulse.sensor)!,
        timeMicroseconds: began + Math.round(pulse.timeSeconds * 1e6),
        sigmaMicroseconds: 300,
        clockMicroseconds: 2,
        snrDb: pulse.snrDb ?? 10,
        peak: 0.1,
        features: plainFeatures,
      };
    }),
  );
  const truths = made.map(({ began, truth }) => ({
    ...truth,
    places: truth.shots.map(({ x, y, timeSeconds }) => ({
      ...plane.toLonLat(x, y),
      timeMicroseconds: began + Math.round(timeSeconds * 1e6),
    })),
  }));
  const weather = made.map(({ began, scene: { temperatureC = 15, windMps = { east: 0, north: 0 } } }) => ({
    // Before the slot its first shot is in.
    fromMicroseconds: began - 10_000_000,
    temperatureC,
    windEastMps: windMps.east,
    windNorthMps: windMps.north,
  }));
  return { sensors, pulses, weather, truths };
}

/** Enrols its sensors, with the weather of each scene as it was forecast. */
export async function enrolCity(
  { database, agency }: Pick<TestStore, 'database' | 'agency'>,
  city: SensorCity,
  fromMicroseconds: number,
): Promise<void> {
  await inTransaction(database.pool('import'), async (client) => {
    for (const weather of city.weather) await saveWeather(client, agency.agencyId, { ...weather, by: 'tests' });
    for (const { sensor, cell, lon, lat, publicKey } of city.sensors)
      await saveSensor(client, agency.agencyId, {
        sensor,
        cell,
        lon,
        lat,
        publicKey,
        elevationMeters: null,
        fromMicroseconds,
        configuration: defaultSensorConfiguration,
        by: 'tests',
      });
  });
}

/** Pulses of one sensor, in order and without a gap, as it signs them. */
export function signPulses(privateKey: KeyObject, pulses: readonly StreamPulse[]): string[] {
  const packets: string[] = [];
  for (let from = 0; from < pulses.length; from += pulsesInPacketMax) {
    const part = pulses.slice(from, from + pulsesInPacketMax);
    packets.push(
      signPacket(
        {
          version: 1,
          kind: 'pulses',
          sensor: part[0]!.sensor,
          sequence: part[0]!.sequence,
          clock: { source: 'gps', sigmaMicroseconds: part[0]!.clockMicroseconds },
          pulses: part.map(({ timeMicroseconds, sigmaMicroseconds, snrDb, peak, features }): PacketPulse => ({
            timeMicroseconds,
            sigmaMicroseconds,
            snrDb,
            peak,
            features,
          })),
        },
        privateKey,
      ),
    );
  }
  return packets;
}

/** A report that all is well. */
export function signReport({ sensor, privateKey }: CitySensor, timeMicroseconds: number): string {
  const clock = { source: 'gps', sigmaMicroseconds: 1 } as const;
  const selfTest = {
    level: 0.01,
    silentSeconds: 0,
    clippedShare: 0,
    freeBytes: 1e9,
    queued: 0,
    refused: 0,
    keptSeconds: 60,
    faults: [],
  };
  return signPacket(
    {
      version: 1,
      kind: 'report',
      sensor,
      timeMicroseconds,
      program: '0.1.0',
      configurationVersion: 1,
      clock,
      selfTest,
    },
    privateKey,
  );
}
