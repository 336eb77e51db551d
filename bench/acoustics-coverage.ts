/**
 * By what is a covariance to be multiplied so that its ellipse holds the shot 95 times in a hundred, by number of arrivals, where sensors have heights
 * and where they have none? First arrivals of one shot each; with heights, sensors stand 4 to 14 m over ground that slopes by some 2 %.
 * Run: node bench/acoustics-coverage.ts [shots] [seed]
 */
import { coverageScale } from '../src/acoustics/coverage-scale.ts';
import { createSceneLocator } from '../src/acoustics/locate-scene.ts';
import type { Scene } from '../src/acoustics/scene.ts';
import { simulateScene, type MadeScene } from '../src/acoustics/simulate-scene.ts';
import { ordinaryAir, speedOfSound } from '../src/acoustics/speed-of-sound.ts';
import { Random } from '../src/stats/random.ts';

const shots = Number(process.argv[2] ?? 20_000);
const seed = process.argv[3] ?? '1';
const locate = createSceneLocator();
const chiSquared95 = 5.991464547;
const countMost = 16;

console.log('heights | arrivals | shots located | held by the 95 % ellipse | factor that would hold 95 %');
for (const tall of [false, true]) {
  const squares = new Map<number, number[]>();
  for (let n = 0; n < shots; n++) {
    const random = new Random(`acoustics-coverage/${seed}/${n}`);
    const made = simulateScene(random, { id: `${n}`, kind: 'single', grouped: true });
    const scene = tall ? withHeights(random, made) : made.scene;
    const [shot] = locate(scene, null).shots;
    if (shot?.kind !== 'located') continue;
    const [real] = made.truth.shots;
    const [dx, dy] = [shot.x! - real!.x, shot.y! - real!.y];
    const [[xx, xy], [, yy]] = shot.covariance;
    const square = (yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / (xx * yy - xy * xy);
    const count = Math.min(countMost, shot.sensors);
    squares.set(count, [...(squares.get(count) ?? []), square]);
  }
  for (const [count, all] of [...squares].sort(([a], [b]) => a - b)) {
    const sorted = all.toSorted((a, b) => a - b);
    const held = sorted.filter((each) => each < chiSquared95).length;
    const factor = (coverageScale(count, tall) * sorted[Math.floor(0.95 * sorted.length)]!) / chiSquared95;
    console.log(
      `${tall ? 'with' : 'flat'} | ${count}${count === countMost ? ' and more' : ''} | ${sorted.length} | ${((100 * held) / sorted.length).toFixed(1)} % | ${factor.toFixed(2)}`,
    );
  }
}

/** The same shot and ways, heard by sensors on roofs: each hears it later by what the straight way is longer. */
function withHeights(random: Random, { scene, truth }: MadeScene): Scene {
  const [east, north] = [random.normal(0, 0.015), random.normal(0, 0.015)];
  const ground = (x: number, y: number) => 50 + east * x + north * y;
  const sensors = scene.sensors.map((each) => ({ ...each, z: ground(each.x, each.y) + 4 + 10 * random.next() }));
  const [shot] = truth.shots;
  const z = ground(shot!.x, shot!.y) + 1;
  const speed = speedOfSound({ ...ordinaryAir, temperatureC: truth.temperatureC });
  const byId = new Map(sensors.map((each) => [each.id, each]));
  const pulses = scene.pulses.map((pulse) => {
    const sensor = byId.get(pulse.sensor)!;
    const flat = Math.hypot(sensor.x - shot!.x, sensor.y - shot!.y);
    return { ...pulse, timeSeconds: pulse.timeSeconds + (Math.hypot(flat, sensor.z - z) - flat) / speed };
  });
  return { ...scene, sensors, pulses };
}
