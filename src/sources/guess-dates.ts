import { parseLocalDate } from '../model/values/local-time.ts';

export type DateOrder = 'mdy' | 'dmy' | 'ymd';

const figures = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?=$|[T\s,])/;
const clockAlone = /^\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AaPp]\.?\s*[Mm]\.?)?$/;

/** A clock and nothing else. */
export function isClock(value: string): boolean {
  return clockAlone.test(value);
}

const dateShaped = /^\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})(?=$|[T\s,])|^\d{4}-\d{2}-\d{2}(?=$|[T\s])/;

/** Written as dates are, whether or not a calendar has the day: `13/45/2024`. */
export function isDateShaped(value: string): boolean {
  return dateShaped.test(value);
}

export function hasClock(value: string): boolean {
  return /\d{1,2}:\d{2}/.test(value);
}

/** A date that cannot be taken for another number: with a sign between its parts, a month's name, eight figures, or milliseconds since 1970. */
export function isDate(value: string, order: DateOrder, yearMax: number): boolean {
  if (value.length < 6 || value.length > 40 || !/\d/.test(value)) return false;
  if (/^\d+(?:\.\d+)?$/.test(value) && !/^(?:19|20)\d{6}(?:\d{4}|\d{6})?$|^1\d{12}$/.test(value)) return false;
  const year = yearOf(value, order);
  return year !== null && year >= 1880 && year <= yearMax;
}

export function yearOf(value: string, order: DateOrder): number | null {
  const read = parseLocalDate(value, { order });
  return read && read.precision === 'day' ? Number(read.date.slice(0, 4)) : null;
}

/**
 * Which of day and month comes first where figures leave it open, told by values above 12; null where no value tells or
 * values contradict each other.
 */
export function dateOrderOf(values: Iterable<string>): DateOrder | null {
  let [dayFirst, monthFirst, yearFirst, dotted] = [0, 0, 0, 0];
  for (const value of values) {
    const found = figures.exec(value.trim());
    if (!found) continue;
    const [first, second, last] = [Number(found[1]), Number(found[3]), found[4]!];
    if (last.length === 2 && first > 31) yearFirst++;
    else if (first > 12 && first <= 31 && second <= 12) {
      if (last.length === 2 && Number(last) <= 31 && first >= 15) yearFirst += 0.5;
      dayFirst++;
    } else if (second > 12 && second <= 31 && first <= 12) monthFirst++;
    else if (found[2] === '.') dotted++;
  }
  if (yearFirst > dayFirst && monthFirst === 0) return 'ymd';
  if (dayFirst > 0 && dayFirst >= monthFirst * 20) return 'dmy';
  if (monthFirst > 0 && monthFirst >= dayFirst * 20) return 'mdy';
  // Figures parted by full stops are written day first wherever they are written.
  return dayFirst === 0 && monthFirst === 0 && dotted > 3 ? 'dmy' : null;
}
