/**
 * How alike a cell is to the part of a region at one place, in numbers of 64 bits.
 *
 * **Source.** cmcR 0.1.11, of which the behaviour was read. **Input.** A cell, a region of a turned surface. **Output.** Sums of products; Pearson's correlation.
 * **Limits.** What lies outside the region or the surface counts as not measured.
 */
import type { CorrelationKernel } from './correlation-kernel.ts';

/** Heights in the kernel's memory: of a surface in 32 bits, of a cell in 64. */
export interface HeightsHeld {
  readonly rows: number;
  readonly columns: number;
  readonly at: number;
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
  kernel: CorrelationKernel,
  filled: HeightsHeld,
  surface: HeightsHeld,
  region: Region,
  down: number,
  across: number,
): number {
  const rows = common(0, filled.rows, down, region.rows, region.top, surface.rows);
  const columns = common(0, filled.columns, across, region.columns, region.left, surface.columns);
  return kernel.crossSum(...pairsAt(filled, surface, region, rows, columns, down, across));
}

/** Of a cell's rows (or columns) the first and how many of some lie in region and surface, so far from the region's first. */
function common(from: number, to: number, offset: number, region: number, start: number, surface: number): Span {
  const first = Math.max(from, -offset, -(start + offset));
  return [first, Math.max(0, Math.min(to, region - offset, surface - start - offset) - first)];
}

type Span = readonly [first: number, count: number];

function pairsAt(
  cell: HeightsHeld,
  surface: HeightsHeld,
  region: Region,
  [firstRow, rows]: Span,
  [firstColumn, columns]: Span,
  down: number,
  across: number,
): Parameters<CorrelationKernel['crossSum']> {
  const row = region.top + down + firstRow;
  return [
    cell.at + 8 * (firstRow * cell.columns + firstColumn),
    8 * cell.columns,
    surface.at + 4 * (row * surface.columns + region.left + across + firstColumn),
    4 * surface.columns,
    rows,
    columns,
    region.mean,
  ];
}

/** The likest of the croppings that cmcR makes of the region about the shift found; no number where none is of the cell's size. */
export function correlationThere(
  kernel: CorrelationKernel,
  cell: HeightsHeld,
  surface: HeightsHeld,
  region: Region,
  x: number,
  y: number,
): number {
  const first = (length: number, more: number, shift: number) =>
    Math.floor((length + more - 1) / 2) - (shift + 2 * Math.floor(length / 2) + 2);
  const down = first(cell.rows, region.rows, y);
  const across = first(cell.columns, region.columns, x);
  let best = NaN;
  for (const rowParts of partsOf(cell.rows))
    for (const columnParts of partsOf(cell.columns)) {
      kernel.clearPairs();
      for (const [fromRow, toRow, moreRows] of rowParts)
        for (const [fromColumn, toColumn, moreColumns] of columnParts) {
          const [atRow, atColumn] = [down + moreRows, across + moreColumns];
          const rows = common(fromRow, toRow, atRow, region.rows, region.top, surface.rows);
          const columns = common(fromColumn, toColumn, atColumn, region.columns, region.left, surface.columns);
          if (rows[1] > 0 && columns[1] > 0)
            kernel.addPairs(...pairsAt(cell, surface, region, rows, columns, atRow, atColumn));
        }
      const value = kernel.correlationOfPairs();
      if (!(value <= best)) best = value === value ? value : best;
    }
  return best;
}

/**
 * What is cut out is of an odd length: where the cell's is even one line is left out, the first, or the last but one. For each way the cell's lines from and
 * to, and how many further those of the region lie.
 */
function partsOf(length: number): (readonly [from: number, to: number, more: number])[][] {
  if (length % 2 === 1) return [[[0, length, 0]]];
  return [
    [[0, length, 1]],
    [
      [0, length - 1, 0],
      [length - 1, length, 1],
    ],
  ];
}
