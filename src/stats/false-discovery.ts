/**
 * Which of many findings to show so that few of those shown are chance.
 *
 * **Source.** Benjamini and Hochberg 1995, adjusted as in Yekutieli and Benjamini 1999: q_(i) = min over j ≥ i of p_(j) · n / j.
 * **Input.** One probability for each test. **Output.** The share of false ones to expect if this one and all stronger are shown.
 * **Limits.** Tests that depend on each other negatively may give more false ones than said.
 */
export function falseDiscoveryRates(probabilities: readonly number[]): number[] {
  const n = probabilities.length;
  const order = probabilities.map((_, at) => at).sort((a, b) => probabilities[b]! - probabilities[a]!);
  const rates = new Array<number>(n);
  let least = 1;
  order.forEach((at, passed) => {
    least = Math.min(least, (probabilities[at]! * n) / (n - passed));
    rates[at] = least;
  });
  return rates;
}
