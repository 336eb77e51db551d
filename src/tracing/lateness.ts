import type { RequestLine, RequestState } from '../model/tracing.ts';
import type { TracingSettings } from '../model/tracing-settings.ts';
import { daysBetween } from '../model/values/days-between.ts';

/** What is waited for, by where a request stands. */
const waited: Readonly<Partial<Record<RequestState, { of: 'recovery' | 'request' | 'state'; why: string }>>> = {
  DRAFT: { of: 'recovery', why: 'the draft is not finished' },
  VALIDATED: { of: 'recovery', why: 'it is ready and not sent' },
  EXPORTED: { of: 'recovery', why: 'it was exported and nobody has said that it was sent' },
  SUBMITTED: { of: 'request', why: 'no acknowledgement is recorded' },
  ACKNOWLEDGED: { of: 'request', why: 'the tracing centre has not completed it' },
  IN_PROCESS: { of: 'request', why: 'the tracing centre has not completed it' },
  RESUBMITTED: { of: 'state', why: 'no answer to the corrected request is recorded' },
  RETURNED_FOR_INFO: { of: 'state', why: 'it came back and is not corrected' },
  CORRECTED: { of: 'state', why: 'it is corrected and not sent again' },
  COMPLETED: { of: 'state', why: 'nobody has reviewed the result' },
  COMPLETED_NOT_TRACED: { of: 'state', why: 'nobody has reviewed the result' },
};

/** By how many days a request is over its target, and what is waited for; null where it is within it or a day is unknown. */
export function latenessOf(
  {
    state,
    priority,
    recoveredOn,
    requestedOn,
    stateOn,
  }: {
    state: RequestState;
    priority: string;
    recoveredOn: string | null;
    requestedOn: string | null;
    stateOn: string;
  },
  { today, settings }: { today: string; settings: TracingSettings },
): RequestLine['late'] {
  const wait = waited[state];
  if (wait === undefined) return null;
  const from = wait.of === 'recovery' ? recoveredOn : wait.of === 'request' ? (requestedOn ?? stateOn) : stateOn;
  if (from === null) return null;
  const target =
    state === 'RESUBMITTED' || wait.of === 'request'
      ? priority === 'URGENT'
        ? settings.urgentResultTargetDays
        : settings.resultTargetDays
      : settings.requestTargetDays;
  const days = daysBetween(from, today) - target;
  return days > 0 ? { days, why: wait.why } : null;
}
