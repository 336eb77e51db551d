import type { Laid } from '../../../src/ballistics/surface-placing.ts';
import type { ComparedSurfaces, SurfaceCell } from '../../../src/model/surface-comparison.ts';

const degrees = Math.PI / 180;

/** How a comparison lays the second over the first; null where it says nothing. */
export function laidOf(compared: ComparedSurfaces | null): Laid | null {
  if (compared?.rotationDegrees == null || compared.translationMicrons === null) return null;
  const { firstMiddle, secondMiddle, rotationDegrees, translationMicrons } = compared;
  return { firstMiddle, secondMiddle, turn: -rotationDegrees * degrees, ...translationMicrons };
}

/** The corners of a cell, and those of where it was found on the second as it is laid, micrometres of the first. */
export function cellCorners(
  cell: SurfaceCell,
  side: number,
  laid: Laid,
): { readonly own: readonly Place[]; readonly found: readonly Place[] } {
  const own = cornersOf(cell, side);
  // It was found with the second turned a little further about its middle: as it is laid, it lies turned back from there.
  const turn = -cell.rotationDegrees * degrees - laid.turn;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const [middleX, middleY] = [laid.firstMiddle.x + laid.x, laid.firstMiddle.y + laid.y];
  return {
    own,
    found: own.map(([x, y]) => {
      const [right, down] = [x + cell.xMicrons - middleX, y + cell.yMicrons - middleY];
      return [middleX + cos * right - sin * down, middleY + sin * right + cos * down] as const;
    }),
  };
}

export type Place = readonly [x: number, y: number];

export function cornersOf({ leftMicrons, topMicrons }: CellSpot, side: number): Place[] {
  return [
    [leftMicrons, topMicrons],
    [leftMicrons + side, topMicrons],
    [leftMicrons + side, topMicrons + side],
    [leftMicrons, topMicrons + side],
  ];
}

export interface CellSpot {
  readonly row: number;
  readonly column: number;
  readonly leftMicrons: number;
  readonly topMicrons: number;
}

export const cellName = ({ row, column }: CellSpot): string => `${row + 1}-${column + 1}`;
