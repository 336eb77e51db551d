import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { doubleDifference, type TwiceHeard } from './double-difference.ts';

const wind = { east: 2, north: -1 };
const stillMps = 340;
const random = new Random('double-difference.test');

/** Two shots a little apart, each way late by its own habit and each arrival by 3 ms of noise. */
function heard(sensors: number, apart: { east: number; north: number }, noise: number): TwiceHeard[] {
  return Array.from({ length: sensors }, (_, n) => {
    const angle = (2 * Math.PI * n) / sensors + random.next();
    const [x, y] = [400 * Math.cos(angle), 400 * Math.sin(angle)];
    const habit = random.normal(0, 0.0125);
    const arrives = (east: number, north: number) => {
      const meters = Math.hypot(x - east, y - north);
      return (
        meters / (stillMps + (wind.east * (x - east) + wind.north * (y - north)) / meters) +
        habit +
        random.normal(0, noise)
      );
    };
    return { x, y, first: arrives(0, 0), second: 0.7 + arrives(apart.east, apart.north) };
  });
}

test('without noise the way between two shots is found, whatever the habits of the ways', () => {
  const found = doubleDifference(heard(9, { east: 3, north: -2 }, 0), { x: 0, y: 0 }, stillMps, wind)!;
  expect(found.east).toBeCloseTo(3, 1);
  expect(found.north).toBeCloseTo(-2, 1);
  expect(found.seconds).toBeCloseTo(0.7, 3);
});

test('one arrival that is of another sound moves it little', () => {
  const sounds = heard(12, { east: 0, north: 0 }, 0.001);
  const [one, ...rest] = sounds;
  const found = doubleDifference([{ ...one!, second: one!.second + 0.4 }, ...rest], { x: 0, y: 0 }, stillMps, wind)!;
  expect(Math.hypot(found.east, found.north)).toBeLessThan(0.6);
});

test('its covariance is what it errs by', () => {
  let inside = 0;
  for (let n = 0; n < 200; n++) {
    const { east, north, covariance } = doubleDifference(
      heard(14, { east: 0, north: 0 }, 0.003),
      { x: 0, y: 0 },
      stillMps,
      wind,
    )!;
    const [[xx, xy], [, yy]] = covariance;
    if ((yy * east * east - 2 * xy * east * north + xx * north * north) / (xx * yy - xy * xy) < 5.99) inside++;
  }
  expect(inside).toBeGreaterThan(160);
  expect(inside).toBeLessThan(200);
});

test('three sensors, or sensors on a line through the place, have no answer', () => {
  expect(doubleDifference(heard(3, { east: 1, north: 1 }, 0), { x: 0, y: 0 }, stillMps, wind)).toBeNull();
  const line = [-3, -2, 1, 2, 4].map((n) => ({ x: 100 * n, y: 0, first: 1, second: 2 }));
  expect(doubleDifference(line, { x: 0, y: 0 }, stillMps, wind)).toBeNull();
});
