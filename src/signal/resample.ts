/**
 * Sound at another rate.
 *
 * **Source.** Band-limited interpolation (Smith and Gossett, ICASSP 1984): each new sample is the sum of old ones under a windowed sinc, whose
 * corner lies below the lower of both half rates.
 * **Input.** Samples, their rate and the rate wanted, in Hz. **Output.** Samples at that rate, of the same length in seconds.
 * **Limits.** Flat to nine tenths of the lower half rate, 40 dB down at 1.1 of it; beyond the ends there is silence.
 */
const halfCrossings = 12;
const corner = 0.95;

/** Values of the window between two crossings. */
const fine = 512;
const kernel = Float64Array.from({ length: halfCrossings * fine + 2 }, (_, at) => {
  const x = at / fine;
  if (x >= halfCrossings) return 0;
  return x === 0 ? 1 : (Math.sin(Math.PI * x) / (Math.PI * x)) * (0.5 + 0.5 * Math.cos((Math.PI * x) / halfCrossings));
});

export function resample(samples: Float32Array, fromHz: number, toHz: number): Float32Array {
  if (fromHz === toHz) return samples;
  const scale = Math.min(1, toHz / fromHz) * corner;
  const reach = halfCrossings / scale;
  const perSample = scale * fine;
  const out = new Float32Array(Math.floor((samples.length * toHz) / fromHz));
  for (let n = 0; n < out.length; n++) {
    const at = (n * fromHz) / toHz;
    const last = Math.min(samples.length - 1, Math.floor(at + reach));
    let sum = 0;
    for (let i = Math.max(0, Math.ceil(at - reach)); i <= last; i++)
      sum += samples[i]! * kernel[Math.round(Math.abs(i - at) * perSample)]!;
    out[n] = sum * scale;
  }
  return out;
}
