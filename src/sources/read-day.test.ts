import { expect, test } from 'vitest';
import { rowContext } from '../../test/parse-one-row.ts';
import { readDay } from './read-day.ts';

const read = (cell: string) => {
  const warnings: string[] = [];
  return [readDay(cell, rowContext, warnings), ...warnings];
};

test('a day written as an instant is the day of the agency’s clock, and a zero clock of a database the day it shows', () => {
  expect(rowContext.timeZone).toBe('America/New_York');
  for (const [cell, day] of [
    ['2024-05-06T02:00:00Z', '2024-05-05'],
    ['2024-12-06T04:59:59.000Z', '2024-12-05'],
    ['2024-12-06T05:00:00.000Z', '2024-12-06'],
    ['20240506T020000Z', '2024-05-05'],
    ['5/6/2024 2:00 AM UTC', '2024-05-05'],
    ['2024-05-06T00:00:00.000Z', '2024-05-06'],
    ['2024-05-06 00:00:00+00', '2024-05-06'],
    ['2024-05-06T00:00:00-04:00', '2024-05-06'],
    ['2024-05-06 02:00', '2024-05-06'],
    ['2024-05-06', '2024-05-06'],
    // A stretch of time, not an offset of twelve and a half hours.
    ['05/06/2024 0800-1230', '2024-05-06'],
  ] as const)
    expect(read(cell), cell).toEqual([day]);
});
