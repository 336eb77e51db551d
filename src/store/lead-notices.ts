import type pg from 'pg';
import type { LeadLoss } from '../model/lead-evidence.ts';
import type { NoticeChange } from '../model/lead-notices.ts';
import type { LeadOutcome } from '../model/lead-workflow.ts';
import type { LeadKind } from '../model/leads.ts';
import type { Reader } from './audit.ts';

export interface StoredNotice {
  readonly notice: number;
  readonly lead: number;
  readonly kind: LeadKind;
  readonly subject: string;
  readonly change: NoticeChange;
  readonly side: 'inside' | 'outside';
  readonly name: string;
  readonly receivedBy: string;
  readonly toldBy: string | null;
  readonly outcome: LeadOutcome | null;
  readonly words: string | null;
  readonly lost: LeadLoss;
  readonly purpose: string;
  readonly givenAt: string;
  readonly givenLead: number;
  readonly givenVersion: number;
  readonly joinedInto: number | null;
  readonly madeAt: string;
  readonly readAt: string | null;
  readonly sentAt: string | null;
  readonly sentBy: string | null;
  readonly sentHow: string | null;
}

/** What a person has to know: notices for them, and those somebody has to send outside, newest first. */
export async function findNotices(
  client: pg.ClientBase,
  { agencyId, actor }: Reader,
  { open, before, limit }: { readonly open: boolean; readonly before: number | null; readonly limit: number },
): Promise<StoredNotice[]> {
  const { rows } = await client.query<StoredNotice>({
    name: 'find-lead-notices',
    text: `select n.notice_id as notice, n.lead_id as lead, l.kind, l.subject, n.change, n.side, n.name, r.name as "receivedBy", n.told_by as "toldBy", n.outcome, n.words, n.lost, r.purpose, r.given_at as "givenAt",
                  r.given_lead as "givenLead", r.version as "givenVersion", n.joined_into as "joinedInto", n.made_at as "madeAt", n.read_at as "readAt", n.sent_at as "sentAt", n.sent_by as "sentBy",
                  n.sent_how as "sentHow"
             from flashlight.lead_notice n
             join flashlight.lead l on l.agency_id = n.agency_id and l.lead_id = n.lead_id
             join flashlight.lead_recipient r on r.agency_id = n.agency_id and r.recipient_id = n.recipient_id
            where n.agency_id = $1 and (n.side = 'outside' or n.name = $2)
              and (not $3 or case n.side when 'outside' then n.sent_at is null else n.read_at is null end)
              and ($4::bigint is null or n.notice_id < $4)
            order by n.notice_id desc limit $5`,
    values: [agencyId, actor, open, before, limit],
  });
  return rows;
}

/** How many notices a person has not read, and how many nobody sent. */
export async function countNotices(
  client: pg.ClientBase,
  { agencyId, actor }: Reader,
): Promise<{ unread: number; toSend: number }> {
  const { rows } = await client.query<{ unread: number; toSend: number }>({
    name: 'count-lead-notices',
    text: `select (select count(*)::int from flashlight.lead_notice where agency_id = $1 and side = 'inside' and name = $2 and read_at is null) as unread,
                  (select count(*)::int from flashlight.lead_notice where agency_id = $1 and side = 'outside' and sent_at is null) as "toSend"`,
    values: [agencyId, actor],
  });
  return rows[0]!;
}

/** Marks a notice as read by whom it is for; false where there is none for them. To read it again changes nothing. */
export async function readNotice(client: pg.ClientBase, { agencyId, actor }: Reader, notice: number): Promise<boolean> {
  const { rowCount } = await client.query(
    `update flashlight.lead_notice set read_at = coalesce(read_at, clock_timestamp())
      where agency_id = $1 and notice_id = $2 and side = 'inside' and name = $3`,
    [agencyId, notice, actor],
  );
  return rowCount === 1;
}

