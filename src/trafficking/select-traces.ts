/**
 * Which traces a question is of.
 *
 * **Source.** Handguns are NCIC types P, PD and PR, as the New York State Attorney General counts them. **Input.** Facts of traces, their
 * indexes and flags, and what is asked for. **Output.** Those that fit all of it, in their order.
 * **Limits.** A trace without a day of recovery is in no period. Which source a firearm is of is asked of the traces that fit all else, as the
 * pictures count it: what its list holds is what its count held.
 */
import type { TraceFacts } from '../model/trace-facts.ts';
import type { FirearmClass, TraceListQuery } from '../model/trace-filter.ts';
import type { TraceIndex } from '../model/trace-index.ts';
import type { TraceFlag } from '../model/trace-page.ts';
import { firstRecoveries } from '../model/short-of-dealers.ts';
import { isTraceProper } from '../model/trace-completion.ts';
import { columnsOf, countedYear } from './flow-columns.ts';
import { oneOfEachFirearm } from './one-of-each.ts';
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

type Selection = Pick<
  TraceListQuery,
  'from' | 'to' | 'class' | 'source' | 'district' | 'incidentDistrict' | 'year' | 'recoveredIn'
>;

/** By what a whole picture is filtered; the period apart, since the picture of all months has none. */
export function selectTraces(traces: readonly TraceFacts[], asked: Selection): TraceFacts[] {
  const { from, to, class: wanted, source, district, incidentDistrict, year, recoveredIn } = asked;
  return ofSource(
    traces.filter(
      (trace) =>
        (wanted === undefined || firearmClass(trace) === wanted) &&
        (district === undefined || columnsOf('district', trace).includes(district)) &&
        (incidentDistrict === undefined || columnsOf('incident-district', trace).includes(incidentDistrict)) &&
        (from === undefined || (trace.recoveredOn !== null && trace.recoveredOn >= from)) &&
        (to === undefined || (trace.recoveredOn !== null && trace.recoveredOn <= to)) &&
        (year === undefined || countedYear(trace) === Number(year)) &&
        (recoveredIn === undefined || trace.recovery.state === recoveredIn),
    ),
    source,
  );
}

/** Those from a source that are of firearms counted there: a firearm traced more than once counts by one of its traces. */
function ofSource(traces: TraceFacts[], source: string | undefined): TraceFacts[] {
  if (source === undefined) return traces;
  const places = source.split(',');
  const isWanted = (trace: TraceFacts) => places.some((place) => isFrom(trace, place));
  const counted = new Set(
    oneOfEachFirearm(traces)
      .filter(isWanted)
      .map(({ firearm }) => firearm),
  );
  return traces.filter((trace) => counted.has(trace.firearm) && isWanted(trace));
}

function isFrom(trace: TraceFacts, place: string): boolean {
  if (place === 'government') return !hadRetailSale(trace);
  if (!hadRetailSale(trace)) return false;
  if (place === 'retail') return true;
  const { state = null, county = null } = trace.dealer ?? {};
  if (place === 'none') return state === null;
  if (/^\d/.test(place)) return county === place;
  const [ofState, ofCounty] = place.split('-');
  return state === ofState && (ofCounty === undefined || (county ?? 'none') === ofCounty);
}

/** Traces a list is of, each firearm once where that is asked for. */
function listed(traces: TraceFacts[], each: TraceListQuery['each']): readonly TraceFacts[] {
  if (each === 'firearm') return oneOfEachFirearm(traces);
  return each === 'recovery' ? firstRecoveries(traces) : traces;
}

/** By what a list of the picture is of; of flagged ones those that are no traces too. */
export function listTraces(
  all: readonly TraceFacts[],
  asked: TraceListQuery,
  { index, flags }: TraceStanding,
): TraceFacts[] {
  const within = selectTraces(asked.flag === undefined ? all.filter(isTraceProper) : all, asked);
  const days = spanOf(asked.days);
  const score = spanOf(asked.score);
  return listed(ofSource(within, asked.ofSource), asked.each).filter((trace) => {
    const { dealer, purchaser, soldOn, recoveredOn, timeToCrime, traceNumber } = trace;
    const held = index.get(traceNumber)?.score ?? null;
    const known = timeToCrime.kind === 'computed' && timeToCrime.days >= 0 ? timeToCrime.days : null;
    return (
      (asked.measure === undefined || answerOf(asked.measure, trace) === (asked.answer ?? 'yes')) &&
      (days === null || lies(known, days)) &&
      (score === null || lies(held === null ? null : Math.min(held, 99.999), score)) &&
      (asked.sold === undefined || soldOn?.slice(0, 4) === asked.sold) &&
      (asked.recovered === undefined || isRecovered(recoveredOn, asked.recovered)) &&
      (asked.by === undefined || asked.column === undefined || columnsOf(asked.by, trace).includes(asked.column)) &&
      (asked.dealer === undefined || dealer?.id === asked.dealer) &&
      (asked.purchaser === undefined || purchaser?.id === asked.purchaser) &&
      (asked.flag === undefined || (flags.get(traceNumber) ?? []).some(({ code }) => code === asked.flag))
    );
  });
}

/** `span`: a year, months from one to another, or none. */
function isRecovered(on: string | null, span: string): boolean {
  if (on === null || span === 'none') return on === null && span === 'none';
  const [first, last] = span.split('_') as [string, string?];
  return last === undefined ? on.startsWith(`${first}-`) : on.slice(0, 7) >= first && on.slice(0, 7) <= last;
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
