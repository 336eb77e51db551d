import { expect, test } from 'vitest';
import { gridCell } from '../geo/grid-cell.ts';
import { localPlane } from '../geo/local-plane.ts';
import type { StreamPulse } from '../model/stream-pulse.ts';
import { plainFeatures } from '../jobs/play-made-night.ts';
import { Random } from '../stats/random.ts';
import { createSceneLocator } from './locate-scene.ts';
import type { SceneKind } from './scene.ts';
import { shotsOfSlot, slotMicroseconds } from './shots-of-slot.ts';
import { simulateScene } from './simulate-scene.ts';

const slot = 200_000_000;
const begins = slot * slotMicroseconds;
const locate = createSceneLocator();
/** Amid a cell, so that a city lies in one. */
const cell = gridCell({ lon: -76.6, lat: 39.3 });

/** The shots of a slot with which a made scene begins, in quiet before it, from what has come by a time. */
function shotsBy(seed: string, kind: SceneKind, seconds: number, noted = 0) {
  const { scene, truth } = simulateScene(new Random(`shots-of-slot/${seed}`), { id: seed, kind, grouped: false });
  const plane = localPlane({ lon: -76.6, lat: 39.3 });
  const sensors = scene.sensors.map(({ id, x, y }) => ({
    sensor: id,
    ...plane.toLonLat(x - 1400, y - 1400),
    elevationMeters: null,
  }));
  const pulses = scene.pulses
    .filter(({ timeSeconds }) => timeSeconds < seconds)
    .map((pulse, sequence): StreamPulse => ({
      sensor: pulse.sensor,
      sequence,
      cell,
      timeMicroseconds: begins + Math.round(pulse.timeSeconds * 1e6),
      sigmaMicroseconds: 300,
      clockMicroseconds: 2,
      snrDb: 10,
      peak: 0.1,
      features: plainFeatures,
    }));
  const weather = {
    temperatureC: scene.temperatureC! + noted,
    windEastMps: scene.windMps!.east,
    windNorthMps: scene.windMps!.north,
    hours: 0,
  };
  const shots = shotsOfSlot(locate, { cell, slot, solving: [cell], sensors, weather, pulses });
  return { shots, truth, plane };
}

test('noise that begins after a quiet is no shot, at any moment while it comes', () => {
  for (const seed of ['1', '2'])
    for (const seconds of [1, 2, 3, 5, 14])
      expect(shotsBy(seed, 'clutter', seconds).shots, `scene ${seed} after ${seconds} s`).toEqual([]);
});

test('shots are found where they began a quiet night, and while they come', () => {
  for (const seed of ['1', '2']) {
    const { shots, truth, plane } = shotsBy(seed, 'semi-automatic', 14);
    expect(shots).toHaveLength(truth.shots.filter(({ timeSeconds }) => timeSeconds < 10).length);
    for (const shot of shots) {
      const { x, y } = plane.toPlane(shot);
      expect(Math.min(...truth.shots.map((real) => Math.hypot(x + 1400 - real.x, y + 1400 - real.y)))).toBeLessThan(25);
    }
    expect(shotsBy(seed, 'semi-automatic', truth.shots[0]!.timeSeconds + 3).shots.length).toBeGreaterThan(0);
  }
});
