import { biquad } from '../../../src/signal/biquad.ts';
import type { Random } from '../../../src/stats/random.ts';

export const dryRateHz = 24_000;
const rate = dryRateHz;

/** Parts that sounds are made of: each adds itself to a wave, from a time on. */
type Wave = Float64Array;

/** A blast: sudden, then falling below the air's pressure and back (Friedlander 1946). `positive` is how long it is above. */
export function friedlander(wave: Wave, at: number, positive: number, loud: number): void {
  const onset = at * rate;
  const width = positive * rate;
  for (let i = Math.max(0, Math.floor(onset)); i < Math.min(wave.length, onset + 12 * width + 1); i++) {
    // Of the sample in which it begins only the part that is after it.
    const tau = (i - onset) / width;
    if (tau > -1 / width)
      wave[i]! += loud * (1 - Math.max(0, tau)) * Math.exp(-Math.max(0, tau)) * Math.min(1, i - onset + 1);
  }
}

/** A bullet's shock wave: up at once, straight down, up at once. */
export function nWave(wave: Wave, at: number, long: number, loud: number): void {
  const from = Math.round(at * rate);
  const length = Math.max(3, Math.round(long * rate));
  for (let i = 0; i < length && from + i < wave.length; i++)
    if (from + i >= 0) wave[from + i]! += loud * (1 - (2 * i) / (length - 1));
}

/** A tone that is struck and dies away. */
export function ring(wave: Wave, at: number, hz: number, decay: number, loud: number): void {
  if (hz > 0.45 * rate) return;
  const from = Math.max(0, Math.round(at * rate));
  for (let i = 0; i < 7 * decay * rate && from + i < wave.length; i++)
    wave[from + i]! += loud * Math.exp(-i / (decay * rate)) * Math.sin((2 * Math.PI * hz * i) / rate);
}

/** Noise that rises and dies away. */
export function hiss(wave: Wave, at: number, rise: number, decay: number, loud: number, random: Random): void {
  const from = Math.max(0, Math.round(at * rate));
  for (let i = 0; i < 6 * decay * rate && from + i < wave.length; i++)
    wave[from + i]! +=
      loud * (1 - Math.exp(-i / (rise * rate))) * Math.exp(-i / (decay * rate)) * random.normal(0, 0.5);
}

/** A body of several tones, the same at each blow. */
export function hammered(random: Random, tones: number, low: number, high: number, short: number, long: number) {
  const of = Array.from({ length: tones }, () => ({
    hz: low * (high / low) ** random.next(),
    decay: short * (long / short) ** random.next(),
    loud: 0.2 + 0.8 * random.next(),
  }));
  return (wave: Wave, at: number, loud: number) => {
    for (const tone of of) ring(wave, at, tone.hz, tone.decay, tone.loud * loud * random.normal(1, 0.1));
  };
}

/** A tone and its multiples, its pitch wavering by a share. */
export function harmonics(
  wave: Wave,
  from: number,
  until: number,
  hz: number,
  count: number,
  loud: number,
  waver: number,
  random: Random,
): void {
  const falls = 0.5 + random.next();
  const shares = Array.from({ length: count }, (_, n) => (0.3 + random.next()) / (n + 1) ** falls);
  const norm = loud / Math.hypot(...shares);
  let [phase, off] = [0, 0];
  const [first, last] = [Math.max(0, Math.round(from * rate)), Math.min(wave.length, Math.round(until * rate))];
  for (let i = first; i < last; i++) {
    if ((i & 127) === 0) off = 0.8 * off + random.normal(0, 0.6 * waver);
    phase += (hz * (1 + off)) / rate;
    const fade = Math.min(1, (i - first) / (0.01 * rate), (last - i) / (0.01 * rate));
    for (let n = 0; n < count && (n + 1) * hz < 0.42 * rate; n++)
      wave[i]! += norm * fade * shares[n]! * Math.sin(2 * Math.PI * phase * (n + 1));
  }
}

/** A tone that glides, with a few multiples. */
export function chirp(
  wave: Wave,
  from: number,
  until: number,
  lowHz: number,
  highHz: number,
  loud: number,
  random: Random,
): void {
  const shares = [1, 0.5 * random.next(), 0.4 * random.next(), 0.3 * random.next()];
  let phase = random.next();
  const [first, last] = [Math.max(0, Math.round(from * rate)), Math.min(wave.length, Math.round(until * rate))];
  for (let i = first; i < last; i++) {
    const hz = lowHz * (highHz / lowHz) ** ((i - first) / (last - first));
    phase += hz / rate;
    const fade = Math.min(1, (i - first) / (0.008 * rate), (last - i) / (0.02 * rate));
    shares.forEach((share, n) => {
      if (hz * (n + 1) < 0.42 * rate) wave[i]! += loud * fade * share * Math.sin(2 * Math.PI * phase * (n + 1));
    });
  }
}

/** Noise about a frequency, swelling and falling. */
export function banded(
  wave: Wave,
  from: number,
  until: number,
  hz: number,
  quality: number,
  loud: number,
  random: Random,
): void {
  const { b0, b1, b2, a1, a2 } = biquad('low-pass', Math.min(hz, 0.4 * rate), rate, quality);
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  const [first, last] = [Math.round(from * rate), Math.min(wave.length, Math.round(until * rate))];
  const swell = 0.2 + 1.5 * random.next();
  const gain = loud * Math.sqrt(rate / hz) * 0.2;
  for (let i = first; i < last; i++) {
    const x = random.normal(0, 1);
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    [x2, x1, y2, y1] = [x1, x, y1, y];
    const part = (i - first) / (last - first);
    wave[i]! += gain * y * Math.min(1, 30 * part) * (1 - part) ** swell;
  }
}

/** Syllables: pulses of the glottis or breath through three formants, with pauses. */
export function voice(wave: Wave, pitchHz: number, loud: number, random: Random): void {
  for (let at = random.next() * 0.4; at < wave.length / rate - 0.1;) {
    const long = 0.08 + 0.25 * random.next();
    const voiced = random.chance(0.8);
    const formants = voiced
      ? [300 + 600 * random.next(), 900 + 1500 * random.next(), 2400 + 900 * random.next()]
      : [2500 + 3000 * random.next()];
    const pitch = pitchHz * random.normal(1, 0.12);
    const glide = random.normal(0, 0.15);
    const filters = formants.map((hz) => {
      const radius = Math.exp((-Math.PI * (60 + hz * 0.06)) / rate);
      return {
        a1: 2 * radius * Math.cos((2 * Math.PI * hz) / rate),
        a2: -radius * radius,
        y1: 0,
        y2: 0,
        share: 500 / hz,
      };
    });
    const level = loud * 10 ** (random.normal(0, 3) / 20);
    let phase = 0;
    const from = Math.round(at * rate);
    const length = Math.round(long * rate);
    for (let i = 0; i < length && from + i < wave.length; i++) {
      phase += (pitch * (1 + (glide * i) / length)) / rate;
      let source = voiced ? 0.03 * random.normal(0, 1) : 0.15 * random.normal(0, 1);
      if (voiced && phase >= 1) {
        phase -= 1;
        source += 1;
      }
      const fade = Math.min(1, i / (0.015 * rate), (length - i) / (0.03 * rate));
      for (const filter of filters) {
        const y = source + filter.a1 * filter.y1 + filter.a2 * filter.y2;
        [filter.y2, filter.y1] = [filter.y1, y];
        wave[from + i]! += 0.2 * level * fade * filter.share * y;
      }
    }
    at += long + (random.chance(0.25) ? 0.2 + 0.4 * random.next() : 0.02 * random.next());
  }
}
