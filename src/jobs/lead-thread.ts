import type { Connections, Database } from '../store/database.ts';
import type { LeadFollower } from './follow-leads.ts';
import { keepThread } from './kept-thread.ts';

export interface LeadThreadOrder {
  readonly agencyId: number;
  readonly connections: Connections;
}

export interface LeadThreadOptions {
  readonly agencyId: number;
  readonly onNews: (news: string, details: Readonly<Record<string, unknown>>) => void;
}

/** A thread that broke is begun again after so long. */
const againSeconds = 30;

/** Follows the leads of an agency and of its excerpts beside the answers, in a thread of its own. */
export function followLeadsInThread(database: Database, { onNews, agencyId }: LeadThreadOptions): LeadFollower {
  return keepThread({
    module: new URL('./follow-leads-worker.ts', import.meta.url),
    order: () => ({ agencyId, connections: database.connections() }) satisfies LeadThreadOrder,
    onNews,
    broke: 'the thread that follows leads broke and is begun again',
    againSeconds,
  });
}
