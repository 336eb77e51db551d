import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random } from '../../stats/random.ts';
import { createSceneLocator } from '../locate-scene.ts';
import type { Scene, SceneKind } from '../scene.ts';
import type { LocatedShot, SceneAnswer } from '../scene-answer.ts';
import { simulateScene } from '../simulate-scene.ts';

const locate = createSceneLocator();
const made = (kind: SceneKind, seed: number) =>
  simulateScene(new Random(`group-pulses/${kind}/${seed}`), { id: `${kind}/${seed}`, kind, grouped: false });
const located = ({ shots }: SceneAnswer) => shots.filter((shot): shot is LocatedShot => shot.kind === 'located');
/** Scenes loud enough for every shot to be heard by ten sensors. */
const clear = fc
  .tuple(fc.constantFrom<SceneKind>('single', 'semi-automatic', 'automatic'), fc.integer({ min: 0, max: 1e9 }))
  .map(([kind, seed]) => ({ ...made(kind, seed), before: locate(made(kind, seed).scene, null) }))
  .filter(({ before }) => before.shots.length > 0 && located(before).every(({ sensors }) => sensors >= 10));
/** The same two each time: 55 others held as well, which is not all there are. */
const clearScenes = fc.sample(clear, { numRuns: 2, seed: 1130 });
const nearest = (shots: readonly LocatedShot[], seconds: number) =>
  shots.reduce((best, shot) =>
    Math.abs(shot.timeSeconds - seconds) < Math.abs(best.timeSeconds - seconds) ? shot : best,
  );

/** Every shot of one answer beside the shot of the other that was fired when it was. */
function expectSame(
  before: SceneAnswer,
  after: SceneAnswer,
  move = (x: number, y: number) => ({ x, y }),
  later = 0,
  meters = 1e-6,
): void {
  expect(after.shots, before.id).toHaveLength(before.shots.length);
  expect(
    after.incidents.map(({ rounds }) => rounds),
    before.id,
  ).toEqual(before.incidents.map(({ rounds }) => rounds));
  for (const shot of located(before)) {
    const other = nearest(located(after), shot.timeSeconds + later);
    const { x, y } = move(shot.x!, shot.y!);
    expect(Math.hypot(other.x! - x, other.y! - y), before.id).toBeLessThan(
      meters + 0.1 * (meters > 0.1 ? shot.ellipse95.majorMeters : 0),
    );
  }
}

describe('pulses of a city are grouped into shots', () => {
  test.each<[SceneKind, number]>([
    ['single', 4],
    ['semi-automatic', 3],
    ['automatic', 3],
    ['two-shooters', 3],
    ['moving', 3],
  ])('%s: rounds, pattern, shooters and places are those fired', (kind, scenes) => {
    let [exact, near, told] = [0, 0, 0];
    for (let seed = 0; seed < scenes; seed++) {
      const { scene, truth } = made(kind, seed);
      const { incidents } = locate(scene, null);
      const [incident] = incidents.toSorted((a, b) => b.rounds - a.rounds);
      if (!incident) continue;
      if (incident.rounds === truth.rounds) exact++;
      if (truth.shots.some(({ x, y }) => Math.hypot(x - incident.x!, y - incident.y!) <= 25)) near++;
      const pattern = kind === 'single' ? 'single' : kind === 'automatic' ? 'automatic' : 'multiple';
      const { shooters, moving } = truth;
      if (incident.pattern === pattern && incident.shooters === shooters && incident.moving === moving) told++;
    }
    // One scene may be too faint, or its shooter too slow, to be told.
    const least = scenes - 1;
    expect([exact >= least, near >= least, told >= least], `${exact} ${near} ${told} of ${scenes}`).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('knocks, nail guns and engines at one or two sensors are no incident', () => {
    for (let seed = 0; seed < 5; seed++) expect(locate(made('clutter', seed).scene, null).incidents).toEqual([]);
  });

  test('a pulse is of one shot or an echo of one, never of two; echoes come after their shot', () => {
    const { scene } = made('semi-automatic', 3);
    const shots = located(locate(scene, null));
    const named = shots.flatMap(({ pulses, echoes }) => [...pulses, ...echoes!]);
    expect(shots.some(({ echoes }) => echoes!.length > 0)).toBe(true);
    expect(new Set(named).size).toBe(named.length);
    const times = new Map(scene.pulses.map(({ id, timeSeconds }) => [id, timeSeconds]));
    for (const { timeSeconds, echoes } of shots)
      for (const echo of echoes!) expect(times.get(String(echo))).toBeGreaterThan(timeSeconds);
  });
});

describe.each(clearScenes)('what is found', ({ scene, before }) => {
  test('is the same in any order of pulses, and when some are given twice', () => {
    expectSame(before, locate({ ...scene, pulses: scene.pulses.toReversed() }, null));
    expectSame(before, locate({ ...scene, pulses: [...scene.pulses, ...scene.pulses.slice(5, 40)] }, null));
  });

  test('is later by what all clocks are set on, and nothing else', () => {
    const pulses = scene.pulses.map((pulse) => ({ ...pulse, timeSeconds: pulse.timeSeconds + 1.7e9 }));
    expectSame(before, locate({ ...scene, pulses }, null), undefined, 1.7e9, 0.05);
  });

  test('moves with the sensors when they are moved and turned', () => {
    const [angle] = fc.sample(fc.double({ min: -3, max: 3, noNaN: true }), { numRuns: 1, seed: 1130 });
    const [cos, sin] = [Math.cos(angle!), Math.sin(angle!)];
    const turn = (x: number, y: number) => ({ x: x * cos - y * sin, y: x * sin + y * cos });
    const wind = turn(scene.windMps!.east, scene.windMps!.north);
    const turned: Scene = {
      ...scene,
      windMps: { east: wind.x, north: wind.y },
      sensors: scene.sensors.map((sensor) => {
        const { x, y } = turn(sensor.x, sensor.y);
        return { ...sensor, x: x + 5e5, y: y - 4e6 };
      }),
    };
    const moved = (x: number, y: number) => ({ x: turn(x, y).x + 5e5, y: turn(x, y).y - 4e6 });
    expectSame(before, locate(turned, null), moved, 0, 1e-3);
  });

  test('is moved by less than a metre by one more echo that comes far too late', () => {
    const last = Math.max(...scene.pulses.map(({ timeSeconds }) => timeSeconds));
    const { sensor } = scene.pulses[0]!;
    const pulses = [...scene.pulses, { id: 'late', sensor, timeSeconds: last + 5 }];
    expectSame(before, locate({ ...scene, pulses }, null), undefined, 0, 0.9);
  });
});
