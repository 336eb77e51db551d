import { expect, test } from 'vitest';
import { drawnCount } from './drawn-counts.ts';

/** n over k. */
const over = (n: number, k: number): number => (k === 0 ? 1 : (n / k) * over(n - 1, k - 1));
const chance = (all: number, marked: number, drawn: number, count: number) =>
  (over(marked, count) * over(all - marked, drawn - count)) / over(all, drawn);

test('both tails are those counted by hand: of the lady and her eight cups all four have one chance in seventy', () => {
  const all = drawnCount({ all: 8, marked: 4, drawn: 4 }, 4);
  expect(all.probability).toBeCloseTo(2 / 70, 12);
  expect(all.expected).toBe(2);
  expect(drawnCount({ all: 8, marked: 4, drawn: 4 }, 3).probability).toBeCloseTo((2 * (16 + 1)) / 70, 12);
  expect(drawnCount({ all: 8, marked: 4, drawn: 4 }, 2).probability).toBe(1);
});

test('what chance leaves the count in holds 19 of 20 draws, and a count less on either side would not be needed', () => {
  for (const [all, marked, drawn] of [
    [60, 20, 15],
    [40, 3, 11],
    [25, 25, 7],
    [30, 12, 30],
    [18, 1, 1],
  ] as const) {
    const { low, high } = drawnCount({ all, marked, drawn }, 0);
    const at = (from: number, to: number) => {
      let sum = 0;
      for (let count = from; count <= to; count++) sum += chance(all, marked, drawn, count);
      return sum;
    };
    const [least, most] = [Math.max(0, drawn + marked - all), Math.min(drawn, marked)];
    expect(at(low, high)).toBeGreaterThanOrEqual(0.95 - 1e-12);
    expect(at(least, low - 1)).toBeLessThan(0.025);
    expect(at(high + 1, most)).toBeLessThan(0.025);
    if (low < high) expect(at(least, low)).toBeGreaterThanOrEqual(0.025);
  }
});

test('nothing drawn, or nothing to draw from, is no wonder', () => {
  expect(drawnCount({ all: 10, marked: 3, drawn: 0 }, 0)).toEqual({ probability: 1, low: 0, high: 0, expected: 0 });
  expect(drawnCount({ all: 0, marked: 0, drawn: 0 }, 0)).toEqual({ probability: 1, low: 0, high: 0, expected: 0 });
});
