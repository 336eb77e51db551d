import type pg from 'pg';
import type { AskedOf, CorrelationState } from '../model/exhibits.ts';
import type { CorrelationCandidate, CorrelationFilter } from '../model/correlations.ts';
import { keepPairs } from './candidate-pairs.ts';

type Client = pg.ClientBase;

export interface StoredCorrelation {
  readonly request: number;
  readonly exhibit: number;
  readonly scan: number;
  readonly askedOf: AskedOf;
  readonly state: CorrelationState;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly only: CorrelationFilter;
  readonly top: number;
  readonly exhaustive: boolean;
  readonly indexed: number | null;
  readonly compared: number | null;
  readonly otherClass: number | null;
  readonly unknownClass: number | null;
  readonly engine: string | null;
  readonly calibration: string | null;
  readonly done: number | null;
  readonly of: number | null;
  readonly tries: number;
}

/** What a search found, to be kept. */
export interface FoundCandidate {
  readonly rank: number;
  readonly exhibit: number;
  readonly scan: number;
  readonly score: number | null;
  readonly congruentCells: number;
  readonly congruentCellsReverse: number;
  readonly cellsCompared: number;
  readonly cellsComparedReverse: number;
  readonly wholeScanCorrelation: number | null;
  readonly logRatio: number | null;
  readonly logRatioLow: number | null;
  readonly logRatioHigh: number | null;
  readonly ratioCut: string | null;
  readonly undetermined: string | null;
  readonly expectedByChance: number | null;
}

const columns = `request_id as request, exhibit_id as exhibit, scan_id as scan, asked_of as "askedOf", state, requested_by as "requestedBy",
  requested_at as "requestedAt", started_at as "startedAt", finished_at as "finishedAt", failure, class_filter as only, top, exhaustive, indexed, compared,
  other_class as "otherClass", unknown_class as "unknownClass", engine_version as engine, calibration, done, to_compare as of, tries`;

/** Requests of some exhibits, the newest first. */
export async function findCorrelationsOf(
  client: Client,
  agencyId: number,
  exhibits: readonly number[],
): Promise<StoredCorrelation[]> {
  const { rows } = await client.query<StoredCorrelation>(
    `select ${columns} from flashlight.correlation_request where agency_id = $1 and exhibit_id = any($2::bigint[]) order by exhibit_id, request_id desc`,
    [agencyId, exhibits],
  );
  return rows;
}

/** Asks for a search; null where one of the same scan waits already. */
export async function insertCorrelation(
  client: Client,
  agencyId: number,
  asked: Pick<
    StoredCorrelation,
    'exhibit' | 'scan' | 'askedOf' | 'requestedBy' | 'requestedAt' | 'only' | 'top' | 'exhaustive'
  >,
): Promise<number | null> {
  const { rows } = await client.query<{ request: number }>(
    `insert into flashlight.correlation_request (agency_id, exhibit_id, scan_id, asked_of, requested_by, requested_at, class_filter, top, exhaustive)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning request_id as request`,
    [
      agencyId,
      asked.exhibit,
      asked.scan,
      asked.askedOf,
      asked.requestedBy,
      asked.requestedAt,
      asked.only,
      asked.top,
      asked.exhaustive,
    ],
  );
  return rows[0]?.request ?? null;
}

