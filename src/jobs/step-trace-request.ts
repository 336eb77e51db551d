import type pg from 'pg';
import { Failure } from '../model/errors.ts';
import type { Checked, RequestState, RequestStep } from '../model/tracing.ts';
import { socialSecurityRefused } from '../model/refuse-social-security.ts';
import { formFields, formKeys, formParts, tidyForm, type TraceRequestForm } from '../model/trace-request-form.ts';
import {
  findRequestEvents,
  findRequestsByNumber,
  insertRequestEvent,
  updateRequest,
  type FoundEvent,
  type StoredRequest,
} from '../store/tracing-requests.ts';
import { findTraceResults } from '../store/tracing-facts.ts';
import { maySend } from '../tracing/check-form.ts';
import { cleanTraceNumber } from '../sources/clean-trace-number.ts';
import { identityOf, stepOfResult, type TraceResultRow } from '../tracing/compare-result.ts';
import { stateAfter, undoable } from '../tracing/request-states.ts';
import { socialSecurityItems } from '../model/social-security-items.ts';
import { stepsThatStand, whatStands, type WhatStands } from '../tracing/what-stands.ts';
import { checkTraceRequest } from './check-trace-request.ts';
import type { DeskTurn } from './prepare-trace-requests.ts';
import { mayMove, needsLook, resultsOf } from './results-of-request.ts';

interface Worked {
  readonly request: number;
  /** The version that was worked on. */
  readonly version: number;
}

/** Saves what a person changed in a form, and which warnings they say are right. */
export async function editTraceRequest(
  client: pg.ClientBase,
  turn: DeskTurn,
  { form: written, acknowledged, ...worked }: Worked & { form: TraceRequestForm; acknowledged: readonly string[] },
): Promise<void> {
  const before = await held(client, turn, worked);
  const to = stateAfter(before.state, 'edit');
  if (to === null) throw wrongStep(before.state, 'edit');
  const form = tidyForm(written);
  const refused = socialSecurityItems(form);
  if (refused.length > 0)
    throw socialSecurityRefused(refused.map((key) => `${formParts[formFields[key].part]}: ${formFields[key].caption}`));
  const changed = formKeys.filter((key) => form[key] !== before.form[key]);
  const isSame = changed.length === 0 && [...acknowledged].sort().join() === [...before.acknowledged].sort().join();
  if (isSame) return;
  await move(client, turn, before, { step: 'edit', to, form, acknowledged, changed });
}

/** Takes a step of a request. `note`: the trace number to acknowledge it with, a reason. */
export async function stepTraceRequest(
  client: pg.ClientBase,
  turn: DeskTurn,
  { step, note = null, ...worked }: Worked & { step: RequestStep; note?: string | null },
): Promise<void> {
  const before = await held(client, turn, worked);
  if (step === 'undo') return undo(client, turn, before);
  const to = stateAfter(before.state, step);
  if (to === null || step === 'edit') throw wrongStep(before.state, step);
  const reason = note?.trim() || null;
  if (step === 'validate' || step === 'submit' || step === 'correct' || step === 'resubmit')
    await refuseUnfit(client, turn, before);
  if ((step === 'withdraw' || step === 'return') && reason === null)
    throw new Failure('tracing.no-reason', 'Expected a reason; got none. Say why, in a few words.');
  if (step === 'correct' && reason === null && !(await changedSinceReturn(client, turn, before)))
    throw new Failure(
      'tracing.no-reason',
      'Expected a form that was changed since it came back, or a reason why it is sent again as it is; got neither. Correct what it came back for, or say why nothing is to be corrected.',
    );
  const traceNumber = step === 'acknowledge' ? numberIn(reason) : before.traceNumber;
  if (step === 'link' && !(await hasResult(client, turn, before)))
    throw new Failure(
      'tracing.no-result',
      'Expected a result of the trace to link the request to; none is recorded here. Import the results of eTrace first.',
    );
  await move(client, turn, before, { step, to, note: reason, traceNumber });
}

/**
 * Says of a result that it answers a request, or that it does not. What does not answer it is set aside, and what it did to the request is
 * taken back with it: state, trace number and form are those it would have without that result. One that was set aside is taken only `again`.
 */
