import type pg from 'pg';
import type { ScanState } from '../model/exhibits.ts';

type Client = pg.ClientBase;

/** A scan of an exhibit, as it is kept. Its files lie in the data directory under the hashes. */
export interface StoredScan {
  readonly scan: number;
  readonly exhibit: number;
  readonly sha256: string;
  readonly file: string;
  readonly bytes: number;
  readonly maskedBefore: boolean;
  readonly maskSha256: string | null;
  readonly maskBy: string | null;
  readonly maskConfidence: number | null;
  readonly state: ScanState;
  readonly failure: { readonly code: string; readonly message: string } | null;
  readonly surfaceSha256: string | null;
  readonly pitchMicrons: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly points: number | null;
  readonly missing: number | null;
  readonly breechFacePoints: number | null;
  readonly warnings: readonly string[];
  readonly engine: string | null;
  readonly indexedAt: string | null;
  readonly supersededBy: number | null;
  readonly uploadedBy: string;
  readonly uploadedAt: string;
  /** How often somebody began to prepare it. */
  readonly tries: number;
}

export interface NewScan {
  readonly exhibit: number;
  readonly sha256: string;
  readonly file: string;
  readonly bytes: number;
  readonly maskedBefore: boolean;
  readonly maskSha256: string | null;
  readonly maskBy: string | null;
  readonly by: string;
  readonly at: string;
}

/** What was made of a scan. */
export interface PreparedSurface {
  readonly surfaceSha256: string;
  /** Of its heights as they are compared, whatever else the file says. */
  readonly heightsSha256: string;
  readonly pitchMicrons: number;
  readonly width: number;
  readonly height: number;
  readonly points: number;
  readonly missing: number;
  readonly breechFacePoints: number;
  readonly maskConfidence: number | null;
  readonly warnings: readonly string[];
  readonly engine: string;
}

const columns = `scan_id as scan, exhibit_id as exhibit, sha256, file_name as file, bytes, masked_before as "maskedBefore",
  mask_sha256 as "maskSha256", mask_by as "maskBy", mask_confidence as "maskConfidence", state, failure, surface_sha256 as "surfaceSha256",
  pitch_microns as "pitchMicrons", width, height, points, missing, breech_face_points as "breechFacePoints", warnings, engine_version as engine,
  indexed_at as "indexedAt", superseded_by as "supersededBy", uploaded_by as "uploadedBy", uploaded_at as "uploadedAt", tries`;

/** As SQL: whether a request or the candidate it found, by their aliases, is of a scan that was taken off its exhibit. Then it is nobody's. */
export const foundByTakenOff = (request: string, candidate: string): string =>
  `exists (select from flashlight.exhibit_scan w where w.agency_id = ${candidate}.agency_id and w.scan_id in (${request}.scan_id, ${candidate}.scan_id)
     and w.state = 'WITHDRAWN')`;

/** Scans of some exhibits, the newest first. */
export async function findScansOf(
  client: Client,
  agencyId: number,
  exhibits: readonly number[],
): Promise<StoredScan[]> {
  const { rows } = await client.query<StoredScan>(
    `select ${columns} from flashlight.exhibit_scan where agency_id = $1 and exhibit_id = any($2::bigint[]) order by exhibit_id, scan_id desc`,
    [agencyId, exhibits],
  );
  return rows;
}

export async function findScan(client: Client, agencyId: number, scan: number): Promise<StoredScan | null> {
  const { rows } = await client.query<StoredScan>(
    `select ${columns} from flashlight.exhibit_scan where agency_id = $1 and scan_id = $2`,
    [agencyId, scan],
  );
  return rows[0] ?? null;
}

/** The exhibit a file is a scan of; null where of none. */
export async function findExhibitOfFile(client: Client, agencyId: number, sha256: string): Promise<number | null> {
  const { rows } = await client.query<{ exhibit: number }>(
    `select exhibit_id as exhibit from flashlight.exhibit_scan where agency_id = $1 and sha256 = $2 and state <> 'WITHDRAWN' limit 1`,
    [agencyId, sha256],
  );
  return rows[0]?.exhibit ?? null;
}

/** Has a scan that could not be prepared wait to be prepared again; null where it is none. */
export async function tryScanAgain(client: Client, agencyId: number, scan: number): Promise<number | null> {
  const { rows } = await client.query<{ scan: number }>(
    `update flashlight.exhibit_scan set state = 'RECEIVED', failure = null, tries = 0
      where agency_id = $1 and scan_id = $2 and state = 'FAILED' returning scan_id as scan`,
    [agencyId, scan],
  );
  return rows[0]?.scan ?? null;
}

/** Puts a scan in the place of all others of its exhibit, also of newer ones. */
export async function reinstateScan(
  client: Client,
  agencyId: number,
  { exhibit, scan }: Pick<StoredScan, 'exhibit' | 'scan'>,
): Promise<void> {
  await client.query(
    `update flashlight.exhibit_scan set superseded_by = case when scan_id <> $3 then $3::bigint end
      where agency_id = $1 and exhibit_id = $2 and state <> 'WITHDRAWN' and (scan_id = $3 or superseded_by is null)`,
    [agencyId, exhibit, scan],
  );
}

