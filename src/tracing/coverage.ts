import { median } from '../stats/median.ts';
import { shareOf, type Share } from '../model/share.ts';
import { traceCaution, type Coverage } from '../model/tracing.ts';
import { correctableCompletion, isTraceProper } from '../model/trace-completion.ts';
import type { TracingSettings } from '../model/tracing-settings.ts';
import { daysBetween } from '../model/values/days-between.ts';

/**
 * How much of what was recovered was traced, and how fast.
 *
 * **Source.** Coverage measures of comprehensive tracing (ATF, Police Executive Research Forum); NIBRS property codes: 13
 * firearms, loss 5 recovered and 6 seized. **Input.** Recoveries in force, traces in force and requests made here.
 * **Output.** Shares, each with what is not known. **Limits.** A trace is of a recovery where it bears its trace number,
 * or is of the same firearm and of a recovery on the same day, the day beside it or a day it does not say. A trace asked
 * for by another agency, or in eTrace and never exported to here, is not seen: what is not recorded here as traced may
 * have been traced. A trace number whose trace was cancelled or given twice makes nothing traced, wherever it stands. Which unit an officer belongs to is in none of the feeds.
 */
export interface RecoveryFact {
  readonly record: number;
  readonly source: number;
  readonly key: string;
  readonly firearm: number;
  readonly propertyNumber: string | null;
  readonly recoveredOn: string | null;
  readonly lossCode: string | null;
  readonly traceNumber: string | null;
  readonly type: string | null;
  readonly make: string | null;
  readonly model: string | null;
  readonly serial: string | null;
  readonly noSerial: string | null;
}

export interface TraceFact {
  readonly firearm: number;
  readonly traceNumber: string | null;
  readonly requestedOn: string | null;
  readonly completedOn: string | null;
  readonly completion: string | null;
  readonly recoveredOn: string | null;
}

/** A request made here that has left the house, by its recovery. */
export interface SentFact {
  readonly source: number;
  readonly key: string;
  readonly firearm: number | null;
  /** The first day on which it is recorded as sent, or as known to the tracing centre. */
  readonly sentOn: string;
  /** Every trace number it ever bore. */
  readonly traceNumbers: readonly string[];
  /** When it last came back for something that can be corrected; null where it never did. */
  readonly returnedOn: string | null;
  /** When it was sent again after that. */
  readonly sentAgainOn: string | null;
}

/** A trace of which some version of the result says that it failed by what can be corrected. */
export interface FailedFact {
  readonly firearm: number;
  readonly traceNumber: string | null;
  readonly failedOn: string | null;
  /** What the result in force says. */
  readonly completionNow: string | null;
  readonly recoveredOn: string | null;
}

export interface CoverageOf {
  readonly asOf: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly recoveries: readonly RecoveryFact[];
  readonly traces: readonly TraceFact[];
  readonly sent: readonly SentFact[];
  readonly failed: readonly FailedFact[];
  readonly settings: TracingSettings;
}

/** A recovery with the trace or request that is of it. */
interface Followed extends RecoveryFact {
  readonly traced: boolean;
  readonly requestedOn: string | null;
}

export function coverageOf({ asOf, from, to, recoveries, traces, sent, failed, settings }: CoverageOf): Coverage {
  const counted = followTraces(recoveries, traces, sent).filter(
    ({ recoveredOn }) =>
      (from === null || (recoveredOn !== null && recoveredOn >= from)) &&
      (to === null || (recoveredOn !== null && recoveredOn <= to)),
  );
  const recoveriesOf = Map.groupBy(recoveries, ({ firearm }) => firearm);
  const of = tracesOf(counted, traces, recoveriesOf);
  const days = of.flatMap(({ requestedOn, completedOn }) =>
    requestedOn !== null && completedOn !== null && completedOn >= requestedOn
      ? [daysBetween(requestedOn, completedOn)]
      : [],
  );
  return {
    asOf,
    from,
    to,
    recoveries: counted.length,
    traced: shareOf(counted, ({ traced }) => traced),
    within: settings.tracedWithinDays.map((limit) => ({ days: limit, share: shareOf(counted, within(limit, asOf)) })),
    completedToPurchaser: shareOf(of, ({ completion }) => (completion === null ? null : completion === 'C_PURCHASER')),
    correctableResubmitted: correctable({ recoveries: counted, recoveriesOf, traces: of, sent, failed }),
    requestToResultDays: {
      median: days.length === 0 ? null : median(days),
      known: days.length,
      unknown: of.length - days.length,
    },
    byLossCode: groups(
      counted,
      ({ lossCode }) => lossWords[lossCode ?? ''] ?? (lossCode === null ? 'not recorded' : `other (${lossCode})`),
    ),
    byKind: groups(counted, kindOf),
    byMonth: groups(counted, ({ recoveredOn }) => recoveredOn?.slice(0, 7) ?? 'not recorded').sort((a, b) =>
      a.group < b.group ? 1 : -1,
    ),
    targets: {
      requestDays: settings.requestTargetDays,
      resultDays: settings.resultTargetDays,
      urgentResultDays: settings.urgentResultTargetDays,
    },
    caution: traceCaution,
  };
}

