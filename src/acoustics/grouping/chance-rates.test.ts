import { expect, test } from 'vitest';
import { Random } from '../../stats/random.ts';
import { noiseAbout, rateOutside, restingRate } from './chance-rates.ts';

const sensors = 12;
const listened = { from: 0, until: 200 };

function noise(perSecond: number): { first: Int32Array; seconds: Float64Array } {
  const random = new Random(`chance-rates/${perSecond}`);
  const times = Array.from({ length: sensors }, () => {
    const own: number[] = [];
    for (let time = random.exponential(1 / perSecond); time < 200; time += random.exponential(1 / perSecond))
      own.push(time);
    return own;
  });
  const first = Int32Array.from({ length: sensors + 1 }, (_, s) => times.slice(0, s).flat().length);
  return { first, seconds: Float64Array.from(times.flat()) };
}

test('what sensors hear by chance is told from what they heard, and where next to nothing was heard from what is usual', () => {
  for (const perSecond of [0.3, 1]) {
    const { first, seconds } = noise(perSecond);
    const resting = restingRate(sensors, seconds, listened);
    expect(Math.abs(resting / perSecond - 1)).toBeLessThan(0.35);
    const rates = Array.from({ length: sensors }, (_, s) =>
      rateOutside({ first, seconds }, s, { resting, listened, spared: () => false }),
    );
    const mean = rates.reduce((sum, rate) => sum + rate / sensors, 0);
    expect(Math.abs(mean / perSecond - 1)).toBeLessThan(0.1);
  }
  expect(restingRate(sensors, new Float64Array(0), { from: 0, until: 2 })).toBe(0.05);
  expect(restingRate(sensors, new Float64Array(0), listened)).toBeLessThan(0.001);
});

test('the shots themselves, and their echoes, are not taken for chance', () => {
  const shots = [50, 50.4, 50.8];
  const echoes = shots.map((time) => time + 0.2);
  const seconds = Float64Array.from([20, ...shots, ...echoes, 120].sort((a, b) => a - b));
  const heard = { first: Int32Array.of(0, seconds.length), seconds };
  const rate = (spared: (pulse: number) => boolean) => rateOutside(heard, 0, { resting: 0.01, listened, spared });
  const outside = rate((pulse) => shots.includes(seconds[pulse]!));
  expect(outside).toBeCloseTo((20 * 0.01 + 2) / (20 + 200 - 2), 9);
  expect(rate(() => false)).toBeCloseTo((20 * 0.01 + 8) / 220, 9);
});

test('noise that began is told from noise that went on, and from the shots of a place', () => {
  const began = (perSecond: number, sensorsHeard: number, spare: boolean) => {
    const { first, seconds } = noise(perSecond);
    // A shot at 100 s, heard by some sensors within three seconds.
    const times = Array.from({ length: sensors }, (_, s) => [
      ...seconds.subarray(first[s], first[s + 1]),
      ...(s < sensorsHeard ? [100.5 + s / 5] : []),
    ]);
    const all = times.map((own) => own.sort((a, b) => a - b));
    const shot = new Set(Array.from({ length: sensorsHeard }, (_, s) => 100.5 + s / 5));
    const heard = {
      first: Int32Array.from({ length: sensors + 1 }, (_, s) => all.slice(0, s).flat().length),
      seconds: Float64Array.from(all.flat()),
    };
    const spared = (pulse: number) => spare && shot.has(heard.seconds[pulse]!);
    return (from: number) => noiseAbout(heard, sensors, { at: 100, listened: { from, until: 200 }, spared });
  };
  // Steady noise, and a shot amid quiet that is not held against itself.
  expect(began(0.3, 0, true)(0)).toBeNull();
  expect(began(0.02, 12, true)(90)).toBeNull();
  // The same twelve pulses in the three seconds, and none of them a shot's.
  expect(began(0.02, 12, false)(90)!.resting).toBeGreaterThan(0.2);
  // Noise of .3 a second of each sensor after a quiet of ten seconds is believed to be that, and counted from the moment on.
  const { first, seconds } = noise(0.3);
  const late = Float64Array.from(seconds, (time) => time + 100);
  const since = noiseAbout({ first, seconds: late }, sensors, {
    at: 100,
    listened: { from: 90, until: 110 },
    spared: () => false,
  });
  expect(since!.listened.from).toBe(100);
  expect(Math.abs(since!.resting / 0.3 - 1)).toBeLessThan(0.6);
});
