/**
 * Dates of birth: a real date at a plausible age, with the fillers that clerks and systems write flagged.
 *
 * **Source.** ATF Form 3312.1 part VI. Of the fillers, 1 January and the year 1900 are the ones record linkage treats as
 * missing (Splink and CJARS documentation).
 * **Input.** Text, and the latest day on which the person can have been born (the day of the record; there is no clock
 * here). **Output.** {@link BirthDate} or null.
 * **Limits.** About one person in 365 was born on 1 January: a placeholder is weaker evidence, not proof of a filler.
 */

import type { DateOrder } from './calendar-day.ts';
import { parseLocalDate } from './local-time.ts';

export interface BirthDate {
  /** `YYYY-MM-DD`. */
  date: string;
  /** 1 January, or any day of 1900: not to count as agreement. */
  placeholder: boolean;
  /** `month` or `year` where the text says no more; the date is then its first day, and a placeholder. */
  precision: 'day' | 'month' | 'year';
}

export interface BirthDateReading {
  /** Day of the record, `YYYY-MM-DD`: nobody in it was born later. */
  latest: string;
  /** Default `mdy`. */
  order?: DateOrder;
  /** Default 120. */
  ageMax?: number;
}

/** Reads a date of birth; null where there is none, or none that can be. Never throws. */
export function cleanBirthDate(
  raw: string,
  { latest, order = 'mdy', ageMax = 120 }: BirthDateReading,
): BirthDate | null {
  const latestYear = Number(latest.slice(0, 4));
  const read = parseLocalDate(raw, { order, pivot: latestYear % 100 });
  if (read === null) return null;
  const date = notAfter(read.date, latest, raw);
  if (date > latest || latestYear - Number(date.slice(0, 4)) > ageMax) return null;
  const placeholder = read.precision !== 'day' || date.endsWith('-01-01') || date.startsWith('1900-');
  return { date, placeholder, precision: read.precision };
}

const FOUR_DIGIT_YEAR = /\d{4}/;

/** A two-digit year of this very year but a later day is of the last century. */
function notAfter(date: string, latest: string, raw: string): string {
  if (date <= latest || FOUR_DIGIT_YEAR.test(raw)) return date;
  return `${Number(date.slice(0, 4)) - 100}${date.slice(4)}`;
}
