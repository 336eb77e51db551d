import { Worker } from 'node:worker_threads';
import type { Agency } from '../store/agencies.ts';
import type { Connections, Database } from '../store/database.ts';

export interface GunshotThreadOrder {
  readonly agency: Agency;
  readonly connections: Connections;
  /** Brokers of the stream; null where it lies in the store. */
  readonly brokers: readonly string[] | null;
}

export interface GunshotThreadNews {
  readonly news: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly fault: Error | null;
}

export interface GunshotThreadOptions {
  readonly agency: Agency;
  readonly brokers: readonly string[] | null;
  readonly onNews: (news: string, details: Readonly<Record<string, unknown>>) => void;
}

/** A thread that broke is begun again after so long. */
const againSeconds = 5;

/** Locates gunshots of an agency beside the answers, and tells of them outside, in a thread of its own. */
export function locateGunshotsInThread(
  database: Database,
  { agency, brokers, onNews }: GunshotThreadOptions,
): { close(): Promise<void> } {
  let worker: Worker;
  let ended: Promise<void>;
  let closing = false;
  let again: NodeJS.Timeout | undefined;
  const begin = () => {
    worker = new Worker(new URL('./locate-gunshots-worker.ts', import.meta.url), {
      workerData: { agency, brokers, connections: database.connections() } satisfies GunshotThreadOrder,
    });
    worker.unref();
    worker.on('message', ({ news, details, fault }: GunshotThreadNews) =>
      onNews(news, fault === null ? details : { ...details, err: fault }),
    );
    worker.on('error', (error) => onNews('the thread that locates gunshots broke and is begun again', { err: error }));
    ended = new Promise((resolve) => {
      worker.once('exit', () => {
        resolve();
        if (closing) return;
        again = setTimeout(begin, againSeconds * 1000);
        again.unref();
      });
    });
  };
  begin();
  return {
    async close() {
      closing = true;
      clearTimeout(again);
      worker.postMessage('close');
      await ended;
    },
  };
}
