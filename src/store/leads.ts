import type pg from 'pg';
import type { LeadChange } from '../model/lead-answers.ts';
import type { LeadEvidence, LeadLoss } from '../model/lead-evidence.ts';
import { openStates, type LeadOutcome, type LeadState, type LeadTriage } from '../model/lead-workflow.ts';
import type { LeadKind } from '../model/leads.ts';
import { wasWorked } from './lead-outcomes.ts';

/** A lead as it is kept. */
export interface StoredLead {
  readonly lead: number;
  readonly topic: string;
  readonly subject: string;
  readonly kind: LeadKind;
  readonly version: number;
  readonly standing: 'STANDING' | 'WITHDRAWN' | 'JOINED';
  readonly joinedInto: number | null;
  readonly strength: number;
  readonly reason: string;
  readonly also: readonly { readonly kind: LeadKind; readonly reason: string }[];
  readonly from: string | null;
  readonly to: string | null;
  readonly foundAt: string;
  readonly changedAt: string;
  readonly revision: number;
  readonly state: LeadState;
  readonly triage: LeadTriage | null;
  readonly assignee: string | null;
  readonly outcome: LeadOutcome | null;
  readonly aboutOfficer: boolean;
  /** Requests that wait for a second person. */
  readonly waiting: number;
  readonly evidence: LeadEvidence;
}

export const workColumns = `l.revision, l.state, l.triage, l.assignee, l.outcome, l.about_officer as "aboutOfficer"`;

const leadColumns = `l.lead_id as lead, l.topic, l.subject, l.kind, l.version, l.standing, l.joined_into as "joinedInto", l.strength, l.reason, l.also,
  l.from_on as "from", l.to_on as "to", l.found_at as "foundAt", l.changed_at as "changedAt", ${workColumns},
  (select count(*)::int from flashlight.lead_request q where q.agency_id = l.agency_id and q.lead_id = l.lead_id and q.answer is null) as waiting`;

/** Some leads with what they rest on, in the order asked for. */
export async function findLeadsByNumber(
  client: pg.ClientBase,
  agencyId: number,
  leads: readonly number[],
): Promise<StoredLead[]> {
  if (leads.length === 0) return [];
  const { rows } = await client.query<StoredLead>({
    name: 'find-leads',
    text: `select ${leadColumns}, v.evidence from unnest($2::integer[]) with ordinality as asked(lead_id, at)
             join flashlight.lead l on l.agency_id = $1 and l.lead_id = asked.lead_id
             join flashlight.lead_version v on v.agency_id = l.agency_id and v.lead_id = l.lead_id and v.version = l.version
            order by asked.at`,
    values: [agencyId, leads],
  });
  return rows;
}

export interface QueueFilter {
  readonly states: readonly LeadState[] | null;
  /** Only those triaged so, or all but the rejected ones; null for any. */
  readonly triage: LeadTriage | 'not-rejected' | null;
  readonly standing: string | null;
  readonly kind: LeadKind | null;
  /** A name; null for any; '' for nobody. */
  readonly assignee: string | null;
  readonly waiting: boolean;
  /** Entities of which a lead must rest on one. */
  readonly about: readonly number[] | null;
  readonly text: { readonly words: string; readonly entities: readonly number[] } | null;
  readonly since: string | null;
}

export type QueueSort = 'expected-use' | 'strength' | 'newest' | 'number';

export interface QueueOrder {
  readonly filter: QueueFilter;
  readonly sort: QueueSort;
  /** Share of leads of each kind that comes to something. */
  readonly shares: ReadonlyMap<LeadKind, number>;
  /** Of every kind one stands among each so many at the latest. */
  readonly floorEvery: number;
  readonly after: readonly number[] | null;
  readonly limit: number;
}

/** Of each sort the numbers a lead is placed by: less comes first, and the number of the lead is the last. */
const placedBy: Readonly<Record<QueueSort, string>> = {
  'expected-use': 'least(overall, own * $13::integer)::float8 as place, -worth as worth',
  strength: '-strength::float8 as place, 0::float8 as worth',
  newest: '-extract(epoch from changed_at)::float8 as place, 0::float8 as worth',
  number: '0::float8 as place, 0::float8 as worth',
};

