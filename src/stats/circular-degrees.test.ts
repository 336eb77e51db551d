import fc from 'fast-check';
import { expect, test } from 'vitest';
import { circularMedian, circularRange, degreesApart, wrappedDegrees } from './circular-degrees.ts';
import { median } from './median.ts';

test('within half a circle median and range are those of the line', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -360, max: 360 }),
      fc.array(fc.integer({ min: -59, max: 59 }), { minLength: 1 }),
      (about, off) => {
        const angles = off.map((each) => about + 1.5 * each);
        expect(circularMedian(angles)).toBeCloseTo(median(angles), 9);
        expect(circularRange(angles)).toBeCloseTo(Math.max(...angles) - Math.min(...angles), 9);
      },
    ),
  );
});

test('on both sides of half a turn angles lie together', () => {
  expect(wrappedDegrees(circularMedian([177, 177, -180, -177, -177]))).toBe(-180);
  expect(wrappedDegrees(circularMedian([-177, 177]))).toBe(-180);
  expect(circularRange([177, 180, -180, -177])).toBe(6);
  expect(degreesApart(179, -179)).toBe(2);
  expect([circularRange([]), circularRange([5])]).toEqual([0, 0]);
  expect(circularMedian([])).toBeNaN();
});

test('turning all angles by some turns the median with them', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -360, max: 360 }),
      fc.array(fc.integer({ min: -60, max: 60 }), { minLength: 1 }),
      (by, angles) => {
        const turned = circularMedian(angles.map((each) => wrappedDegrees(each + by)));
        expect(degreesApart(turned, circularMedian(angles) + by)).toBeLessThan(1e-9);
      },
    ),
  );
});
