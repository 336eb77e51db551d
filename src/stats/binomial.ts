/**
 * Exact tails of how many of so many cases are of a kind.
 *
 * **Source.** The binomial distribution by the incomplete beta function, Abramowitz and Stegun 26.5.24.
 * **Input.** A count, the cases it is of, the usual share. **Output.** Probabilities.
 * **Limits.** Cases count as independent: limits, and units that differ beyond chance, are those of `count-chance.ts`.
 */
import { betaAtMost } from './beta-binomial.ts';

/** Probability of this many or more of `of` cases where each is of the kind with probability `share`. */
export function binomialAtLeast(count: number, of: number, share: number): number {
  if (count <= 0) return 1;
  return count > of ? 0 : betaAtMost(count, of - count + 1, share);
}

/** Probability of at most so many. */
export function binomialAtMost(count: number, of: number, share: number): number {
  return binomialAtLeast(of - count, of, 1 - share);
}
