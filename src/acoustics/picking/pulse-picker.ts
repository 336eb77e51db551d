/**
 * Picks impulses out of the sound of one channel as it comes: when each began, how surely, how loud, of what shape.
 *
 * **Source.** Step of the envelope in a band against an adaptive floor, and onset by Akaike's criterion: docs/methods/acoustics-picking.md,
 * with Calhoun et al., arXiv 2108.07377 (2021), for what city sensors hear.
 * **Input.** Samples, −1 to 1 at full scale, at 8 to 192 kHz, in pieces of any length; the pieces do not change the answer.
 * **Output.** Pulses in the order of their time, each about 0.2 s after it was heard.
 * **Limits.** `sound.rate` outside those rates. One pulse in 45 ms. What rises slower than 20 ms is no impulse. Nothing is picked within
 * 25 ms after the start of the sound or after digital silence, where there is no noise to rise from.
 */
import { biquad } from '../../signal/biquad.ts';
import { expectSoundRate } from '../sound-rate.ts';
import { leastFloor, NoiseFloor } from './noise-floor.ts';
import { PulseMeasure } from './pulse-measure.ts';
import type { Pulse } from './pulse.ts';

/** Blasts beyond some hundred meters lie below 1.5 kHz (absorption of air), wind and traffic below 150 Hz. */
const bandHz = [150, 1500] as const;
/** Sound is thinned to about this rate before the band is taken. */
const thinnedHz = 6_000;
const frameSeconds = 0.001;
/** An echoing street holds the energy of a blast for 50 ms and more; automatic fire leaves 63 ms between shots, and a first arrival may
 * be weaker than the echo 30 ms after it. */
const stepSeconds = 0.035;
/** Automatic fire at 950 rounds a minute leaves 63 ms between shots. */
const deadSeconds = 0.045;
/** A pulse is the highest step for so long before and after. */
const highestSeconds = 0.015;
const quietBeforeSeconds = 0.025;
/**
 * A step is picked from so many floors on, and from so many times the level just before it: gusts and echoes waver by a share of their own
 * level. Chosen on simulated streets, for a false pulse in two or three seconds.
 */
const stepFloorsMin = 0.45;
const stepBeforeMin = 0.54;

export class PulsePicker {
  readonly sampleRateHz: number;
  readonly #emit: (pulse: Pulse) => void;
  readonly #thinning: number;
  readonly #samplesInFrame: number;
  readonly #framesStep: number;
  readonly #framesHighest: number;
  readonly #framesDead: number;
  readonly #framesQuiet: number;
  readonly #floor: NoiseFloor;
  readonly #measure: PulseMeasure;
  readonly #filter: Float64Array;
  /** x₁ x₂ y₁ y₂ of the high-pass, y₁ y₂ of the low-pass, sum of thinned samples, energy of the frame. */
  readonly #state = new Float64Array(8);
  #thinned = 0;
  #inFrame = 0;
  /** Frames' levels and steps, as rings. */
  readonly #levels = new Float64Array(256);
  readonly #steps = new Float64Array(256);
  #frames = 0;
  #ahead = 0;
  #weighted = 0;
  #behind = 0;
  #bestStep = 0;
  #bestFrame = -1;
  #lastFrame = -Infinity;
  readonly #waiting: number[] = [];

