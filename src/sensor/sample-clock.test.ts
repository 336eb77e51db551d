import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { SampleClock } from './sample-clock.ts';

const rate = 12_000;
const samples = 600;
const pieceMicroseconds = 50_000;
const began = 1_900_000_000_000_000;

/** A microphone heard from a moment on: pieces of 50 ms come up to 8 ms late, or by as much as is said. */
class Microphone {
  readonly clock = new SampleClock(rate, null);
  readonly #random = new Random('microphone');
  #true = began;

  hear(pieces: number, lateMicroseconds: (at: number) => number = () => 0): void {
    for (let at = 0; at < pieces; at++) {
      this.#true += pieceMicroseconds;
      this.clock.piece(samples, this.#true + this.#random.next() * 8_000 + lateMicroseconds(at));
    }
  }

  lose(microseconds: number): void {
    this.#true += microseconds;
  }

  /** How far off the end of the newest piece is told. */
  get error(): number {
    return this.clock.at(this.clock.seconds) - this.#true;
  }
}

test('time is told by the least late of many pieces', () => {
  const microphone = new Microphone();
  microphone.hear(100);
  expect(Math.abs(microphone.error)).toBeLessThan(1_000);
  expect(microphone.clock.doubtMicroseconds).toBe(0);
});

test('after samples were lost time is doubtful within half a second, and right after two', () => {
  const microphone = new Microphone();
  microphone.hear(700);
  microphone.lose(300_000);
  microphone.hear(10);
  expect(microphone.error).toBeLessThan(-290_000);
  expect(microphone.clock.doubtMicroseconds).toBeGreaterThan(290_000);
  microphone.hear(30);
  expect(Math.abs(microphone.error)).toBeLessThan(2_000);
  expect(microphone.clock.doubtMicroseconds).toBe(0);
});

test('of long pieces as many are asked before one is believed', () => {
  const clock = new SampleClock(rate, null);
  let now = began;
  for (let at = 0; at < 40; at++) clock.piece(12_000, (now += 1_000_000));
  // One second of sound comes three seconds late, and what follows in time.
  clock.piece(12_000, (now += 1_000_000) + 3_000_000);
  expect(clock.doubtMicroseconds).toBe(0);
  for (let at = 0; at < 3; at++) clock.piece(12_000, (now += 1_000_000));
  expect(clock.at(clock.seconds)).toBe(now);
});

test('pieces that come late in a crowd change nothing', () => {
  const microphone = new Microphone();
  microphone.hear(100);
  // A machine that is busy for 400 ms, and then gives all at once.
  microphone.hear(8, (at) => (8 - at) * pieceMicroseconds);
  expect(microphone.clock.doubtMicroseconds).toBe(0);
  microphone.hear(60);
  expect(Math.abs(microphone.error)).toBeLessThan(1_000);
});

test('a recording has the time it is said to begin at', () => {
  const clock = new SampleClock(rate, began);
  expect(clock.piece(samples, 0)).toBe(began);
  expect(clock.piece(samples, 0)).toBe(began + pieceMicroseconds);
  expect(clock.doubtMicroseconds).toBe(0);
});
