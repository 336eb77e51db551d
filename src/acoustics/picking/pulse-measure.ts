/**
 * Measures a pulse whose place is roughly known: its onset, loudness and shape.
 *
 * **Source.** docs/methods/acoustics-picking.md. **Input.** The last 0.3 s of one channel, kept here, and the place of a step.
 * **Output.** A pulse. **Limits.** What is measured after the end of the sound is measured of what there is. Pulses less than 100 ms
 * apart share the sound they are measured from.
 */
import { biquad, type Biquad } from '../../signal/biquad.ts';
import { FourierTransform } from '../../signal/fourier-transform.ts';
import type { Pulse, PulseFeatures } from './pulse.ts';
import { refineOnset } from './refine-onset.ts';

/** Sound is measured at about this rate: what a city lets through lies below half of it. */
const measuredHz = 12_000;
const keptSeconds = 0.3;
const beforeSeconds = 0.06;
const afterSeconds = 0.115;
/** The onset is sought from so long before the highest step until so long after. */
const soughtSeconds = [0.018, 0.008] as const;
const highPassHz = 150;
const peakSeconds = 0.03;
const crossingsSeconds = 0.025;
const centroidHz = [100, 5000] as const;
const octavesHz = [125, 250, 500, 1000, 2000, 4000] as const;
/** Samples in a row that are equal and above half of the peak make a flat top. */
const flatTopMin = 3;

export class PulseMeasure {
  readonly #sampleRateHz: number;
  readonly #thinning: number;
  readonly #rate: number;
  readonly #filter: Biquad;
  readonly #ring: Float32Array;
  readonly #sound: Float64Array;
  readonly #criteria: Float64Array;
  readonly #levels: Float64Array;
  readonly #fourier: FourierTransform;
  readonly #re: Float64Array;
  readonly #im: Float64Array;
  #kept = 0;

