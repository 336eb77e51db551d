/**
 * Two surfaces compared as cmcR compares them: cells of each on the other, at turns in steps of three degrees.
 *
 * **Source.** `compat-cells.ts`, `compat-decision.ts`. **Input.** Two surfaces of any steps, the turns of the second. **Output.** Congruent cells of
 * both directions by Song's rule, by Tong's of both together, and every cell at its likest turn.
 * **Limits.** Steps other than 6.25 µm are drawn anew: of finer ones every so many points, as cmcR's authors did, of others the nearest.
 */
import type { HeightMap } from '../signal/height-map.ts';
import { compatCells, type CompatCell } from './compat-cells.ts';
import { decideCompat, likestOfEach } from './compat-decision.ts';
import type { CorrelationKernel } from './correlation-kernel.ts';
import { heightMatrix } from './height-matrix.ts';

export const compatPitch = 6.25;
export const compatStep = 3;

export interface CompatComparison {
  readonly congruent: readonly CompatCell[];
  readonly congruentReverse: readonly CompatCell[];
  readonly high: number;
  /** Each cell of the first, and of the second, at its likest turn. */
  readonly cells: readonly CompatCell[];
  readonly cellsReverse: readonly CompatCell[];
}

/** Turns are of the second, in degrees, for the first; the second is looked for on the first at their opposites. */
export function compareCompat(
  first: HeightMap,
  second: HeightMap,
  turns: readonly number[],
  kernel: CorrelationKernel,
): CompatComparison {
  const [a, b] = [heightMatrix(atPitch(first)), heightMatrix(atPitch(second))];
  const there = compatCells(a, b, turns, kernel);
  const opposite = turns.map((turn) => (turn === 0 ? 0 : -turn)).reverse();
  const back = compatCells(b, a, opposite, kernel);
  const { original, high } = decideCompat(there, back);
  return {
    congruent: original[0],
    congruentReverse: original[1],
    high,
    cells: likestOfEach(there),
    cellsReverse: likestOfEach(back),
  };
}

/** The nearest point to each step of 6.25 µm. */
function atPitch(map: HeightMap): HeightMap {
  const times = compatPitch / map.pitchMicrons;
  if (Math.abs(times - 1) < 1e-3) return map;
  const of = (length: number) => Math.max(1, Math.floor((length - 1) / times) + 1);
  const [width, height] = [of(map.width), of(map.height)];
  const heights = new Float32Array(width * height);
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++)
      heights[row * width + column] =
        map.heights[Math.round(row * times) * map.width + Math.round(column * times)] ?? NaN;
  return { width, height, pitchMicrons: compatPitch, heights };
}
