import fc from 'fast-check';
import { expect, test } from 'vitest';
import { spreadMarks } from './spread-marks.ts';

test('marks that stand apart stay where they are', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 50, y: 0 },
    { x: 0, y: 50 },
  ];
  expect(spreadMarks(points, 20)).toEqual(points);
});

test('marks on one spot are drawn apart, and the drawing is the same every time', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 9 }), (count) => {
      const points = Array.from({ length: count }, () => ({ x: 100, y: 100 }));
      const placed = spreadMarks(points, 20);
      expect(spreadMarks(points, 20)).toEqual(placed);
      for (const [index, a] of placed.entries()) {
        for (const b of placed.slice(index + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(15);
      }
    }),
  );
});
