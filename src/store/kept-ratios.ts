import type pg from 'pg';

type Client = pg.ClientBase;

/**
 * Says of the ratios of an exhibit's candidates, either way, that they are to be reckoned anew, for its class is another: until then there is
 * none. What was counted stays.
 */
export async function forgetRatios(client: Client, agencyId: number, exhibit: number): Promise<void> {
  await client.query(
    `with of as (
       select c.request_id, c.rank from flashlight.correlation_candidate c join flashlight.correlation_request q using (agency_id, request_id)
        where c.agency_id = $1 and (c.exhibit_id = $2 or q.exhibit_id = $2)),
     forgotten as (
       update flashlight.correlation_candidate c set log_ratio = null, log_ratio_low = null, log_ratio_high = null, ratio_cut = null,
              expected_by_chance = null, undetermined = 'class-unknown'
         from of where c.agency_id = $1 and c.request_id = of.request_id and c.rank = of.rank and c.log_ratio is not null),
     pairs as (
       update flashlight.candidate_pair set log_ratio = null where agency_id = $1 and (exhibit_a = $2 or exhibit_b = $2) and log_ratio is not null)
     update flashlight.correlation_request q set calibration_sha256 = null
      where q.agency_id = $1 and q.calibration_sha256 is not null and q.request_id in (select request_id from of)`,
    [agencyId, exhibit],
  );
}

export interface KeptCounts {
  readonly rank: number;
  readonly exhibit: number;
  readonly score: number | null;
  readonly congruentCells: number;
  readonly congruentCellsReverse: number;
  readonly cellsCompared: number;
  readonly cellsComparedReverse: number;
}

/** A search whose ratios are not by the set in force, or of classes that changed since. */
export interface StaleSearch {
  readonly request: number;
  readonly exhibit: number;
  readonly engine: string;
  readonly compared: number;
  readonly candidates: readonly KeptCounts[];
}

/** The next such search, held until the transaction ends; null where there is none. */
export async function takeStaleSearch(client: Client, agencyId: number, sha256: string): Promise<StaleSearch | null> {
  const { rows } = await client.query<Omit<StaleSearch, 'candidates'>>(
    `select q.request_id as request, q.exhibit_id as exhibit, q.engine_version as engine, q.compared from flashlight.correlation_request q
      where q.agency_id = $1 and q.state = 'DONE' and q.engine_version is not null and q.compared is not null
        and (q.calibration_sha256 is null or q.calibration_sha256 < $2 or q.calibration_sha256 > $2)
      limit 1 for update skip locked`,
    [agencyId, sha256],
  );
  const [search] = rows;
  if (search === undefined) return null;
  const { rows: candidates } = await client.query<KeptCounts>(
    `select rank, exhibit_id as exhibit, score, congruent_cells as "congruentCells", congruent_cells_reverse as "congruentCellsReverse",
            cells_compared as "cellsCompared", cells_compared_reverse as "cellsComparedReverse"
       from flashlight.correlation_candidate where agency_id = $1 and request_id = $2 order by rank`,
    [agencyId, search.request],
  );
  return { ...search, candidates };
}

export interface ReckonedRatio {
  readonly rank: number;
  readonly logRatio: number | null;
  readonly logRatioLow: number | null;
  readonly logRatioHigh: number | null;
  readonly ratioCut: string | null;
  readonly undetermined: string | null;
  readonly expectedByChance: number | null;
}

/** Writes the ratios of a search, and by which set they are. */
export async function saveRatios(
  client: Client,
  agencyId: number,
  {
    request,
    sha256,
    calibration,
    ratios,
  }: {
    readonly request: number;
    readonly sha256: string;
    readonly calibration: string | null;
    readonly ratios: readonly ReckonedRatio[];
  },
): Promise<void> {
  await client.query(
    `with reckoned as (
       select * from jsonb_to_recordset($3::jsonb) as r(rank int, "logRatio" float8, "logRatioLow" float8, "logRatioHigh" float8, "ratioCut" text,
         undetermined text, "expectedByChance" float8)),
     kept as (
       update flashlight.correlation_candidate c set log_ratio = r."logRatio", log_ratio_low = r."logRatioLow", log_ratio_high = r."logRatioHigh",
              ratio_cut = r."ratioCut", undetermined = r.undetermined, expected_by_chance = r."expectedByChance"
         from reckoned r where c.agency_id = $1 and c.request_id = $2 and c.rank = r.rank),
     pairs as (
       update flashlight.candidate_pair p set log_ratio = r."logRatio" from reckoned r
        where p.agency_id = $1 and p.request_id = $2 and p.rank = r.rank)
     update flashlight.correlation_request set calibration_sha256 = $4, calibration = $5 where agency_id = $1 and request_id = $2`,
    [agencyId, request, JSON.stringify(ratios), sha256, calibration],
  );
}
