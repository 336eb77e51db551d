/**
 * What time it was at each sample of a microphone whose own clock is only about right: pieces arrive late and never early, so the least late of
 * the last half minute tells. Where all pieces of the last two seconds are later than that by far, samples were lost on the way or the clock was set
 * forward: from then on the newest alone tell. Pieces that come late in a crowd have caught up long before.
 */
const windowPieces = 600;
/** So many seconds of sound, in so many pieces at least, whatever their length; fewer already make the time doubtful. */
const recent = { seconds: 2, pieces: 10 };
const doubtful = { seconds: 0.5, pieces: 4 };
const lostMicroseconds = 20_000;

export class SampleClock {
  readonly #microsecondsPerSample: number;
  readonly #live: boolean;
  #samples = 0;
  /** Of the newest pieces what they say of the time of the first sample, and how many samples had come with them. */
  #offsets: number[] = [];
  #ends: number[] = [];
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
      this.#ends.push(this.#samples);
      if (this.#offsets.length > windowPieces) this.#keepNewest(windowPieces);
      if (this.#lateness(recent) > lostMicroseconds) this.#keepNewest(this.#piecesOf(recent));
      this.#start = Math.min(...this.#offsets);
    }
    return Math.round(this.#start + before * this.#microsecondsPerSample);
  }

  /** How much too early the time told now may be, microseconds: 0 but where samples seem to have been lost a moment ago. */
  get doubtMicroseconds(): number {
    const lateness = this.#lateness(doubtful);
    return lateness > lostMicroseconds ? Math.round(lateness) : 0;
  }

  #piecesOf({ seconds, pieces }: typeof recent): number {
    const from = this.#samples - (seconds * 1e6) / this.#microsecondsPerSample;
    let count = 0;
    for (let at = this.#ends.length - 1; at >= 0 && this.#ends[at]! > from; at--) count++;
    return Math.max(count, pieces);
  }

  #keepNewest(pieces: number): void {
    this.#offsets = this.#offsets.slice(-pieces);
    this.#ends = this.#ends.slice(-pieces);
  }

  /** By how much the least late of the newest pieces is later than the least late of all. */
  #lateness(span: typeof recent): number {
    const pieces = this.#piecesOf(span);
    if (this.#offsets.length <= pieces) return 0;
    return Math.min(...this.#offsets.slice(-pieces)) - Math.min(...this.#offsets);
  }

  /** Seconds from the first sample to the end of the newest piece, whatever became of what lies between. */
  get seconds(): number {
    return (this.#samples * this.#microsecondsPerSample) / 1e6;
  }

  /** The time at so many seconds from the first sample on. */
  at(seconds: number): number {
    return Math.round(this.#start + seconds * 1e6);
  }
}
