/**
 * How much more a count fell where something was done than where it was not.
 *
 * **Source.** Difference in differences; for counts the ratio of rate ratios, its interval on the logarithm with Poisson variances
 * (Rothman, Greenland and Lash, _Modern Epidemiology_, chapter 14). **Input.** Counts before and after, here and there, over times of one
 * length. **Output.** Changes as parts of the count before, their difference, and the ratio of ratios with its 95 % interval.
 * **Limits.** Both would have gone alike had nothing been done: this is taken to be so, and no count shows it. Counts that come in clusters
 * vary more than the interval says. There is no ratio where a count is none.
 */
export interface BeforeAfter {
  readonly before: number;
  readonly after: number;
}

export interface DifferenceInDifferences {
  /** −.52 is 52 % fewer. */
  readonly changed: number;
  readonly comparedChanged: number;
  readonly difference: number;
  /** Null where a count is none. */
  readonly ratio: { readonly value: number; readonly low: number; readonly high: number } | null;
}

export function differenceInDifferences(
  done: BeforeAfter,
  compared: BeforeAfter,
  z = 1.959963984540054,
): DifferenceInDifferences | null {
  if (done.before === 0 || compared.before === 0) return null;
  const change = ({ before, after }: BeforeAfter) => after / before - 1;
  const [changed, comparedChanged] = [change(done), change(compared)];
  const counts = [done.before, done.after, compared.before, compared.after];
  const value = done.after / done.before / (compared.after / compared.before);
  const spread = Math.exp(z * Math.sqrt(counts.reduce((sum, count) => sum + 1 / count, 0)));
  return {
    changed,
    comparedChanged,
    difference: changed - comparedChanged,
    ratio: counts.includes(0) ? null : { value, low: value / spread, high: value * spread },
  };
}
