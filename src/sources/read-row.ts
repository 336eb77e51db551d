import { countDateOrder } from './date-orders.ts';
import type { RecordBuilder, TypedRow } from './feed.ts';
import type { ReadReject, ReadRow } from './feed-batch.ts';
import { findUnstorable } from './find-unstorable.ts';
import { unguardCell } from './guard-cell.ts';
import { isClosingText } from './line-kinds.ts';
import { beginsAsFormula, formulaCell, refuseTooLong } from './odd-cells.ts';
import type { OddCell } from './find-odd-date.ts';
import type { OpenSection } from './open-section.ts';
import type { RawRow, TableReader } from './reading/raw-row.ts';

/** What becomes of a line under a header. `short`: rejected for want of cells, as the last row of a file cut off would be. */
export type RowOutcome =
  | { readonly row: ReadRow; readonly formula: OddCell | null }
  | { readonly reject: ReadReject; readonly short?: boolean }
  | { readonly skipped: string };

/** Gathers the typed rows of one row of a file after another. */
export class TypedRows implements RecordBuilder {
  rows: TypedRow[] = [];

  add(table: TypedRow['table'], values: object): number {
    const ordinal = this.rows.length;
    this.rows.push({ table, ordinal, values: values as Record<string, unknown> });
    return ordinal;
  }

  take(): TypedRow[] {
    const rows = this.rows;
    this.rows = [];
    return rows;
  }
}

/** Formats whose rows leave out the empty cells at their end. */
const shortRows: ReadonlySet<TableReader['format']> = new Set(['xlsx', 'ndjson', 'json']);

/** Reads a row of a section into what is kept of it, or the reason it is not. */
export function readRow(
  { line, cells: given }: RawRow,
  open: OpenSection,
  { format, typed: builder }: { format: TableReader['format']; typed: TypedRows },
): RowOutcome {
  const { about, layout, fields, contentOrder, reading, subjects, context, mended, dates } = open;
  const columns = about.columns.length;
  let cells = mended ? given.map(unguardCell) : given;
  const miscounted = (code: string) => ({
    line,
    cells,
    code,
    field: null,
    expected: `${columns} cells, as in the header`,
    got: `${cells.length} cells`,
  });
  if (cells.length > columns) {
    if (cells.slice(columns).some((cell) => cell.trim() !== '')) return { reject: miscounted('row.too-many-cells') };
    cells = cells.slice(0, columns);
  } else if (cells.length < columns && !shortRows.has(format)) {
    if (!mended && isClosingText(cells, columns)) return { skipped: 'below the table' };
    // A rejects file keeps short rows short: its last one may be one of them.
    return { reject: miscounted('row.too-few-cells'), short: !layout.endMayBeCut && !mended };
  }
  for (const column of dates) {
    const cell = cells[column.at];
    if (cell) countDateOrder(column.dates, cell, line, context.dateOrder);
  }
  fields.cells = cells;
  const outcome = layout.parseRow(fields, builder, context);
  const typed = builder.take();
  if ('reject' in outcome) return { reject: { line, cells, ...outcome.reject } };
  const said: string[] = [];
  let formula: OddCell | null = null;
  for (const { at, start, checked } of contentOrder) {
    const cell = cells[at];
    if (!cell) continue;
    said.push(start, cell, '\x1e');
    if (checked === null) continue;
    const tooLong = refuseTooLong(cell, checked);
    if (tooLong) return { reject: { line, cells, ...tooLong } };
    if (formula === null && beginsAsFormula(cell)) formula = formulaCell(cell, checked, typed);
  }
  const { subject, stateOn = null } = outcome;
  const key = outcome.key !== null && subject ? subjects.keyOf(outcome.key, subject, line) : outcome.key;
  const refused = findUnstorable(key, typed);
  if (refused) return { reject: { line, cells, ...refused } };
  return { row: { line, cells, key, content: said.join(''), reading, stateOn, typed }, formula };
}
