import { readFileSync } from 'node:fs';
import {
  connect,
  credsAuthenticator,
  nkeyAuthenticator,
  tokenAuthenticator,
  usernamePasswordAuthenticator,
  type Authenticator,
  type NatsConnection,
} from '@nats-io/transport-node';

const againMilliseconds = 500;
const connectMilliseconds = 5_000;

/** What somebody shows to brokers, and by what they are known: files, so that no secret stands in an environment or a list of processes. */
export interface BrokerAccess {
  /** A file of NATS with a JWT and its key, the seed of an nkey, `USER:PASSWORD`, or else a token; null where brokers ask nobody. */
  readonly credentialsFile: string | null;
  /** Certificates that brokers' own are signed with; null for those the system trusts. */
  readonly caFile: string | null;
}

/** How a service comes to its brokers, by its environment. */
export const serviceAccess = (environment: NodeJS.ProcessEnv = process.env): BrokerAccess => ({
  credentialsFile: environment['FLASHLIGHT_BROKERS_CREDENTIALS'] || null,
  caFile: environment['FLASHLIGHT_BROKERS_CA'] || null,
});

/** Answers to services go here, apart from those to sensors: what a sensor says it wants answered never reaches them. */
export const serviceInbox = 'inbox.service';

/**
 * A line to any of some brokers, kept open. Where one of them is named with `tls://`, or certificates are given, nothing is said to a broker without
 * TLS, nor to one whose certificate is of another name or signed by nobody that is trusted. Throws what the first attempt met.
 */
export function connectBrokers(
  servers: readonly string[],
  { credentialsFile, caFile }: BrokerAccess,
  inboxPrefix: string,
): Promise<NatsConnection> {
  const guarded = caFile !== null || servers.some((each) => /^tls:\/\//i.test(each));
  return connect({
    servers: [...servers],
    inboxPrefix,
    timeout: connectMilliseconds,
    maxReconnectAttempts: -1,
    reconnectTimeWait: againMilliseconds,
    // Rights may be given back: who was let in once goes on asking.
    ignoreAuthErrorAbort: true,
    ...(guarded ? { tls: caFile === null ? {} : { ca: readFileSync(caFile, 'utf8') } } : {}),
    ...(credentialsFile === null ? {} : { authenticator: authenticatorOf(readFileSync(credentialsFile, 'utf8')) }),
  });
}

function authenticatorOf(text: string): Authenticator {
  const shown = text.trim();
  if (shown.includes('BEGIN NATS USER JWT')) return credsAuthenticator(Buffer.from(text));
  if (/^SU[A-Z2-7]{56}$/.test(shown)) return nkeyAuthenticator(Buffer.from(shown));
  const [, user, password] = /^([^\s:]+):(\S+)$/.exec(shown) ?? [];
  return user === undefined ? tokenAuthenticator(shown) : usernamePasswordAuthenticator(user, password);
}
