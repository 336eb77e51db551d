import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { LeadStepsDone, LeadSummary } from '../../../src/model/lead-answers.ts';
import { expectOwn } from './changed-leads.ts';
import { answerRequest, patchQueues, takeStep, type StepOrder } from './lead-queries.ts';

/** A step taken on this page, and what became of it. */
export interface TakenStep {
  readonly step: StepOrder['step'];
  readonly done: LeadStepsDone['done'];
  readonly waiting: LeadStepsDone['waiting'];
  readonly conflicts: LeadStepsDone['conflicts'];
}

/** Steps taken one after the other, the last of which can be taken back. */
export function useSteps() {
  const client = useQueryClient();
  const [report, setReport] = useState<TakenStep | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const log = useRef<TakenStep[]>([]);
  const [undoable, setUndoable] = useState(false);

  const settle = (order: StepOrder, answer: LeadStepsDone) => {
    const done = new Map(answer.done.map((each) => [each.lead, each]));
    const waits = new Set(answer.waiting.map(({ lead }) => lead));
    patchQueues(client, (lead) => after(lead, order, done.get(lead.lead), waits.has(lead.lead)));
    for (const { lead } of [...order.leads, ...answer.done])
      void client.invalidateQueries({ queryKey: ['leads', 'lead', String(lead)] });
    // What a step taken back was before, the server knows.
    if (order.step === 'undo' || answer.conflicts.length > 0)
      void client.invalidateQueries({ queryKey: ['leads', 'queue'] });
  };

  const run = async (work: () => Promise<void>): Promise<boolean> => {
    setBusy(true);
    setError(null);
    try {
      await work();
      return true;
    } catch (caught) {
      setError(caught);
      return false;
    } finally {
      setBusy(false);
    }
  };

  const take = (order: StepOrder) =>
    run(async () => {
      expectOwn(order.leads.map(({ lead }) => lead));
      const answer = await takeStep(order);
      settle(order, answer);
      const taken = { step: order.step, ...answer };
      if (answer.done.length + answer.waiting.length > 0 && order.step !== 'undo') log.current.push(taken);
      setUndoable(log.current.length > 0);
      setReport(taken);
    });

  const undo = () =>
    run(async () => {
      const last = log.current.at(-1);
      if (last === undefined) return;
      expectOwn([...last.done, ...last.waiting].map(({ lead }) => lead));
      for (const { lead, request } of last.waiting) await answerRequest(lead, request, { agree: false });
      const order: StepOrder = {
        step: 'undo',
        leads: last.done.map(({ lead, revision }) => ({ lead, revision })),
      };
      const answer: LeadStepsDone =
        order.leads.length === 0 ? { done: [], waiting: [], conflicts: [] } : await takeStep(order);
      log.current.pop();
      setUndoable(log.current.length > 0);
      settle({ ...order, leads: [...order.leads, ...last.waiting.map(({ lead }) => ({ lead, revision: 0 }))] }, answer);
      setReport({ step: 'undo', ...answer });
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
