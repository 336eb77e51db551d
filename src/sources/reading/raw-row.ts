/**
 * What every reader gives: rows of cells as text, in the order of the file, with the line each row starts on.
 * Nothing here knows a header, a feed or a field.
 */

/** One row as it stood in the file. Cells are text, exactly as written once quotes and encoding are undone. */
export interface RawRow {
  /** 1-based physical line where the row starts; for sheets the sheet's row number; 0 for a header made from JSON keys. */
  line: number;
  cells: string[];
}

/**
 * What can be wrong with one row before any feed has looked at it, in words for the person who reads the reject list.
 * The registry is data so that a page can list it.
 */
export const rawProblemCodes = {
  'csv.unclosed-quote': 'A quoted cell was opened on this line and never closed.',
  'csv.stray-quote': 'A quote stands inside a quoted cell without being doubled.',
  'csv.cell-too-long': 'A cell is longer than the limit.',
  'csv.row-too-long': 'The cells of the row together are longer than the limit.',
  'csv.too-many-cells': 'The row has more cells than the limit.',
  'text.mixed-encoding': 'Some bytes of this row are not in the encoding of the rest of the file.',
  'text.broken-utf16': 'The row holds half of a UTF-16 character.',
  'text.nul-removed': 'NUL characters were taken out of this row.',
  'json.not-object': 'A JSON value that is not an object stands where a row was expected.',
  'json.broken': 'The text is not valid JSON.',
  'json.too-long': 'A JSON object is longer than the limit.',
  'json.too-many-keys': 'A JSON object has more keys than the limit, or more new keys than columns remain.',
  'json.repeated-key': 'A key stands twice in one JSON object; the last value is used.',
  'json.new-key': 'A key appears that the first objects of the file did not have; a column was added for it.',
  'xlsx.error-value': 'A cell holds a spreadsheet error such as #N/A instead of a value; it was left empty.',
  'xlsx.cell-too-long': 'A cell is longer than the limit.',
  'xlsx.too-many-cells': 'The row has more cells than the limit.',
  'xlsx.broken-cell': 'A cell points to a text that the workbook does not hold, or has no readable place.',
} as const;

export type RawProblemCode = keyof typeof rawProblemCodes;

/**
 * Something wrong with one row. `row: 'lost'` means that the row is not among the rows, so that
 * rows + lost problems = rows of the file; `row: 'kept'` means that it is, and what was done to it is told here.
 * `expected` and `got` describe; they never quote a cell.
 */
export interface RawProblem {
  line: number;
  code: RawProblemCode;
  expected: string;
  /** At most 80 characters. */
  got: string;
  row: 'kept' | 'lost';
}

/** One batch of rows, in the order of the file. */
export interface RowEvent {
  rows: RawRow[];
  problems: RawProblem[];
  /** Name of the sheet the rows come from; absent for text. A batch never mixes sheets. */
  sheet?: string;
  /**
   * JSON only: columns that join the end of the header from this batch on, because a key appeared that the
   * first objects did not have. Columns never move; earlier rows are simply shorter.
   */
  addedColumns?: string[];
  /** Delimited text only: the file ended inside or right after the last row of this batch, without the end of a line. */
  unterminated?: true;
  /** Delimited text only: line of the quote that was still open when the file ended. */
  openQuoteLine?: number;
}

export type TextEncodingName = 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be';
export type TableFormat = 'csv' | 'tsv' | 'semicolon' | 'pipe' | 'xlsx' | 'ndjson' | 'json';

/** An opened table. `batches()` may be called once. */
export interface TableReader {
  encoding: TextEncodingName;
  format: TableFormat;
  batches(): AsyncIterable<RowEvent>;
}

/** Longest cell, in characters: 1 Mi. A narrative of a police report is a thousandth of it. */
export const cellCharactersMax = 1024 * 1024;
/** Most cells in a row; the widest public safety export known has a few hundred. */
export const rowCellsMax = 4096;
/** Longest row, in characters, so that 4,096 cells of 1 Mi cannot fill the memory. */
export const rowCharactersMax = 16 * 1024 * 1024;
