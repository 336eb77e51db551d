/**
 * A seeded generator of random numbers: sfc32 (Chris Doty-Humphrey, PractRand), its state filled from a text by the
 * cyrb128 hash. The same texts give the same numbers on every machine: only 32-bit integer arithmetic decides the stream.
 *
 * Deliberately missing: any way to seed from a clock.
 */
export class Random {
  readonly #label: string;
  #a: number;
  #b: number;
  #c: number;
  #d: number;
  #spare: number | null = null;

  constructor(label: string) {
    this.#label = label;
    [this.#a, this.#b, this.#c, this.#d] = hashText(label);
    for (let i = 0; i < 12; i++) this.#next32();
  }

  /** A generator of its own for one part of the world; taking it does not move this one. */
  fork(label: string | number): Random {
    return new Random(`${this.#label}/${label}`);
  }

  #next32(): number {
    const t = (((this.#a + this.#b) | 0) + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + t;
    this.#c |= 0;
    return t >>> 0;
  }

  /** Uniform in [0, 1). */
  next(): number {
    return this.#next32() / 4294967296;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** Whole number in [low, high], both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  pick<T>(list: readonly T[]): T {
    const chosen = list[Math.floor(this.next() * list.length)];
    if (chosen === undefined) throw new Error('expected a list with at least one entry to pick from');
    return chosen;
  }

  /** Earlier entries oftener, as with names: about Zipf's law with a soft start. */
  pickZipf<T>(list: readonly T[]): T {
    const n = list.length;
    // Inverse of the integral of 1/(x+4): one draw, no table.
    const index = Math.floor(4 * ((n + 4) / 4) ** this.next() - 4);
    const chosen = list[Math.min(n - 1, Math.max(0, index))];
    if (chosen === undefined) throw new Error('expected a list with at least one entry to pick from');
    return chosen;
  }

  normal(mean: number, deviation: number): number {
    if (this.#spare !== null) {
      const kept = this.#spare;
      this.#spare = null;
      return mean + deviation * kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    const angle = 2 * Math.PI * this.next();
    this.#spare = radius * Math.sin(angle);
    return mean + deviation * radius * Math.cos(angle);
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /** Lognormal by its median and the standard deviation of its logarithm. */
  lognormal(median: number, sigma: number): number {
    return median * Math.exp(this.normal(0, sigma));
  }

  /** Number of trials until the first success, at least 1. */
  geometric(successProbability: number): number {
    return 1 + Math.floor(Math.log(1 - this.next()) / Math.log(1 - successProbability));
  }

  /** Poisson count; a rounded normal above 60, where the two agree to within the noise. */
  poisson(mean: number): number {
    if (mean > 60) return Math.max(0, Math.round(this.normal(mean, Math.sqrt(mean))));
    const limit = Math.exp(-mean);
    let count = 0;
    let product = this.next();
    while (product > limit) {
      count++;
      product *= this.next();
    }
    return count;
  }

  digits(count: number): string {
    let text = '';
    for (let i = 0; i < count; i++) text += String(Math.floor(this.next() * 10));
    return text;
  }

  shuffle<T>(list: T[]): T[] {
    for (let i = list.length - 1; i > 0; i--) {
      const j = Math.floor(this.next() * (i + 1));
      const kept = list[i] as T;
      list[i] = list[j] as T;
      list[j] = kept;
    }
    return list;
  }
}

function hashText(text: string): [number, number, number, number] {
  let a = 1779033703;
  let b = 3144134277;
  let c = 1013904242;
  let d = 2773480762;
  for (let i = 0; i < text.length; i++) {
    const k = text.charCodeAt(i);
    a = b ^ Math.imul(a ^ k, 597399067);
    b = c ^ Math.imul(b ^ k, 2869860233);
    c = d ^ Math.imul(c ^ k, 951274213);
    d = a ^ Math.imul(d ^ k, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  return [(a ^ b ^ c ^ d) >>> 0, (b ^ a) >>> 0, (c ^ a) >>> 0, (d ^ a) >>> 0];
}
