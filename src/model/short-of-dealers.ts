import type { EntityId } from './ids.ts';
import { shareOf } from './share.ts';
import { isShort, type TraceFacts } from './trace-facts.ts';

/**
 * Of each firearm the trace of its first recovery, in the order given: that with the least known time to crime, else the first day, else the first
 * of the traces. A later recovery says less of the sale, and a trace of which nothing is known says nothing of it. Traces that are asked for
 * (`isWanted`) come before others: a recovery from the purchaser must not hide one from somebody else.
 */
export function firstRecoveries(
  traces: readonly TraceFacts[],
  isWanted: (trace: TraceFacts) => boolean = () => true,
): TraceFacts[] {
  const first = new Map<string, TraceFacts>();
  for (const trace of traces) {
    const held = first.get(trace.firearm);
    if (held === undefined) first.set(trace.firearm, trace);
    else if (isWanted(trace) === isWanted(held) ? isEarlier(trace, held) : isWanted(trace))
      first.set(trace.firearm, trace);
  }
  return traces.filter((trace) => first.get(trace.firearm) === trace);
}

/** A time below nothing is of a wrong day, and none. */
const daysKnown = ({ timeToCrime }: TraceFacts) =>
  timeToCrime.kind === 'computed' && timeToCrime.days >= 0 ? timeToCrime.days : Infinity;

function isEarlier(a: TraceFacts, b: TraceFacts): boolean {
  const [x, y] = [daysKnown(a), daysKnown(b)];
  if (x !== y) return x < y;
  return (a.recoveredOn ?? '9999') < (b.recoveredOn ?? '9999');
}

/** Of each dealer the firearms traced to it, each once, by the trace of its first recovery; one that two dealers sold is one to each. */
export function soldByDealer(traces: readonly TraceFacts[]): Map<EntityId, TraceFacts[]> {
  const named = traces.filter(({ dealer }) => dealer !== null).sort((a, b) => (a.traceNumber < b.traceNumber ? -1 : 1));
  return new Map(
    [...Map.groupBy(named, ({ dealer }) => dealer!.id)].map(([dealer, of]) => [dealer, firstRecoveries(of)]),
  );
}

/** Of each dealer how many firearms have a known time to crime and how many of these a short one, in the order of their numbers. */
export function shortOfDealers(
  ofDealer: ReadonlyMap<EntityId, readonly TraceFacts[]>,
): { readonly dealer: EntityId; readonly events: number; readonly exposure: number }[] {
  return [...ofDealer]
    .map(([dealer, of]) => {
      const { numerator, denominator } = shareOf(of, isShort);
      return { dealer, events: numerator, exposure: denominator };
    })
    .sort((a, b) => (a.dealer < b.dealer ? -1 : 1));
}
