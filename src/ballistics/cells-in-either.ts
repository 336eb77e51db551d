import type { CellFound } from './compare-cells.ts';
import { cellMicrons } from './compare-cells.ts';
import type { SurfaceGrid } from './surface-grid.ts';
import type { Pose } from './surface-grid.ts';

/**
 * How many cells of the first are congruent in one direction or the other, each counted once: a congruent cell of the
 * second counts for the cell of the first that its middle comes to lie in.
 */
export function congruentInEither(
  first: SurfaceGrid,
  second: SurfaceGrid,
  { turn, x, y }: Pose,
  cells: readonly CellFound[],
  cellsReverse: readonly CellFound[],
): number {
  const side = Math.round(cellMicrons / first.pitchMicrons) * first.pitchMicrons;
  const startOf = ({ size, pitchMicrons }: SurfaceGrid) => -(Math.floor((size * pitchMicrons) / side) * side) / 2;
  const [startFirst, startSecond] = [startOf(first), startOf(second)];
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const counted = new Set(cells.filter(({ congruent }) => congruent).map(({ row, column }) => `${row} ${column}`));
  const compared = new Set(cells.map(({ row, column }) => `${row} ${column}`));
  for (const { row, column, congruent } of cellsReverse) {
    if (!congruent) continue;
    const [across, down] = [startSecond + (column + 0.5) * side, startSecond + (row + 0.5) * side];
    // Back from the second's own axes to where it lies on the first.
    const [laidX, laidY] = [cos * across + sin * down + x, cos * down - sin * across + y];
    const name = `${Math.floor((laidY - startFirst) / side)} ${Math.floor((laidX - startFirst) / side)}`;
    if (compared.has(name)) counted.add(name);
  }
  return counted.size;
}
