import { expect, test } from 'vitest';
import { acrossSides } from './across-sides.ts';
import { FieldEncoder, type EncodedTable } from './encoded-table.ts';
import { openComparisons } from './open-comparisons.ts';

const rows = [
  ['20020218', '10', 'M'],
  ['20020218', '', 'M'],
  ['19880729', '20', 'M'],
  ['19880703', '20', ''],
  ['19880307', '10', 'F'],
];
const encoders = [
  new FieldEncoder({ name: 'born_on', type: 'date' }),
  new FieldEncoder({ name: 'number', type: 'category' }),
  new FieldEncoder({ name: 'sex', type: 'category' }),
];
for (const cells of rows) encoders.forEach((encoder, field) => encoder.add(cells[field]!));
const table: EncodedTable = {
  records: rows.length,
  fields: encoders.map((encoder) => encoder.encode()),
  sourceOf: new Uint8Array(rows.length),
  linkOnly: false,
};
const comparison = openComparisons(table);
/** All levels but the last speak for it, the last speaks against by two bits. */
const model = {
  m: comparison.fields.map(({ levels }) =>
    Float64Array.from(levels, (_, at) => (at === levels.length - 1 ? 0.1 : 0.4)),
  ),
  u: comparison.fields.map(({ levels }) =>
    Float64Array.from(levels, (_, at) => (at === levels.length - 1 ? 0.4 : 0.1)),
  ),
};
const across = (a: readonly (readonly [number, number])[], b: readonly (readonly [number, number])[]) => {
  const said = (of: typeof a) => of.map(([record, times]) => ({ record, rows: times }));
  return acrossSides(table, comparison, model, { a: said(a), b: said(b) });
};

test('values are counted by rows, and a field of which the sides share nothing speaks against', () => {
  const [born, number, sex] = across(
    [
      [0, 50],
      [1, 7],
    ],
    [[2, 21]],
  );
  expect(born).toMatchObject({
    field: 'born_on',
    a: [{ value: '20020218', rows: 57 }],
    b: [{ value: '19880729', rows: 21 }],
    against: true,
  });
  expect(number).toMatchObject({ a: [{ value: '10', rows: 50 }], b: [{ value: '20', rows: 21 }], against: true });
  expect(sex).toMatchObject({ against: false, nearest: 'the same' });
});

test('one value that both sides say, or one nearly alike, speaks against nothing; nor does silence', () => {
  expect(
    across(
      [[0, 1]],
      [
        [2, 21],
        [1, 1],
      ],
    )[0],
  ).toMatchObject({ against: false });
  // Day and month exchanged.
  expect(across([[3, 1]], [[4, 1]])[0]).toMatchObject({
    against: false,
    nearest: 'one figure apart, two figures or day and month exchanged',
  });
  expect(across([[1, 3]], [[3, 2]])[2]).toMatchObject({ b: [], nearest: null, against: false });
});
