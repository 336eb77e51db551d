import type { Random } from '../../src/stats/random.ts';

/**
 * Sound of a street with blasts in it whose arrivals are known: Friedlander waves, weakened by distance and by what stands
 * between, dulled by air (a fit to ISO 9613-1 at 10 °C and 70 %) and by edges, echoed and reverberated, over the noise of a
 * city; clipped and rounded as a recorder does. Every number is of physics or of what the literature says of cities.
 */
export interface MadeSound {
  readonly sampleRateHz: number;
  readonly samples: Float32Array;
  readonly arrivals: readonly Arrival[];
}

export interface Arrival {
  readonly timeSeconds: number;
  /** Peak pressure of the direct wave over the noise's mean in the square, both before the recorder. */
  readonly snrDb: number;
  readonly clipped: boolean;
}

export interface SoundOrder {
  readonly sampleRateHz: number;
  readonly seconds: number;
  readonly arrivals: number;
  /** Impulses a minute that are no blast: doors, claps, something dropped. */
  readonly clutterPerMinute?: number;
  /** Seconds between arrivals; drawn between 0.4 s and 2 s where it is left out. */
  readonly gapSeconds?: number;
}

/** Peak sound pressure level at which the recorder clips; live-fire recordings clip at 93 to 95 dB. */
const fullScaleDb = 95;
/** Pulses are made this much finer than they are recorded. */
const finer = 4;
/** Half length of the anti-alias filter, in recorded samples. */
const filterHalf = 16;

export function madeSound(order: SoundOrder, random: Random): MadeSound {
  const { sampleRateHz, seconds } = order;
  const length = Math.round(sampleRateHz * seconds);
  const ambientDb = 50 + 15 * random.next();
  const noise = streetNoise(length, sampleRateHz, ambientDb, random);
  const rms = Math.sqrt(noise.reduce((sum, value) => sum + value * value, 0) / length);
  const clutter = random.poisson(((order.clutterPerMinute ?? 10) * seconds) / 60);
  for (let i = 0; i < clutter; i++)
    addClutter(noise, sampleRateHz, random.next() * seconds, rms * 10 ** ((10 + 20 * random.next()) / 20), random);
  const arrivals: Arrival[] = [];
  let at = 1 + random.next();
  for (let i = 0; i < order.arrivals && at < seconds - 0.6; i++) {
    const peak = addBlast(noise, sampleRateHz, at, random);
    arrivals.push({ timeSeconds: at, snrDb: 20 * Math.log10(peak / rms), clipped: peak > pressure(fullScaleDb) });
    at +=
      (order.gapSeconds ?? 0.4 + 1.6 * random.next()) * (order.gapSeconds === undefined ? 1 : random.normal(1, 0.02));
  }
  const full = pressure(fullScaleDb);
  const samples = Float32Array.from(
    noise,
    (value) => Math.round(Math.max(-1, Math.min(0.99997, value / full)) * 32768) / 32768,
  );
  return { sampleRateHz, samples, arrivals };
}

/** Pascal of a level in dB. */
const pressure = (db: number) => 20e-6 * 10 ** (db / 20);

function streetNoise(length: number, rate: number, db: number, random: Random): Float64Array {
  const out = new Float64Array(length);
  // Pink noise as a sum of one-pole noises, their corners an octave and a half apart: 1/f to within a decibel.
  for (let corner = 20; corner < rate / 2.5; corner *= 2.8) {
    const keep = Math.exp((-2 * Math.PI * corner) / rate);
    const scale = Math.sqrt(1 - keep * keep);
    let held = 0;
    for (let i = 0; i < length; i++) out[i]! += held = held * keep + scale * random.normal(0, 1);
  }
  // Wind: below 60 Hz, in gusts of seconds. Traffic: all of it louder and softer by some decibels.
  const wind = Math.exp((-2 * Math.PI * 60) / rate);
  const [gust, swell] = [2 + 3 * random.next(), 3 + 5 * random.next()];
  const [gustAt, swellAt, swellDb] = [random.next() * 6.28, random.next() * 6.28, 5 * random.next()];
  let held = 0;
  let power = 0;
  for (let i = 0; i < length; i++) {
    held = held * wind + Math.sqrt(1 - wind * wind) * random.normal(0, 1);
    const t = (2 * Math.PI * i) / rate;
    out[i] =
      out[i]! * 10 ** ((swellDb * Math.sin(t / swell + swellAt)) / 20) + 3 * held * (1 + Math.sin(t / gust + gustAt));
    power += out[i]! ** 2;
  }
  const scale = pressure(db) / Math.sqrt(power / length);
  for (let i = 0; i < length; i++) out[i]! *= scale;
  return out;
}

