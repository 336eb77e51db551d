import { setTimeout as pause } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/transport-node';
import { connectBrokers, serviceAccess, serviceInbox, type BrokerAccess } from '../jobs/connect-brokers.ts';
import { isSensorInbox, sensorMessageKinds, sensorSubject } from '../model/sensor-subject.ts';
import type { Api } from './context.ts';

const againMilliseconds = 500;
/** Rights at a broker are given by people. */
const listenAgainMilliseconds = 5_000;

interface Answering {
  readonly brokers: readonly string[];
  readonly agencyCode: string;
  /** Where the routes of sensors are. */
  readonly prefix: string;
  readonly access?: BrokerAccess;
}

/**
 * Answers what sensors send by brokers, as the routes of the same names do: with their checks, their limits and their errors. Of several processes one
 * answers each message. Nothing is kept here: who hears no answer sends it again. Brokers that are not there yet are waited for, and one that lets
 * nobody in or nobody listen is told of in the log, and asked again. Answers go to inboxes of sensors alone: where a message asks for another
 * subject, the service's rights would write there what the sensor's do not.
 */
export function answerSensors(
  api: Api,
  { brokers, agencyCode, prefix, access = serviceAccess() }: Answering,
): { close(): Promise<void> } {
  const closing = new AbortController();
  const wait = (milliseconds: number) =>
    pause(milliseconds, undefined, { signal: closing.signal }).catch(() => undefined);
  const told = new Set<string>();
  const tellOnce = (err: unknown, news: string) => {
    const name = `${news}: ${String(err)}`;
    if (!told.has(name)) api.log.error({ err }, news);
    told.add(name);
  };
  const connecting = (async (): Promise<NatsConnection | null> => {
    while (!closing.signal.aborted) {
      try {
        return await connectBrokers(brokers, access, serviceInbox);
      } catch (err) {
        tellOnce(err, 'the brokers that sensors send by were not reached, which is tried again');
        await wait(againMilliseconds);
      }
    }
    return null;
  })();
  const answer = async (url: string, payload: string) => {
    const headers = { 'content-type': 'application/json' };
    const { statusCode: status, body } = await api.inject({ method: 'POST', url, headers, payload });
    return JSON.stringify({ status, body: body === '' ? null : (JSON.parse(body) as unknown) });
  };
  const listen = (connection: NatsConnection, kind: (typeof sensorMessageKinds)[number]): void => {
    connection.subscribe(sensorSubject(agencyCode, kind), {
      queue: 'service',
      callback: (fault, message) => {
        if (fault !== null) {
          tellOnce(fault, 'the broker lets the service not listen to sensors, which is tried again');
          void wait(listenAgainMilliseconds).then(() => {
            if (!closing.signal.aborted && !connection.isClosed()) listen(connection, kind);
          });
          return;
        }
        if (!isSensorInbox(agencyCode, message.reply)) {
          api.log.warn({ reply: message.reply }, 'a message by brokers asks for an answer where no sensor listens');
          return;
        }
        answer(`${prefix}/sensor/${kind}`, message.string()).then(
          (said) => void message.respond(said),
          (err: unknown) => api.log.warn({ err }, 'a message of a sensor could not be answered'),
        );
      },
    });
  };
  void connecting.then((connection) => {
    if (connection !== null) for (const kind of sensorMessageKinds) listen(connection, kind);
  });
  return {
    async close() {
      closing.abort();
      await (await connecting)?.drain();
    },
  };
}