export async function judgeTraceResult(
  client: pg.ClientBase,
  turn: DeskTurn,
  { record, answers, again = false, ...worked }: Worked & { record: number; answers: boolean; again?: boolean },
): Promise<void> {
  const before = await held(client, turn, worked);
  const result = (await findResults(client, turn.agencyId, before)).find((each) => each.record === record);
  if (result === undefined)
    throw new Failure(
      'tracing.no-result',
      'Expected a result of this request; there is none of that record. Load the page again.',
    );
  const isAside = before.setAside.includes(result.result);
  const events = await findRequestEvents(client, turn.agencyId, [before.request]);
  const { judged, tookVersions } = whatStands(events);
  if (!answers) {
    if (!isAside || !judged.includes(record)) await setResultAside(client, turn, before, { events, result });
    return;
  }
  if (isAside && !again)
    throw new Failure(
      'tracing.set-aside',
      'Expected a result that nobody set aside; this one was. Say that it is to be taken again, or leave it.',
    );
  const said = {
    taken: [...before.taken.filter((each) => each !== result.result), result.result],
    setAside: before.setAside.filter((each) => each !== result.result),
  };
  const { traceNumber } = result;
  const disagrees = await needsLookNow(
    client,
    turn,
    { ...before, ...said, traceNumber },
    {
      judged: [...judged, record],
      tookVersions: [...tookVersions, record],
    },
  );
  const how = { note: `record ${record}`, ...said, disagrees };
  const from = isAside ? await move(client, turn, before, { step: 'take-again', to: before.state, ...how }) : before;
  const step = stepOfResult(result);
  await move(client, turn, from, { step, to: stateAfter(from.state, step) ?? from.state, traceNumber, ...how });
}

async function setResultAside(
  client: pg.ClientBase,
  turn: DeskTurn,
  before: StoredRequest,
  { events, result: { record, result } }: { events: readonly FoundEvent[]; result: TraceResultRow },
): Promise<void> {
  const aside = {
    step: 'set-aside' as const,
    from: before.state,
    to: before.state,
    byImport: false,
    at: turn.now,
  };
  const { state, form, traceNumber, acknowledged, ...said } = whatStands([
    ...events,
    { ...before, ...aside, record, result },
  ]);
  const stands = { traceNumber, acknowledged, taken: said.taken, setAside: said.setAside };
  const changed = formKeys.filter((key) => form[key] !== before.form[key]);
  await move(client, turn, before, {
    step: 'set-aside',
    to: state,
    note: `record ${record}`,
    ...stands,
    disagrees: await needsLookNow(client, turn, { ...before, ...stands, state, form, ...identityOf(form) }, said),
    ...(changed.length > 0 && { form, changed }),
  });
}

async function needsLookNow(
  client: pg.ClientBase,
  { agencyId }: DeskTurn,
  after: StoredRequest,
  said: Pick<WhatStands, 'judged' | 'tookVersions'>,
): Promise<boolean> {
  return needsLook(after, await findResults(client, agencyId, after), said);
}

async function held(
  client: pg.ClientBase,
  { agencyId }: DeskTurn,
  { request, version }: Worked,
): Promise<StoredRequest> {
  const [before] = await findRequestsByNumber(client, agencyId, [request], 'change');
  if (before === undefined) throw unknownRequest(request);
  if (before.version !== version)
    throw new Failure(
      'tracing.changed',
      `Expected version ${version} of the request; it is at version ${before.version}: somebody, or an import, changed it in the meantime. Nothing of yours was saved. Load it again.`,
      { detail: { expected: version, got: before.version } },
    );
  return before;
}

export function unknownRequest(request: number): Failure {
  return new Failure('tracing.unknown', `Expected the number of a trace request; there is none of number ${request}.`);
}

function wrongStep(state: RequestState, step: RequestStep): Failure {
  return new Failure(
    'tracing.wrong-step',
    `Expected a step that can be taken from ${state}; got ${step}. Load the request again and look where it stands.`,
    { detail: { expected: state, got: step } },
  );
}

async function refuseUnfit(client: pg.ClientBase, turn: DeskTurn, before: StoredRequest): Promise<void> {
  const checks = await checksOf(client, turn, before);
  if (maySend(checks, before.acknowledged)) return;
  const open = checks.filter(({ level, code }) => level === 'error' || !before.acknowledged.includes(code));
  throw new Failure(
    'tracing.checks',
    `Expected a form without errors and with every warning acknowledged; got ${open.map(({ code }) => code).join(', ')}. Correct the form, or acknowledge the warnings.`,
    { detail: { got: open.map(({ code }) => code).join(', ') } },
  );
}

export async function checksOf(
  client: pg.ClientBase,
  { agencyId, today }: Pick<DeskTurn, 'agencyId' | 'today'>,
  { request, form, traceNumber }: Pick<StoredRequest, 'request' | 'form' | 'traceNumber'>,
): Promise<Checked[]> {
  return checkTraceRequest(client, { agencyId, today, request, traceNumber }, form);
}

function numberIn(note: string | null): string {
  const number = cleanTraceNumber(note ?? '');
  if (number !== null) return number;
  throw new Failure(
    'tracing.trace-number',
    'Expected the trace number of the acknowledgement, T and digits; got something else. Copy it from eTrace.',
  );
}