/** Has a search that waits go by another class, where it was to go by the one before; false where none waits so. */
export async function changeWaitingFilter(
  client: Client,
  agencyId: number,
  { scan, from, to }: { readonly scan: number; readonly from: CorrelationFilter; readonly to: CorrelationFilter },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update flashlight.correlation_request set class_filter = $4
      where agency_id = $1 and scan_id = $2 and state = 'WAITING' and asked_of = 'LOCAL' and class_filter = $3`,
    [agencyId, scan, from, to],
  );
  return (rowCount ?? 0) > 0;
}

/**
 * Takes the oldest request nobody works on, for so long; null where there is none. Its scan, and all that were prepared before it was asked for,
 * are waited for: a collection that is being made anew would be searched half.
 */
export async function takeCorrelation(
  client: Client,
  agencyId: number,
  { worker, seconds }: { readonly worker: string; readonly seconds: number },
): Promise<StoredCorrelation | null> {
  const { rows } = await client.query<StoredCorrelation>(
    `update flashlight.correlation_request q set state = 'RUNNING', started_at = clock_timestamp(), lease_by = $2,
        lease_until = clock_timestamp() + make_interval(secs => $3), tries = tries + 1
      where agency_id = $1 and request_id = (
        select c.request_id from flashlight.correlation_request c
          join flashlight.exhibit_scan s on s.agency_id = c.agency_id and s.scan_id = c.scan_id and s.indexed_at is not null
         where c.agency_id = $1 and c.asked_of = 'LOCAL' and c.state in ('WAITING', 'RUNNING')
           and coalesce(c.lease_until, '-infinity') < clock_timestamp()
           and not exists (select from flashlight.exhibit_scan w where w.agency_id = $1 and w.state = 'PREPARED' and w.indexed_at is null
                             and w.superseded_by is null and w.prepared_at <= c.requested_at)
         order by c.request_id limit 1 for update of c skip locked)
      returning ${columns}`,
    [agencyId, worker, seconds],
  );
  return rows[0] ?? null;
}

interface Held {
  readonly request: number;
  readonly worker: string;
}

/** Says how far a search is, and that its worker is still there; false where another took it. */
export async function saveCorrelationProgress(
  client: Client | pg.Pool,
  agencyId: number,
  { request, worker }: Held,
  { done, of, seconds }: { readonly done: number; readonly of: number; readonly seconds: number },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update flashlight.correlation_request set done = $4, to_compare = $5, lease_until = clock_timestamp() + make_interval(secs => $6)
      where agency_id = $1 and request_id = $2 and lease_by = $3 and state = 'RUNNING'`,
    [agencyId, request, worker, done, of, seconds],
  );
  return rowCount === 1;
}

/** Writes what a search found, in place of what an earlier try of it wrote; false where another took it. */
export async function saveCorrelation(
  client: Client,
  agencyId: number,
  { request, worker }: Held,
  found: {
    readonly indexed: number;
    readonly compared: number;
    readonly otherClass: number;
    readonly unknownClass: number;
    readonly stages: Readonly<Record<string, number>>;
    readonly engine: string;
    readonly calibration: string | null;
    readonly candidates: readonly FoundCandidate[];
  },
): Promise<boolean> {
  const { rows } = await client.query<{ exhibit: number }>(
    `update flashlight.correlation_request set state = 'DONE', finished_at = clock_timestamp(), failure = null, indexed = $4, compared = $5,
        other_class = $6, unknown_class = $7, stages = $8, engine_version = $9, calibration = $10, calibration_sha256 = null, done = null, to_compare = null, lease_by = null, lease_until = null
      where agency_id = $1 and request_id = $2 and lease_by = $3 and state = 'RUNNING' returning exhibit_id as exhibit`,
    [
      agencyId,
      request,
      worker,
      found.indexed,
      found.compared,
      found.otherClass,
      found.unknownClass,
      found.stages,
      found.engine,
      found.calibration,
    ],
  );
  const exhibit = rows[0]?.exhibit;
  if (exhibit === undefined) return false;
  await client.query('delete from flashlight.correlation_candidate where agency_id = $1 and request_id = $2', [
    agencyId,
    request,
  ]);
  await client.query(
    `insert into flashlight.correlation_candidate (agency_id, request_id, rank, exhibit_id, scan_id, score, congruent_cells, congruent_cells_reverse,
       cells_compared, cells_compared_reverse, whole_scan_correlation, log_ratio, log_ratio_low, log_ratio_high, ratio_cut,
       undetermined, expected_by_chance)
     select $1, $2, c.rank, c.exhibit, c.scan, c.score, c."congruentCells", c."congruentCellsReverse", c."cellsCompared", c."cellsComparedReverse",
       c."wholeScanCorrelation", c."logRatio", c."logRatioLow", c."logRatioHigh", c."ratioCut", c.undetermined, c."expectedByChance"
       from jsonb_to_recordset($3::jsonb) as c(rank int, exhibit bigint, scan bigint, score float8, "congruentCells" int, "congruentCellsReverse" int,
         "cellsCompared" int, "cellsComparedReverse" int, "wholeScanCorrelation" float8, "logRatio" float8,
         "logRatioLow" float8, "logRatioHigh" float8, "ratioCut" text, undetermined text, "expectedByChance" float8)`,
    [agencyId, request, JSON.stringify(found.candidates)],
  );
  await keepPairs(client, agencyId, exhibit);
  return true;
}

