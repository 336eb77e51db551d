import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { brokerPulseStream } from '../../src/jobs/broker-pulse-stream.ts';
import { storedPulseStream } from '../../src/jobs/stored-pulse-stream.ts';
import { openBrokerCluster, type BrokerCluster } from '../broker-cluster.ts';
import { openTestStore, type TestStore } from '../open-test-store.ts';
import { madePulses, pulseStreamSuite, takeUntil } from './pulse-stream-suite.ts';

describe('the stream in the store', () => {
  let store: TestStore;
  beforeEach(async () => void (store = await openTestStore()));
  afterEach(() => store.close());
  pulseStreamSuite(() => Promise.resolve(storedPulseStream(store.database, store.agency.agencyId)));
});

describe('the stream on three brokers', () => {
  let brokers: BrokerCluster;
  let agencies = 0;
  beforeAll(async () => void (brokers = await openBrokerCluster(3)));
  afterAll(() => brokers.close());
  // A stream of its own for each test.
  beforeEach(() => void agencies++);
  pulseStreamSuite(() => brokerPulseStream(agencies, brokers.urls));

  test('loses nothing it took when a broker is killed while pulses come', async () => {
    const stream = await brokerPulseStream(agencies, brokers.urls);
    const consumer = await stream.consume('locator');
    const taken: number[] = [];
    const publishing = (async () => {
      for (let at = 0; at < 40; at++) {
        const pulses = madePulses(25, 1 + at * 25);
        await stream.publish(pulses);
        taken.push(...pulses.map(({ sequence }) => sequence));
      }
    })();
    await expect.poll(() => taken.length).toBeGreaterThan(100);
    await brokers.kill(1);
    await publishing;
    const given = await takeUntil(consumer, taken, 60);
    expect(new Set(given).size).toBe(1000);
    await brokers.start(1);
    await stream.close();
  });
});
