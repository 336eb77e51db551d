import type pg from 'pg';
import type { LeadStep, LeadWork, StepDetail } from '../model/lead-workflow.ts';
import { workColumns } from './leads.ts';

/** A lead held for a step: nobody else changes it until the transaction ends. */
export interface HeldLead extends LeadWork {
  readonly lead: number;
  readonly kind: string;
  readonly subject: string;
  readonly standing: 'STANDING' | 'WITHDRAWN' | 'JOINED';
  readonly version: number;
  readonly revision: number;
  /** The last step a person took; null where none was. */
  readonly last: { readonly step: LeadStep; readonly before: LeadWork } | null;
}

/** Some leads, held until the transaction ends. */
export async function holdLeads(
  client: pg.ClientBase,
  agencyId: number,
  leads: readonly number[],
): Promise<Map<number, HeldLead>> {
  const { rows } = await client.query<HeldLead>(
    `select l.lead_id as lead, l.kind, l.subject, l.standing, l.version, ${workColumns},
            (select jsonb_build_object('step', e.step, 'before', e.before) from flashlight.lead_event e
              where e.agency_id = l.agency_id and e.lead_id = l.lead_id order by e.revision desc limit 1) as last
       from flashlight.lead l where l.agency_id = $1 and l.lead_id = any($2::integer[]) order by l.lead_id for update`,
    [agencyId, leads],
  );
  return new Map(rows.map((row) => [row.lead, row]));
}

export interface StepToSave {
  readonly lead: number;
  /** Of the lead before it. */
  readonly revision: number;
  readonly step: string;
  readonly before: LeadWork;
  readonly after: LeadWork;
  readonly detail: StepDetail;
  readonly reason: string | null;
  readonly actor: string;
  readonly second: string | null;
}

