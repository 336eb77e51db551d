/**
 * Exact limits of counts of rare events.
 *
 * **Source.** Garwood 1936 for the interval of a mean from a count; Spiegelhalter 2005, "Funnel plots for comparing institutional
 * performance", appendix A.1.2, for control limits of a count around what is expected, interpolated between whole counts.
 * **Input.** Counts, means and probabilities. **Output.** Means or counts in the units of the count.
 * **Limits.** Events that come in clusters vary more than this says: see over-dispersion in `trafficking/dealer-funnel.ts`.
 */
import { gammaAbove, gammaAtMost, gammaQuantile } from './gamma-function.ts';

/** Probability of at most this many events where `mean` are expected. */
export function poissonAtMost(count: number, mean: number): number {
  if (count < 0) return 0;
  return mean === 0 ? 1 : gammaAbove(Math.floor(count) + 1, mean);
}

/** Probability of this many events or more. */
export function poissonAtLeast(count: number, mean: number): number {
  if (count <= 0) return 1;
  return mean === 0 ? 0 : gammaAtMost(Math.ceil(count), mean);
}

/** Means that would give a count this low or this high with half of what is left outside each: Garwood's exact interval. */
export function poissonInterval(count: number, level: number): { readonly low: number; readonly high: number } {
  const outside = (1 - level) / 2;
  return {
    low: count === 0 ? 0 : gammaQuantile(count, outside),
    high: gammaQuantile(count + 1, 1 - outside),
  };
}

/**
 * The count at which this share of the probability lies below, where `mean` is expected. Between whole counts it is interpolated, so that
 * limits over many means make a smooth curve: with r the least count of which at most so many have at least the probability p, r − (P(X ≤ r) − p) / P(X = r).
 */
export function poissonLimit(mean: number, probability: number): number {
  if (mean <= 0) return 0;
  let count = Math.max(0, Math.floor(mean - 10 * Math.sqrt(mean) - 10));
  while (poissonAtMost(count, mean) < probability) count++;
  const atMost = poissonAtMost(count, mean);
  const below = count === 0 ? 0 : poissonAtMost(count - 1, mean);
  return Math.max(0, count - (atMost - probability) / (atMost - below));
}
