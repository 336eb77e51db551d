/**
 * What predicates, statuses and days are called in the arrays of a packed graph.
 *
 * **Source.** Predicates: `src/model/links.ts`, numbered in its order. Days from dates: Hinnant, _chrono-Compatible
 * Low-Level Date Algorithms_, `days_from_civil`.
 * **Input.** Names, and days as `YYYY-MM-DD`. **Output.** Small integers, and days since 1970-01-01.
 * **Limits.** Codes hold within one run of the program and are never stored. A day that is none of the calendar is a
 * RangeError.
 */
import { predicates, type Predicate } from '../model/links.ts';

export const predicateNames = Object.keys(predicates) as Predicate[];
const predicateCodes = new Map<string, number>(predicateNames.map((name, code) => [name, code]));

export const statusNames = ['ACTIVE', 'RETRACTED', 'SUPERSEDED'] as const;
export type LinkStatus = (typeof statusNames)[number];

/** The day of what has none: earlier than any, so that undated links come last where the newest come first. */
export const undated = -0x8000_0000;

/** The code of a predicate; null for a word that is none, which no link has. */
export function predicateCode(name: string): number | null {
  return predicateCodes.get(name) ?? null;
}

export function statusCode(name: LinkStatus): number {
  return statusNames.indexOf(name);
}

export function dayNumber(text: string): number {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (parts === null) throw new RangeError('a day is written YYYY-MM-DD');
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  if (month < 1 || month > 12 || day < 1 || day > 31) throw new RangeError('a day is one of the calendar');
  // Years begin in March, so that the day of a leap year is the last of its year.
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}
