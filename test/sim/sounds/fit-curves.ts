import { knotShares, knotsOf, type AdditiveModel } from '../../../src/acoustics/classifying/additive-score.ts';
import { factorise, solveFactorised } from '../../../src/acoustics/shot-likelihood.ts';

/** Values of features, and whether it is what is sought. */
export interface Example {
  readonly values: readonly number[];
  readonly isTrue: boolean;
}

const steps = 30;

/**
 * Curves that tell true from false examples, as if half of all were true: Newton's steps to the top of the penalised likelihood. `logisticFit` goes one
 * coefficient at a time, and takes minutes where neighbouring knots say nearly the same.
 */
export function fitCurves(examples: readonly Example[], knots: readonly number[], penalty: number): AdditiveModel {
  const width = knots.length + 1;
  const rows = examples.map(({ values }) => {
    const [at, share] = [[knots.length], [1]];
    values.forEach((value, feature) =>
      knotShares(knots, feature, value, (knot, part) => {
        at.push(feature * knotsOf + knot);
        share.push(part);
      }),
    );
    return { at: Int32Array.from(at), share: Float64Array.from(share) };
  });
  const theta = new Float64Array(width);
  const hessian = new Float64Array(width * width);
  const step = new Float64Array(width);
  for (let times = 0; times < steps; times++) {
    hessian.fill(0);
    step.fill(0);
    for (let k = 0; k < width; k++) {
      const held = k === knots.length ? 1e-6 : penalty;
      hessian[k * width + k] = held;
      step[k] = -held * theta[k]!;
    }
    rows.forEach(({ at, share }, example) => {
      let score = 0;
      for (let i = 0; i < at.length; i++) score += share[i]! * theta[at[i]!]!;
      const p = 1 / (1 + Math.exp(-score));
      const off = Number(examples[example]!.isTrue) - p;
      const weight = Math.max(1e-6, p * (1 - p));
      for (let i = 0; i < at.length; i++) {
        step[at[i]!]! += share[i]! * off;
        const row = at[i]! * width;
        const by = weight * share[i]!;
        for (let j = 0; j < at.length; j++) if (at[j]! <= at[i]!) hessian[row + at[j]!]! += by * share[j]!;
      }
    });
    if (!factorise(hessian, width)) throw new Error('expected a penalty that keeps the curves apart');
    solveFactorised(hessian, width, step);
    let most = 0;
    for (let k = 0; k < width; k++) {
      theta[k]! += step[k]!;
      most = Math.max(most, Math.abs(step[k]!));
    }
    if (most < 1e-6) break;
  }
  const trues = examples.filter(({ isTrue }) => isTrue).length;
  return centred(
    theta[knots.length]! + Math.log((examples.length - trues) / trues),
    theta.subarray(0, knots.length),
    rows,
  );
}

/** Each curve about its mean over all examples, so that a part says how much more or less than usual a feature speaks. */
function centred(
  intercept: number,
  curves: Float64Array,
  rows: readonly { readonly at: Int32Array; readonly share: Float64Array }[],
): AdditiveModel {
  const values = [...curves];
  let moved = intercept;
  for (let feature = 0; feature * knotsOf < curves.length; feature++) {
    let [sum, count] = [0, 0];
    for (const { at, share } of rows)
      at.forEach((place, i) => {
        if (Math.floor(place / knotsOf) !== feature || place >= curves.length) return;
        sum += share[i]! * curves[place]!;
        count += share[i]!;
      });
    // Where some lack the feature its curve is left as it is: nothing is what those add.
    if (count < 0.999 * rows.length) continue;
    for (let knot = 0; knot < knotsOf; knot++) values[feature * knotsOf + knot]! -= sum / count;
    moved += sum / count;
  }
  return { intercept: moved, values };
}

/** Six knots for each feature, where a fiftieth to forty-nine fiftieths of the examples lie. */
export function knotsFor(examples: readonly Pick<Example, 'values'>[]): number[] {
  return examples[0]!.values.flatMap((_, at) => quantiles(examples, at, [0.02, 0.2, 0.4, 0.6, 0.8, 0.98]));
}

/** Of each feature between which values 99 of 100 lie. */
export function usualFor(examples: readonly Pick<Example, 'values'>[]): number[] {
  return examples[0]!.values.flatMap((_, at) => quantiles(examples, at, [0.005, 0.995]));
}

function quantiles(from: readonly Pick<Example, 'values'>[], at: number, shares: readonly number[]): number[] {
  const sorted = from
    .map(({ values }) => values[at]!)
    .filter((value) => !Number.isNaN(value))
    .sort((a, b) => a - b);
  return shares.map((share) => sorted[Math.floor(share * (sorted.length - 1))]!);
}
