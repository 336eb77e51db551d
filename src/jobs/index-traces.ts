import type pg from 'pg';
import type { IndexMode, TraceIndex } from '../model/trace-index.ts';
import { cityIndex, type CityWeights } from '../trafficking/city-index.ts';
import { referenceIndex, referenceVersion, referenceWeights } from '../trafficking/reference-index.ts';
import { traceContexts } from '../trafficking/trace-context.ts';
import { tracesProper } from '../trafficking/trace-measures.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import type { Home } from '../trace/trace-facts.ts';
import { loadTraceFacts } from './load-trace-facts.ts';

/** The trafficking index of every trace, the highest first; those without one last, each with why. */
export async function indexTraces(
  client: pg.ClientBase,
  agencyId: number,
  { mode, home, weights }: { readonly mode: IndexMode; readonly home: Home; readonly weights: CityWeights },
): Promise<TraceIndex[]> {
  const traces = tracesProper(await loadTraceFacts(client, agencyId, home));
  const indexes = mode === 'reference' ? byReference(traces, home.state) : byCity(traces, weights);
  const rank = ({ score }: TraceIndex) => score ?? -1;
  return indexes.sort((a, b) => rank(b) - rank(a) || (a.traceNumber < b.traceNumber ? -1 : 1));
}

/** The city's index of each trace. */
export function byCity(traces: readonly TraceFacts[], weights: CityWeights): TraceIndex[] {
  const contexts = traceContexts(traces);
  return traces.map((trace, at) => ({
    traceNumber: trace.traceNumber,
    firearm: trace.firearm,
    mode: 'city',
    version: weights.version,
    ...cityIndex(trace, contexts[at]!, weights),
    why: null,
  }));
}

function byReference(traces: readonly TraceFacts[], homeState: string | null): TraceIndex[] {
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