  constructor(sampleRateHz: number) {
    this.#sampleRateHz = sampleRateHz;
    this.#thinning = Math.max(1, Math.round(sampleRateHz / measuredHz));
    this.#rate = sampleRateHz / this.#thinning;
    this.#filter = biquad('high-pass', highPassHz, this.#rate);
    this.#ring = new Float32Array(2 ** Math.ceil(Math.log2(keptSeconds * sampleRateHz)));
    const length = Math.ceil((beforeSeconds + afterSeconds) * this.#rate) + 2;
    this.#sound = new Float64Array(length);
    this.#criteria = new Float64Array(length);
    this.#levels = new Float64Array(128);
    this.#fourier = new FourierTransform(512);
    this.#re = new Float64Array(512);
    this.#im = new Float64Array(512);
  }

  keep(samples: Float32Array): void {
    const ring = this.#ring;
    const at = this.#kept & (ring.length - 1);
    const first = Math.min(samples.length, ring.length - at);
    ring.set(samples.subarray(0, first), at);
    if (first < samples.length) ring.set(samples.subarray(first), 0);
    this.#kept += samples.length;
  }

  /** Measures the pulse whose step is highest at a sample; `later` until enough was heard after it. */
  at(sample: number, floor: number, ended: boolean): Pulse | 'later' | 'none' {
    const thin = this.#thinning;
    const rate = this.#rate;
    const last = sample + Math.round(afterSeconds * this.#sampleRateHz);
    if (last > this.#kept && !ended) return 'later';
    const start = Math.max(0, Math.floor((sample - beforeSeconds * this.#sampleRateHz) / thin)) * thin;
    const length = Math.min(this.#sound.length, Math.floor((Math.min(last, this.#kept) - start) / thin));
    this.#highPass(start, length);
    const middle = (sample - start) / thin;
    const from = Math.max(0, Math.round(middle - soughtSeconds[0] * rate));
    const to = Math.min(length, Math.round(middle + soughtSeconds[1] * rate));
    if (to - from < 32) return 'none';
    const onset = refineOnset(this.#sound, from, to, this.#criteria);
    const first = Math.min(length - 1, Math.max(1, Math.ceil(onset.place)));
    const noise = Math.max(
      floor / 2,
      this.#rootMeanSquare(Math.min(from, first - Math.round(0.004 * rate)), first - Math.round(0.002 * rate)),
    );
    const top = this.#largest(first, Math.min(length, first + Math.round(peakSeconds * rate)));
    const rawFrom = start + first * thin - thin;
    const peak = this.#peak(rawFrom, Math.min(this.#kept, rawFrom + Math.round(peakSeconds * this.#sampleRateHz)));
    return {
      // The middle of the samples that were thinned to one.
      timeSeconds: (start + onset.place * thin + (thin - 1) / 2) / this.#sampleRateHz,
      onsetSigmaSeconds: onset.sigma / rate,
      peak: peak.value,
      snrDb: 20 * Math.log10(top.value / noise),
      features: this.#features(onset.place, first, length, top, peak.flat),
    };
  }

  #features(onset: number, first: number, length: number, top: Top, clippedSamples: number): PulseFeatures {
    const rate = this.#rate;
    const sound = this.#sound;
    let risen = first;
    while (risen < top.at && Math.abs(sound[risen]!) < 0.9 * top.value) risen++;
    const until = Math.min(length, first + Math.round(crossingsSeconds * rate));
    let crossings = 0;
    for (let i = first + 1; i < until; i++) if (sound[i]! < 0 !== sound[i - 1]! < 0) crossings++;
    const [decay6dbSeconds, decay12dbSeconds, decay20dbSeconds] = this.#decays(first, length);
    return {
      riseSeconds: Math.max(0, (risen - onset) / rate),
      decay6dbSeconds: decay6dbSeconds!,
      decay12dbSeconds: decay12dbSeconds!,
      decay20dbSeconds: decay20dbSeconds!,
      zeroCrossingsHz: until > first + 1 ? (crossings * rate) / (until - first - 1) : 0,
      ...this.#spectrum(first, length),
      clippedSamples,
    };
  }

  /** Thinned sound from a sample on, above 150 Hz. The filter starts as if the first value had always been there. */
  #highPass(start: number, length: number): void {
    const { b0, b1, b2, a1, a2 } = this.#filter;
    const [thin, ring, mask] = [this.#thinning, this.#ring, this.#ring.length - 1];
    let [x1, x2, y1, y2] = [0, 0, 0, 0];
    for (let i = 0, at = start; i < length; i++) {
      let x = 0;
      for (let k = 0; k < thin; k++) x += ring[at++ & mask]!;
      x /= thin;
      if (i === 0) x1 = x2 = x;
      const y = b0 * x + b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2;
      x2 = x1;
      x1 = x;
      y2 = y1;
      y1 = y;
      this.#sound[i] = y;
    }
  }

  #rootMeanSquare(from: number, to: number): number {
    let sum = 0;
    for (let i = Math.max(0, from); i < to; i++) sum += this.#sound[i]! ** 2;
    return to > from ? Math.sqrt(sum / (to - Math.max(0, from))) : 0;
  }

  #largest(from: number, to: number): Top {
    let [value, at] = [0, from];
    for (let i = from; i < to; i++)
      if (Math.abs(this.#sound[i]!) > value) {
        value = Math.abs(this.#sound[i]!);
        at = i;
      }
    return { value, at };
  }

  /** The largest sample as recorded, and how many lie in flat tops. */
  #peak(from: number, to: number): { value: number; flat: number } {
    const [ring, mask] = [this.#ring, this.#ring.length - 1];
    let value = 0;
    for (let i = Math.max(0, from); i < to; i++) value = Math.max(value, Math.abs(ring[i & mask]!));
    let [flat, run] = [0, 1];
    for (let i = Math.max(0, from) + 1; i <= to; i++) {
      if (i < to && ring[i & mask] === ring[(i - 1) & mask] && Math.abs(ring[i & mask]!) > value / 2) run++;
      else {
        if (run >= flatTopMin) flat += run;
        run = 1;
      }
    }
    return { value, flat };
  }

  #decays(first: number, length: number): (number | null)[] {
    const inLevel = Math.round(this.#rate / 1000);
    const count = Math.min(100, Math.floor((length - first) / inLevel));
    let [top, topAt] = [0, 0];
    for (let i = 0; i < count; i++) {
      const level = this.#rootMeanSquare(first + i * inLevel, first + (i + 1) * inLevel);
      this.#levels[i] = level;
      if (level > top && i < 30) [top, topAt] = [level, i];
    }
    return [6, 12, 20].map((db) => {
      const below = top * 10 ** (-db / 20);
      for (let i = topAt + 1, run = 0; i < count; i++) {
        run = this.#levels[i]! < below ? run + 1 : 0;
        if (run === 3) return ((i - 2 - topAt) * inLevel) / this.#rate;
      }
      return null;
    });
  }

  #spectrum(first: number, length: number): { centroidHz: number; slopeDbPerOctave: number } {
    const [re, im, size] = [this.#re, this.#im, this.#fourier.size];
    im.fill(0);
    // Fades out over the second half, so that where the piece ends is not heard.
    for (let i = 0; i < size; i++) {
      const fade = i < size / 2 ? 1 : 0.5 + 0.5 * Math.cos((2 * Math.PI * (i - size / 2)) / size);
      re[i] = first + i < length ? this.#sound[first + i]! * fade : 0;
    }
    this.#fourier.transform(re, im);
    const [binHz, nyquist] = [this.#rate / size, this.#rate / 2];
    let [power, moment] = [0, 0];
    for (let i = Math.ceil(centroidHz[0] / binHz); i * binHz <= Math.min(centroidHz[1], nyquist); i++) {
      const here = re[i]! ** 2 + im[i]! ** 2;
      power += here;
      moment += here * i * binHz;
    }
    const octaves = octavesHz.filter((hz) => hz * Math.SQRT2 <= nyquist);
    const middle = (octaves.length - 1) / 2;
    let [slope, weight] = [0, 0];
    octaves.forEach((hz, octave) => {
      let [sum, bins] = [0, 0];
      for (let i = Math.ceil(hz / Math.SQRT2 / binHz); i * binHz < hz * Math.SQRT2; i++, bins++)
        sum += re[i]! ** 2 + im[i]! ** 2;
      slope += (octave - middle) * 10 * Math.log10(sum / bins + 1e-20);
      weight += (octave - middle) ** 2;
    });
    return { centroidHz: power > 0 ? moment / power : 0, slopeDbPerOctave: slope / weight };
  }
}

interface Top {
  readonly value: number;
  readonly at: number;
}
