import { expect, test } from 'vitest';
import { binomialAtLeast, binomialAtMost } from './binomial.ts';

test('tails are sums of their parts, and exact where they are small', () => {
  // Ten or more heads of twelve: (66 + 12 + 1) of 4096.
  expect(binomialAtLeast(10, 12, 0.5)).toBeCloseTo(79 / 4096, 12);
  expect(binomialAtMost(2, 12, 0.5)).toBeCloseTo(79 / 4096, 12);
  expect(binomialAtLeast(20, 20, 0.46) / 0.46 ** 20).toBeCloseTo(1, 9);
  expect([binomialAtLeast(0, 5, 0), binomialAtLeast(1, 5, 0), binomialAtLeast(5, 5, 1)]).toEqual([1, 0, 1]);
});
