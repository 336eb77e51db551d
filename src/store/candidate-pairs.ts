import type pg from 'pg';
import { foundByTakenOff } from './exhibit-scans.ts';

type Client = pg.ClientBase;

/** Two exhibits, the lesser number first. */
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

/** Those of some scans that another took the place of. */
const replacedOf = (scans: string) =>
  `select from flashlight.exhibit_scan w where w.agency_id = $1 and w.scan_id in (${scans}) and w.superseded_by is not null`;

export type PairState = 'review' | 'waiting' | 'consensus' | 'settled';

/**
 * Keeps the pairs of an exhibit as its searches, and those that found it, leave them: each once, whichever of both was searched for, by the
 * newest search of scans that are in force, else by the newest of all. Of a scan that was taken off its exhibit there is none.
 */
export async function keepPairs(client: Client, agencyId: number, exhibit: number): Promise<void> {
  await client.query(
    `insert into flashlight.candidate_pair as kept (agency_id, exhibit_a, exhibit_b, request_id, rank, found_at, first_found_at, scan_a, scan_b, congruent_cells,
            log_ratio, score, settled)
     select $1, p.*, exists (select from flashlight.candidate_settlement s
                              where s.agency_id = $1 and s.exhibit_a = p.a and s.exhibit_b = p.b and s.taken_back_at is null)
       from (
         select distinct on (1, 2) least(q.exhibit_id, c.exhibit_id) as a, greatest(q.exhibit_id, c.exhibit_id) as b, c.request_id, c.rank, q.finished_at,
                min(q.finished_at) over (partition by least(q.exhibit_id, c.exhibit_id), greatest(q.exhibit_id, c.exhibit_id)) as first,
                case when q.exhibit_id < c.exhibit_id then q.scan_id else c.scan_id end, case when q.exhibit_id < c.exhibit_id then c.scan_id else q.scan_id end,
                least(c.congruent_cells, c.congruent_cells_reverse), c.log_ratio, c.score
           from (select c.* from flashlight.correlation_candidate c where c.agency_id = $1 and c.exhibit_id = $2
                  union
                 select c.* from flashlight.correlation_candidate c join flashlight.correlation_request q using (agency_id, request_id)
                  where q.agency_id = $1 and q.exhibit_id = $2) c
           join flashlight.correlation_request q on q.agency_id = c.agency_id and q.request_id = c.request_id
          where q.state = 'DONE' and q.exhibit_id <> c.exhibit_id and not ${foundByTakenOff('q', 'c')}
          order by 1, 2, exists (${replacedOf('q.scan_id, c.scan_id')}), q.finished_at desc, c.request_id desc) p
      order by p.a, p.b
     on conflict (agency_id, exhibit_a, exhibit_b) do update
       set request_id = excluded.request_id, rank = excluded.rank, found_at = excluded.found_at, first_found_at = excluded.first_found_at,
           scan_a = excluded.scan_a, scan_b = excluded.scan_b, congruent_cells = excluded.congruent_cells, log_ratio = excluded.log_ratio, score = excluded.score
     where excluded.found_at >= kept.found_at or exists (${replacedOf('kept.scan_a, kept.scan_b')})`,
    [agencyId, exhibit],
  );
}

/** Makes the pairs of an exhibit anew, one of whose scans was taken off it: what only that scan had found is no pair. */
export async function keepPairsAnew(client: Client, agencyId: number, exhibit: number): Promise<void> {
  await client.query(
    'delete from flashlight.candidate_pair where agency_id = $1 and (exhibit_a = $2 or exhibit_b = $2)',
    [agencyId, exhibit],
  );
  await keepPairs(client, agencyId, exhibit);
}

