import { setTimeout as pause } from 'node:timers/promises';
import { tieEntries } from '../store/ballistic-entries.ts';
import { inTransaction, type Database } from '../store/database.ts';
import { listenToStore } from '../store/notifications.ts';
import { collectScans, mendCollection } from './collect-scans.ts';
import { prepareNextScan, type ScanWork } from './prepare-exhibit-scan.ts';
import { reckonRatios } from './reckon-ratios.ts';
import { searchNext } from './search-collection.ts';

/** What nobody says anything of is looked for so often. */
const lookMilliseconds = 1000;

/**
 * Prepares scans, puts them into the collection and searches it, as long as it is let: in as many workers, on as many machines, as have the
 * store and the data directory. What a worker that was ended left is taken up by another.
 */
export function workOnScans(database: Database, work: ScanWork): { close(): Promise<void> } {
  let closing = false;
  // Entries may have come in while nobody looked.
  let facts = true;
  const listener = listenToStore(database, {
    onMessage: ({ kind, agencyId }) => {
      if (kind === 'facts' && agencyId === work.agencyId) facts = true;
    },
    onGap: () => (facts = true),
  });
  const working = (async () => {
    let mended = false;
    while (!closing) {
      try {
        if (!mended) {
          await mendCollection(database, work);
          mended = true;
        }
        if (facts) {
          facts = false;
          await inTransaction(database.pool('import'), (client) => tieEntries(client, work.agencyId));
        }
        if (await workOnce(database, work)) continue;
      } catch (error) {
        work.onNews('scans could not be worked on, which is tried again', { err: error });
      }
      await pause(lookMilliseconds);
    }
  })();
  return {
    async close() {
      closing = true;
      await listener.close();
      await working;
    },
  };
}

/** Does one thing that waits; false where nothing does. */
export async function workOnce(database: Database, work: ScanWork): Promise<boolean> {
  return (
    (await prepareNextScan(database, work)) ||
    (await collectScans(database, work)) ||
    (await searchNext(database, work)) ||
    (await reckonRatios(database, work))
  );
}
