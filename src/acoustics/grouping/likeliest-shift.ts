/**
 * How far a place must be moved, and its times, so that the latenesses of all ways become as usual as they can: of each sensor any of those that
 * explain the shots, for in a regular burst a sensor alone cannot say which shot it heard first.
 *
 * **Source.** Maximum over a grid of the sum over sensors of the best of their offsets (a mixture's most likely components).
 * **Input.** Offsets of sensors at a place. **Output.** Metres east and north, seconds. **Limits.** To 80 m and 160 ms, in steps of 10 m and 10 ms.
 */
import { delayTo, type PulseTable } from './pulse-table.ts';
import { usual, type Offset } from './place-lock.ts';

const stepMeters = 10;
const steps = 8;
const binSeconds = 0.005;
const binsPerStep = 2;
const timeSteps = 16;
/** What sums in another order may differ by. */
const roundingWorth = 1e-9;
/** What time and the farthest corner add up to. */
const reachSeconds = 0.55;

export interface Shift {
  readonly x: number;
  readonly y: number;
  readonly seconds: number;
}

export function likeliestShift(table: PulseTable, offsets: readonly Offset[], x: number, y: number, z: number): Shift {
  const heard = [...new Set(offsets.map(({ sensor }) => sensor))];
  const bySensor = Map.groupBy(offsets, ({ sensor }) => sensor);
  const tables = heard.map((s) => worthByTime(bySensor.get(s)!));
  const peaks = tables.map(bestOfSteps);
  const here = heard.map((s) => delayTo(table, s, x, y, z));
  const bins = new Int32Array(heard.length);
  const sums = new Float64Array(2 * timeSteps + 1);
  let best: Shift = { x: 0, y: 0, seconds: 0 };
  let most = -Infinity;
  // What the place itself is worth, so that what cannot reach it is not added up.
  const least = sumUp(0, 0) ? Math.max(...sums) : -Infinity;
  for (let east = -steps; east <= steps; east++)
    for (let north = -steps; north <= steps; north++) {
      if (!sumUp(east, north, Math.max(least, most) - roundingWorth)) continue;
      for (let later = 0; later < sums.length; later++)
        if (sums[later]! > most) {
          most = sums[later]!;
          best = {
            x: east * stepMeters,
            y: north * stepMeters,
            seconds: (later - timeSteps) * binsPerStep * binSeconds,
          };
        }
    }
  return best;

  /** What each lateness is worth at a place so many steps away; false where none can be worth `least`. */
  function sumUp(east: number, north: number, least = -Infinity): boolean {
    let hoped = 0;
    for (let at = 0; at < heard.length; at++) {
      const moved = delayTo(table, heard[at]!, x + east * stepMeters, y + north * stepMeters, z) - here[at]!;
      const bin = Math.round((moved + reachSeconds) / binSeconds) - timeSteps * binsPerStep;
      const within = bin >= 0 && bin + 2 * timeSteps * binsPerStep < tables[at]!.length;
      bins[at] = within ? bin : -1;
      if (within) hoped += peaks[at]![bin]!;
    }
    if (hoped < least) return false;
    sums.fill(0);
    for (let at = 0; at < heard.length; at++) {
      let bin = bins[at]!;
      if (bin < 0) continue;
      const worth = tables[at]!;
      for (let later = 0; later <= 2 * timeSteps; later++, bin += binsPerStep) sums[later]! += worth[bin]!;
    }
    return true;
  }
}

/** Of each bin the most of the steps of time from it on. */
function bestOfSteps(worth: Float64Array): Float64Array {
  const peaks = new Float64Array(worth.length);
  for (let bin = 0; bin + 2 * timeSteps * binsPerStep < worth.length; bin++) {
    let most = -Infinity;
    for (let later = 0; later <= 2 * timeSteps; later++) most = Math.max(most, worth[bin + later * binsPerStep]!);
    peaks[bin] = most;
  }
  return peaks;
}

/** What the best of a sensor's offsets is worth if all came so much later. */
function worthByTime(offsets: readonly Offset[]): Float64Array {
  const worth = new Float64Array(Math.round((2 * reachSeconds) / binSeconds) + 1);
  for (let bin = 0; bin < worth.length; bin++)
    for (const { seconds, score } of offsets)
      worth[bin] = Math.max(worth[bin]!, score + usual(seconds - bin * binSeconds + reachSeconds));
  return worth;
}

/** Of each sensor the offset that is likeliest after a shift, where one is. */
export function nearestOffsets(
  table: PulseTable,
  offsets: readonly Offset[],
  shift: Shift,
  x: number,
  y: number,
  z: number,
): Offset[] {
  const best = new Map<number, { offset: Offset; score: number }>();
  for (const offset of offsets) {
    const { sensor } = offset;
    const further = delayTo(table, sensor, x + shift.x, y + shift.y, z) - delayTo(table, sensor, x, y, z);
    const score = offset.score + usual(offset.seconds - further - shift.seconds);
    if (score > (best.get(sensor)?.score ?? 0)) best.set(sensor, { offset, score });
  }
  return [...best.values()].map(({ offset }) => offset);
}