/** The scan a file became, with the same mask, or as said to be masked before or not. */
export async function findScanOfFile(
  client: Client,
  agencyId: number,
  {
    sha256,
    maskSha256,
    maskedBefore,
  }: { readonly sha256: string; readonly maskSha256: string | null; readonly maskedBefore: boolean },
): Promise<StoredScan | null> {
  const { rows } = await client.query<StoredScan>(
    `select ${columns} from flashlight.exhibit_scan where agency_id = $1 and sha256 = $2 and coalesce(mask_sha256, '') = coalesce($3, '') and masked_before = $4 and state <> 'WITHDRAWN'`,
    [agencyId, sha256, maskSha256, maskedBefore],
  );
  return rows[0] ?? null;
}

/** Adds a scan that waits to be prepared; null where the same file, with the same mask, is there. */
export async function insertScan(client: Client, agencyId: number, scan: NewScan): Promise<number | null> {
  const { rows } = await client.query<{ scan: number }>(
    `insert into flashlight.exhibit_scan (agency_id, exhibit_id, sha256, file_name, bytes, masked_before, mask_sha256, mask_by, uploaded_by, uploaded_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing returning scan_id as scan`,
    [
      agencyId,
      scan.exhibit,
      scan.sha256,
      scan.file,
      scan.bytes,
      scan.maskedBefore,
      scan.maskSha256,
      scan.maskBy,
      scan.by,
      scan.at,
    ],
  );
  return rows[0]?.scan ?? null;
}

/** Takes the oldest scan that waits to be prepared and that nobody works on, for so long; null where there is none. Whoever took it before and did not come back has lost it. */
export async function takeWaitingScan(
  client: Client,
  agencyId: number,
  { worker, seconds }: { readonly worker: string; readonly seconds: number },
): Promise<StoredScan | null> {
  const { rows } = await client.query<StoredScan>(
    `update flashlight.exhibit_scan s set lease_by = $2, lease_until = clock_timestamp() + make_interval(secs => $3), tries = tries + 1
      where agency_id = $1 and scan_id = (
        select scan_id from flashlight.exhibit_scan
         where agency_id = $1 and state = 'RECEIVED'
           and coalesce(lease_until, '-infinity') < clock_timestamp()
         order by scan_id limit 1 for update skip locked)
      returning ${columns}`,
    [agencyId, worker, seconds],
  );
  return rows[0] ?? null;
}

