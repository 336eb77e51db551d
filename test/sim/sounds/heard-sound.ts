import { airAbsorption } from '../../../src/acoustics/air-absorption.ts';
import { ordinaryAir } from '../../../src/acoustics/speed-of-sound.ts';
import { biquad } from '../../../src/signal/biquad.ts';
import { FourierTransform } from '../../../src/signal/fourier-transform.ts';
import type { Random } from '../../../src/stats/random.ts';
import type { DrySound, SoundKind } from './dry-sounds.ts';
import { dryRateHz as rate } from './sound-parts.ts';

/** Of a sound near its source, what is left at a place: air, edges, echoes, reverberation; then the noise there and the recorder. */
const size = 65_536;
const fourier = new FourierTransform(size);

/** How loud the loudest peak is at a metre, in dB, and how far off it is heard. */
const loudness: Readonly<
  Record<SoundKind, { readonly db: number; readonly spread: number; readonly near: number; readonly far: number }>
> = {
  gunfire: { db: 155, spread: 5, near: 5, far: 900 },
  fireworks: { db: 148, spread: 8, near: 10, far: 900 },
  backfire: { db: 122, spread: 7, near: 5, far: 250 },
  hammering: { db: 115, spread: 7, near: 3, far: 200 },
  drilling: { db: 112, spread: 6, near: 3, far: 200 },
  helicopter: { db: 130, spread: 6, near: 50, far: 900 },
  thunder: { db: 165, spread: 6, near: 300, far: 4000 },
  door: { db: 108, spread: 7, near: 3, far: 120 },
  voices: { db: 95, spread: 8, near: 1, far: 60 },
  engine: { db: 100, spread: 8, near: 2, far: 100 },
  dog: { db: 105, spread: 6, near: 2, far: 120 },
  siren: { db: 120, spread: 8, near: 5, far: 400 },
  music: { db: 100, spread: 10, near: 2, far: 100 },
  pop: { db: 125, spread: 10, near: 2, far: 150 },
  street: { db: 70, spread: 8, near: 2, far: 50 },
};

export interface SoundPath {
  readonly meters: number;
  readonly blocked: boolean;
}

export const drawDb = (kind: SoundKind, random: Random) => random.normal(loudness[kind].db, loudness[kind].spread);

/** Even on a scale of ratios, from where it is usually recorded to where it is hardly heard. */
export function drawPath(kind: SoundKind, random: Random): SoundPath {
  const { near, far } = loudness[kind];
  return { meters: near * (far / near) ** random.next(), blocked: random.chance(0.35) };
}

/** Pressure in pascal at the end of a path. */
export function carried(dry: DrySound, sourceDb: number, { meters, blocked }: SoundPath, random: Random): Float64Array {
  const re = new Float64Array(size);
  const im = new Float64Array(size);
  // Sound in one part, the path's answer in the other: one transform does for both real signals.
  re.set(dry.wave);
  im.set(pathAnswer(blocked, random));
  fourier.transform(re, im);
  const air = { ...ordinaryAir, temperatureC: random.normal(14, 8), relativeHumidity: 30 + 60 * random.next() };
  const edgeHz = blocked ? 250 * 8 ** random.next() : Infinity;
  // What edges and leaves take of a tone rises slowly; the blast loses its sharpness by its own loudness as well.
  const [outRe, outIm] = [new Float64Array(size), new Float64Array(size)];
  let loss = 1;
  for (let k = 0; k <= size / 2; k++) {
    const other = (size - k) % size;
    const [aRe, aIm] = [0.5 * (re[k]! + re[other]!), 0.5 * (im[k]! - im[other]!)];
    const [bRe, bIm] = [0.5 * (im[k]! + im[other]!), -0.5 * (re[k]! - re[other]!)];
    const hz = (k * rate) / size;
    if (k % 32 === 0)
      loss = 10 ** (-(airAbsorption(Math.max(20, hz), air) * meters) / 20) / Math.sqrt(1 + (hz / edgeHz) ** 2);
    outRe[k] = (aRe * bRe - aIm * bIm) * loss;
    outIm[k] = (aRe * bIm + aIm * bRe) * loss;
    outRe[other] = outRe[k]!;
    outIm[other] = -outIm[k]!;
  }
  // The inverse, by the transform of the conjugate.
  for (let k = 0; k < size; k++) outIm[k] = -outIm[k]!;
  fourier.transform(outRe, outIm);
  const pascal = (20e-6 * 10 ** (sourceDb / 20)) / Math.max(1, meters);
  const shade = blocked ? 10 ** (-(4 + 14 * random.next()) / 20) : 1;
  return outRe.subarray(0, dry.wave.length).map((value) => (value / size) * pascal * shade);
}

