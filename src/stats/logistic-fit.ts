/**
 * Logistic regression with a penalty for each coefficient, and signs held where they are known.
 *
 * **Source.** Iteratively reweighted least squares (McCullagh and Nelder 1989, §4.4) with ridge penalties (le Cessie and van Houwelingen
 * 1992); a coefficient that must not be negative is held at zero by coordinate descent on each weighted problem (Friedman, Hastie and
 * Tibshirani 2010), which keeps the sum convex and its minimum the only one.
 * **Input.** Rows of finite numbers, one outcome each, a ridge penalty and a sign for each column. The intercept is not penalised.
 * **Output.** Intercept and coefficients in the units of the columns, per natural logarithm of odds.
 * **Limits.** Without a penalty, columns that separate the outcomes have no finite answer: it is then stopped, and says so.
 */

export interface LogisticOrder {
  readonly rows: readonly (readonly number[])[];
  readonly outcomes: readonly boolean[];
  /** λ_j in Σ λ_j (β_j − b_j)² / 2, beside the sum of the log-likelihood. */
  readonly penalties: readonly number[];
  /** b_j, what the penalty draws each coefficient towards: 0 unless told. */
  readonly towards?: readonly number[];
  /** Columns whose coefficient is at least zero. */
  readonly nonNegative?: readonly boolean[];
}

export interface LogisticFit {
  readonly intercept: number;
  readonly coefficients: readonly number[];
  readonly settled: boolean;
}

const roundsMax = 100;
const sweepsMax = 1_000;
const enough = 1e-10;

export function logisticFit({ rows, outcomes, penalties, towards = [], nonNegative = [] }: LogisticOrder): LogisticFit {
  const width = penalties.length;
  const coefficients = new Array<number>(width).fill(0);
  const trues = outcomes.filter(Boolean).length;
  // Halves keep it finite where all outcomes are alike.
  let intercept = Math.log((trues + 0.5) / (outcomes.length - trues + 0.5));
  for (let round = 0; round < roundsMax; round++) {
    const before = [intercept, ...coefficients];
    const weights = new Float64Array(rows.length);
    // What is left of the working response beside the present fit.
    const left = new Float64Array(rows.length);
    rows.forEach((row, at) => {
      const p = 1 / (1 + Math.exp(-linear(intercept, coefficients, row)));
      weights[at] = Math.max(1e-9, p * (1 - p));
      left[at] = (Number(outcomes[at]) - p) / weights[at]!;
    });
    for (let sweep = 0; sweep < sweepsMax; sweep++) {
      let most = 0;
      const step = shift(weights, left);
      intercept += step;
      for (let at = 0; at < left.length; at++) left[at]! -= step;
      most = Math.max(most, Math.abs(step));
      for (let j = 0; j < width; j++) {
        let along = 0;
        let squares = 0;
        for (let at = 0; at < rows.length; at++) {
          const x = rows[at]![j]!;
          if (x === 0) continue;
          along += weights[at]! * x * left[at]!;
          squares += weights[at]! * x * x;
        }
        if (squares + penalties[j]! === 0) continue;
        const free =
          (along + squares * coefficients[j]! + penalties[j]! * (towards[j] ?? 0)) / (squares + penalties[j]!);
        const next = nonNegative[j] ? Math.max(0, free) : free;
        const change = next - coefficients[j]!;
        if (change === 0) continue;
        coefficients[j] = next;
        for (let at = 0; at < rows.length; at++) left[at]! -= change * rows[at]![j]!;
        most = Math.max(most, Math.abs(change));
      }
      if (most < enough) break;
    }
    const moved = Math.max(...[intercept, ...coefficients].map((value, at) => Math.abs(value - before[at]!)));
    if (moved < 1e-8) return { intercept, coefficients, settled: true };
    if (!Number.isFinite(moved) || moved > 1e6) break;
  }
  return { intercept, coefficients, settled: false };
}

/** Probability of the outcome for one row. */
export function logisticProbability(
  fit: Pick<LogisticFit, 'intercept' | 'coefficients'>,
  row: readonly number[],
): number {
  return 1 / (1 + Math.exp(-linear(fit.intercept, fit.coefficients, row)));
}

function linear(intercept: number, coefficients: readonly number[], row: readonly number[]): number {
  let sum = intercept;
  for (let j = 0; j < coefficients.length; j++) sum += coefficients[j]! * row[j]!;
  return sum;
}

function shift(weights: Float64Array, left: Float64Array): number {
  let along = 0;
  let all = 0;
  for (let at = 0; at < left.length; at++) {
    along += weights[at]! * left[at]!;
    all += weights[at]!;
  }
  return all === 0 ? 0 : along / all;
}
