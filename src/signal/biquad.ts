/**
 * Coefficients of a filter of the second order, high-pass or low-pass: Butterworth's where no other quality is asked.
 *
 * **Source.** Bilinear transform of the analogue filter, as in Bristow-Johnson, Audio EQ Cookbook (W3C Note, 2021).
 * **Input.** Corner and sample rate, in Hz; quality Q. **Output.** b0, b1, b2, a1, a2 of y = b0 x + b1 x₁ + b2 x₂ − a1 y₁ − a2 y₂.
 * **Limits.** The corner lies below half the sample rate; elsewhere a mistake of the caller.
 */
export interface Biquad {
  readonly b0: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

export function biquad(
  kind: 'high-pass' | 'low-pass',
  cornerHz: number,
  sampleRateHz: number,
  quality = Math.SQRT1_2,
): Biquad {
  if (!(cornerHz > 0 && cornerHz < sampleRateHz / 2))
    throw new Error(`expected a corner below ${sampleRateHz / 2} Hz, got ${cornerHz}`);
  const angle = (2 * Math.PI * cornerHz) / sampleRateHz;
  const alpha = Math.sin(angle) / (2 * quality);
  const cosine = Math.cos(angle);
  const scale = 1 / (1 + alpha);
  const sign = kind === 'high-pass' ? 1 : -1;
  const b0 = ((1 + sign * cosine) / 2) * scale;
  return { b0, b1: -sign * 2 * b0, b2: b0, a1: -2 * cosine * scale, a2: (1 - alpha) * scale };
}
