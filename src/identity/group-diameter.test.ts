import { expect, test } from 'vitest';
import { groupDiameter } from './group-diameter.ts';

test('the diameter is the most ties between any two records, and without end where they are not all tied', () => {
  const chain = [
    [3, 5],
    [5, 7],
    [7, 9],
  ] as const;
  expect(groupDiameter([3, 5, 7, 9], chain)).toBe(3);
  expect(groupDiameter([3, 5, 7, 9], [...chain, [5, 9]])).toBe(2);
  expect(groupDiameter([3, 5, 7, 9], chain.slice(0, 2))).toBe(Infinity);
  expect(groupDiameter([4], [])).toBe(0);
});