/** Whoever holds a scan writes what was made of it; false where another took it meanwhile. */
export async function savePreparedScan(
  client: Client,
  agencyId: number,
  { scan, worker }: { readonly scan: number; readonly worker: string },
  surface: PreparedSurface,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update flashlight.exhibit_scan set state = 'PREPARED', failure = null, surface_sha256 = $4, pitch_microns = $5, width = $6, height = $7, points = $8,
        missing = $9, breech_face_points = $10, mask_confidence = $11, warnings = $12, engine_version = $13, heights_sha256 = $14, prepared_at = clock_timestamp()
      where agency_id = $1 and scan_id = $2 and lease_by = $3 and state not in ('FAILED', 'WITHDRAWN')`,
    [
      agencyId,
      scan,
      worker,
      surface.surfaceSha256,
      surface.pitchMicrons,
      surface.width,
      surface.height,
      surface.points,
      surface.missing,
      surface.breechFacePoints,
      surface.maskConfidence,
      JSON.stringify(surface.warnings),
      surface.engine,
      surface.heightsSha256,
    ],
  );
  return rowCount === 1;
}

/**
 * Of another exhibit a surface is already; null where of none. Nobody else says so of the same surface until the transaction ends, so that of
 * two at the same moment the later sees the earlier.
 */
export async function findSurfaceElsewhere(
  client: Client,
  agencyId: number,
  {
    surfaceSha256,
    heightsSha256,
    exhibit,
  }: Pick<PreparedSurface, 'surfaceSha256' | 'heightsSha256'> & { readonly exhibit: number },
): Promise<{ exhibit: number; item: string; file: string } | null> {
  await client.query('select pg_advisory_xact_lock($1, hashtext($2))', [agencyId, `surface ${heightsSha256}`]);
  const { rows } = await client.query<{ exhibit: number; item: string; file: string }>(
    `select s.exhibit_id as exhibit, x.agency_item_no as item, s.file_name as file
       from flashlight.exhibit_scan s join flashlight.exhibit x using (agency_id, exhibit_id)
      where s.agency_id = $1 and (s.surface_sha256 = $2 or s.heights_sha256 = $4) and s.exhibit_id <> $3 and s.state = 'PREPARED' order by s.scan_id limit 1`,
    [agencyId, surfaceSha256, exhibit, heightsSha256],
  );
  return rows[0] ?? null;
}

/** Scans that are prepared and not in the collection yet, the oldest first. */
export async function findUnindexedScans(
  client: Client | pg.Pool,
  agencyId: number,
  limit: number,
): Promise<StoredScan[]> {
  const { rows } = await client.query<StoredScan>(
    `select ${columns} from flashlight.exhibit_scan where agency_id = $1 and state = 'PREPARED' and indexed_at is null order by scan_id limit $2`,
    [agencyId, limit],
  );
  return rows;
}

export async function saveIndexedScans(
  client: Client | pg.Pool,
  agencyId: number,
  scans: readonly number[],
): Promise<void> {
  await client.query(
    `update flashlight.exhibit_scan set indexed_at = clock_timestamp(), lease_by = null, lease_until = null
      where agency_id = $1 and scan_id = any($2::bigint[]) and indexed_at is null`,
    [agencyId, scans],
  );
}

/** Scans the collection was made without: they go in anew. Gives how many. */
export async function forgetIndexed(
  client: Client | pg.Pool,
  agencyId: number,
  known: readonly string[],
): Promise<number> {
  const { rowCount } = await client.query(
    `update flashlight.exhibit_scan set indexed_at = null where agency_id = $1 and indexed_at is not null and not surface_sha256 = any($2)`,
    [agencyId, known],
  );
  return rowCount ?? 0;
}

/** What is searched: scans of the collection that are in force, with what is known of the class of their exhibits now. */
export interface SearchedScan {
  readonly surfaceSha256: string;
  readonly scan: number;
  readonly exhibit: number;
  /** As a class tells it (`calibreTold`). */
  readonly calibre: string | null;
  readonly aperture: string | null;
  readonly breechFace: string | null;
  /** The case it was found in. */
  readonly caseKey: string | null;
}

export async function findSearchedScans(client: Client, agencyId: number): Promise<SearchedScan[]> {
  const { rows } = await client.query<SearchedScan>(
    `select s.surface_sha256 as "surfaceSha256", s.scan_id as scan, s.exhibit_id as exhibit, coalesce(x.calibre_written, x.calibre_code || case x.calibre_source when 'EXAMINED' then '' else '?' end) as calibre, x.aperture, x.breech_face as "breechFace", x.case_key as "caseKey"
       from flashlight.exhibit_scan s join flashlight.exhibit x using (agency_id, exhibit_id)
      where s.agency_id = $1 and s.indexed_at is not null and s.state = 'PREPARED' and s.superseded_by is null order by s.scan_id desc`,
    [agencyId],
  );
  return rows;
}

export async function saveFailedScan(
  client: Client,
  agencyId: number,
  scan: number,
  failure: { readonly code: string; readonly message: string },
): Promise<void> {
  await client.query(
    `update flashlight.exhibit_scan set state = 'FAILED', failure = $3, lease_by = null, lease_until = null where agency_id = $1 and scan_id = $2 and state <> 'WITHDRAWN'`,
    [agencyId, scan, failure],
  );
}

/** Says which scan takes the place of the older ones of its exhibit, unless another was put in its own place meanwhile. */
export async function supersedeScans(client: Client, agencyId: number, exhibit: number, by: number): Promise<void> {
  await client.query(
    `update flashlight.exhibit_scan set superseded_by = $3
      where agency_id = $1 and exhibit_id = $2 and scan_id < $3 and superseded_by is null and state <> 'WITHDRAWN'
        and not exists (select from flashlight.exhibit_scan s where s.agency_id = $1 and s.scan_id = $3 and s.superseded_by is not null)`,
    [agencyId, exhibit, by],
  );
}

/** Takes every preparation of a file off an exhibit of which it is not, and lets the newest of what is left stand where none does; gives the scans taken off. */
export async function withdrawScansOfFile(
  client: Client,
  agencyId: number,
  { exhibit, sha256, failure }: Pick<StoredScan, 'exhibit' | 'sha256'> & { readonly failure: StoredScan['failure'] },
): Promise<number[]> {
  const { rows } = await client.query<{ scan: number }>(
    `update flashlight.exhibit_scan set state = 'WITHDRAWN', failure = $4, superseded_by = null
      where agency_id = $1 and exhibit_id = $2 and sha256 = $3 and state <> 'WITHDRAWN' returning scan_id as scan`,
    [agencyId, exhibit, sha256, failure],
  );
  const taken = rows.map(({ scan }) => scan);
  await client.query(
    `update flashlight.exhibit_scan s set superseded_by = nullif(t.scan_id, s.scan_id)
       from (select (select scan_id from flashlight.exhibit_scan where agency_id = $1 and exhibit_id = $2 and state = 'PREPARED'
                      order by superseded_by is not null, scan_id desc limit 1) as scan_id) t
      where s.agency_id = $1 and s.exhibit_id = $2 and (s.superseded_by = any($3::bigint[]) or s.scan_id = t.scan_id)`,
    [agencyId, exhibit, taken],
  );
  return taken;
}
