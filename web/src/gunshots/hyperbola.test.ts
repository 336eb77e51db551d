import { expect, test } from 'vitest';
import { hyperbola } from './hyperbola.ts';

const [near, far] = [
  { x: 10, y: 20 },
  { x: 310, y: -180 },
];
const distance = (a: { x: number; y: number }, b: { x: number; y: number }) => Math.hypot(a.x - b.x, a.y - b.y);

test('every point of it is nearer to the one than to the other by the length given', () => {
  for (const by of [120, 0, -200]) {
    const points = hyperbola(near, far, by, 1000);
    expect(points).toHaveLength(81);
    for (const point of points) expect(distance(point, far) - distance(point, near)).toBeCloseTo(by, 6);
  }
});

test('no place is nearer by more than they are apart', () => {
  expect(hyperbola(near, far, 400, 1000)).toEqual([]);
  expect(hyperbola(near, near, 0, 1000)).toEqual([]);
});
