import { realDay } from './calendar-day.ts';

/**
 * A moment written in ISO 8601 with its zone, in milliseconds since 1970; null where it is none the calendar has: JavaScript takes 30 February for 2 March,
 * and the database refuses it.
 */
export function momentOf(text: string): number | null {
  const day = /^(\d{4})-(\d{2})-(\d{2})T/.exec(text);
  const at = Date.parse(text);
  if (day === null || Number.isNaN(at)) return null;
  return realDay(Number(day[1]), Number(day[2]), Number(day[3])) === null ? null : at;
}
