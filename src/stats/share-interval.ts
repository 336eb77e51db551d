/**
 * What a share of a few cases says of the share of all.
 *
 * **Source.** Wilson 1927, without a correction for continuity; recommended by Brown, Cai and DasGupta 2001.
 * **Input.** Whole counts, the numerator at most the denominator. **Output.** Bounds between 0 and 1, at 95 % unless told.
 * **Limits.** Cases are taken to be independent.
 */
export function wilsonInterval(
  numerator: number,
  denominator: number,
  z = 1.959963984540054,
): { readonly low: number; readonly high: number } {
  if (denominator === 0) return { low: 0, high: 1 };
  const share = numerator / denominator;
  const spread = 1 + (z * z) / denominator;
  const middle = (share + (z * z) / (2 * denominator)) / spread;
  const half =
    (z / spread) * Math.sqrt((share * (1 - share)) / denominator + (z * z) / (4 * denominator * denominator));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}
