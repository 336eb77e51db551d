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
      let lastGiven = performance.now();
      return {
        async next(waitMilliseconds) {
          const until = performance.now() + waitMilliseconds;
          for (;;) {
            const { pulses, position } = await findPulsesAfter(pool, agencyId, { position: given, limit: batchMax });
            if (pulses.length > 0) {
              given = position;
              lastGiven = performance.now();
              return {
                pulses,
                working: nothing,
                confirm: () => savePulseCursor(pool, agencyId, { consumer, position }),
              };
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
