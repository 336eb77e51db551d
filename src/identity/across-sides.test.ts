import { expect, test } from 'vitest';
import { acrossSides } from './across-sides.ts';
import { FieldEncoder, type EncodedTable } from './encoded-table.ts';
import { openComparisons } from './open-comparisons.ts';

const rows = [
  ['20020218', '10', 'M', 'BRANDON', 'RANDOLPH'],
  ['20020218', '', 'M', 'BRANDY', 'RANDOLPH'],
  ['19880729', '20', 'M', 'RANDOLPH', 'BRANDON'],
  ['19880703', '20', '', 'CASIMIR', 'MALINOWSKI'],
  ['19880307', '10', 'F', '', ''],
];
const encoders = [
  new FieldEncoder({ name: 'born_on', type: 'date' }),
  new FieldEncoder({ name: 'number', type: 'category' }),
  new FieldEncoder({ name: 'sex', type: 'category' }),
  new FieldEncoder({ name: 'given_name', type: 'given-name' }),
  new FieldEncoder({ name: 'family_name', type: 'family-name' }),
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

test('names that one row of a side exchanges speak against nothing, whatever its other rows are called', () => {
  const one = [
    [0, 1],
    [1, 9],
  ] as const;
  const against = (of: ReturnType<typeof across>) => of.slice(3).map((each) => each.against);
  expect(against(across(one, [[2, 1]]))).toEqual([false, false]);
  expect(against(across([[2, 1]], one))).toEqual([false, false]);
  expect(against(across(one, [[3, 1]]))).toEqual([true, true]);
  expect(against(across(one, [[4, 1]]))).toEqual([false, false]);
});

test('the answer does not hang on the order in which rows came', () => {
  const all = [0, 1, 2, 3, 4].map((record) => [record, 1] as const);
  const [left, right] = [all.slice(0, 2), all.slice(2)];
  expect(across(left.toReversed(), right.toReversed())).toEqual(across(left, right));
});
