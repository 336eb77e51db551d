/**
 * How well a score tells what is from what is not, and whether its probabilities are what they say.
 *
 * **Source.** Area under the ROC curve as the Mann–Whitney probability with ties at a half; Brier 1950; reliability by equal counts
 * (DeGroot and Fienberg 1983); slope and intercept of recalibration after Cox 1958: logit P(true) = intercept + slope · logit(said).
 * **Input.** Scores or probabilities with what was true. **Output.** Figures with the counts they rest on.
 * **Limits.** They say how it was on these cases, chosen as they were.
 */
import { logisticFit } from './logistic-fit.ts';

export interface Judged {
  readonly score: number;
  readonly isTrue: boolean;
}

/** Probability that a true one is scored above a false one, ties counted a half; null without both. */
export function areaUnderCurve(judged: readonly Judged[]): number | null {
  const inOrder = judged.toSorted((a, b) => a.score - b.score);
  const trues = judged.filter(({ isTrue }) => isTrue).length;
  const falses = judged.length - trues;
  if (trues === 0 || falses === 0) return null;
  let won = 0;
  let falsesBelow = 0;
  for (let at = 0; at < inOrder.length;) {
    const { score } = inOrder[at]!;
    let [truesHere, falsesHere] = [0, 0];
    for (; at < inOrder.length && inOrder[at]!.score === score; at++)
      if (inOrder[at]!.isTrue) truesHere++;
      else falsesHere++;
    won += truesHere * (falsesBelow + falsesHere / 2);
    falsesBelow += falsesHere;
  }
  return won / (trues * falses);
}

/** Of the `top` with the highest scores, how many are true; those that tie at the end count by their share. */
export function precisionInTop(judged: readonly Judged[], top: number): number | null {
  if (judged.length === 0) return null;
  const inOrder = judged.toSorted((a, b) => b.score - a.score);
  const size = Math.min(top, inOrder.length);
  const last = inOrder[size - 1]!.score;
  const above = inOrder.filter(({ score }) => score > last);
  const tied = inOrder.filter(({ score }) => score === last);
  const trues = (of: readonly Judged[]) => of.filter(({ isTrue }) => isTrue).length;
  return (trues(above) + ((size - above.length) * trues(tied)) / tied.length) / size;
}

/** Mean squared difference between probability and truth: 0 is best, .25 is a coin. */
export function brierScore(judged: readonly Judged[]): number {
  return judged.reduce((sum, { score, isTrue }) => sum + (score - Number(isTrue)) ** 2, 0) / judged.length;
}

export interface ReliabilityBin {
  readonly low: number;
  readonly high: number;
  readonly count: number;
  readonly meanSaid: number;
  readonly trues: number;
}

/** Bins of about equal counts, by rising probability; equal probabilities stay in one bin. */
export function reliabilityTable(judged: readonly Judged[], bins = 10): ReliabilityBin[] {
  const inOrder = judged.toSorted((a, b) => a.score - b.score);
  const table: ReliabilityBin[] = [];
  for (let from = 0; from < inOrder.length;) {
    let to = Math.min(inOrder.length, Math.max(from + 1, Math.round(((table.length + 1) * inOrder.length) / bins)));
    while (to < inOrder.length && inOrder[to]!.score === inOrder[to - 1]!.score) to++;
    const of = inOrder.slice(from, to);
    table.push({
      low: of[0]!.score,
      high: of.at(-1)!.score,
      count: of.length,
      meanSaid: of.reduce((sum, { score }) => sum + score, 0) / of.length,
      trues: of.filter(({ isTrue }) => isTrue).length,
    });
    from = to;
  }
  return table;
}

/** Slope 1 and intercept 0 where probabilities are what they say; a slope below 1 says too sure. Null without both outcomes. */
export function recalibration(
  judged: readonly Judged[],
): { readonly intercept: number; readonly slope: number } | null {
  // Also where what was said separates the true from the others: no slope is steep enough for it.
  const trues = judged.filter(({ isTrue }) => isTrue).length;
  if (trues === 0 || trues === judged.length) return null;
  const bounded = (p: number) => Math.min(1 - 1e-9, Math.max(1e-9, p));
  const fit = logisticFit({
    rows: judged.map(({ score }) => [Math.log(bounded(score) / (1 - bounded(score)))]),
    outcomes: judged.map(({ isTrue }) => isTrue),
    penalties: [0],
  });
  return fit.settled ? { intercept: fit.intercept, slope: fit.coefficients[0]! } : null;
}
