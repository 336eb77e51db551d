import { parentPort, workerData } from 'node:worker_threads';
import { connectedDatabase } from '../store/database.ts';
import { findExcerpts } from '../store/excerpts.ts';
import { listenToStore } from '../store/notifications.ts';
import { followLeads, type LeadFollower } from './follow-leads.ts';
import type { KeptThreadNews } from './kept-thread.ts';
import type { LeadThreadOrder } from './lead-thread.ts';

/** Follows the leads of an agency and of its excerpts in a thread of its own: what it computes keeps no answer waiting. */
const { connections, agencyId: agency } = workerData as LeadThreadOrder;
const database = connectedDatabase(connections);
const followers = new Map<number, LeadFollower>();

const say = (message: KeptThreadNews) => parentPort!.postMessage(message);
const onNews = (news: string, { err, ...details }: Readonly<Record<string, unknown>>) =>
  say({ news, details, fault: err === undefined ? null : (err as Error) });

function follow(agencyId: number): void {
  if (!followers.has(agencyId)) followers.set(agencyId, followLeads(database, { agencyId, onNews }));
}

async function followExcerpts(): Promise<void> {
  for (const excerpt of await findExcerpts(database.pool('read'), agency)) follow(excerpt.agencyId);
}

follow(agency);
// An excerpt that is made later speaks up with its first facts.
const listener = listenToStore(database, {
  onMessage: ({ kind, agencyId }) => {
    if (kind === 'facts' && typeof agencyId === 'number' && !followers.has(agencyId))
      void followExcerpts().catch(() => undefined);
  },
  onGap: () => void followExcerpts().catch(() => undefined),
});
followExcerpts().catch((error: unknown) => onNews('excerpts could not be looked for', { err: error }));

parentPort!.once('message', () => {
  void (async () => {
    await listener.close();
    await Promise.all([...followers.values()].map((follower) => follower.close()));
    await database.close();
    parentPort!.close();
  })();
});
