import { expect, test } from 'vitest';
import { joinNegativeValues } from './join-negative-values.ts';

test('a negative value belongs to the option before it, and nothing else is touched', () => {
  expect(joinNegativeValues(['enrol', 'roof', '--lon', '-76.61', '--lat', '39.29'])).toEqual([
    'enrol',
    'roof',
    '--lon=-76.61',
    '--lat',
    '39.29',
  ]);
  expect(joinNegativeValues(['a', '--rotations', '-30..30', '--json'])).toEqual(['a', '--rotations=-30..30', '--json']);
  expect(joinNegativeValues(['-5', '--json', '--n=1', '-2', '--x', '-h'])).toEqual([
    '-5',
    '--json',
    '--n=1',
    '-2',
    '--x',
    '-h',
  ]);
});
