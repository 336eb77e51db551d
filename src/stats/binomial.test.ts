import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binomialAtLeast, binomialAtMost, binomialLimits } from './binomial.ts';

test('tails are sums of their parts, and exact where they are small', () => {
  // Ten or more heads of twelve: (66 + 12 + 1) of 4096.
  expect(binomialAtLeast(10, 12, 0.5)).toBeCloseTo(79 / 4096, 12);
  expect(binomialAtMost(2, 12, 0.5)).toBeCloseTo(79 / 4096, 12);
  expect(binomialAtLeast(20, 20, 0.46) / 0.46 ** 20).toBeCloseTo(1, 9);
  expect([binomialAtLeast(0, 5, 0), binomialAtLeast(1, 5, 0), binomialAtLeast(5, 5, 1)]).toEqual([1, 0, 1]);
});

test('a count lies outside its limits exactly where its tail is no larger than they say', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.constantFrom(0.001, 0.025),
      (of, share, tail) => {
        const { low, high } = binomialLimits(of, share, tail);
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(of);
        for (const count of new Set([0, of, Math.floor(low), Math.ceil(low), Math.floor(high), Math.ceil(high)])) {
          const [atLeast, atMost] = [binomialAtLeast(count, of, share), binomialAtMost(count, of, share)];
          if (Math.abs(atLeast - tail) > 1e-9) expect(count > high).toBe(atLeast < tail);
          if (Math.abs(atMost - tail) > 1e-9) expect(count < low).toBe(atMost < tail);
        }
      },
    ),
  );
});
