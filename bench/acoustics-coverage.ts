/**
 * By what is a covariance to be multiplied so that its ellipse holds the shot 95 times in a hundred, by number of arrivals, where sensors have heights
 * and where they have none? First arrivals of one shot each; with heights, sensors stand 4 to 14 m over ground that slopes by some 2 %.
 * Run: node bench/acoustics-coverage.ts [shots] [seed] [most arrivals]
 */
import { coverageScale } from '../src/acoustics/coverage-scale.ts';
import { createSceneLocator } from '../src/acoustics/locate-scene.ts';
import { onRoofs, simulateScene } from '../src/acoustics/simulate-scene.ts';
import { Random } from '../src/stats/random.ts';

const shots = Number(process.argv[2] ?? 20_000);
const seed = process.argv[3] ?? '1';
/** Shots that more heard are passed over. */
const arrivalsMost = Number(process.argv[4] ?? 40);
const locate = createSceneLocator();
const chiSquared95 = 5.991464547;
const countMost = 16;

console.log('heights | arrivals | shots located | held by the 95 % ellipse | factor that would hold 95 %');
for (const tall of [false, true]) {
  const squares = new Map<number, number[]>();
  for (let n = 0; n < shots; n++) {
    const random = new Random(`acoustics-coverage/${seed}/${n}`);
    const made = simulateScene(random, { id: `${n}`, kind: 'single', grouped: true });
    if (made.scene.pulses.length > arrivalsMost) continue;
    const scene = tall ? onRoofs(random, made) : made.scene;
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
    const factor = (coverageScale(count) * sorted[Math.floor(0.95 * sorted.length)]!) / chiSquared95;
    console.log(
      `${tall ? 'with' : 'flat'} | ${count}${count === countMost ? ' and more' : ''} | ${sorted.length} | ${((100 * held) / sorted.length).toFixed(1)} % | ${factor.toFixed(2)}`,
    );
  }
}