/** Figures of kept pairs `p`, each with what its newest search found as `c`. */
const figures = `p.exhibit_a as a, p.exhibit_b as b, p.scan_a as "scanA", p.scan_b as "scanB", p.request_id as request, p.rank, p.score,
  p.congruent_cells as "congruentCells",
  case when c.congruent_cells <= c.congruent_cells_reverse then c.cells_compared else c.cells_compared_reverse end as "cellsCompared",
  c.whole_scan_correlation as "wholeScanCorrelation", p.log_ratio as log10, c.log_ratio_low as low, c.log_ratio_high as high, c.ratio_cut as cut,
  c.undetermined, c.expected_by_chance as "expectedByChance", p.found_at as "foundAt", p.first_found_at as "firstFoundAt"`;
const itsCandidate =
  'join flashlight.correlation_candidate c on c.agency_id = p.agency_id and c.request_id = p.request_id and c.rank = p.rank';

/** Scans another took the place of, and was searched for: until then what was found by them is all there is. */
const replacedScans = `select w.scan_id from flashlight.exhibit_scan w where w.agency_id = $1 and w.superseded_by is not null
  and exists (select from flashlight.correlation_request d
               where d.agency_id = $1 and d.exhibit_id = w.exhibit_id and d.scan_id > w.scan_id and d.state = 'DONE')`;
/** Whether no search found the pair `p` since another scan, or another mask, took the place of one of the two. */
const replaced = `(p.scan_a in (${replacedScans}) or p.scan_b in (${replacedScans}))`;

/**
 * Pairs that are not settled, with where each stands for the reader $2. Of one that others have to agree on nothing is asked of the reader:
 * null; nor of one that was found by a scan that another replaced, while nobody said anything of it. Who looked at it before its lead was
 * withdrawn has seen what was said, and waits for others.
 */
const openPairs = `names as materialized (
    select l.login as name from flashlight.account_login l where l.agency_id = $1 and l.actor = flashlight.person_of($1, $2)
    union select n.name from (select flashlight.person_of($1, $2) as name) n where flashlight.person_of($1, n.name) = n.name),
  said as materialized (
    select r.exhibit_a, r.exhibit_b, count(*) filter (where r.taken_back_at is null) as given,
           bool_or(r.taken_back_at is null and r.reviewer in (select name from names)) as mine,
           bool_or(r.taken_back_at is not null and r.reviewer in (select name from names)) as before
      from flashlight.candidate_pair p
      join flashlight.candidate_review r on r.agency_id = p.agency_id and r.exhibit_a = p.exhibit_a and r.exhibit_b = p.exhibit_b
     where p.agency_id = $1 and not p.settled and (r.taken_back_at is null or r.withdrawn_with is not null)
     group by r.exhibit_a, r.exhibit_b),
  standing as materialized (
    select p.*, case
             when v.before and not v.mine then 'waiting'
             when coalesce(v.given, 0) = 0 and ${replaced} then null
             when not coalesce(v.mine, false) then case when coalesce(v.given, 0) < 3 then 'review' end
             when v.given >= 2 then 'consensus' else 'waiting' end as state
      from flashlight.candidate_pair p left join said v on v.exhibit_a = p.exhibit_a and v.exhibit_b = p.exhibit_b
     where p.agency_id = $1 and not p.settled)`;

/** How grave what happened where an exhibit was found is: 3 fatal, 2 not fatal, 1 shots; without a row not known. */
const graveExhibits = `grave as materialized (
  select x.exhibit_id, max(case i.classification when 'fatal-shooting' then 3 when 'homicide' then 3 when 'non-fatal-shooting' then 2 when 'shots-fired' then 1 end) as gravity
    from flashlight.exhibit x
    join flashlight.identity_key k on k.agency_id = x.agency_id and k.kind = 'incident' and k.key = 'case:' || x.case_key
    join flashlight.observation_of o on o.agency_id = k.agency_id and o.entity_id = k.entity_id and o.kind = 'incident' and o.status = 'ACTIVE'
    join flashlight.incident i on i.agency_id = o.agency_id and i.record_id = o.record_id
   where x.agency_id = $1 and x.exhibit_id in (select exhibit_a from standing where state = $3 union select exhibit_b from standing where state = $3)
   group by x.exhibit_id)`;

