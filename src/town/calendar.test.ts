import fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  clockTime,
  dateOf,
  dayOf,
  existingMinute,
  minutesPerDay,
  shortUsDate,
  twelveHour,
  usDate,
  weekdayOf,
} from './calendar.ts';

test('a day turned into a date and back is the same day, and agrees with the platform calendar', () => {
  fc.assert(
    fc.property(fc.integer({ min: -25_000, max: 40_000 }), (day) => {
      const { year, month, day: dayOfMonth } = dateOf(day);
      expect(dayOf(year, month, dayOfMonth)).toBe(day);
      const platform = new Date(day * 86_400_000);
      expect([year, month, dayOfMonth, weekdayOf(day)]).toEqual([
        platform.getUTCFullYear(),
        platform.getUTCMonth() + 1,
        platform.getUTCDate(),
        platform.getUTCDay(),
      ]);
    }),
  );
});

test('dates and times are written as the agencies write them', () => {
  const day = dayOf(2021, 3, 4);
  expect([usDate(day), shortUsDate(day), clockTime(day * minutesPerDay + 65)]).toEqual([
    '03/04/2021',
    '3/4/2021',
    '01:05',
  ]);
  expect([twelveHour(0), twelveHour(12 * 60), twelveHour(13 * 60 + 5)]).toEqual([
    ['12:00', 'a.m.'],
    ['12:00', 'p.m.'],
    ['1:05', 'p.m.'],
  ]);
});

test('the hour that clocks skip in March is never written', () => {
  const skipped = dayOf(2024, 3, 10) * minutesPerDay + 150;
  expect(clockTime(existingMinute(skipped))).toBe('03:30');
  expect(existingMinute(skipped + minutesPerDay)).toBe(skipped + minutesPerDay);
  expect(existingMinute(dayOf(2024, 3, 17) * minutesPerDay + 150)).toBe(dayOf(2024, 3, 17) * minutesPerDay + 150);
});
