import fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskCells, maskReject, maskSamples, maskText, socialSecurityMask as mask } from './mask-social-security.ts';

// 219-09-9999 is the number of an advertisement of 1940, never given to anyone (Social Security Administration).
const columns = ['Trace', 'Purchaser ID Type', 'Purchaser ID', 'SSN', 'Remarks', 'Serial', 'Spare'];
const fields = {
  Trace: 'trace_number',
  'Purchaser ID Type': 'purchaser_id_type',
  'Purchaser ID': 'purchaser_id_number',
  Remarks: 'remarks',
  Serial: 'serial',
};
const shown = (cells: string[]) => maskCells({ cells, columns, fields });

test('a number is hidden in a column of identifiers, in one named after it, and in text; nothing of it is kept', () => {
  expect(shown(['T1', 'SSN', '219099999', '', 'seen with SSN 219-09-9999 on him', 'AB123', '219 09 9999'])).toEqual([
    'T1',
    'SSN',
    mask,
    '',
    `seen with SSN ${mask} on him`,
    'AB123',
    mask,
  ]);
  expect(shown(['T1', 'Social Security', '9999', '219099999', 'soc. sec. no: 219099999', '', ''])).toEqual([
    'T1',
    'Social Security',
    mask,
    mask,
    `soc. sec. no: ${mask}`,
    '',
    '',
  ]);
});

test.each([
  'SSNo',
  'SSNO',
  'SSN4',
  'ssn_last4',
  'SSAN Nbr',
  'SS #',
  'SS No.',
  'victimSSN',
  'VIC_SSN',
  'socialSecurityNumber',
  'Soc Sec Nbr',
  'SOCIAL NO',
  'Número de seguro social',
])('a column named %s holds social security numbers', (header) => {
  expect(maskCells({ cells: ['219099999'], columns: [header], fields: {} })).toEqual([mask]);
});

test.each(['SS Status', 'Social Club', 'Session No', 'Class Number', 'Assn', 'Society Number', 'Passno'])(
  'a column named %s does not',
  (header) => {
    expect(maskCells({ cells: ['219099999'], columns: [header], fields: {} })).toEqual(['219099999']);
  },
);

test('nine digits in a column of identifiers without a kind are hidden, a driver licence of nine digits is shown', () => {
  expect(shown(['T1', '', '219099999', '', '', '', ''])[2]).toBe(mask);
  expect(shown(['T1', 'DL', '219099999', '', '', '', ''])[2]).toBe('219099999');
});

test('numbers of other things stay: serials, telephones, licences, dates, times, coordinates', () => {
  const cells = [
    '123-45-6789',
    'DL',
    'R-123-456-789',
    '',
    'call (410) 555-0199, 8-52-005-01-5K-12345, 2024-03-01 22:10, 39.2901',
    '219-09-9999',
    '219099999',
  ];
  expect(shown(cells)).toEqual(cells);
});

test('a row longer or shorter than its header is taken as it is', () => {
  expect(maskCells({ cells: ['a', '219-09-9999'], columns: ['x'], fields: {} })).toEqual(['a', mask]);
  expect(maskCells({ cells: [], columns, fields })).toEqual([]);
});

test('what a reject says it got is hidden with the cell it came from', () => {
  const reject = { line: 2, cells: ['', 'SSN', '219099999'], got: 'expected a trace number; got 219099999' };
  expect(maskReject(reject, { columns, fields })).toEqual({
    ...reject,
    cells: ['', 'SSN', mask],
    got: `expected a trace number; got ${mask}`,
  });
});

test('samples of a column are hidden, and stand once', () => {
  const sample = ['219-09-9999', '219-09-9998', 'S123456789012'];
  expect(maskSamples({ column: 'ID', field: 'purchaser_id_number', sample }).sample).toEqual([mask, 'S123456789012']);
});

test('in any text no parted number is left, hiding twice changes nothing, and the rest of the text stays', () => {
  const number = fc.stringMatching(/^\d{3}-\d{2}-\d{4}$/);
  const words = fc.stringMatching(/^[A-Za-z ,;]{0,20}$/);
  fc.assert(
    fc.property(words, number, words, (before, ssn, after) => {
      const text = `${before} ${ssn} ${after}`;
      expect(maskText(text)).toBe(`${before} ${mask} ${after}`);
      expect(maskText(maskText(text))).toBe(maskText(text));
    }),
  );
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => maskText(maskText(text)) === maskText(text)));
});
