import type { ValueKind } from './feed.ts';

/** What the dates of one column tell of the order of day and month: values only one of the two orders allows. */
export interface ColumnDates {
  readonly column: string;
  dayFirst: number;
  monthFirst: number;
  /** Line of the first value that is not in the order the column is read in. */
  line: number | null;
}

const dateKinds: ReadonlySet<ValueKind> = new Set(['date', 'date-time', 'birth-date']);

export const isDateKind = (kind: ValueKind | undefined) => kind !== undefined && dateKinds.has(kind);

/**
 * Counts a cell whose figures allow one order alone: `31/12/2023` is day first, `12/31/2023` month first. Asked of every
 * date of a file, so it looks at single characters.
 */
export function countDateOrder(dates: ColumnDates, cell: string, line: number, order: 'mdy' | 'dmy' | 'ymd'): void {
  let at = 0;
  while (cell.charCodeAt(at) === space) at++;
  const first = figuresAt(cell, at);
  if (first < 0) return;
  at += figures;
  const sign = cell.charCodeAt(at);
  if (sign !== slash && sign !== hyphen && sign !== stop) return;
  const second = figuresAt(cell, at + 1);
  if (second < 0 || cell.charCodeAt(at + 1 + figures) !== sign || !isFigure(cell.charCodeAt(at + 2 + figures))) return;
  if (first > 12 && first <= 31 && second >= 1 && second <= 12) {
    dates.dayFirst++;
    if (order !== 'dmy') dates.line ??= line;
  } else if (second > 12 && second <= 31 && first >= 1 && first <= 12) {
    dates.monthFirst++;
    if (order === 'dmy') dates.line ??= line;
  }
}

const [space, hyphen, stop, slash, zero] = [32, 45, 46, 47, 48];
const isFigure = (code: number) => code >= zero && code <= zero + 9;

/** How many figures the number had that `figuresAt` read last. */
let figures = 0;

/** The number of one or two figures at a place; -1 where there is none. */
function figuresAt(text: string, at: number): number {
  const one = text.charCodeAt(at) - zero;
  if (!(one >= 0 && one <= 9)) return -1;
  const two = text.charCodeAt(at + 1) - zero;
  figures = two >= 0 && two <= 9 ? 2 : 1;
  return figures === 2 ? one * 10 + two : one;
}
