import type pg from 'pg';
import type { NibinNotice, NibinRecall } from '../model/nibin.ts';

type Client = pg.ClientBase;

export interface StoredNibinNotice extends Omit<NibinNotice, 'text' | 'number'> {
  readonly number: string;
  readonly givenAt: string;
}

/** Tells everybody who received a lead before of what became of it. */
export async function tellRecipients(
  client: Client,
  agencyId: number,
  of: { lead: number; revision: number; change: NibinNotice['change']; at: string },
): Promise<number> {
  const { rowCount } = await client.query(
    `insert into flashlight.nibin_notice (agency_id, lead_id, recipient_id, revision, change, made_at)
     select agency_id, lead_id, recipient_id, $3, $4, $5 from flashlight.nibin_recipient where agency_id = $1 and lead_id = $2
      order by recipient_id
     on conflict do nothing`,
    [agencyId, of.lead, of.revision, of.change, of.at],
  );
  return rowCount ?? 0;
}

const noticeColumns = `n.notice_id as notice, n.lead_id as lead,
  'FL' || to_char(l.generated_at, 'YY') || '-' || lpad(l.lead_id::text, 5, '0') as number, r.side, r.name, n.change,
  r.given_at as "givenAt", n.made_at as "madeAt", n.receipt_at as "receiptAt", n.receipt_by as "receiptBy", n.receipt_how as "receiptHow"`;
/**
 * Another notice of the same lead took its place for whoever it is for: that is the one to read or to send. That others withdrew it is
 * overtaken by nothing but that it is withdrawn here too.
 */
const overtaken = `exists (select from flashlight.nibin_notice later where later.agency_id = n.agency_id and later.recipient_id = n.recipient_id
  and later.lead_id = n.lead_id and (later.revision, later.notice_id) > (n.revision, n.notice_id)
  and (n.change <> 'WITHDRAWN_ELSEWHERE' or later.change in ('RETRACTED', 'NOT_CONFIRMED')))`;
const noticeTables = `flashlight.nibin_notice n
  join flashlight.nibin_lead l on l.agency_id = n.agency_id and l.lead_id = n.lead_id
  join flashlight.nibin_recipient r on r.agency_id = n.agency_id and r.recipient_id = n.recipient_id`;

export async function findNoticesOfLead(client: Client, agencyId: number, lead: number): Promise<StoredNibinNotice[]> {
  const { rows } = await client.query<StoredNibinNotice>(
    `select ${noticeColumns} from ${noticeTables} where n.agency_id = $1 and n.lead_id = $2 order by n.notice_id`,
    [agencyId, lead],
  );
  return rows;
}

/** What a person has to read, and what somebody has to send outside, newest first. */
export async function findOwnNibinNotices(
  client: Client,
  agencyId: number,
  { person, open, limit }: { readonly person: string; readonly open: boolean; readonly limit: number },
): Promise<StoredNibinNotice[]> {
  const { rows } = await client.query<StoredNibinNotice>(
    `select ${noticeColumns} from ${noticeTables}
      where n.agency_id = $1 and (r.side = 'outside' or r.name = $2) and (not $3 or (n.receipt_at is null and not ${overtaken})) order by n.notice_id desc limit $4`,
    [agencyId, person, open, limit],
  );
  return rows;
}

export async function countOwnNibinNotices(
  client: Client,
  agencyId: number,
  person: string,
): Promise<{ unread: number; toSend: number }> {
  const { rows } = await client.query<{ unread: number; toSend: number }>(
    `select count(*) filter (where r.side = 'inside' and r.name = $2)::int as unread, count(*) filter (where r.side = 'outside')::int as "toSend"
       from flashlight.nibin_notice n join flashlight.nibin_recipient r on r.agency_id = n.agency_id and r.recipient_id = n.recipient_id
      where n.agency_id = $1 and n.receipt_at is null and not ${overtaken}`,
    [agencyId, person],
  );
  return rows[0]!;
}

