/**
 * Traces as they were known on the day each could first be scored: what weights may be fitted to and judged by.
 *
 * **Source.** A score that is to be judged by what came later may rest on nothing that came later (Hastie, Tibshirani and Friedman 2009,
 * section 7.10.2, of the wrong way to validate). **Input.** Facts of traces and of their firearms. **Output.** Those with a day, each with its
 * context of what had come back by then, and of its shootings those the laboratory had told by then.
 * **Limits.** A tie the laboratory did not date is taken as not told yet. Of a theft, of an unreadable serial number and of who was in possession
 * it is not recorded when anybody learnt it: these are taken as they are known now.
 */
import type { EntityId } from '../model/ids.ts';
import type { FirearmFacts } from '../model/leads.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import { contextsAsKnown, scoredFrom, type TraceContext } from './trace-context.ts';

export interface TraceAsKnown {
  readonly trace: TraceFacts;
  readonly context: TraceContext;
}

export function tracesAsKnown(traces: readonly TraceFacts[], firearms: readonly FirearmFacts[]): TraceAsKnown[] {
  const ties = new Map(firearms.map(({ firearm, shootings }) => [firearm, shootings]));
  const contexts = contextsAsKnown(traces);
  return traces.flatMap((trace, at) => {
    const [context, day] = [contexts[at], scoredFrom(trace)];
    if (!context || day === null) return [];
    return [{ trace: { ...trace, shootings: toldBy(day, ties.get(trace.firearm) ?? []) }, context }];
  });
}

function toldBy(day: string, ties: FirearmFacts['shootings']): TraceFacts['shootings'] {
  const told = ties.filter(({ toldOn }) => toldOn != null && toldOn <= day);
  const count = (kind: 'hit' | 'lead') =>
    new Set<EntityId>(told.flatMap((each) => (each.tie === kind ? [each.incident] : []))).size;
  return { hits: count('hit'), leads: count('lead') };
}
