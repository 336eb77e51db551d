import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { Worker } from 'node:worker_threads';
import type pg from 'pg';
import { Failure, type FailureCode } from '../model/errors.ts';
import { feedHandling, type FeedName } from '../model/feeds.ts';
import { localDay } from '../model/values/local-time.ts';
import type { Mapping } from '../sources/feed.ts';
import type { FileWarning } from '../sources/file-warning.ts';
import type { Section } from '../sources/feed-batch.ts';
import { readerVersion } from '../sources/read-feed.ts';
import type { Agency } from '../store/agencies.ts';
import { interruptedFailure, type Database } from '../store/database.ts';
import { explainStoreError } from '../store/explain-store-error.ts';
import {
  beginRun,
  failRun,
  finishRun,
  isRunAlive,
  runWithSameFile,
  saveSection,
  type RunCounts,
} from '../store/import-runs.ts';
import { ImportSaver } from '../store/save-import.ts';
import {
  idsPerBatch,
  type PreparationCredit,
  type PreparationEnd,
  type PreparationMessage,
  type PreparationOrder,
  type PreparationSource,
  type PreparedBatch,
} from './prepared-batch.ts';
import { completeWithdrawals } from './complete-withdrawals.ts';
import { copyToExcerpts } from './follow-in-excerpts.ts';
import { digestFile } from './digest-file.ts';
import { openRejectsFile, removeUnfinishedRejects, type RejectsFile } from './rejects-file.ts';
import { isDestroyed, refuseDestroyed } from './refuse-destroyed.ts';
import { ReportedFirearms } from './reported-firearms.ts';
import { saidOtherwise } from './said-otherwise.ts';
import { unenteredNumbers } from './unentered-numbers.ts';

export interface ImportOrder {
  readonly agency: Agency;
  readonly feed: FeedName;
  readonly path: string;
  /** The name a person knows the file by, where `path` is a temporary copy. */
  readonly fileName?: string;
  readonly mapping?: Mapping | undefined;
  readonly mappingName?: string | undefined;
  /** The source the rows are kept under, where it is not that of their layout. */
  readonly source?: string | undefined;
  /** Do everything, then undo it: the counts and the rejects file are the result. */
  readonly dryRun?: boolean;
  /** The transaction of a dry run of several files (`openTrial`): each sees what those before it would have kept. */
  readonly trial?: Trial | undefined;
  /** Folder for the file of rejected rows. */
  readonly rejectsDir: string;
  readonly startedBy: string;
  /** The instant the file counts as received; ISO 8601. */
  readonly receivedAt: string;
  /** Told the number of the run once it has one; what it waits for, the import waits for. */
  readonly onBegun?: (run: number) => Promise<void>;
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface ImportProgress extends RunCounts {
  readonly run: number;
  readonly feed: FeedName;
  readonly file: string;
}

export interface ImportResult extends RunCounts {
  readonly run: number;
  readonly feed: FeedName;
  readonly file: string;
  readonly dryRun: boolean;
  readonly layouts: readonly string[];
  /** Rows that could not be kept, each with its reason: mend it and import it again. Null where there are none. */
  readonly rejectsFile: string | null;
  /** Lines that are not rows (titles, disclaimers, totals), by what they are. */
  readonly skipped: Readonly<Record<string, number>>;
  /** What is odd about the file as a whole, and how many rows carry each warning. */
  readonly warnings: readonly FileWarning[];
  readonly seconds: number;
}

/** A transaction that is never committed. */
export interface Trial {
  readonly client: pg.Client;
  end(): Promise<void>;
}
/** Opens the transaction of a dry run of several files. */
export async function openTrial(database: Database): Promise<Trial> {
  const client = await database.connect('import');
  await client.query('begin');
  return { client, end: () => client.end().catch(() => undefined) };
}

/**
 * Imports one file, whole or not at all: all its rows are saved in one transaction, so that a failure, a kill or a lost
 * connection at any moment leaves the store as it was, and the same command may simply be given again.
 *
 * A file already imported (same bytes, mapping and reader) is read again for its counts, and changes nothing.
 */
export async function importFile(database: Database, order: ImportOrder): Promise<ImportResult> {
  const started = performance.now();
  const file = order.fileName ?? basename(order.path);
  const { sha256, bytes } = await digestFile(order.path);
  const identity = {
    agencyId: order.agency.agencyId,
    feed: order.feed,
    fileName: file,
    fileBytes: bytes,
    fileSha256: sha256,
    readerVersion,
    mappingName: order.mappingName ?? null,
    mappingSha256: createHash('sha256')
      .update(JSON.stringify(order.mapping ?? null))
      .digest(),
    startedBy: order.startedBy,
  };
  const client = order.trial?.client ?? (await database.connect('import'));
  const begin = order.trial ? 'savepoint file' : 'begin';
  const undo = order.trial ? 'rollback to savepoint file' : 'rollback';
  let run = 0;
  let rejects: RejectsFile | undefined;
  try {
    if (order.dryRun) await client.query(begin);
    run = await beginRun(client, identity);
    await order.onBegun?.(run);
    if (!order.dryRun) await client.query('begin');
    // One file of a feed at a time: two imports that see each other's rows half-saved could both call a row new.
    await client.query('select pg_advisory_xact_lock($1, hashtext($2))', [order.agency.agencyId, order.feed]);
    await removeUnfinishedRejects(order.rejectsDir, (each) => isRunAlive(client, each));
    rejects = openRejectsFile(isDestroyed(order.feed) ? null : order.rejectsDir, run, file);
    const known = await runWithSameFile(client, identity);
    const saving = new Saving(client, { order, run, rejects, known });
    const { encoding, format, sha256: sha256Read, warnings: found } = await prepareInThread(order, saving);
    const { agencyId } = identity;
    const ballistic =
      order.feed === 'nibin'
        ? [...(await completeWithdrawals(client, agencyId, saving)), ...(await unenteredNumbers(client, agencyId, run))]
        : [];
    const reported = await saving.reports.warnings(client, agencyId, run);
    const warnings = [...saving.warnings, ...ballistic, ...reported, ...found];
    if (sha256Read !== sha256.toString('hex')) throw changedWhileRead(file);
    const counts = saving.counts;
    await refuseDestroyed(client, order.feed, { agencyId, run });
    await finishRun(client, {
      agencyId,
      run,
      encoding,
      format,
      ...counts,
      skipped: saving.skippedLines,
      warnings,
      derived: counts.accepted === 0,
      ...saving.recordRange,
    });
    await copyToExcerpts(client, agencyId, run);
    await client.query(`select pg_notify('flashlight', $1)`, [
      JSON.stringify({ kind: 'import', agencyId: identity.agencyId, run, feed: order.feed, file, ...counts }),
    ]);
    // On the disk before the rows are kept, under its name after: a file of rejects is of a run that is in the store.
    await rejects.finish();
    if (!order.trial) await client.query(order.dryRun ? undo : 'commit');
    const rejectsFile = await rejects.keep();
    return {
      run,
      feed: order.feed,
      file,
      dryRun: order.dryRun ?? false,
      layouts: [...saving.layouts],
      ...counts,
      rejectsFile,
      skipped: saving.skippedCounts,
      warnings,
      seconds: Math.round(performance.now() - started) / 1000,
    };
  } catch (cause) {
    await client.query(undo).catch(() => undefined);
    await rejects?.discard();
    const error = database.interrupted
      ? interruptedFailure('the import')
      : await explainStoreError(cause, database.dataDir);
    if (run > 0 && !order.dryRun)
      await failRun(database, identity.agencyId, run, error as Error).catch(() => undefined);
    throw error;
  } finally {
    if (!order.trial) await client.end().catch(() => undefined);
  }
}

/** Saves batches in the order they come, one behind the parsing thread. */
class Saving {
  readonly layouts = new Set<string>();
  readonly skippedLines: { line: number; why: string }[] = [];
  readonly skippedCounts: Record<string, number> = {};
  readonly reports = new ReportedFirearms();
  private readonly client: pg.Client;
  private readonly order: ImportOrder;
  readonly run: number;
  private readonly rejects: RejectsFile;
  private readonly allKnown: boolean;
  private readonly saver: ImportSaver;
  private readonly sections = new Map<number, Section>();
  private accepted = 0;
  private rejected = 0;
  private duplicates = 0;
  private firstRecord: number | null = null;
  private lastRecord: number | null = null;

