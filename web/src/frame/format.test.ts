import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayNumber, dayText, localDay, makeFormats } from './format.ts';

test('a day counts to a number and back', () => {
  fc.assert(
    fc.property(fc.integer({ min: -20_000, max: 40_000 }), (day) => {
      expect(dayNumber(dayText(day), 'America/New_York')).toBe(day);
    }),
  );
});

test('an instant belongs to the local day of the agency, not to that of Greenwich', () => {
  expect(localDay('2024-01-30T03:41:00Z', 'America/New_York')).toBe('2024-01-29');
  expect(dayText(dayNumber('2024-01-30T03:41:00Z', 'America/New_York')!)).toBe('2024-01-29');
});

test('moments are written with 24 hours and their zone', () => {
  expect(makeFormats('en', 'America/New_York').moment('2024-01-30T04:41:07Z')).toBe('29 Jan 2024, 23:41 EST');
  expect(makeFormats('en', 'America/Chicago').moment('2024-07-01T05:05:00Z')).toBe('1 Jul 2024, 00:05 CDT');
  expect(makeFormats('es', 'America/New_York').moment('2024-01-30T04:41:07Z')).toMatch(/29 ene 2024, 23:41 EST/);
});

test('what is no date is shown as it is', () => {
  expect(makeFormats('en', 'America/New_York').day('unknown')).toBe('unknown');
  expect(dayNumber('unknown', 'America/New_York')).toBeNull();
});
