import { expect, test } from 'vitest';
import { brokerPulseStream } from '../../src/jobs/broker-pulse-stream.ts';
import { openBrokerCluster } from '../broker-cluster.ts';
import { madePulses, takeUntil } from '../conformance/pulse-stream-suite.ts';
import { killGunshots } from '../faults/kill-gunshots.ts';

test('of every kind of incident the same is found, each told of once, however often who locates is killed', async () => {
  for (const seed of ['long-1', 'long-2', 'long-3']) {
    const killed = await killGunshots(['single', 'automatic', 'two-shooters', 'clutter', 'moving'], seed);
    expect(killed.logged).toBe(killed.published);
    expect(killed.incidents.length).toBeGreaterThanOrEqual(3);
    expect(killed.again).toEqual(killed.incidents);
    expect(killed.incidents.map(({ content }) => content)).toEqual(killed.undisturbed.map(({ content }) => content));
    expect(killed.openings.every((times) => times === 1)).toBe(true);
  }
});

test('brokers that are killed in turn, each while 25,000 pulses come, lose none of those they took', async () => {
  const brokers = await openBrokerCluster(3);
  try {
    const stream = await brokerPulseStream(1, brokers.urls);
    const consumer = await stream.consume('locator');
    const all = 25_000;
    for (let round = 0; round < 6; round++) {
      const first = 1 + round * all;
      const publishing = (async () => {
        for (let at = 0; at < all; at += 500) await stream.publish(madePulses(500, first + at));
      })();
      await brokers.kill(round % 3);
      const given = takeUntil(
        consumer,
        Array.from({ length: all }, (_, at) => first + at),
        240,
      );
      await publishing;
      await brokers.start(round % 3);
      await given;
    }
    await stream.close();
  } finally {
    await brokers.close();
  }
});
