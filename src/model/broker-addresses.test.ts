import { describe, expect, test } from 'vitest';
import { brokerAddresses } from './broker-addresses.ts';

describe('addresses of brokers', () => {
  test('are spoken to by TLS where they ask for it', () => {
    expect(brokerAddresses(['tls://a.city.example:4222', 'tls://b.city.example:4222'])).toEqual({
      hosts: ['a.city.example:4222', 'b.city.example:4222'],
      tls: true,
    });
    expect(brokerAddresses(['127.0.0.1:4222', 'nats://localhost:4223/'])).toEqual({
      hosts: ['127.0.0.1:4222', 'localhost:4223'],
      tls: false,
    });
  });

  test.each([
    [['tls://a:4222', 'b:4222']],
    [['http://a:4222']],
    [['tls://user:password@a:4222']],
    [['tls://a:4222/harbor-city']],
    [['a b']],
  ])('%j are refused', (brokers) => {
    expect(() => brokerAddresses(brokers)).toThrow(expect.objectContaining({ code: 'brokers.address' }));
  });
});
