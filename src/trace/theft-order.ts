/**
 * Whether a theft came before a recovery.
 *
 * **Source.** Reports of thefts, with the day of the theft and that of the report. **Input.** Values of a report, day of the recovery.
 * **Output.** `before`, `after`, or `undated` where a day that would tell is not recorded.
 * **Limits.** A report made after the recovery says nothing of what was known before it, whatever day of the theft it names: who passed a firearm on
 * may report it stolen once it is found. One made long after the theft and before the recovery counts. A theft on the day of the recovery came before it.
 */
type Values = Readonly<Record<string, unknown>>;
export type TheftOrder = 'before' | 'after' | 'undated';

const day = (values: Values, column: string): string | null => {
  const value = values[column];
  return typeof value === 'string' && value !== '' ? value.slice(0, 10) : null;
};

/** Day (`YYYY-MM-DD`) of a theft, else that of its report; null where neither is recorded. */
export const theftDay = (values: Values): string | null => day(values, 'stolen_on') ?? day(values, 'reported_on');

export function theftOrder(values: Values, recoveredOn: string | null): TheftOrder {
  const on = theftDay(values);
  if (on === null || recoveredOn === null) return 'undated';
  return on <= recoveredOn && (day(values, 'reported_on') ?? on) <= recoveredOn ? 'before' : 'after';
}