/** The numbers of the leads of a page of the queue, where each stands, and how many there are of all. */
export async function findQueue(
  client: pg.ClientBase,
  agencyId: number,
  { filter, sort, shares, floorEvery, after, limit }: QueueOrder,
): Promise<{ leads: number[]; total: number; next: number[] | null }> {
  const { rows } = await client.query<{ lead: number; place: number; worth: number; total: number }>(
    `with asked as (
       select l.lead_id, l.kind, l.strength, l.changed_at, l.strength * u.share as worth
         from flashlight.lead l join unnest($2::text[], $3::float8[]) as u(kind, share) on u.kind = l.kind
        where l.agency_id = $1
          and ($4::text[] is null or l.state = any($4)) and ($5::text is null or l.standing = $5) and ($6::text is null or l.kind = $6)
          and ($7::text is null or coalesce(l.assignee, '') = $7)
          and (not $8 or exists (select from flashlight.lead_request q where q.agency_id = l.agency_id and q.lead_id = l.lead_id and q.answer is null))
          and ($9::bigint[] is null or l.entity_ids && $9)
          and ($10::text is null or l.entity_ids && $11::bigint[] or l.lead_id::text = $10 or $10 = any(l.traces) or position(lower($10) in lower(l.reason)) > 0)
          and ($12::date is null or l.changed_at >= $12::date)
          and ($16::text is null or l.triage = $16 or $16 = 'not-rejected' and l.triage is distinct from 'reject')),
     ranked as (
       select *, row_number() over (order by worth desc, lead_id) as overall,
              row_number() over (partition by kind order by worth desc, lead_id) as own, count(*) over ()::int as total
         from asked),
     placed as (select lead_id, total, ${placedBy[sort]} from ranked)
     select lead_id as lead, place, worth, total from placed
      where $13::integer > 0 and ($14::float8[] is null or (place, worth, lead_id) > (($14::float8[])[1], ($14::float8[])[2], ($14::float8[])[3]))
      order by place, worth, lead_id limit $15 + 1`,
    [
      agencyId,
      [...shares.keys()],
      [...shares.values()],
      filter.states,
      filter.standing,
      filter.kind,
      filter.assignee,
      filter.waiting,
      filter.about,
      filter.text?.words ?? null,
      filter.text?.entities ?? [],
      filter.since,
      floorEvery,
      after,
      limit,
      filter.triage,
    ],
  );
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1)! : null;
  return {
    leads: page.map(({ lead }) => lead),
    total: rows[0]?.total ?? 0,
    next: last && [last.place, last.worth, last.lead],
  };
}

/** Of each kind its open leads, and what those with an outcome came to; one that goes on in another counts there. */
export async function countKinds(
  client: pg.ClientBase,
  agencyId: number,
): Promise<{ kind: LeadKind; open: number; useful: number; outcomes: number }[]> {
  const { rows } = await client.query<{ kind: LeadKind; open: number; useful: number; outcomes: number }>({
    name: 'count-lead-kinds',
    text: `select kind, sum(open)::int as open, sum(useful)::int as useful, sum(outcomes)::int as outcomes from (
             select kind, count(*) as open, 0 as useful, 0 as outcomes from flashlight.lead
              where agency_id = $1 and standing = 'STANDING' and state = any($2) and triage is distinct from 'reject' group by kind
             union all
             select kind, 0, count(*) filter (where outcome <> 'none'), count(*) from flashlight.lead
              where agency_id = $1 and outcome is not null and standing <> 'JOINED' and ${wasWorked('lead.lead_id')} group by kind) of group by kind order by kind`,
    values: [agencyId, openStates],
  });
  return rows;
}

export interface LeadProgress {
  readonly baseline: number;
  readonly seq: number;
  readonly linkSeq: number;
  readonly writes: number;
  readonly upTo: string;
}

/** How far the leads of an agency follow its records; null before they were first found. */
export async function findLeadProgress(client: pg.ClientBase, agencyId: number): Promise<LeadProgress | null> {
  const { rows } = await client.query<LeadProgress>({
    name: 'find-lead-progress',
    text: `select baseline, seq, link_seq as "linkSeq", writes, caught_up_at as "upTo" from flashlight.lead_progress where agency_id = $1`,
    values: [agencyId],
  });
  return rows[0] ?? null;
}

export interface StoredVersion {
  readonly version: number;
  readonly change: LeadChange;
  readonly kind: LeadKind;
  readonly strength: number;
  readonly reason: string;
  readonly traces: string[];
  readonly lost: LeadLoss;
  readonly engine: string;
  readonly settings: string;
  readonly baseline: number;
  readonly madeAt: string;
}

const versionsMost = 200;

/** Every state the evidence of a lead was in, newest first. */
export async function findLeadVersions(
  client: pg.ClientBase,
  agencyId: number,
  lead: number,
): Promise<StoredVersion[]> {
  const { rows } = await client.query<StoredVersion>({
    name: 'find-lead-versions',
    text: `select version, change, kind, strength, reason, array(select jsonb_array_elements_text(evidence -> 'numbers')) as traces, lost, engine,
                  settings, baseline, made_at as "madeAt"
             from flashlight.lead_version where agency_id = $1 and lead_id = $2 order by version desc limit $3`,
    values: [agencyId, lead, versionsMost],
  });
  return rows;
}

/** Leads that go on in one. */
export async function findJoinedLeads(client: pg.ClientBase, agencyId: number, lead: number): Promise<number[]> {
  const { rows } = await client.query<{ lead: number }>(
    'select lead_id as lead from flashlight.lead where agency_id = $1 and joined_into = $2 order by 1',
    [agencyId, lead],
  );
  return rows.map((row) => row.lead);
}
