import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { brokerPulseStream } from '../../src/jobs/broker-pulse-stream.ts';
import { storedPulseStream } from '../../src/jobs/stored-pulse-stream.ts';
import { openBrokerCluster, type BrokerCluster } from '../broker-cluster.ts';
import { openTestStore, type TestStore } from '../open-test-store.ts';
import { madePulse, madePulses, pulseStreamSuite, takeUntil } from './pulse-stream-suite.ts';

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

  test('says from when on it holds all that came once it has let go of some', async () => {
    const stream = await brokerPulseStream(agencies, brokers.urls);
    const began = Date.now() * 1000;
    for (let at = 0; at < 3; at++) await stream.publish(madePulses(5, 1 + 5 * at, began));
    expect(await stream.keptFrom()).toBe(0);
    const connection = await connect({ servers: [...brokers.urls] });
    const manager = await jetstreamManager(connection);
    const { state } = await manager.streams.info(`pulses-${agencies}`);
    await manager.streams.purge(`pulses-${agencies}`, { seq: state.last_seq });
    const keptFrom = await stream.keptFrom();
    // What came first of what is left was heard five seconds after that at most.
    expect(keptFrom).toBeGreaterThan(began);
    expect(keptFrom).toBeLessThan((Date.now() + 5_001) * 1000);
    await manager.streams.purge(`pulses-${agencies}`);
    expect(await stream.keptFrom()).toBeGreaterThanOrEqual(keptFrom);
    await connection.close();
    await stream.close();
  });

  test('lets go of messages that hold no pulses, counts and tells them, and goes on with those that do', async () => {
    const news: Readonly<Record<string, unknown>>[] = [];
    const stream = await brokerPulseStream(agencies, brokers.urls, { onNews: (_, details) => news.push(details) });
    const connection = await connect({ servers: [...brokers.urls] });
    const client = jetstream(connection);
    const subject = `pulses.${agencies}.r100c1`;
    const bad = [
      'no JSON',
      'null',
      '{"pulses":[]}',
      '[{"sensor":"s1"}]',
      JSON.stringify([{ ...madePulse(1), snrDb: 'loud' }]),
    ];
    for (const text of bad) await client.publish(subject, text);
    await stream.publish(madePulses(60));
    for (const text of bad) await client.publish(subject, text);
    await stream.publish(madePulses(20, 61));
    const consumer = await stream.consume('locator');
    const wanted = madePulses(80).map(({ sequence }) => sequence);
    expect((await takeUntil(consumer, wanted)).sort((a, b) => a - b)).toEqual(wanted);
    expect(news).toEqual([1, 10].map((unreadable) => ({ agencyId: agencies, subject, unreadable })));
    const read = await stream.read(['r100c0', 'r100c1', 'r100c2'], 0, 1_000_000);
    expect(read.map(({ sequence }) => sequence).sort((a, b) => a - b)).toEqual(wanted);
    // None of them is given again.
    const manager = await jetstreamManager(connection);
    await expect
      .poll(async () => (await manager.consumers.info(`pulses-${agencies}`, 'locator')).num_ack_pending)
      .toBe(0);
    await connection.close();
    await stream.close();
  });

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
