import { Failure } from './errors.ts';

export interface BrokerAddresses {
  /** `HOST:PORT` of each. */
  readonly hosts: string[];
  readonly tls: boolean;
}

/**
 * Brokers by their addresses, `tls://HOST:PORT`, `nats://HOST:PORT` or `HOST:PORT`. Fails with `brokers.address` where one is none, or some ask for TLS
 * and some do not: nobody would see that half of what is said goes in the open.
 */
export function brokerAddresses(brokers: readonly string[]): BrokerAddresses {
  const found = brokers.map((broker) => {
    const [, scheme = 'nats', host] = /^(?:([a-z]+):\/\/)?([^/@\s]+)\/?$/.exec(broker) ?? [];
    if (host === undefined || (scheme !== 'nats' && scheme !== 'tls'))
      throw new Failure(
        'brokers.address',
        `Expected a broker as tls://HOST:PORT, nats://HOST:PORT or HOST:PORT; got ${broker}. Who this is stands in the file that FLASHLIGHT_BROKER_CREDENTIALS names.`,
        { detail: { broker } },
      );
    return { host, tls: scheme === 'tls' };
  });
  const tls = found.some((each) => each.tls);
  if (tls && !found.every((each) => each.tls))
    throw new Failure(
      'brokers.address',
      `Expected brokers that are all spoken to by TLS (tls://…), or none; got ${brokers.join(', ')}.`,
      { detail: { brokers } },
    );
  return { hosts: found.map(({ host }) => host), tls };
}
