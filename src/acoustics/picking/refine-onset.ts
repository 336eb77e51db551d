/**
 * When an impulse began, between samples, with how surely.
 *
 * **Source.** Akaike's criterion for a change of variance (Maeda, Zisin 38:365, 1985): AIC(k) = k ln var(y[0..k]) + (N − k) ln var(y[k..N]).
 * exp(−AIC/2) is the likelihood of a change at k, so its mean is the onset and its spread the uncertainty, here tempered because
 * neighbouring samples of a filtered sound are not independent, and never below what the wave's own rise leaves open.
 * **Input.** Sound above 150 Hz in a window around a step, and from where to where the change is sought.
 * **Output.** Place of the onset in samples and its standard deviation. **Limits.** Where nothing changes, the spread is that of the
 * window. An arrival weaker than the noise before a stronger echo is given the echo's time.
 */
export interface Onset {
  readonly place: number;
  readonly sigma: number;
}

/** Each sample of a filtered sound counts this much of an independent one: measured on simulated sound (docs/methods/acoustics-picking.md). */
const independentShare = 0.25;
/** Where between two samples a wave began is not known better than this. */
const sigmaMinSamples = 0.5;
/** No change is placed closer to an edge: a variance of fewer samples says nothing. */
const edge = 6;
/** Below the rounding of 24 bits: digital silence has a variance too, or its logarithm would have none. */
const varianceMin = 1e-15;
/** Filters of recorders ring before a step, some 35 dB below it: what is quieter than that is no evidence of an arrival. */
const ringingShare = 0.02;
/** The likelihood falls slower before the onset than after it. How much its mean is early by, in samples and in spreads. */
const earlySamples = 0.6;
const earlySpreads = 0.4;
/** And how wide it is for what it errs by. Both measured on simulated sound at 12, 24 and 48 kHz. */
const spreadShare = 0.5;

export function refineOnset(sound: Float64Array, from: number, to: number, criteria: Float64Array): Onset {
  const n = to - from;
  let [total, top] = [0, 0];
  for (let i = from; i < to; i++) {
    const square = sound[i]! ** 2;
    total += square;
    if (square > top) top = square;
  }
  const least = Math.max(varianceMin, top * ringingShare ** 2);
  let [before, best] = [0, Infinity];
  for (let k = 1; k <= n - edge; k++) {
    before += sound[from + k - 1]! ** 2;
    if (k < edge) continue;
    const value = k * Math.log(before / k + least) + (n - k) * Math.log((total - before) / (n - k) + least);
    criteria[k] = value;
    if (value < best) best = value;
  }
  let [weights, places, spread] = [0, 0, 0];
  for (let k = edge; k <= n - edge; k++) {
    const above = (criteria[k]! - best) * 0.5 * independentShare;
    if (above > 30) continue;
    const weight = Math.exp(-above);
    weights += weight;
    places += weight * k;
    spread += weight * k * k;
  }
  const mean = places / weights;
  const width = Math.sqrt(Math.max(0, spread / weights - mean * mean));
  // A change before sample k lies between k − 1 and k.
  return {
    place: from + mean - 0.5 + earlySamples + earlySpreads * width,
    sigma: Math.hypot(spreadShare * width, sigmaMinSamples),
  };
}
