/**
 * What does not fit about a trace, said instead of scored in silence.
 *
 * **Source.** Checks of `docs/methods/trafficking.md`: order of days, one firearm traced to different purchasers, make, licences. State of a
 * licence by the states its licensing district serves (`model/values/licence-number.ts`).
 * **Input.** Facts of all traces of an agency. **Output.** Flags by trace number, each with a stable code and a sentence.
 * **Limits.** Rows not joined into one purchaser look like two purchasers; a dealer who moved keeps the district of the old
 * premises; two businesses of one name in one town look like one with two licences. A flag
 * is about the record, and no finding against anybody.
 */
import { rowWarnings, type RowWarningCode } from '../model/row-warnings.ts';
import {
  disorder,
  doSourcesDiffer,
  isSaleContradicted,
  isInDisorder,
  isSaleAfterRecovery,
  otherPurchasers,
} from '../model/trace-doubts.ts';
import type { TraceDealer, TraceFacts } from '../model/trace-facts.ts';
import type { FlagCode } from '../model/trace-filter.ts';
import type { TraceFlag } from '../model/trace-page.ts';
import { cleanMake } from '../model/values/firearm-make.ts';
import { LICENCE_DISTRICTS } from '../model/values/licence-number.ts';
import { isTraceProper } from '../model/trace-completion.ts';

/** A renewal keeps the licence's key: so many keys are several licences. */
const licencesLeast = 2;

interface Around {
  /** Proper traces by firearm. */
  readonly ofFirearm: ReadonlyMap<string, readonly TraceFacts[]>;
  /** Keys of licences by dealer. */
  readonly licences: ReadonlyMap<string, ReadonlySet<string>>;
  /** Keys of licences by business: the name in a town. */
  readonly businesses: ReadonlyMap<string, ReadonlySet<string>>;
}

type Check = (trace: TraceFacts, around: Around) => string | null;

const checks: Readonly<Record<FlagCode, Check>> = {
  'not-counted': (trace) =>
    isTraceProper(trace)
      ? null
      : 'The request was cancelled or given twice: it is no trace, and in no count and no index.',
  'sale-after-recovery': (trace) =>
    isSaleAfterRecovery(trace)
      ? `The sale (${trace.soldOn}) is dated after the recovery (${trace.recoveredOn}): ${disorder}. There is no time to crime, and nothing of time is in the index.`
      : null,
  'negative-time': (trace) => {
    const { timeToCrime, reportedDays, warnings } = trace;
    if (timeToCrime.kind === 'computed' && timeToCrime.days < 0)
      return `The time to crime is negative (${timeToCrime.days} days): ${disorder}. It is in no bin and adds nothing to the index.`;
    if (reportedDays !== null && reportedDays < 0)
      return `The export gives a negative time to crime (${reportedDays} days): ${disorder}. ${
        timeToCrime.kind === 'computed'
          ? `Counted from sale and recovery it is ${timeToCrime.days}, and that is used.`
          : 'There is none, and nothing of time is in the index.'
      }`;
    return warnings.includes('trace.negative-time-to-crime') && !isSaleAfterRecovery(trace)
      ? `The row of the trace has the sale after the recovery: ${disorder}. Another record of the firearm says otherwise.`
      : null;
  },
  'dates-in-disorder': (trace) =>
    trace.timeToCrime.kind === 'undetermined' && isInDisorder(trace)
      ? `No time to crime: ${trace.timeToCrime.why}.`
      : null,
  'sources-differ': (trace) =>
    trace.timeToCrime.kind === 'undetermined' && doSourcesDiffer(trace)
      ? `No time to crime: ${trace.timeToCrime.why}. Which is right is for a person to say.${isSaleContradicted(trace) ? ' Until then neither dealer nor purchaser counts in its index.' : ''}`
      : null,
  'completed-before-requested': ({ requestedOn, completedOn }) =>
    requestedOn !== null && completedOn !== null && completedOn < requestedOn
      ? `The trace is dated as completed (${completedOn}) before it was asked for (${requestedOn}).`
      : null,
  'traced-again': (trace, { ofFirearm }) => {
    const others = othersOf(trace, ofFirearm);
    return others.length === 0
      ? null
      : `The firearm was traced ${others.length + 1} times (${others.map(({ traceNumber }) => traceNumber).join(', ')}): it counts once as a firearm, and once for each trace where traces are counted.`;
  },
  'recovered-before': ({ recoveries, recoveredOn }) => {
    if (recoveries.length < 2) return null;
    if (recoveredOn === null)
      return `The firearm was recovered on ${recoveries.join(', ')}, and which of these the trace is of is not recorded: it has no day of recovery, no time to crime, and no possessor but its own.`;
    const before = recoveries.filter((day) => day < recoveredOn);
    return before.length === 0
      ? null
      : `The firearm was recovered before (${before.join(', ')}). This trace is of the recovery on ${recoveredOn}, and its time to crime counts to that day: for a part of it the firearm may have been in custody.`;
  },
  'purchasers-differ': (trace, { ofFirearm }) => {
    const differ = otherPurchasers(trace, ofFirearm.get(trace.firearm) ?? []);
    return differ.length === 0
      ? null
      : `Another trace of the firearm (${differ.map(({ traceNumber }) => traceNumber).join(', ')}) names another purchaser: one of them is wrong, or the rows are of one person and were not joined.`;
  },
  'theft-after-recovery': ({ theftInDoubt, recoveredOn }) =>
    theftInDoubt === 'after-recovery'
      ? `A theft of the firearm happened or was reported after this recovery (${recoveredOn}): it says nothing of how the firearm came there, and clears nobody. In the index and in leads it does not count as stolen.`
      : null,
  'theft-undated': ({ theftInDoubt }) =>
    theftInDoubt === 'undated'
      ? 'A theft of the firearm is reported, and of the theft or of this recovery no day is recorded: whether it was stolen before is not known. In the index and in leads it counts as not known.'
      : null,
  'unknown-make': ({ make }) =>
    make === null
      ? 'The make is not known, or its records differ on it: the firearm may not be the one that was traced.'
      : cleanMake(make)?.known === false
        ? `The make (${make}) is in no table of makes: the firearm may not be the one that was traced.`
        : null,
  'dealer-several-licences': ({ dealer }, { licences, businesses }) => {
    if (dealer === null) return null;
    const own = licences.get(dealer.id)?.size ?? 0;
    if (own >= licencesLeast)
      return `Traces name the dealer with ${own} licences: it held several, or several dealers were joined into one.`;
    const keys = businesses.get(businessOf(dealer) ?? '')?.size ?? 0;
    return keys < licencesLeast
      ? null
      : `Traces name ${keys} licences of a business of this name in this town: it held several, or they are several businesses. Each licence is counted as a dealer of its own, in its rate and in its funnel.`;
  },
  'licence-of-another-state': ({ dealer }) => {
    const served = dealer?.licenceKey ? LICENCE_DISTRICTS.get(dealer.licenceKey.slice(0, 4)) : undefined;
    return served === undefined || dealer?.state == null || served.includes(dealer.state)
      ? null
      : `The licence is of a district that serves ${served.join(' and ')}, the dealer's address is in ${dealer.state}: it moved, or one of the two is wrong. The state of the address is used.`;
  },
  'time-differs': ({ timeToCrime, reportedDays, warnings }) =>
    warnings.includes('trace.time-to-crime-differs') && reportedDays !== null && reportedDays >= 0
      ? `The export gives ${reportedDays} days from sale to recovery; ${
          timeToCrime.kind === 'computed'
            ? `${timeToCrime.days} are counted from the days, and used`
            : 'its own days give another number'
        }.`
      : null,
  'row-odd': ({ warnings }) => {
    const others = warnings.filter((code) => !toldBefore.has(code));
    return others.length === 0
      ? null
      : `Of the row of the trace: ${others.map((code) => (isRowWarning(code) ? rowWarnings[code] : code)).join('; ')}.`;
  },
};