/** Puts on record that a notice was sent outside: whether there is one, and whether it had been sent already. */
export async function sendNotice(
  client: pg.ClientBase,
  { agencyId, actor }: Reader,
  { notice, how }: { readonly notice: number; readonly how: string },
): Promise<'sent' | 'already' | 'none'> {
  const { rowCount } = await client.query(
    `update flashlight.lead_notice set sent_at = clock_timestamp(), sent_by = $3, sent_how = $4
      where agency_id = $1 and notice_id = $2 and side = 'outside' and sent_at is null`,
    [agencyId, notice, actor, how],
  );
  if (rowCount === 1) return 'sent';
  const { rowCount: there } = await client.query(
    `select from flashlight.lead_notice where agency_id = $1 and notice_id = $2 and side = 'outside'`,
    [agencyId, notice],
  );
  return there === 1 ? 'already' : 'none';
}

/** Whom what a person did with a lead is told: everybody who has it, and inside whoever gave it; not the person who did it. */
export interface ToTell {
  readonly recipient: number;
  readonly side: 'inside' | 'outside';
  readonly name: string;
}

export async function findWhoToTell(
  client: pg.ClientBase,
  agencyId: number,
  { lead, actor }: { readonly lead: number; readonly actor: string },
): Promise<ToTell[]> {
  const { rows } = await client.query<ToTell>(
    `with has as (
       select recipient_id, side, name, given_by from flashlight.lead_recipient
        where agency_id = $1 and lead_id = $2 and taken_back_at is null),
     named as (
       select 1 as first, recipient_id, side, name from has
       union all select 2, recipient_id, 'inside', given_by from has)
     select distinct on (side, name) recipient_id as recipient, side, name from named
      where side = 'outside' or name <> $3 order by side, name, first, recipient_id desc`,
    [agencyId, lead, actor],
  );
  return rows;
}

/** What a person did, to be told. */
export interface Told {
  readonly lead: number;
  readonly version: number;
  readonly change: 'OUTCOME_RECORDED' | 'FEEDBACK_SENT' | 'TAKEN_BACK';
  readonly by: string;
  readonly outcome: LeadOutcome | null;
  readonly words: string | null;
}

/**
 * Keeps a notice for everybody who is to be told what a person did. A letter to outside says the outcome and no words: one that says the same is
 * there already is not laid out again.
 */
export async function saveTold(
  client: pg.ClientBase,
  agencyId: number,
  told: Told,
  to: readonly ToTell[],
): Promise<void> {
  await client.query(
    `insert into flashlight.lead_notice (agency_id, lead_id, version, recipient_id, side, name, change, lost, told_by, outcome, words)
     select $1, $2, $3, u.recipient, u.side, u.name, $4, '{"traces": [], "entities": [], "reasons": []}', $5, $6,
            case u.side when 'inside' then $7::text end
       from jsonb_to_recordset($8::jsonb) as u(recipient bigint, side text, name text)
      where u.side = 'inside' or not exists (
        select from flashlight.lead_notice n where n.agency_id = $1 and n.lead_id = $2 and n.side = 'outside' and n.name = u.name
           and n.told_by is not null and n.outcome is not distinct from $6)`,
    [agencyId, told.lead, told.version, told.change, told.by, told.outcome, told.words, JSON.stringify(to)],
  );
}

/** Takes back what was received by one step of a lead; gives who had it. */
export async function takeBackDeliveries(
  client: pg.ClientBase,
  agencyId: number,
  { lead, revision, by }: { readonly lead: number; readonly revision: number; readonly by: string },
): Promise<ToTell[]> {
  const { rows } = await client.query<ToTell>(
    `update flashlight.lead_recipient set taken_back_at = clock_timestamp(), taken_back_by = $4
      where agency_id = $1 and lead_id = $2 and revision = $3 and taken_back_at is null
      returning recipient_id as recipient, side, name`,
    [agencyId, lead, revision, by],
  );
  return rows;
}

/** Tells open pages, in every process, that some leads are others than they show: numbers alone. */
export async function announceLeads(client: pg.ClientBase, agencyId: number, leads: readonly number[]): Promise<void> {
  if (leads.length === 0) return;
  const message = { kind: 'leads', agencyId, leads: leads.slice(0, announcedMost), total: leads.length };
  await client.query(`select pg_notify('flashlight', $1)`, [JSON.stringify(message)]);
}

/** An announcement holds 8,000 bytes. */
const announcedMost = 200;

/** Tells open pages that somebody has a notice to read or to send. */
export async function announceNotices(client: pg.ClientBase, agencyId: number): Promise<void> {
  await client.query(`select pg_notify('flashlight', $1)`, [JSON.stringify({ kind: 'notices', agencyId })]);
}
