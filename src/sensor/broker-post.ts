import type { NatsConnection } from '@nats-io/transport-node';
import { connectBrokers, type BrokerAccess } from '../jobs/connect-brokers.ts';
import { sensorInbox, sensorSubject } from '../model/sensor-subject.ts';
import { answerMilliseconds, type ServiceAnswer, type ServicePost } from './service-post.ts';

export interface BrokerPostOptions extends BrokerAccess {
  readonly sensor: string;
  readonly onNews: (news: string) => void;
}

/**
 * The way to a service by brokers of NATS: `tls://broker.city.example:4222/AGENCY`. The broker carries question and answer and keeps neither: what a
 * sensor has stays on its disk until the service says that it has it, whichever broker is killed meanwhile. It hears answers to itself alone, and a fault at the
 * broker is told once.
 */
export function brokerPost(server: string, { sensor, onNews, ...access }: BrokerPostOptions): ServicePost {
  const { protocol, host, pathname } = new URL(server);
  const agency = pathname.replace(/^\//, '');
  let opened: Promise<NatsConnection> | null = null;
  let told: string | null = null;
  const forget = () => void (opened = null);
  const open = async (): Promise<NatsConnection> => {
    const connection = await connectBrokers([`${protocol}//${host}`], access, sensorInbox(agency, sensor));
    void connection.closed().then(forget);
    return connection;
  };
  /** One line for all that is sent, also where several are sent at once. */
  const connected = (): Promise<NatsConnection> => {
    if (opened === null) {
      opened = open();
      opened.catch(forget);
    }
    return opened;
  };
  return {
    async post(kind, body) {
      try {
        const answer = await (
          await connected()
        ).request(sensorSubject(agency, kind), JSON.stringify(body), { timeout: answerMilliseconds });
        told = null;
        return answer.json<ServiceAnswer>();
      } catch (error) {
        const fault = String(error);
        if (fault !== told) onNews(`the service did not answer by the broker: ${fault}`);
        told = fault;
        return null;
      }
    },
    async close() {
      const connection = await opened?.catch(() => null);
      await connection?.close();
    },
  };
}
