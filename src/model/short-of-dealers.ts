import type { EntityId } from './ids.ts';
import { shareOf } from './share.ts';
import { isShort, type TraceFacts } from './trace-facts.ts';

/** The first trace of each firearm, of traces in order. */
export function onceEachFirearm(traces: readonly TraceFacts[]): TraceFacts[] {
  const seen = new Set<string>();
  return traces.filter(({ firearm }) => !seen.has(firearm) && seen.add(firearm));
}

/** Of each dealer the firearms traced to it, each once, by its first trace number; one that two dealers sold is one to each. */
export function soldByDealer(traces: readonly TraceFacts[]): Map<EntityId, TraceFacts[]> {
  const named = traces.filter(({ dealer }) => dealer !== null).sort((a, b) => (a.traceNumber < b.traceNumber ? -1 : 1));
  return new Map(
    [...Map.groupBy(named, ({ dealer }) => dealer!.id)].map(([dealer, of]) => [dealer, onceEachFirearm(of)]),
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
