import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gammaAbove, gammaAtMost, gammaQuantile, logGamma } from './gamma-function.ts';
import { poissonAtLeast, poissonAtMost, poissonInterval } from './poisson.ts';

test('the gamma function has its known values', () => {
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 12);
  expect(logGamma(1)).toBeCloseTo(0, 12);
  // ln 99!
  expect(logGamma(100)).toBeCloseTo(359.1342053695754, 9);
  // An exponential variable is at most −ln .05 with probability .95.
  expect(gammaQuantile(1, 0.95)).toBeCloseTo(2.995732273553991, 10);
  // Half of χ² with 10 degrees of freedom: its 95 % quantile is 18.307038.
  expect(2 * gammaQuantile(5, 0.95)).toBeCloseTo(18.307038, 5);
});

test("exact intervals of a mean are those of Garwood's table", () => {
  const rounded = (count: number) => {
    const { low, high } = poissonInterval(count, 0.95);
    return [Number(low.toFixed(3)), Number(high.toFixed(3))];
  };
  expect(rounded(0)).toEqual([0, 3.689]);
  expect(rounded(1)).toEqual([0.025, 5.572]);
  expect(rounded(10)).toEqual([4.795, 18.39]);
  expect(rounded(100)).toEqual([81.364, 121.627]);
});

test('probabilities of counts are sums of their parts', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 80 }), fc.double({ min: 0.01, max: 60, noNaN: true }), (count, mean) => {
      let sum = 0;
      for (let at = 0; at <= count; at++) sum += Math.exp(at * Math.log(mean) - mean - logGamma(at + 1));
      expect(poissonAtMost(count, mean)).toBeCloseTo(sum, 10);
      expect(poissonAtLeast(count, mean) + poissonAtMost(count - 1, mean)).toBeCloseTo(1, 10);
      expect(gammaAtMost(count + 1, mean) + gammaAbove(count + 1, mean)).toBeCloseTo(1, 12);
    }),
  );
});
