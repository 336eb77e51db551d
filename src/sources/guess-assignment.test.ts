import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assignPairs } from './guess-assignment.ts';

const sumOf = (worth: number[][], chosen: readonly number[]) =>
  chosen.reduce((sum, field, column) => sum + (field < 0 ? 0 : worth[column]![field]!), 0);

/** The most that any assignment is worth, by trying all. */
function most(worth: number[][], column = 0, taken: readonly number[] = []): number {
  if (column === worth.length) return 0;
  let best = most(worth, column + 1, taken);
  worth[column]!.forEach((each, field) => {
    if (!taken.includes(field)) best = Math.max(best, each + most(worth, column + 1, [...taken, field]));
  });
  return best;
}

const matrix = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })).chain(([columns, fields]) =>
  fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: fields, maxLength: fields }), {
    minLength: columns,
    maxLength: columns,
  }),
);

test('no assignment is worth more, and no field is given twice', () => {
  fc.assert(
    fc.property(matrix, (worth) => {
      const chosen = assignPairs(worth);
      const given = chosen.filter((field) => field >= 0);
      expect(new Set(given).size).toBe(given.length);
      expect(chosen.every((field, column) => field < 0 || worth[column]![field]! > 0)).toBe(true);
      expect(sumOf(worth, chosen)).toBe(most(worth));
    }),
  );
});

test('nothing is assigned to nothing', () => {
  expect(assignPairs([])).toEqual([]);
  expect(assignPairs([[-1, 0]])).toEqual([-1]);
});
