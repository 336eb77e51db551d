import { setTimeout as pause } from 'node:timers/promises';
import {
  AckPolicy,
  DeliverPolicy,
  jetstream,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type JetStreamClient,
  type JetStreamManager,
  type JsMsg,
} from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import { earlySecondsMax, lateHoursMax } from '../model/sensor-packet.ts';
import type { StreamPulse } from '../model/stream-pulse.ts';
import { connectBrokers, serviceAccess, serviceInbox, type BrokerAccess } from './connect-brokers.ts';
import type { PulseConsumer, PulseStream } from './pulse-stream.ts';
import { readPulses } from './read-pulses.ts';

const pulsesInMessage = 50;
const nanoseconds = 1e9;
const keptHours = lateHoursMax + 2;
/** As many brokers hold each pulse, where there are so many: one may be lost. */
const replicas = 3;
/** A broker that is lost is followed by another within seconds. */
const triesMax = 60;
const againMilliseconds = 500;
/** What is not confirmed is given again: to whoever takes the place of one that was killed. */
const confirmSeconds = 20;
const messagesAtOnce = 200;
const workingMilliseconds = 4_000;

export interface BrokerPulseStreamOptions {
  readonly access?: BrokerAccess;
  /** Told of messages that hold no pulses: of the first, the tenth, the hundredth and so on, with how many there were. */
  readonly onNews?: (news: string, details: Readonly<Record<string, unknown>>) => void;
}

/**
 * The stream on brokers of NATS JetStream, by geographic cell: for several machines, any of which may be lost. A message that holds no pulses, whoever
 * put it there, is let go, counted and told of: it is given to nobody.
 */
export async function brokerPulseStream(
  agencyId: number,
  brokers: readonly string[],
  { access = serviceAccess(), onNews = () => undefined }: BrokerPulseStreamOptions = {},
): Promise<PulseStream> {
  const connection = await connectBrokers(brokers, access, serviceInbox);
  const [name, subjects] = [`pulses-${agencyId}`, `pulses.${agencyId}`];
  const manager = await insisting(() => jetstreamManager(connection));
  const client = jetstream(connection);
  await insisting(() =>
    haveStream(manager, { name, subjects: [`${subjects}.*`], copies: brokers.length >= replicas ? replicas : 1 }),
  );
  const opened = new Set<PulseConsumer>();
  let unreadable = 0;
  const onUnreadable = (subject: string) => {
    unreadable++;
    if (/^10*$/.test(String(unreadable)))
      onNews('a message among the pulses holds none and was let go', { agencyId, subject, unreadable });
  };
  return {
    async publish(pulses) {
      const messages = [...Map.groupBy(pulses, ({ cell }) => cell)].flatMap(([cell, own]) =>
        Array.from({ length: Math.ceil(own.length / pulsesInMessage) }, (_, at) => ({
          subject: `${subjects}.${cell}`,
          payload: JSON.stringify(own.slice(at * pulsesInMessage, (at + 1) * pulsesInMessage)),
        })),
      );
      await Promise.all(messages.map(({ subject, payload }) => insisting(() => client.publish(subject, payload))));
    },
    async consume(consumer) {
      const given = await consumeStream(
        { connection, client, manager },
        {
          stream: name,
          consumer,
          copies: brokers.length >= replicas ? replicas : 1,
          onUnreadable,
        },
      );
      opened.add(given);
      return given;
    },
    async read(cells, from, until) {
      const wanted = new Set(cells);
      const found: StreamPulse[] = [];
      const { state } = await insisting(() => manager.streams.info(name));
      if (state.messages === 0) return found;
      const ordered = await insisting(() =>
        client.consumers.get(name, {
          deliver_policy: DeliverPolicy.StartTime,
          // No pulse comes before it was heard, but for a clock that is ahead.
          opt_start_time: new Date(from / 1000 - earlySecondsMax * 1000).toISOString(),
        }),
      );
      const { num_pending: pending } = await insisting(() => ordered.info());
      if (pending === 0) return found;
      const messages = await ordered.consume();
      for await (const message of messages) {
        for (const pulse of readPulses(message.string()) ?? [])
          if (wanted.has(pulse.cell) && pulse.timeMicroseconds >= from && pulse.timeMicroseconds < until)
            found.push(pulse);
        // What comes while this is read is for whoever asks next.
        if (message.seq >= state.last_seq || message.info.pending === 0) break;
      }
      await messages.close();
      return found;
    },
    async keptFrom() {
      const { state } = await insisting(() => manager.streams.info(name));
      // Nothing was ever let go. Else the oldest that is here came after all that is not, and was heard five seconds ahead at most.
      if (state.first_seq <= 1) return 0;
      const oldest = state.messages === 0 ? Date.now() : Date.parse(state.first_ts);
      return (oldest + earlySecondsMax * 1000) * 1000;
    },
    async close() {
      await Promise.all([...opened].map((each) => each.close()));
      await connection.close();
    },
  };
}

