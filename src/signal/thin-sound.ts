/** Lobes of the sinc on either side, in samples of the slower rate. */
const lobes = 12;
/** Of half the slower rate, where the low-pass is at half: what folds back lies above four fifths of what is left. */
const edge = 0.9;

/**
 * Sound of a rate no faster than `rateMax`, by the least whole factor: low-pass by a sinc under a Hann window, then every so many samples.
 *
 * **Source.** Oppenheim and Schafer, "Discrete-Time Signal Processing", windowed design of filters. **Input.** Samples and their rate, Hz.
 * **Output.** Samples and their rate; the first is of the same moment as the first given. **Limits.** Beyond the ends sound is taken for nothing.
 */
export function thinned(
  samples: Float32Array,
  sampleRateHz: number,
  rateMax: number,
): { readonly samples: Float32Array; readonly sampleRateHz: number } {
  const factor = Math.ceil(sampleRateHz / rateMax);
  if (factor <= 1) return { samples, sampleRateHz };
  const half = lobes * factor;
  const weights = Float64Array.from({ length: 2 * half + 1 }, (_, at) => {
    const from = at - half;
    const turn = (Math.PI * from * edge) / factor;
    return (from === 0 ? 1 : Math.sin(turn) / turn) * (0.5 + 0.5 * Math.cos((Math.PI * from) / (half + 1)));
  });
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const thin = Float32Array.from({ length: Math.ceil(samples.length / factor) }, (_, at) => {
    let value = 0;
    for (let tap = 0; tap < weights.length; tap++) value += weights[tap]! * (samples[at * factor + tap - half] ?? 0);
    return value / sum;
  });
  return { samples: thin, sampleRateHz: sampleRateHz / factor };
}
