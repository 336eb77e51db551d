import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportRun } from '../model/import-answers.ts';
import { Failure } from '../model/errors.ts';
import type { Mapping } from '../sources/feed.ts';
import { findAgency, type Agency } from '../store/agencies.ts';
import type { Database } from '../store/database.ts';
import { importFile, type ImportProgress, type ImportResult } from './import-file.ts';
import { followTraceResults } from './follow-trace-results.ts';
import { linkRecords } from './link-records.ts';

export interface QueuedImport {
  readonly path: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly mapping: Mapping;
  readonly mappingName: string | null;
  readonly dryRun: boolean;
  readonly startedBy: string;
  readonly receivedAt: string;
}

export type QueueEvent =
  | ({ readonly kind: 'progress'; readonly dryRun: boolean } & ImportProgress)
  | ({ readonly kind: 'import'; readonly dryRun: true } & ImportProgress)
  | { readonly kind: 'failed'; readonly run: number; readonly code: string; readonly message: string };

/** A trial import, known to this process only: nothing of it is in the store. */
export interface DryRun extends Pick<ImportResult, 'rejectsFile' | 'warnings'> {
  readonly run: ImportRun;
}

const dryRunsKept = 100;
const progressMilliseconds = 500;

/**
 * Runs imports in the background, one at a time: each fills a parsing thread and the store. An order has its number at
 * once, and waits its turn under it.
 */
export class ImportQueue {
  private readonly database: Database;
  private readonly settings: {
    readonly agency: Agency;
    readonly dataDir: string;
    readonly onEvent: (event: QueueEvent) => void;
  };
  private readonly dryRuns = new Map<number, DryRun>();
  private last: Promise<void> = Promise.resolve();
  private readonly running = new Set<Promise<void>>();

  constructor(database: Database, settings: { agency: Agency; dataDir: string; onEvent: (event: QueueEvent) => void }) {
    this.database = database;
    this.settings = settings;
  }

  /** Takes an order and gives its run, which has a number and waits or runs. Fails where the file cannot be imported at all. */
  async add(order: QueuedImport): Promise<ImportRun> {
    return new Promise<ImportRun>((resolve, reject) => {
      const turn = this.last;
      const work = this.import(order, turn, resolve).catch(reject);
      this.running.add(work);
      void work.finally(() => this.running.delete(work));
      this.last = turn.then(() => work);
    });
  }

  dryRun(run: number): DryRun | undefined {
    return this.dryRuns.get(run);
  }

  /** Waits for what is under way. */
  async drain(): Promise<void> {
    await Promise.all(this.running);
  }

  private async import(order: QueuedImport, turn: Promise<void>, onBegun: (run: ImportRun) => void): Promise<void> {
    const { dataDir, onEvent } = this.settings;
    let begun: ImportRun | null = null;
    let toldAt = 0;
    try {
      const { agency } = this.settings;
      const result = await importFile(this.database, {
        // Its zone may have been corrected since the server started.
        agency: (await findAgency(this.database, agency.code)) ?? agency,
        feed: order.mapping.feed,
        path: order.path,
        fileName: order.fileName,
        mapping: order.mapping,
        mappingName: order.mappingName ?? undefined,
        dryRun: order.dryRun,
        rejectsDir: join(dataDir, 'rejects'),
        startedBy: order.startedBy,
        receivedAt: order.receivedAt,
        onBegun: async (run) => {
          begun = runOf(run, order);
          if (order.dryRun) this.keep(begun);
          onBegun(begun);
          await turn;
        },
        onProgress: (progress) => {
          if (performance.now() - toldAt < progressMilliseconds) return;
          toldAt = performance.now();
          if (order.dryRun) this.keep({ ...begun!, ...countsOf(progress) });
          onEvent({ kind: 'progress', dryRun: order.dryRun, ...progress });
        },
      });
      const { run, feed, file } = result;
      if (order.dryRun) {
        const finishedAt = new Date(Date.parse(order.receivedAt) + result.seconds * 1000).toISOString();
        this.keep({ ...begun!, ...countsOf(result), state: 'COMPLETE', finishedAt }, result);
        onEvent({ kind: 'import', dryRun: true, run, feed, file, ...countsOf(result) });
        return;
      }
      await rm(order.path, { force: true });
      // Announces itself through the store, as the import did.
      await linkRecords(this.database);
      if (feed === 'etrace') await followTraceResults(this.database, agency, { run, now: new Date() });
    } catch (error) {
      const known: ImportRun | null = begun;
      if (known === null) throw error;
      const failure = failureOf(error as Error);
      if (order.dryRun) this.keep({ ...(known as ImportRun), state: 'FAILED', failure });
      onEvent({ kind: 'failed', run: (known as ImportRun).run, ...failure });
    }
  }

  private keep(
    run: ImportRun,
    { rejectsFile, warnings }: Omit<DryRun, 'run'> = { rejectsFile: null, warnings: [] },
  ): void {
    this.dryRuns.set(run.run, { run, rejectsFile, warnings });
    if (this.dryRuns.size > dryRunsKept) this.dryRuns.delete(this.dryRuns.keys().next().value!);
  }
}

function failureOf(error: Error): { code: string; message: string } {
  return error instanceof Failure
    ? { code: error.code, message: error.message }
    : {
        code: 'import.broke-off',
        message: 'The import ended by a fault of the program; nothing of the file was kept. The log has it.',
      };
}

function countsOf({ read, accepted, rejected, duplicates }: ImportProgress | ImportRun) {
  return { read, accepted, rejected, duplicates };
}

function runOf(run: number, order: QueuedImport): ImportRun {
  return {
    run,
    feed: order.mapping.feed,
    file: order.fileName,
    bytes: order.bytes,
    state: 'RUNNING',
    read: 0,
    accepted: 0,
    rejected: 0,
    duplicates: 0,
    mapping: order.mappingName,
    startedBy: order.startedBy,
    startedAt: order.receivedAt,
    finishedAt: null,
    linkedAt: null,
    failure: null,
  };
}
