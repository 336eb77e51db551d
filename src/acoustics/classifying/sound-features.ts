/**
 * What a piece of sound of some two seconds is like: how suddenly it begins, how it dies away, how bright and how tonal it is, how its impulses follow
 * one another.
 *
 * **Source.** Shapes of gunshots: Maher, IEEE SAFE 2007; early and late energy as in room acoustics (ISO 3382-1); flatness of a spectrum: Johnston,
 * IEEE JSAC 6:314, 1988; pitch by autocorrelation: Boersma, IFA Proceedings 17, 1993. Loudness is not asked: recorders differ by 60 dB.
 * **Input.** Samples, −1 to 1, at 12,000 a second, 0.3 to 4 s of them. **Output.** A number for each of `soundFeatures`, NaN where it has no meaning
 * (a gap where there is one impulse). **Limits.** Null for silence; digital silence is left out. Of several sounds at once it says what the most sudden one and all together are.
 */
import { biquad } from '../../signal/biquad.ts';
import { FourierTransform } from '../../signal/fourier-transform.ts';
import { frameLevels, onsets, periodicity, type Onset } from './sound-envelope.ts';

export const featureRateHz = 12_000;
/** Frames of the envelope. */
const frameSeconds = 0.002;
const highPassHz = 90;
/** Nothing but the rounding of a file is quieter; a street never for 20 ms. */
const silenceMax = 1e-7;
const silenceSamples = 240;
/** A tenth of a second: what is shorter tells nothing. */
const partSamplesMin = 1200;

/** Each with the sentence that explains it. */
export const soundFeatures = {
  stepDb: 'how far the main impulse rises above the 30 ms before it, dB',
  overFloorDb: 'how far it rises above the quiet of the piece, dB',
  riseMs: 'how long it takes from a fifth of its peak to the peak, ms (logarithm)',
  decay10Ms: 'how long until it stays 10 dB below its peak, ms (logarithm)',
  decay20Ms: 'how long until it stays 20 dB below its peak, ms (logarithm)',
  earlyDb: 'energy of its first 30 ms against that of the next 270 ms, dB',
  lateDb: 'its level 150 to 250 ms later against the first 30 ms, dB',
  restDb: 'energy of all else in the piece against the 300 ms of it, dB',
  centroidOctaves: 'mean frequency of its first 43 ms, octaves above 100 Hz',
  dullingOctaves: 'how much lower the mean frequency of what follows is, octaves',
  spreadOctaves: 'how wide its spectrum is, octaves',
  flatnessDb: 'how even its spectrum is, dB (0 for noise, far below for tones)',
  tailFlatnessDb: 'how even the spectrum of what follows is, dB',
  lowDb: 'share below 250 Hz, dB',
  highDb: 'share above 2 kHz, dB',
  tonalDb: 'how far single tones stand out, over the whole piece, dB',
  pitched: 'how periodic the loud parts are between 62 and 660 Hz, 0 to 1',
  beating: 'how evenly its loudness beats, 2 to 40 times a second, 0 to 1',
  impulses: 'how many impulses there are (logarithm)',
  gapMs: 'usual time between them, ms (logarithm)',
  unevenness: 'how unlike the times between them are (logarithm)',
  levelSpreadDb: 'how unlike they are in loudness, dB',
  filled: 'share of the piece within 20 dB of its loudest (logarithm)',
  peakedness: 'kurtosis of the samples (logarithm)',
  crossings: 'changes of sign a second in the first 20 ms (octaves above 100)',
  fluxDb: 'how much the spectrum changes from moment to moment, dB',
} as const;
export type SoundFeature = keyof typeof soundFeatures;
export const soundFeatureNames = Object.keys(soundFeatures) as SoundFeature[];
export type SoundShape = Readonly<Record<SoundFeature, number>>;

const shortFourier = new FourierTransform(512);
const longFourier = new FourierTransform(2048);

