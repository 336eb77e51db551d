import type { StateHolidays } from '../tracing-settings.ts';
import { addDays, weekdayOf } from './calendar-arithmetic.ts';
import { daysBetween } from './days-between.ts';

/**
 * Business days of a state: days on which its offices are open.
 *
 * **Source.** 27 CFR 478.11 (business day) and 478.126a (five consecutive business days); 5 U.S.C. 6103 and Executive Order
 * 11582 for the federal holidays, Juneteenth since 2021 (Public Law 117-17). **Input.** Days as `YYYY-MM-DD`, and what a
 * state keeps beside the federal days or does not keep. **Output.** Days, counts, holidays by name. **Limits.** A holiday on
 * a Saturday is kept on the Friday before, one on a Sunday on the Monday after, as the federal government does: a state may
 * do otherwise. Days a governor adds are known only where they are set.
 */
export type StateCalendar = StateHolidays | null;

/** Days in which two sales make a multiple sale. */
export const windowBusinessDays = 5;

const [sunday, monday, thursday, friday, saturday] = [0, 1, 4, 5, 6];

/** Federal holidays of a year by the day they are kept on; one of the first of January may be kept on the last day before. */
function federalHolidays(year: number): Map<string, string> {
  const on = (month: number, day: number) =>
    `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const nth = (month: number, weekday: number, n: number) => {
    const first = on(month, 1);
    return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + 7 * (n - 1));
  };
  const lastMondayOfMay = (() => {
    const last = on(5, 31);
    return addDays(last, -((weekdayOf(last) - monday + 7) % 7));
  })();
  return new Map([
    [kept(on(1, 1)), 'New Year’s Day'],
    [nth(1, monday, 3), 'Martin Luther King Jr. Day'],
    [nth(2, monday, 3), 'Washington’s Birthday'],
    [lastMondayOfMay, 'Memorial Day'],
    ...(year >= 2021 ? [[kept(on(6, 19)), 'Juneteenth'] as const] : []),
    [kept(on(7, 4)), 'Independence Day'],
    [nth(9, monday, 1), 'Labor Day'],
    [nth(10, monday, 2), 'Columbus Day'],
    [kept(on(11, 11)), 'Veterans Day'],
    [nth(11, thursday, 4), 'Thanksgiving Day'],
    [kept(on(12, 25)), 'Christmas Day'],
  ]);
}

/** The day on which a holiday of a fixed date is kept. */
function kept(day: string): string {
  const weekday = weekdayOf(day);
  return weekday === saturday ? addDays(day, -1) : weekday === sunday ? addDays(day, 1) : day;
}

const federal = new Map<number, Map<string, string>>();
function federalOf(year: number): Map<string, string> {
  let found = federal.get(year);
  if (found === undefined) federal.set(year, (found = federalHolidays(year)));
  return found;
}

/** The holiday kept on a day in a state; null where it is none. */
export function holidayOn(day: string, calendar: StateCalendar): string | null {
  const year = Number(day.slice(0, 4));
  const name = federalOf(year).get(day) ?? federalOf(year + 1).get(day);
  if (name !== undefined && !calendar?.not.includes(name)) return name;
  if (calendar?.also.some((also) => [year, year + 1].some((each) => kept(`${each}-${also}`) === day)))
    return 'state holiday';
  if (calendar?.days?.includes(day)) return 'state holiday';
  if (
    calendar?.dayAfterThanksgiving &&
    weekdayOf(day) === friday &&
    federalOf(year).get(addDays(day, -1)) === 'Thanksgiving Day'
  )
    return 'day after Thanksgiving';
  return null;
}

export function isBusinessDay(day: string, calendar: StateCalendar): boolean {
  const weekday = weekdayOf(day);
  return weekday !== saturday && weekday !== sunday && holidayOn(day, calendar) === null;
}

/** Business days from one day to another, both counted. */
export function businessDaysFrom(from: string, to: string, calendar: StateCalendar): number {
  let count = 0;
  for (let at = 0; at <= daysBetween(from, to); at++) if (isBusinessDay(addDays(from, at), calendar)) count++;
  return count;
}

/** Whether two days lie within five consecutive business days; days on which offices are shut between or beside them do not count. */
export function withinWindow(from: string, to: string, calendar: StateCalendar): boolean {
  // Two weeks hold at least five business days with every holiday there is.
  if (daysBetween(from, to) > 14) return false;
  return businessDaysFrom(from, to, calendar) <= windowBusinessDays;
}

/** Longest runs of sales within five consecutive business days of their first, by day: none lies in another, and a sale may be in two. */
export function salesTogether<Sale extends { readonly soldOn: string }>(
  sales: readonly Sale[],
  calendarOf: (first: Sale) => StateCalendar,
): Sale[][] {
  const inOrder = sales.toSorted((a, b) => (a.soldOn < b.soldOn ? -1 : a.soldOn > b.soldOn ? 1 : 0));
  const found: Sale[][] = [];
  let reached = -1;
  for (let first = 0; first < inOrder.length; first++) {
    const calendar = calendarOf(inOrder[first]!);
    let last = first;
    while (last + 1 < inOrder.length && withinWindow(inOrder[first]!.soldOn, inOrder[last + 1]!.soldOn, calendar))
      last++;
    if (last === first || last <= reached) continue;
    reached = last;
    found.push(inOrder.slice(first, last + 1));
  }
  return found;
}
