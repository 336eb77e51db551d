import type { RowReject, TypedRow } from './feed.ts';
import type { OddCell } from './find-odd-date.ts';

/** A column as the check of its cells knows it. */
export interface CellsChecked {
  readonly column: string;
  readonly field: string;
}

/**
 * Longest cell of a field that names something, in characters: the longest names and addresses known have some two hundred.
 * What is longer is a file gone wrong (a quote never closed), and would be shown whole wherever the thing is named.
 */
const cellCharactersMax = 1000;

/** Fields people write at length in; their cells are as long as a table's may be. */
const writtenAtLength =
  /^(?:remarks|narrative|details|violations|charge|qualifiers|urgent_justification|special_instructions)$/;

/** What a spreadsheet would run: a formula with letters, figures or brackets. A quote makes text of it (`="0123"`). */
const formula = /^\s*'*(?:[=＝][\p{L}\p{N}(+\-@]|[+@＋＠]\p{L})/u;

/** Null for a field people write at length in, or a column read as none: its cells are kept as they are. */
export function cellsChecked(column: string, field: string | undefined): CellsChecked | null {
  return field === undefined || writtenAtLength.test(field) ? null : { column, field };
}

/** Whether a cell begins as a formula; asked of every cell of a file. */
export function beginsAsFormula(cell: string): boolean {
  const first = cell.charCodeAt(0);
  // Letters and figures, which nearly all cells begin with, are neither signs nor blanks.
  return (first < 48 || (first > 57 && first < 65) || first > 0xff00) && formula.test(cell);
}

/** Why a row is refused for a cell that is too long, without what stands in it; null where the cell fits. */
export function refuseTooLong(cell: string, { column, field }: CellsChecked): RowReject | null {
  if (cell.length <= cellCharactersMax) return null;
  const { length } = cell.trim();
  if (length <= cellCharactersMax) return null;
  return {
    code: 'cell.too-long',
    field,
    expected: `at most ${cellCharactersMax} characters in the column ${column.slice(0, 80)}`,
    got: `${length} characters`,
  };
}

/** A cell that begins as a formula, and what it is kept as; of a field that may name a person its sign alone is quoted. */
export function formulaCell(cell: string, { column, field }: CellsChecked, typed: readonly TypedRow[]): OddCell {
  const clean = field.endsWith('serial_number')
    ? typed.find(({ table }) => table === 'firearm_observation')?.values['serial_clean']
    : undefined;
  const written = cell.trim();
  return {
    column,
    value: typeof clean === 'string' ? `${written.slice(0, 40)} → ${clean.slice(0, 40)}` : `${written[0]}…`,
  };
}
