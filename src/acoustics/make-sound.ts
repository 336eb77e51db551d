/**
 * The sound a sensor would hear about some pulses: for the demonstration, whose shots are made.
 *
 * **Source.** The muzzle blast as Friedlander's wave, p(t) = (1 − t/T) e^(−t/T) (Proceedings of the Royal Society A 186, 1946), T = 2 ms, with a tail of
 * scattered sound that dies away.
 * **Input.** Random numbers, when pulses are heard and how far above the noise. **Output.** Samples of 16 bits.
 * **Limits.** It is no recording, and nothing is learnt from it or measured by it.
 */
import type { Random } from '../stats/random.ts';

const positiveSeconds = 0.002;
const tailSeconds = 0.12;
const noiseLevel = 60;

export function makeSound(
  random: Random,
  {
    sampleRateHz,
    seconds,
    pulses,
  }: {
    readonly sampleRateHz: number;
    readonly seconds: number;
    readonly pulses: readonly { readonly atSeconds: number; readonly snrDb: number }[];
  },
): Int16Array {
  const heard = new Float64Array(Math.round(seconds * sampleRateHz));
  for (let at = 0; at < heard.length; at++) heard[at] = noiseLevel * random.normal(0, 1);
  for (const { atSeconds, snrDb } of pulses) {
    const peak = noiseLevel * 10 ** (Math.min(46, snrDb) / 20);
    const first = Math.max(0, Math.ceil(atSeconds * sampleRateHz));
    const last = Math.min(heard.length, Math.ceil((atSeconds + 4 * tailSeconds) * sampleRateHz));
    for (let at = first; at < last; at++) {
      const since = at / sampleRateHz - atSeconds;
      const blast = (1 - since / positiveSeconds) * Math.exp(-since / positiveSeconds);
      heard[at]! += peak * (blast + 0.12 * Math.exp(-since / tailSeconds) * random.normal(0, 1));
    }
  }
  return Int16Array.from(heard, (value) => Math.max(-32_768, Math.min(32_767, Math.round(value))));
}
