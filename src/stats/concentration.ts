/**
 * How much of all lies with how few.
 *
 * **Source.** Lorenz 1905; Gini's coefficient as half the mean difference over the mean: G = Σ(2i − n − 1)x_i / (n Σ x), x in rising order.
 * **Input.** Counts of all that could have had any, also those with none. **Output.** Shares with their numerators and denominators.
 * **Limits.** Shares of the top depend on who is counted as one that could: said wherever one is shown.
 */

export interface LorenzPoint {
  /** Of how many, the least first. */
  readonly units: number;
  /** How many of all these have together. */
  readonly total: number;
}

/** From none to all, the least first: one point for each number of units where the slope changes. */
export function lorenzCurve(counts: readonly number[]): LorenzPoint[] {
  const rising = counts.toSorted((a, b) => a - b);
  const points = [{ units: 0, total: 0 }];
  let total = 0;
  rising.forEach((count, at) => {
    total += count;
    if (rising[at + 1] !== count) points.push({ units: at + 1, total });
  });
  return points;
}

/** 0 where all have the same, towards 1 where one has all; null where there is nothing to share. */
export function gini(counts: readonly number[]): number | null {
  const sum = counts.reduce((all, count) => all + count, 0);
  if (sum === 0) return null;
  const n = counts.length;
  const weighted = counts.toSorted((a, b) => a - b).reduce((all, count, at) => all + (2 * (at + 1) - n - 1) * count, 0);
  return weighted / (n * sum);
}

/** What the first `top` have of all. */
export function shareOfTop(
  counts: readonly number[],
  top: number,
): { readonly numerator: number; readonly denominator: number } {
  const falling = counts.toSorted((a, b) => b - a);
  const sum = (of: readonly number[]) => of.reduce((all, count) => all + count, 0);
  return { numerator: sum(falling.slice(0, top)), denominator: sum(falling) };
}

/** The fewest that have at least this share of all together. */
export function fewestWith(counts: readonly number[], share: number): number {
  const falling = counts.toSorted((a, b) => b - a);
  const wanted = share * falling.reduce((all, count) => all + count, 0);
  let total = 0;
  let units = 0;
  while (units < falling.length && total < wanted) total += falling[units++]!;
  return units;
}
