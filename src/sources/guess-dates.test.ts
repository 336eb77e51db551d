import { expect, test } from 'vitest';
import { dateOrderOf, isDate } from './guess-dates.ts';

test.each([
  [['03/14/2024', '01/02/2024'], 'mdy'],
  [['14/03/2024', '01/02/2024 10:00'], 'dmy'],
  [['01.02.2024', '03.04.2024', '05.06.2024', '07.08.2024'], 'dmy'],
  [['99-01-14', '98-03-02'], 'ymd'],
  [['01/02/2024', '03/04/2024'], null],
  [['14/03/2024', '03/14/2024'], null],
  [['2024-03-14', 'GLOCK'], null],
] as const)('%j are in the order %s', (values, order) => {
  expect(dateOrderOf(values)).toBe(order);
});

test.each([
  ['2024-03-14', true],
  ['20240314', true],
  ['14 MAR 2024', true],
  ['3/14/24 10:15', true],
  ['44115', false],
  ['2024', false],
  ['12:40', false],
  ['24-001122', false],
])('%s is a date: %s', (value, is) => {
  expect(isDate(value, 'mdy', 2100)).toBe(is);
});
