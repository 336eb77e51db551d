import { compareCompat, compatPitch, compatStep } from '../ballistics/compare-compat.ts';
import { medianOf, turnOf } from '../ballistics/compat-decision.ts';
import { wrappedDegrees } from '../stats/circular-degrees.ts';
import { readyScan, type ComparedScans } from './compare-scans.ts';
import { correlationKernel } from './correlation-kernel.ts';
import { openScan, surfaceOf } from './open-scan.ts';

/** Where no turns are asked for: so far to both sides of how the fast mode lays the second. */
const aroundDegrees = 30;

/** Compares two scans as cmcR does, at turns of the second from one to another in steps of three degrees. */
export async function compareScansCompat(
  fileA: string,
  fileB: string,
  turns: { readonly from: number; readonly to: number },
): Promise<ComparedScans> {
  const scans = [await openScan(fileA), await openScan(fileB)] as const;
  // What the fast mode refuses to compare has no count here either.
  for (const scan of scans) await readyScan(scan);
  const [a, b] = [(await surfaceOf(scans[0])).map, (await surfaceOf(scans[1])).map];
  const degrees: number[] = [];
  // Once round and no further: a turn that is tried twice would count twice.
  for (let turn = turns.from; turn <= turns.to && turn < turns.from + 360; turn += compatStep) degrees.push(turn);
  const { congruent, congruentReverse, high, cells, cellsReverse } = compareCompat(
    a,
    b,
    degrees,
    await correlationKernel(),
  );
  const told = new Set(congruent);
  return {
    mode: 'cmc-compat',
    score: high,
    congruentCells: congruent.length,
    congruentCellsReverse: congruentReverse.length,
    highCongruentCells: high,
    cellsCompared: cells.length,
    cellsComparedReverse: cellsReverse.length,
    rotationDegrees: congruent.length === 0 ? null : wrappedDegrees(turnOf(congruent)),
    translationMicrons:
      congruent.length === 0
        ? null
        : { x: medianOf(congruent, 'x') * compatPitch, y: medianOf(congruent, 'y') * compatPitch },
    wholeScanCorrelation: null,
    cells: cells.map((cell) => ({
      row: cell.row,
      column: cell.column,
      xMicrons: cell.x * compatPitch,
      yMicrons: cell.y * compatPitch,
      rotationDegrees: wrappedDegrees(cell.degrees),
      correlation: cell.correlation === cell.correlation ? Number(cell.correlation.toFixed(6)) : null,
      congruent: told.has(cell),
    })),
  };
}

/** About the turn at which the fast mode lays the second over the first, in whole steps; about none where it says nothing. */
export function turnsAbout(rotationDegrees: number | null): { from: number; to: number } {
  const about = Math.round((rotationDegrees ?? 0) / compatStep) * compatStep;
  return { from: about - aroundDegrees, to: about + aroundDegrees };
}
