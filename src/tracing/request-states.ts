import type { RequestState, RequestStep } from '../model/tracing.ts';

/**
 * Where a request to trace may go from where it stands.
 *
 * **Source.** ATF eTrace as agencies describe it: a request is acknowledged with a trace number, worked on, and completed,
 * or returned for information and sent again. **Input.** A state and a step. **Output.** The next state, or null.
 * **Limits.** What happens at the tracing centre is known only as far as its exports tell.
 */
const steps: Readonly<Record<RequestStep, Partial<Record<RequestState, RequestState>>>> = {
  prepare: {},
  edit: { DRAFT: 'DRAFT', VALIDATED: 'DRAFT', RETURNED_FOR_INFO: 'RETURNED_FOR_INFO', CORRECTED: 'RETURNED_FOR_INFO' },
  validate: { DRAFT: 'VALIDATED' },
  reopen: { VALIDATED: 'DRAFT' },
  export: { VALIDATED: 'EXPORTED', EXPORTED: 'EXPORTED', CORRECTED: 'CORRECTED' },
  submit: { VALIDATED: 'SUBMITTED', EXPORTED: 'SUBMITTED' },
  acknowledge: { EXPORTED: 'ACKNOWLEDGED', SUBMITTED: 'ACKNOWLEDGED', RESUBMITTED: 'ACKNOWLEDGED' },
  start: { SUBMITTED: 'IN_PROCESS', ACKNOWLEDGED: 'IN_PROCESS', RESUBMITTED: 'IN_PROCESS' },
  complete: sent('COMPLETED'),
  'complete-not-traced': sent('COMPLETED_NOT_TRACED'),
  return: sent('RETURNED_FOR_INFO'),
  correct: { RETURNED_FOR_INFO: 'CORRECTED' },
  resubmit: { CORRECTED: 'RESUBMITTED' },
  review: { COMPLETED: 'REVIEWED', COMPLETED_NOT_TRACED: 'REVIEWED' },
  link: { REVIEWED: 'LINKED' },
  withdraw: { DRAFT: 'WITHDRAWN', VALIDATED: 'WITHDRAWN' },
  // The three below need the history, or change nothing but what is known of a result.
  undo: {},
  'set-aside': {},
  'take-again': {},
};

function sent(to: RequestState): Partial<Record<RequestState, RequestState>> {
  return { EXPORTED: to, SUBMITTED: to, ACKNOWLEDGED: to, IN_PROCESS: to, RESUBMITTED: to };
}

/** The state a step leads to; null where it cannot be taken. */
export function stateAfter(state: RequestState, step: RequestStep): RequestState | null {
  return steps[step][state] ?? null;
}

/** Steps a person may take from a state. */
export function stepsFrom(state: RequestState): RequestStep[] {
  return (Object.keys(steps) as RequestStep[]).filter((step) => stateAfter(state, step) !== null);
}

/** Steps that leave the house, or come from outside: none of them is taken back. */
const outside: ReadonlySet<RequestStep> = new Set(['prepare', 'submit', 'resubmit', 'undo']);
/** What a person wrote down of the tracing centre may be written down wrongly. */
const outsideByImport: ReadonlySet<RequestStep> = new Set([
  'acknowledge',
  'start',
  'complete',
  'complete-not-traced',
  'return',
]);

/** The step that undoing would take back: the last one that was not itself taken back, where nothing left the house with it. */
export function undoable(
  events: readonly { readonly step: RequestStep; readonly byImport: boolean }[],
): { readonly step: RequestStep; readonly at: number } | null {
  let skip = 0;
  for (let at = events.length - 1; at >= 0; at--) {
    const { step, byImport } = events[at]!;
    if (step === 'undo') skip++;
    else if (skip > 0) skip--;
    else return outside.has(step) || (byImport && outsideByImport.has(step)) ? null : { step, at };
  }
  return null;
}

/** States of a request of which nothing more is waited for. */
export const isEnded = (state: RequestState) =>
  state === 'COMPLETED' ||
  state === 'COMPLETED_NOT_TRACED' ||
  state === 'REVIEWED' ||
  state === 'LINKED' ||
  state === 'WITHDRAWN';

const inHouse: ReadonlySet<RequestState> = new Set(['DRAFT', 'VALIDATED', 'EXPORTED', 'WITHDRAWN']);

/** States of a request that was sent, or is known to the tracing centre. */
export const hasLeft = (state: RequestState) => !inHouse.has(state);
