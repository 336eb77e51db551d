/**
 * What the other traces say of the dealer and the purchaser of each trace, without the trace itself.
 *
 * **Source.** Other traced firearms of a purchaser and several bought together: ATF's indicators of trafficking (_Following the Gun_, 2000;
 * Youth Crime Gun Interdiction Initiative). The dealer's adjusted rate: the share of short times to crime, drawn towards the usual
 * (`stats/beta-binomial.ts`), over the share of all.
 * **Input.** Facts of all traces of an agency. **Output.** For each trace its context, in the same order.
 * **Limits.** A trace never speaks for itself: it is left out of its dealer's rate and of its purchaser's firearms. Firearms are counted, not
 * traces: one traced twice is one. A sale on which sources contradict each other is nobody's purchase, and a day of it that cannot be true is none.
 */
import { daysBetween } from '../model/values/days-between.ts';
import { fitBetaPrior, type BetaPrior } from '../stats/beta-binomial.ts';
import type { EntityId } from '../model/ids.ts';
import { isSaleContradicted, saleDayOf } from '../model/trace-doubts.ts';
import { isShort, type TraceFacts } from '../model/trace-facts.ts';

export interface TraceContext {
  /** Other traced firearms the purchaser bought; null where no purchaser is recorded, or sources contradict each other on the sale. */
  readonly otherFirearms: number | null;
  /** Of these, bought within so many days of this one that they are one purchase or a string of purchases. */
  readonly boughtTogether: number | null;
  /** Share of short times to crime among the dealer's other traces over the share of all, 1 the usual; null where no dealer is recorded, or sources contradict each other on the sale. */
  readonly dealerRatio: number | null;
}

/** Five business days are seven days of the calendar, or eight over a holiday. */
const togetherDays = 7;

export function traceContexts(traces: readonly TraceFacts[]): TraceContext[] {
  const purchases = new Map<string, Map<string, string | null>>();
  for (const trace of traces) notePurchase(purchases, trace);
  const rates = usualRates(traces);
  return traces.map((trace) =>
    contextOf(trace, trace.purchaser === null ? [] : [...(purchases.get(trace.purchaser.id) ?? [])], rates),
  );
}

/** The day a trace came back, or its firearm was recovered where that was later: from then on it can be scored. Null where no day is known. */
export function scoredFrom({
  completedOn,
  recoveredOn,
}: Pick<TraceFacts, 'completedOn' | 'recoveredOn'>): string | null {
  if (completedOn === null || recoveredOn === null) return completedOn ?? recoveredOn;
  return completedOn > recoveredOn ? completedOn : recoveredOn;
}

/**
 * As {@link traceContexts}, each of what had come back by the day the trace could first be scored: what weights are fitted to and judged by,
 * for what came later is in no score given in time. The usual share is that of the first of the month. Null where no day is known.
 */
export function contextsAsKnown(traces: readonly TraceFacts[]): (TraceContext | null)[] {
  const byDay = [
    ...Map.groupBy(
      traces.flatMap((trace, at) => {
        const day = scoredFrom(trace);
        return day === null ? [] : [{ trace, at, day }];
      }),
      ({ day }) => day,
    ),
  ].sort(([a], [b]) => (a < b ? -1 : 1));
  const purchases = new Map<string, Map<string, string | null>>();
  const dealers = new Map<EntityId, Map<EntityId, boolean>>();
  const contexts = new Array<TraceContext | null>(traces.length).fill(null);
  let [usual, month]: [UsualRates['usual'], string] = [null, ''];
  for (const [day, scored] of byDay) {
    if (day.slice(0, 7) !== month) {
      usual = usualOf([...dealers.values()].map(countOf));
      month = day.slice(0, 7);
    }
    for (const { trace } of scored) {
      notePurchase(purchases, trace);
      noteTime(dealers, trace);
    }
    for (const { trace, at } of scored) {
      const of = trace.purchaser === null ? [] : [...(purchases.get(trace.purchaser.id) ?? [])];
      contexts[at] = contextOf(trace, of, { usual, dealers });
    }
  }
  return contexts;
}

