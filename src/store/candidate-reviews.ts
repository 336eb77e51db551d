import type pg from 'pg';
import type { Consensus, GivenReview } from '../model/candidate-pairs.ts';
import type { ReviewConclusion } from '../model/nibin-states.ts';
import type { ReviewBasis } from '../nibin/settle-reviews.ts';
import { foundByTakenOff } from './exhibit-scans.ts';

type Client = pg.ClientBase;

export interface Pair {
  readonly a: number;
  readonly b: number;
}

export interface PairFigures extends Pair {
  readonly scanA: number;
  readonly scanB: number;
  readonly request: number;
  readonly rank: number;
  readonly score: number | null;
  readonly congruentCells: number;
  readonly cellsCompared: number;
  readonly wholeScanCorrelation: number | null;
  readonly log10: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly cut: 'none' | 'low' | 'high' | null;
  readonly undetermined: string | null;
  readonly expectedByChance: number | null;
  readonly foundAt: string;
  /** When the first search that found the pair ended. */
  readonly firstFoundAt: string;
}

export type PairState = 'review' | 'waiting' | 'consensus' | 'settled';

/**
 * A pair whichever of both was searched for, by the newest search that found it. Of a scan that was taken off its exhibit there is none;
 * `replaced`: no search found it since another scan, or another mask, took the place of one of the two.
 */
export const foundPairs = `select distinct on (least(q.exhibit_id, c.exhibit_id), greatest(q.exhibit_id, c.exhibit_id))
    least(q.exhibit_id, c.exhibit_id) as a, greatest(q.exhibit_id, c.exhibit_id) as b,
    case when q.exhibit_id < c.exhibit_id then q.scan_id else c.scan_id end as "scanA",
    case when q.exhibit_id < c.exhibit_id then c.scan_id else q.scan_id end as "scanB",
    c.request_id as request, c.rank, c.score, least(c.congruent_cells, c.congruent_cells_reverse) as "congruentCells",
    case when c.congruent_cells <= c.congruent_cells_reverse then c.cells_compared else c.cells_compared_reverse end as "cellsCompared",
    c.whole_scan_correlation as "wholeScanCorrelation", c.log_ratio as log10, c.log_ratio_low as low, c.log_ratio_high as high, c.ratio_cut as cut,
    c.undetermined, c.expected_by_chance as "expectedByChance", q.finished_at as "foundAt",
    min(q.finished_at) over (partition by least(q.exhibit_id, c.exhibit_id), greatest(q.exhibit_id, c.exhibit_id)) as "firstFoundAt",
    exists (select from flashlight.exhibit_scan w where w.agency_id = c.agency_id and w.scan_id in (q.scan_id, c.scan_id) and w.superseded_by is not null) as replaced
  from flashlight.correlation_candidate c
  join flashlight.correlation_request q on q.agency_id = c.agency_id and q.request_id = c.request_id
 where c.agency_id = $1 and q.state = 'DONE' and q.exhibit_id <> c.exhibit_id
   and not ${foundByTakenOff('q', 'c')}
 order by 1, 2, q.finished_at desc, c.request_id desc`;

const reviewsOf = (of: string) => `select count(*) filter (where r.taken_back_at is null)::int as given,
    coalesce(bool_or(r.own) filter (where r.taken_back_at is null), false) as mine,
    coalesce(bool_or(r.own) filter (where r.taken_back_at is not null), false) as before
  from (select r.taken_back_at, flashlight.person_of(r.agency_id, r.reviewer) = flashlight.person_of(r.agency_id, $2) as own
          from flashlight.candidate_review r
         where r.agency_id = $1 and r.exhibit_a = ${of}.a and r.exhibit_b = ${of}.b and (r.taken_back_at is null or r.withdrawn_with is not null)) r`;

/**
 * Where a pair stands for a reader. Of a pair that others have to agree on nothing is asked of the reader: null; nor of one that was found by a scan
 * that another replaced, while nobody said anything of it. Who looked at it before its
 * lead was withdrawn has seen what was said, and waits for others.
 */
const standing = `case when s.settlement_id is not null then 'settled'
    when not v.mine and v.before then 'waiting'
    when v.given = 0 and p.replaced then null
    when not v.mine then case when v.given < 3 then 'review' end
    when v.given >= 2 then 'consensus' else 'waiting' end`;

const withStanding = `with pair as materialized (${foundPairs}),
  standing as materialized (
    select p.*, ${standing} as state from pair p
      left join flashlight.candidate_settlement s on s.agency_id = $1 and s.exhibit_a = p.a and s.exhibit_b = p.b and s.taken_back_at is null
      cross join lateral (${reviewsOf('p')}) v)`;

