import { findLeads } from '../../src/leads/find-leads.ts';
import { leadSettingsDefault } from '../../src/leads/lead-settings.ts';
import type { FirearmFacts } from '../../src/model/leads.ts';
import type { TraceFacts } from '../../src/model/trace-facts.ts';
import type { TraceIndex } from '../../src/model/trace-index.ts';
import { areaUnderCurve } from '../../src/stats/discrimination.ts';
import { cityIndex } from '../../src/trafficking/city-index.ts';
import { declaredWeights } from '../../src/trafficking/declared-weights.ts';
import { tracesProper } from '../../src/trafficking/trace-measures.ts';
import { tracesAsKnown } from '../../src/trafficking/traces-as-known.ts';
import { readRows } from './csv-rows.ts';

/** Of each trace number whether it truly was of a trafficked firearm. */
export async function readTrafficked(path: string): Promise<Map<string, boolean>> {
  return new Map((await readRows(path)).map((row) => [row['trace_number']!, row['trafficked'] === '1']));
}

interface MeasuredTown {
  readonly facts: readonly TraceFacts[];
  readonly firearms: readonly FirearmFacts[];
  /** The highest first. */
  readonly city: readonly TraceIndex[];
  readonly reference: readonly TraceIndex[];
  /** By trace number, whether it truly was. */
  readonly trafficked: ReadonlyMap<string, boolean>;
}

/** How well index and leads tell what truly was trafficked: areas over traces with a time, and counts among the first fifty. */
export function townFigures({ facts, firearms, city, reference, trafficked }: MeasuredTown) {
  const timed = new Set(
    facts.flatMap(({ traceNumber, timeToCrime }) => (timeToCrime.kind === 'computed' ? traceNumber : [])),
  );
  const areaOf = (indexes: readonly Pick<TraceIndex, 'traceNumber' | 'score'>[]) =>
    areaUnderCurve(
      indexes
        .filter(({ traceNumber }) => timed.has(traceNumber) && trafficked.has(traceNumber))
        .map(({ traceNumber, score }) => ({ score: score ?? -1, isTrue: trafficked.get(traceNumber)! })),
    )!;
  const traces = tracesProper(facts);
  // Each trace as it was known when it could first be scored: the published formula has no help from what came later either.
  const inTime = tracesAsKnown(traces, firearms).map(({ trace, context }) => ({
    traceNumber: trace.traceNumber,
    score: cityIndex(trace, context, declaredWeights).score,
  }));
  const scores = new Map(city.map(({ traceNumber, score }) => [traceNumber, score ?? 0]));
  const given = { traces, scores, firearms, arrests: [], denials: [], vehicles: [] };
  const isTrue = (lead: { readonly traces: readonly string[] }) =>
    2 * lead.traces.filter((each) => trafficked.get(each)).length > lead.traces.length;
  return {
    traces: timed.size,
    city: areaOf(city),
    inTime: areaOf(inTime),
    reference: areaOf(reference),
    top50: city.slice(0, 50).filter(({ traceNumber }) => trafficked.get(traceNumber)).length,
    leads50: findLeads(given, leadSettingsDefault, {}).slice(0, 50).filter(isTrue).length,
  };
}
