import fc from 'fast-check';
import { expect, test } from 'vitest';

import { confuse, slip, spoilNumber, writeCaseNumber } from './clerk.ts';
import { Random } from '../stats/random.ts';

test('a slip of the keyboard changes a text by at most one letter in length', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 2, maxLength: 20 }), fc.integer(), (text, seed) => {
      const slipped = slip(text, new Random(String(seed)));
      expect(Math.abs(slipped.length - text.length)).toBeLessThanOrEqual(1);
    }),
  );
});

test('a confused serial number differs in exactly one character, and only where one can be confused', () => {
  expect(confuse('WXY347', new Random('a'))).toBe('WXY347');
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const written = confuse('BOSS1058', new Random(String(seed)));
      expect([...written].filter((sign, i) => sign !== 'BOSS1058'[i])).toHaveLength(1);
    }),
  );
});

test('a spreadsheet spoils numbers and leaves the rest', () => {
  expect(spoilNumber('123456789012')).toBe('1.23456E+11');
  expect(spoilNumber('0012345')).toBe('12345');
  expect(spoilNumber('12E345')).toBe('12.00E+345');
  expect(spoilNumber('ABC1234')).toBe('ABC1234');
});

test('a case number keeps its letters and digits however it is typed', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      expect(writeCaseNumber('21-0012345', new Random(String(seed))).replaceAll(/[^0-9]/g, '')).toBe('210012345');
    }),
  );
});
