import type pg from 'pg';
import type { Consensus, GivenReview } from '../model/candidate-pairs.ts';
import type { ReviewConclusion } from '../model/nibin-states.ts';
import type { ReviewBasis } from '../nibin/settle-reviews.ts';
import type { Pair } from './candidate-pairs.ts';

type Client = pg.ClientBase;

export type StoredReview = GivenReview & Pair & { readonly review: number };

/** What people said of some pairs, in order; what was taken back is left out. */
export async function findReviews(client: Client, agencyId: number, of: readonly Pair[]): Promise<StoredReview[]> {
  if (of.length === 0) return [];
  const { rows } = await client.query<StoredReview>(
    `select r.review_id as review, r.exhibit_a as a, r.exhibit_b as b, r.turn, r.conclusion, r.note, r.reviewer as by, r.reviewed_at as at
       from flashlight.candidate_review r join unnest($2::bigint[], $3::bigint[]) w(a, b) on w.a = r.exhibit_a and w.b = r.exhibit_b
      where r.agency_id = $1 and r.taken_back_at is null order by r.turn`,
    [agencyId, of.map(({ a }) => a), of.map(({ b }) => b)],
  );
  return rows;
}

/** Keeps others from the pair until the transaction ends. */
export async function holdPair(client: Client, agencyId: number, { a, b }: Pair): Promise<void> {
  await client.query(`select pg_advisory_xact_lock($1, hashtext($2))`, [agencyId, `candidate ${a} ${b}`]);
}

