import { expect, test } from 'vitest';

import { offeredReasons, reasonsOffered, withReason } from './kept-reasons.ts';

test('the reason used last stands first, and once', () => {
  expect(withReason(['same address', 'same birth date'], 'same birth date')).toEqual([
    'same birth date',
    'same address',
  ]);
});

test('no more reasons are kept than are offered', () => {
  const used = ['1', '2', '3', '4', '5'].reduceRight<string[]>((list, each) => withReason(list, each), []);
  expect(withReason(used, '6')).toEqual(['6', '1', '2', '3', '4']);
  expect(used).toHaveLength(reasonsOffered);
});

test('usual reasons fill up what was used before, none of them twice', () => {
  expect(offeredReasons(['mine', 'usual'], ['usual', 'other'])).toEqual(['mine', 'usual', 'other']);
  expect(offeredReasons(['1', '2', '3', '4', '5'], ['usual'])).toEqual(['1', '2', '3', '4', '5']);
});
