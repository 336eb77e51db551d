import type { TraceIndex } from '../model/trace-index.ts';
import { cityIndex, type CityWeights } from '../trafficking/city-index.ts';
import { referenceIndex, referenceVersion, referenceWeights } from '../trafficking/reference-index.ts';
import { traceContexts, type TraceContext } from '../trafficking/trace-context.ts';
import type { TraceFacts } from '../model/trace-facts.ts';

/** The city's index of each trace. */
export function byCity(
  traces: readonly TraceFacts[],
  weights: CityWeights,
  contexts: readonly TraceContext[] = traceContexts(traces),
): TraceIndex[] {
  return traces.map((trace, at) => ({
    traceNumber: trace.traceNumber,
    firearm: trace.firearm,
    mode: 'city',
    version: weights.version,
    ...cityIndex(trace, contexts[at]!, weights),
    why: null,
  }));
}

/** The published index of each trace, or why it has none. */
export function byReference(traces: readonly TraceFacts[], homeState: string | null): TraceIndex[] {
  return traces.map((trace) => {
    const of = {
      traceNumber: trace.traceNumber,
      firearm: trace.firearm,
      mode: 'reference' as const,
      version: referenceVersion,
    };
    const index =
      homeState === null
        ? { kind: 'undetermined' as const, why: 'the state of the agency is not known' }
        : referenceIndex(trace, homeState);
    if (index.kind === 'undetermined')
      return { ...of, score: null, low: null, high: null, components: [], why: index.why };
    const part = (name: TraceIndex['components'][number]['name'], value: number | null, contribution: number) => ({
      name,
      value,
      contribution,
      low: contribution,
      high: contribution,
    });
    const { unrecordedTransfer, outOfState } = referenceWeights;
    const added =
      index.score - unrecordedTransfer * Number(index.unrecordedTransfer) - outOfState * Number(index.outOfState);
    return {
      ...of,
      score: index.score,
      low: index.score,
      high: index.score,
      components: [
        part('time-to-crime', trace.timeToCrime.kind === 'computed' ? trace.timeToCrime.days : null, added),
        part(
          'unrecorded-transfer',
          Number(index.unrecordedTransfer),
          unrecordedTransfer * Number(index.unrecordedTransfer),
        ),
        part('out-of-state', Number(index.outOfState), outOfState * Number(index.outOfState)),
      ],
      why: null,
    };
  });
}
