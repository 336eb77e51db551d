/**
 * How much of the top of a list stays when the weights are another's.
 *
 * **Source.** Saisana, Saltelli and Tarantola 2005, uncertainty of composite indicators: each weight drawn between its least and most
 * plausible, here uniformly ±20 %.
 * **Input.** Traces with contexts, weights, a seed. **Output.** For each trace in the top the share of draws in which it stays there.
 * **Limits.** It says how much the order depends on the weights, not whether they are right.
 */
import type { TraceFacts } from '../model/trace-facts.ts';
import type { Random } from '../stats/random.ts';
import { coefficientsOf, regressionRow, type CityWeights } from './city-index.ts';
import type { TraceContext } from './trace-context.ts';

/** How it is asked wherever it is told: the first fifty, each weight drawn two hundred times within a fifth of itself. */
export const usualStability = { top: 50, draws: 200, spread: 0.2 } as const;

export interface Stability {
  readonly top: number;
  readonly draws: number;
  /** Mean share of the top that stays. */
  readonly kept: number;
  /** By trace number, of those in the top. */
  readonly stays: readonly { readonly traceNumber: string; readonly draws: number }[];
}

export function rankStability(
  traces: readonly { readonly trace: TraceFacts; readonly context: TraceContext }[],
  weights: CityWeights,
  {
    top,
    draws,
    spread,
    random,
  }: { readonly top: number; readonly draws: number; readonly spread: number; readonly random: Random },
): Stability {
  const rows = traces.map(({ trace, context }) => regressionRow(trace, context));
  const usual = coefficientsOf(weights);
  const first = topOf(rows, usual, top);
  const stays = new Map(first.map((at) => [at, 0]));
  for (let draw = 0; draw < draws; draw++) {
    const drawn = usual.map((each) => each * (1 - spread + 2 * spread * random.next()));
    for (const at of topOf(rows, drawn, top)) if (stays.has(at)) stays.set(at, stays.get(at)! + 1);
  }
  return {
    top: first.length,
    draws,
    kept: first.length === 0 ? 1 : [...stays.values()].reduce((all, each) => all + each, 0) / (draws * first.length),
    stays: first.map((at) => ({ traceNumber: traces[at]!.trace.traceNumber, draws: stays.get(at)! })),
  };
}

function topOf(rows: readonly (readonly number[])[], coefficients: readonly number[], top: number): number[] {
  const scores = rows.map((row) => coefficients.reduce((sum, each, at) => sum + each * row[at]!, 0));
  return scores
    .map((_, at) => at)
    .sort((a, b) => scores[b]! - scores[a]! || a - b)
    .slice(0, top);
}
