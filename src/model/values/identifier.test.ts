import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanIdentifier, isPlaceholderIdentifier } from './identifier.ts';

test.each([
  [{ number: 's-123-456-789-012', type: 'DL', state: 'Maryland' }, 'driver-licence', 'MD', 'S123456789012'],
  [{ number: 'DL MD S123456789012' }, 'driver-licence', 'MD', 'S123456789012'],
  [{ number: 'MD DL# S123456789012' }, 'driver-licence', 'MD', 'S123456789012'],
  [{ number: '123456789', type: "Driver's License", state: 'VA' }, 'driver-licence', 'VA', '123456789'],
  [{ number: 'SID 1234567', state: 'MD' }, 'state-criminal-history', 'MD', '1234567'],
  [{ number: '1234567.0', type: 'State ID', state: 'PA' }, 'state-id', 'PA', '1234567'],
  [{ number: 'C01X00T47', type: 'Passport' }, 'passport', null, 'C01X00T47'],
  [{ number: '123456AB7', type: 'FBI number' }, 'fbi-number', null, '123456AB7'],
  [{ number: 'AB12', type: 'library card' }, 'other', null, 'AB12'],
])('%j', (text, type, state, number) => {
  expect(cleanIdentifier(text)).toEqual({ kind: 'identifier', type, state, number });
});

test.each([
  { number: '219-09-9999' },
  { number: '219 09 9999', type: 'DL' },
  { number: '219099999' },
  { number: '219099999', type: 'SSN' },
  { number: 'SSN 219-09-9999' },
  { number: 'SOC: 219099999' },
  { number: '9999', type: 'Social Security' },
])('%j is refused, and the number is not in the answer', (text) => {
  expect(cleanIdentifier(text)).toEqual({ kind: 'refused', reason: 'ssn-not-kept' });
});

test.each(['', 'unknown', 'N/A', '000000', '---', 'NO LICENSE', 'NOT GIVEN', 'NOL', 'none on file', 'ID', 'A'])(
  '%j is no number',
  (number) => {
    expect(cleanIdentifier({ number, type: 'DL' })).toBeNull();
  },
);

test.each(['1', 'A12', '1234', 'ABCD123', '11111111', '123456789', '987654321', 'S123456789012', 'A1111111'])(
  '%s names nobody',
  (number) => {
    expect(isPlaceholderIdentifier(number)).toBe(true);
  },
);

test.each(['S530423456789', '01002422', '204456AB7', 'C01X00T47', '10002', 'MD12349'])(
  '%s may name a person',
  (number) => {
    expect(isPlaceholderIdentifier(number)).toBe(false);
  },
);

test('cleaning never throws, cleaning twice changes nothing, and no social security number comes out', () => {
  const ssn = fc.stringMatching(/^\d{3}-\d{2}-\d{4}$/);
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), ssn, fc.stringMatching(/^(MD |DL |SID )?[A-Z0-9-]{1,14}$/)),
      (number) => {
        const once = cleanIdentifier({ number, type: 'DL', state: 'MD' });
        if (once?.kind !== 'identifier') return;
        expect(once.number).not.toMatch(/^\d{3}-\d{2}-\d{4}$/);
        expect(cleanIdentifier({ number: once.number, type: 'DL', state: 'MD' })).toEqual(once);
      },
    ),
    { numRuns: 3000 },
  );
  fc.assert(
    fc.property(ssn, (number) => {
      expect(cleanIdentifier({ number })).toEqual({ kind: 'refused', reason: 'ssn-not-kept' });
    }),
  );
});
