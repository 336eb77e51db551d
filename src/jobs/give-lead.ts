import type pg from 'pg';
import { Failure } from '../model/errors.ts';
import { isOnePerson } from '../store/account-logins.ts';
import { takeStep, type LeadStep, type StepDetail } from '../model/lead-workflow.ts';
import { announceLeads } from '../store/lead-notices.ts';
import {
  answerRequest,
  findLeadRequests,
  holdLeads,
  saveRecipient,
  saveRequest,
  saveStep,
  type HeldLead,
} from '../store/lead-work.ts';
import { keepStep, refusedBefore, strangerIn, type LeadWorker } from './take-lead-steps.ts';

/** Lets somebody inside have a lead, and be told when it no longer stands; false where there is no such lead. */
export async function giveInside(
  client: pg.ClientBase,
  { agencyId, actor }: LeadWorker,
  { lead: number, name, purpose }: { readonly lead: number; readonly name: string; readonly purpose: string },
): Promise<boolean> {
  const lead = (await holdLeads(client, agencyId, [number])).get(number);
  if (lead === undefined) return false;
  // What is given on a lead that goes on in another, or is withdrawn, would never be followed.
  refuse(refusedBefore(lead, { revision: null, step: 'release', stranger: null, detail: {} }));
  const stranger = await strangerIn(client, agencyId, name);
  if (stranger !== null) throw new Failure('lead.unknown-person', stranger);
  await saveRecipient(client, agencyId, {
    lead: number,
    side: 'inside',
    name,
    purpose,
    version: lead.version,
    givenBy: actor,
    consentedBy: null,
    revision: null,
  });
  await announceLeads(client, agencyId, [number]);
  return true;
}

/**
 * Puts on record that somebody takes a lead with them, printed or packed: they are told when it no longer stands as they have it. Gives the
 * version they have, null where there is no such lead. Of one that does not stand what they take says so itself.
 */
export async function takeInside(
  client: pg.ClientBase,
  { agencyId, actor }: LeadWorker,
  {
    lead: number,
    version,
    purpose,
    at,
  }: { readonly lead: number; readonly version: number | null; readonly purpose: string; readonly at: Date },
): Promise<number | null> {
  const lead = (await holdLeads(client, agencyId, [number])).get(number);
  if (lead === undefined) return null;
  if (version !== null) refuseUnseen(lead, version);
  if (lead.standing === 'STANDING') {
    await saveRecipient(client, agencyId, {
      lead: number,
      side: 'inside',
      name: actor,
      purpose,
      version: lead.version,
      givenBy: actor,
      consentedBy: null,
      revision: null,
      at,
    });
    await announceLeads(client, agencyId, [number]);
  }
  return lead.version;
}

/** Asks that a lead be given to somebody outside, which takes a second person; gives the request, null where there is no such lead. */
export async function askRelease(
  client: pg.ClientBase,
  { agencyId, actor }: LeadWorker,
  order: {
    readonly lead: number;
    readonly revision: number;
    /** Of the evidence that was looked at. */
    readonly version: number;
    readonly recipient: string;
    readonly purpose: string;
  },
): Promise<number | null> {
  const lead = (await holdLeads(client, agencyId, [order.lead])).get(order.lead);
  if (lead === undefined) return null;
  refuse(refusedBefore(lead, { revision: order.revision, step: 'release', stranger: null, detail: {} }));
  refuseUnseen(lead, order.version);
  const request = await saveRequest(client, agencyId, {
    lead: order.lead,
    step: 'release',
    detail: { recipient: order.recipient },
    reason: order.purpose,
    version: order.version,
    askedBy: actor,
  });
  await announceLeads(client, agencyId, [order.lead]);
  return request;
}

/**
 * What a second person says to a request: agreed, it is done at once. Whoever agrees names the version of the evidence they looked at: it is
 * what they agree to, also where it was asked on an earlier one. False where there is no such request.
 */
