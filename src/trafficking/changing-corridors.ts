/**
 * Corridors through which more, or fewer, firearms come than they used to.
 *
 * **Source.** Exponentially weighted moving average of monthly counts (Roberts 1959) against the share the corridor had before, given all
 * firearms of the same months; exact binomial tail of the weighted counts rounded to their effective size; false discoveries held by
 * Benjamini and Hochberg 1995.
 * **Input.** For each corridor its count by month, oldest first; all corridors together are the whole. **Output.** Corridors with what they
 * had, what was expected, and the share of false ones among those shown.
 * **Limits.** What is lately traced is not lately bought: months are of recovery. Late months fill as traces end: leave out the last two.
 */
import { falseDiscoveryRates } from '../stats/false-discovery.ts';
import { poissonAtLeast, poissonAtMost } from '../stats/poisson.ts';

export interface Corridor {
  readonly id: string;
  readonly months: readonly number[];
}

export interface CorridorChange {
  readonly id: string;
  readonly observed: number;
  readonly expected: number;
  readonly direction: 'more' | 'fewer';
  /** Share of false ones to expect, if this and all stronger changes are shown. */
  readonly falseDiscoveryRate: number;
}

/** A month counts half of one so many months after it. */
const halfLifeMonths = 3;
/** Months that are "lately": what lies before them is "before". */
const recentMonths = 6;

export function changingCorridors(corridors: readonly Corridor[]): CorridorChange[] {
  const length = Math.max(0, ...corridors.map(({ months }) => months.length));
  if (length <= recentMonths) return [];
  const weight = (month: number) => 0.5 ** ((length - 1 - month) / halfLifeMonths);
  const sum = (months: readonly number[], from: number, to: number, of: (count: number, month: number) => number) => {
    let all = 0;
    for (let month = from; month < to; month++) all += of(months[month] ?? 0, month);
    return all;
  };
  const before = length - recentMonths;
  const whole = Array.from({ length }, (_, month) =>
    corridors.reduce((all, { months }) => all + (months[month] ?? 0), 0),
  );
  const wholeBefore = sum(whole, 0, before, (count) => count);
  const weighted = (count: number, month: number) => count * weight(month);
  // A sum of Poisson counts with weights w has mean Σ w·m and variance Σ w²·m: it is taken for a Poisson count of the same ratio.
  const shrink =
    sum(whole, before, length, weighted) /
    Math.max(
      1e-12,
      sum(whole, before, length, (count, month) => count * weight(month) ** 2),
    );
  const found = corridors.map(({ id, months }) => {
    // Half an event where there was none: a first firearm is no wonder.
    const share = (sum(months, 0, before, (count) => count) + 0.5) / (wholeBefore + 0.5 * corridors.length);
    const observed = sum(months, before, length, weighted);
    const expected = share * sum(whole, before, length, weighted);
    const more = observed >= expected;
    const probability = more
      ? poissonAtLeast(Math.round(observed * shrink), expected * shrink)
      : poissonAtMost(Math.round(observed * shrink), expected * shrink);
    return {
      id,
      observed: sum(months, before, length, (count) => count),
      expected: share * sum(whole, before, length, (count) => count),
      direction: more ? ('more' as const) : ('fewer' as const),
      probability: Math.min(1, 2 * probability),
    };
  });
  const rates = falseDiscoveryRates(found.map(({ probability }) => probability));
  return found
    .map(({ probability: _, ...each }, at) => ({ ...each, falseDiscoveryRate: rates[at]! }))
    .sort((a, b) => a.falseDiscoveryRate - b.falseDiscoveryRate || b.observed - a.observed || (a.id < b.id ? -1 : 1));
}
