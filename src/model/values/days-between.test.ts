import { expect, test } from 'vitest';
import { daysBetween } from './days-between.ts';

test.each([
  ['2024-03-09', '2024-03-11', 2],
  ['2024-02-28', '2024-03-01', 2],
  ['2023-02-28', '2023-03-01', 1],
  ['2024-05-06', '2024-05-06', 0],
  ['2024-05-06', '2024-05-01', -5],
  ['2024-05-06T23:59:00', '2024-05-07T00:01:00', 1],
])('from %s to %s are %i days, whatever clocks did in between', (from, to, days) => {
  expect(daysBetween(from, to)).toBe(days);
});
