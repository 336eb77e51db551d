import fc from 'fast-check';
import { expect, test } from 'vitest';
import { slipsBetween } from '../model/values/given-names.ts';
import { slipsOf } from './similar-texts.ts';
import { TextArena } from './text-arena.ts';

const slips = (a: string, b: string, max: number) => slipsOf(TextArena.of([a, b]), 0, 1, max);

test.each([
  ['ALLEN', 'ALEN', 1],
  ['1971', '1917', 1],
  ['SMITH', 'SMYTHE', 2],
  ['A', 'B', 1],
  ['KITTEN', 'SITTING', 3],
])('%s and %s are %i slips apart', (a, b, n) => {
  expect(slips(a, b, 5)).toBe(n);
});

test('slips are counted as by the plain matrix, up to the most that is asked for', () => {
  const text = fc.string({ unit: fc.constantFrom('A', 'B', 'C', '1'), maxLength: 10 });
  fc.assert(
    fc.property(text, text, fc.integer({ min: 0, max: 4 }), (a, b, max) => {
      expect(slips(a, b, max)).toBe(Math.min(max + 1, slipsBetween(a, b)));
    }),
  );
});
