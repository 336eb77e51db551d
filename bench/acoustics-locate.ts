/**
 * How near do grouped first arrivals bring a shot, against the Cramér–Rao bound; does the 95 % ellipse hold it; how many a second? Scenes are the
 * simulator's. Run: node bench/acoustics-locate.ts [scenes] [seed]
 */
import { cityExcess, excessInformation, excessTable } from '../src/acoustics/excess-model.ts';
import { createLocator } from '../src/acoustics/locate-source.ts';
import { locationBound } from '../src/acoustics/location-bound.ts';
import { chiSquared95 } from '../src/acoustics/posterior-sample.ts';
import { forecastPrior } from '../src/acoustics/shot-likelihood.ts';
import { simulateScene } from '../src/acoustics/simulate-scene.ts';
import { ordinaryAir, speedOfSound } from '../src/acoustics/speed-of-sound.ts';
import { Random } from '../src/stats/random.ts';

const scenes = Number(process.argv[2] ?? 10_000);
const seed = process.argv[3] ?? '1';
const information = excessInformation(excessTable(cityExcess));
const locator = createLocator(cityExcess, 64);

interface Outcome {
  readonly count: number;
  readonly error: number;
  /** Errors a method that reaches the bound might have made. */
  readonly bounds: readonly number[];
  readonly held: number;
}

const random = new Random(`acoustics-locate/${seed}`);
const chance = random.fork('bound');
const outcomes: Outcome[] = [];
const undetermined: string[] = [];
const loads: (() => void)[] = [];
for (let n = 0; n < scenes; n++) {
  const { scene, truth } = simulateScene(random, { id: `${n}`, kind: 'single', grouped: true });
  const byId = new Map(scene.sensors.map((sensor) => [sensor.id, sensor]));
  const heard = scene.pulses.map(({ sensor }) => byId.get(sensor)!);
  const stillMps = speedOfSound({ ...ordinaryAir, temperatureC: scene.temperatureC! });
  const load = () => {
    const { arrivals, weather } = locator;
    arrivals.count = heard.length;
    for (let i = 0; i < heard.length; i++) {
      arrivals.x[i] = heard[i]!.x;
      arrivals.y[i] = heard[i]!.y;
      arrivals.seconds[i] = scene.pulses[i]!.timeSeconds;
    }
    weather.stillMps = stillMps;
    weather.windEast = scene.windMps!.east;
    weather.windNorth = scene.windMps!.north;
  };
  loads.push(load);
  load();
  const failure = locator.locate();
  const shot = truth.shots[0]!;
  const bound = locationBound(heard, shot, stillMps, forecastPrior, information);
  const bounds = Array.from({ length: 16 }, () => (bound ? drawError(chance, bound) : Infinity));
  if (failure !== null) {
    undetermined.push(failure);
    outcomes.push({ count: heard.length, error: Infinity, bounds, held: Infinity });
    continue;
  }
  const { x, y, xx, xy, yy } = locator.estimate;
  const [dx, dy] = [x - shot.x, y - shot.y];
  const held = (yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / (xx * yy - xy * xy);
  outcomes.push({ count: heard.length, error: Math.hypot(dx, dy), bounds, held });
}

function drawError(chance: Random, { xx, xy, yy }: { xx: number; xy: number; yy: number }): number {
  const [a, b] = [chance.normal(0, 1), chance.normal(0, 1)];
  const first = Math.sqrt(xx) * a;
  return Math.hypot(first, (xy / xx) * first + Math.sqrt(Math.max(0, yy - (xy * xy) / xx)) * b);
}

const quantile = (values: number[], share: number) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))]!;
const bins = [4, 5, 6, 7, 8, 10, 12, 16, 20, 30, 41];
const line = (name: string, these: readonly Outcome[]) => {
  const errors = these.map(({ error }) => error);
  const bounds = these.flatMap((each) => each.bounds);
  const figures = [0.5, 0.9, 0.95].flatMap((share) => [quantile(errors, share), quantile(bounds, share)]);
  const within = these.filter(({ error }) => error <= 25).length / these.length;
  const boundWithin = bounds.filter((bound) => bound <= 25).length / bounds.length;
  const held = these.filter(({ held: each }) => each <= chiSquared95).length / these.length;
  const scale = quantile(
    these.map(({ held: each }) => each),
    0.95,
  );
  console.log(
    [
      name.padEnd(8),
      String(these.length).padStart(6),
      ...figures.map((each) => each.toFixed(2).padStart(7)),
      (figures[0]! / figures[1]!).toFixed(3),
      (figures[2]! / figures[3]!).toFixed(3),
      (100 * within).toFixed(2),
      (100 * boundWithin).toFixed(2),
      (100 * held).toFixed(1),
      (scale / chiSquared95).toFixed(2),
    ].join(' '),
  );
};
console.log('sensors  scenes  P50 bound  P90 bound  P95 bound  P50/bound P90/bound within25 bound25 held95 scale95');
line('all', outcomes);
for (let bin = 0; bin + 1 < bins.length; bin++) {
  const these = outcomes.filter(({ count }) => count >= bins[bin]! && count < bins[bin + 1]!);
  if (these.length > 0)
    line(bins[bin + 1]! - 1 > bins[bin]! ? `${bins[bin]}-${bins[bin + 1]! - 1}` : `${bins[bin]}`, these);
}
console.log(`undetermined: ${undetermined.length} of ${scenes}`, [...new Set(undetermined)].join(' '));
const began = process.cpuUsage();
let done = 0;
let microseconds = 0;
while (microseconds < 2e6) {
  for (let n = 0; n < 500; n++) {
    loads[done++ % loads.length]!();
    locator.locate();
  }
  const { user, system } = process.cpuUsage(began);
  microseconds = user + system;
}
console.log(
  `${Math.round((1e6 * done) / microseconds)} locations for each second of one core; effective σ ${(1000 / Math.sqrt(information)).toFixed(2)} ms`,
);
