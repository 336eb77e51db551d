import type { NibinOutcome, NibinStanding } from '../model/nibin-states.ts';

const ofSomebody: ReadonlySet<string> = new Set(['arrest', 'charge', 'conviction'] satisfies NibinOutcome[]);

/**
 * Whether an arrest is attributed to a lead: an arrest, or the charge or conviction that follows one, is recorded as what came of it, and nobody was
 * cleared after it. Null where no outcome is recorded. What came of a lead that was withdrawn is attributed to none.
 * `outcomes`: the oldest first.
 */
export function attributableArrest(standing: NibinStanding, outcomes: readonly string[]): boolean | null {
  if (standing === 'WITHDRAWN') return false;
  if (outcomes.length === 0) return null;
  return outcomes.slice(outcomes.lastIndexOf('exonerated') + 1).some((each) => ofSomebody.has(each));
}
