import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanSex } from './sex.ts';

test.each([
  ['M', 'M'],
  ['male', 'M'],
  ['Female', 'F'],
  [' f ', 'F'],
  ['Non-binary', 'X'],
  ['Unknown', 'U'],
  ['NA', null],
  ['', null],
])('%j is %j', (raw, code) => {
  expect(cleanSex(raw)).toBe(code);
});

test('cleaning never throws, and cleaning twice changes nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('m', 'FEMALE', 'x')), (raw) => {
      const once = cleanSex(raw);
      if (once) expect(cleanSex(once)).toBe(once);
    }),
  );
});