/** Does it again while brokers choose who leads, some seconds long. */
async function insisting<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === triesMax) throw error;
      await pause(againMilliseconds);
    }
  }
}

async function haveStream(
  manager: JetStreamManager,
  { name, subjects, copies }: { name: string; subjects: string[]; copies: number },
): Promise<void> {
  try {
    await manager.streams.info(name);
  } catch {
    await manager.streams.add({
      name,
      subjects,
      storage: StorageType.File,
      retention: RetentionPolicy.Limits,
      num_replicas: copies,
      max_age: keptHours * 3600 * nanoseconds,
    });
  }
}

async function consumeStream(
  { connection, client, manager }: { connection: NatsConnection; client: JetStreamClient; manager: JetStreamManager },
  {
    stream,
    consumer,
    copies,
    onUnreadable,
  }: { stream: string; consumer: string; copies: number; onUnreadable: (subject: string) => void },
): Promise<PulseConsumer> {
  await insisting(async () => {
    try {
      await manager.consumers.info(stream, consumer);
    } catch {
      await manager.consumers.add(stream, {
        durable_name: consumer,
        ack_policy: AckPolicy.Explicit,
        deliver_policy: DeliverPolicy.All,
        ack_wait: confirmSeconds * nanoseconds,
        max_ack_pending: 50 * messagesAtOnce,
        num_replicas: copies,
      });
    }
  });
  const given = await insisting(() => client.consumers.get(stream, consumer));
  const messages = await given.consume({ max_messages: 2 * messagesAtOnce });
  const waiting: JsMsg[] = [];
  const unconfirmed = new Set<JsMsg>();
  const sleeper: { wake?: (() => void) | undefined } = {};
  let fault: unknown = null;
  let told = performance.now();
  const reading = (async () => {
    for await (const message of messages) {
      waiting.push(message);
      sleeper.wake?.();
    }
  })().catch((error: unknown) => {
    fault = error;
    sleeper.wake?.();
  });
  return {
    async next(waitMilliseconds) {
      if (waiting.length === 0 && fault === null) {
        const timer = new AbortController();
        await Promise.race([
          new Promise<void>((resolve) => (sleeper.wake = resolve)),
          pause(waitMilliseconds, undefined, { signal: timer.signal }).catch(() => undefined),
        ]);
        timer.abort();
        sleeper.wake = undefined;
      }
      if (fault !== null) throw fault;
      const taken: JsMsg[] = [];
      const pulses: StreamPulse[] = [];
      for (const message of waiting.splice(0, messagesAtOnce)) {
        const read = readPulses(message.string());
        if (read === null) {
          message.term();
          onUnreadable(message.subject);
          continue;
        }
        for (const pulse of read) pulses.push(pulse);
        taken.push(message);
        unconfirmed.add(message);
      }
      return {
        pulses,
        async working() {
          if (performance.now() - told < workingMilliseconds) return;
          told = performance.now();
          // Those that wait behind these too.
          for (const message of [...unconfirmed, ...waiting]) message.working();
          await connection.flush();
        },
        confirm() {
          for (const message of taken) {
            message.ack();
            unconfirmed.delete(message);
          }
          return Promise.resolve();
        },
      };
    },
    async close() {
      await messages.close();
      await reading;
      // Whoever is next need not wait for it.
      for (const message of [...waiting, ...unconfirmed]) message.nak();
      waiting.length = 0;
      unconfirmed.clear();
    },
  };
}
