import { setTimeout as pause } from 'node:timers/promises';
import type { NatsConnection } from '@nats-io/transport-node';
import { connectBrokers } from '../jobs/connect-brokers.ts';
import { Failure } from '../model/errors.ts';
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
  let told = false;
  const connecting = (async (): Promise<NatsConnection | null> => {
    while (!closing.signal.aborted) {
      try {
        return await connectBrokers(brokers, { reconnectTimeWait: againMilliseconds });
      } catch (err) {
        if (err instanceof Failure) {
          api.log.error({ err }, 'sensors are not answered by brokers');
          return null;
        }
        if (!told) api.log.warn({ err }, 'brokers by which sensors send cannot be reached, which is tried again');
        told = true;
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
          if (fault !== null) {
            api.log.error({ err: fault, kind }, 'the broker does not let the service hear what sensors send by it');
            return;
          }
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
