import { setTimeout as pause } from 'node:timers/promises';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { sensorMessageKinds, sensorSubject } from '../model/sensor-subject.ts';
import type { Api } from './context.ts';

const againMilliseconds = 500;

interface Answering {
  readonly brokers: readonly string[];
  readonly agencyCode: string;
  /** Where the routes of sensors are. */
  readonly prefix: string;
}

/**
 * Answers what sensors send by brokers, as the routes of the same names do: with their checks, their limits and their errors. Of several processes one
 * answers each message. Nothing is kept here: who hears no answer sends it again. Brokers that are not there yet are waited for.
 */
export function answerSensors(api: Api, { brokers, agencyCode, prefix }: Answering): { close(): Promise<void> } {
  const closing = new AbortController();
  const connecting = (async (): Promise<NatsConnection | null> => {
    while (!closing.signal.aborted) {
      try {
        return await connect({ servers: [...brokers], maxReconnectAttempts: -1, reconnectTimeWait: againMilliseconds });
      } catch {
        await pause(againMilliseconds, undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
    return null;
  })();
  const answer = async (url: string, payload: string) => {
    const headers = { 'content-type': 'application/json' };
    const { statusCode: status, body } = await api.inject({ method: 'POST', url, headers, payload });
    return JSON.stringify({ status, body: body === '' ? null : (JSON.parse(body) as unknown) });
  };
  void connecting.then((connection) => {
    for (const kind of sensorMessageKinds)
      connection?.subscribe(sensorSubject(agencyCode, kind), {
        queue: 'service',
        callback: (fault, message) => {
          if (fault !== null) return;
          answer(`${prefix}/sensor/${kind}`, message.string()).then(
            (said) => void message.respond(said),
            (err: unknown) => api.log.warn({ err }, 'a message of a sensor could not be answered'),
          );
        },
      });
  });
  return {
    async close() {
      closing.abort();
      await (await connecting)?.drain();
    },
  };
}
