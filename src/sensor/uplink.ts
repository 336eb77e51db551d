import { setTimeout as pause } from 'node:timers/promises';
import type { SensorConfiguration } from '../model/sensor-packet.ts';
import type { PacketQueue } from './packet-queue.ts';

export interface Orders {
  readonly configuration: SensorConfiguration;
  readonly configurationVersion: number;
  readonly sounds: readonly { readonly request: number; readonly fromMicroseconds: number; readonly seconds: number }[];
}

const packetsAtOnce = 20;
const answerMilliseconds = 15_000;
const waitMillisecondsMax = 60_000;
const idleMilliseconds = 50;

/** Sends what is queued, oldest first, until the service says that it has it; waits longer each time it is not reached. */
export class Uplink {
  readonly #server: string;
  readonly #queue: PacketQueue;
  #wait = 0;

  constructor(server: string, queue: PacketQueue) {
    this.#server = server.replace(/\/$/, '');
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
    const answer = await this.post('packets', { packets: batch.map(({ packet }) => packet) });
    if (answer === null || !answer.ok) return this.#later();
    const { answers } = (await answer.json()) as {
      answers: { kind: string; code?: string; retryAfterSeconds?: number }[];
    };
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

  /** Null where the service was not reached. */
  async post(kind: 'packets' | 'reports' | 'sounds', body: object): Promise<Response | null> {
    try {
      return await fetch(`${this.#server}/api/v1/sensor/${kind}`, {
        method: 'POST',
        redirect: 'manual',
        signal: AbortSignal.timeout(answerMilliseconds),
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    } catch {
      return null;
    }
  }

  #later(): number {
    this.#wait = Math.min(waitMillisecondsMax, Math.max(500, this.#wait * 2));
    return this.#wait;
  }
}
