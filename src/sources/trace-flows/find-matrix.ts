import type { RawRow } from '../reading/raw-row.ts';
import { stateCode } from '../state-code.ts';

/** A table of states against states, as it lies in a sheet. */
export interface Matrix {
  readonly header: RawRow;
  /** Cells of the header, blank ones named by their place. */
  readonly headings: string[];
  readonly columns: readonly { at: number; state: string; label: string }[];
  /** Columns among them whose name is no state known here. */
  readonly unknownColumns: readonly { at: number; label: string }[];
  /** Column of the printed row totals. */
  readonly totalAt: number | null;
  /** `state` is null where numbers stand beside a name that is no state known here. */
  readonly body: readonly { row: RawRow; state: string | null; label: string }[];
  /** The row of printed column totals. */
  readonly totals: RawRow | null;
  /** Texts that can title the columns: above the header. */
  readonly titlesOfColumns: readonly string[];
  /** Texts that can title the rows: left of the first state, in the header or beside the rows. */
  readonly titlesOfRows: readonly string[];
}

const statesMin = 3;
const totalLabel = /^(grand\s+)?totals?$/i;

/** Finds the matrix in a sheet by its state names alone, or null. */
export function findMatrix(rows: readonly RawRow[]): Matrix | null {
  const headerIndex = rows.findIndex((row) => stateColumns(row).length >= statesMin);
  if (headerIndex < 0) return null;
  const header = rows[headerIndex]!;
  const columns = stateColumns(header);
  const first = columns[0]!.at;
  const labelled = rows.slice(headerIndex + 1).map((row) => ({ row, label: labelOf(row, first) }));
  const body = labelled.flatMap(({ row, label }) => {
    const state = stateCode(label);
    const counted = !totalLabel.test(label) && columns.some(({ at }) => /\d/.test(row.cells[at] ?? ''));
    return state || counted ? [{ row, state, label }] : [];
  });
  const states = body.flatMap(({ state }) => state ?? []);
  if (states.length < statesMin || new Set(states).size !== states.length) return null;
  if (new Set(columns.map(({ state }) => state)).size !== columns.length) return null;
  const totalAt = header.cells.findIndex((cell, at) => at > first && totalLabel.test(cell.trim()));
  return {
    header,
    headings: header.cells.map((cell, at) => cell.trim() || `column ${at + 1}`),
    columns,
    unknownColumns: header.cells.flatMap((cell, at) => {
      const label = cell.trim();
      return at > first && label !== '' && !totalLabel.test(label) && stateCode(label) === null ? [{ at, label }] : [];
    }),
    totalAt: totalAt < 0 ? null : totalAt,
    body,
    totals: labelled.find(({ label }) => totalLabel.test(label))?.row ?? null,
    titlesOfColumns: rows.slice(0, headerIndex).flatMap((row) => row.cells.filter((cell) => cell.trim() !== '')),
    titlesOfRows: [header, ...body.map(({ row }) => row)].flatMap((row) =>
      row.cells.slice(0, first).filter((cell) => cell.trim() !== '' && stateCode(cell) === null),
    ),
  };
}

function stateColumns(row: RawRow): { at: number; state: string; label: string }[] {
  return row.cells.flatMap((cell, at) => {
    // A label stands left of the numbers, so the first column never holds a state of the header.
    const state = at === 0 ? null : stateCode(cell);
    return state ? [{ at, state, label: cell.trim() }] : [];
  });
}

/** The filled cell nearest to the numbers. */
function labelOf(row: RawRow, first: number): string {
  for (let at = first - 1; at >= 0; at--) {
    const text = row.cells[at]?.trim();
    if (text) return text;
  }
  return '';
}
