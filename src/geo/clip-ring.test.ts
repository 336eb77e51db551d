import { expect, test } from 'vitest';
import { clipRing } from './clip-ring.ts';

const square = [
  [0, 0],
  [4, 0],
  [4, 4],
  [0, 4],
] as const;

test('the part of a square inside a box is their common rectangle', () => {
  const clipped = clipRing(square, [2, 1, 9, 3]);
  const [xs, ys] = [clipped.map(([x]) => x), clipped.map(([, y]) => y)];
  expect([Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]).toEqual([2, 4, 1, 3]);
});

test('a ring outside of the box leaves nothing, and one inside stays as it is', () => {
  expect(clipRing(square, [5, 5, 9, 9])).toEqual([]);
  expect(clipRing(square, [-1, -1, 9, 9])).toEqual(square);
});