/** Direct, off the ground, off walls, and the many small echoes after them. */
function pathAnswer(blocked: boolean, random: Random): Float64Array {
  const answer = new Float64Array(size - 48_000);
  answer[0] = 1;
  if (random.chance(0.7)) answer[Math.round(rate * 0.0005 * 20 ** random.next())]! += 0.3 + 0.6 * random.next();
  const most = blocked ? 4 : -3;
  for (let n = random.poisson(3); n > 0; n--) {
    const share = (random.chance(0.5) ? 1 : -1) * 10 ** ((most - 24 * random.next()) / 20);
    const from = Math.round(rate * 0.006 * 80 ** random.next());
    // A wall is no mirror: its echo lasts some milliseconds.
    const long = 1 + Math.round(rate * 0.004 * random.next());
    for (let i = 0; i < long && from + i < answer.length; i++)
      answer[from + i]! += share * (long === 1 ? 1 : random.normal(0, 1 / Math.sqrt(long)));
  }
  const fades = (rate * 0.08 * 25 ** random.next()) / 6.9;
  // Whole energy of the tail against the direct sound.
  const tail = 10 ** ((4 - 26 * random.next()) / 20) / Math.sqrt(fades / 2);
  const dull = Math.exp((-2 * Math.PI * (500 * 8 ** random.next())) / rate);
  const grows = rate * 0.002 * 15 ** random.next();
  let held = 0;
  for (let i = Math.round(0.002 * rate); i < answer.length; i++) {
    held = held * dull + Math.sqrt(1 - dull * dull) * random.normal(0, 1);
    answer[i]! += tail * held * Math.exp(-i / fades) * (1 - Math.exp(-i / grows));
  }
  return answer;
}

/** Noise of a place: pink, with wind, and louder and softer. */
export function placeNoise(length: number, db: number, random: Random): Float64Array {
  const out = new Float64Array(length);
  const tilt = random.normal(0, 0.25);
  for (let corner = 20; corner < rate / 2.5; corner *= 2.8) {
    const keep = Math.exp((-2 * Math.PI * corner) / rate);
    const scale = Math.sqrt(1 - keep * keep) * (corner / 500) ** tilt;
    let held = 0;
    for (let i = 0; i < length; i++) out[i]! += held = held * keep + scale * random.normal(0, 1);
  }
  const [swell, at, deep] = [0.3 + 3 * random.next(), 6.28 * random.next(), 4 * random.next()];
  let power = 0;
  for (let i = 0; i < length; i++) {
    out[i]! *= 10 ** ((deep * Math.sin((2 * Math.PI * i) / rate / swell + at)) / 20);
    power += out[i]! ** 2;
  }
  const scale = (20e-6 * 10 ** (db / 20)) / Math.sqrt(power / length);
  return out.map((value) => value * scale);
}

/** What a sensor keeps: 95 dB is full scale (live fire clips there), 20 Hz to its half rate, rounded to 16 bits. */
export function sensorRecorded(pascal: Float64Array): Float32Array {
  const full = 20e-6 * 10 ** (95 / 20);
  return Float32Array.from(
    pascal,
    (value) => Math.round(Math.max(-1, Math.min(0.99997, value / full)) * 32_768) / 32_768,
  );
}

/** What any recorder keeps: set for what it hears or for nothing, with or without a limiter, dull or thin, clipped hard or softly. */
export function anyRecorded(pascal: Float64Array, random: Random): Float32Array {
  let wave = pascal;
  const high = biquad('high-pass', 15 * 14 ** random.next(), rate);
  wave = filtered(wave, high);
  wave = filtered(wave, biquad('low-pass', Math.min(0.45 * rate, 3000 * 4 ** random.next()), rate));
  const most = wave.reduce((top, value) => Math.max(top, Math.abs(value)), 1e-9);
  // Over full scale by so much before it is limited: blasts near a telephone are far too loud for it.
  const over = random.chance(0.5) ? 10 ** ((-20 * random.next()) / 20) : 10 ** ((24 * random.next()) / 20);
  const limits = random.chance(0.5);
  const release = Math.exp(-1 / (rate * 0.03 * 20 ** random.next()));
  const soft = random.chance(0.5);
  let held = 1;
  const out = new Float32Array(wave.length);
  for (let i = 0; i < wave.length; i++) {
    let value = (wave[i]! / most) * over;
    if (limits) {
      held = Math.max(1, Math.abs(value), 1 + (held - 1) * release);
      value /= held;
    }
    value = soft ? Math.tanh(value) : Math.max(-1, Math.min(1, value));
    out[i] = Math.round(value * 32_767) / 32_768;
  }
  return out;
}

function filtered(wave: Float64Array, { b0, b1, b2, a1, a2 }: ReturnType<typeof biquad>): Float64Array {
  let [x1, x2, y1, y2] = [0, 0, 0, 0];
  return wave.map((x) => {
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    [x2, x1, y2, y1] = [x1, x, y1, y];
    return y;
  });
}
