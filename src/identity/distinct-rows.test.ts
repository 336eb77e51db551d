import { expect, test } from 'vitest';
import { countedByRows, distinctRows } from './distinct-rows.ts';
import { FieldEncoder, type EncodedTable } from './encoded-table.ts';

function encode(rows: readonly (readonly string[])[]): EncodedTable {
  const encoders = (['given-name', 'family-name', 'date'] as const).map(
    (type) => new FieldEncoder({ name: type, type }),
  );
  for (const row of rows) encoders.forEach((encoder, at) => encoder.add(row[at]!));
  const fields = encoders.map((encoder) => encoder.encode());
  return { records: rows.length, fields, sourceOf: new Uint8Array(rows.length), linkOnly: false };
}

const said = ({ records, fields }: EncodedTable) =>
  Array.from({ length: records }, (_, row) => fields.map(({ values, valueOf }) => values.text(valueOf[row]!)).join());
const people = Array.from({ length: 500 }, (_, at) => [
  ['Ann', 'Bea', 'Cyd', ''][at % 4]!,
  `Smith${String.fromCharCode(65 + (at % 23))}${String.fromCharCode(65 + (at % 19))}`,
  `19${10 + (at % 80)}-0${1 + (at % 9)}-11`,
]);

test('rows stand in one order whatever the order of the records, and however often each stands', () => {
  const rows = said(distinctRows(encode(people)).table);
  expect(new Set(rows).size).toBe(rows.length);
  const thrice = [...people, ...people.toReversed(), ...people];
  expect(said(distinctRows(encode(people.toReversed())).table)).toEqual(rows);
  const { table, rowOf, firstOf } = distinctRows(encode(thrice));
  expect(said(table)).toEqual(rows);
  thrice.forEach((_, record) => expect(said(encode(thrice.slice(record, record + 1)))[0]).toBe(rows[rowOf[record]!]));
  firstOf.forEach((record, row) => expect(rowOf.indexOf(row)).toBe(record));
});

test('a value is counted by the rows that bear it, not by the records', () => {
  const often = [...people, ...Array.from({ length: 10_000 }, () => ['Zoe', 'Placeholder', '1970-05-05'])];
  const { fields } = countedByRows(encode(often));
  const { values, counts, filled } = fields[0]!;
  const zoe = Array.from({ length: values.size }, (_, value) => values.text(value)).indexOf('ZOE');
  expect(counts[zoe]).toBe(1);
  expect(filled).toBe(countedByRows(encode(people)).fields[0]!.filled + 1);
});
