/**
 * Angles in degrees on the full circle, where 179 and −179 lie two apart.
 *
 * **Source.** Median: the angle from which the arcs to all others are shortest together (Fisher 1993, §2.3.2); range: the shortest arc that holds all.
 * **Input.** Degrees, any number of turns. **Output.** Degrees. **Limits.** Of angles that lie within half a circle both are those of the line.
 */
import { median } from './median.ts';

/** −180 up to, but not, 180. */
export function wrappedDegrees(angle: number): number {
  return ((((angle + 180) % 360) + 360) % 360) - 180;
}

/** The shorter arc between two angles, 0 to 180. */
export function degreesApart(a: number, b: number): number {
  return Math.abs(wrappedDegrees(a - b));
}

/** Half way between them where two do as well; no number where there is none. Near the first in order, so that 190 stays 190 among 185 and 195. */
export function circularMedian(angles: readonly number[]): number {
  if (angles.length === 0) return NaN;
  let [least, best] = [Infinity, [] as number[]];
  for (const angle of [...new Set(angles)].sort((a, b) => a - b)) {
    const sum = angles.reduce((arcs, other) => arcs + degreesApart(angle, other), 0);
    if (sum > least + 1e-9) continue;
    if (sum < least - 1e-9) best = [];
    least = Math.min(least, sum);
    best.push(angle);
  }
  return median(best.map((angle) => best[0]! + wrappedDegrees(angle - best[0]!)));
}

/** 0 where there is none, or one. */
export function circularRange(angles: readonly number[]): number {
  const inOrder = angles.map(wrappedDegrees).sort((a, b) => a - b);
  if (inOrder.length === 0) return 0;
  const gaps = inOrder.map((angle, at) => (at === 0 ? angle + 360 - inOrder.at(-1)! : angle - inOrder[at - 1]!));
  return 360 - Math.max(...gaps);
}