export async function insertReview(
  client: Client,
  agencyId: number,
  review: Pair & { turn: number; conclusion: ReviewConclusion; note: string | null; by: string; at: string },
): Promise<void> {
  await client.query(
    `insert into flashlight.candidate_review (agency_id, exhibit_a, exhibit_b, turn, conclusion, note, reviewer, reviewed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [agencyId, review.a, review.b, review.turn, review.conclusion, review.note, review.by, review.at],
  );
}

/** What was said before a lead was withdrawn, by whom: they do not look at the pair again. */
export async function findWithdrawnReviews(
  client: Client,
  agencyId: number,
  of: readonly Pair[],
): Promise<StoredReview[]> {
  if (of.length === 0) return [];
  const { rows } = await client.query<StoredReview>(
    `select r.review_id as review, r.exhibit_a as a, r.exhibit_b as b, r.turn, r.conclusion, r.note, r.reviewer as by, r.reviewed_at as at
       from flashlight.candidate_review r join unnest($2::bigint[], $3::bigint[]) w(a, b) on w.a = r.exhibit_a and w.b = r.exhibit_b
      where r.agency_id = $1 and r.taken_back_at is not null and r.withdrawn_with is not null order by r.review_id`,
    [agencyId, of.map(({ a }) => a), of.map(({ b }) => b)],
  );
  return rows;
}

/**
 * Ends what a pair came to, with the lead that was withdrawn. Of an error found what was said ends too, and others may look at the pair;
 * what an examiner eliminated on the specimens is settled by that.
 */
export async function endSettlement(
  client: Client,
  agencyId: number,
  { a, b, lead, by, at }: Pair & { readonly lead: number; readonly by: 'error' | 'examiner'; readonly at: string },
): Promise<void> {
  const pair = 'agency_id = $1 and exhibit_a = $2 and exhibit_b = $3 and taken_back_at is null';
  await client.query(
    `update flashlight.candidate_settlement set taken_back_at = $5, withdrawn_with = $4 where ${pair}`,
    [agencyId, a, b, lead, at],
  );
  await client.query(
    `update flashlight.candidate_review set withdrawn_with = $4, taken_back_at = case when $6 then $5::timestamptz end where ${pair}`,
    [agencyId, a, b, lead, at, by === 'error'],
  );
  await client.query(
    `update flashlight.candidate_consensus set ended_at = $4 where agency_id = $1 and exhibit_a = $2 and exhibit_b = $3 and ended_at is null and $5`,
    [agencyId, a, b, at, by === 'error'],
  );
  if (by === 'examiner')
    await insertSettlement(client, agencyId, { a, b, conclusion: 'NO_LEAD', basis: 'examiner', at });
}

/**
 * Takes back what was said of a pair by looking at a scan that was taken off its exhibit: who said it may look again. What an examiner
 * concluded on the specimens stays.
 */
export async function endReviewsOfScan(
  client: Client,
  agencyId: number,
  { a, b, scan, at }: Pair & { readonly scan: number; readonly at: string },
): Promise<void> {
  const pair = 'agency_id = $1 and exhibit_a = $2 and exhibit_b = $3';
  const { rowCount } = await client.query(
    `select from flashlight.candidate_settlement where ${pair} and taken_back_at is null and basis = 'examiner'`,
    [agencyId, a, b],
  );
  if (rowCount !== 0) return;
  for (const table of ['candidate_settlement', 'candidate_review'])
    await client.query(
      `update flashlight.${table} set taken_back_at = $5, withdrawn_scan = $4 where ${pair} and taken_back_at is null`,
      [agencyId, a, b, scan, at],
    );
  await client.query(`update flashlight.candidate_consensus set ended_at = $4 where ${pair} and ended_at is null`, [
    agencyId,
    a,
    b,
    at,
  ]);
}

export async function takeReviewBack(client: Client, agencyId: number, review: number, at: string): Promise<void> {
  await client.query(
    'update flashlight.candidate_review set taken_back_at = $3 where agency_id = $1 and review_id = $2 and taken_back_at is null',
    [agencyId, review, at],
  );
}

export interface Settlement extends Pair {
  readonly conclusion: ReviewConclusion;
  /** `examiner`: a lead that an examiner eliminated on the specimens. */
  readonly basis: ReviewBasis | 'examiner';
}

export async function findSettlements(client: Client, agencyId: number, of: readonly Pair[]): Promise<Settlement[]> {
  if (of.length === 0) return [];
  const { rows } = await client.query<Settlement>(
    `select s.exhibit_a as a, s.exhibit_b as b, s.conclusion, s.basis
       from flashlight.candidate_settlement s join unnest($2::bigint[], $3::bigint[]) w(a, b) on w.a = s.exhibit_a and w.b = s.exhibit_b
      where s.agency_id = $1 and s.taken_back_at is null`,
    [agencyId, of.map(({ a }) => a), of.map(({ b }) => b)],
  );
  return rows;
}

export async function insertSettlement(
  client: Client,
  agencyId: number,
  { a, b, conclusion, basis, at }: Settlement & { readonly at: string },
): Promise<void> {
  await client.query(
    `insert into flashlight.candidate_settlement (agency_id, exhibit_a, exhibit_b, conclusion, basis, settled_at) values ($1, $2, $3, $4, $5, $6)`,
    [agencyId, a, b, conclusion, basis, at],
  );
}

export async function takeSettlementBack(client: Client, agencyId: number, { a, b }: Pair, at: string): Promise<void> {
  await client.query(
    `update flashlight.candidate_settlement set taken_back_at = $4
      where agency_id = $1 and exhibit_a = $2 and exhibit_b = $3 and taken_back_at is null`,
    [agencyId, a, b, at],
  );
}

export type StoredConsensus = Consensus & Pair & { readonly consensus: number };

export async function findConsensus(client: Client, agencyId: number, of: readonly Pair[]): Promise<StoredConsensus[]> {
  if (of.length === 0) return [];
  const { rows } = await client.query<StoredConsensus>(
    `select c.consensus_id as consensus, c.exhibit_a as a, c.exhibit_b as b, c.conclusion, c.reason, c.proposed_by as "proposedBy",
            c.proposed_at as "proposedAt", c.agreed_by as "agreedBy", c.agreed_at as "agreedAt"
       from flashlight.candidate_consensus c join unnest($2::bigint[], $3::bigint[]) w(a, b) on w.a = c.exhibit_a and w.b = c.exhibit_b
      where c.agency_id = $1 and c.ended_at is null`,
    [agencyId, of.map(({ a }) => a), of.map(({ b }) => b)],
  );
  return rows;
}

/** Proposes a conclusion to those who differ; what was proposed before ends. */
export async function proposeConsensus(
  client: Client,
  agencyId: number,
  order: Pair & { conclusion: ReviewConclusion; reason: string; by: string; at: string },
): Promise<void> {
  await client.query(
    `update flashlight.candidate_consensus set ended_at = $4 where agency_id = $1 and exhibit_a = $2 and exhibit_b = $3 and ended_at is null`,
    [agencyId, order.a, order.b, order.at],
  );
  await client.query(
    `insert into flashlight.candidate_consensus (agency_id, exhibit_a, exhibit_b, conclusion, reason, proposed_by, proposed_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [agencyId, order.a, order.b, order.conclusion, order.reason, order.by, order.at],
  );
}

export async function agreeConsensus(
  client: Client,
  agencyId: number,
  { consensus, by, at }: { readonly consensus: number; readonly by: string; readonly at: string },
): Promise<void> {
  await client.query(
    `update flashlight.candidate_consensus set agreed_by = $3, agreed_at = $4 where agency_id = $1 and consensus_id = $2 and agreed_by is null`,
    [agencyId, consensus, by, at],
  );
}
