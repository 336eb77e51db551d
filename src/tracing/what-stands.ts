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
  /** The version of a row of results the step rests on; null where it rests on none. */
  readonly record: number | null;
  /** The first version of that row: what is said of one version is said of all. */
  readonly result: number | null;
  readonly byImport: boolean;
  /** ISO 8601. */
  readonly at: string;
}

export interface WhatStands {
  readonly state: RequestState;
  readonly traceNumber: string | null;
  readonly form: TraceRequestForm;
  readonly acknowledged: readonly string[];
  /** Results that somebody said answer the request, each by the first version of its row. */
  readonly taken: readonly number[];
  readonly setAside: readonly number[];
  /** The versions people looked at when they said so. */
  readonly judged: readonly number[];
  /** Of these, the versions of results that were taken, since they last were set aside. */
  readonly tookVersions: readonly number[];
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

/** What left the house: no later judgement brings it back. */
const sent: ReadonlySet<RequestStep> = new Set(['submit', 'resubmit']);

export function whatStands(events: readonly RequestHistoryStep[]): WhatStands {
  const all = stepsThatStand(events);
  const [taken, setAside, judged] = [new Map<number, number[]>(), new Set<number>(), new Set<number>()];
  for (const { step, record, result, byImport } of all) {
    if (record === null || result === null || byImport) continue;
    judged.add(record);
    const took = taken.get(result) ?? [];
    taken.delete(result);
    setAside.delete(result);
    if (step === 'set-aside') setAside.add(result);
    else taken.set(result, [...took, record]);
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
    const { result } = event;
    if (result !== null && (saysOnly(event) || isVoid(later, at, result))) continue;
    if (result !== null || event.step === 'acknowledge') traceNumber = event.traceNumber;
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
    taken: [...taken.keys()],
    setAside: [...setAside],
    judged: [...judged],
    tookVersions: [...taken.values()].flat(),
    came,
  };
}

/** Steps that say something of a result and move nothing by themselves. */
function saysOnly({ step, from, to, byImport }: RequestHistoryStep): boolean {
  return step === 'set-aside' || step === 'take-again' || (byImport && from === to);
}

/** Whether somebody set the result aside after this step, whichever version of it. */
function isVoid(events: readonly RequestHistoryStep[], at: number, result: number): boolean {
  return events.slice(at + 1).some((later) => later.step === 'set-aside' && later.result === result);
}
