/**
 * By year of sale, how many firearms were recovered within one, two and three years.
 *
 * **Source.** Years of first retail sale as ATF's time to crime has them. **Input.** Facts of traces of all time. **Output.** Counts, never
 * shares, for years of sale that can be followed, with the day from which on they can.
 * **Limits.** Of late sales only the fast can have been recovered; what was recovered before records are kept without a break is missing, and so is
 * a recovery nobody traced, where a later one was. A
 * break is a quarter with less than a tenth of the recoveries quarters usually have, or, where they have fewer than five, a year with none:
 * one early or mistyped day does not begin the records, and one late day does not end them: they end with the last quarter that is no break, and
 * what comes after it is counted and left out. The last two quarters before that end are still filling and are no break; what is sold in a year is
 * followed up to the two months before the end.
 */
import { firstRecoveries } from '../model/short-of-dealers.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import type { TraceOverview } from '../model/trace-overview.ts';

/** A year has 365 days here, as where short is counted. */
const yearDays = 365;

export function saleCohorts(traces: readonly TraceFacts[]): Pick<TraceOverview, 'followed' | 'cohorts'> {
  const recovered = firstDays(traces);
  const to = recordsEnd(recovered);
  const from = followedFrom(recovered);
  if (from === null || to === null)
    return { followed: { from: null, to: null, before: 0, after: recovered.length }, cohorts: [] };
  const followed = {
    from,
    to,
    before: recovered.filter((day) => day < from).length,
    after: recovered.filter((day) => day > to).length,
  };
  const sold = fastestOfEach(traces);
  // Of what was sold before that day, what was recovered before it is missing.
  const begin = Number(from.slice(0, 4)) + (from.endsWith('-01-01') ? 0 : 1);
  const lastDay = Date.parse(filledUntil(to)) / 86_400_000;
  const cohorts = Array.from({ length: Math.max(0, Number(to.slice(0, 4)) - begin + 1) }, (_, at) => {
    const year = begin + at;
    const of = sold.filter((each) => each.year === year);
    const soldLast = Date.parse(`${year}-12-31`) / 86_400_000;
    return {
      year,
      within: [1, 2, 3].map((years) => of.filter(({ days }) => days < years * yearDays).length),
      whole: [1, 2, 3].map((years) => soldLast + years * yearDays <= lastDay),
    };
  });
  return { followed, cohorts };
}

function firstDays(traces: readonly TraceFacts[]): string[] {
  const first = new Map<string, string>();
  for (const { firearm, recoveredOn } of traces)
    if (recoveredOn !== null && recoveredOn < (first.get(firearm) ?? '9999')) first.set(firearm, recoveredOn);
  return [...first.values()].sort();
}

/** Of a firearm recovered several times the first that was traced counts, that is the fastest. */
function fastestOfEach(traces: readonly TraceFacts[]): { readonly year: number; readonly days: number }[] {
  return firstRecoveries(traces).flatMap(({ soldOn, timeToCrime }) =>
    soldOn === null || timeToCrime.kind === 'undetermined' || timeToCrime.days < 0
      ? []
      : [{ year: Number(soldOn.slice(0, 4)), days: timeToCrime.days }],
  );
}

const quarterOf = (day: string) => Number(day.slice(0, 4)) * 4 + Math.ceil(Number(day.slice(5, 7)) / 3) - 1;
const usualLeast = 5;
const fillingQuarters = 2;

/** Months at the end of which traces still come in. */
export const fillingMonths = 2;

/** The last day of the month that is so many before that of a day. */
function filledUntil(day: string): string {
  return new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1 - fillingMonths + 1, 0))
    .toISOString()
    .slice(0, 10);
}

/** Tells of each quarter whether it is a break in days in order. */
function breaksOf(days: readonly string[]): (quarter: number) => boolean {
  const counts = new Map<number, number>();
  for (const day of days) counts.set(quarterOf(day), (counts.get(quarterOf(day)) ?? 0) + 1);
  const countOf = (quarter: number) => counts.get(quarter) ?? 0;
  // As the recovery in the middle sees it: a few stray quarters do not change it.
  const usual = days.map((day) => countOf(quarterOf(day))).sort((a, b) => a - b)[Math.floor(days.length / 2)] ?? 0;
  return usual < usualLeast
    ? (quarter) => [0, 1, 2, 3].every((back) => countOf(quarter - back) === 0)
    : (quarter) => countOf(quarter) < usual / 10;
}

/** The last day of the last quarter that is no break, nor alone after one, of days in order; null where there are none. */
export function recordsEnd(days: readonly string[]): string | null {
  const isBreak = breaksOf(days);
  const first = days[0];
  // Where a year without any is a break, a quarter that follows one begins nothing by itself.
  const isStray = (quarter: number) => first !== undefined && quarter > quarterOf(first) && isBreak(quarter - 1);
  const ends = days.findLast((day) => !isBreak(quarterOf(day)) && !isStray(quarterOf(day)));
  return ends ?? days.at(-1) ?? null;
}

/** The first recovery after the last break before the records end, of days in order; null where there are none. */
export function followedFrom(days: readonly string[]): string | null {
  const [first, last] = [days[0], recordsEnd(days)];
  if (first === undefined || last === null) return null;
  const isBreak = breaksOf(days);
  let from = quarterOf(first);
  for (let quarter = from; quarter <= quarterOf(last) - fillingQuarters; quarter++)
    if (isBreak(quarter)) from = quarter + 1;
  return days.find((day) => quarterOf(day) >= from)!;
}
