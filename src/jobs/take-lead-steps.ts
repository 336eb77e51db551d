import type pg from 'pg';
import type { LeadStepsDone } from '../model/lead-answers.ts';
import {
  stepRefusals,
  stepsOfStanding,
  takeStep,
  type LeadStep,
  type LeadWork,
  type StepDetail,
} from '../model/lead-workflow.ts';
import {
  findLeadRequests,
  findPeople,
  holdLeads,
  saveRecipient,
  saveRequest,
  saveStep,
  type HeldLead,
} from '../store/lead-work.ts';
import {
  announceLeads,
  announceNotices,
  findWhoToTell,
  saveTold,
  takeBackDeliveries,
  type ToTell,
} from '../store/lead-notices.ts';

export interface StepOrder {
  /** `version`: of the evidence that was looked at; a step that takes two people is asked for on it. */
  readonly leads: readonly {
    readonly lead: number;
    readonly revision: number;
    readonly version?: number | undefined;
  }[];
  readonly step: LeadStep;
  readonly reason: string | null;
  readonly detail: StepDetail;
}

export interface LeadWorker {
  readonly agencyId: number;
  readonly actor: string;
}

type Conflict = LeadStepsDone['conflicts'][number];

/** Takes a step with one or many leads; those it cannot be taken with stay as they were, and are named with why. */
export async function takeLeadSteps(
  client: pg.ClientBase,
  { agencyId, actor }: LeadWorker,
  { leads, step, reason, detail }: StepOrder,
): Promise<LeadStepsDone> {
  const answer: LeadStepsDone = { done: [], waiting: [], conflicts: [] };
  const held = await holdLeads(client, agencyId, [
    ...leads.map(({ lead }) => lead),
    ...(detail.duplicateOf === undefined ? [] : [detail.duplicateOf]),
  ]);
  const stranger = await unknownDetail(client, agencyId, { step, detail, held });
  for (const { lead: number, revision, version } of new Map(leads.map((each) => [each.lead, each])).values()) {
    const lead = held.get(number);
    const conflict = (why: Conflict['why'], words: string) =>
      void answer.conflicts.push({
        lead: number,
        why,
        detail: words,
        revision: lead?.revision ?? null,
        state: lead?.state ?? null,
      });
    const against = refusedBefore(lead, { revision, step, stranger, detail });
    if (lead === undefined || against !== null) {
      conflict(...(against ?? unknownLead));
      continue;
    }
    const outcome = takeStep(lead, {
      step,
      reason,
      detail,
      aboutDealer: lead.subject.startsWith('dealer:'),
      consented: false,
      last: lead.last,
    });
    if (outcome.kind === 'refused') {
      conflict(outcome.why, `${stepRefusals[outcome.why]} It is ${lead.state}. Nothing was changed.`);
    } else if (outcome.kind === 'second-person') {
      if (version !== undefined && version !== lead.version)
        conflict(
          'changed',
          `Expected version ${version} of the evidence; it is ${lead.version}: what the lead rests on changed. Open it again, then decide. Nothing was changed.`,
        );
      else if (await isAsked(client, agencyId, number, step))
        conflict('waiting', 'The same is asked for already, and waits for a second person. Nothing was changed.');
      else {
        const request = await saveRequest(client, agencyId, {
          lead: number,
          step,
          detail,
          reason,
          version: lead.version,
          askedBy: actor,
        });
        answer.waiting.push({ lead: number, request });
      }
    } else if (
      step === 'send-feedback' &&
      (await findWhoToTell(client, agencyId, { lead: number, actor })).length === 0
    ) {
      conflict(
        'nobody-to-tell',
        'Expected somebody who received the lead or gave it; nobody did but whoever takes the step: there is nobody to send it to. Nothing was changed.',
      );
    } else {
      const next = await keepStep(client, agencyId, lead, {
        step,
        reason,
        detail,
        after: outcome.work,
        actor,
        second: null,
      });
      answer.done.push({ lead: number, revision: next, state: outcome.work.state });
    }
  }
  await announceLeads(
    client,
    agencyId,
    [...answer.done, ...answer.waiting].map(({ lead }) => lead),
  );
  return answer;
}

