import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanBirthDate } from './birth-date.ts';

const READING = { latest: '2021-08-01' };

test.each([
  ['3/17/1994', '1994-03-17'],
  ['1994-03-17', '1994-03-17'],
  ['19940317', '1994-03-17'],
  ['17-MAR-94', '1994-03-17'],
  ['3/17/94', '1994-03-17'],
  ['3/17/04', '2004-03-17'],
  ['3/17/21', '2021-03-17'],
  ['9/17/21', '1921-09-17'],
  ['3/17/22', '1922-03-17'],
  ['2/29/1996', '1996-02-29'],
  ['3/17/1994 0:00', '1994-03-17'],
])('%j is %s', (raw, date) => {
  expect(cleanBirthDate(raw, READING)).toEqual({ date, placeholder: false, precision: 'day' });
});

test.each(['1/1/1900', '1/1/1985', '12/31/1900 00:00', '1985', '1985-06'])('%j is a placeholder', (raw) => {
  expect(cleanBirthDate(raw, { ...READING, ageMax: 130 })?.placeholder).toBe(true);
});

test.each(['', 'unknown', '2/30/1994', '2/29/1995', '8/2/2021', '3/17/1894', '00/00/0000', '13/13/1990'])(
  '%j is no date of birth',
  (raw) => {
    expect(cleanBirthDate(raw, READING)).toBeNull();
  },
);

test('the order of day and month is the caller’s', () => {
  expect(cleanBirthDate('3/4/1994', { ...READING, order: 'dmy' })?.date).toBe('1994-04-03');
});

test('cleaning never throws, never gives a day after the record, and cleaning twice changes nothing', () => {
  const dateLike = fc.stringMatching(/^[0-9]{1,2}[-/][0-9]{1,2}[-/]([0-9]{2}|(19|20)[0-9]{2})$/);
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), dateLike), (raw) => {
      const once = cleanBirthDate(raw, READING);
      if (!once) return;
      expect(once.date <= READING.latest).toBe(true);
      expect(cleanBirthDate(once.date, READING)?.date).toBe(once.date);
    }),
    { numRuns: 2000 },
  );
});
