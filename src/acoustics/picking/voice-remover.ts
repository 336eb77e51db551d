/**
 * Takes the voice out of sound that is kept longer than the two seconds around a published impulse, so that nobody's words are kept.
 *
 * **Source.** Butterworth, Wireless Engineer 7:536 (1930): a low-pass of the eighth order as four of the second, their qualities
 * 1 / (2 cos θ). Speech is understood from 300 to 3,400 Hz (ITU-T G.712), and consonants from what lies above, so all of it goes; a blast
 * has most of its energy below.
 * **Input.** Samples of one channel in pieces of any length. **Output.** The same arrays, without what lies above about 160 Hz: 43 dB less
 * at 300 Hz and 8 dB an additional sixth of an octave and more above. **Limits.** The pitch of a voice stays, and with it whether somebody
 * spoke. What is left comes `delaySeconds` later; an onset in it is known to two or three milliseconds, not to a tenth of one.
 */
import { biquad, type Biquad } from '../../signal/biquad.ts';

const cornerHz = 160;
const sections = 4;

export class VoiceRemover {
  /** By how much what is left comes later than what was heard, at low frequencies. */
  readonly delaySeconds: number;
  readonly #filters: readonly Biquad[];
  readonly #held: readonly Float64Array[];

  constructor(sampleRateHz: number) {
    const qualities = Array.from(
      { length: sections },
      (_, i) => 0.5 / Math.cos((Math.PI * (2 * i + 1)) / (4 * sections)),
    );
    this.#filters = qualities.map((quality) => biquad('low-pass', cornerHz, sampleRateHz, quality));
    this.#held = qualities.map(() => new Float64Array(2));
    this.delaySeconds = qualities.reduce((sum, quality) => sum + 1 / quality, 0) / (2 * Math.PI * cornerHz);
  }

  /** Takes the voice out of the next samples, in place. */
  remove(samples: Float32Array): void {
    this.#filters.forEach(({ b0, b1, b2, a1, a2 }, section) => {
      const held = this.#held[section]!;
      let first = held[0]!;
      let second = held[1]!;
      for (let i = 0; i < samples.length; i++) {
        const x = samples[i]!;
        const y = b0 * x + first;
        first = b1 * x - a1 * y + second;
        second = b2 * x - a2 * y;
        samples[i] = y;
      }
      held[0] = first;
      held[1] = second;
    });
  }
}
