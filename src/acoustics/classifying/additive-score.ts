/**
 * A logarithm of odds that is a sum of one curve for each feature, so that every feature's part can be shown.
 *
 * **Source.** Generalised additive model (Hastie and Tibshirani, Statistical Science 1:297, 1986), its curves straight between six knots.
 * **Input.** A number for each feature, or NaN where it has no meaning; knots and values of the curves. **Output.** Parts and their sum.
 * **Limits.** Beyond the outer knots a curve stays as it is there: what was never learnt of adds no more. Features that say the same share its weight.
 */
export const knotsOf = 6;

export interface AdditiveModel {
  readonly intercept: number;
  /** Feature by feature, its value at each knot. */
  readonly values: readonly number[];
}

/** What each feature adds; nothing where it has no meaning. */
export function additiveParts(model: AdditiveModel, knots: readonly number[], features: readonly number[]): number[] {
  return features.map((feature, at) => {
    let sum = 0;
    knotShares(knots, at, feature, (knot, share) => (sum += share * model.values[at * knotsOf + knot]!));
    return sum;
  });
}

export function additiveScore(model: AdditiveModel, parts: readonly number[]): number {
  return parts.reduce((sum, part) => sum + part, model.intercept);
}

/** The shares of the two knots about a feature. */
export function knotShares(
  knots: readonly number[],
  at: number,
  feature: number,
  give: (knot: number, share: number) => void,
): void {
  if (Number.isNaN(feature)) return;
  const first = at * knotsOf;
  if (feature <= knots[first]!) return give(0, 1);
  for (let knot = 1; knot < knotsOf; knot++) {
    const [low, high] = [knots[first + knot - 1]!, knots[first + knot]!];
    if (feature > high) continue;
    const share = high > low ? (feature - low) / (high - low) : 1;
    give(knot - 1, 1 - share);
    give(knot, share);
    return;
  }
  give(knotsOf - 1, 1);
}
