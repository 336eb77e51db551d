import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { createSceneLocator } from './locate-scene.ts';
import type { Scene, ScenePulse } from './scene.ts';
import type { SceneAnswer } from './scene-answer.ts';
import { simulateScene } from './simulate-scene.ts';

const locate = createSceneLocator();
const kinds = ['single', 'semi-automatic', 'automatic', 'two-shooters', 'moving'] as const;
const made = kinds.map((kind) => {
  const { scene } = simulateScene(new Random(`incident-places/${kind}`), { id: kind, kind, grouped: false });
  return { kind, scene, answer: locate(scene, null) };
});
type Incident = SceneAnswer['incidents'][number];
const main = ({ incidents }: SceneAnswer): Incident => incidents.toSorted((a, b) => b.rounds - a.rounds)[0]!;
const away = (a: Incident, b: Incident) => Math.hypot(a.x! - b.x!, a.y! - b.y!);
const heardBy = (answer: SceneAnswer, scene: Scene): ScenePulse[] =>
  main(answer).shots.flatMap((at) => {
    const shot = answer.shots[at]!;
    return shot.kind === 'located'
      ? shot.pulses.map((name) => scene.pulses.find(({ id }, k) => (id ?? k) === name)!)
      : [];
  });

test('an echo that comes far too late for any of its shots moves no incident by more than a metre', () => {
  for (const { kind, scene, answer } of made) {
    const random = new Random(`late/${kind}`);
    const heard = heardBy(answer, scene);
    for (let times = 0; times < 3; times++) {
      const { sensor } = random.pick(heard);
      const last = Math.max(...heard.filter((each) => each.sensor === sensor).map(({ timeSeconds }) => timeSeconds));
      const echo = { id: 'echo', sensor, timeSeconds: last + random.between(0.5, 3), snrDb: 20 };
      const after = main(locate({ ...scene, pulses: [...scene.pulses, echo] }, null));
      expect(away(after, main(answer)), kind).toBeLessThan(1);
      expect(after.rounds).toBe(main(answer).rounds);
    }
  }
});

test('without one of the sensors that heard it, an incident of who stands stays within its ellipse', () => {
  // Of one who moves it hangs on a sensor whether two are told instead (docs/methods/acoustics.md).
  for (const { kind, scene, answer } of made.filter((each) => each.kind !== 'moving')) {
    const before = main(answer);
    const { sensor } = new Random(`without/${kind}`).pick(heardBy(answer, scene));
    const without = {
      ...scene,
      sensors: scene.sensors.filter(({ id }) => id !== sensor),
      pulses: scene.pulses.filter((each) => each.sensor !== sensor),
    };
    const after = main(locate(without, null));
    const { majorMeters, minorMeters, bearingDegrees } = before.ellipse95;
    const bearing = (bearingDegrees * Math.PI) / 180;
    const [dx, dy] = [after.x! - before.x!, after.y! - before.y!];
    const along = (dx * Math.sin(bearing) + dy * Math.cos(bearing)) / majorMeters;
    const across = (dx * Math.cos(bearing) - dy * Math.sin(bearing)) / minorMeters;
    expect(Math.hypot(along, across), kind).toBeLessThan(1);
  }
});

test('moved, turned by a quarter and with all clocks put on, an incident is where it was, moved and turned', () => {
  for (const { kind, scene, answer } of made) {
    const turned: Scene = {
      ...scene,
      windMps: { east: -scene.windMps!.north, north: scene.windMps!.east },
      sensors: scene.sensors.map((each) => ({ ...each, x: 500 - each.y!, y: each.x! - 300 })),
      pulses: scene.pulses.map((each) => ({ ...each, timeSeconds: each.timeSeconds + 4321 })),
    };
    const [before, after] = [main(answer), main(locate(turned, null))];
    expect(after.rounds, kind).toBe(before.rounds);
    expect(Math.hypot(after.x! - 500 + before.y!, after.y! + 300 - before.x!), kind).toBeLessThan(0.01);
    expect(after.ellipse95.majorMeters, kind).toBeCloseTo(before.ellipse95.majorMeters, 2);
  }
});