const returned: ReadonlySet<RequestState | null> = new Set(['RETURNED_FOR_INFO', 'CORRECTED']);

/** Whether a request that came back says anything else than it said then. */
async function changedSinceReturn(client: pg.ClientBase, turn: DeskTurn, before: StoredRequest): Promise<boolean> {
  const events = await findRequestEvents(client, turn.agencyId, [before.request]);
  const came = events.findLast(({ from, to }) => returned.has(to) && !returned.has(from));
  return came === undefined || formKeys.some((key) => came.form[key] !== before.form[key]);
}

/** Whether a result that may move the request is recorded: none that was set aside, or that nobody took although it says otherwise. */
async function hasResult(client: pg.ClientBase, { agencyId }: DeskTurn, request: StoredRequest): Promise<boolean> {
  const said = whatStands(await findRequestEvents(client, agencyId, [request.request]));
  const results = await findResults(client, agencyId, request);
  return resultsOf(request, results).some((result) => mayMove(request, result, said));
}

/** Rows of results that may be of a request, those that were set aside among them. */
export async function findResults(
  client: pg.ClientBase,
  agencyId: number,
  { traceNumber, serialNcic, taken, setAside }: StoredRequest,
): Promise<TraceResultRow[]> {
  return findTraceResults(client, agencyId, {
    traceNumbers: traceNumber === null ? [] : [traceNumber],
    serials: serialNcic === null ? [] : [serialNcic],
    results: [...taken, ...setAside],
  });
}

interface Move {
  readonly step: RequestStep;
  readonly to: RequestState;
  readonly note?: string | null;
  readonly form?: TraceRequestForm;
  readonly acknowledged?: readonly string[];
  readonly changed?: readonly string[];
  readonly traceNumber?: string | null;
  readonly taken?: readonly number[];
  readonly setAside?: readonly number[];
  readonly disagrees?: boolean;
  readonly byImport?: boolean;
}

/** Saves a step and its event. A request that stays where it stands has stood there since before. */
export async function move(
  client: pg.ClientBase,
  turn: DeskTurn,
  before: StoredRequest,
  step: Move,
): Promise<StoredRequest> {
  const form = step.form ?? before.form;
  const traceNumber = step.traceNumber === undefined ? before.traceNumber : step.traceNumber;
  const acknowledged = step.acknowledged ?? before.acknowledged;
  const checks =
    step.form === undefined
      ? before.checks
      : await checksOf(client, turn, { request: before.request, form, traceNumber });
  const after = {
    version: before.version + 1,
    state: step.to,
    traceNumber,
    form,
    acknowledged,
    checks,
    ...identityOf(form),
    taken: step.taken ?? before.taken,
    setAside: step.setAside ?? before.setAside,
    disagrees: step.disagrees ?? before.disagrees,
  };
  await updateRequest(client, turn.agencyId, before.request, {
    ...after,
    moved: step.to === before.state ? null : { by: turn.actor, at: turn.now },
  });
  await insertRequestEvent(client, turn.agencyId, before.request, {
    step: step.step,
    from: before.state,
    to: step.to,
    form,
    traceNumber,
    acknowledged,
    note: step.note ?? null,
    changed: step.changed ?? [],
    byImport: step.byImport ?? false,
    by: turn.actor,
    at: turn.now,
  });
  return { ...before, ...after };
}

/**
 * Takes the last step back: the request says again what it said before it, and stands where it stood. Taking a result again after all is
 * two steps, and one decision: they are taken back together.
 */
async function undo(client: pg.ClientBase, turn: DeskTurn, before: StoredRequest): Promise<void> {
  const events = await findRequestEvents(client, turn.agencyId, [before.request]);
  const last = undoable(events);
  if (last === null)
    throw new Failure(
      'tracing.no-undo',
      'Expected a last step that can be taken back; what was sent, or came from an import, cannot. Go on from where it stands.',
    );
  const [undone, earlier] = [events[last.at]!, events[last.at - 1]!];
  const stand = stepsThatStand(events).slice(0, -1);
  const { taken, setAside, ...said } = whatStands(stand);
  const { form, acknowledged, traceNumber } = earlier;
  const after = { ...before, form, ...identityOf(form), traceNumber, taken, setAside };
  const undoneRequest = await move(client, turn, before, {
    step: 'undo',
    to: undone.from ?? 'DRAFT',
    note: undone.step,
    form,
    acknowledged,
    traceNumber,
    changed: formKeys.filter((key) => form[key] !== before.form[key]),
    // A judgement of a result is taken back with it.
    ...(undone.result !== null && { taken, setAside, disagrees: await needsLookNow(client, turn, after, said) }),
  });
  const previous = stand.at(-1);
  if (undone.result !== null && previous?.step === 'take-again' && previous.result === undone.result)
    await undo(client, turn, undoneRequest);
}
