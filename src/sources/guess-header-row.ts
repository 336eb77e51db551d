import type { Mapping } from './feed.ts';
import type { RawRow } from './reading/raw-row.ts';
import { headerRowsLooked, isFooter, isUnderline } from './reading/find-header.ts';
import { hasClock, isClock, isDate } from './guess-dates.ts';
import type { HeaderReader } from './guess-header.ts';
import { commonWidth, joinHeaderLines, placeColumns, uniqueColumns } from './header-columns.ts';

const followingLooked = 20;
const valuesCompared = 200;

/** The columns of a table as the reader will name them, and the rows under them. */
export interface FoundHeader {
  readonly columns: readonly string[];
  /** Columns have no names: the file begins with its rows. */
  readonly unnamed: boolean;
  /** What a mapping must say for the reader to find the same columns. */
  readonly place: Pick<Mapping, 'headerLine' | 'headerLines'>;
  /** What stands above: titles. */
  readonly above: readonly string[];
  readonly data: readonly RawRow[];
}

/**
 * The row that reads most like names of columns, with the one above it where the names stand in two lines, and the rows
 * under it. Where the best row is like the rows under it, the file has no header; null where it is no table either.
 */
export function findHeaderRow(rows: readonly RawRow[], reader: HeaderReader): FoundHeader | null {
  // Names made from the keys of JSON are names.
  if (rows[0]?.line === 0) return named(rows, 0, 1);
  let best: { at: number; score: number } | null = null;
  const width = commonWidth(rows);
  for (let at = 0; at < Math.min(rows.length, headerRowsLooked); at++) {
    // The names of columns stand above the first row of values, however much that reads like names.
    if (filledCells(rows[at]!) * 2 > width && saysData(rows, at)) break;
    const score = scoreHeader(rows, at, reader);
    if (score > (best?.score ?? 0)) best = { at, score };
  }
  if (!best || saysData(rows, best.at)) return unnamed(rows) ?? (best ? named(rows, best.at, 1) : null);
  if (isUpperLine(rows, best.at)) return named(rows, best.at + 1, 2);
  return named(rows, best.at, best.at > 0 && namesGroups(rows[best.at - 1]!, rows[best.at]!) ? 2 : 1);
}

const filledCells = ({ cells }: RawRow) => cells.filter((cell) => cell.trim() !== '').length;

function named(rows: readonly RawRow[], at: number, lines: 1 | 2): FoundHeader {
  const { cells } = rows[at]!;
  return {
    columns: uniqueColumns(lines === 2 ? joinHeaderLines(rows[at - 1]!.cells, cells) : cells),
    unnamed: false,
    place: lines === 2 ? { headerLines: 2 } : {},
    above: rows.slice(0, at + 1 - lines).flatMap((row) => row.cells.map(titleOf)),
    data: rowsOf(rows.slice(at + 1), cells.length),
  };
}

function unnamed(rows: readonly RawRow[]): FoundHeader | null {
  const width = commonWidth(rows);
  const first = rows.findIndex(({ cells }) => cells.length >= width);
  const data = rowsOf(rows.slice(first), width);
  if (width < 3 || data.length < 3) return null;
  const above = rows.slice(0, first).flatMap((row) => row.cells.map(titleOf));
  return { columns: placeColumns(rows[first]!.cells.length), unnamed: true, place: { headerLine: 0 }, above, data };
}

function rowsOf(rows: readonly RawRow[], columns: number): RawRow[] {
  return rows.filter(
    ({ cells }) => cells.some((cell) => cell.trim() !== '') && !isUnderline(cells) && !isFooter(cells, columns),
  );
}

