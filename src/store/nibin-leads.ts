import type pg from 'pg';
import type { NibinConclusion, NibinRecipient, NibinStepDone } from '../model/nibin.ts';
import type { ExaminerConclusion, NibinStanding, NibinState, NibinStep } from '../model/nibin-states.ts';
import type { Pair } from './candidate-pairs.ts';

type Client = pg.ClientBase;

export interface StoredNibinLead extends Pair {
  readonly lead: number;
  readonly number: string;
  readonly state: NibinState;
  readonly standing: NibinStanding;
  readonly revision: number;
  readonly writtenRevision: number;
  readonly issuedBy: string;
  readonly reviewer: string;
  readonly assignee: string | null;
  readonly otherNumber: string | null;
  readonly suspected: boolean;
  readonly generatedAt: string;
  readonly disseminatedAt: string | null;
  readonly stateAt: string;
  /** The same, in microseconds since 1970. */
  readonly stateMicroseconds: number;
  readonly stateBy: string;
}

/** The number of a lead `l` as it goes out: year and number here. */
export const leadNumber = `'FL' || to_char(l.generated_at, 'YY') || '-' || lpad(l.lead_id::text, 5, '0')`;
const columns = `l.lead_id as lead, ${leadNumber} as number, l.exhibit_a as a, l.exhibit_b as b, l.state, l.standing, l.revision,
  l.written_revision as "writtenRevision", l.issued_by as "issuedBy", l.reviewer, l.assignee, l.other_number as "otherNumber", l.suspected,
  l.generated_at as "generatedAt", l.disseminated_at as "disseminatedAt", l.state_at as "stateAt",
  (extract(epoch from l.state_at) * 1000000)::bigint as "stateMicroseconds", l.state_by as "stateBy"`;

export interface NibinFilter {
  readonly states: readonly NibinState[] | null;
  readonly standing: NibinStanding | null;
  /** Whether leads nobody outside the laboratory was given are among them. */
  readonly undisseminated: boolean;
  /** Leads that others withdrew: they stand for withdrawn, whatever they are here. */
  readonly withdrawnElsewhere: readonly number[];
  readonly limit: number;
  /** Those that come after one of which a page told last. */
  readonly after?: LeadPlace | null;
}

/** Where a lead stands in the order of the list. */
export interface LeadPlace {
  /** Microseconds since 1970. */
  readonly at: number;
  readonly lead: number;
}

/** What a lead `l` holds for, where those of a parameter were withdrawn elsewhere. */
const heldFor = (withdrawn: string) =>
  `case when l.lead_id = any(${withdrawn}::integer[]) then 'WITHDRAWN' else l.standing end`;

export async function findNibinLeads(
  client: Client,
  agencyId: number,
  filter: NibinFilter,
): Promise<StoredNibinLead[]> {
  const { rows } = await client.query<StoredNibinLead>(
    `select ${columns} from flashlight.nibin_lead l
      where l.agency_id = $1 and ($2::text[] is null or l.state = any($2)) and ($3::text is null or ${heldFor('$8')} = $3)
        and ($4 or l.disseminated_at is not null)
        and ($6::bigint is null or (l.state_at, l.lead_id) < (timestamptz 'epoch' + $6::bigint * interval '1 microsecond', $7::integer))
      order by l.state_at desc, l.lead_id desc limit $5`,
    [
      agencyId,
      filter.states,
      filter.standing,
      filter.undisseminated,
      filter.limit,
      filter.after?.at ?? null,
      filter.after?.lead ?? null,
      filter.withdrawnElsewhere,
    ],
  );
  return rows;
}

/** Leads that are not withdrawn of some exhibits, the newest step first. */
export async function findNibinLeadsOf(
  client: Client,
  agencyId: number,
  exhibits: readonly number[],
  { undisseminated, limit }: Pick<NibinFilter, 'undisseminated' | 'limit'>,
): Promise<StoredNibinLead[]> {
  const { rows } = await client.query<StoredNibinLead>(
    `select ${columns} from flashlight.nibin_lead l
      where l.agency_id = $1 and (l.exhibit_a = any($2::bigint[]) or l.exhibit_b = any($2::bigint[])) and l.standing <> 'WITHDRAWN'
        and ($3 or l.disseminated_at is not null)
      order by l.state_at desc, l.lead_id desc limit $4`,
    [agencyId, exhibits, undisseminated, limit],
  );
  return rows;
}

/** Pairs of exhibits, one of some at least, that have or had a lead, the newest first. */
export async function findLeadPairsOf(client: Client, agencyId: number, exhibits: readonly number[]): Promise<Pair[]> {
  const { rows } = await client.query<Pair>(
    `select l.exhibit_a as a, l.exhibit_b as b from flashlight.nibin_lead l
      where l.agency_id = $1 and (l.exhibit_a = any($2::bigint[]) or l.exhibit_b = any($2::bigint[]))
      group by 1, 2 order by max(l.lead_id) desc`,
    [agencyId, exhibits],
  );
  return rows;
}

