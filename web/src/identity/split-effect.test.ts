import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitEffect } from './split-effect.ts';

const rows = ['1-0', '2-0', '3-0', '4-0'].map((row, index) => ({ row, rows: index + 1 }));
const ties = [
  { a: '1-0', b: '2-0', bits: 12, key: 'same licence', judged: null },
  { a: '1-0', b: '3-0', bits: 4, key: null, judged: null },
  { a: '3-0', b: '4-0', bits: 9, key: null, judged: 'same' },
  { a: '2-0', b: '4-0', bits: null, key: 'same licence', judged: null },
];

test('what lies across is cut, what lies within either side is not', () => {
  expect(splitEffect({ rows, ties }, new Set(['3-0', '4-0']))).toEqual({
    rowsOut: 7,
    rowsStay: 3,
    keys: ['same licence'],
    modelTies: 1,
    judgedSame: 0,
  });
  expect(splitEffect({ rows, ties }, new Set(['4-0'])).judgedSame).toBe(1);
});

test('nothing taken out cuts nothing', () => {
  expect(splitEffect({ rows, ties }, new Set())).toMatchObject({ rowsOut: 0, rowsStay: 10, keys: [], modelTies: 0 });
});

test('which side is called out makes no difference to what is cut', () => {
  fc.assert(
    fc.property(fc.subarray(rows.map((each) => each.row)), (out) => {
      const stay = rows.map((each) => each.row).filter((row) => !out.includes(row));
      const there = splitEffect({ rows, ties }, new Set(out));
      const back = splitEffect({ rows, ties }, new Set(stay));
      expect(there).toEqual({ ...back, rowsOut: back.rowsStay, rowsStay: back.rowsOut });
    }),
  );
});
