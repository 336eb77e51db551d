import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { connectedDatabase } from '../store/database.ts';
import type { DeliveryChannel } from '../store/gunshot-deliveries.ts';
import { deliverGunshots } from './deliver-gunshots.ts';
import type { GunshotThreadOrder } from './gunshot-thread.ts';
import type { KeptThreadNews } from './kept-thread.ts';
import { locateGunshots } from './locate-gunshots.ts';
import { openPulseStream } from './open-pulse-stream.ts';

/** Locates gunshots in a thread of its own: what it computes keeps no answer waiting. */
const { connections, agency, brokers } = workerData as GunshotThreadOrder;
/** Of the two seconds an alert may take. */
const deliverMilliseconds = 200;
const againMilliseconds = 2_000;

const onNews = (news: string, { err, ...details }: Readonly<Record<string, unknown>>) =>
  parentPort!.postMessage({
    news,
    details,
    fault: err === undefined ? null : (err as Error),
  } satisfies KeptThreadNews);

const database = connectedDatabase(connections);
const now = () => new Date();
let closing = false;
/** Each way by itself: one that does not answer keeps the other not waiting. */
async function deliver(channel: DeliveryChannel): Promise<void> {
  const { agencyId, name: agencyName, timeZone, code: sender } = agency;
  while (!closing) {
    try {
      const told = { agencyId, agencyName, timeZone, sender, channel, now: now() };
      if ((await deliverGunshots(database.pool('import'), told)) > 0) continue;
    } catch (error) {
      onNews('gunshots could not be told outside, which is tried again', { err: error, channel });
    }
    await pause(deliverMilliseconds);
  }
}
// Before brokers are there: what people decide and find is told whether anything is located or not.
const delivering = Promise.all([deliver('webhook'), deliver('mail')]);
/** Brokers that are not there yet are waited for; the rest of the thread does not. */
async function locating(): Promise<{ close(): Promise<void> }> {
  while (!closing) {
    try {
      const stream = await openPulseStream(database, agency.agencyId, brokers, onNews);
      const locator = locateGunshots(database, { agencyId: agency.agencyId, stream, now, onNews });
      return {
        async close() {
          await locator.close();
          await stream.close();
        },
      };
    } catch (error) {
      onNews('the stream of pulses could not be opened, which is tried again', { err: error });
      await pause(againMilliseconds);
    }
  }
  return { close: () => Promise.resolve() };
}
const located = locating();

parentPort!.once('message', () => {
  closing = true;
  void (async () => {
    await Promise.all([located.then((each) => each.close()), delivering]);
    await database.close();
    parentPort!.close();
  })();
});
