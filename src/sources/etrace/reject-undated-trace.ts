import { type FieldValues, reject, type RowOutcome } from '../feed.ts';

interface RowDays {
  readonly requestedOn: string | null;
  readonly recoveredOn: string | null;
  readonly completedOn?: string | null;
  readonly soldOn?: string | null;
}

/**
 * The reject of a row whose request or recovery date is written but is no date, where no other day of the row can be
 * read either: such a row would vanish from every count by year. With one readable day it is kept, with a warning.
 */
export function rejectUndatedTrace(
  row: FieldValues<'requested_on' | 'recovered_on'>,
  days: RowDays,
  warnings: readonly string[],
): RowOutcome | null {
  if (days.requestedOn ?? days.recoveredOn ?? days.completedOn ?? days.soldOn) return null;
  if (!warnings.includes('date.impossible')) return null;
  const field = row.has('requested_on') ? 'requested_on' : 'recovered_on';
  if (!row.has(field)) return null;
  return reject('date.impossible', field, 'a day of the calendar, in this or another date of the row', row.text(field));
}
