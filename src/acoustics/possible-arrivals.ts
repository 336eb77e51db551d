/**
 * Which arrivals can be of one shot at all: sound needs no longer between two sensors than from one to the other.
 *
 * **Source.** Triangle inequality: |t_i − t_j| ≤ d_ij / v, and what a blocked way adds. **Input.** Sensors and times, a speed nothing is slower than.
 * **Output.** Places in the list of those that agree with at least half of the others. **Limits.** Says nothing of those that agree by chance.
 */
export function possibleArrivals(
  arrivals: readonly { readonly x: number; readonly y: number; readonly z: number; readonly seconds: number }[],
  slowestMps: number,
  lateSecondsMax: number,
): number[] {
  const agree = new Int32Array(arrivals.length);
  arrivals.forEach((a, i) => {
    for (let j = 0; j < i; j++) {
      const b = arrivals[j]!;
      const meters = Math.hypot(a.x - b.x, a.y - b.y, a.z - b.z);
      if (Math.abs(a.seconds - b.seconds) > meters / slowestMps + lateSecondsMax) continue;
      agree[i]!++;
      agree[j]!++;
    }
  });
  return [...agree.keys()].filter((i) => 2 * agree[i]! >= arrivals.length - 1);
}