  constructor(
    client: pg.Client,
    of: { order: ImportOrder; run: number; rejects: RejectsFile; known: { rejected: number } | null },
  ) {
    this.client = client;
    this.order = of.order;
    this.run = of.run;
    this.rejects = of.rejects;
    // A row rejected then may be fit now (a date that lay after the day of receipt): only without such rows is all known.
    this.allKnown = of.known?.rejected === 0;
    this.saver = new ImportSaver(
      client,
      { agencyId: of.order.agency.agencyId, runId: of.run },
      of.known ? 'known-keys-stay' : 'new-content-counts',
    );
  }

  get counts(): RunCounts {
    const { accepted, rejected, duplicates } = this;
    return { read: accepted + rejected + duplicates, accepted, rejected, duplicates };
  }

  get warnings(): FileWarning[] {
    return this.saver.saidOtherwise === null ? [] : [saidOtherwise(this.saver.saidOtherwise)];
  }

  get recordRange(): { firstRecord: number | null; lastRecord: number | null } {
    return { firstRecord: this.firstRecord, lastRecord: this.lastRecord };
  }

  async nextIds(): Promise<number> {
    // Blocks come from one sequence: ids never repeat, whatever happens to the transaction that took them.
    const { rows } = await this.client.query<{ id: number }>(`select nextval('flashlight.record_id_seq') as id`);
    return (rows[0]!.id - 1) * idsPerBatch + 1;
  }

  nextRecord = async () => (this.lastRecord = await this.nextIds());

