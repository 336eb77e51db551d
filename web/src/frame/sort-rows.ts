import type { Column } from './column.ts';

/** Rows in the order of a column. Texts are compared once for each that is different: comparing is what takes long. */
export function sortRows<Row>(
  rows: readonly Row[],
  column: Column<Row> | undefined,
  descending: boolean,
  collator: Intl.Collator,
): readonly Row[] {
  if (column === undefined) return rows;
  const keyed = rows.map((row) => ({ row, key: (column.sort ?? column.text)(row) }));
  const texts = [...new Set(keyed.map(({ key }) => key).filter((key) => typeof key === 'string'))];
  const rank = new Map(texts.toSorted(collator.compare).map((text, at) => [text, at]));
  const number = (key: number | string) => (typeof key === 'number' ? key : rank.get(key)!);
  keyed.sort((a, b) => number(a.key) - number(b.key));
  if (descending) keyed.reverse();
  return keyed.map((each) => each.row);
}
