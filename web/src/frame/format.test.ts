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

test('what is no day and no instant is shown as it is: nothing is guessed to be a date', () => {
  const formats = makeFormats('en', 'America/New_York');
  for (const text of [
    '02/30/1974',
    '01/01/1900',
    'UNKNOWN 1',
    'AGE 34',
    '1980',
    '1974-02-30',
    '2024-02-30T10:00:00Z',
    '2024-13-01',
  ]) {
    expect([formats.day(text), formats.shortDay(text), formats.month(text)]).toEqual([text, text, text]);
    expect([formats.moment(text), formats.dayOrMoment(text)]).toEqual([text, text]);
    expect(localDay(text, 'America/New_York')).toBeNull();
    expect(dayNumber(text, 'America/New_York')).toBeNull();
  }
});

test('a day is the same day in every zone', () => {
  for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'America/New_York']) {
    expect(makeFormats('en', zone).day('1974-03-02')).toBe('2 Mar 1974');
    expect(makeFormats('en', zone).dayOrMoment('1974-03-02')).toBe('2 Mar 1974');
  }
});
