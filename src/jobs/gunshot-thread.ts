import type { Agency } from '../store/agencies.ts';
import type { Connections, Database } from '../store/database.ts';
import { keepThread } from './kept-thread.ts';

export interface GunshotThreadOrder {
  readonly agency: Agency;
  readonly connections: Connections;
  /** Brokers of the stream; null where it lies in the store. */
  readonly brokers: readonly string[] | null;
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
  return keepThread({
    module: new URL('./locate-gunshots-worker.ts', import.meta.url),
    order: () => ({ agency, brokers, connections: database.connections() }) satisfies GunshotThreadOrder,
    onNews,
    broke: 'the thread that locates gunshots broke and is begun again',
    againSeconds,
  });
}
