/**
 * What time it was at each sample of a microphone whose own clock is only about right: pieces arrive late and never early, so the least late of
 * the last half minute tells.
 */
const windowPieces = 600;

export class SampleClock {
  readonly #microsecondsPerSample: number;
  readonly #live: boolean;
  #samples = 0;
  #offsets: number[] = [];
  #start: number;

  /** `startMicroseconds`: time of the first sample, where the sound is not heard now. */
  constructor(sampleRateHz: number, startMicroseconds: number | null) {
    this.#microsecondsPerSample = 1e6 / sampleRateHz;
    this.#live = startMicroseconds === null;
    this.#start = startMicroseconds ?? NaN;
  }

  /** A piece came; gives the time of its first sample. */
  piece(samples: number, nowMicroseconds: number): number {
    const before = this.#samples;
    this.#samples += samples;
    if (this.#live) {
      this.#offsets.push(nowMicroseconds - this.#samples * this.#microsecondsPerSample);
      if (this.#offsets.length > windowPieces) this.#offsets.shift();
      this.#start = Math.min(...this.#offsets);
    }
    return Math.round(this.#start + before * this.#microsecondsPerSample);
  }

  /** The time at so many seconds from the first sample on. */
  at(seconds: number): number {
    return Math.round(this.#start + seconds * 1e6);
  }
}
