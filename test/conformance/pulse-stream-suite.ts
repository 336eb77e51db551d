import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { PulseConsumer, PulseStream } from '../../src/jobs/pulse-stream.ts';
import type { StreamPulse } from '../../src/model/stream-pulse.ts';
import { plainFeatures } from '../../src/jobs/play-made-night.ts';

/** A pulse of its own for each number, one a millisecond, in one of three cells. */
export const madePulse = (sequence: number, from = 0): StreamPulse => ({
  sensor: `s${sequence % 7}`,
  sequence,
  cell: `r100c${sequence % 3}`,
  timeMicroseconds: from + sequence * 1_000,
  sigmaMicroseconds: 200,
  clockMicroseconds: 1,
  snrDb: 12.5,
  peak: 0.25,
  features: plainFeatures,
});
export const madePulses = (count: number, first = 1, from = 0) =>
  Array.from({ length: count }, (_, at) => madePulse(first + at, from));

/** Takes batches until these numbers were given; gives all that were, in the order they came. */
export async function takeUntil(consumer: PulseConsumer, wanted: Iterable<number>, seconds = 30): Promise<number[]> {
  const missing = new Set(wanted);
  const given: number[] = [];
  const until = performance.now() + seconds * 1000;
  while (missing.size > 0) {
    if (performance.now() > until) throw new Error(`${missing.size} pulses were not given, such as ${[...missing][0]}`);
    const batch = await consumer.next(500);
    for (const { sequence } of batch.pulses) {
      given.push(sequence);
      missing.delete(sequence);
    }
    await batch.confirm();
  }
  return given;
}

const numbers = (count: number, first = 1) => Array.from({ length: count }, (_, at) => first + at);

/** What every implementation of the stream promises. */
export function pulseStreamSuite(open: () => Promise<PulseStream>): void {
  test('gives whole what was published, to each consumer, whenever it began', async () => {
    const stream = await open();
    const early = await stream.consume('early');
    await stream.publish(madePulses(300));
    await stream.publish([]);
    const late = await stream.consume('late');
    await takeUntil(early, numbers(300));
    await takeUntil(late, numbers(300));
    await stream.publish([madePulse(301)]);
    const batch = await nextOf(late);
    expect(batch.pulses).toEqual([madePulse(301)]);
    await batch.confirm();
    await stream.close();
  });

  test('gives what was not confirmed again, to whoever bears the name next, and what was confirmed not', async () => {
    const first = await open();
    await first.publish(madePulses(10));
    const one = await first.consume('worker');
    await takeUntil(one, numbers(10));
    await first.publish(madePulses(5, 11));
    const unconfirmed = await nextOf(one);
    expect(unconfirmed.pulses.length).toBeGreaterThan(0);
    await one.close();
    await first.close();
    const second = await open();
    const next = await second.consume('worker');
    const given = await takeUntil(next, numbers(5, 11), 60);
    expect(given.filter((sequence) => sequence <= 10)).toEqual([]);
    await second.close();
  });

  test('reads the pulses of some cells and a span of time, also those that came late or twice', async () => {
    const stream = await open();
    const from = Date.now() * 1000;
    await stream.publish(madePulses(60, 1, from));
    await stream.publish([madePulse(30, from), madePulse(15, from)]);
    const read = async () =>
      (await stream.read(['r100c0', 'r100c1'], from + 10_000, from + 40_000))
        .map(({ sequence }) => sequence)
        .sort((a, b) => a - b);
    const expected = numbers(30, 10).filter((sequence) => sequence % 3 !== 2);
    expect([...new Set(await read())]).toEqual(expected);
    await stream.publish([{ ...madePulse(999, from), cell: 'r100c0', timeMicroseconds: from + 20_500 }]);
    expect([...new Set(await read())]).toEqual([...expected, 999]);
    expect(await stream.read(['r9c9'], 0, from + 1e9)).toEqual([]);
    await stream.close();
  });

  test('does not give again what is still worked on, and says that it holds all that came', async () => {
    const stream = await open();
    await stream.publish(madePulses(120));
    const consumer = await stream.consume('slow');
    const first = await nextOf(consumer);
    const until = performance.now() + 27_000;
    while (performance.now() < until) {
      await first.working();
      await pause(500);
    }
    const given = first.pulses.map(({ sequence }) => sequence);
    await first.confirm();
    for (let tries = 0; tries < 4; tries++) {
      const batch = await consumer.next(500);
      given.push(...batch.pulses.map(({ sequence }) => sequence));
      await batch.confirm();
    }
    expect(given.sort((a, b) => a - b)).toEqual(numbers(120));
    expect(await stream.keptFrom()).toBe(0);
    await stream.close();
  });

  test('waits no longer than it was told when there is nothing', async () => {
    const stream = await open();
    const consumer = await stream.consume('patient');
    const began = performance.now();
    expect((await consumer.next(200)).pulses).toEqual([]);
    expect(performance.now() - began).toBeLessThan(5_000);
    await stream.close();
  });

  test('keeps each of many publishers at once waiting until its pulses are there, and loses none', async () => {
    const stream = await open();
    const consumer = await stream.consume('all');
    const publishing = Promise.all(
      Array.from({ length: 12 }, async (_, publisher) => {
        for (let at = 0; at < 5; at++) await stream.publish(madePulses(20, 1 + publisher * 100 + at * 20));
      }),
    );
    await takeUntil(consumer, Array.from({ length: 12 }, (_, publisher) => numbers(100, 1 + publisher * 100)).flat());
    await publishing;
    await stream.close();
  });
}

async function nextOf(consumer: PulseConsumer) {
  for (let tries = 0; tries < 60; tries++) {
    const batch = await consumer.next(500);
    if (batch.pulses.length > 0) return batch;
  }
  throw new Error('nothing was given');
}
