import { expect, test } from 'vitest';
import { factsThatDiffer } from './facts-that-differ.ts';

const differ = (column: string, ...values: (string | null)[]) =>
  factsThatDiffer(values.map((value) => ({ [column]: value }))).length > 0;

test('a type that is the general one of another contradicts nothing, another type does', () => {
  expect(differ('type_code', 'P', 'PI')).toBe(false);
  expect(differ('type_code', 'P', 'PI', 'PR')).toBe(true);
  expect(differ('type_code', 'PI', 'R')).toBe(true);
  expect(differ('type_code', 'RI', 'RB')).toBe(true);
});

test('a model not known, in other words, or told with less detail contradicts nothing', () => {
  for (const other of ['UNKNOWN', 'N/A', null, 'Mod 19', 'G19', '19 GEN 4', 'M19'])
    expect(differ('model', '19', other), String(other)).toBe(false);
  for (const other of ['17', '19X', 'G17', '191']) expect(differ('model', '19', other), other).toBe(true);
  expect(
    factsThatDiffer([
      { make_name: 'GLOCK', model: 'GLOCK 19' },
      { make_name: 'GLOCK', model: '19 GEN4' },
    ]),
  ).toEqual([]);
});

test('makes of one family contradict nothing, two makers do', () => {
  expect(differ('make_family', 'GLOCK', 'GLOCK', null)).toBe(false);
  expect(differ('make_family', 'GLOCK', 'TAURUS')).toBe(true);
});

test('serial numbers agree as NCIC reads them and where a character cannot be read; two numbers do not', () => {
  expect(differ('serial_ncic', 'ABC123', 'A?C123')).toBe(false);
  expect(differ('serial_ncic', 'ABC123', 'A?C124')).toBe(true);
  expect(differ('serial_ncic', 'ABC123', 'ABC124')).toBe(true);
  const without = (reason: string) => ({ serial_raw: 'X', no_serial_reason: reason });
  expect(factsThatDiffer([without('UNKNOWN'), without('PMF')])).toEqual([]);
  expect(factsThatDiffer([without('REMOVED'), { serial_ncic: '?8?4' }])).toEqual([]);
  expect(factsThatDiffer([without('REMOVED'), { serial_ncic: 'ABC123' }])).toEqual(['serial']);
});
