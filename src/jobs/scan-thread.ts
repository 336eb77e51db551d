import type { Connections, Database } from '../store/database.ts';
import { keepThread } from './kept-thread.ts';

export interface ScanThreadOrder {
  readonly agencyId: number;
  readonly dataDir: string;
  readonly connections: Connections;
}

/** A thread that broke is begun again after so long. */
const againSeconds = 10;

/** Prepares and searches scans beside the answers, in a thread of its own. */
export function workOnScansInThread(
  database: Database,
  {
    agencyId,
    dataDir,
    onNews,
  }: {
    readonly agencyId: number;
    readonly dataDir: string;
    readonly onNews: (news: string, details: Readonly<Record<string, unknown>>) => void;
  },
): { close(): Promise<void> } {
  return keepThread({
    module: new URL('./work-on-scans-worker.ts', import.meta.url),
    order: () => ({ agencyId, dataDir, connections: database.connections() }) satisfies ScanThreadOrder,
    onNews,
    broke: 'the thread that works on scans broke and is begun again',
    againSeconds,
  });
}
