import { Worker } from 'node:worker_threads';
import type { Connections, Database } from '../store/database.ts';
import type { FinderOptions } from './lead-finder.ts';
import type { LeadFollower } from './follow-leads.ts';

export interface LeadThreadOrder extends FinderOptions {
  readonly connections: Connections;
}

export interface LeadThreadNews {
  readonly news: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly fault: Error | null;
}

export interface LeadThreadOptions extends FinderOptions {
  readonly onNews: (news: string, details: Readonly<Record<string, unknown>>) => void;
}

/** A thread that broke is begun again after so long. */
const againSeconds = 30;

/** Follows the leads of an agency and of its excerpts beside the answers, in a thread of its own. */
export function followLeadsInThread(database: Database, { onNews, ...finder }: LeadThreadOptions): LeadFollower {
  let worker: Worker;
  let ended: Promise<void>;
  let closing = false;
  let again: NodeJS.Timeout | undefined;
  const begin = () => {
    worker = new Worker(new URL('./follow-leads-worker.ts', import.meta.url), {
      workerData: { ...finder, connections: database.connections() } satisfies LeadThreadOrder,
    });
    worker.unref();
    worker.on('message', ({ news, details, fault }: LeadThreadNews) =>
      onNews(news, fault === null ? details : { ...details, err: fault }),
    );
    worker.on('error', (error) => onNews('the thread that follows leads broke and is begun again', { err: error }));
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
