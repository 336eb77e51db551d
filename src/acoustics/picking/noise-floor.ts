/**
 * The level of the noise that impulses rise from, followed as it changes.
 *
 * **Source.** Minimum statistics (Martin, IEEE Trans. Speech Audio Proc. 9:504, 2001) of a low percentile: impulses and their echoes
 * fill less of a second than seven tenths, and a floor that took them for noise would hide the shots after them.
 * **Input.** Root mean square of frames, one after the other; how many make a block (about 8 ms) and a second.
 * **Output.** A level in the same unit: the least of the 30th percentiles of the last three seconds, not below half of what they
 * usually were, and never below the rounding of a 16-bit recorder.
 * **Limits.** In the first second it stands on what was heard so far. Noise that swells within a second is followed a second late.
 */
const blocksInSecond = 125;
const secondsKept = 3;
const percentile = 0.3;
/** Rounding to 16 bits, uniform, in the band that is picked in: nothing recorded is quieter than its own rounding. */
export const leastFloor = 1 / 32768 / Math.sqrt(12);
/** Share by which the usual floor moves towards each second's: half of it in about ten seconds. */
const usualShare = 0.07;

export class NoiseFloor {
  readonly #framesInBlock: number;
  readonly #blocks = new Float64Array(blocksInSecond);
  readonly #sorted = new Float64Array(blocksInSecond);
  readonly #seconds = new Float64Array(secondsKept).fill(Infinity);
  #frames = 0;
  #sum = 0;
  #filled = 0;
  #second = 0;
  #usual = 0;
  /** The floor now. */
  level = leastFloor;

  constructor(framesInBlock: number) {
    this.#framesInBlock = framesInBlock;
  }

  add(level: number): void {
    this.#sum += level;
    if (++this.#frames < this.#framesInBlock) return;
    this.#blocks[this.#filled++] = this.#sum / this.#framesInBlock;
    this.#frames = 0;
    this.#sum = 0;
    if (this.#usual === 0) this.level = Math.max(leastFloor, this.#percentile());
    if (this.#filled < blocksInSecond) return;
    const now = this.#percentile();
    this.#seconds[this.#second] = now;
    this.#second = (this.#second + 1) % secondsKept;
    this.#filled = 0;
    this.#usual = this.#usual === 0 ? now : this.#usual + usualShare * (now - this.#usual);
    let least = Infinity;
    for (let i = 0; i < secondsKept; i++) if (this.#seconds[i]! < least) least = this.#seconds[i]!;
    this.level = Math.max(leastFloor, least, this.#usual / 2);
  }

  #percentile(): number {
    const sorted = this.#sorted.subarray(0, this.#filled);
    sorted.set(this.#blocks.subarray(0, this.#filled));
    sorted.sort();
    return sorted[Math.floor(percentile * (this.#filled - 1))]!;
  }
}
