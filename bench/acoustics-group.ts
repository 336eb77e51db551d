/**
 * Are shots found among all pulses of a city: incidents, rounds, places, false ones; and how many pulses a second are grouped on one core? Scenes
 * are the simulator's, by kind. Run: node bench/acoustics-group.ts [scenes of each kind] [seed]
 */
import { createSceneLocator } from '../src/acoustics/locate-scene.ts';
import { sceneKinds } from '../src/acoustics/scene.ts';
import { simulateScene } from '../src/acoustics/simulate-scene.ts';
import { Random } from '../src/stats/random.ts';

const scenes = Number(process.argv[2] ?? 50);
const random = new Random(`acoustics-group/${process.argv[3] ?? '1'}`);
const locate = createSceneLocator();
/** An incident is found where a shot of it is within so much of a true one. */
const nearMeters = 100;
const nearSeconds = 0.25;

// Compiled before it counts, as a program that has run for a second is.
for (const kind of sceneKinds)
  for (let n = 0; n < 2; n++)
    locate(simulateScene(random.fork(`warm/${kind}/${n}`), { id: '', kind, grouped: false }).scene, null);

const all = tally();
console.log(
  'kind            scenes detected rounds-exact within-1  places-P50 P90 within-25m held-95 shots-found false-incidents pattern shooters moving pulses/s',
);
for (const kind of sceneKinds) {
  const sum = tally();
  for (let n = 0; n < scenes; n++) {
    const { scene, truth } = simulateScene(random.fork(`${kind}/${n}`), { id: `${n}`, kind, grouped: false });
    const began = process.cpuUsage();
    const { shots, incidents } = locate(scene, null);
    const { user, system } = process.cpuUsage(began);
    sum.scenes++;
    sum.pulses += scene.pulses.length;
    sum.seconds += (user + system) / 1e6;
    const is = (at: number, real: (typeof truth.shots)[number]) => {
      const shot = shots[at]!;
      return (
        shot.kind === 'located' &&
        Math.abs(shot.timeSeconds - real.timeSeconds) < nearSeconds &&
        Math.hypot(shot.x! - real.x, shot.y! - real.y) < nearMeters
      );
    };
    const right = incidents.filter((incident) => incident.shots.some((at) => truth.shots.some((real) => is(at, real))));
    sum.false += incidents.length - right.length;
    if (kind === 'clutter') continue;
    const found = right.toSorted((a, b) => b.rounds - a.rounds)[0];
    const rounds = found?.rounds ?? 0;
    if (found) sum.detected++;
    if (rounds === truth.rounds) sum.exact++;
    if (Math.abs(rounds - truth.rounds) <= 1) sum.near++;
    if (found) {
      sum.pattern += Number(
        found.pattern === (kind === 'single' ? 'single' : kind === 'automatic' ? 'automatic' : 'multiple'),
      );
      sum.shooters += Number(found.shooters === truth.shooters);
      sum.moving += Number(found.moving === truth.moving);
      const place = { x: found.x!, y: found.y! };
      sum.placeErrors.push(Math.min(...truth.shots.map(({ x, y }) => Math.hypot(x - place.x, y - place.y))));
    } else sum.placeErrors.push(Infinity);
    const free = new Set(shots.keys());
    for (const real of truth.shots) {
      const nearest = [...free]
        .filter((at) => shots[at]!.kind === 'located' && is(at, real))
        .sort((a, b) => off(a) - off(b))[0];
      sum.shots++;
      const shot = nearest === undefined ? undefined : shots[nearest];
      if (shot?.kind !== 'located') continue;
      free.delete(nearest!);
      const [dx, dy] = [shot.x! - real.x, shot.y! - real.y];
      const [[xx, xy], [, yy]] = shot.covariance;
      sum.found++;
      sum.held += Number((yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / (xx * yy - xy * xy) < 5.991);
      function off(at: number): number {
        const each = shots[at]!;
        return each.kind === 'located' ? Math.abs(each.timeSeconds - real.timeSeconds) : Infinity;
      }
    }
  }
  print(kind, sum);
  if (kind !== 'clutter') {
    for (const key of Object.keys(all) as (keyof typeof all)[])
      if (key === 'placeErrors') all.placeErrors.push(...sum.placeErrors);
      else all[key] += sum[key];
  }
}
print('all gunfire', all);

function tally() {
  return {
    scenes: 0,
    detected: 0,
    exact: 0,
    near: 0,
    shots: 0,
    found: 0,
    held: 0,
    false: 0,
    pattern: 0,
    shooters: 0,
    moving: 0,
    pulses: 0,
    seconds: 0,
    placeErrors: [] as number[],
  };
}

function print(kind: string, sum: ReturnType<typeof tally>): void {
  const sorted = sum.placeErrors.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * sorted.length)]?.toFixed(1) ?? '–';
  const within = sorted.filter((meters) => meters <= 25).length;
  console.log(
    `${kind.padEnd(15)} ${sum.scenes} | ${sum.detected} | ${sum.exact} | ${sum.near} | ${at(0.5)} | ${at(0.9)} | ${within} | ${sum.held} of ${sum.found} | ${sum.found} of ${sum.shots} | ${sum.false} | ${sum.pattern} | ${sum.shooters} | ${sum.moving} | ${Math.round(sum.pulses / sum.seconds)}`,
  );
}
