import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { madeSound } from '../../../test/sim/made-sound.ts';
import { Random } from '../../stats/random.ts';
import { PulsePicker } from './pulse-picker.ts';
import type { Pulse } from './pulse.ts';

function pick(samples: Float32Array, sampleRateHz: number, pieces: readonly number[] = [samples.length]): Pulse[] {
  const pulses: Pulse[] = [];
  const picker = new PulsePicker(sampleRateHz, (pulse) => pulses.push(pulse));
  for (let at = 0, i = 0; at < samples.length; i++) {
    const length = Math.min(pieces[i % pieces.length]!, samples.length - at);
    picker.push(samples.subarray(at, at + length));
    at += length;
  }
  picker.finish();
  return pulses;
}

const nearest = (pulses: readonly Pulse[], seconds: number) =>
  pulses.reduce<Pulse | undefined>(
    (best, each) =>
      best === undefined || Math.abs(each.timeSeconds - seconds) < Math.abs(best.timeSeconds - seconds) ? each : best,
    undefined,
  );

/** A blast on noise, its onset known to the fraction of a sample. */
function blast(rate: number, onset: number, peak: number, random: Random, seconds = 3): Float32Array {
  return Float32Array.from({ length: rate * seconds }, (_, i) => {
    const tau = (i / rate - onset) / 0.002;
    return random.normal(0, 0.001) + (tau < 0 ? 0 : peak * (1 - tau) * Math.exp(-tau));
  });
}

const numbersOf = ({ features, ...rest }: Pulse) => Object.values({ ...rest, ...features });

describe.each([12_000, 24_000, 44_100, 48_000])('at %i samples a second', (rate) => {
  test('a blast is picked once, within a tenth of a millisecond', () => {
    const random = new Random(`blast/${rate}`);
    for (let i = 0; i < 5; i++) {
      const onset = 1.5 + random.next() / 10;
      const pulses = pick(blast(rate, onset, 0.3, random), rate);
      expect(pulses).toHaveLength(1);
      expect(Math.abs(pulses[0]!.timeSeconds - onset)).toBeLessThan(0.0001);
      expect(pulses[0]!.peak).toBeGreaterThan(0.25);
      expect(pulses[0]!.snrDb).toBeGreaterThan(40);
      expect(numbersOf(pulses[0]!).every((value) => value === null || Number.isFinite(value))).toBe(true);
    }
  });

  test('most blasts of a street are picked, and the uncertainty told holds', () => {
    const random = new Random(`street/${rate}`);
    let [arrivals, picked, within1, within2] = [0, 0, 0, 0];
    for (let i = 0; i < 2; i++) {
      const sound = madeSound({ sampleRateHz: rate, seconds: 10, arrivals: 7 }, random.fork(i));
      const pulses = pick(sound.samples, rate);
      for (const { timeSeconds } of sound.arrivals) {
        arrivals++;
        const pulse = nearest(pulses, timeSeconds);
        const error = pulse === undefined ? Infinity : Math.abs(pulse.timeSeconds - timeSeconds);
        if (error > 0.03) continue;
        picked++;
        if (error < pulse!.onsetSigmaSeconds) within1++;
        if (error < 2 * pulse!.onsetSigmaSeconds) within2++;
      }
    }
    expect(picked / arrivals).toBeGreaterThan(0.9);
    expect(within1 / picked).toBeGreaterThan(0.6);
    expect(within2 / picked).toBeGreaterThan(0.8);
  });
});

describe('picks', () => {
  const sound = madeSound({ sampleRateHz: 12_000, seconds: 6, arrivals: 4 }, new Random('pieces'));
  const whole = pick(sound.samples, 12_000);

  test('are the same however the sound is cut', () => {
    expect(whole.length).toBeGreaterThan(2);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 5 }), (pieces) => {
        expect(pick(sound.samples, 12_000, pieces.every((each) => each < 20) ? [20] : pieces)).toEqual(whole);
      }),
      { numRuns: 10 },
    );
  });

  test('are at the same times where all of it is quieter', () => {
    const quieter = pick(
      sound.samples.map((value) => value / 4),
      12_000,
    );
    expect(quieter).toHaveLength(whole.length);
    quieter.forEach(({ timeSeconds }, i) => expect(timeSeconds).toBeCloseTo(whole[i]!.timeSeconds, 9));
  });

  test('of automatic fire are one for each shot, at 950 rounds a minute', () => {
    const random = new Random('automatic');
    const shots = Array.from({ length: 10 }, (_, i) => 1 + i * 0.0632);
    const samples = blast(12_000, shots[0]!, 0.3, random);
    for (const shot of shots.slice(1)) blast(12_000, shot, 0.3, random).forEach((value, i) => (samples[i]! += value));
    const pulses = pick(samples, 12_000);
    expect(pulses).toHaveLength(10);
    pulses.forEach(({ timeSeconds }, i) => expect(Math.abs(timeSeconds - shots[i]!)).toBeLessThan(0.0005));
  });

  test('say of a clipped pulse that it is, and of another that it is not', () => {
    const samples = blast(12_000, 1.5, 3, new Random('clipped')).map((value) => Math.max(-1, Math.min(1, value)));
    expect(pick(samples, 12_000)[0]!.features.clippedSamples).toBeGreaterThan(5);
    expect(pick(blast(12_000, 1.5, 0.5, new Random('clipped')), 12_000)[0]!.features.clippedSamples).toBe(0);
  });

  test('of a longer wave are of lower frequency and slower to rise and to fade', () => {
    const made = (hz: number) =>
      blast(12_000, 1.5, 0, new Random('tone')).map((value, i) => {
        const t = i / 12_000 - 1.5;
        return value + (t < 0 ? 0 : 0.5 * Math.sin(2 * Math.PI * hz * t) * Math.exp((-t * hz) / 10));
      });
    const [low, high] = [pick(made(300), 12_000)[0]!.features, pick(made(2400), 12_000)[0]!.features];
    expect(Math.abs(low.centroidHz - 300)).toBeLessThan(100);
    expect(Math.abs(high.centroidHz - 2400)).toBeLessThan(200);
    expect(low.zeroCrossingsHz).toBeLessThan(high.zeroCrossingsHz);
    expect(low.riseSeconds).toBeGreaterThan(high.riseSeconds);
    expect(low.decay20dbSeconds!).toBeGreaterThan(high.decay20dbSeconds!);
    expect(low.slopeDbPerOctave).toBeLessThan(high.slopeDbPerOctave);
  });
});

describe('no pulse', () => {
  test.each([
    ['nothing', new Float32Array(0)],
    ['one sample', Float32Array.of(1)],
    ['silence', new Float32Array(24_000)],
    ['a constant', new Float32Array(24_000).fill(0.7)],
    ['full scale from the first sample on', new Float32Array(24_000).map((_, i) => (i % 2 === 0 ? 1 : -1))],
  ])('is picked in %s', (_what, samples) => {
    expect(pick(samples, 12_000)).toEqual([]);
  });

  test('is picked where a recorder begins, after digital silence', () => {
    const random = new Random('recorder');
    const samples = Float32Array.from({ length: 36_000 }, (_, i) => (i < 12_000 ? 0 : random.normal(0, 0.01)));
    expect(pick(samples, 12_000).filter(({ timeSeconds }) => timeSeconds < 1.1)).toEqual([]);
  });

  test.each([0, 7999, 192_001, NaN])('can be picked at %d samples a second', (rate) => {
    expect(() => new PulsePicker(rate, () => undefined)).toThrow(/Expected sound of 8000 to 192000 samples a second/);
  });
});