/** Leads by their numbers. `change`: nobody else changes them until the transaction ends. */
export async function findNibinLeadsByNumber(
  client: Client,
  agencyId: number,
  leads: readonly number[],
  reason: 'read' | 'change' = 'read',
): Promise<StoredNibinLead[]> {
  const { rows } = await client.query<StoredNibinLead>(
    `select ${columns} from flashlight.nibin_lead l where l.agency_id = $1 and l.lead_id = any($2::integer[]) order by l.lead_id
     ${reason === 'change' ? 'for update' : ''}`,
    [agencyId, leads],
  );
  return rows;
}

/** The newest lead of each of some pairs, withdrawn or not: of those that stand a pair has one at most. */
export async function findLeadsOfPairs(
  client: Client,
  agencyId: number,
  of: readonly Pair[],
): Promise<(Pair & { readonly lead: number })[]> {
  if (of.length === 0) return [];
  const { rows } = await client.query<Pair & { lead: number }>(
    `select distinct on (l.exhibit_a, l.exhibit_b) l.exhibit_a as a, l.exhibit_b as b, l.lead_id as lead from flashlight.nibin_lead l
       join unnest($2::bigint[], $3::bigint[]) w(a, b) on w.a = l.exhibit_a and w.b = l.exhibit_b
      where l.agency_id = $1 order by l.exhibit_a, l.exhibit_b, l.lead_id desc`,
    [agencyId, of.map(({ a }) => a), of.map(({ b }) => b)],
  );
  return rows;
}

/** Leads that records do not tell of yet as they stand. */
export async function findUnwrittenLeads(client: Client, agencyId: number): Promise<StoredNibinLead[]> {
  const { rows } = await client.query<StoredNibinLead>(
    `select ${columns} from flashlight.nibin_lead l
      where l.agency_id = $1 and l.written_revision < l.revision and l.disseminated_at is not null order by l.lead_id`,
    [agencyId],
  );
  return rows;
}

export async function markWritten(client: Client, agencyId: number, lead: number, revision: number): Promise<void> {
  await client.query(
    'update flashlight.nibin_lead set written_revision = $3 where agency_id = $1 and lead_id = $2 and written_revision < $3',
    [agencyId, lead, revision],
  );
}

export async function countNibinLeads(
  client: Client,
  agencyId: number,
  { undisseminated, withdrawnElsewhere }: Pick<NibinFilter, 'undisseminated' | 'withdrawnElsewhere'>,
): Promise<{ state: NibinState; standing: NibinStanding; n: number }[]> {
  const { rows } = await client.query<{ state: NibinState; standing: NibinStanding; n: number }>(
    `select l.state, ${heldFor('$3')} as standing, count(*)::int as n from flashlight.nibin_lead l
      where l.agency_id = $1 and ($2 or l.disseminated_at is not null) group by 1, 2`,
    [agencyId, undisseminated, withdrawnElsewhere],
  );
  return rows;
}

/** Opens a lead that two people found; null where the pair has one that stands. */
export async function insertNibinLead(
  client: Client,
  agencyId: number,
  lead: Pair & { issuedBy: string; reviewer: string; at: string },
): Promise<number | null> {
  const { rows } = await client.query<{ lead: number }>(
    `insert into flashlight.nibin_lead (agency_id, exhibit_a, exhibit_b, state, standing, revision, issued_by, reviewer, generated_at, state_at, state_by)
     values ($1, $2, $3, 'GENERATED', 'LEAD', 0, $4, $5, $6, $6, $4)
     on conflict (agency_id, exhibit_a, exhibit_b) where standing <> 'WITHDRAWN' do nothing returning lead_id as lead`,
    [agencyId, lead.a, lead.b, lead.issuedBy, lead.reviewer, lead.at],
  );
  return rows[0]?.lead ?? null;
}

export interface StepToKeep {
  readonly lead: number;
  /** Of the lead after it. */
  readonly revision: number;
  readonly step: NibinStep;
  readonly from: NibinState | null;
  readonly to: NibinState;
  readonly standing: NibinStanding;
  readonly note: string | null;
  readonly detail: Readonly<Record<string, string>>;
  readonly by: string;
  readonly second: string | null;
  readonly at: string;
}