  async save(batch: PreparedBatch): Promise<void> {
    for (const line of batch.skipped) {
      this.skippedCounts[line.why] = (this.skippedCounts[line.why] ?? 0) + 1;
      if (this.skippedLines.length < 100) this.skippedLines.push(line);
    }
    if (this.order.feed === 'thefts') this.reports.add(batch.keys);
    const rejects = [...batch.rejects];
    if (this.allKnown) this.duplicates += batch.keys.length;
    else {
      const { accepted, duplicates, outdated } = await this.saver.saveBatch(batch);
      rejects.push(...outdated);
      this.accepted += accepted;
      this.duplicates += duplicates;
      if (accepted > 0) {
        this.firstRecord ??= batch.firstRecordId;
        this.lastRecord = batch.firstRecordId + batch.keys.length - 1;
      }
    }
    rejects.sort((a, b) => a.line - b.line);
    this.rejected += rejects.length;
    await this.saver.saveRejects(batch.section, rejects);
    await this.rejects.add(this.sections.get(batch.section)!, rejects);
    this.order.onProgress?.({
      run: this.run,
      feed: this.order.feed,
      file: this.order.fileName ?? basename(this.order.path),
      ...this.counts,
    });
  }

  /** A section's columns may still grow (JSON keys met later), so the last state is saved at each change. */
  async openSection(section: Section): Promise<PreparationSource> {
    this.sections.set(section.section, section);
    this.layouts.add(section.layout);
    const handling = feedHandling[this.order.feed];
    const source = this.order.source ?? section.layout;
    const sourceId = await this.saver.openSource(section.section, this.order.feed, source, handling);
    await saveSection(this.client, { agencyId: this.order.agency.agencyId, run: this.run, sourceId, ...section });
    return { kind: 'source', sourceId, handling };
  }
}

async function prepareInThread(order: ImportOrder, saving: Saving): Promise<PreparationEnd> {
  const thread = takeThread();
  try {
    const end = await new Promise<PreparationEnd>((resolve, reject) => {
      let queue = Promise.resolve();
      const giveCredit = async (spare: ArrayBuffer[]) => {
        const credit: PreparationCredit = { kind: 'credit', firstRecordId: await saving.nextIds(), spare };
        thread.postMessage(credit, spare);
      };
      thread.on('error', reject);
      thread.on('exit', (code) => reject(new Error(`the parsing thread ended early (exit ${code})`)));
      thread.on('message', (message: PreparationMessage) => {
        queue = queue.then(async () => {
          if (message.kind === 'failure') throw failureOf(message);
          if (message.kind === 'end') return resolve(message);
          if (message.kind === 'section') return thread.postMessage(await saving.openSection(message.section));
          await saving.save(message);
          const memory = [message.records, ...message.tables].map(({ bytes }) => bytes.buffer as ArrayBuffer);
          await giveCredit(memory);
        });
        queue.catch(reject);
      });
      thread.postMessage({
        kind: 'order',
        path: order.path,
        feed: order.feed,
        mapping: order.mapping,
        agencyId: order.agency.agencyId,
        runId: saving.run,
        receivedAt: order.receivedAt,
        context: {
          timeZone: order.agency.timeZone,
          dateOrder: 'mdy',
          // The agency's day: east of Greenwich it begins before the day in UTC, and its events are no days ahead.
          receivedOn: localDay(order.receivedAt, order.agency.timeZone),
          fileName: order.fileName ?? basename(order.path),
          city: order.agency.city,
          state: order.agency.state,
        },
      } satisfies PreparationOrder);
      queue = queue.then(async () => {
        for (let ahead = 0; ahead < batchesAhead; ahead++) await giveCredit([]);
      });
      queue.catch(reject);
    });
    giveThreadBack(thread);
    return end;
  } catch (error) {
    // It may be in the middle of a file: the next import gets a new one.
    forget(thread);
    await thread.terminate();
    throw error;
  }
}

/** Batches the parsing thread may be ahead: enough that neither side waits for the other. */
const batchesAhead = 3;

let idleThread: Worker | undefined;

function takeThread(): Worker {
  const thread =
    idleThread ??
    new Worker(new URL('./prepare-import-worker.ts', import.meta.url), {
      // The young generation left to itself takes 60 MB more, and parses no faster; half of this costs a fifteenth.
      resourceLimits: { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 96 },
    });
  idleThread = undefined;
  thread.ref();
  return thread;
}

/** Kept for the next file; it does not keep the program running. */
function giveThreadBack(thread: Worker): void {
  forget(thread);
  if (idleThread) void thread.terminate();
  else {
    thread.unref();
    idleThread = thread;
  }
}

/** Only our own listeners: without its internal ones a Worker falls silent. */
function forget(thread: Worker): void {
  for (const event of ['message', 'error', 'exit']) thread.removeAllListeners(event);
}

function changedWhileRead(file: string): Failure {
  return new Failure(
    'file.changed',
    `Expected ${file} to stay as it is while it is read; it changed. Nothing was imported. Wait until it is written, and import it again.`,
    { detail: { file } },
  );
}

function failureOf(message: Extract<PreparationMessage, { kind: 'failure' }>): Error {
  if (message.code !== null)
    return new Failure(message.code as FailureCode, message.message, { detail: message.detail });
  const error = new Error(message.message);
  if (message.stack) error.stack = message.stack;
  return error;
}