/** How grave what happened at either end is: 3 fatal, 2 not fatal, 1 shots, 0 not known. */
const gravity = `coalesce((
  select max(case i.classification when 'fatal-shooting' then 3 when 'homicide' then 3 when 'non-fatal-shooting' then 2 when 'shots-fired' then 1 else 0 end)
    from flashlight.exhibit x
    join flashlight.identity_key k on k.agency_id = x.agency_id and k.kind = 'incident' and k.key = 'case:' || x.case_key
    join flashlight.observation_of o on o.agency_id = k.agency_id and o.entity_id = k.entity_id and o.kind = 'incident' and o.status = 'ACTIVE'
    join flashlight.incident i on i.agency_id = o.agency_id and i.record_id = o.record_id
   where x.agency_id = $1 and x.exhibit_id in (t.a, t.b)), 0)`;

/** From so many up a count of congruent cells is looked at before all others: Song 2013, as published. */
const manyCells = 6;

/**
 * Pairs of one state for a reader. To be looked at first are those of many congruent cells, of these the gravest, then the strongest;
 * what is settled comes newest first.
 */
export async function findCandidatePairs(
  client: Client,
  agencyId: number,
  { person, state, limit }: { readonly person: string; readonly state: PairState; readonly limit: number },
): Promise<PairFigures[]> {
  const order =
    state === 'settled'
      ? `(select max(s.settled_at) from flashlight.candidate_settlement s where s.agency_id = $1 and s.exhibit_a = t.a and s.exhibit_b = t.b and s.taken_back_at is null) desc`
      : `("congruentCells" >= ${manyCells}) desc, ${gravity} desc, log10 desc nulls last, score desc nulls last`;
  const { rows } = await client.query<PairFigures>(
    `${withStanding} select * from standing t where state = $3 order by ${order}, a, b limit $4`,
    [agencyId, person, state, limit],
  );
  return rows;
}

export async function countCandidatePairs(
  client: Client,
  agencyId: number,
  person: string,
): Promise<Record<PairState, number>> {
  const { rows } = await client.query<{ state: PairState; n: number }>(
    `${withStanding} select state, count(*)::int as n from standing where state is not null group by state`,
    [agencyId, person],
  );
  const of = (state: PairState) => rows.find((row) => row.state === state)?.n ?? 0;
  return { review: of('review'), waiting: of('waiting'), consensus: of('consensus'), settled: of('settled') };
}

/** What the engine says of some pairs; those no search found are left out. */
export async function findPairFigures(client: Client, agencyId: number, of: readonly Pair[]): Promise<PairFigures[]> {
  if (of.length === 0) return [];
  const { rows } = await client.query<PairFigures>(
    `with pair as (${foundPairs}) select p.* from pair p join unnest($2::bigint[], $3::bigint[]) w(a, b) on w.a = p.a and w.b = p.b`,
    [agencyId, of.map(({ a }) => a), of.map(({ b }) => b)],
  );
  return rows;
}

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

/** The pairs that searches found by some scans, or in them. */
export async function findPairsOfScans(client: Client, agencyId: number, scans: readonly number[]): Promise<Pair[]> {
  const { rows } = await client.query<Pair>(
    `select distinct least(q.exhibit_id, c.exhibit_id) as a, greatest(q.exhibit_id, c.exhibit_id) as b
       from flashlight.correlation_candidate c join flashlight.correlation_request q using (agency_id, request_id)
      where c.agency_id = $1 and q.state = 'DONE' and q.exhibit_id <> c.exhibit_id and (q.scan_id = any($2) or c.scan_id = any($2)) order by 1, 2`,
    [agencyId, scans],
  );
  return rows;
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

/** How many pairs of an exhibit are not settled yet, and how many it has. */
export async function countOpenPairs(
  client: Client,
  agencyId: number,
  exhibit: number,
): Promise<{ open: number; all: number; leads: number }> {
  const { rows } = await client.query<{ open: number; all: number; leads: number }>(
    `with pair as (${foundPairs})
     select count(*) filter (where s.settlement_id is not null or o.stands)::int as all, count(*) filter (where s.settlement_id is null and o.stands)::int as open,
            count(*) filter (where s.conclusion = 'LEAD')::int as leads
       from pair p left join flashlight.candidate_settlement s
         on s.agency_id = $1 and s.exhibit_a = p.a and s.exhibit_b = p.b and s.taken_back_at is null
       cross join lateral (
         select not p.replaced or exists (select from flashlight.candidate_review r where r.agency_id = $1 and r.exhibit_a = p.a and r.exhibit_b = p.b
                                             and r.taken_back_at is null) as stands) o
      where $2::bigint in (p.a, p.b)`,
    [agencyId, exhibit],
  );
  return rows[0]!;
}
