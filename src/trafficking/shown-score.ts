/**
 * What is kept of the index of a trace when it is shown or handed out, and in what it differs from the index now.
 *
 * **Source.** The parts of `city-index.ts` and `reference-index.ts`. **Input.** The index, facts and context of the trace.
 * **Output.** {@link ShownScore}: score, interval, weights by name, of each part value, input x and points. What is not recorded has no value and no x.
 * **Limits.** Three decimals are kept: what is smaller is no change. It tells which inputs are others, not which record made them so.
 */
import type { TraceFacts } from '../model/trace-facts.ts';
import type { TraceIndex } from '../model/trace-index.ts';
import type { EarlierScore, ShownScore } from '../model/trace-score.ts';
import { cityInputs } from './city-index.ts';
import { referenceWeights } from './reference-index.ts';
import type { TraceContext } from './trace-context.ts';

/** What the rules are called that count the parts of an index, beside its weights: another name where they count otherwise. */
export const indexEngine = 'index-2';

export function shownScore(index: TraceIndex, trace: TraceFacts, context: TraceContext): ShownScore {
  const { mode, version, score, low, high, why, components } = index;
  const inputs = mode === 'city' ? cityInputs(trace, context) : null;
  return {
    mode,
    version,
    score: rounded(score),
    low: rounded(low),
    high: rounded(high),
    why,
    parts: components.map((part) => {
      const x = inputs === null ? [part.contribution / referenceWeightOf(part.name)] : inputs[part.name].x;
      return {
        name: part.name,
        value: rounded(part.value),
        x: x && x.map((each) => rounded(each)),
        contribution: rounded(part.contribution),
        low: rounded(part.low),
        high: rounded(part.high),
      };
    }),
  };
}

/** In what an earlier score differs from the one there is now; of one that is no longer, all its parts do. */
export function scoreDifference(
  earlier: ShownScore & { readonly engine: string },
  now: ShownScore | undefined,
): EarlierScore['differs'] {
  const names = [...new Set([...earlier.parts, ...(now?.parts ?? [])].map(({ name }) => name))];
  return {
    version: earlier.version !== now?.version,
    engine: earlier.engine !== indexEngine,
    parts: names.flatMap((name) => {
      const [then, today] = [earlier, now].map((of) => of?.parts.find((part) => part.name === name));
      const part = {
        name,
        was: then?.value ?? null,
        is: today?.value ?? null,
        pointsWere: then?.contribution ?? 0,
        pointsAre: today?.contribution ?? 0,
      };
      return part.was === part.is && part.pointsWere === part.pointsAre ? [] : [part];
    }),
  };
}

function referenceWeightOf(name: TraceIndex['components'][number]['name']): number {
  if (name === 'time-to-crime') return referenceWeights.timeToCrime;
  return name === 'out-of-state' ? referenceWeights.outOfState : referenceWeights.unrecordedTransfer;
}

function rounded<T extends number | null>(value: T): T {
  return (value === null ? null : Math.round(value * 1000) / 1000) as T;
}
