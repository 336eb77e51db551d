import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseLocalDate, parseLocalDateTime } from './local-time.ts';

const ZONE = 'America/New_York';
const MDY = { order: 'mdy' } as const;

test.each([
  ['1/27/06 3:35', '2006-01-27T08:35:00.000Z', 'minute'],
  ['07/03/2015 17:34:51', '2015-07-03T21:34:51.000Z', 'second'],
  ['6/10/2026 3:50 p.m.', '2026-06-10T19:50:00.000Z', 'minute'],
  ['6/10/2026 12:03 a.m.', '2026-06-10T04:03:00.000Z', 'minute'],
  ['6/10/2026 12:03 PM', '2026-06-10T16:03:00.000Z', 'minute'],
  ['2021-08-01T02:40:00', '2021-08-01T06:40:00.000Z', 'second'],
  ['2021-08-01 02:40:00.250', '2021-08-01T06:40:00.250Z', 'millisecond'],
  ['2021-08-01T02:40:00Z', '2021-08-01T02:40:00.000Z', 'second'],
  ['2021-08-01 02:40:00-07:00', '2021-08-01T09:40:00.000Z', 'second'],
  ['20210801', '2021-08-01T04:00:00.000Z', 'day'],
  ['20210801 0240', '2021-08-01T06:40:00.000Z', 'minute'],
  ['20210801T024000Z', '2021-08-01T02:40:00.000Z', 'second'],
  ['01-AUG-21', '2021-08-01T04:00:00.000Z', 'day'],
  ['01AUG2021 1735', '2021-08-01T21:35:00.000Z', 'minute'],
  ['Aug 1 2021', '2021-08-01T04:00:00.000Z', 'day'],
  ['August 1st, 2021 5 PM', '2021-08-01T21:00:00.000Z', 'hour'],
  ['Sun, 1 Aug 2021 02:40:00 GMT', '2021-08-01T02:40:00.000Z', 'second'],
  ['43831', '2020-01-01T05:00:00.000Z', 'day'],
  ['43831.5', '2020-01-01T17:00:00.000Z', 'second'],
  ['12/31/2020 24:00', '2021-01-01T05:00:00.000Z', 'minute'],
  ['8/1/2021 1735', '2021-08-01T21:35:00.000Z', 'minute'],
  ['8/1/2021 935 hrs', '2021-08-01T13:35:00.000Z', 'minute'],
  ['8/1/2021 17:35 PM', '2021-08-01T21:35:00.000Z', 'minute'],
  ['1627800000000', '2021-08-01T06:40:00.000Z', 'second'],
  ['1627776000000', '2021-08-01T04:00:00.000Z', 'day'],
  ['8/1/68', '2068-08-01T04:00:00.000Z', 'day'],
  ['8/1/69', '1969-08-01T04:00:00.000Z', 'day'],
])('%j is %s to the %s', (text, instant, precision) => {
  expect(parseLocalDateTime(text, ZONE, MDY)).toMatchObject({ instant, precision, ambiguity: 'none' });
});

test.each([
  '',
  'unknown',
  '2/30/2021',
  '2/29/2021',
  '13/13/2021',
  '0/1/2021',
  '2021-00-10',
  '8/1/2021 25:00',
  '8/1/2021 24:01',
  '8/1/2021 12:60',
  '8/1/2021 17:30 a.m.',
  '99999',
  '1234',
  '01-XXX-21',
  '8/1/2021 noonish',
  '8/1/0021',
  '162780000000',
  '2627800000000',
])('%j is no time', (text) => {
  expect(parseLocalDateTime(text, ZONE, MDY)).toBeNull();
});

test('29 February exists in leap years alone', () => {
  expect(parseLocalDate('2/29/2020', MDY)?.date).toBe('2020-02-29');
  expect(parseLocalDate('2/29/2000', MDY)?.date).toBe('2000-02-29');
  expect(parseLocalDate('2/29/1900', MDY)).toBeNull();
});

test('an offset that a source appends to local time can be disregarded', () => {
  const text = '2021-08-01 00:00:00+00';
  expect(parseLocalDateTime(text, ZONE, MDY)?.instant).toBe('2021-08-01T00:00:00.000Z');
  expect(parseLocalDateTime(text, ZONE, { ...MDY, offset: 'ignore' })?.instant).toBe('2021-08-01T04:00:00.000Z');
});

