import { readFileSync } from 'node:fs';
import {
  connect,
  credsAuthenticator,
  usernamePasswordAuthenticator,
  type Authenticator,
  type ConnectionOptions,
  type NatsConnection,
} from '@nats-io/transport-node';
import { brokerAddresses } from '../model/broker-addresses.ts';
import { Failure } from '../model/errors.ts';

/** Who speaks to brokers, and where answers to its questions come. */
export interface BrokerPeer extends Pick<ConnectionOptions, 'timeout' | 'reconnectTimeWait' | 'inboxPrefix'> {
  /** A file that says who this is: credentials of NATS, or one line, `user:password`. What FLASHLIGHT_BROKER_CREDENTIALS names where it is left out. */
  readonly credentials?: string | null;
}

/**
 * A line to brokers of NATS, which stays: one that is lost is opened again, to whichever broker is there. Where TLS is asked for, a broker without it is
 * not spoken to; its certificate is held against the authorities of the system and of NODE_EXTRA_CA_CERTS, or of FLASHLIGHT_BROKER_CA alone. Fails with `brokers.address`,
 * `brokers.credentials`.
 */
export async function connectBrokers(
  brokers: readonly string[],
  { credentials = process.env['FLASHLIGHT_BROKER_CREDENTIALS'] ?? null, ...peer }: BrokerPeer = {},
): Promise<NatsConnection> {
  const { hosts, tls } = brokerAddresses(brokers);
  const authority = process.env['FLASHLIGHT_BROKER_CA'];
  return connect({
    servers: hosts,
    maxReconnectAttempts: -1,
    ...peer,
    ...(tls ? { tls: authority === undefined ? {} : { caFile: authority } } : {}),
    ...(credentials === null ? {} : { authenticator: authenticatorOf(credentials) }),
  });
}

function authenticatorOf(file: string): Authenticator {
  const held = readFileSync(file);
  if (held.includes('BEGIN NATS USER JWT')) return credsAuthenticator(held);
  const [, user, password] = /^([^:\s]+):(\S+)\s*$/.exec(held.toString()) ?? [];
  if (user === undefined)
    throw new Failure(
      'brokers.credentials',
      `${file}: expected credentials of NATS, or one line, user:password; got neither.`,
      { detail: { file } },
    );
  return usernamePasswordAuthenticator(user, password);
}