/** Told by flags of their own. */
const toldBefore: ReadonlySet<string> = new Set<RowWarningCode>([
  'trace.negative-time-to-crime',
  'trace.time-to-crime-differs',
  'trace.completed-before-request',
  'licence.district-state',
]);

const isRowWarning = (code: string): code is RowWarningCode => code in rowWarnings;

/** What a business goes by in a town; null where it has no name or no town. */
function businessOf({ name, city, state }: TraceDealer): string | null {
  return name === null || city === null || state === null ? null : `${name}|${city}|${state}`.toUpperCase();
}

function othersOf({ firearm, traceNumber }: TraceFacts, ofFirearm: Around['ofFirearm']): readonly TraceFacts[] {
  return (ofFirearm.get(firearm) ?? []).filter((other) => other.traceNumber !== traceNumber);
}

/** Flags of every trace, in the order of their codes; none for one where all fits. */
export function traceFlags(traces: readonly TraceFacts[]): Map<string, TraceFlag[]> {
  const licences = new Map<string, Set<string>>();
  const businesses = new Map<string, Set<string>>();
  for (const { dealer } of traces)
    if (dealer?.licenceKey) {
      addTo(licences, dealer.id, dealer.licenceKey);
      const business = businessOf(dealer);
      if (business !== null) addTo(businesses, business, dealer.licenceKey);
    }
  const around = {
    licences,
    businesses,
    ofFirearm: Map.groupBy(traces.filter(isTraceProper), ({ firearm }) => firearm),
  };
  return new Map(
    traces.map((trace) => [
      trace.traceNumber,
      (Object.keys(checks) as FlagCode[]).flatMap((code) => {
        const sentence = checks[code](trace, around);
        return sentence === null ? [] : [{ code, sentence }];
      }),
    ]),
  );
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const of = sets.get(key);
  if (of) of.add(value);
  else sets.set(key, new Set([value]));
}
