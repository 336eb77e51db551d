/**
 * Days of the Gregorian calendar, out of figures whose order the reader of a file knows.
 *
 * **Source.** ISO 8601. Two-digit years after POSIX unless a pivot is given: 69 to 99 are 19xx, 00 to 68 are 20xx.
 * **Limits.** Years 1800 to 2199: others are slips of the pen in the records read here.
 */

export type DateOrder = 'mdy' | 'dmy' | 'ymd';

export interface DateReading {
  /** Order of day and month in figures; a four-digit year in front always means year, month, day. */
  order: DateOrder;
  /** Two-digit years up to this are 20xx, later ones 19xx. Default 68. */
  pivot?: number;
}

export interface Day {
  year: number;
  month: number;
  day: number;
  precision: 'day' | 'month' | 'year';
}

const DEFAULT_PIVOT = 68;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The day, if the calendar has it. */
export function realDay(year: number, month: number, day: number): Day | null {
  if (year < 1800 || year > 2199 || month < 1 || month > 12 || day < 1) return null;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= MONTH_LENGTHS[month - 1]! + (leap ? 1 : 0) ? { year, month, day, precision: 'day' } : null;
}

/** Three figures of which the last may be a year of two or four digits. */
export function dayOfFigures(first: number, second: number, last: string, { order, pivot }: DateReading): Day | null {
  if (order === 'ymd' && last.length === 2) return realDay(fullYear(first, pivot), second, Number(last));
  const year = last.length === 4 ? Number(last) : fullYear(Number(last), pivot);
  return order === 'dmy' ? realDay(year, second, first) : realDay(year, first, second);
}

/** 1985 of 85. */
export function fullYear(twoDigits: number, pivot = DEFAULT_PIVOT): number {
  return twoDigits <= pivot ? 2000 + twoDigits : 1900 + twoDigits;
}
