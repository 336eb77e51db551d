import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isTimeZone, offsetAt } from './time-zone.ts';

const HOUR = 3_600_000;

test('zones of the IANA database are known, other names are not', () => {
  for (const zone of ['America/New_York', 'America/Los_Angeles', 'Pacific/Honolulu', 'UTC'])
    expect(isTimeZone(zone)).toBe(true);
  for (const zone of ['', 'Baltimore', 'America/Baltimore', '+05:00', '-0500', 'Mars/Phobos'])
    expect(isTimeZone(zone)).toBe(false);
});

test('an unknown zone is refused with what was expected', () => {
  expect(() => offsetAt('Nowhere/Town', 0)).toThrow(
    /expected an IANA time zone such as America\/New_York, got "Nowhere\/Town"/,
  );
});

// Dates of change by US law: first Sunday of April and last of October to 2006, second of March and first of November since.
test.each([
  ['2006-04-02T06:59:59Z', -5],
  ['2006-04-02T07:00:00Z', -4],
  ['2006-10-29T05:59:59Z', -4],
  ['2006-10-29T06:00:00Z', -5],
  ['2007-03-11T06:59:59Z', -5],
  ['2007-03-11T07:00:00Z', -4],
  ['2021-11-07T05:59:59Z', -4],
  ['2021-11-07T06:00:00Z', -5],
  ['2026-03-08T07:00:00Z', -4],
  // Daylight time all year from 6 January 1974.
  ['1974-01-06T07:00:00Z', -4],
])('Baltimore at %s is %d hours from UTC', (instant, hours) => {
  expect(offsetAt('America/New_York', Date.parse(instant)) / HOUR).toBe(hours);
});

test('the table answers as the runtime does, whatever the zone and the instant', () => {
  const zones = [
    'America/New_York',
    'America/Chicago',
    'America/Phoenix',
    'America/Anchorage',
    'Europe/Dublin',
    'Africa/Casablanca',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.date({ min: new Date('1920-01-01'), max: new Date('2060-12-31'), noInvalidDate: true }),
      (zone, at) => {
        const parts = new Intl.DateTimeFormat('sv-SE', {
          timeZone: zone,
          dateStyle: 'short',
          timeStyle: 'medium',
        }).format(at);
        const wall = Date.parse(`${parts.replace(' ', 'T')}Z`);
        expect(offsetAt(zone, at.getTime())).toBe(wall - Math.floor(at.getTime() / 1000) * 1000);
      },
    ),
    { numRuns: 1500 },
  );
});