function addClutter(into: Float64Array, rate: number, at: number, peak: number, random: Random): void {
  const hz = 200 * 15 ** random.next();
  const decay = 0.005 * 8 ** random.next();
  const rise = 0.0005 * 10 ** random.next();
  const from = Math.round(at * rate);
  for (let i = 0; i < 8 * decay * rate && from + i < into.length; i++) {
    const t = i / rate;
    into[from + i]! += peak * (1 - Math.exp(-t / rise)) * Math.exp(-t / decay) * Math.sin(2 * Math.PI * hz * t);
  }
}

/** Adds a blast that arrives at a time, with all that comes after it; gives the peak of its direct wave. */
function addBlast(into: Float64Array, rate: number, at: number, random: Random): number {
  const fine = rate * finer;
  const meters = 60 + 840 * Math.sqrt(random.next());
  const blocked = random.chance(0.5);
  const level =
    random.normal(158, 4) - 20 * Math.log10(meters) - (blocked ? 10 + 20 * random.next() : 10 * random.next());
  const from = Math.floor(at * rate) - filterHalf;
  const wave = new Float64Array(Math.round(0.7 * fine));
  const onset = (at - from / rate) * fine;
  const positive = (0.0006 + 0.0025 * random.next()) * fine;
  for (let i = Math.ceil(onset); i < Math.min(wave.length, onset + 12 * positive); i++) {
    const tau = (i - onset) / positive;
    wave[i] = (1 - tau) * Math.exp(-tau);
  }
  // Air: three decibels at the corner, by 3.7 dB/km at 1 kHz rising as frequency to the power 1.66.
  const corner = Math.min(rate, 1000 * (3 / ((3.7 * meters) / 1000)) ** (1 / 1.66));
  lowPass(wave, corner, fine);
  if (blocked) lowPass(wave, 300 * 5 ** random.next(), fine);
  const top = wave.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let i = 0; i < wave.length; i++) wave[i]! *= pressure(level) / top;
  const direct = Float64Array.from(wave);
  // An echo that goes round what stands between is louder than what comes over it.
  const most = blocked ? 6 : -4;
  for (let n = random.poisson(4); n > 0; n--) {
    const delay = Math.round((0.005 + 0.2 * random.next() ** 2) * fine);
    const share = (random.chance(0.5) ? 1 : -1) * 10 ** ((most - 24 * random.next()) / 20);
    for (let i = wave.length - 1; i >= delay; i--) wave[i]! += share * direct[i - delay]!;
  }
  // Reverberation: many small echoes, that begin some milliseconds later and die away in 50 to 300 ms.
  const [tail, fades] = [
    pressure(level) * 10 ** (-(12 + 14 * random.next()) / 20),
    (0.05 + 0.25 * random.next()) / 6.9,
  ];
  const dull = Math.exp((-2 * Math.PI * Math.min(corner, 2500)) / fine);
  let held = 0;
  for (let i = Math.ceil(onset + 0.004 * fine); i < wave.length; i++) {
    const t = (i - onset) / fine - 0.004;
    held = held * dull + Math.sqrt(1 - dull * dull) * random.normal(0, 1);
    wave[i]! += tail * held * Math.exp(-t / fades) * (1 - Math.exp(-t / 0.006));
  }
  // Recorded: filtered below half the rate without delay, and sampled.
  const half = filterHalf * finer;
  const taps = Float64Array.from({ length: 2 * half + 1 }, (_, i) => {
    const x = (i - half) / finer;
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * 0.9 * x) / (Math.PI * 0.9 * x);
    return ((0.9 * sinc) / finer) * (0.5 + 0.5 * Math.cos((Math.PI * (i - half)) / (half + 1)));
  });
  for (let i = 0; i * finer < wave.length && from + i < into.length; i++) {
    let sum = 0;
    for (let k = Math.max(0, half - i * finer); k <= 2 * half && i * finer + k - half < wave.length; k++)
      sum += taps[k]! * wave[i * finer + k - half]!;
    if (from + i >= 0) into[from + i]! += sum;
  }
  return pressure(level);
}

function lowPass(wave: Float64Array, corner: number, rate: number): void {
  const keep = Math.exp((-2 * Math.PI * corner) / rate);
  let held = 0;
  for (let i = 0; i < wave.length; i++) wave[i] = held = held * keep + (1 - keep) * wave[i]!;
}
