/**
 * Which traces a question is of.
 *
 * **Source.** Handguns are NCIC types P, PD and PR, as the New York State Attorney General counts them. **Input.** Facts of traces, their
 * indexes and flags, and what is asked for. **Output.** Those that fit all of it, in their order.
 * **Limits.** A trace without a day of recovery is in no period.
 */
import type { TraceFacts } from '../model/trace-facts.ts';
import type { FirearmClass, TraceListQuery } from '../model/trace-filter.ts';
import type { TraceIndex } from '../model/trace-index.ts';
import type { TraceFlag } from '../model/trace-page.ts';
import { isTraceProper } from '../model/trace-completion.ts';
import { answerOf, hadRetailSale } from './trace-measures.ts';

/** What a trace is asked by, beside its facts. */
export interface TraceStanding {
  readonly index: ReadonlyMap<string, TraceIndex>;
  readonly flags: ReadonlyMap<string, readonly TraceFlag[]>;
}

export function firearmClass({ type }: Pick<TraceFacts, 'type'>): FirearmClass {
  if (type === null || type === '') return 'unknown';
  if (type.startsWith('P')) return 'handgun';
  return /^[RSC]/.test(type) ? 'long' : 'other';
}

/** By what a whole picture is filtered; the period apart, since the picture of all months has none. */
export function selectTraces(
  traces: readonly TraceFacts[],
  { from, to, class: wanted, source, district }: Pick<TraceListQuery, 'from' | 'to' | 'class' | 'source' | 'district'>,
): TraceFacts[] {
  return traces.filter(
    (trace) =>
      (wanted === undefined || firearmClass(trace) === wanted) &&
      (source === undefined || isFrom(trace, source)) &&
      (district === undefined || (trace.recoveryDistrict ?? 'none') === district) &&
      (from === undefined || (trace.recoveredOn !== null && trace.recoveredOn >= from)) &&
      (to === undefined || (trace.recoveredOn !== null && trace.recoveredOn <= to)),
  );
}

function isFrom(trace: TraceFacts, source: string): boolean {
  const { dealer } = trace;
  if (source === 'government') return !hadRetailSale(trace);
  if (!hadRetailSale(trace)) return false;
  if (source === 'retail') return true;
  if (source === 'none') return dealer?.state == null;
  return (source.length === 2 ? dealer?.state : dealer?.county) === source;
}

/** By what a list of the picture is of; of flagged ones those that are no traces too. */
export function listTraces(
  all: readonly TraceFacts[],
  asked: TraceListQuery,
  { index, flags }: TraceStanding,
): TraceFacts[] {
  const traces = selectTraces(asked.flag === undefined ? all.filter(isTraceProper) : all, asked);
  const days = spanOf(asked.days);
  const score = spanOf(asked.score);
  return traces.filter((trace) => {
    const { dealer, purchaser, soldOn, recoveredOn, timeToCrime, traceNumber } = trace;
    const held = index.get(traceNumber)?.score ?? null;
    return (
      (asked.measure === undefined || answerOf(asked.measure, trace) === (asked.answer ?? 'yes')) &&
      (days === null || lies(timeToCrime.kind === 'computed' ? timeToCrime.days : null, days)) &&
      (score === null || lies(held === null ? null : Math.min(held, 99.999), score)) &&
      (asked.sold === undefined || soldOn?.slice(0, 4) === asked.sold) &&
      (asked.recovered === undefined || (recoveredOn?.slice(0, 4) ?? 'none') === asked.recovered) &&
      (asked.dealer === undefined || dealer?.id === asked.dealer) &&
      (asked.purchaser === undefined || purchaser?.id === asked.purchaser) &&
      (asked.flag === undefined || (flags.get(traceNumber) ?? []).some(({ code }) => code === asked.flag))
    );
  });
}

type Span = { readonly from: number; readonly below: number } | 'none';

function spanOf(text: string | undefined): Span | null {
  if (text === undefined) return null;
  if (text === 'none') return 'none';
  const [from, below] = text.split('-') as [string, string];
  return { from: Number(from), below: below === '' ? Infinity : Number(below) };
}

function lies(value: number | null, span: Span): boolean {
  if (span === 'none' || value === null) return span === 'none' && value === null;
  return value >= span.from && value < span.below;
}
