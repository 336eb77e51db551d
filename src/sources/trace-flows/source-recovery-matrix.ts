import type { RowContext, SheetLayout, SheetOutcome, TypedRow } from '../feed.ts';
import type { RawRow } from '../reading/raw-row.ts';
import { findMatrix, type Matrix } from './find-matrix.ts';
import { orientMatrix } from './orient-matrix.ts';
import { readYear } from './read-year.ts';

/**
 * ATF's yearly matrix of source state × recovery state: one record per row of the sheet, one `trace_flow` per cell.
 *
 * Source: ATF, "Source and Recovery States", one workbook a calendar year. Some years put the source in the rows, some
 * in the columns, so which is which is read from the sheet (`orientMatrix`). A blank cell is no statement and gives no
 * row; a printed zero is a zero.
 */
export const sourceRecoveryMatrix: SheetLayout = {
  shape: 'sheet',
  name: 'source-recovery-matrix',
  title: 'ATF firearms trace data: source state by recovery state',
  recognise: (rows) => findMatrix(rows) !== null,
  parseSheet,
};

function parseSheet(rows: readonly RawRow[], context: RowContext): SheetOutcome {
  const matrix = findMatrix(rows);
  if (!matrix) return { columns: [], headerLine: 0, rows: [], skipped: rows.filter(hasText).map((row) => skip(row)) };
  const orientation = orientMatrix(matrix);
  const year = readYear(rows, context.fileName);
  const columnSums = new Map<number, number>();
  const read = matrix.body.map((body): SheetOutcome['rows'][number] => {
    const { row } = body;
    const refused = (code: string, field: string, expected: string, got: string) => ({
      row,
      typed: [],
      reject: { code, field, expected, got: got.slice(0, 80) },
    });
    if (year === null) return refused('trace-flows.no-year', 'year', 'a year in the notes or the file name', 'none');
    if (orientation.kind === 'undetermined')
      return refused('trace-flows.orientation', 'source_state', orientation.expected, orientation.got);
    const { state: own } = body;
    if (own === null) return refused('trace-flows.state', 'state', 'a state, district or territory', body.label);
    const unknown = matrix.unknownColumns.find(({ at }) => !/^0?$/.test((row.cells[at] ?? '').trim()));
    if (unknown) return refused('trace-flows.state', unknown.label, 'a column of a state', unknown.label);
    const typed: TypedRow[] = [];
    let sum = 0;
    for (const { at, state, label } of matrix.columns) {
      const cell = (row.cells[at] ?? '').trim();
      if (cell === '') continue;
      const firearms = parseCount(cell);
      if (firearms === null) return refused('trace-flows.count', label, 'a whole number of firearms, 0 or more', cell);
      sum += firearms;
      const [source, recovery] = orientation.kind === 'rows-are-sources' ? [own, state] : [state, own];
      typed.push({
        table: 'trace_flow',
        ordinal: typed.length,
        values: { year, source_state: source, recovery_state: recovery, firearms },
      });
    }
    const total = matrix.totalAt === null ? null : parseCount((row.cells[matrix.totalAt] ?? '').trim());
    if (total !== null && total !== sum)
      return refused('trace-flows.row-total', 'TOTAL', `cells that add up to the printed ${total}`, String(sum));
    for (const { at } of matrix.columns)
      columnSums.set(at, (columnSums.get(at) ?? 0) + (parseCount((row.cells[at] ?? '').trim()) ?? 0));
    return { row, typed, key: `${year}/${own}` };
  });
  return {
    columns: matrix.headings,
    headerLine: matrix.header.line,
    rows: read,
    skipped: rows.filter((row) => isAside(row, matrix)).map((row) => skip(row, matrix, columnSums)),
  };
}

function isAside(row: RawRow, matrix: Matrix): boolean {
  return row !== matrix.header && hasText(row) && !matrix.body.some((body) => body.row === row);
}

function skip(row: RawRow, matrix?: Matrix, sums?: ReadonlyMap<number, number>): { line: number; why: string } {
  if (row !== matrix?.totals) return { line: row.line, why: 'title or note' };
  if (!sums || sums.size === 0) return { line: row.line, why: 'printed totals' };
  const apart = matrix.columns.filter(({ at }) => {
    const printed = parseCount((row.cells[at] ?? '').trim());
    return printed !== null && printed !== (sums.get(at) ?? 0);
  });
  if (apart.length === 0) return { line: row.line, why: 'printed totals, which agree with the rows read' };
  const named = apart.slice(0, 5).map(({ label }) => label);
  return { line: row.line, why: `printed totals, which differ from the rows read for ${named.join(', ')}` };
}

const hasText = (row: RawRow) => row.cells.some((cell) => cell.trim() !== '');

/** `1,234` or `1234.0` → 1234; null where it is no count. */
function parseCount(cell: string): number | null {
  return /^\d{1,3}(,\d{3})+(\.0+)?$|^\d{1,9}(\.0+)?$/.test(cell) ? Number(cell.replace(/,/g, '')) : null;
}
