/**
 * What of a trace is in doubt such that it may not speak of its sale or its purchaser: dates that cannot be true, sources that differ, thefts out of order.
 *
 * **Source.** None: order of days, and what traces of one firearm say beside one another. **Input.** Facts of a trace and of the proper traces of its
 * firearm. **Output.** Codes of flags (`trafficking/trace-flags.ts` says each in a sentence), and whether the sale is disputed or its day impossible.
 * **Limits.** Rows of one purchaser that were not joined look like two purchasers, and so like a dispute, where no time to crime can be computed.
 */
import type { FlagCode } from './trace-filter.ts';
import type { TraceFacts } from './trace-facts.ts';

/** Flags a lead names where its traces bear them, in the order they are told. */
export const doubtCodes = [
  'sale-after-recovery',
  'dates-in-disorder',
  'sources-differ',
  'purchasers-differ',
  'theft-after-recovery',
  'theft-undated',
] as const satisfies readonly FlagCode[];
export type DoubtCode = (typeof doubtCodes)[number];

/** How every sentence ends that says why days cannot all be true (`trace/time-to-crime.ts`). */
export const disorder = 'one of the dates is wrong';

const whyNone = ({ timeToCrime }: TraceFacts) => (timeToCrime.kind === 'undetermined' ? timeToCrime.why : '');

export const isSaleAfterRecovery = ({ soldOn, recoveredOn }: TraceFacts): boolean =>
  soldOn !== null && recoveredOn !== null && soldOn > recoveredOn;

/** Other days that cannot all be true. */
export const isInDisorder = (trace: TraceFacts): boolean =>
  whyNone(trace).includes(disorder) && !isSaleAfterRecovery(trace);

/** On day, dealer or purchaser of the sale, or on the day of one recovery. */
export const doSourcesDiffer = (trace: TraceFacts): boolean => whyNone(trace).startsWith('sources differ');

/** Traces of the firearm that name another purchaser. */
export function otherPurchasers(
  { purchaser, traceNumber }: TraceFacts,
  ofFirearm: readonly TraceFacts[],
): TraceFacts[] {
  return purchaser === null
    ? []
    : ofFirearm.filter(
        (other) => other.traceNumber !== traceNumber && other.purchaser !== null && other.purchaser.id !== purchaser.id,
      );
}

/** On day, dealer or purchaser of the first retail sale, as its time to crime found. */
export const isSaleContradicted = (trace: TraceFacts): boolean =>
  doSourcesDiffer(trace) && !whyNone(trace).startsWith('sources differ on the day of one recovery');

/**
 * Whether sources or traces of the firearm contradict each other on its sale: who bought it, of whom and when is for a person to say. Where a time to
 * crime could be computed they do not, though two purchasers are not joined: one may be the other by both family names.
 */
export function isSaleDisputed(trace: TraceFacts, ofFirearm: readonly TraceFacts[]): boolean {
  if (trace.timeToCrime.kind === 'computed') return false;
  return isSaleContradicted(trace) || otherPurchasers(trace, ofFirearm).length > 0;
}

/** The day of the sale where it can be true; null where none is recorded, or it is after the recovery or at odds with another day. */
export function saleDayOf(trace: TraceFacts): string | null {
  // A trace dated before the recovery says nothing against the sale, and names none.
  const isAtOdds = isInDisorder(trace) && /\bsale\b/.test(whyNone(trace));
  return isSaleAfterRecovery(trace) || isAtOdds ? null : trace.soldOn;
}

export function doubtsOf(trace: TraceFacts, ofFirearm: readonly TraceFacts[]): DoubtCode[] {
  const has: Readonly<Record<DoubtCode, boolean>> = {
    'sale-after-recovery': isSaleAfterRecovery(trace),
    'dates-in-disorder': isInDisorder(trace),
    'sources-differ': doSourcesDiffer(trace),
    'purchasers-differ': otherPurchasers(trace, ofFirearm).length > 0,
    'theft-after-recovery': trace.theftInDoubt === 'after-recovery',
    'theft-undated': trace.theftInDoubt === 'undated',
  };
  return doubtCodes.filter((code) => has[code]);
}
