import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanCaseNumber, isShortCaseKey } from './case-number.ts';

test.each([
  ['202115056366', '202115056366', 'none'],
  ['202115056366.0', '202115056366', 'repaired'],
  ['2.02115056366E+11', '202115056366', 'repaired'],
  ['21-123456', '21123456', 'none'],
  ['21 123456', '21123456', 'none'],
  ['21.123456', '21123456', 'none'],
  ['hz-123-456', 'HZ123456', 'none'],
  ['00123456', '123456', 'none'],
  ['21-000456', '21000456', 'none'],
  ['0A-12', '0A12', 'none'],
  ['Case #: 21-456', '21456', 'none'],
  ['DC# 2021-15-056366', '202115056366', 'none'],
  ['24-0000777', '240000777', 'none'],
  ['240000777', '240000777', 'none'],
  ['21 15 056366', '2115056366', 'none'],
  ['2024-047-001234', '2024047001234', 'none'],
  ['2024-1-12', '2024-1-12', 'none'],
  ['2024/11/2', '2024-11-2', 'none'],
  ['(2024) 11-21', '2024-11-21', 'none'],
  ['2024-112-1', '2024-112-1', 'none'],
  ['CR-24-1-7', 'CR-24-1-7', 'none'],
  ['CR-24-00017', 'CR2400017', 'none'],
])('%j has the key %s', (raw, key, damage) => {
  expect(cleanCaseNumber(raw)).toMatchObject({ key, damage });
});

test('rounded scientific notation has no key, because it would name other cases too', () => {
  expect(cleanCaseNumber('2.02115E+11')).toEqual({ number: '2.02115E+11', key: null, damage: 'digits-lost' });
  expect(cleanCaseNumber('2E+11')?.damage).toBe('digits-lost');
});

test.each(
  (
    '|  |---|unknown|N/A|0|0000|00-0000000|XXXX|99999999|99-9999999|11111111|SEE NOTES|MULTIPLE|various|' +
    'NOT ASSIGNED|FOUND PROPERTY'
  ).split('|'),
)('%j is no case number', (raw) => {
  expect(cleanCaseNumber(raw)).toBeNull();
});

test('a number of one or two figures is kept, and is too short for a key', () => {
  expect(['1', '12', 'A12', '24-1', '777', '2111112'].map((raw) => isShortCaseKey(cleanCaseNumber(raw)!.key!))).toEqual(
    [true, true, true, false, false, false],
  );
});

test('one run of digits cut into three groups at two places has two keys', () => {
  const digits = fc.stringMatching(/^[1-9]{3,6}$/);
  fc.assert(
    fc.property(digits, fc.nat(), fc.nat(), (run, x, y) => {
      const cuts = [x, y].map((at) => 1 + (at % (run.length - 1)));
      const keys = cuts.map((at) => cleanCaseNumber(`2024-${run.slice(0, at)}-${run.slice(at)}`)!.key);
      // A middle group of two digits before four or more is a fixed width: there one way of cutting runs together.
      expect(keys[0] === keys[1]).toBe(cuts[0] === cuts[1]);
    }),
    { numRuns: 2000 },
  );
});

test('cleaning never throws, and a key reads back to itself', () => {
  const numberLike = fc.stringMatching(/^[0-9A-Z]{1,4}[-. /]?[0-9]{0,8}(\.0|E\+[0-9]{1,2})?$/);
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), numberLike), (raw) => {
      const once = cleanCaseNumber(raw);
      if (!once) return;
      expect(cleanCaseNumber(once.number)).toMatchObject({ number: once.number, key: once.key });
      // A key of digits alone may begin with zeros that came from between hyphens; read again they fall.
      if (once.key !== null && !/^0\d*$/.test(once.key) && !/^\dE\d+$/.test(once.key))
        expect(cleanCaseNumber(once.key)?.key).toBe(once.key);
    }),
    { numRuns: 3000 },
  );
});
