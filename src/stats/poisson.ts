/**
 * Exact tails of counts of rare events, and the interval of their mean.
 *
 * **Source.** Garwood 1936 for the interval of a mean from a count.
 * **Input.** Counts, means and probabilities. **Output.** Probabilities, or means in the units of the count.
 * **Limits.** Events that come in clusters vary more than this says: limits, and units that differ beyond chance, are those of `count-chance.ts`.
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
