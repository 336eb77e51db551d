import { parseLocalDate } from '../model/values/local-time.ts';
import type { DateOrder } from './guess-dates.ts';

/** Fields whose days follow on one another, in every layout that has them. Data: add what cannot be otherwise. */
const follows: readonly (readonly [earlier: string, later: readonly string[]])[] = [
  ['manufactured_on', ['shipped_on', 'sold_on', 'stolen_on', 'recovered_on', 'recovered_at', 'event_on']],
  ['shipped_on', ['sold_on']],
  ['sold_on', ['recovered_on']],
  ['recovered_on', ['requested_on', 'completed_on']],
  ['requested_on', ['completed_on']],
  ['stolen_on', ['reported_on']],
  ['occurred_from', ['occurred_to', 'reported', 'cleared_on', 'updated']],
  ['reported', ['cleared_on', 'updated']],
  ['happened', ['updated']],
  ['detected', ['published', 'received', 'dispatched', 'on_scene', 'cleared', 'closed']],
  ['received', ['dispatched', 'en_route', 'on_scene', 'cleared']],
  ['dispatched', ['en_route', 'on_scene', 'cleared']],
  ['on_scene', ['cleared', 'closed']],
  ['event_on', ['entered_at']],
  ['event_a_on', ['issued_on', 'confirmed_on', 'retracted_on']],
  ['event_b_on', ['issued_on', 'confirmed_on', 'retracted_on']],
  ['issued_on', ['confirmed_on', 'retracted_on']],
  ['inspection_assign_date', ['inspection_complete_date']],
];

/** Days that have nothing to do with one another lie in either order as often; those of another event nearly always in one. */
const mostRows = 0.8;
const rowsTelling = 5;
const rowsLooked = 200;
/** What is longer is no date. */
const cellCharactersMost = 40;

/** The day each of the first rows has in a column, where it has one. */
export type ColumnDays = () => readonly (string | null)[];

export function columnDays(rows: readonly (readonly string[])[], at: number, order: DateOrder): ColumnDays {
  let days: (string | null)[] | null = null;
  return () => (days ??= rows.slice(0, rowsLooked).map((cells) => dayOf(cells[at] ?? '', order)));
}

function dayOf(cell: string, order: DateOrder): string | null {
  if (cell.length > cellCharactersMost) return null;
  const text = cell.trim();
  if (/^1\d{12}$/.test(text)) return new Date(Number(text)).toISOString().slice(0, 10);
  const read = parseLocalDate(text, { order });
  return read?.precision === 'day' ? read.date.slice(0, 10) : null;
}

export interface Disorder {
  /** Places of two columns: what is taken for the earlier day lies after the later in most rows. */
  readonly earlier: number;
  readonly later: number;
}

/** Where days would contradict the order of what happened in most of the rows that have both. */
export function daysInDisorder(
  fields: readonly (string | null)[],
  columns: readonly { readonly days: ColumnDays }[],
): Disorder | null {
  for (const [first, others] of follows) {
    const earlier = fields.indexOf(first);
    if (earlier < 0) continue;
    for (const other of others) {
      const later = fields.indexOf(other);
      if (later >= 0 && mostlyAfter(columns[earlier]!.days(), columns[later]!.days())) return { earlier, later };
    }
  }
  return null;
}

function mostlyAfter(a: readonly (string | null)[], b: readonly (string | null)[]): boolean {
  let both = 0;
  let after = 0;
  a.forEach((day, row) => {
    const other = b[row];
    if (day === null || other === null || other === undefined) return;
    both++;
    if (day > other) after++;
  });
  return both >= rowsTelling && after > both * mostRows;
}