/** Puts the receipt of a notice on record: read by whom it is for, or sent outside by anybody who says how. */
export async function receiveNotice(
  client: Client,
  agencyId: number,
  { notice, by, how, at }: { notice: number; by: string; how: string | null; at: string },
): Promise<'done' | 'already' | 'none'> {
  const mine = `n.agency_id = $1 and n.notice_id = $2 and r.agency_id = n.agency_id and r.recipient_id = n.recipient_id
    and case r.side when 'inside' then r.name = $3 else $4::text is not null end`;
  const { rowCount } = await client.query(
    `update flashlight.nibin_notice n set receipt_at = $5, receipt_by = $3, receipt_how = case r.side when 'outside' then $4 end
       from flashlight.nibin_recipient r where ${mine} and n.receipt_at is null`,
    [agencyId, notice, by, how, at],
  );
  if (rowCount === 1) return 'done';
  const { rowCount: there } = await client.query(
    `select from flashlight.nibin_notice n, flashlight.nibin_recipient r where ${mine}`,
    [agencyId, notice, by, how],
  );
  return there === 1 ? 'already' : 'none';
}

/** Actions by which pages and packages leave the program. */
const leaving = ['entity.print', 'leads.package', 'nibin.print', 'exhibits.print', 'boards.read'];

/**
 * Lists for recall what left with the tie in it since a moment: prints, packages and exports about some subjects.
 * `subjects`: what events of the audit are about, as they are written there.
 */
export async function listForRecall(
  client: Client,
  agencyId: number,
  of: { lead: number; since: string; subjects: readonly Readonly<Record<string, unknown>>[]; at: string },
): Promise<number> {
  const { rowCount } = await client.query(
    `insert into flashlight.nibin_recall (agency_id, lead_id, event_id, what, subject, taken_by, taken_at, made_at)
     select e.agency_id, $2, e.event_id, e.action, e.subject, e.actor, e.happened_at, $5
       from flashlight.audit_event e
      where e.agency_id = $1 and e.happened_at >= $3 and e.outcome = 'ALLOWED' and e.action = any($6)
        -- To look at a package or a board is no export of it.
        and not e.subject ? 'read' and (e.action <> 'boards.read' or e.subject ? 'export')
        and exists (select from jsonb_array_elements($4::jsonb) s where e.subject @> s)
     on conflict (agency_id, lead_id, event_id) do nothing`,
    [agencyId, of.lead, of.since, JSON.stringify(of.subjects), of.at, leaving],
  );
  return rowCount ?? 0;
}

export type StoredRecall = Omit<NibinRecall, 'about'> & { readonly subject: Readonly<Record<string, unknown>> };

export async function findRecalls(client: Client, agencyId: number, lead: number): Promise<StoredRecall[]> {
  const { rows } = await client.query<StoredRecall>(
    `select recall_id as recall, what, subject, taken_by as "takenBy", taken_at as "takenAt", receipt_at as "receiptAt", receipt_by as "receiptBy",
            receipt_how as "receiptHow"
       from flashlight.nibin_recall where agency_id = $1 and lead_id = $2 order by taken_at, recall_id`,
    [agencyId, lead],
  );
  return rows;
}

export async function receiveRecall(
  client: Client,
  agencyId: number,
  { lead, recall, by, how, at }: { lead: number; recall: number; by: string; how: string; at: string },
): Promise<'done' | 'already' | 'none'> {
  const { rowCount } = await client.query(
    `update flashlight.nibin_recall set receipt_at = $4, receipt_by = $5, receipt_how = $6
      where agency_id = $1 and lead_id = $2 and recall_id = $3 and receipt_at is null`,
    [agencyId, lead, recall, at, by, how],
  );
  if (rowCount === 1) return 'done';
  const { rowCount: there } = await client.query(
    'select from flashlight.nibin_recall where agency_id = $1 and lead_id = $2 and recall_id = $3',
    [agencyId, lead, recall],
  );
  return there === 1 ? 'already' : 'none';
}
