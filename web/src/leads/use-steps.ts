import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { LeadStepsDone, LeadSummary } from '../../../src/model/lead-answers.ts';
import { expectOwn } from './changed-leads.ts';
import { answerRequest, patchQueues, takeStep, type StepOrder } from './lead-queries.ts';
import { Problem } from '../frame/request.ts';

type Done = LeadStepsDone['done'];
type Waiting = LeadStepsDone['waiting'];
/** `answered`: a request that was to be taken back had its answer. `unreached`: nothing came back of the server. */
type Conflicts = (Omit<LeadStepsDone['conflicts'][number], 'why'> & {
  why: LeadStepsDone['conflicts'][number]['why'] | 'answered' | 'unreached';
})[];

/** A step taken on this page, and what became of it. */
export interface TakenStep {
  readonly step: StepOrder['step'];
  readonly done: Done;
  readonly waiting: Waiting;
  /** Requests for a second person that were taken back. */
  readonly withdrawn?: number;
  readonly conflicts: Conflicts;
}

/** Steps taken one after the other, the last of which can be taken back. */
export function useSteps() {
  const client = useQueryClient();
  const [report, setReport] = useState<TakenStep | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const log = useRef<TakenStep[]>([]);
  const [undoable, setUndoable] = useState(false);

  const settle = (order: StepOrder, answer: Omit<TakenStep, 'step'>) => {
    const done = new Map(answer.done.map((each) => [each.lead, each]));
    const waits = new Set(answer.waiting.map(({ lead }) => lead));
    patchQueues(client, (lead) => after(lead, order, done.get(lead.lead), waits.has(lead.lead)));
    for (const { lead } of [...order.leads, ...answer.done])
      void client.invalidateQueries({ queryKey: ['leads', 'lead', String(lead)] });
    // What a step taken back was before, the server knows.
    if (order.step === 'undo' || answer.conflicts.length > 0)
      void client.invalidateQueries({ queryKey: ['leads', 'queue'] });
  };

  const run = async <T>(work: () => Promise<T>): Promise<T | null> => {
    setBusy(true);
    setError(null);
    try {
      return await work();
    } catch (caught) {
      setError(caught);
      return null;
    } finally {
      setBusy(false);
    }
  };

  /** Takes a step; null where nothing came back. */
  const take = (order: StepOrder) =>
    run(async () => {
      expectOwn(order.leads.map(({ lead }) => lead));
      const answer = await takeStep(order);
      settle(order, answer);
      const taken: TakenStep = { step: order.step, ...answer };
      if (answer.done.length + answer.waiting.length > 0 && order.step !== 'undo') log.current.push(taken);
      setUndoable(log.current.length > 0);
      setReport(taken);
      return answer;
    });

  const undo = () =>
    run(async () => {
      const last = log.current.pop();
      if (last === undefined) return;
      const { taken, left } = await takeBack(last);
      // What nothing came back of may be tried again; what was refused will be again.
      if (left !== null) log.current.push(left);
      setUndoable(log.current.length > 0);
      const leads = [...last.done, ...last.waiting].map(({ lead }) => ({ lead, revision: 0 }));
      settle({ step: 'undo', leads }, taken);
      setReport(taken);
    });

  return {
    take,
    undo,
    undoable,
    busy,
    error,
    report,
    forget: () => {
      setReport(null);
      setError(null);
    },
  };
}
export type Steps = ReturnType<typeof useSteps>;

/**
 * Takes back what a step did, each part by itself: a request somebody answered meanwhile keeps none of the others. Gives what became of each,
 * and what is left to be taken back because the server was not reached; null where nothing is.
 */
async function takeBack(last: TakenStep): Promise<{ taken: TakenStep; left: TakenStep | null }> {
  expectOwn([...last.done, ...last.waiting].map(({ lead }) => lead));
  const taken = { step: 'undo' as const, done: [] as Done, waiting: [], withdrawn: 0, conflicts: [] as Conflicts };
  const left = { ...last, done: [] as Done, waiting: [] as Waiting };
  const refuse = (lead: number, error: unknown) => {
    const status = error instanceof Problem ? error.status : 0;
    const why = status >= 400 && status < 500 && status !== 401 && status !== 429 ? 'answered' : 'unreached';
    taken.conflicts.push({ lead, why, detail: String((error as Error).message), revision: null, state: null });
    return why === 'unreached';
  };
  for (const each of last.waiting)
    try {
      await answerRequest(each.lead, each.request, { agree: false });
      taken.withdrawn += 1;
    } catch (error) {
      if (refuse(each.lead, error)) left.waiting.push(each);
    }
  const leads = last.done.map(({ lead, revision }) => ({ lead, revision }));
  try {
    if (leads.length > 0) {
      const { done, conflicts } = await takeStep({ step: 'undo', leads });
      taken.done.push(...done);
      taken.conflicts.push(...conflicts);
    }
  } catch (error) {
    for (const each of last.done) if (refuse(each.lead, error)) left.done.push(each);
  }
  return { taken, left: left.done.length + left.waiting.length === 0 ? null : left };
}

function after(
  lead: LeadSummary,
  order: StepOrder,
  done: LeadStepsDone['done'][number] | undefined,
  waits: boolean,
): LeadSummary {
  if (waits) return { ...lead, waiting: lead.waiting + 1 };
  if (done === undefined) return lead;
  const { step } = order;
  return {
    ...lead,
    revision: done.revision,
    state: done.state,
    triage: step === 'hold' || step === 'reject' ? step : step === 'undo' ? lead.triage : null,
    assignee: step === 'assign' ? (order.assignee ?? null) : step === 'reopen' ? null : lead.assignee,
  };
}