export async function answerLeadRequest(
  client: pg.ClientBase,
  { agencyId, actor }: LeadWorker,
  answer: {
    readonly lead: number;
    readonly request: number;
    readonly agree: boolean;
    readonly version: number | null;
    readonly reason: string | null;
  },
): Promise<boolean> {
  const lead = (await holdLeads(client, agencyId, [answer.lead])).get(answer.lead);
  const requests = await findLeadRequests(client, agencyId, answer.lead);
  const asked = requests.find(({ request }) => request === answer.request);
  if (lead === undefined || asked === undefined) return false;
  if (asked.answer === 'LAPSED')
    throw new Failure(
      'lead.changed',
      'Expected a request that waits; it lapsed when the lead was withdrawn or went on in another. Ask for it anew where the lead stands. Nothing was changed.',
    );
  if (asked.answer !== null)
    throw new Failure(
      'lead.changed',
      `Expected a request that waits; it was answered by ${asked.answeredBy}. Open the lead again. Nothing was changed.`,
    );
  // Whoever asked may take it back, and may not agree to it.
  if (answer.agree && (await isOnePerson(client, agencyId, asked.askedBy, actor)))
    throw new Failure(
      'lead.second-person',
      'Expected another person than whoever asked for it. Ask somebody else to look at it. Nothing was changed.',
    );
  if (answer.agree) refuseUnseen(lead, answer.version);
  if (answer.agree) await carryOut(client, agencyId, lead, { ...asked, second: actor });
  await answerRequest(client, agencyId, {
    request: answer.request,
    agree: answer.agree,
    version: answer.agree ? lead.version : null,
    by: actor,
    reason: answer.reason,
  });
  await announceLeads(client, agencyId, [answer.lead]);
  return true;
}

interface Agreed {
  readonly step: string;
  readonly detail: Record<string, unknown>;
  readonly reason: string | null;
  readonly askedBy: string;
  readonly second: string;
}

async function carryOut(client: pg.ClientBase, agencyId: number, lead: HeldLead, agreed: Agreed): Promise<void> {
  const { reason, askedBy: actor, second } = agreed;
  const step = agreed.step as LeadStep | 'release';
  const detail = agreed.detail as StepDetail;
  refuse(refusedBefore(lead, { revision: null, step, stranger: null, detail }));
  if (step === 'release') {
    await saveRecipient(client, agencyId, {
      lead: lead.lead,
      side: 'outside',
      name: detail.recipient!,
      purpose: reason ?? '',
      version: lead.version,
      givenBy: actor,
      consentedBy: second,
      revision: null,
    });
    await saveStep(client, agencyId, {
      lead: lead.lead,
      revision: lead.revision,
      step,
      before: lead,
      after: lead,
      detail,
      reason,
      actor,
      second,
    });
    return;
  }
  const aboutDealer = lead.subject.startsWith('dealer:');
  const outcome = takeStep(lead, { step, reason, detail, aboutDealer, consented: true, last: lead.last });
  if (outcome.kind !== 'done')
    throw new Failure(
      'lead.changed',
      `Expected a lead this step is taken from; it is ${lead.state} now. Refuse the request, or ask for it anew. Nothing was changed.`,
    );
  await keepStep(client, agencyId, lead, { step, reason, detail, after: outcome.work, actor, second });
}

/** What is agreed to is the evidence as it is: somebody who saw another version has agreed to something else. */
function refuseUnseen(lead: HeldLead, version: number | null): void {
  if (version === lead.version) return;
  throw new Failure(
    'lead.evidence-changed',
    `Expected the version of the evidence as it is now, ${lead.version}; got ${version ?? 'none'}: what the lead rests on changed. Open it again, look at what changed, then decide. Nothing was changed.`,
    { detail: { expected: lead.version, got: version } },
  );
}

function refuse(against: readonly [string, string] | null): void {
  if (against === null) return;
  throw new Failure(against[0] === 'not-standing' ? 'lead.not-standing' : 'lead.changed', against[1]);
}
