import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanPhone } from './phone.ts';

test.each([
  ['(410) 396-2525', '4103962525', null],
  ['410.396.2525', '4103962525', null],
  ['+1 410 396 2525', '4103962525', null],
  ['1-410-396-2525', '4103962525', null],
  ['4103962525', '4103962525', null],
  ['4103962525.0', '4103962525', null],
  ['410-396-2525 x12', '4103962525', '12'],
  ['410-396-2525 ext. 12', '4103962525', '12'],
  ['Cell: 410-396-2525', '4103962525', null],
])('%j is %s', (raw, number, extension) => {
  expect(cleanPhone(raw)).toEqual({ number, extension, placeholder: false });
});

test.each(['000-000-0000', '999-999-9999', '410-555-0123', '123-456-7890', '410-000-0000'])('%j is a filler', (raw) => {
  expect(cleanPhone(raw)?.placeholder).toBe(true);
});

test.each(['', 'unknown', '396-2525', '110-396-2525', '410-196-2525', '+44 20 7946 0018', '410-FLOWERS'])(
  '%j is no number',
  (raw) => {
    expect(cleanPhone(raw)).toBeNull();
  },
);

test('cleaning never throws, and cleaning twice changes nothing', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9 ().+-]{10,16}( x[0-9]{1,4})?$/)),
      (raw) => {
        const once = cleanPhone(raw);
        if (once) expect(cleanPhone(once.number)?.number).toBe(once.number);
      },
    ),
  );
});