const lossWords: Readonly<Record<string, string>> = { '5': '5 recovered', '6': '6 seized' };
const kinds: Readonly<Record<string, string>> = {
  P: 'pistol',
  PR: 'revolver',
  PD: 'derringer',
  R: 'rifle',
  S: 'shotgun',
  M: 'machine gun',
};

/** What kind of firearm it is, by the first letters of its NCIC type. */
export const kindOf = ({ type }: Pick<RecoveryFact, 'type'>): string =>
  type === null ? 'not recorded' : (kinds[type.slice(0, 2)] ?? kinds[type[0]!] ?? 'other');

/** Recoveries of which no trace and no request is recorded, the newest first. */
export function neverTraced(
  recoveries: readonly RecoveryFact[],
  traces: readonly TraceFact[],
  requested: readonly Pick<SentFact, 'source' | 'key'>[],
): RecoveryFact[] {
  const keys = new Set(requested.map(({ source, key }) => `${source}/${key}`));
  return followTraces(recoveries, traces, []).filter(
    ({ traced, source, key }) => !traced && !keys.has(`${source}/${key}`),
  );
}

function followTraces(
  recoveries: readonly RecoveryFact[],
  traces: readonly TraceFact[],
  sent: readonly SentFact[],
): Followed[] {
  const calledOff = numbersCalledOff(traces);
  const byFirearm = Map.groupBy(properOf(traces), ({ firearm }) => firearm);
  const recoveriesOf = Map.groupBy(recoveries, ({ firearm }) => firearm);
  const sentOf = new Map(sent.map((each) => [`${each.source}/${each.key}`, each]));
  return recoveries.map((recovery) => {
    const asked = sentOf.get(`${recovery.source}/${recovery.key}`);
    const isCalledOff =
      asked !== undefined &&
      asked.traceNumbers.length > 0 &&
      asked.traceNumbers.every((number) => calledOff.has(number));
    const own = isCalledOff ? undefined : asked;
    const all = recoveriesOf.get(recovery.firearm)!;
    const of = (byFirearm.get(recovery.firearm) ?? []).filter((trace) => isOf(trace, recovery, all));
    const days = [...of.map(({ requestedOn }) => requestedOn), ...(own ? [own.sentOn] : [])].filter(
      (day): day is string => day !== null,
    );
    return {
      ...recovery,
      traced:
        (recovery.traceNumber !== null && !calledOff.has(recovery.traceNumber)) || own !== undefined || of.length > 0,
      requestedOn: days.sort()[0] ?? null,
    };
  });
}

/** `all`: every recovery of the firearm, of a period or not. One asked for before a recovery, when it had been recovered already, is of the earlier. */
function isOf(
  trace: Pick<TraceFact, 'traceNumber' | 'recoveredOn'> & Partial<Pick<TraceFact, 'requestedOn'>>,
  recovery: RecoveryFact,
  all: readonly RecoveryFact[],
): boolean {
  if (trace.traceNumber !== null && trace.traceNumber === recovery.traceNumber) return true;
  const { recoveredOn: day } = recovery;
  const asked = trace.requestedOn ?? null;
  if (trace.recoveredOn === null && asked !== null && day !== null && day > asked)
    return !all.some(({ recoveredOn }) => recoveredOn !== null && recoveredOn <= asked);
  if (trace.recoveredOn === null || recovery.recoveredOn === null) return true;
  return Math.abs(daysBetween(trace.recoveredOn, recovery.recoveredOn)) <= 1;
}

/** Numbers of which some row says so and none says what came of the trace: their requests, which say neither, are none either. */
function numbersCalledOff(traces: readonly TraceFact[]): ReadonlySet<string> {
  const came = new Set(
    traces.flatMap((trace) => (trace.completion !== null && isTraceProper(trace) ? [trace.traceNumber] : [])),
  );
  return new Set(
    traces.flatMap((trace) =>
      trace.traceNumber !== null && !isTraceProper(trace) && !came.has(trace.traceNumber) ? [trace.traceNumber] : [],
    ),
  );
}

