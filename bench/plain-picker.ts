import { biquad } from '../src/signal/biquad.ts';

/**
 * The detector that picks are held against: envelope by a Hilbert filter of 31 taps above 150 Hz, a step of 50 ms against the least
 * 30th percentile of a second in three, not below half the usual one, a pulse the highest in 45 ms. Gives every highest step with how many
 * floors it is, so that a threshold can be chosen afterwards.
 */
export function plainPicks(samples: Float32Array, rate: number): { seconds: number; floors: number }[] {
  const { b0, b1, b2, a1, a2 } = biquad('high-pass', 150, rate);
  const high = new Float64Array(samples.length);
  for (let i = 0; i < samples.length; i++)
    high[i] =
      b0 * samples[i]! +
      b1 * (samples[i - 1] ?? 0) +
      b2 * (samples[i - 2] ?? 0) -
      a1 * (high[i - 1] ?? 0) -
      a2 * (high[i - 2] ?? 0);
  const taps = Float64Array.from({ length: 31 }, (_, i) =>
    (i - 15) % 2 === 0 ? 0 : (2 / (Math.PI * (i - 15))) * (0.54 + 0.46 * Math.cos((Math.PI * (i - 15)) / 15)),
  );
  const envelope = new Float64Array(samples.length);
  for (let i = 15; i < samples.length - 15; i++) {
    let turned = 0;
    for (let k = 0; k < 31; k += 2) turned += taps[k]! * high[i + 15 - k]!;
    envelope[i] = Math.hypot(high[i]!, turned);
  }
  const n = Math.round(0.05 * rate);
  const [seconds, usualOf] = [[] as number[], [] as number[]];
  for (let from = 0; from + rate <= envelope.length; from += rate) {
    seconds.push(envelope.slice(from, from + rate).sort()[Math.floor(0.3 * rate)]!);
    usualOf.push(seconds.toSorted((a, b) => a - b)[seconds.length >> 1]!);
  }
  const floorAt = (i: number) => {
    const second = Math.min(seconds.length - 1, Math.floor(i / rate));
    return Math.max(Math.min(...seconds.slice(Math.max(0, second - 2), second + 1)), usualOf[second]! / 2, 1e-6);
  };
  const steps = new Float64Array(samples.length);
  let [ahead, weighted, behind] = [0, 0, 0];
  for (let now = 0; now < envelope.length; now++) {
    const t = now - n;
    const first = envelope[t] ?? 0;
    ahead += envelope[now]! - first;
    weighted += ahead / n - first;
    if (t >= 0) behind += first - (envelope[t - n] ?? 0);
    if (t >= n) steps[t + 1] = (weighted - behind / 2) / n;
  }
  const picks: { seconds: number; floors: number }[] = [];
  const dead = Math.round(0.045 * rate);
  for (let i = n; i < steps.length; i++) {
    if (steps[i]! <= 0) continue;
    let highest = true;
    for (let k = 1; k <= dead / 2 && highest; k++)
      highest = steps[i]! > steps[i - k]! && steps[i]! >= (steps[i + k] ?? 0);
    if (highest) picks.push({ seconds: i / rate, floors: steps[i]! / floorAt(i) });
  }
  return picks;
}
