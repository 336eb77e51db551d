import { describe, expect, test } from 'vitest';
import { biquad } from '../../signal/biquad.ts';
import { FourierTransform } from '../../signal/fourier-transform.ts';
import { Random } from '../../stats/random.ts';
import { refineOnset } from './refine-onset.ts';
import { VoiceRemover } from './voice-remover.ts';

/** Vowels, a train of glottal pulses through formants, and hissed consonants between them: a voice that says nothing. */
function speech(rate: number, seconds: number, random: Random): Float32Array {
  const out = new Float32Array(rate * seconds);
  const syllable = Math.round(0.2 * rate);
  for (let from = 0; from < out.length; from += syllable) {
    const pitch = 90 + 130 * random.next();
    const formants = [random.between(300, 800), random.between(900, 2300), random.between(2400, 3200)];
    const resonances = formants.map((hz) => ({ ...biquad('low-pass', hz, rate, 8), x1: 0, x2: 0, y1: 0, y2: 0 }));
    let phase = 0;
    for (let i = from; i < Math.min(out.length, from + syllable); i++) {
      const hiss = i - from < 0.05 * rate;
      phase += pitch / rate;
      const pulse = phase >= 1 ? 1 : 0;
      phase %= 1;
      const source = hiss ? random.normal(0, 0.1) : pulse;
      for (const r of resonances) {
        const y = r.b0 * source + r.b1 * r.x1 + r.b2 * r.x2 - r.a1 * r.y1 - r.a2 * r.y2;
        [r.x2, r.x1, r.y2, r.y1] = [r.x1, source, r.y1, y];
        out[i]! += y;
      }
      if (hiss) out[i]! += source * 0.3;
    }
  }
  const top = out.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return out.map((value) => (0.5 * value) / top);
}

/** Power between two frequencies. */
function power(sound: Float32Array, rate: number, from: number, to: number): number {
  const fourier = new FourierTransform(2 ** Math.floor(Math.log2(sound.length)));
  const re = Float64Array.from(
    sound.subarray(0, fourier.size),
    (value, i) => value * Math.sin((Math.PI * i) / fourier.size) ** 2,
  );
  const im = new Float64Array(fourier.size);
  fourier.transform(re, im);
  let sum = 0;
  for (let i = Math.ceil((from * fourier.size) / rate); i <= (to * fourier.size) / rate && i <= fourier.size / 2; i++)
    sum += re[i]! ** 2 + im[i]! ** 2;
  return sum;
}

const without = (sound: Float32Array, rate: number) => {
  const kept = sound.slice();
  const remover = new VoiceRemover(rate);
  for (let at = 0; at < kept.length; at += 777) remover.remove(kept.subarray(at, at + 777));
  return kept;
};

describe.each([12_000, 24_000, 48_000])('of speech at %i samples a second', (rate) => {
  const spoken = speech(rate, 3, new Random(`speech/${rate}`));
  const kept = without(spoken, rate);
  const leftDb = (from: number, to: number) =>
    10 * Math.log10(power(kept, rate, from, to) / power(spoken, rate, from, to));

  test('less than a ten thousandth of the power is left from 300 to 3,400 Hz, and above', () => {
    expect(power(spoken, rate, 300, 3400)).toBeGreaterThan(0.5 * power(spoken, rate, 0, rate / 2));
    expect(leftDb(300, 3400)).toBeLessThan(-40);
    expect(leftDb(400, 3400)).toBeLessThan(-55);
    expect(leftDb(3400, rate / 2)).toBeLessThan(-60);
  });

  test('what lies below stays', () => {
    expect(leftDb(20, 120)).toBeGreaterThan(-1);
  });
});

test('the onset of a blast is still found to three milliseconds after its voice was taken out', () => {
  const rate = 12_000;
  const random = new Random('kept');
  const [sound, criteria] = [new Float64Array(rate * 2), new Float64Array(rate)];
  for (let n = 0; n < 12; n++) {
    const onset = 1 + random.next() / 10;
    const voice = speech(rate, 2, random);
    const heard = voice.map((value, i) => {
      const tau = (i / rate - onset) / (0.0015 + 0.0002 * n);
      return 0.1 * value + random.normal(0, 0.002) + (tau < 0 ? 0 : 0.5 * (1 - tau) * Math.exp(-tau));
    });
    const remover = new VoiceRemover(rate);
    remover.remove(heard);
    sound.set(heard);
    const middle = Math.round((onset + remover.delaySeconds) * rate);
    const { place } = refineOnset(sound, middle - 200, middle + 60, criteria);
    expect(Math.abs(place / rate - onset - remover.delaySeconds)).toBeLessThan(0.003);
  }
});
