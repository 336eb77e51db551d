/**
 * Where the cells of a comparison lie on a surface, and why one is not congruent.
 *
 * **Source.** The lattice and the thresholds of `compare-cells.ts`. **Input.** The finest grid of a surface; what was found of its cells. **Output.** Micrometres from
 * the surface's own corner; a reason for each cell. **Limits.** Of the fast mode; cells of cmcR lie on its own lattice.
 */
import { median } from '../stats/median.ts';
import { cellMicrons, correlationLeast, latticeOf } from './compare-cells.ts';
import type { Exhibit } from './prepare-exhibit.ts';

export interface CellPlace {
  readonly row: number;
  readonly column: number;
  readonly leftMicrons: number;
  readonly topMicrons: number;
  /** Whether anything of it was measured. */
  readonly touched: boolean;
}

/** congruent; or likest elsewhere than the others say; or unlike everywhere it was looked for; or too little measured on both to say. */
export type CellReason = 'congruent' | 'elsewhere' | 'unlike' | 'too-little';

export const cellSide = cellMicrons;

/** Every place of the lattice, whether or not enough was measured there to compare it. */
export function cellPlaces({ fine, center }: Exhibit): CellPlace[] {
  const { size, pitchMicrons, measured } = fine;
  const { lines, margin, side } = latticeOf(fine);
  const places: CellPlace[] = [];
  for (let row = 0; row < lines; row++)
    for (let column = 0; column < lines; column++) {
      const [left, top] = [margin + column * side, margin + row * side];
      let touched = false;
      for (let y = top; y < top + side && !touched; y++)
        touched = measured.subarray(y * size + left, y * size + left + side).includes(1);
      places.push({
        row,
        column,
        leftMicrons: center.x + (left - size / 2) * pitchMicrons,
        topMicrons: center.y + (top - size / 2) * pitchMicrons,
        touched,
      });
    }
  return places;
}

export function cellReason(cell: { readonly correlation: number | null; readonly congruent: boolean }): CellReason {
  if (cell.congruent) return 'congruent';
  if (cell.correlation === null || cell.correlation <= -1) return 'too-little';
  return cell.correlation < correlationLeast ? 'unlike' : 'elsewhere';
}

/** Where the cells that are alike enough say together that the second lies, beside where it was laid; null where none is. */
export function middleOfAlike(
  cells: readonly { readonly correlation: number | null; readonly xMicrons: number; readonly yMicrons: number }[],
): { readonly x: number; readonly y: number } | null {
  const sure = cells.filter(({ correlation }) => correlation !== null && correlation >= correlationLeast);
  if (sure.length === 0) return null;
  return { x: median(sure.map(({ xMicrons }) => xMicrons)), y: median(sure.map(({ yMicrons }) => yMicrons)) };
}
