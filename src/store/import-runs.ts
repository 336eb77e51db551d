import type pg from 'pg';
import { Failure } from '../model/errors.ts';
import type { Database } from './database.ts';

export interface RunIdentity {
  readonly agencyId: number;
  readonly feed: string;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly fileSha256: Buffer;
  readonly readerVersion: string;
  readonly mappingName: string | null;
  readonly mappingSha256: Buffer;
  readonly startedBy: string;
}

/** `read = accepted + rejected + duplicates`, always. */
export interface RunCounts {
  readonly read: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
}

/** The first of two lock numbers that mark a run as alive: held by its connection, freed by the server when it dies. */
const runLock = 0x666c;

/** Opens a run in state RUNNING, after closing those whose process died. */
export async function beginRun(client: pg.Client, run: RunIdentity): Promise<number> {
  await closeDeadRuns(client);
  const { rows } = await client.query<{ run_id: number }>(
    `insert into flashlight.import_run (agency_id, run_id, feed, file_name, file_bytes, file_sha256, reader_version, mapping_name, mapping_sha256, state, started_by)
     values ($1, nextval('flashlight.run_id_seq'), $2, $3, $4, $5, $6, $7, $8, 'RUNNING', $9) returning run_id`,
    [
      run.agencyId,
      run.feed,
      run.fileName,
      run.fileBytes,
      run.fileSha256,
      run.readerVersion,
      run.mappingName,
      run.mappingSha256,
      run.startedBy,
    ],
  );
  const id = rows[0]!.run_id;
  await client.query('select pg_advisory_lock($1, $2)', [runLock, id % 0x7fffffff]);
  return id;
}

/** Whether the process of a run, also of a dry run, is still at it. */
export async function isRunAlive(client: pg.ClientBase, run: number): Promise<boolean> {
  const lock = [runLock, run % 0x7fffffff];
  const { rows } = await client.query<{ free: boolean }>('select pg_try_advisory_lock($1, $2) as free', lock);
  if (rows[0]!.free) await client.query('select pg_advisory_unlock($1, $2)', lock);
  return !rows[0]!.free;
}

/** A run whose process was killed left nothing behind but its own row: say so. */
export async function closeDeadRuns(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ agency_id: number; run_id: number }>(
    `select agency_id, run_id from flashlight.import_run where state = 'RUNNING'`,
  );
  for (const run of rows) {
    if (await isRunAlive(client, run.run_id)) continue;
    await client.query(
      `update flashlight.import_run set state = 'INTERRUPTED', finished_at = now() where agency_id = $1 and run_id = $2 and state = 'RUNNING'`,
      [run.agency_id, run.run_id],
    );
  }
}

/** An earlier complete run of the very same file, read in the very same way, and how many rows it rejected. */
export async function runWithSameFile(
  client: pg.Client,
  run: RunIdentity,
): Promise<{ run: number; rejected: number } | null> {
  const { rows } = await client.query<{ run: number; rejected: number }>(
    `select run_id as run, rejected from flashlight.import_run
      where agency_id = $1 and feed = $2 and file_sha256 = $3 and state = 'COMPLETE' and reader_version = $4 and mapping_sha256 = $5
      order by run_id limit 1`,
    [run.agencyId, run.feed, run.fileSha256, run.readerVersion, run.mappingSha256],
  );
  return rows[0] ?? null;
}

export async function saveSection(
  client: pg.Client,
  section: {
    agencyId: number;
    run: number;
    sourceId: number;
    section: number;
    sheet: string | null;
    headerLine: number;
    columns: readonly string[];
    mapping: unknown;
  },
): Promise<void> {
  await client.query(
    `insert into flashlight.import_section (agency_id, run_id, section, source_id, sheet, header_line, columns, mapping) values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (agency_id, run_id, section) do update set columns = excluded.columns, mapping = excluded.mapping`,
    [
      section.agencyId,
      section.run,
      section.section,
      section.sourceId,
      section.sheet,
      section.headerLine,
      section.columns,
      JSON.stringify(section.mapping),
    ],
  );
}

export async function finishRun(
  client: pg.Client,
  run: RunCounts & {
    agencyId: number;
    run: number;
    encoding: string;
    format: string;
    skipped: unknown;
    warnings: unknown;
    derived: boolean;
    firstRecord: number | null;
    lastRecord: number | null;
  },
): Promise<void> {
  await client.query(
    `update flashlight.import_run set state = 'COMPLETE', read = $3, accepted = $4, rejected = $5, duplicates = $6, encoding = $7, format = $8,
       skipped = $9, finished_at = clock_timestamp(), derived_at = case when $10 then clock_timestamp() end,
       first_record = $11, last_record = $12, warnings = $13
     where agency_id = $1 and run_id = $2`,
    [
      run.agencyId,
      run.run,
      run.read,
      run.accepted,
      run.rejected,
      run.duplicates,
      run.encoding,
      run.format,
      JSON.stringify(run.skipped),
      run.derived,
      run.firstRecord,
      run.lastRecord,
      JSON.stringify(run.warnings),
    ],
  );
}

export async function failRun(database: Database, agencyId: number, run: number, error: Error): Promise<void> {
  const failure =
    error instanceof Failure
      ? { code: error.code, message: error.message }
      : { code: 'import.broke-off', message: 'A fault of the program; nothing of the file was kept.' };
  const state = failure.code === 'store.interrupted' ? 'INTERRUPTED' : 'FAILED';
  await database
    .pool('import')
    .query(
      `update flashlight.import_run set state = $4, failure = $3, finished_at = clock_timestamp() where agency_id = $1 and run_id = $2 and state = 'RUNNING'`,
      [agencyId, run, JSON.stringify(failure), state],
    );
}
