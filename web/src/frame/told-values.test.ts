import { expect, test } from 'vitest';
import { toldValues } from './told-values.ts';

test('what only compares, counts, or repeats another value in other letters is not told', () => {
  const told = toldValues({
    serial_raw: 'BK-FT 419',
    serial_clean: 'BKFT419',
    serial_ncic: 'BKFT419',
    serial_skeleton: '8KFT419',
    make_raw: 'GLOCK INC',
    make_name: 'GLOCK',
    firearm_ordinal: 1,
    warnings: [],
    model: '',
    country: null,
  });
  expect(told).toEqual([
    ['serial_clean', 'BKFT419'],
    ['make_raw', 'GLOCK INC'],
    ['make_name', 'GLOCK'],
  ]);
});

test('two numbers or answers that are alike are both told', () => {
  expect(toldValues({ age_years: 1, sequence: 1, fatal: false, shot: false }).length).toBe(4);
});