function scoreHeader(rows: readonly RawRow[], at: number, reader: HeaderReader): number {
  const filled = rows[at]!.cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (filled.length < 2) return 0;
  const labels = filled.filter(isLabel).length;
  if (labels < filled.length * 0.7) return 0;
  const known = reader.read(filled).filter((words) => !words.mute).length;
  const distinct = new Set(filled).size / filled.length;
  const following = rows
    .slice(at + 1, at + 1 + followingLooked)
    .map(({ cells }) => cells.filter((cell) => cell.trim() !== '').length);
  const under = following.filter((count) => count > 0);
  const like = under.length === 0 ? 0.3 : under.filter((count) => count >= filled.length * 0.3).length / under.length;
  return (labels * 0.5 + known) * distinct * (0.3 + 0.7 * like) * (1 - at * 0.002);
}

function isLabel(cell: string): boolean {
  return (
    cell.length <= 60 && /[\p{L}#]/u.test(cell) && !hasClock(cell) && !isDate(cell, 'mdy', 2100) && !/\d{5}/.test(cell)
  );
}

const titleOf = (cell: string) => cell.slice(0, 200);

/** As much of a cell as its form shows in. */
const short = (cell: string) => cell.slice(0, 80).trim();

type Form = 'date' | 'clock' | 'number' | 'coded' | 'words';

function formOf(value: string): Form {
  if (isClock(value)) return 'clock';
  if (isDate(value, 'mdy', 2100)) return 'date';
  if (/^[-+$(]?[\d.,]+%?\)?$/.test(value)) return 'number';
  // An address is words as well.
  if (/\p{L}{2,}\P{L}+\p{L}{2,}/u.test(value)) return 'words';
  return (value.match(/\d/g)?.length ?? 0) >= 2 ? 'coded' : 'words';
}

/**
 * Whether a row is like those under it: its cells have the form of their columns, or are among their few values. A name
 * of a column is none of its values.
 */
function saysData(rows: readonly RawRow[], at: number): boolean {
  const under = rows.slice(at + 1, at + 1 + valuesCompared);
  let [data, names] = [0, 0];
  rows[at]!.cells.forEach((raw, column) => {
    const cell = short(raw);
    const values = under.map(({ cells }) => short(cells[column] ?? '')).filter((value) => value !== '');
    if (cell === '' || values.length < 3) return;
    const form = commonest(values.map(formOf));
    const distinct = new Set(values);
    if (form === null) return;
    if (form !== 'words') {
      if (formOf(cell) === form) data++;
      else names++;
    } else if (distinct.size <= Math.max(4, values.length * 0.3)) {
      if (distinct.has(cell)) data++;
      else names += 0.5;
    }
  });
  return data > names;
}

function commonest(forms: readonly Form[]): Form | null {
  const counts = new Map<Form, number>();
  for (const form of forms) counts.set(form, (counts.get(form) ?? 0) + 1);
  for (const [form, count] of counts) if (count >= forms.length * 0.8) return form;
  return null;
}

/** Whether a row names groups of the columns named under it: a title stands alone, in the first cell. */
function namesGroups(upper: RawRow, lower: RawRow): boolean {
  const filled = upper.cells.flatMap((cell, at) => (cell.trim() === '' ? [] : [{ cell: cell.trim(), at }]));
  if (filled.length === 0 || !filled.every(({ cell }) => isLabel(cell))) return false;
  if (filled.length === 1 && filled[0]!.at === 0) return false;
  const joined = joinHeaderLines(upper.cells, lower.cells);
  return joined.some((name, at) => name !== (lower.cells[at] ?? '').trim());
}

/** Whether the best row is the upper of two: it leaves blank what the next row names. */
function isUpperLine(rows: readonly RawRow[], at: number): boolean {
  const [upper, lower] = [rows[at]!, rows[at + 1]];
  if (!lower || !namesGroups(upper, lower) || saysData(rows, at + 1)) return false;
  const filled = lower.cells.filter((cell) => cell.trim() !== '');
  return (
    filled.length >= 2 &&
    filled.every(isLabel) &&
    lower.cells.some((cell, column) => cell.trim() !== '' && (upper.cells[column] ?? '').trim() === '')
  );
}