/** From so many up a count of congruent cells is looked at before all others: Song 2013, as published. */
const manyCells = 6;

/**
 * Pairs of one state for a reader. To be looked at first are those of many congruent cells, of these the gravest, then the strongest;
 * what is settled comes newest first. What is settled is never read for what is open, nor all of it for a page of it.
 */
export async function findCandidatePairs(
  client: Client,
  agencyId: number,
  { person, state, limit }: { readonly person: string; readonly state: PairState; readonly limit: number },
): Promise<PairFigures[]> {
  if (state === 'settled') {
    const { rows } = await client.query<PairFigures>(
      `select ${figures} from flashlight.candidate_settlement s
         join flashlight.candidate_pair p on p.agency_id = s.agency_id and p.exhibit_a = s.exhibit_a and p.exhibit_b = s.exhibit_b ${itsCandidate}
        where s.agency_id = $1 and s.taken_back_at is null order by s.settled_at desc, s.exhibit_a, s.exhibit_b limit $2`,
      [agencyId, limit],
    );
    return rows;
  }
  const { rows } = await client.query<PairFigures>(
    `with ${openPairs}, ${graveExhibits},
     page as materialized (
       select t.*, row_number() over (order by t.congruent_cells >= ${manyCells} desc, greatest(ga.gravity, gb.gravity, 0) desc, t.log_ratio desc nulls last,
                                               t.score desc nulls last, t.exhibit_a, t.exhibit_b) as place
         from standing t left join grave ga on ga.exhibit_id = t.exhibit_a left join grave gb on gb.exhibit_id = t.exhibit_b
        where t.state = $3 order by place limit $4)
     select ${figures} from page p ${itsCandidate} order by p.place`,
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
    `with ${openPairs}
     select state, count(*)::int as n from standing where state is not null group by state
     union all select 'settled', count(*)::int from flashlight.candidate_pair where agency_id = $1 and settled`,
    [agencyId, person],
  );
  const of = (state: PairState) => rows.find((row) => row.state === state)?.n ?? 0;
  return { review: of('review'), waiting: of('waiting'), consensus: of('consensus'), settled: of('settled') };
}

/** What the engine says of some pairs; those no search found are left out. */
export async function findPairFigures(client: Client, agencyId: number, of: readonly Pair[]): Promise<PairFigures[]> {
  if (of.length === 0) return [];
  const { rows } = await client.query<PairFigures>(
    `select ${figures} from unnest($2::bigint[], $3::bigint[]) w(a, b)
       join flashlight.candidate_pair p on p.agency_id = $1 and p.exhibit_a = w.a and p.exhibit_b = w.b ${itsCandidate}`,
    [agencyId, of.map(({ a }) => a), of.map(({ b }) => b)],
  );
  return rows;
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

/** How many pairs of an exhibit are not settled yet, how many it has, and how many came to a lead. */
export async function countOpenPairs(
  client: Client,
  agencyId: number,
  exhibit: number,
): Promise<{ open: number; all: number; leads: number }> {
  const { rows } = await client.query<{ open: number; all: number; leads: number }>(
    `select count(*) filter (where s.settlement_id is not null or o.stands)::int as all, count(*) filter (where s.settlement_id is null and o.stands)::int as open,
            count(*) filter (where s.conclusion = 'LEAD')::int as leads
       from flashlight.candidate_pair p left join flashlight.candidate_settlement s
         on s.agency_id = $1 and s.exhibit_a = p.exhibit_a and s.exhibit_b = p.exhibit_b and s.taken_back_at is null
       cross join lateral (
         select not ${replaced} or exists (
           select from flashlight.candidate_review r where r.agency_id = $1 and r.exhibit_a = p.exhibit_a and r.exhibit_b = p.exhibit_b
              and r.taken_back_at is null) as stands) o
      where p.agency_id = $1 and (p.exhibit_a = $2::bigint or p.exhibit_b = $2::bigint)`,
    [agencyId, exhibit],
  );
  return rows[0]!;
}