function properOf(traces: readonly TraceFact[]): TraceFact[] {
  const calledOff = numbersCalledOff(traces);
  return traces.filter(
    (trace) => isTraceProper(trace) && !(trace.traceNumber !== null && calledOff.has(trace.traceNumber)),
  );
}

/** Traces of some recoveries, each once. */
function tracesOf(
  recoveries: readonly RecoveryFact[],
  traces: readonly TraceFact[],
  recoveriesOf: ReadonlyMap<number, readonly RecoveryFact[]>,
): TraceFact[] {
  const byFirearm = Map.groupBy(recoveries, ({ firearm }) => firearm);
  const of = properOf(traces).filter((trace) =>
    byFirearm.get(trace.firearm)?.some((recovery) => isOf(trace, recovery, recoveriesOf.get(trace.firearm)!)),
  );
  const byNumber = new Map<string, TraceFact>();
  for (const trace of of) {
    const number = trace.traceNumber ?? `?${byNumber.size}`;
    const before = byNumber.get(number);
    // A request of another system and the result of the same trace are one.
    byNumber.set(
      number,
      before === undefined
        ? trace
        : {
            ...before,
            requestedOn: before.requestedOn ?? trace.requestedOn,
            completedOn: before.completedOn ?? trace.completedOn,
            completion: before.completion ?? trace.completion,
          },
    );
  }
  return [...byNumber.values()];
}

/** Requested within so many days; of a recovery so recent that the days are not over and nothing is asked, nobody knows yet. */
const within =
  (limit: number, asOf: string) =>
  ({ recoveredOn, requestedOn, traced }: Followed): boolean | null => {
    if (recoveredOn === null) return null;
    if (requestedOn !== null) return requestedOn < recoveredOn ? null : daysBetween(recoveredOn, requestedOn) <= limit;
    if (traced) return null;
    return daysBetween(recoveredOn, asOf) > limit ? false : null;
  };

/**
 * Of what failed by something that can be corrected, how much was asked again: of requests made here those sent again after they last came back;
 * of other traces those whose result says otherwise now, or whose firearm was asked for again later. One that was asked again and answered
 * failed all the same: it stays among those counted.
 */
function correctable({
  recoveries,
  recoveriesOf,
  traces,
  sent,
  failed,
}: Pick<CoverageOf, 'sent' | 'failed' | 'traces'> & {
  recoveries: readonly RecoveryFact[];
  recoveriesOf: ReadonlyMap<number, readonly RecoveryFact[]>;
}): Share {
  const counted = new Set(recoveries.map(({ source, key }) => `${source}/${key}`));
  const returned = sent.filter(({ source, key, returnedOn }) => returnedOn !== null && counted.has(`${source}/${key}`));
  const own = new Set(returned.flatMap(({ traceNumbers }) => traceNumbers));
  const ownFirearms = new Set(
    returned.flatMap(({ traceNumbers, firearm }) => (traceNumbers.length > 0 ? [] : [firearm])),
  );
  const byFirearm = Map.groupBy(recoveries, ({ firearm }) => firearm);
  const others = failed.filter(
    (trace) =>
      isTraceProper({ completion: trace.completionNow }) &&
      !(trace.traceNumber !== null && own.has(trace.traceNumber)) &&
      !ownFirearms.has(trace.firearm) &&
      byFirearm.get(trace.firearm)?.some((recovery) => isOf(trace, recovery, recoveriesOf.get(trace.firearm)!)),
  );
  const laterOf = ({ firearm, traceNumber, failedOn }: FailedFact) =>
    failedOn !== null &&
    traces.some(
      (later) =>
        later.firearm === firearm &&
        later.traceNumber !== traceNumber &&
        later.requestedOn !== null &&
        later.requestedOn >= failedOn,
    );
  return shareOf(
    [
      ...returned.map(({ sentAgainOn }) => sentAgainOn !== null),
      ...others.map((trace) =>
        trace.completionNow !== correctableCompletion || laterOf(trace) ? true : trace.failedOn === null ? null : false,
      ),
    ],
    (askedAgain) => askedAgain,
  );
}

function groups(all: readonly Followed[], of: (each: Followed) => string): { group: string; traced: Share }[] {
  return [...Map.groupBy(all, of)]
    .map(([group, those]) => ({ group, traced: shareOf(those, ({ traced }) => traced) }))
    .sort((a, b) => b.traced.denominator - a.traced.denominator || (a.group < b.group ? -1 : 1));
}
