/**
 * Whether parts of one surface are found on the other where the whole says they should be: congruent cells.
 *
 * **Source.** Song, Journal of Research of NIST 118 (2013); Song et al., Forensic Science International 284 (2018): correlation of .5 and more.
 * Cells of 450 µm, a third of which must be measured, and 75 µm of allowance are those of NFI Scratch. Congruent are cells that correlate so and lie
 * within the allowance of the middle (median) of those that do.
 * **Input.** Two grids of 25 µm, the pose that lays the second over the first. **Output.** Each cell of the first with its best place on the second.
 * **Limits.** A cell is looked for within 100 µm, one step of 25 µm further from the likest place there, and two degrees of where the pose puts it, not
 * on the whole surface.
 */
import { median } from '../stats/median.ts';
import type { Pose, SurfaceGrid } from './surface-grid.ts';
import { holdGrid, type HeldGrid, type SurfaceKernel } from './surface-kernel.ts';

export interface CellFound {
  readonly row: number;
  readonly column: number;
  /** Micrometres and radians from where the pose puts it. */
  readonly x: number;
  readonly y: number;
  readonly turn: number;
  readonly correlation: number;
  readonly congruent: boolean;
}

export const cellMicrons = 450;
const filledLeast = 0.35;
/** Of a cell, so much must be measured on both. */
const commonLeast = 0.25;
const reachMicrons = 100;
const turnsTried = [-2, 0, 2].map((degrees) => (degrees * Math.PI) / 180);
export const correlationLeast = 0.5;
export const allowanceMicrons = 75;

/** Of a surface what its cells are looked for with, in the kernel's memory. */
export interface HeldCells extends HeldGrid {
  /** Values as they lie, and from there on whether they were measured. */
  readonly own: number;
  readonly cells: readonly HeldCell[];
}

interface HeldCell {
  readonly row: number;
  readonly column: number;
  readonly left: number;
  readonly top: number;
  /** Less their mean, nothing where not measured, each row filled up to whole fours. */
  readonly values: number;
  readonly square: number;
}

export function holdCells(kernel: SurfaceKernel, grid: SurfaceGrid): HeldCells {
  const { size, values, measured } = grid;
  const held = holdGrid(kernel, grid);
  const plane = kernel.planeBytes(size);
  const own = kernel.allocate(2 * plane);
  new Float32Array(kernel.memory.buffer, own, size * size).set(values);
  new Float32Array(kernel.memory.buffer, own + plane, size * size).set(measured);
  return { ...held, own, cells: cellsOf(kernel, grid) };
}

/** The cells of the first on the second, which the pose lays over it. */
export function compareCells(kernel: SurfaceKernel, first: HeldCells, second: HeldCells, pose: Pose): CellFound[] {
  const { size, pitchMicrons, own, cells } = first;
  const side = Math.round(cellMicrons / pitchMicrons);
  const reach = Math.round(reachMicrons / pitchMicrons);
  const found = cells.map(() => ({ correlation: -1, x: 0, y: 0, turn: 0 }));
  const laid = kernel.allocate(2 * kernel.planeBytes(size));
  const sums = kernel.allocate(3 * (size + 1) ** 2 * 8);
  const place = kernel.allocate(8);
  const moved = new Int32Array(kernel.memory.buffer, place, 2);
  for (const turn of turnsTried) {
    const [cos, sin] = [Math.cos(pose.turn + turn), Math.sin(pose.turn + turn)];
    kernel.layGrid(second.at, second.size, cos, sin, pose.x / pitchMicrons, pose.y / pitchMicrons, laid, size);
    kernel.cornerSums(laid, size, sums);
    for (const [n, { values, square, left, top }] of cells.entries()) {
      // Where masks end the sums are of other points than are common: a place is chosen by them, and judged by what is.
      const [filled, common] = [filledLeast * side * side, commonLeast * side * side];
      const correlation = kernel.findCell(
        values,
        square,
        side,
        left,
        top,
        laid,
        sums,
        size,
        own,
        reach,
        filled,
        common,
        place,
      );
      if (correlation > found[n]!.correlation)
        found[n] = { correlation, x: moved[0]! * pitchMicrons, y: moved[1]! * pitchMicrons, turn };
    }
  }
  kernel.release(laid);
  const sure = found.filter(({ correlation }) => correlation >= correlationLeast);
  const [middleX, middleY] = [median(sure.map(({ x }) => x)), median(sure.map(({ y }) => y))];
  return cells.map(({ row, column }, n) => {
    const best = found[n]!;
    const congruent =
      best.correlation >= correlationLeast &&
      Math.abs(best.x - middleX) <= allowanceMicrons &&
      Math.abs(best.y - middleY) <= allowanceMicrons;
    return { row, column, ...best, congruent };
  });
}

/** The cells that fit on a grid, about its middle: how many lines of them, from which point on, and how many points wide. */
export function latticeOf({ size, pitchMicrons }: SurfaceGrid): { lines: number; margin: number; side: number } {
  const side = Math.round(cellMicrons / pitchMicrons);
  const lines = Math.floor(size / side);
  return { lines, margin: Math.floor((size - lines * side) / 2), side };
}

/** Cells of a lattice about the middle that hold enough. */
function cellsOf(kernel: SurfaceKernel, grid: SurfaceGrid): HeldCell[] {
  const { size, values, measured } = grid;
  const { lines, margin, side } = latticeOf(grid);
  const stride = 4 * Math.ceil(side / 4);
  const from = kernel.allocate(lines * lines * side * stride * 4);
  const held = new Float32Array(kernel.memory.buffer, from, lines * lines * side * stride).fill(0);
  const cells: HeldCell[] = [];
  for (let row = 0; row < lines; row++)
    for (let column = 0; column < lines; column++) {
      const [left, top] = [margin + column * side, margin + row * side];
      let [count, sum] = [0, 0];
      for (let y = 0; y < side; y++)
        for (let at = (top + y) * size + left, end = at + side; at < end; at++) {
          count += measured[at]!;
          sum += values[at]!;
        }
      if (count < filledLeast * side * side) continue;
      const mean = sum / count;
      const first = cells.length * side * stride;
      let square = 0;
      for (let y = 0; y < side; y++)
        for (let x = 0, at = (top + y) * size + left; x < side; x++, at++) {
          const value = measured[at] === 0 ? 0 : Math.fround(values[at]! - mean);
          held[first + y * stride + x] = value;
          square += value * value;
        }
      if (square > 0) cells.push({ row, column, left, top, values: from + 4 * first, square });
    }
  return cells;
}
