import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { LeadSummary } from '../../../src/model/lead-answers.ts';
import type { LeadStep } from '../../../src/model/lead-workflow.ts';
import { useSession } from '../frame/session.ts';
import { keepStep, keepUsed, keptStep, type DraftLead, type StepDraft } from './kept-step.ts';
import { leadQuery } from './lead-queries.ts';
import { needsOf } from './step-box.tsx';
import type { Steps } from './use-steps.ts';

/** A lead of a draft that is another than the one the step was opened for. */
export interface ChangedSince {
  readonly lead: number;
  /** As it is now, where that is known here. */
  readonly now: LeadSummary | undefined;
}

const asLooked = ({ lead, revision, version }: DraftLead): DraftLead => ({ lead, revision, version });

/**
 * The step being written at a place, for the leads it was opened for: neither walking on nor narrowing the list gives it others. Of one that
 * changed meanwhile, by what the page knows (`known`) or by what the server answered, it is said, and the step asked anew.
 */
export function useStepDraft(place: string, steps: Steps, known: readonly LeadSummary[]) {
  const { actor } = useSession();
  const client = useQueryClient();
  const [draft, setDraft] = useState<StepDraft | null>(() => keptStep(actor, place));
  /** What the server said is another; each as it is now, as far as it could be read. */
  const [refused, setRefused] = useState<ReadonlyMap<number, LeadSummary | undefined>>(new Map());
  const write = (next: StepDraft | null) => {
    setDraft(next);
    keepStep(actor, place, next);
  };
  /** Some leads as they are now, as far as they can be read. */
  const look = async (leads: readonly number[]): Promise<Map<number, LeadSummary | undefined>> => {
    const pages = await Promise.allSettled(
      leads.map((lead) => client.fetchQuery({ ...leadQuery(String(lead)), staleTime: 0 })),
    );
    return new Map(pages.map((page, at) => [leads[at]!, page.status === 'fulfilled' ? page.value.summary : undefined]));
  };
  const close = () => {
    write(null);
    setRefused(new Map());
  };
  const changed = (draft?.leads ?? []).flatMap(({ lead, revision, version }): ChangedSince[] => {
    const now = known.find((each) => each.lead === lead);
    const isOther = now !== undefined && (now.revision > revision || now.version > version);
    return isOther ? [{ lead, now }] : refused.has(lead) ? [{ lead, now: refused.get(lead) }] : [];
  });
  return {
    draft,
    changed,
    write,
    close,
    /** Opens a step for some leads; one that is being written is finished first. */
    ask(step: LeadStep, leads: readonly DraftLead[]): void {
      if (draft !== null || leads.length === 0) return;
      setRefused(new Map());
      write({ step, leads: leads.map(asLooked), detail: step === 'assign' ? actor : '', reason: '' });
    },
    /** Goes on with the leads that changed as they are shown now, or without them. */
    async settle(which: 'as-now' | 'without'): Promise<void> {
      if (draft === null) return;
      const others = new Map(changed.map(({ lead, now }) => [lead, now]));
      const unread = [...others].flatMap(([lead, now]) => (now === undefined ? [lead] : []));
      const read = which === 'as-now' && unread.length > 0 ? await look(unread) : new Map<number, undefined>();
      setRefused(read);
      const leads = draft.leads.flatMap((each) => {
        if (!others.has(each.lead)) return [each];
        const now = others.get(each.lead);
        // What could not be shown yet is shown first.
        return which === 'without' ? [] : [now === undefined ? each : asLooked(now)];
      });
      write(leads.length === 0 ? null : { ...draft, leads });
    },
    /** Takes the step with the leads it was opened for. What changed meanwhile stays in the draft; gives what it was for, null where nothing was sent. */
    async send(): Promise<readonly DraftLead[] | null> {
      if (draft === null || changed.length > 0) return null;
      const { step, leads } = draft;
      const { detail: name } = needsOf(step);
      const [reason, detail] = [draft.reason.trim(), draft.detail.trim()];
      keepUsed(actor, step, reason);
      const answer = await steps.take({
        step,
        leads,
        ...(reason === '' ? {} : { reason }),
        ...(name === undefined ? {} : { [name]: name === 'duplicateOf' ? Number(detail) : detail }),
      });
      if (answer === null) return null;
      const others = new Set(answer.conflicts.filter(({ why }) => why === 'changed').map(({ lead }) => lead));
      const left = leads.filter(({ lead }) => others.has(lead));
      setRefused(new Map([...others].map((lead) => [lead, undefined])));
      // Read while the question stands: what was settled meanwhile is not asked again.
      if (others.size > 0)
        void look([...others]).then((found) =>
          setRefused((still) => new Map([...still].map(([lead, now]) => [lead, now ?? found.get(lead)]))),
        );
      write(left.length === 0 ? null : { ...draft, leads: left });
      return leads;
    },
  };
}
export type DraftedStep = ReturnType<typeof useStepDraft>;
