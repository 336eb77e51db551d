import { setTimeout as pause } from 'node:timers/promises';
import type { PacketQueue } from './packet-queue.ts';
import type { ServicePost } from './service-post.ts';

const packetsAtOnce = 20;
const waitMillisecondsMax = 60_000;
const idleMilliseconds = 50;

/** Sends what is queued, oldest first, until the service says that it has it; waits longer each time it is not reached. */
export class Uplink {
  readonly #service: ServicePost;
  readonly #queue: PacketQueue;
  #wait = 0;

  constructor(service: ServicePost, queue: PacketQueue) {
    this.#service = service;
    this.#queue = queue;
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const waitMilliseconds = await this.once();
      await pause(waitMilliseconds, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Sends what fits into one request; gives how long to wait before the next. */
  async once(): Promise<number> {
    const batch = this.#queue.oldest(packetsAtOnce);
    if (batch.length === 0) return idleMilliseconds;
    const answer = await this.#service.post('packets', { packets: batch.map(({ packet }) => packet) });
    if (answer?.status !== 200) return this.#later();
    const { answers } = (answer.body ?? {}) as {
      answers?: { kind: string; code?: string; retryAfterSeconds?: number }[];
    };
    // Not the service answered, but something on the way to it.
    if (answers?.length !== batch.length) return this.#later();
    this.#wait = 0;
    let waitMilliseconds = 0;
    for (const [at, { kind, code, retryAfterSeconds = 1 }] of answers.entries()) {
      const { name } = batch[at]!;
      if (kind !== 'refused') this.#queue.done(name);
      // A sensor not enrolled yet keeps what it has until it is.
      else if (code === 'flooding' || code === 'forged')
        waitMilliseconds = Math.max(waitMilliseconds, retryAfterSeconds * 1000);
      else this.#queue.refused(name);
    }
    return waitMilliseconds;
  }

  #later(): number {
    this.#wait = Math.min(waitMillisecondsMax, Math.max(500, this.#wait * 2));
    return this.#wait;
  }
}