test('the order of day and month is the reader’s, and a four-digit year in front is always year, month, day', () => {
  expect(parseLocalDate('3/4/2021', { order: 'dmy' })?.date).toBe('2021-04-03');
  expect(parseLocalDate('3/4/2021', MDY)?.date).toBe('2021-03-04');
  expect(parseLocalDate('21-04-03', { order: 'ymd' })?.date).toBe('2021-04-03');
  expect(parseLocalDate('2021/4/3', { order: 'dmy' })?.date).toBe('2021-04-03');
});

test('a date that says only a month or a year says so', () => {
  expect(parseLocalDate('2021-04', MDY)).toEqual({ date: '2021-04-01', precision: 'month' });
  expect(parseLocalDate('4/2021', MDY)).toEqual({ date: '2021-04-01', precision: 'month' });
  expect(parseLocalDate('Apr 2021', MDY)).toEqual({ date: '2021-04-01', precision: 'month' });
  expect(parseLocalDate('1987', MDY)).toEqual({ date: '1987-01-01', precision: 'year' });
});

describe('where the clock changes', () => {
  test.each([
    ['2006-10-29 01:30', '2006-10-29T05:30:00.000Z'],
    ['2007-11-04 01:00', '2007-11-04T05:00:00.000Z'],
    ['2021-11-07 01:59', '2021-11-07T05:59:00.000Z'],
  ])('%s happened twice, and the first is given', (text, instant) => {
    expect(parseLocalDateTime(text, ZONE, MDY)).toMatchObject({ instant, ambiguity: 'fold' });
  });

  test.each([
    ['2006-04-02 02:30', '2006-04-02T07:30:00.000Z'],
    ['2021-03-14 02:00', '2021-03-14T07:00:00.000Z'],
    ['2026-03-08 02:59', '2026-03-08T07:59:00.000Z'],
  ])('%s never was, and is shifted forward', (text, instant) => {
    expect(parseLocalDateTime(text, ZONE, MDY)).toMatchObject({ instant, ambiguity: 'gap' });
  });

  test.each(['2021-11-07 00:59', '2021-11-07 02:00', '2021-03-14 01:59', '2021-03-14 03:00'])('%s is plain', (text) => {
    expect(parseLocalDateTime(text, ZONE, MDY)?.ambiguity).toBe('none');
  });

  test('Arizona changes no clock', () => {
    expect(parseLocalDateTime('2021-11-07 01:30', 'America/Phoenix', MDY)).toMatchObject({
      instant: '2021-11-07T08:30:00.000Z',
      ambiguity: 'none',
    });
  });
});

test('an instant written as local time reads back to itself, or to the first of two an hour apart', () => {
  const zones = ['America/New_York', 'America/Chicago', 'America/Los_Angeles', 'America/Anchorage', 'Pacific/Honolulu'];
  const instants = fc.integer({ min: Date.UTC(1970, 0, 2) / 1000, max: Date.UTC(2050, 0, 1) / 1000 });
  const changes = fc
    .tuple(fc.integer({ min: 2007, max: 2040 }), fc.constantFrom(2, 10), fc.integer({ min: 0, max: 20 * 86_400 }))
    .map(([year, month, seconds]) => Date.UTC(year, month, 1) / 1000 + seconds);
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.oneof(instants, changes), (zone, seconds) => {
      const instant = new Date(seconds * 1000);
      const wall = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(
        instant,
      );
      const read = parseLocalDateTime(wall, zone, MDY)!;
      expect(read.ambiguity).not.toBe('gap');
      expect(read.local).toBe(wall.replace(' ', 'T'));
      const difference = instant.getTime() - Date.parse(read.instant);
      expect(read.ambiguity === 'fold' ? [0, 3_600_000] : [0]).toContain(difference);
    }),
    { numRuns: 2000 },
  );
});

test('reading never throws for text, and a date read twice is the same', () => {
  const dateLike = fc.stringMatching(
    /^[0-9]{1,4}[-/. ]([0-9]{1,2}|[A-Za-z]{3})[-/. ][0-9]{1,4}( [0-9]{1,2}:?[0-9]{2}( ?[ap]\.?m\.?)?)?$/,
  );
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), dateLike), (text) => {
      parseLocalDateTime(text, ZONE, MDY);
      const time = parseLocalDateTime(text, ZONE, { ...MDY, offset: 'ignore' });
      if (time) expect(parseLocalDateTime(time.local, ZONE, MDY)?.instant).toBe(time.instant);
      const date = parseLocalDate(text, MDY);
      if (date) expect(parseLocalDate(date.date, MDY)?.date).toBe(date.date);
    }),
    { numRuns: 3000 },
  );
});
