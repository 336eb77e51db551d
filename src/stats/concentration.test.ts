import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fewestWith, gini, lorenzCurve, shareOfTop } from './concentration.ts';

const counts = fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1, maxLength: 60 });

test('Gini is 0 where all have the same, and nearly 1 where one has all', () => {
  expect(gini([5, 5, 5, 5])).toBe(0);
  expect(gini([0, 0, 0, 9])).toBe(0.75);
  expect(gini([1, 2, 3, 4])).toBe(0.25);
  expect(gini([0, 0])).toBeNull();
});

test('Gini is twice the area between the Lorenz curve and the straight line', () => {
  fc.assert(
    fc.property(counts, (some) => {
      const expected = gini(some);
      fc.pre(expected !== null);
      const points = lorenzCurve(some);
      const last = points.at(-1)!;
      let area = 0;
      for (let at = 1; at < points.length; at++)
        area +=
          ((points[at]!.units - points[at - 1]!.units) * (points[at]!.total + points[at - 1]!.total)) /
          (2 * last.units * last.total);
      expect(1 - 2 * area).toBeCloseTo(expected!, 10);
    }),
  );
});

test('the fewest that have a share are no fewer than needed and no more', () => {
  fc.assert(
    fc.property(counts, fc.double({ min: 0.01, max: 1, noNaN: true }), (some, share) => {
      const total = shareOfTop(some, some.length).numerator;
      fc.pre(total > 0);
      const few = fewestWith(some, share);
      expect(shareOfTop(some, few).numerator).toBeGreaterThanOrEqual(share * total - 1e-9);
      expect(shareOfTop(some, few - 1).numerator).toBeLessThan(share * total);
    }),
  );
});
