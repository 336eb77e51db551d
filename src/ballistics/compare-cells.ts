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
import { correlationOfSums } from '../stats/correlation-of-sums.ts';
import { median } from '../stats/median.ts';
import { emptyGrid, layOver, type Pose, type SurfaceGrid } from './surface-grid.ts';

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

/** Sums over rectangles from sums over all corners. */
class CornerSums {
  readonly #sums: Float64Array;
  readonly #width: number;

  constructor(size: number) {
    this.#width = size + 1;
    this.#sums = new Float64Array(this.#width * this.#width);
  }

  /** Of values, or of their squares. */
  fill(size: number, values: ArrayLike<number>, power: 1 | 2): void {
    const sums = this.#sums;
    const width = this.#width;
    for (let row = 0, at = 0; row < size; row++) {
      let line = 0;
      for (let column = 0; column < size; column++, at++) {
        const value = values[at]!;
        line += power === 1 ? value : value * value;
        sums[(row + 1) * width + column + 1] = sums[row * width + column + 1]! + line;
      }
    }
  }

  over(left: number, top: number, right: number, bottom: number): number {
    const sums = this.#sums;
    const width = this.#width;
    return (
      sums[bottom * width + right]! -
      sums[top * width + right]! -
      sums[bottom * width + left]! +
      sums[top * width + left]!
    );
  }
}

export function compareCells(first: SurfaceGrid, second: SurfaceGrid, pose: Pose): CellFound[] {
  const { size, pitchMicrons } = first;
  const side = Math.round(cellMicrons / pitchMicrons);
  const reach = Math.round(reachMicrons / pitchMicrons);
  const cells = cellsOf(first);
  const found = cells.map(() => ({ correlation: -1, x: 0, y: 0, turn: 0 }));
  const laid = emptyGrid(size, pitchMicrons);
  const [counts, sums, squares] = [new CornerSums(size), new CornerSums(size), new CornerSums(size)];
  for (const turn of turnsTried) {
    layOver(second, { ...pose, turn: pose.turn + turn }, laid);
    counts.fill(size, laid.measured, 1);
    sums.fill(size, laid.values, 1);
    squares.fill(size, laid.values, 2);
    for (const [n, cell] of cells.entries()) {
      // Where masks end the sums are of other points than are common: a place is chosen by them, and judged by what is.
      let likest = -1;
      let atX = 0;
      let atY = 0;
      const tryAt = (across: number, down: number): void => {
        const left = cell.left + across;
        const top = cell.top + down;
        if (left < 0 || top < 0 || left + side > size || top + side > size) return;
        const count = counts.over(left, top, left + side, top + side);
        if (count < filledLeast * side * side) return;
        const sum = sums.over(left, top, left + side, top + side);
        const variance = squares.over(left, top, left + side, top + side) - (sum * sum) / count;
        if (!(variance > 0)) return;
        const value = crossOf(cell.values, side, laid.values, size, left, top) / Math.sqrt(cell.square * variance);
        if (value <= likest) return;
        likest = value;
        atX = across;
        atY = down;
      };
      for (let down = -reach; down <= reach; down += 2)
        for (let across = -reach; across <= reach; across += 2) tryAt(across, down);
      const middleX = atX;
      const middleY = atY;
      for (let down = -1; down <= 1; down++)
        for (let across = -1; across <= 1; across++)
          if (across !== 0 || down !== 0) tryAt(middleX + across, middleY + down);
      const value = cellCorrelation(first, laid, cell, side, atX, atY);
      if (likest > -1 && value > found[n]!.correlation)
        found[n] = { correlation: value, x: atX * pitchMicrons, y: atY * pitchMicrons, turn };
    }
  }
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

/** Cells of a lattice about the middle that hold enough, less their mean, nothing where nothing is. */
function cellsOf(grid: SurfaceGrid) {
  const { size, values, measured } = grid;
  const { lines, margin, side } = latticeOf(grid);
  const cells = [];
  for (let row = 0; row < lines; row++)
    for (let column = 0; column < lines; column++) {
      const [left, top] = [margin + column * side, margin + row * side];
      const held = new Float32Array(side * side);
      let [count, sum] = [0, 0];
      for (let y = 0; y < side; y++)
        for (let x = 0; x < side; x++) {
          const at = (top + y) * size + left + x;
          count += measured[at]!;
          sum += values[at]!;
        }
      if (count < filledLeast * side * side) continue;
      const mean = sum / count;
      let square = 0;
      for (let y = 0; y < side; y++)
        for (let x = 0; x < side; x++) {
          const at = (top + y) * size + left + x;
          if (measured[at] === 0) continue;
          const value = values[at]! - mean;
          held[y * side + x] = value;
          square += value * value;
        }
      if (square > 0) cells.push({ row, column, left, top, values: held, square });
    }
  return cells;
}

function crossOf(
  cell: Float32Array,
  side: number,
  values: Float32Array,
  size: number,
  left: number,
  top: number,
): number {
  let sum = 0;
  for (let y = 0, at = 0; y < side; y++) {
    let from = (top + y) * size + left;
    for (let x = 0; x < side; x++) sum += cell[at++]! * values[from++]!;
  }
  return sum;
}

/** Pearson's correlation of a cell with where it is moved to, over what both have; −1 below what a cell must hold. */
function cellCorrelation(
  first: SurfaceGrid,
  laid: SurfaceGrid,
  { left, top }: { left: number; top: number },
  side: number,
  across: number,
  down: number,
): number {
  const { size } = first;
  let [count, sumA, sumB, squareA, squareB, cross] = [0, 0, 0, 0, 0, 0];
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) {
      const a = (top + y) * size + left + x;
      const b = a + down * size + across;
      if (first.measured[a] === 0 || laid.measured[b] === 0) continue;
      const [p, q] = [first.values[a]!, laid.values[b]!];
      count++;
      sumA += p;
      sumB += q;
      squareA += p * p;
      squareB += q * q;
      cross += p * q;
    }
  const value = correlationOfSums(count, sumA, sumB, squareA, squareB, cross);
  return count < commonLeast * side * side || Number.isNaN(value) ? -1 : value;
}
