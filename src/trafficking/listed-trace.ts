import type { TraceFacts } from '../model/trace-facts.ts';
import type { ListedTrace } from '../model/trace-page.ts';
import { firearmClass, type TraceStanding } from './select-traces.ts';
import { dealerRef, firearmLabel, personRef } from './trace-names.ts';

/** A trace as a list shows it. */
export function listedTrace(trace: TraceFacts, { index, flags }: TraceStanding): ListedTrace {
  const { traceNumber, firearm, soldOn, recoveredOn, timeToCrime, dealer, purchaser } = trace;
  const held = index.get(traceNumber);
  return {
    traceNumber,
    firearm,
    label: firearmLabel(trace),
    class: firearmClass(trace),
    soldOn,
    recoveredOn,
    days: timeToCrime.kind === 'computed' ? timeToCrime.days : null,
    source: dealer?.state ?? null,
    dealer: dealer && dealerRef(dealer),
    purchaser: purchaser && personRef(purchaser),
    score: held?.score ?? null,
    low: held?.low ?? null,
    high: held?.high ?? null,
    flags: (flags.get(traceNumber) ?? []).map(({ code }) => code),
  };
}
