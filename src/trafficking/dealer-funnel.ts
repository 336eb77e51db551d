/**
 * Dealers against what was to be expected of them: a funnel plot.
 *
 * **Source.** Spiegelhalter 2005, "Funnel plots for comparing institutional performance": exact limits at 95 and 99.8 %, of Poisson counts where
 * the exposure is sales or years, of binomial ones where it is the traces the events are of (none has more short times than traces);
 * over-dispersion φ by the mean of squared z-scores winsorised at the 10th and 90th hundredths, limits widened by √φ where it is above 1.
 * Standardised by the square root (2 (√y − √e)), of traces by the arcsine (2 √n (asin √(y/n) − asin √p)), which keep small counts fair.
 * **Input.** Of each dealer a count of events and an exposure: sales where they are known, years licensed or traces where not, and which.
 * **Output.** Expected count, limits, and where the dealer lies.
 * **Limits.** What is expected rests on the exposure: without sales it says how many traces, not how many of those sold. The sale of a traced
 * firearm is no evidence of wrongdoing.
 */
import { binomialLimits } from '../stats/binomial.ts';
import { poissonLimit } from '../stats/poisson.ts';

/** What dealers are held against. Of traces the events are some. */
export type Exposure = 'sales' | 'years' | 'traces';

export interface DealerCount {
  readonly dealer: string;
  readonly events: number;
  readonly exposure: number;
  /** Dealers are held against those of their own class, e.g. the type of licence. */
  readonly sizeClass?: string;
}

export interface FunnelPoint extends DealerCount {
  readonly expected: number;
  /** Limits of the count, inner 95 % and outer 99.8 %. */
  readonly limits: {
    readonly low95: number;
    readonly high95: number;
    readonly low998: number;
    readonly high998: number;
  };
  readonly position: 'far-above' | 'above' | 'within' | 'below' | 'far-below';
}

export interface Funnel {
  readonly points: readonly FunnelPoint[];
  /** Variance over what chance gives; limits are widened by its root where it is above 1. */
  readonly overDispersion: number;
  /** Dealers without exposure: not drawn, and said. */
  readonly leftOut: readonly string[];
}

export function dealerFunnel(counts: readonly DealerCount[], by: Exposure): Funnel {
  const exposed = counts.filter(({ exposure }) => exposure > 0);
  const rates = new Map<string, number>();
  for (const [sizeClass, of] of groupBy(exposed, ({ sizeClass }) => sizeClass ?? ''))
    rates.set(sizeClass, total(of, 'events') / total(of, 'exposure'));
  const rateOf = ({ sizeClass }: DealerCount) => rates.get(sizeClass ?? '')!;
  const overDispersion = dispersionOf(exposed.map((each) => standardised(each, rateOf(each), by)));
  const points = exposed.map((each): FunnelPoint => {
    const rate = rateOf(each);
    const limits = funnelLimits({ exposure: each.exposure, rate, overDispersion, by });
    return { ...each, expected: each.exposure * rate, limits, position: positionOf(each.events, limits) };
  });
  return {
    points,
    overDispersion,
    leftOut: counts.filter(({ exposure }) => exposure <= 0).map(({ dealer }) => dealer),
  };
}

function standardised({ events, exposure }: DealerCount, rate: number, by: Exposure): number {
  if (by !== 'traces') return 2 * (Math.sqrt(events) - Math.sqrt(exposure * rate));
  const angle = (share: number) => Math.asin(Math.sqrt(share));
  return 2 * Math.sqrt(exposure) * (angle(events / exposure) - angle(rate));
}

/** Limits of the count of a dealer of so much exposure, at the usual rate. */
export function funnelLimits({
  exposure,
  rate,
  overDispersion,
  by,
}: {
  readonly exposure: number;
  readonly rate: number;
  readonly overDispersion: number;
  readonly by: Exposure;
}): FunnelPoint['limits'] {
  const expected = exposure * rate;
  const widened = Math.sqrt(Math.max(1, overDispersion));
  const most = by === 'traces' ? exposure : Infinity;
  const around = (tail: number) => {
    const { low, high } =
      by === 'traces'
        ? binomialLimits(exposure, rate, tail)
        : { low: poissonLimit(expected, tail), high: poissonLimit(expected, 1 - tail) };
    return {
      low: Math.max(0, expected + widened * (low - expected)),
      high: Math.min(most, expected + widened * (high - expected)),
    };
  };
  const [inner, outer] = [around(0.025), around(0.001)];
  return { low95: inner.low, high95: inner.high, low998: outer.low, high998: outer.high };
}

function positionOf(events: number, limits: FunnelPoint['limits']): FunnelPoint['position'] {
  if (events > limits.high998) return 'far-above';
  if (events > limits.high95) return 'above';
  if (events < limits.low998) return 'far-below';
  return events < limits.low95 ? 'below' : 'within';
}

function dispersionOf(scores: readonly number[]): number {
  if (scores.length === 0) return 1;
  const rising = scores.toSorted((a, b) => a - b);
  const [low, high] = [0.1, 0.9].map((share) => rising[Math.floor(share * (rising.length - 1))]!) as [number, number];
  return rising.reduce((sum, z) => sum + Math.min(high, Math.max(low, z)) ** 2, 0) / rising.length;
}

function groupBy<T>(all: readonly T[], by: (each: T) => string): Map<string, T[]> {
  return Map.groupBy(all, by);
}

function total(of: readonly DealerCount[], column: 'events' | 'exposure'): number {
  return of.reduce((sum, each) => sum + each[column], 0);
}