function notePurchase(purchases: Map<string, Map<string, string | null>>, trace: TraceFacts) {
  const { purchaser, firearm } = trace;
  if (purchaser === null || isSaleContradicted(trace)) return;
  const of = purchases.get(purchaser.id) ?? new Map<string, string | null>();
  of.set(firearm, of.get(firearm) ?? saleDayOf(trace));
  purchases.set(purchaser.id, of);
}

function noteTime(dealers: Map<EntityId, Map<EntityId, boolean>>, trace: TraceFacts) {
  const short = isShort(trace);
  if (trace.dealer === null || short === null) return;
  const of = dealers.get(trace.dealer.id) ?? new Map<EntityId, boolean>();
  // Of several recoveries the first is the shortest.
  of.set(trace.firearm, short || of.get(trace.firearm) === true);
  counts.delete(of);
  dealers.set(trace.dealer.id, of);
}

/** The firearms somebody bought and their days, from the traces that name them as the purchaser. */
export function purchasesIn(traces: readonly TraceFacts[]): [firearm: string, soldOn: string | null][] {
  const purchases = new Map<string, Map<string, string | null>>();
  for (const trace of traces) notePurchase(purchases, trace);
  return [...purchases.values()].flatMap((of) => [...of]);
}

/** One trace, with the firearms its purchaser bought and their days. */
export function contextOf(
  trace: TraceFacts,
  purchases: readonly (readonly [firearm: string, soldOn: string | null])[],
  rates: UsualRates,
): TraceContext {
  const { purchaser, firearm } = trace;
  const isContradicted = isSaleContradicted(trace);
  const others = purchaser === null || isContradicted ? null : purchases.filter(([id]) => id !== firearm);
  const soldOn = saleDayOf(trace);
  return {
    otherFirearms: others?.length ?? null,
    boughtTogether: others?.filter(([, on]) => daysApart(on, soldOn) <= togetherDays).length ?? null,
    dealerRatio: isContradicted ? null : dealerRatio(trace, rates),
  };
}

/** What traces are held against: the usual share of short times, and that of each dealer with the firearms it was counted of. */
export interface UsualRates {
  /** Null where all known times are alike. */
  readonly usual: (BetaPrior & { readonly share: number }) | null;
  /** By dealer, of each firearm counted whether its time was short. */
  readonly dealers: ReadonlyMap<EntityId, ReadonlyMap<EntityId, boolean>>;
}

/** Counted of some traces, each firearm once for its dealer. */
export function usualRates(traces: readonly TraceFacts[]): UsualRates {
  const dealers = new Map<EntityId, Map<EntityId, boolean>>();
  for (const trace of traces) noteTime(dealers, trace);
  return { usual: usualOf([...dealers.values()].map(countOf)), dealers };
}

/** Short and known of each dealer's firearms, counted once for all its traces. */
const counts = new WeakMap<ReadonlyMap<EntityId, boolean>, { short: number; known: number }>();

function countOf(firearms: ReadonlyMap<EntityId, boolean>): { short: number; known: number } {
  const held = counts.get(firearms);
  if (held?.known === firearms.size) return held;
  const counted = { short: [...firearms.values()].filter(Boolean).length, known: firearms.size };
  counts.set(firearms, counted);
  return counted;
}

function dealerRatio({ dealer, firearm }: TraceFacts, { usual, dealers }: UsualRates): number | null {
  if (dealer === null || usual === null) return null;
  const firearms = dealers.get(dealer.id);
  const { short, known } = firearms === undefined ? { short: 0, known: 0 } : countOf(firearms);
  const own = firearms?.get(firearm);
  return (
    (usual.a + short - Number(own === true)) / (usual.a + usual.b + known - Number(own !== undefined)) / usual.share
  );
}

/** The prior of shares, and the share of all. */
function usualOf(dealers: readonly { short: number; known: number }[]): UsualRates['usual'] {
  const known = dealers.reduce((sum, each) => sum + each.known, 0);
  const short = dealers.reduce((sum, each) => sum + each.short, 0);
  if (short === 0 || short === known) return null;
  return { share: short / known, ...fitBetaPrior(dealers.map((each) => ({ count: each.short, of: each.known }))) };
}

function daysApart(a: string | null, b: string | null): number {
  if (a === null || b === null) return Infinity;
  return Math.abs(daysBetween(a, b));
}
