/**
 * Corridors through which more, or fewer, firearms come than they used to.
 *
 * **Source.** Monthly counts weighted by how late they are (Roberts 1959), the weights rounded to whole numbers for two months each; whether those of
 * a corridor are late among all firearms by the exact permutation test of its weighted count (`stats/drawn-scores.ts`), given how many came through
 * it and how many came in each month: what is before is a sample as much as what is late, however short it is. False discoveries held by Benjamini
 * and Hochberg 1995.
 * **Input.** For each corridor its count by month, oldest first; all corridors together are the whole. **Output.** Corridors with what they
 * had, what was expected, and the share of false ones among those shown.
 * **Limits.** What is lately traced is not lately bought: months are of recovery. Late months fill as traces end: leave out the last two. Firearms count
 * as independent: of some that were bought and recovered together more changes are told than there are.
 */
import { drawnScores } from '../stats/drawn-scores.ts';
import { falseDiscoveryRates } from '../stats/false-discovery.ts';

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

/** Weights of two late months each, the last first: of months that count half of one three months after them. What lies before is "before". */
const weights = [5, 3, 2] as const;
const monthsOfWeight = 2;
export const recentMonths = weights.length * monthsOfWeight;

export function changingCorridors(corridors: readonly Corridor[]): CorridorChange[] {
  const length = Math.max(0, ...corridors.map(({ months }) => months.length));
  if (length <= recentMonths) return [];
  const before = length - recentMonths;
  const sum = (months: readonly number[], from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => months[from + at] ?? 0).reduce((all, each) => all + each, 0);
  const partsOf = (months: readonly number[]) => {
    const late = weights.map((_, at) => {
      const to = length - at * monthsOfWeight;
      return sum(months, to - monthsOfWeight, to);
    });
    return { late, before: sum(months, 0, before) };
  };
  const parts = corridors.map(({ id, months }) => ({ id, ...partsOf(months) }));
  const whole = partsOf(
    Array.from({ length }, (_, month) => corridors.reduce((all, { months }) => all + (months[month] ?? 0), 0)),
  );
  const total = (late: readonly number[]) => late.reduce((all, each) => all + each, 0);
  const weighted = (late: readonly number[]) => late.reduce((all, each, at) => all + each * weights[at]!, 0);
  const [wholeLate, wholeWeighted] = [total(whole.late), weighted(whole.late)];
  const scoredOf = (at: 0 | 1 | 2) => ({ score: weights[at], of: whole.late[at]! });
  const scored = [scoredOf(0), scoredOf(1), scoredOf(2)] as const;
  const found = parts.map(({ id, late, before: earlier }) => {
    const drawn = total(late) + earlier;
    const tails = drawnScores(scored, { without: whole.before, drawn, sum: weighted(late) });
    const usual = (drawn * wholeWeighted) / (wholeLate + whole.before);
    return {
      id,
      observed: total(late),
      // Half a firearm where there was none: a first one is no wonder.
      expected: ((earlier + 0.5) / (whole.before + 0.5 * corridors.length)) * wholeLate,
      direction: weighted(late) >= usual ? ('more' as const) : ('fewer' as const),
      probability: Math.min(1, 2 * Math.min(tails.atLeast, tails.atMost)),
    };
  });
  const rates = falseDiscoveryRates(found.map(({ probability }) => probability));
  return found
    .map(({ probability: _, ...each }, at) => ({ ...each, falseDiscoveryRate: rates[at]! }))
    .sort(
      (a, b) =>
        a.falseDiscoveryRate - b.falseDiscoveryRate ||
        // Where one source grows the others shrink among all: the one that changed most is first.
        timesOf(b) - timesOf(a) ||
        b.observed - a.observed ||
        (a.id < b.id ? -1 : 1),
    );
}

/** By how many times, up or down, what came differs from what was expected. */
function timesOf({ observed, expected }: Pick<CorridorChange, 'observed' | 'expected'>): number {
  return Math.abs(Math.log((observed + 0.5) / (expected + 0.5)));
}
