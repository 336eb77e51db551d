/**
 * Exact tails and limits of how many of so many cases are of a kind.
 *
 * **Source.** The binomial distribution by the incomplete beta function, Abramowitz and Stegun 26.5.24; limits as Clopper and Pearson 1934 hold
 * them, interpolated between whole counts by Spiegelhalter 2005, "Funnel plots for comparing institutional performance", appendix A.1.1.
 * **Input.** A count, the cases it is of, the usual share. **Output.** Probabilities; limits in counts, between 0 and the cases.
 * **Limits.** Cases count as independent: see over-dispersion in `trafficking/dealer-funnel.ts`.
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

/** Limits of the count: fewer than `low`, or more than `high`, has at most the probability `tail` each. */
export function binomialLimits(
  of: number,
  share: number,
  tail: number,
): { readonly low: number; readonly high: number } {
  return { low: lowLimit(of, share, tail), high: of - lowLimit(of, 1 - share, tail) };
}

/** With r the least count of which at most so many have more than the probability p: r − (P(X ≤ r) − p) / P(X = r). */
function lowLimit(of: number, share: number, tail: number): number {
  let [below, count] = [-1, of];
  while (count - below > 1) {
    const middle = Math.floor((below + count) / 2);
    if (binomialAtMost(middle, of, share) > tail) count = middle;
    else below = middle;
  }
  const atMost = binomialAtMost(count, of, share);
  return Math.max(0, count - (atMost - tail) / (atMost - binomialAtMost(count - 1, of, share)));
}