  constructor(sampleRateHz: number, emit: (pulse: Pulse) => void) {
    expectSoundRate(sampleRateHz);
    this.sampleRateHz = sampleRateHz;
    this.#emit = emit;
    this.#thinning = Math.max(1, Math.round(sampleRateHz / thinnedHz));
    const rate = sampleRateHz / this.#thinning;
    const thinnedInFrame = Math.max(1, Math.round(rate * frameSeconds));
    this.#samplesInFrame = thinnedInFrame * this.#thinning;
    const framesOf = (seconds: number) => Math.round((seconds * sampleRateHz) / this.#samplesInFrame);
    this.#framesStep = framesOf(stepSeconds);
    this.#framesHighest = framesOf(highestSeconds);
    this.#framesDead = framesOf(deadSeconds);
    this.#framesQuiet = framesOf(quietBeforeSeconds);
    this.#floor = new NoiseFloor(framesOf(0.008));
    this.#measure = new PulseMeasure(sampleRateHz);
    const [high, low] = [biquad('high-pass', bandHz[0], rate), biquad('low-pass', bandHz[1], rate)];
    this.#filter = Float64Array.of(high.b0, high.a1, high.a2, low.b0, low.a1, low.a2);
  }

  /** Takes the next samples. */
  push(samples: Float32Array, length = samples.length): void {
    // A ring holds what a pulse is measured from: longer pieces are taken in parts, so that it is still there.
    for (let from = 0; from < length; from += this.#samplesInFrame * 32) {
      const part = samples.subarray(from, Math.min(length, from + this.#samplesInFrame * 32));
      this.#measure.keep(part);
      this.#take(part);
      this.#measureWaiting(false);
    }
  }

  /** Says that there is no more: what was heard last is picked from what there is. */
  finish(): void {
    for (let i = 0; i < this.#framesStep + this.#framesHighest + 1; i++) this.#frame(this.#floor.level, false);
    this.#measureWaiting(true);
  }

  #take(samples: Float32Array): void {
    const [thinning, inFrameMax] = [this.#thinning, this.#samplesInFrame];
    const f = this.#filter;
    const [hb, ha1, ha2, lb, la1, la2] = [f[0]!, f[1]!, f[2]!, f[3]!, f[4]!, f[5]!];
    const s = this.#state;
    let [x1, x2, y1, y2, z1, z2, sum, energy] = [s[0]!, s[1]!, s[2]!, s[3]!, s[4]!, s[5]!, s[6]!, s[7]!];
    let [thinned, inFrame] = [this.#thinned, this.#inFrame];
    const scale = 1 / thinning;
    const perFrame = thinning / inFrameMax;
    const end = samples.length;
    let i = 0;
    while (i < end) {
      const until = Math.min(end, i + thinning - thinned);
      thinned += until - i;
      for (; i < until; i++) sum += samples[i]!;
      if (thinned < thinning) break;
      const x = sum * scale;
      const y = hb * (x - 2 * x1 + x2) - ha1 * y1 - ha2 * y2;
      const z = lb * (y + 2 * y1 + y2) - la1 * z1 - la2 * z2;
      x2 = x1;
      x1 = x;
      y2 = y1;
      y1 = y;
      z2 = z1;
      z1 = z;
      energy += z * z;
      sum = 0;
      thinned = 0;
      inFrame += thinning;
      if (inFrame < inFrameMax) continue;
      this.#frame(Math.sqrt(energy * perFrame), energy < 1e-14);
      energy = 0;
      inFrame = 0;
    }
    s[0] = x1;
    s[1] = x2;
    s[2] = y1;
    s[3] = y2;
    s[4] = z1;
    s[5] = z2;
    s[6] = sum;
    s[7] = energy;
    this.#thinned = thinned;
    this.#inFrame = inFrame;
  }

  /** Moves the step by one frame, and looks whether the one that has enough behind and before it is a pulse. */
  #frame(level: number, silent: boolean): void {
    const n = this.#framesStep;
    const levels = this.#levels;
    const now = this.#frames++;
    levels[now & 255] = silent ? 0 : level;
    // The step at frame t = now − n: what follows weighted 1 to 0, less half of what came before.
    const t = now - n;
    const first = t >= 0 ? levels[t & 255]! : 0;
    // From the weighted sum of t to that of t + 1, before `ahead` is moved: each weight falls by 1/n as the window moves on.
    this.#ahead += level - first;
    this.#weighted += this.#ahead / n - first;
    if (t >= 0) this.#behind += first - (t >= n ? levels[(t - n) & 255]! : 0);
    if (!silent) this.#floor.add(level);
    const at = t + 1;
    if (at < this.#framesQuiet) return;
    const before = this.#behind / Math.min(at, n);
    const step = (2 * this.#weighted) / (n + 1) - before;
    this.#steps[at & 255] = step;
    this.#seek(at, step, Math.max(stepFloorsMin * this.#floor.level, stepBeforeMin * before));
  }

  #seek(at: number, step: number, least: number): void {
    if (step > least && step > this.#bestStep) {
      this.#bestStep = step;
      this.#bestFrame = at;
      return;
    }
    if (this.#bestFrame < 0 || at - this.#bestFrame < this.#framesHighest) return;
    const frame = this.#bestFrame;
    const highest = this.#isHighestBefore(frame, this.#bestStep);
    this.#bestStep = 0;
    this.#bestFrame = -1;
    if (!highest || frame - this.#lastFrame < this.#framesDead || this.#isAfterSilence(frame)) return;
    this.#lastFrame = frame;
    this.#waiting.push(frame);
  }

  #isHighestBefore(frame: number, step: number): boolean {
    for (let k = 1; k <= this.#framesHighest; k++) if (this.#steps[(frame - k) & 255]! > step) return false;
    return true;
  }

  /** Digital silence before it: a recorder that was switched on, or words cut out, and no impulse. */
  #isAfterSilence(frame: number): boolean {
    for (let k = 1; k <= this.#framesQuiet; k++) if (this.#levels[(frame - k) & 255] === 0) return true;
    return false;
  }

  #measureWaiting(ended: boolean): void {
    while (this.#waiting.length > 0) {
      const pulse = this.#measure.at(
        this.#waiting[0]! * this.#samplesInFrame,
        Math.max(leastFloor, this.#floor.level),
        ended,
      );
      if (pulse === 'later') return;
      this.#waiting.shift();
      if (pulse !== 'none') this.#emit(pulse);
    }
  }
}
