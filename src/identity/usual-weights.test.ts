import { expect, test } from 'vitest';
import { level } from './comparison.ts';
import { asUsual, isOdd } from './usual-weights.ts';

const levels = [level('equal', '', 1), level('close', '', 0.5), level('exchanged', '', 0), level('other', '', 0)];
const of = (...shares: number[]) => Float64Array.from(shares);
const u = of(0.01, 0.002, 0.001, 0.987);

test('weights by which equal values speak against, or say less than slips that nearly all have, cannot be', () => {
  expect(isOdd(of(0.009, 0.1, 0.001, 0.89), u, levels)).toBe(true);
  expect(isOdd(of(0.1, 0.6, 0.001, 0.299), u, levels)).toBe(true);
});

test('a slip, or names exchanged, that say more because chance hardly makes them are as they should be', () => {
  expect(isOdd(of(0.8, 0.18, 0.01, 0.01), u, levels)).toBe(false);
  expect(isOdd(of(0.28, 0.45, 0.01, 0.26), u, levels)).toBe(false);
  expect(isOdd(of(0.04, 0.02, 0.4, 0.54), u, levels)).toBe(false);
});

test('of what nearly all have alike agreement may say next to nothing, or a little less', () => {
  expect(isOdd(of(0.95, 0.01, 0.01, 0.03), of(0.97, 0.01, 0.01, 0.01), levels)).toBe(false);
});

test('what is usual leaves the other levels in the shares they were learnt in', () => {
  const usual = asUsual(of(0.001, 0.6, 0.1, 0.299));
  expect(usual[0]!).toBe(0.85);
  expect(usual.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  expect(usual[1]! / usual[3]!).toBeCloseTo(0.6 / 0.299, 12);
});
