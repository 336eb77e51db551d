import { cellPlaces, cellReason, cellSide, middleOfAlike, type CellPlace } from '../ballistics/cell-places.ts';
import { allowanceMicrons, correlationLeast } from '../ballistics/compare-cells.ts';
import { fastMethod } from '../ballistics/compare-exhibits.ts';
import type { ComparedSurfaces } from '../model/surface-comparison.ts';
import { createScanComparer, loadExhibit, type ComparedScans } from './compare-scans.ts';

/** A comparison of two files with where everything lies, before any calibration set is asked. */
export interface ComparedFiles {
  readonly compared: ComparedScans;
  readonly drawn: Omit<ComparedSurfaces, keyof ComparedScans | 'logLikelihoodRatio'> & Pick<ComparedSurfaces, 'cells'>;
}

/** Compares two surfaces, in this thread, and says where their cells lie and why those that are not congruent are not. */
export async function compareFiles(first: string, second: string): Promise<ComparedFiles> {
  const began = performance.now();
  const [a, b] = [await loadExhibit(first), await loadExhibit(second)];
  const compared = (await createScanComparer())(a, b);
  const places = new Map(cellPlaces(a.exhibit).map((place) => [`${place.row} ${place.column}`, place]));
  const cells = compared.cells.map((cell) => {
    const { leftMicrons, topMicrons } = takeOut(places, `${cell.row} ${cell.column}`);
    return { ...cell, leftMicrons, topMicrons, reason: cellReason(cell) };
  });
  return {
    compared,
    drawn: {
      engine: fastMethod,
      firstMiddle: a.exhibit.center,
      secondMiddle: b.exhibit.center,
      cellMicrons: cellSide,
      correlationLeast,
      allowanceMicrons,
      middleOfAlike: middleOfAlike(cells),
      cells,
      cellsNotCompared: [...places.values()]
        .filter(({ touched }) => touched)
        .map(({ row, column, leftMicrons, topMicrons }) => ({ row, column, leftMicrons, topMicrons })),
      seconds: Number(((performance.now() - began) / 1000).toFixed(3)),
    },
  };
}

/** What is left afterwards was not compared. */
function takeOut(places: Map<string, CellPlace>, key: string): CellPlace {
  const place = places.get(key);
  if (place === undefined) throw new Error(`A cell ${key} was compared that the lattice does not hold.`);
  places.delete(key);
  return place;
}
