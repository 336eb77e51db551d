import { isBusinessDay, type StateCalendar } from '../model/values/business-days.ts';
import { addDays } from '../model/values/calendar-arithmetic.ts';
import { localDay } from '../model/values/local-time.ts';

/** Business days that began after the day of one moment, up to the day of another; counted no further than to `most`. */
export function businessDaysElapsed(
  from: string,
  to: string,
  { timeZone, calendar, most }: { readonly timeZone: string; readonly calendar: StateCalendar; readonly most: number },
): number {
  const last = localDay(to, timeZone);
  let count = 0;
  for (let day = addDays(localDay(from, timeZone), 1); day <= last && count < most; day = addDays(day, 1))
    if (isBusinessDay(day, calendar)) count++;
  return count;
}