export function soundShape(samples: Float32Array): SoundShape | null {
  const inFrame = Math.round(frameSeconds * featureRateHz);
  const parts = heardParts(samples).map(([from, to]) => {
    const sound = highPassed(samples.subarray(from, to));
    const levels = frameLevels(sound, inFrame);
    const found = onsets(levels);
    return { sound, levels, found, main: found.reduce((best, each) => (each.rise > best.rise ? each : best)) };
  });
  const [first, ...others] = parts;
  if (!first) return null;
  const { sound, levels, found, main } = others.reduce(
    (best, each) => (each.main.rise > best.main.rise ? each : best),
    first,
  );
  const most = levels.reduce((top, level) => Math.max(top, level), 0);
  if (!(most > silenceMax)) return null;
  const at = main.frame * inFrame;
  return {
    ...impulseShape(levels, main),
    ...spectrumShape(sound, at),
    ...wholeShape(sound, levels, most),
    ...sequenceShape(found, main),
    crossings: Math.log2(Math.max(1, crossingsHz(sound, at) / 100)),
  };
}

/** Parts between digital silences: a recorder that is switched on, or words cut out, rise like a blast. */
function heardParts(samples: Float32Array): [number, number][] {
  const parts: [number, number][] = [];
  let from = 0;
  let silent = 0;
  const end = (at: number) => {
    if (at - from >= partSamplesMin) parts.push([from, at]);
  };
  for (let i = 0; i < samples.length; i++) {
    if (Math.abs(samples[i]!) <= silenceMax) {
      if (++silent === silenceSamples) end(i + 1 - silent);
      continue;
    }
    if (silent >= silenceSamples) from = i;
    silent = 0;
  }
  if (silent < silenceSamples) end(samples.length);
  return parts;
}

function highPassed(samples: Float32Array): Float64Array {
  const { b0, b1, b2, a1, a2 } = biquad('high-pass', highPassHz, featureRateHz);
  let [x1, x2, y1, y2] = [samples[0] ?? 0, samples[0] ?? 0, 0, 0];
  return Float64Array.from(samples, (x) => {
    const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
    [x2, x1, y2, y1] = [x1, x, y1, y];
    return y;
  });
}

const db = (power: number) => 10 * Math.log10(Math.max(1e-12, power));
const held = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));
const energy = (levels: Float64Array, from: number, to: number) => {
  let sum = 0;
  for (let i = Math.max(0, from); i < Math.min(levels.length, to); i++) sum += levels[i]! ** 2;
  return sum;
};
const meanSquare = (levels: Float64Array, from: number, to: number) => {
  const count = Math.min(levels.length, to) - Math.max(0, from);
  return count > 0 ? energy(levels, from, to) / count : 0;
};

function impulseShape(levels: Float64Array, { frame, peak, peakFrame, cut }: Onset) {
  const floor = levels.toSorted()[Math.floor(0.1 * levels.length)]!;
  let rises = peakFrame;
  while (rises > 0 && peakFrame - rises < 60 && levels[rises - 1]! > 0.2 * peak) rises--;
  const early = energy(levels, frame, frame + 15);
  const own = energy(levels, frame - 2, frame + 150);
  const after = meanSquare(levels, frame + 75, frame + 125);
  return {
    stepDb: cut
      ? Number.NaN
      : held(db(meanSquare(levels, frame, frame + 8)) - db(meanSquare(levels, frame - 17, frame - 2)), 0, 50),
    overFloorDb: held(2 * db(peak / Math.max(1e-6, floor)), 0, 70),
    riseMs: cut ? Number.NaN : Math.log(1 + 2 * (peakFrame - rises)),
    decay10Ms: Math.log(2 * fallsBelow(levels, peakFrame, peak * 10 ** (-10 / 20))),
    decay20Ms: Math.log(2 * fallsBelow(levels, peakFrame, peak * 10 ** (-20 / 20))),
    earlyDb: held(db(early / Math.max(1e-15, energy(levels, frame + 15, frame + 150))), -15, 30),
    lateDb: held(db(after / Math.max(1e-15, early / 15)), -50, 10),
    restDb: held(db((energy(levels, 0, levels.length) - own) / Math.max(1e-15, own)), -40, 20),
  };
}

/** Frames until it is so much quieter for 10 ms: 300 where it never is. */
function fallsBelow(levels: Float64Array, from: number, level: number): number {
  for (let i = from + 1, run = 0; i < levels.length && i < from + 300; i++) {
    run = levels[i]! < level ? run + 1 : 0;
    if (run === 5) return Math.max(1, i - 4 - from);
  }
  return 300;
}

