/** Pearson's correlation from sums over pairs: Σ1, Σp, Σq, Σp², Σq², Σpq. No number where either does not vary. */
export function correlationOfSums(
  count: number,
  sumA: number,
  sumB: number,
  squareA: number,
  squareB: number,
  cross: number,
): number {
  const varianceA = squareA - (sumA * sumA) / count;
  const varianceB = squareB - (sumB * sumB) / count;
  return varianceA > 0 && varianceB > 0 ? (cross - (sumA * sumB) / count) / Math.sqrt(varianceA * varianceB) : NaN;
}
