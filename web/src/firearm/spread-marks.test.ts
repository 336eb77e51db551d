import fc from 'fast-check';
import { expect, test } from 'vitest';
import { roomyMarks, spreadMarks } from './spread-marks.ts';

const corners = [
  { x: 0, y: 0 },
  { x: 300, y: 300 },
] as const;

test('marks that stand apart stay where they are', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 50, y: 0 },
    { x: 0, y: 50 },
  ];
  expect(spreadMarks(points, 20, corners)).toEqual(points);
});

test('marks on one spot are drawn apart, and the drawing is the same every time', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 9 }), (count) => {
      const points = Array.from({ length: count }, () => ({ x: 100, y: 100 }));
      const placed = spreadMarks(points, 20, corners);
      expect(spreadMarks(points, 20, corners)).toEqual(placed);
      for (const [index, a] of placed.entries()) {
        for (const b of placed.slice(index + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(15);
      }
    }),
  );
});

test('marks crowded at an edge stay on the map, and those that can be pressed have 24 pixels to themselves', () => {
  const [least, most] = [
    { x: 14, y: 14 },
    { x: 340, y: 300 },
  ];
  const points = Array.from({ length: 100 }, (_, at) => ({ x: 330 + (at % 7) * 8, y: 150 + (at % 3) }));
  const placed = spreadMarks(points, 27, [least, most]);
  for (const { x, y } of placed) expect(x >= least.x && x <= most.x && y >= least.y && y <= most.y).toBe(true);
  const roomy = roomyMarks(placed, 24);
  expect(roomy[0]).toBe(true);
  expect(roomy.filter(Boolean).length).toBeGreaterThan(40);
  const kept = placed.filter((_, at) => roomy[at]);
  for (const [index, a] of kept.entries())
    for (const b of kept.slice(index + 1))
      expect(Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y))).toBeGreaterThanOrEqual(24);
});
