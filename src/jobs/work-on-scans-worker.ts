import { hostname } from 'node:os';
import { parentPort, threadId, workerData } from 'node:worker_threads';
import { connectedDatabase } from '../store/database.ts';
import type { KeptThreadNews } from './kept-thread.ts';
import type { ScanThreadOrder } from './scan-thread.ts';
import { workOnScans } from './work-on-scans.ts';

/** Works on scans in a thread of its own: what it computes keeps no answer waiting. */
const { connections, agencyId, dataDir } = workerData as ScanThreadOrder;
const database = connectedDatabase(connections);
const working = workOnScans(database, {
  agencyId,
  dataDir,
  worker: `${hostname()}/${process.pid}/${threadId}/${Date.now()}`,
  onNews: (news, { err, ...details }) =>
    parentPort!.postMessage({
      news,
      details,
      fault: err === undefined ? null : (err as Error),
    } satisfies KeptThreadNews),
});

parentPort!.once('message', () => {
  void (async () => {
    await working.close();
    await database.close();
    parentPort!.close();
  })();
});