/** Says why a search came to nothing; nothing where another took it, or it ended. */
export async function saveFailedCorrelation(
  client: Client,
  agencyId: number,
  { request, worker }: Held,
  failure: { readonly code: string; readonly message: string },
): Promise<void> {
  await client.query(
    `update flashlight.correlation_request set state = 'FAILED', finished_at = clock_timestamp(), failure = $3, lease_by = null, lease_until = null
      where agency_id = $1 and request_id = $2 and lease_by = $4 and state = 'RUNNING'`,
    [agencyId, request, failure, worker],
  );
}

/** Cells of what was searched for, laid on what was found, are the first; the other way round the second. */
const cellsOf = (way: 'first' | 'second') =>
  way === 'first'
    ? `jsonb_build_object('congruent', n.congruent_cells, 'compared', n.cells_compared)`
    : `jsonb_build_object('congruent', n.congruent_cells_reverse, 'compared', n.cells_compared_reverse)`;

/**
 * Candidates of an exhibit over all searches, the likeliest first: those found for it, and those it was found for, each exhibit once by the
 * newest comparison of scans that are in force.
 */
export async function findCandidatesOf(
  client: Client,
  agencyId: number,
  exhibit: number,
  limit: number,
): Promise<CorrelationCandidate[]> {
  const { rows } = await client.query<CorrelationCandidate>(
    `with either_way as (
       select c.*, c.exhibit_id as other, c.scan_id as other_scan, true as sought, q.finished_at
         from flashlight.correlation_request q join flashlight.correlation_candidate c using (agency_id, request_id)
         join flashlight.exhibit_scan own on own.agency_id = q.agency_id and own.scan_id = q.scan_id and own.superseded_by is null and own.state = 'PREPARED'
        where q.agency_id = $1 and q.exhibit_id = $2 and q.state = 'DONE'
       union all
       select c.*, q.exhibit_id, q.scan_id, false, q.finished_at
         from flashlight.correlation_candidate c join flashlight.correlation_request q using (agency_id, request_id)
         join flashlight.exhibit_scan own on own.agency_id = c.agency_id and own.scan_id = c.scan_id and own.superseded_by is null and own.state = 'PREPARED'
        where c.agency_id = $1 and c.exhibit_id = $2 and q.state = 'DONE'),
     newest as (
       select distinct on (b.other) b.* from either_way b
         join flashlight.exhibit_scan s on s.agency_id = b.agency_id and s.scan_id = b.other_scan and s.superseded_by is null and s.state = 'PREPARED'
        where b.other <> $2 order by b.other, b.finished_at desc, b.request_id desc)
     select n.request_id as request, row_number() over (order by n.score desc nulls last, n.whole_scan_correlation desc nulls last, n.other)::int as rank,
            n.other as exhibit, n.other_scan as scan, x.agency_item_no as item, x.case_no as case, x.origin, n.sought, n.score,
            least(n.congruent_cells, n.congruent_cells_reverse) as "congruentCells",
            case when n.congruent_cells <= n.congruent_cells_reverse then n.cells_compared else n.cells_compared_reverse end as "cellsCompared",
            case when n.sought then ${cellsOf('first')} else ${cellsOf('second')} end as "ownCells",
            case when n.sought then ${cellsOf('second')} else ${cellsOf('first')} end as "otherCells",
            n.whole_scan_correlation as "wholeScanCorrelation",
            case when n.log_ratio is null then null else jsonb_build_object('log10', n.log_ratio, 'low', n.log_ratio_low, 'high', n.log_ratio_high, 'cut', coalesce(n.ratio_cut, 'none')) end as "logRatio",
            n.undetermined, n.expected_by_chance as "expectedByChance", n.finished_at as "foundAt"
       from newest n join flashlight.exhibit x on x.agency_id = n.agency_id and x.exhibit_id = n.other
      order by rank limit $3`,
    [agencyId, exhibit, limit],
  );
  return rows;
}

/** Searches for a scan that could not be prepared, or was taken off its exhibit, fail with it. */
export async function failCorrelationsOf(
  client: Client,
  agencyId: number,
  scan: number,
  failure: { readonly code: string; readonly message: string },
): Promise<void> {
  await client.query(
    `update flashlight.correlation_request set state = 'FAILED', finished_at = clock_timestamp(), failure = $3
      where agency_id = $1 and scan_id = $2 and state in ('WAITING', 'RUNNING')`,
    [agencyId, scan, failure],
  );
}
