import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../store/database.ts';
import { inTransaction } from '../store/database.ts';
import {
  appendPulses,
  findPulseCursor,
  findPulsesAfter,
  findPulsesKeptFrom,
  findPulsesOf,
  savePulseCursor,
} from '../store/sensor-pulses.ts';
import type { PulseStream } from './pulse-stream.ts';

/** Rows of one insert: what a server takes at once without holding up others. */
const batchMax = 5_000;
/** How long the log is left alone when there was nothing new, and where there was nothing for a while. */
const pollMilliseconds = 60;
const idlePollMilliseconds = 250;
const idleMilliseconds = 30_000;
const nothing = () => Promise.resolve();

/** The stream in one process and its store: a log in PostgreSQL, which is as durable as everything else here. */
export function storedPulseStream(database: Database, agencyId: number): PulseStream {
  return {
    async publish(pulses) {
      for (let from = 0; from < pulses.length; from += batchMax)
        await inTransaction(database.pool('import'), (client) =>
          appendPulses(client, agencyId, pulses.slice(from, from + batchMax)),
        );
    },
    async consume(consumer) {
      const pool = database.pool('import');
      let given = await findPulseCursor(pool, agencyId, consumer);
      let closed = false;
      /** Given and not confirmed, in the order of the log. */
      const open: { readonly position: number; confirmed: boolean }[] = [];
      let lastGiven = performance.now();
      // Batches are confirmed in any order; the cursor stays before the first that is not.
      const confirm = async (own: (typeof open)[number]) => {
        own.confirmed = true;
        let reached: number | null = null;
        while (open[0]?.confirmed) reached = open.shift()!.position;
        if (reached !== null) await savePulseCursor(pool, agencyId, { consumer, position: reached });
      };
      return {
        async next(waitMilliseconds) {
          const until = performance.now() + waitMilliseconds;
          for (;;) {
            const { pulses, position } = await findPulsesAfter(pool, agencyId, { position: given, limit: batchMax });
            if (pulses.length > 0) {
              given = position;
              lastGiven = performance.now();
              const own = { position, confirmed: false };
              open.push(own);
              return { pulses, working: nothing, confirm: () => confirm(own) };
            }
            if (closed || performance.now() >= until) return { pulses, working: nothing, confirm: nothing };
            await pause(performance.now() - lastGiven > idleMilliseconds ? idlePollMilliseconds : pollMilliseconds);
          }
        },
        close() {
          closed = true;
          return Promise.resolve();
        },
      };
    },
    read: (cells, from, until) => findPulsesOf(database.pool('import'), agencyId, { cells, from, until }),
    keptFrom: () => findPulsesKeptFrom(database.pool('import'), agencyId),
    close: () => Promise.resolve(),
  };
}
