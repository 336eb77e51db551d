/**
 * How alike a cell is to the part of a region at one place, in numbers of 64 bits.
 *
 * **Source.** cmcR 0.1.11, of which the behaviour was read. **Input.** A cell, a region of a turned surface. **Output.** Sums of products; Pearson's correlation.
 * **Limits.** What lies outside the region or the surface counts as not measured.
 */
import { correlationOfSums } from '../stats/correlation-of-sums.ts';
import type { HeightMatrix } from './height-matrix.ts';

export interface TurnedSurface {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** First row and column on the surface, which may lie beyond its edge, how far it reaches, and the mean of what was measured in it. */
export interface Region {
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly columns: number;
  readonly mean: number;
}

/** Σ of a cell's heights (nothing where not measured) times the region's less its mean, the cell so far from the region's first point. */
export function crossSum(
  cell: { readonly rows: number; readonly columns: number; readonly filled: Float64Array },
  surface: TurnedSurface,
  region: Region,
  down: number,
  across: number,
): number {
  const [firstRow, lastRow] = common(cell.rows, down, region.rows, region.top, surface.rows);
  const [firstColumn, lastColumn] = common(cell.columns, across, region.columns, region.left, surface.columns);
  const { filled } = cell;
  const { values } = surface;
  const { mean } = region;
  let sum = 0;
  for (let row = firstRow; row <= lastRow; row++) {
    const line = row * cell.columns;
    const there = (region.top + down + row) * surface.columns + region.left + across;
    for (let column = firstColumn; column <= lastColumn; column++) {
      const value = values[there + column]!;
      if (value === value) sum += filled[line + column]! * (value - mean);
    }
  }
  return sum;
}

/** Of a cell's rows (or columns) so far from the region's first the first and last that lie in region and surface. */
function common(length: number, offset: number, region: number, start: number, surface: number): [number, number] {
  return [
    Math.max(0, -offset, -(start + offset)),
    Math.min(length - 1, region - 1 - offset, surface - 1 - start - offset),
  ];
}

/** The likest of the croppings that cmcR makes of the region about the shift found; no number where none is of the cell's size. */
export function correlationThere(
  cell: HeightMatrix,
  surface: TurnedSurface,
  region: Region,
  x: number,
  y: number,
): number {
  const [halfRows, halfColumns] = [Math.floor(cell.rows / 2), Math.floor(cell.columns / 2)];
  const first = (length: number, more: number, shift: number, half: number) =>
    Math.floor((length + more - 1) / 2) - (shift + half + 1) - 1 - half;
  const down = first(cell.rows, region.rows, y, halfRows);
  const across = first(cell.columns, region.columns, x, halfColumns);
  let best = NaN;
  for (const rowLeft of linesLeft(cell.rows))
    for (const columnLeft of linesLeft(cell.columns)) {
      const value = pearson(cell, surface, region, down, across, rowLeft, columnLeft);
      if (!(value <= best)) best = value === value ? value : best;
    }
  return best;
}

/** What is cut out is of an odd length; where the cell's is even one line is left out: the first, or the last but one. */
const linesLeft = (length: number) => (length % 2 === 0 ? [0, length - 1] : [length]);

/** Without one row and one column of what is cut out. */
function pearson(
  cell: HeightMatrix,
  surface: TurnedSurface,
  region: Region,
  down: number,
  across: number,
  rowLeft: number,
  columnLeft: number,
): number {
  const { values } = cell;
  const there = surface.values;
  const { mean } = region;
  let count = 0;
  let sumA = 0;
  let sumB = 0;
  let squareA = 0;
  let squareB = 0;
  let cross = 0;
  for (let row = 0; row < cell.rows; row++) {
    const inRegion = down + row + (row >= rowLeft ? 1 : 0);
    const onSurface = region.top + inRegion;
    if (inRegion < 0 || inRegion >= region.rows || onSurface < 0 || onSurface >= surface.rows) continue;
    for (let part = 0; part < 2; part++) {
      const offset = across + part;
      let [from, to] = common(cell.columns, offset, region.columns, region.left, surface.columns);
      if (part === 0) to = Math.min(to, columnLeft - 1);
      else from = Math.max(from, columnLeft);
      const line = row * cell.columns;
      const far = onSurface * surface.columns + region.left + offset;
      for (let column = from; column <= to; column++) {
        const p = values[line + column]!;
        const q = there[far + column]! - mean;
        if (p !== p || q !== q) continue;
        count++;
        sumA += p;
        sumB += q;
        squareA += p * p;
        squareB += q * q;
        cross += p * q;
      }
    }
  }
  return correlationOfSums(count, sumA, sumB, squareA, squareB, cross);
}
