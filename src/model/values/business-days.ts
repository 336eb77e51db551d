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

const [sunday, monday, thursday, saturday] = [0, 1, 4, 6];

interface Holiday {
  readonly on: string;
  readonly name: string;
}

/** Federal holidays of a year by their dates, whatever weekday these are. */
function federalHolidays(year: number): Holiday[] {
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
  return [
    { on: on(1, 1), name: 'New Year’s Day' },
    { on: nth(1, monday, 3), name: 'Martin Luther King Jr. Day' },
    { on: nth(2, monday, 3), name: 'Washington’s Birthday' },
    { on: lastMondayOfMay, name: 'Memorial Day' },
    ...(year >= 2021 ? [{ on: on(6, 19), name: 'Juneteenth' }] : []),
    { on: on(7, 4), name: 'Independence Day' },
    { on: nth(9, monday, 1), name: 'Labor Day' },
    { on: nth(10, monday, 2), name: 'Columbus Day' },
    { on: on(11, 11), name: 'Veterans Day' },
    { on: nth(11, thursday, 4), name: 'Thanksgiving Day' },
    { on: on(12, 25), name: 'Christmas Day' },
  ];
}

/** What a state keeps in a year beside the federal days. */
function stateHolidaysOf(year: number, calendar: StateHolidays, federal: readonly Holiday[]): Holiday[] {
  const { also, dayAfterThanksgiving, goodFriday, election } = calendar;
  const thanksgiving = federal.find(({ name }) => name === 'Thanksgiving Day')!.on;
  const november = `${year}-11-01`;
  // The Tuesday after the first Monday.
  const electionDay = addDays(november, ((monday - weekdayOf(november) + 7) % 7) + 1);
  const hasElection =
    election !== undefined && year >= election.since && (election.years === 'every' || year % 2 === 0);
  return [
    ...also.map((day) => ({ on: `${year}-${day}`, name: 'state holiday' })),
    ...(goodFriday ? [{ on: addDays(easterOf(year), -2), name: 'Good Friday' }] : []),
    ...(dayAfterThanksgiving ? [{ on: addDays(thanksgiving, 1), name: 'day after Thanksgiving' }] : []),
    ...(hasElection ? [{ on: electionDay, name: 'Election Day' }] : []),
  ];
}

/**
 * Easter Sunday of a year of the Gregorian calendar.
 *
 * **Source.** The way of an unnamed correspondent of Nature, 20 April 1876, as in Meeus, Astronomical Algorithms (1991), chapter 8.
 */
function easterOf(year: number): string {
  const whole = (a: number, b: number) => Math.floor(a / b);
  const [ofMoon, century, ofCentury] = [year % 19, whole(year, 100), year % 100];
  const proemptosis = whole(century - whole(century + 8, 25) + 1, 3);
  const epact = (19 * ofMoon + century - whole(century, 4) - proemptosis + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * whole(ofCentury, 4) - epact - (ofCentury % 4)) % 7;
  const late = whole(ofMoon + 11 * epact + 22 * weekday, 451);
  return addDays(`${year}-03-22`, epact + weekday - 7 * late);
}

const isWeekend = (day: string): boolean => [saturday, sunday].includes(weekdayOf(day));

/** The day on which a holiday is kept; null where a state lets it go with the weekend. */
function kept(day: string, weekend: StateHolidays['weekend'] = 'both'): string | null {
  const weekday = weekdayOf(day);
  if (weekday === saturday) return weekend === 'both' ? addDays(day, -1) : null;
  if (weekday === sunday) return weekend === 'lost' ? null : addDays(day, 1);
  return day;
}

/**
 * Holidays of a year by the day they are kept on; one of the first of January may be kept on the last day before. Of two that would be kept on one
 * day the second goes on to the next free one, or back to the one before where the first came back from the Saturday onto its own day: with
 * 24, 25 and 26 December three days are kept, whatever weekday the first of them is.
 */
function keptIn(year: number, calendar: StateCalendar): Map<string, string> {
  const federal = federalHolidays(year);
  const days = [
    ...federal.filter(({ name }) => !calendar?.not.includes(name)),
    ...(calendar === null ? [] : stateHolidaysOf(year, calendar, federal)),
  ];
  const taken = new Map<string, { readonly name: string; readonly moved: number }>();
  for (const { on, name } of days) {
    let day = kept(on, calendar?.weekend);
    if (day === null) continue;
    const step = day === on && (taken.get(day)?.moved ?? 0) < 0 ? -1 : 1;
    while (taken.has(day) || isWeekend(day)) day = addDays(day, step);
    taken.set(day, { name, moved: daysBetween(on, day) });
  }
  return new Map([...taken].map(([day, { name }]) => [day, name]));
}

const federalCalendar = {};
const years = new WeakMap<object, Map<number, Map<string, string>>>();
function holidaysOf(year: number, calendar: StateCalendar): Map<string, string> {
  const key = calendar ?? federalCalendar;
  let of = years.get(key);
  if (of === undefined) years.set(key, (of = new Map()));
  let found = of.get(year);
  if (found === undefined) of.set(year, (found = keptIn(year, calendar)));
  return found;
}

/** The holiday kept on a day in a state; null where it is none. */
export function holidayOn(day: string, calendar: StateCalendar): string | null {
  const year = Number(day.slice(0, 4));
  return (
    holidaysOf(year, calendar).get(day) ??
    holidaysOf(year + 1, calendar).get(day) ??
    (calendar?.days?.includes(day) ? 'state holiday' : null)
  );
}

/** Kept by every state: a window over one of these hangs on no list. */
const everywhere: ReadonlySet<string> = new Set([
  'New Year’s Day',
  'Martin Luther King Jr. Day',
  'Memorial Day',
  'Independence Day',
  'Labor Day',
  'Thanksgiving Day',
  'Christmas Day',
]);

/**
 * Holidays by which alone two days lie within five business days, where the list of the state was not read off its law: on these days its offices
 * may have been open, and then it is no window. Empty where it is one without them.
 */
export function unsureHolidays(from: string, to: string, calendar: StateCalendar): string[] {
  if (calendar?.law !== undefined) return [];
  const days = Array.from({ length: daysBetween(from, to) + 1 }, (_, at) => addDays(from, at)).filter(
    (day) => !isWeekend(day),
  );
  const isSure = (day: string) => everywhere.has(holidayOn(day, calendar) ?? '') || calendar?.days?.includes(day);
  if (days.filter((day) => !isSure(day)).length <= windowBusinessDays) return [];
  return days.filter((day) => holidayOn(day, calendar) !== null && !isSure(day));
}

export function isBusinessDay(day: string, calendar: StateCalendar): boolean {
  return !isWeekend(day) && holidayOn(day, calendar) === null;
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