/** Keeps a step that was taken, and what the lead is after it; gives the revision it has then. */
export async function saveStep(client: pg.ClientBase, agencyId: number, step: StepToSave): Promise<number> {
  const revision = step.revision + 1;
  await client.query(
    `insert into flashlight.lead_event (agency_id, lead_id, revision, step, from_state, to_state, before, detail, reason, actor, second_actor)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      agencyId,
      step.lead,
      revision,
      step.step,
      step.before.state,
      step.after.state,
      JSON.stringify(workOf(step.before)),
      JSON.stringify(step.detail),
      step.reason,
      step.actor,
      step.second,
    ],
  );
  const { state, triage, assignee, outcome, aboutOfficer } = step.after;
  await client.query(
    `update flashlight.lead set revision = $3, state = $4, triage = $5, assignee = $6, outcome = $7, about_officer = $8, worked_at = clock_timestamp()
      where agency_id = $1 and lead_id = $2`,
    [agencyId, step.lead, revision, state, triage, assignee, outcome, aboutOfficer],
  );
  return revision;
}

function workOf({ state, triage, assignee, outcome, aboutOfficer }: LeadWork): LeadWork {
  return { state, triage, assignee, outcome, aboutOfficer };
}

export interface StoredEvent {
  readonly revision: number;
  readonly step: string;
  readonly from: LeadWork['state'];
  readonly to: LeadWork['state'];
  readonly before: LeadWork;
  readonly detail: Record<string, unknown>;
  readonly reason: string | null;
  readonly actor: string;
  readonly second: string | null;
  readonly at: string;
}

/** What was done with a lead, newest first. */
export async function findLeadEvents(client: pg.ClientBase, agencyId: number, lead: number): Promise<StoredEvent[]> {
  const { rows } = await client.query<StoredEvent>({
    name: 'find-lead-events',
    text: `select revision, step, from_state as "from", to_state as "to", before, detail, reason, actor, second_actor as second, happened_at as at
             from flashlight.lead_event where agency_id = $1 and lead_id = $2 order by revision desc limit 500`,
    values: [agencyId, lead],
  });
  return rows;
}

export interface StoredRequest {
  readonly request: number;
  readonly step: string;
  readonly detail: Record<string, unknown>;
  readonly reason: string | null;
  readonly askedBy: string;
  readonly askedAt: string;
  readonly version: number;
  readonly answer: 'AGREED' | 'REFUSED' | 'LAPSED' | null;
  readonly answeredVersion: number | null;
  readonly answeredBy: string | null;
  readonly answeredAt: string | null;
  readonly answerReason: string | null;
}

const requestColumns = `request_id as request, step, detail, reason, asked_by as "askedBy", asked_at as "askedAt", version, answer,
  answered_version as "answeredVersion", answered_by as "answeredBy",
  answered_at as "answeredAt", answer_reason as "answerReason"`;

/** What of a lead takes or took a second person, newest first. */
export async function findLeadRequests(
  client: pg.ClientBase,
  agencyId: number,
  lead: number,
): Promise<StoredRequest[]> {
  const { rows } = await client.query<StoredRequest>({
    name: 'find-lead-requests',
    text: `select ${requestColumns} from flashlight.lead_request where agency_id = $1 and lead_id = $2 order by request_id desc limit 200`,
    values: [agencyId, lead],
  });
  return rows;
}

/** Asks for a second person; gives the number of the request. */
export async function saveRequest(
  client: pg.ClientBase,
  agencyId: number,
  request: { lead: number; step: string; detail: object; reason: string | null; version: number; askedBy: string },
): Promise<number> {
  const { rows } = await client.query<{ request: number }>(
    `insert into flashlight.lead_request (agency_id, lead_id, step, detail, reason, asked_by, version) values ($1, $2, $3, $4, $5, $6, $7)
     returning request_id as request`,
    [
      agencyId,
      request.lead,
      request.step,
      JSON.stringify(request.detail),
      request.reason,
      request.askedBy,
      request.version,
    ],
  );
  return rows[0]!.request;
}

/** The second person's answer. */
export async function answerRequest(
  client: pg.ClientBase,
  agencyId: number,
  answer: { request: number; agree: boolean; version: number | null; by: string; reason: string | null },
): Promise<void> {
  await client.query(
    `update flashlight.lead_request set answer = $3, answered_by = $4, answered_at = clock_timestamp(), answer_reason = $5, answered_version = $6
      where agency_id = $1 and request_id = $2`,
    [agencyId, answer.request, answer.agree ? 'AGREED' : 'REFUSED', answer.by, answer.reason, answer.version],
  );
}

export interface RecipientToSave {
  readonly lead: number;
  readonly side: 'inside' | 'outside';
  readonly name: string;
  readonly purpose: string;
  readonly version: number;
  readonly givenBy: string;
  readonly consentedBy: string | null;
  /** Of the lead after the step by which they received it; null where none was taken. */
  readonly revision: number | null;
  /** When, where that is said elsewhere too: on a package and in the list of recipients it holds. Else the moment it is written. */
  readonly at?: Date;
}

/** Puts on record that somebody received a lead. Whoever inside received this version before, and has it still, is not listed again. */
export async function saveRecipient(client: pg.ClientBase, agencyId: number, to: RecipientToSave): Promise<void> {
  await client.query(
    `insert into flashlight.lead_recipient (agency_id, lead_id, given_lead, side, name, purpose, version, given_by, consented_by, revision, given_at)
     select $1, $2, $2, $3, $4, $5, $6, $7, $8, $9, coalesce($10, clock_timestamp()) where $3 = 'outside' or not exists (
       select from flashlight.lead_recipient where agency_id = $1 and lead_id = $2 and given_lead = $2 and side = 'inside' and name = $4 and version = $6
          and taken_back_at is null)`,
    [
      agencyId,
      to.lead,
      to.side,
      to.name,
      to.purpose,
      to.version,
      to.givenBy,
      to.consentedBy,
      to.revision,
      to.at ?? null,
    ],
  );
}

export interface StoredRecipient {
  readonly recipient: number;
  readonly side: 'inside' | 'outside';
  readonly name: string;
  readonly purpose: string;
  readonly version: number;
  readonly givenLead: number;
  readonly givenBy: string;
  readonly consentedBy: string | null;
  readonly givenAt: string;
  /** When it was taken back as a slip, and by whom; null where it stands. */
  readonly takenBackAt: string | null;
  readonly takenBackBy: string | null;
}

/** Who received a lead, in order. */
export async function findRecipients(
  client: pg.ClientBase,
  agencyId: number,
  lead: number,
): Promise<StoredRecipient[]> {
  const { rows } = await client.query<StoredRecipient>({
    name: 'find-lead-recipients',
    text: `select recipient_id as recipient, side, name, purpose, version, given_lead as "givenLead", given_by as "givenBy", consented_by as "consentedBy", given_at as "givenAt",
                  taken_back_at as "takenBackAt", taken_back_by as "takenBackBy"
             from flashlight.lead_recipient where agency_id = $1 and lead_id = $2 order by recipient_id`,
    values: [agencyId, lead],
  });
  return rows;
}

/** Who was let in as a detective or analyst: those a lead may be given to. */
export async function findPeople(client: pg.ClientBase, agencyId: number): Promise<string[]> {
  const { rows } = await client.query<{ actor: string }>({
    name: 'find-people-of-leads',
    text: `select distinct actor from flashlight.sign_in_link where agency_id = $1 and role in ('detective', 'analyst') order by 1 limit 1000`,
    values: [agencyId],
  });
  return rows.map((row) => row.actor);
}
