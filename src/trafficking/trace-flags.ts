/**
 * What does not fit about a trace, said instead of scored in silence.
 *
 * **Source.** Checks of `docs/methods/trafficking.md`: order of days, one firearm traced to different purchasers, make, licences. State of a
 * licence by the states its licensing district serves (`model/values/licence-number.ts`).
 * **Input.** Facts of all traces of an agency. **Output.** Flags by trace number, each with a stable code and a sentence.
 * **Limits.** Rows not joined into one purchaser look like two purchasers; a dealer who moved keeps the district of the old premises. A flag
 * is about the record, and no finding against anybody.
 */
import type { TraceFacts } from '../model/trace-facts.ts';
import type { FlagCode } from '../model/trace-filter.ts';
import type { TraceFlag } from '../model/trace-page.ts';
import { LICENCE_DISTRICTS } from '../model/values/licence-number.ts';
import { isTraceProper } from '../model/trace-completion.ts';

/** A renewal keeps the licence's key: so many keys are several licences. */
const licencesLeast = 2;

interface Around {
  /** Proper traces by firearm. */
  readonly ofFirearm: ReadonlyMap<string, readonly TraceFacts[]>;
  /** Keys of licences by dealer. */
  readonly licences: ReadonlyMap<string, ReadonlySet<string>>;
}

type Check = (trace: TraceFacts, around: Around) => string | null;

const disorder = 'one of the dates is wrong';
const isSaleAfterRecovery = ({ soldOn, recoveredOn }: TraceFacts) =>
  soldOn !== null && recoveredOn !== null && soldOn > recoveredOn;

const checks: Readonly<Record<FlagCode, Check>> = {
  'not-counted': (trace) =>
    isTraceProper(trace)
      ? null
      : 'The request was cancelled or given twice: it is no trace, and in no count and no index.',
  'sale-after-recovery': (trace) =>
    isSaleAfterRecovery(trace)
      ? `The sale (${trace.soldOn}) is dated after the recovery (${trace.recoveredOn}): ${disorder}. There is no time to crime, and nothing of time is in the index.`
      : null,
  'negative-time': ({ timeToCrime }) =>
    timeToCrime.kind === 'computed' && timeToCrime.days < 0
      ? `The time to crime is negative (${timeToCrime.days} days): ${disorder}. It is in no bin and adds nothing to the index.`
      : null,
  'dates-in-disorder': (trace) =>
    trace.timeToCrime.kind === 'undetermined' && trace.timeToCrime.why.includes(disorder) && !isSaleAfterRecovery(trace)
      ? `No time to crime: ${trace.timeToCrime.why}.`
      : null,
  'sources-differ': ({ timeToCrime }) =>
    timeToCrime.kind === 'undetermined' && timeToCrime.why.startsWith('sources differ')
      ? `No time to crime: ${timeToCrime.why}. Which is right is for a person to say.`
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
  'purchasers-differ': (trace, { ofFirearm }) => {
    const { purchaser } = trace;
    if (purchaser === null) return null;
    const differ = othersOf(trace, ofFirearm).filter((other) => other.purchaser && other.purchaser.id !== purchaser.id);
    return differ.length === 0
      ? null
      : `Another trace of the firearm (${differ.map(({ traceNumber }) => traceNumber).join(', ')}) names another purchaser: one of them is wrong, or the rows are of one person and were not joined.`;
  },
  'unknown-make': ({ make }) =>
    make === null
      ? 'The make is not known, or its records differ on it: the firearm may not be the one that was traced.'
      : null,
  'dealer-several-licences': ({ dealer }, { licences }) => {
    const keys = dealer === null ? 0 : (licences.get(dealer.id)?.size ?? 0);
    return keys < licencesLeast
      ? null
      : `Traces name the dealer with ${keys} licences: it held several, or several dealers were joined into one.`;
  },
  'licence-of-another-state': ({ dealer }) => {
    const served = dealer?.licenceKey ? LICENCE_DISTRICTS.get(dealer.licenceKey.slice(0, 4)) : undefined;
    return served === undefined || dealer?.state == null || served.includes(dealer.state)
      ? null
      : `The licence is of a district that serves ${served.join(' and ')}, the dealer's address is in ${dealer.state}: it moved, or one of the two is wrong. The state of the address is used.`;
  },
};

function othersOf({ firearm, traceNumber }: TraceFacts, ofFirearm: Around['ofFirearm']): readonly TraceFacts[] {
  return (ofFirearm.get(firearm) ?? []).filter((other) => other.traceNumber !== traceNumber);
}

/** Flags of every trace, in the order of their codes; none for one where all fits. */
export function traceFlags(traces: readonly TraceFacts[]): Map<string, TraceFlag[]> {
  const licences = new Map<string, Set<string>>();
  for (const { dealer } of traces)
    if (dealer?.licenceKey) {
      const of = licences.get(dealer.id);
      if (of) of.add(dealer.licenceKey);
      else licences.set(dealer.id, new Set([dealer.licenceKey]));
    }
  const around = { licences, ofFirearm: Map.groupBy(traces.filter(isTraceProper), ({ firearm }) => firearm) };
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
