import type { RequestState, RequestStep } from '../model/tracing.ts';
import type { TraceRequestForm } from '../model/trace-request-form.ts';
import { stateAfter } from './request-states.ts';

/**
 * What a request says and where it stands by its history, without the steps that were taken back and without what results did that
 * somebody set aside.
 *
 * **Source.** Our own rule. **Input.** Every step of the request, oldest first. **Output.** State, trace number, form and what people said
 * of results. **Limits.** What left the house has left it: a request that was sent again because of a result stays sent when that result is
 * set aside.
 */
export interface RequestHistoryStep {
  readonly step: RequestStep;
  readonly from: RequestState | null;
  readonly to: RequestState;
  readonly form: TraceRequestForm;
  readonly traceNumber: string | null;
  readonly acknowledged: readonly string[];
  readonly note: string | null;
  readonly byImport: boolean;
  /** ISO 8601. */
  readonly at: string;
}

export interface WhatStands {
  readonly state: RequestState;
  readonly traceNumber: string | null;
  readonly form: TraceRequestForm;
  readonly acknowledged: readonly string[];
  /** Records of results that somebody said answer the request. */
  readonly taken: readonly number[];
  readonly setAside: readonly number[];
  /** A result says otherwise of which firearm it is, and nobody has said yet whether it answers the request. */
  readonly disagrees: boolean;
  /** Every state it came to and when, oldest first. */
  readonly came: readonly { readonly state: RequestState; readonly at: string }[];
}

/** `events` without those that were taken back, and without the taking back. */
export function stepsThatStand<T extends { readonly step: RequestStep }>(events: readonly T[]): T[] {
  const kept: T[] = [];
  for (const event of events) {
    if (event.step === 'undo') kept.pop();
    else kept.push(event);
  }
  return kept;
}

/** The record of the result a step rests on; null where it rests on none. */
export function resultOfStep({ note }: Pick<RequestHistoryStep, 'note'>): number | null {
  const record = /^record (\d+)$/.exec(note ?? '')?.[1];
  return record === undefined ? null : Number(record);
}

/** What left the house: no later judgement brings it back. */
const sent: ReadonlySet<RequestStep> = new Set(['submit', 'resubmit']);

export function whatStands(events: readonly RequestHistoryStep[]): WhatStands {
  const all = stepsThatStand(events);
  const [taken, setAside, open] = [new Set<number>(), new Set<number>(), new Set<number>()];
  for (const event of all) {
    const record = resultOfStep(event);
    if (record === null) continue;
    if (event.byImport && event.from === event.to) open.add(record);
    if (event.byImport) continue;
    open.delete(record);
    taken.delete(record);
    setAside.delete(record);
    (event.step === 'set-aside' ? setAside : taken).add(record);
  }
  const [first, ...later] = all;
  let { state, traceNumber, form, acknowledged } = {
    state: 'DRAFT' as RequestState,
    traceNumber: null as string | null,
    form: {} as TraceRequestForm,
    acknowledged: [] as readonly string[],
    ...(first && {
      state: first.to,
      traceNumber: first.traceNumber,
      form: first.form,
      acknowledged: first.acknowledged,
    }),
  };
  const came: WhatStands['came'][number][] = first === undefined ? [] : [{ state, at: first.at }];
  for (const [at, event] of later.entries()) {
    const record = resultOfStep(event);
    if (record !== null && (saysOnly(event) || isVoid(later, at, record))) continue;
    if (record !== null || event.step === 'acknowledge') traceNumber = event.traceNumber;
    const to = stateAfter(state, event.step) ?? (sent.has(event.step) ? event.to : null);
    if (to === null) continue;
    if (to !== state) came.push({ state: to, at: event.at });
    state = to;
    form = event.form;
    acknowledged = event.acknowledged;
  }
  return {
    state,
    traceNumber,
    form,
    acknowledged,
    taken: [...taken],
    setAside: [...setAside],
    disagrees: open.size > 0,
    came,
  };
}

/** Steps that say something of a result and move nothing by themselves. */
function saysOnly({ step, from, to, byImport }: RequestHistoryStep): boolean {
  return step === 'set-aside' || step === 'take-again' || (byImport && from === to);
}

/** Whether somebody set the result aside after this step. */
function isVoid(events: readonly RequestHistoryStep[], at: number, record: number): boolean {
  return events.slice(at + 1).some((later) => later.step === 'set-aside' && resultOfStep(later) === record);
}
