import { Failure } from '../model/errors.ts';
import type { RowContext, ValueKind } from './feed.ts';
import type { FileWarning } from './file-warning.ts';

type DateOrder = RowContext['dateOrder'];

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
export function countDateOrder(dates: ColumnDates, cell: string, line: number, order: DateOrder): void {
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

/** Dates against the order a mapping names, and none for it, that are taken for a file of the other order. */
const saidAgainst = 20;

/** What the dates of a file tell of their order, column by column. */
export class DateOrders {
  /** By column and the order it is read in; stacked tables of the same columns are one. */
  private readonly columns = new Map<string, { order: DateOrder; said: boolean; dates: ColumnDates }>();

  /** Fails where a column can only be in the other order; warns where it holds both. */
  check(): FileWarning[] {
    const warnings: FileWarning[] = [];
    for (const { order, said, dates } of this.columns.values()) {
      if (dates.line === null) continue;
      const { column, dayFirst, monthFirst, line } = dates;
      const [fitting, other, name, others, otherOrder] =
        order === 'dmy' ? [dayFirst, monthFirst, 'day', 'month', 'mdy'] : [monthFirst, dayFirst, 'month', 'day', 'dmy'];
      const got = `${other} ${other === 1 ? 'value' : 'values'} that can only be ${others} first (the first on line ${line})`;
      // Who says which order it is may have a few slips in a file; not a file full of them.
      if (fitting === 0 && (!said || other >= saidAgainst)) {
        throw new Failure(
          'feed.date-order',
          `Expected dates written ${name} first in column ${column}; got ${got} and none that can only be ${name} first. Nothing was imported. Give a mapping with "dateOrder": "${otherOrder}" (flashlight import --guess proposes it; import takes it with --mapping)${
            said ? '.' : `, or, if they are slips in a file that is ${name} first, with "dateOrder": "${order}".`
          }`,
          { detail: { column, line, dateOrder: order, dayFirst, monthFirst } },
        );
      }
      warnings.push({
        code: 'date.order-mixed',
        column,
        message: `Column ${column} is read ${name} first, and holds ${got}: those are not read. Days up to the 12th may be wrong as well, in rows written ${others} first.`,
      });
    }
    return warnings;
  }

  /** The counts of a column that is read in an order. */
  datesOf(column: string, order: DateOrder, said: boolean): ColumnDates {
    const known = this.columns.get(`${order} ${column}`);
    if (known) return known.dates;
    const dates: ColumnDates = { column, dayFirst: 0, monthFirst: 0, line: null };
    this.columns.set(`${order} ${column}`, { order, said, dates });
    return dates;
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