/** A step as it is kept, with whoever receives the lead by it, is told of it, or no longer has it. */
export async function keepStep(
  client: pg.ClientBase,
  agencyId: number,
  lead: HeldLead,
  taken: {
    readonly step: LeadStep;
    readonly reason: string | null;
    readonly detail: StepDetail;
    readonly after: LeadWork;
    readonly actor: string;
    readonly second: string | null;
  },
): Promise<number> {
  const { step, detail, reason, actor, second, after } = taken;
  const revision = await saveStep(client, agencyId, {
    lead: lead.lead,
    revision: lead.revision,
    step,
    before: lead,
    after,
    detail,
    reason,
    actor,
    second,
  });
  const received = { lead: lead.lead, version: lead.version, givenBy: actor, revision };
  if (step === 'assign')
    await saveRecipient(client, agencyId, {
      ...received,
      side: 'inside',
      name: detail.assignee!,
      purpose: 'assigned',
      consentedBy: null,
    });
  if (step === 'refer-atf' || step === 'refer-other-agency')
    await saveRecipient(client, agencyId, {
      ...received,
      side: 'outside',
      name: detail.recipient!,
      purpose: reason ?? step,
      consentedBy: second,
    });
  const tell = async (change: 'OUTCOME_RECORDED' | 'FEEDBACK_SENT' | 'TAKEN_BACK', to: readonly ToTell[]) => {
    if (to.length === 0) return;
    const outcome = change === 'TAKEN_BACK' ? null : after.outcome;
    await saveTold(
      client,
      agencyId,
      { lead: lead.lead, version: lead.version, change, by: actor, outcome, words: reason },
      to,
    );
    await announceNotices(client, agencyId);
  };
  if (step === 'record-outcome' || step === 'send-feedback')
    await tell(
      step === 'record-outcome' ? 'OUTCOME_RECORDED' : 'FEEDBACK_SENT',
      await findWhoToTell(client, agencyId, { lead: lead.lead, actor }),
    );
  // Whoever a step that is taken back gave the lead to has it no more: they are told so, and nothing after that.
  if (step === 'undo') {
    const had = await takeBackDeliveries(client, agencyId, { lead: lead.lead, revision: lead.revision, by: actor });
    await tell(
      'TAKEN_BACK',
      had.filter(({ name }) => name !== actor),
    );
  }
  return revision;
}

const unknownLead = ['unknown', 'There is no lead of this number.'] as const;

/** Why a step cannot be taken, whatever the state; null where nothing speaks against it. */
export function refusedBefore(
  lead: HeldLead | undefined,
  asked: { revision: number | null; step: LeadStep | 'release'; stranger: string | null; detail: StepDetail },
): readonly [Conflict['why'], string] | null {
  if (lead === undefined) return unknownLead;
  if (lead.standing === 'JOINED')
    return ['not-standing', 'The lead goes on in another one. Open that one. Nothing was changed.'];
  if (asked.revision !== null && asked.revision !== lead.revision)
    return [
      'changed',
      `Expected revision ${asked.revision} of the lead; it is ${lead.revision}: somebody took a step, or what it rests on changed. Open it again, then decide. Nothing was changed.`,
    ];
  if (lead.standing === 'WITHDRAWN' && stepsOfStanding.has(asked.step))
    return [
      'not-standing',
      'What the lead rested on is withdrawn: it can be closed, not passed on. Nothing was changed.',
    ];
  if (asked.stranger !== null) return ['detail', asked.stranger];
  if (asked.detail.duplicateOf === lead.lead)
    return ['detail', 'Expected another lead that this one doubles; got its own number. Nothing was changed.'];
  return null;
}

async function unknownDetail(
  client: pg.ClientBase,
  agencyId: number,
  { step, detail, held }: { step: LeadStep; detail: StepDetail; held: ReadonlyMap<number, HeldLead> },
): Promise<string | null> {
  if (step === 'assign' && detail.assignee !== undefined) return strangerIn(client, agencyId, detail.assignee);
  if (step === 'close-duplicate' && detail.duplicateOf !== undefined && !held.has(detail.duplicateOf))
    return `Expected the number of the lead that is worked instead; there is no lead ${detail.duplicateOf}. Nothing was changed.`;
  return null;
}

/** What to say of a name nobody signs in with as a detective or analyst; null where somebody does. */
export async function strangerIn(client: pg.ClientBase, agencyId: number, name: string): Promise<string | null> {
  if ((await findPeople(client, agencyId)).includes(name)) return null;
  return 'Expected the name a detective or an analyst signs in with; nobody of that name was let in. The queue lists who was. Nothing was changed.';
}

async function isAsked(client: pg.ClientBase, agencyId: number, lead: number, step: string): Promise<boolean> {
  const requests = await findLeadRequests(client, agencyId, lead);
  return requests.some((request) => request.step === step && request.answer === null);
}
