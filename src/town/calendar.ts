/**
 * Days and minutes as whole numbers, local to the city, and how agencies write them.
 * A day is counted from 1 January 1970; a minute likewise. No clock and no time zone: the town's feeds are local time.
 */

export const minutesPerDay = 1440;

/** Day number of a date in the Gregorian calendar. Source: Howard Hinnant, "chrono-compatible low-level date algorithms". */
export function dayOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

export interface CalendarDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function dateOf(dayNumber: number): CalendarDate {
  const z = dayNumber + 719468;
  const era = Math.floor(z / 146097);
  const dayOfEra = z - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1,
  };
}

export function yearOf(dayNumber: number): number {
  return dateOf(dayNumber).year;
}

export function dayOfMinute(minute: number): number {
  return Math.floor(minute / minutesPerDay);
}

/** 0 Sunday … 6 Saturday. */
export function weekdayOf(dayNumber: number): number {
  return (((dayNumber + 4) % 7) + 7) % 7;
}

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** MM/DD/YYYY. */
export function usDate(dayNumber: number): string {
  const { year, month, day } = dateOf(dayNumber);
  return `${two(month)}/${two(day)}/${year}`;
}

/** M/D/YYYY, as Baltimore's open data writes it. */
export function shortUsDate(dayNumber: number): string {
  const { year, month, day } = dateOf(dayNumber);
  return `${month}/${day}/${year}`;
}

/** YYYY-MM-DD. */
export function isoDate(dayNumber: number): string {
  const { year, month, day } = dateOf(dayNumber);
  return `${year}-${two(month)}-${two(day)}`;
}

/** HH:MM. */
export function clockTime(minute: number): string {
  const m = minute - dayOfMinute(minute) * minutesPerDay;
  return `${two(Math.floor(m / 60))}:${two(m % 60)}`;
}

export function usDateTime(minute: number): string {
  return `${usDate(dayOfMinute(minute))} ${clockTime(minute)}`;
}

export function isoDateTime(minute: number): string {
  return `${isoDate(dayOfMinute(minute))} ${clockTime(minute)}`;
}

/** HH:MM:SS of a count of seconds. */
export function clockSeconds(second: number): string {
  return `${clockTime(Math.floor(second / 60))}:${two(second % 60)}`;
}

/** "9:05", "p.m." as Baltimore's open data splits its clock. */
export function twelveHour(minute: number): [string, string] {
  const m = minute - dayOfMinute(minute) * minutesPerDay;
  const hour = Math.floor(m / 60);
  return [`${hour % 12 === 0 ? 12 : hour % 12}:${two(m % 60)}`, hour < 12 ? 'a.m.' : 'p.m.'];
}

/**
 * An hour that exists: on the second Sunday of March clocks in the United States go from 02:00 to 03:00, and a
 * dispatch system never wrote a time between them.
 */
export function existingMinute(minute: number): number {
  const dayNumber = dayOfMinute(minute);
  const m = minute - dayNumber * minutesPerDay;
  if (m < 120 || m >= 180 || weekdayOf(dayNumber) !== 0) return minute;
  const { month, day } = dateOf(dayNumber);
  return month === 3 && day >= 8 && day <= 14 ? minute + 60 : minute;
}
