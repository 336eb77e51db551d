/**
 * How fast firearms reached crime: ATF's bins, short times, means, and shares that do not depend on how long one could look.
 *
 * **Source.** ATF, Firearms Trace Data, tables of time-to-crime; short is below three years, as they and the New York State Attorney General
 * count it. Survival from the sale: Kaplan and Meier 1958.
 * **Input.** Facts of traces. **Output.** Counts by bin with those that have no time and why; a mean with its count.
 * **Limits.** Of sales of late years only the fast can have been recovered: a share of short times by year of sale is never given. Traced
 * firearms are no sample of firearms.
 */
import { shareOf, type Share } from '../model/share.ts';
import { isShort, shortTimeDays, type TraceFacts } from '../model/trace-facts.ts';

/** Months by days of the calendar on average, years of 365 days: one that holds a leap day ends a day before the calendar's. Upper bounds are not in the bin. */
export const timeToCrimeBins = [
  { id: 'under-3-months', label: 'under 3 months', daysBelow: 91 },
  { id: '3-to-7-months', label: '3 months to under 7 months', daysBelow: 213 },
  { id: '7-months-to-1-year', label: '7 months to under 1 year', daysBelow: 365 },
  { id: '1-to-2-years', label: '1 to under 2 years', daysBelow: 730 },
  { id: '2-to-3-years', label: '2 to under 3 years', daysBelow: shortTimeDays },
  { id: '3-years-and-over', label: '3 years and over', daysBelow: Infinity },
] as const;

export interface TimeToCrimeTable {
  readonly bins: readonly { readonly id: string; readonly label: string; readonly traces: number }[];
  readonly known: number;
  /** Why the others have none, most frequent first. */
  readonly undetermined: readonly { readonly why: string; readonly traces: number }[];
  readonly meanDays: number | null;
  readonly medianDays: number | null;
  readonly short: Share;
}

export function timeToCrimeTable(traces: readonly TraceFacts[]): TimeToCrimeTable {
  const days: number[] = [];
  const reasons = new Map<string, number>();
  for (const { timeToCrime } of traces)
    if (timeToCrime.kind === 'computed' && timeToCrime.days >= 0) days.push(timeToCrime.days);
    else {
      // The days in a reason are of one trace: without them alike reasons are one.
      const why =
        timeToCrime.kind === 'computed'
          ? 'the time is negative: one of the dates is wrong'
          : timeToCrime.why.replaceAll(/ \([^)]*\)|: [\d, -]+$/g, '');
      reasons.set(why, (reasons.get(why) ?? 0) + 1);
    }
  days.sort((a, b) => a - b);
  return {
    bins: timeToCrimeBins.map(({ id, label, daysBelow }, at) => ({
      id,
      label,
      traces: days.filter((each) => each < daysBelow && each >= (timeToCrimeBins[at - 1]?.daysBelow ?? -Infinity))
        .length,
    })),
    known: days.length,
    undetermined: [...reasons]
      .map(([why, count]) => ({ why, traces: count }))
      .sort((a, b) => b.traces - a.traces || (a.why < b.why ? -1 : 1)),
    meanDays: days.length === 0 ? null : days.reduce((sum, each) => sum + each, 0) / days.length,
    medianDays: medianOfSorted(days),
    short: shareOf(traces, isShort),
  };
}

function medianOfSorted(days: readonly number[]): number | null {
  if (days.length === 0) return null;
  const [low, high] = [days[(days.length - 1) >> 1]!, days[days.length >> 1]!];
  return (low + high) / 2;
}