function spectrumShape(sound: Float64Array, first: number) {
  const early = spectrum(shortFourier, sound, first - 12);
  const late = spectrum(longFourier, sound, first + 480);
  const [middle, wide] = moments(early, 512);
  const [later] = moments(late, 2048);
  const all = band(early, 512, 100, 5000);
  return {
    centroidOctaves: middle,
    dullingOctaves: held(middle - later, -4, 4),
    spreadOctaves: wide,
    flatnessDb: flatness(early, 512),
    tailFlatnessDb: flatness(late, 2048),
    lowDb: held(db(band(early, 512, 60, 250) / Math.max(1e-15, all)), -40, 3),
    highDb: held(db(band(early, 512, 2000, 5000) / Math.max(1e-15, all)), -50, 0),
  };
}

/** A blast must not lose its first milliseconds to the window: it fades in fast and out slowly. */
const fades = new Map(
  [shortFourier.size, longFourier.size].map((size) => {
    const quick = size / 32;
    return [
      size,
      Float64Array.from({ length: size }, (_, i) =>
        i < quick
          ? 0.5 - 0.5 * Math.cos((Math.PI * i) / quick)
          : 0.5 + 0.5 * Math.cos((Math.PI * (i - quick)) / (size - quick)),
      ),
    ];
  }),
);

function spectrum(fourier: FourierTransform, sound: Float64Array, from: number): Float64Array {
  const { size } = fourier;
  const fade = fades.get(size)!;
  const [re, im] = [new Float64Array(size), new Float64Array(size)];
  for (let i = Math.max(0, -from); i < size && from + i < sound.length; i++) re[i] = sound[from + i]! * fade[i]!;
  fourier.transform(re, im);
  const powers = new Float64Array(size / 2);
  for (let k = 0; k < powers.length; k++) powers[k] = re[k]! ** 2 + im[k]! ** 2;
  return powers;
}

function band(powers: Float64Array, size: number, lowHz: number, highHz: number): number {
  let sum = 0;
  for (let k = Math.ceil((lowHz * size) / featureRateHz); k <= (highHz * size) / featureRateHz; k++) sum += powers[k]!;
  return sum;
}

/** Mean and spread of the frequency, by power, in octaves above 100 Hz. */
function moments(powers: Float64Array, size: number): [number, number] {
  let [sum, first, second] = [1e-15, 0, 0];
  for (let k = Math.ceil((100 * size) / featureRateHz); k <= (5000 * size) / featureRateHz; k++) {
    const octaves = Math.log2((k * featureRateHz) / size / 100);
    sum += powers[k]!;
    first += powers[k]! * octaves;
    second += powers[k]! * octaves * octaves;
  }
  const mean = first / sum;
  return [mean, Math.sqrt(Math.max(0, second / sum - mean * mean))];
}

/** Geometric over arithmetic mean from 200 to 4,000 Hz, a third of an octave at a time: a slope is no tone. */
function flatness(powers: Float64Array, size: number): number {
  let [sum, bands] = [0, 0];
  for (let low = 200; low < 4000; low *= 2 ** (1 / 3)) {
    let [logs, plain, bins] = [0, 0, 0];
    for (let k = Math.ceil((low * size) / featureRateHz); k < (low * 2 ** (1 / 3) * size) / featureRateHz; k++) {
      logs += Math.log(powers[k]! + 1e-15);
      plain += powers[k]!;
      bins++;
    }
    if (bins < 3) continue;
    sum += held(db(Math.exp(logs / bins) / Math.max(1e-15, plain / bins)), -30, 0);
    bands++;
  }
  return bands === 0 ? 0 : sum / bands;
}