/** Keeps a step, and what the lead is after it. */
export async function keepNibinStep(
  client: Client,
  agencyId: number,
  step: StepToKeep,
  changed: {
    readonly assignee?: string | null;
    readonly otherNumber?: string | null;
    readonly suspected?: boolean;
    readonly disseminatedAt?: string;
  },
): Promise<void> {
  await client.query(
    `insert into flashlight.nibin_lead_step (agency_id, lead_id, revision, step, from_state, to_state, standing, note, detail, actor, second_actor, happened_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      agencyId,
      step.lead,
      step.revision,
      step.step,
      step.from,
      step.to,
      step.standing,
      step.note,
      JSON.stringify(step.detail),
      step.by,
      step.second,
      step.at,
    ],
  );
  await client.query(
    `update flashlight.nibin_lead set revision = $3, state = $4, standing = $5, state_at = $6, state_by = $7,
            assignee = coalesce($8, assignee), other_number = coalesce($9, other_number), suspected = coalesce($10, suspected),
            disseminated_at = coalesce(disseminated_at, $11)
      where agency_id = $1 and lead_id = $2`,
    [
      agencyId,
      step.lead,
      step.revision,
      step.to,
      step.standing,
      step.at,
      step.by,
      changed.assignee ?? null,
      changed.otherNumber ?? null,
      changed.suspected ?? null,
      changed.disseminatedAt ?? null,
    ],
  );
}

/** Steps of some leads, the oldest first. */
export async function findNibinSteps(
  client: Client,
  agencyId: number,
  leads: readonly number[],
): Promise<(NibinStepDone & { readonly lead: number })[]> {
  const { rows } = await client.query<NibinStepDone & { lead: number }>(
    `select lead_id as lead, revision, step, from_state as "from", to_state as "to", standing, note, detail, actor as by, second_actor as second,
            happened_at as at
       from flashlight.nibin_lead_step where agency_id = $1 and lead_id = any($2::integer[]) order by lead_id, revision`,
    [agencyId, leads],
  );
  return rows;
}

const conclusionColumns = `lead_id as lead, conclusion_id as id, examiner, accreditation, method, conclusion, limitation, report_no as report,
  concluded_on as "on", recorded_at as "recordedAt", verifier, verified_at as "verifiedAt", agrees, verifier_note as "verifierNote"`;

export type StoredConclusion = NibinConclusion & { readonly lead: number };

/** Conclusions on some leads, the oldest first. */
export async function findConclusions(
  client: Client,
  agencyId: number,
  leads: readonly number[],
): Promise<StoredConclusion[]> {
  const { rows } = await client.query<StoredConclusion>(
    `select ${conclusionColumns} from flashlight.nibin_conclusion where agency_id = $1 and lead_id = any($2::integer[]) order by conclusion_id`,
    [agencyId, leads],
  );
  return rows;
}

export async function insertConclusion(
  client: Client,
  agencyId: number,
  of: {
    lead: number;
    examiner: string;
    accreditation: string | null;
    method: string;
    conclusion: ExaminerConclusion;
    limitation: string;
    report: string;
    on: string;
    at: string;
  },
): Promise<void> {
  await client.query(
    `insert into flashlight.nibin_conclusion (agency_id, lead_id, examiner, accreditation, method, conclusion, limitation, report_no, concluded_on, recorded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      agencyId,
      of.lead,
      of.examiner,
      of.accreditation,
      of.method,
      of.conclusion,
      of.limitation,
      of.report,
      of.on,
      of.at,
    ],
  );
}

export async function verifyConclusion(
  client: Client,
  agencyId: number,
  of: { id: number; verifier: string; agrees: boolean; note: string | null; at: string },
): Promise<void> {
  await client.query(
    `update flashlight.nibin_conclusion set verifier = $3, agrees = $4, verifier_note = $5, verified_at = $6
      where agency_id = $1 and conclusion_id = $2 and verifier is null`,
    [agencyId, of.id, of.verifier, of.agrees, of.note, of.at],
  );
}

/** Puts on record that somebody received a lead; whoever received it before is not listed again. */
export async function saveNibinRecipient(
  client: Client,
  agencyId: number,
  to: {
    lead: number;
    side: 'inside' | 'outside';
    name: string;
    purpose: string;
    givenBy: string;
    revision: number;
    at: string;
  },
): Promise<void> {
  await client.query(
    `insert into flashlight.nibin_recipient (agency_id, lead_id, side, name, purpose, given_by, given_at, revision)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (agency_id, lead_id, side, name) do nothing`,
    [agencyId, to.lead, to.side, to.name, to.purpose, to.givenBy, to.at, to.revision],
  );
}

export async function findNibinRecipients(client: Client, agencyId: number, lead: number): Promise<NibinRecipient[]> {
  const { rows } = await client.query<NibinRecipient>(
    `select recipient_id as recipient, side, name, purpose, given_by as "givenBy", given_at as "givenAt"
       from flashlight.nibin_recipient where agency_id = $1 and lead_id = $2 order by recipient_id`,
    [agencyId, lead],
  );
  return rows;
}
