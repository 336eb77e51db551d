/**
 * What is read off two surfaces laid over each other: heights along a line, how far one lies over the other, and by how much to draw them steeper.
 *
 * **Source.** Between points the four about the place, over what was measured. **Input.** Surfaces made ready by `paint-surfaces.ts`.
 * **Output.** Micrometres. **Limits.** Where less than half of a place was measured nothing is said: no number.
 */
import { median } from '../stats/median.ts';
import { measuredLeast, sampleAt, type DrawnSurface } from './paint-surfaces.ts';
import { at, type Laid, type PlaneMap } from './surface-placing.ts';

export interface Line {
  readonly from: readonly [x: number, y: number];
  readonly to: readonly [x: number, y: number];
}

export interface Profile {
  /** Micrometres along the line. */
  readonly along: Float64Array;
  /** Micrometres of height; no number where nothing was measured. */
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** Steps of a line that are enough for any screen. */
const stepsMost = 2000;

/** Heights of both along a line of the first, in steps of the finer of the two. `second` leads from micrometres of the first to those of the second. */
export function profileAlong(
  { from, to }: Line,
  first: DrawnSurface,
  second: DrawnSurface | null,
  toSecond: PlaneMap,
): Profile {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const pitch = Math.min(first.pitchMicrons, second?.pitchMicrons ?? Infinity);
  const steps = Math.max(1, Math.min(stepsMost, Math.ceil(length / pitch)));
  const profile = {
    along: new Float64Array(steps + 1),
    first: new Float64Array(steps + 1),
    second: new Float64Array(steps + 1),
  };
  for (let n = 0; n <= steps; n++) {
    const part = n / steps;
    const [x, y] = [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
    profile.along[n] = length * part;
    profile.first[n] = heightAt(first, x, y);
    profile.second[n] = second === null ? NaN : heightAt(second, ...at(toSecond, x, y));
  }
  return profile;
}

/** No number where too little of the place was measured. */
export function heightAt(surface: DrawnSurface, xMicrons: number, yMicrons: number): number {
  const found = sampleAt(surface, xMicrons / surface.pitchMicrons, yMicrons / surface.pitchMicrons);
  return found === null || found[3] < measuredLeast ? NaN : found[0];
}

/** How far the second lies over the first in the mean of what is of the breech face on the first and measured on both. */
export function meanOver(first: DrawnSurface, second: DrawnSurface, toSecond: PlaneMap): number {
  const { width, pitchMicrons, mask } = first;
  let [sum, count] = [0, 0];
  for (let n = 0; n < mask.length; n++) {
    if (mask[n] === 0 || first.points[4 * n + 3] === 0) continue;
    const [x, y] = [((n % width) + 0.5) * pitchMicrons, (Math.floor(n / width) + 0.5) * pitchMicrons];
    const over = heightAt(second, ...at(toSecond, x, y)) - first.points[4 * n]!;
    if (over !== over) continue;
    sum += over;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}

/** The height that this part of the breech face stays within, about none. */
export function heightWithin({ points, mask }: DrawnSurface, part: number): number {
  const held: number[] = [];
  for (let n = 0; n < mask.length; n++)
    if (mask[n] === 1 && points[4 * n + 3] === 1) held.push(Math.abs(points[4 * n]!));
  if (held.length === 0) return 1;
  held.sort((a, b) => a - b);
  return Math.max(0.01, held[Math.min(held.length - 1, Math.floor(part * held.length))]!);
}

/** So many times steeper that half of the slopes of the breech face are drawn steeper than about thirty degrees. */
export function usualRelief({ points, mask }: DrawnSurface): number {
  const slopes: number[] = [];
  for (let n = 0; n < mask.length; n++)
    if (mask[n] === 1 && points[4 * n + 3] === 1) slopes.push(Math.hypot(points[4 * n + 1]!, points[4 * n + 2]!));
  // Not the mean: at the edge of a mask slopes are those of a rim.
  const usual = slopes.length === 0 ? 0 : median(slopes);
  return usual === 0 ? 1 : Math.min(200, Math.max(1, 0.6 / usual));
}

/** Middle on middle, as both were scanned. */
export function besideOf(first: DrawnSurface, second: DrawnSurface): Laid {
  const [a, b] = [faceBox(first), faceBox(second)];
  return {
    firstMiddle: { x: (a.left + a.right) / 2, y: (a.top + a.bottom) / 2 },
    secondMiddle: { x: (b.left + b.right) / 2, y: (b.top + b.bottom) / 2 },
    turn: 0,
    x: 0,
    y: 0,
  };
}

/** About the breech face, in micrometres; about all where there is none. */
export function faceBox({ width, height, pitchMicrons, mask }: DrawnSurface) {
  let [left, right, top, bottom] = [width, 0, height, 0];
  for (let at = 0; at < mask.length; at++) {
    if (mask[at] === 0) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x + 1), Math.min(top, y), Math.max(bottom, y + 1)];
  }
  if (right === 0) [left, right, top, bottom] = [0, width, 0, height];
  return {
    left: left * pitchMicrons,
    right: right * pitchMicrons,
    top: top * pitchMicrons,
    bottom: bottom * pitchMicrons,
  };
}