function wholeShape(sound: Float64Array, levels: Float64Array, most: number) {
  const hop = 480;
  let [tonal, pitch, weights, flux, changes] = [0, 0, 0, 0, 0];
  let before: Float64Array | null = null;
  for (let from = 0; from + 1024 <= sound.length; from += hop) {
    let power = 0;
    for (let i = from; i < from + 1024; i++) power += sound[i]! ** 2;
    // Loud moments speak for the piece, but none of them alone.
    const weight = Math.sqrt(power);
    const powers = spectrum(longFourier, sound.subarray(from, from + 1024), 0);
    tonal += weight * standsOut(powers);
    pitch += weight * pitchStrength(sound, from);
    weights += weight;
    const bands = Float64Array.from({ length: 10 }, (_, n) =>
      db(band(powers, 2048, 150 * 1.4 ** n, 150 * 1.4 ** (n + 1))),
    );
    if (before) {
      flux += weight * Math.sqrt(bands.reduce((sum, each, n) => sum + (each - before![n]!) ** 2, 0) / 10);
      changes += weight;
    }
    before = bands;
  }
  let [second, fourth] = [1e-15, 0];
  for (const value of sound) {
    second += (value * value) / sound.length;
    fourth += value ** 4 / sound.length;
  }
  const loud = levels.reduce((count, level) => count + Number(level > 0.1 * most), 0);
  return {
    tonalDb: weights > 0 ? tonal / weights : 0,
    pitched: weights > 0 ? pitch / weights : 0,
    beating: periodicity(levels, 12, 250),
    filled: Math.log(Math.max(1, loud) / levels.length),
    peakedness: Math.log(Math.max(1, fourth / (second * second))),
    fluxDb: changes > 0 ? flux / changes : 0,
  };
}

/** How far the five strongest tones rise above their neighbourhood. */
function standsOut(powers: Float64Array): number {
  const rises: number[] = [];
  for (let k = 24; k < 700; k++) {
    const here = powers[k]!;
    if (here < powers[k - 1]! || here < powers[k + 1]!) continue;
    let around = 0;
    for (let off = 8; off <= 20; off++) around += powers[k - off]! + powers[k + off]!;
    rises.push(held(db(here / Math.max(1e-15, around / 26)), 0, 40));
  }
  rises.sort((a, b) => b - a);
  return rises.slice(0, 5).reduce((sum, each) => sum + each, 0) / 5;
}

/** Autocorrelation at the best lag of 1.5 to 16 ms, of 60 ms at half the rate. */
function pitchStrength(sound: Float64Array, from: number): number {
  const length = 360;
  const half = Float64Array.from(
    { length: length + 96 },
    (_, i) => (sound[from + 2 * i] ?? 0) + (sound[from + 2 * i + 1] ?? 0),
  );
  let own = 1e-15;
  for (let i = 0; i < length; i++) own += half[i]! ** 2;
  let best = 0;
  let dipped = false;
  for (let lag = 4; lag <= 96; lag++) {
    let [sum, other] = [0, 1e-15];
    for (let i = 0; i < length; i++) {
      sum += half[i]! * half[i + lag]!;
      other += half[i + lag]! ** 2;
    }
    const value = sum / Math.sqrt(own * other);
    // Low noise is like itself a moment later too; a period is like itself again.
    if (value < 0.2) dipped = true;
    else if (dipped && lag >= 9 && value > best) best = value;
  }
  return best;
}

function sequenceShape(found: readonly Onset[], main: Onset) {
  const strong = found.filter(({ rise }) => rise > main.rise / 6);
  const gaps = strong.slice(1).map(({ frame }, at) => (frame - strong[at]!.frame) * 1000 * frameSeconds);
  const middle = gaps.toSorted((a, b) => a - b)[gaps.length >> 1];
  const mean = gaps.reduce((sum, each) => sum + each, 0) / gaps.length;
  const spread = Math.sqrt(gaps.reduce((sum, each) => sum + (each - mean) ** 2, 0) / gaps.length);
  const louds = strong.map(({ peak }) => 20 * Math.log10(peak));
  const loud = louds.reduce((sum, each) => sum + each, 0) / louds.length;
  return {
    impulses: Math.log(Math.max(1, strong.length)),
    gapMs: middle === undefined ? Number.NaN : Math.log(middle),
    unevenness: gaps.length < 2 ? Number.NaN : Math.log(0.01 + spread / mean),
    levelSpreadDb:
      louds.length < 2
        ? Number.NaN
        : Math.sqrt(louds.reduce((sum, each) => sum + (each - loud) ** 2, 0) / louds.length),
  };
}

function crossingsHz(sound: Float64Array, first: number): number {
  const until = Math.min(sound.length, first + 0.02 * featureRateHz);
  let crossings = 0;
  for (let i = Math.max(1, first); i < until; i++) if (sound[i]! < 0 !== sound[i - 1]! < 0) crossings++;
  return until > first ? (crossings * featureRateHz) / (until - first) : 0;
}
