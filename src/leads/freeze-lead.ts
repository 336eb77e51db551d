/**
 * A lead with all it rests on, as it is kept and shown later.
 *
 * **Source.** The facts it was found in. **Input.** A lead, its world and the index of each trace. **Output.** {@link FrozenLead}.
 * **Limits.** Of a lead of very many traces those with the highest index are kept with their parts, of the others the numbers.
 */
import type { FrozenLead, FrozenTrace } from '../model/lead-evidence.ts';
import type { FirearmFacts } from '../model/leads.ts';
import type { EntityId } from '../model/ids.ts';
import type { DoubtCode } from '../model/trace-doubts.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import type { TraceIndex } from '../model/trace-index.ts';
import type { MergedLead } from './find-leads.ts';
import { topicOf } from './lead-topic.ts';

const tracesKept = 200;

export interface FreezingWorld {
  traceOf(traceNumber: string): TraceFacts | undefined;
  indexOf(traceNumber: string): Pick<TraceIndex, 'score' | 'low' | 'high' | 'components'> | undefined;
  doubtsOf(traceNumber: string): readonly DoubtCode[];
  firearmOf(firearm: EntityId): FirearmFacts | undefined;
}

export function freezeLead(lead: MergedLead, world: FreezingWorld): FrozenLead {
  const { kind, subject, strength, reason, also, traces, leftOut, persons, firearms, dealers, incidents, from, to } =
    lead;
  const scored = traces.length <= tracesKept ? traces : highest(traces, world);
  return {
    topic: topicOf(kind),
    subject,
    kind,
    strength,
    reason,
    also,
    evidence: {
      numbers: traces,
      traces: scored.flatMap((number) => frozenTrace(number, world)),
      leftOut: leftOut.map((traceNumber) => ({ traceNumber, flags: world.doubtsOf(traceNumber) })),
      persons,
      firearms,
      dealers,
      incidents,
      // Of all firearms: what is cut here would seem withdrawn to whoever received it.
      shootings: firearms.flatMap((firearm) =>
        (world.firearmOf(firearm)?.shootings ?? []).map(({ incident, on, tie }) => ({ firearm, incident, on, tie })),
      ),
      from,
      to,
    },
  };
}

function highest(traces: readonly string[], world: FreezingWorld): string[] {
  const score = (number: string) => world.indexOf(number)?.score ?? -1;
  return traces.toSorted((a, b) => score(b) - score(a) || (a < b ? -1 : 1)).slice(0, tracesKept);
}

function frozenTrace(traceNumber: string, world: FreezingWorld): FrozenTrace[] {
  const trace = world.traceOf(traceNumber);
  if (trace === undefined) return [];
  const index = world.indexOf(traceNumber);
  return [
    {
      traceNumber,
      firearm: trace.firearm,
      purchaser: trace.purchaser?.id ?? null,
      possessor: trace.possessor?.id ?? null,
      dealer: trace.dealer?.id ?? null,
      soldOn: trace.soldOn,
      recoveredOn: trace.recoveredOn,
      days: trace.timeToCrime.kind === 'computed' ? trace.timeToCrime.days : null,
      score: rounded(index?.score ?? null),
      low: rounded(index?.low ?? null),
      high: rounded(index?.high ?? null),
      parts: (index?.components ?? []).map(
        ({ value, contribution, low, high }) =>
          [rounded(value), rounded(contribution), rounded(low), rounded(high)] as const,
      ),
      flags: world.doubtsOf(traceNumber),
    },
  ];
}

/** Points are shown with a decimal: three are kept, so that parts add up to their sum. */
function rounded<T extends number | null>(value: T): T {
  return (value === null ? null : Math.round(value * 1000) / 1000) as T;
}
