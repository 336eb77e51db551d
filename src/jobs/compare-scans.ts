import { congruentInEither } from '../ballistics/cells-in-either.ts';
import type { CellFound } from '../ballistics/compare-cells.ts';
import { countCongruent, createComparisonRoom, type Comparison } from '../ballistics/compare-exhibits.ts';
import { nearMicrons } from '../ballistics/find-breech-face.ts';
import {
  finePitch,
  readySurface,
  roughnessLeast,
  type Exhibit,
  type UnreadyReason,
} from '../ballistics/prepare-exhibit.ts';
import { inversePose } from '../ballistics/surface-grid.ts';
import { Failure } from '../model/errors.ts';
import { wrappedDegrees } from '../stats/circular-degrees.ts';
import { surfaceKernel } from './correlation-kernel.ts';
import { openScan, surfaceOf, type OpenedScan } from './open-scan.ts';

/** A scan made ready, under a name that its surface alone decides: what is compared must not hang on who is named first. */
export interface ScanExhibit {
  readonly file: string;
  readonly sha256: string;
  readonly exhibit: Exhibit;
  readonly warnings: readonly string[];
}

export interface ComparedCell {
  readonly row: number;
  readonly column: number;
  readonly xMicrons: number;
  readonly yMicrons: number;
  readonly rotationDegrees: number;
  /** Null where too little is measured on both. */
  readonly correlation: number | null;
  readonly congruent: boolean;
}

export interface ComparedScans {
  readonly mode: 'fast' | 'cmc-compat';
  /** Fast: of all cells compared both ways, the share that are congruent; null where too little overlaps to say. cmc-compat: the count of Tong's rule. */
  readonly score: number | null;
  readonly congruentCells: number;
  readonly congruentCellsReverse: number;
  readonly highCongruentCells: number;
  readonly cellsCompared: number;
  readonly cellsComparedReverse: number;
  /** Of the second, the way cmcR counts: against the way `Pose` does. */
  readonly rotationDegrees: number | null;
  readonly translationMicrons: { readonly x: number; readonly y: number } | null;
  readonly wholeScanCorrelation: number | null;
  readonly cells: readonly ComparedCell[];
}

const degrees = 180 / Math.PI;

/** Reads a scan and makes it ready. Fails where it cannot be compared: `scan.too-little`, `scan.featureless`, `scan.too-coarse`. */
export async function loadExhibit(file: string): Promise<ScanExhibit> {
  return readyScan(await openScan(file));
}

/** The same of a scan that was read. */
export async function readyScan(scan: OpenedScan): Promise<ScanExhibit> {
  const { file } = scan;
  const { map, notes } = await surfaceOf(scan);
  const ready = readySurface(map);
  if (ready.kind === 'unready') throw unready(file, ready.code, map.pitchMicrons);
  const far =
    ready.farOff > farOffMost
      ? [
          {
            code: 'surface-not-level',
            message: `Of what was measured ${ready.farOff.toFixed(2)} lies more than ${nearMicrons} µm off its form: it holds more than a breech face, and a score says little. Prepare it first.`,
          },
        ]
      : [];
  return {
    file,
    sha256: scan.sha256,
    exhibit: ready.exhibit,
    warnings: [...scan.warnings, ...notes, ...far].map(({ code, message }) => `${message} [${code}]`),
  };
}

/** Breech faces masked by hand hold up to .004 so far off; raw scans of whole heads .17 and more. */
const farOffMost = 0.03;

function unready(file: string, code: UnreadyReason, pitchMicrons: number): Failure {
  const { failure, message } = {
    'too-little': {
      failure: 'scan.too-little',
      message: 'expected a surface of a square millimetre or more, got less that was measured: scan it anew.',
    },
    featureless: {
      failure: 'scan.featureless',
      message: `expected a surface with marks of ${roughnessLeast} µm or more (standard deviation, 60 to 300 µm), got a smoother one, of which any two look alike: scan it anew.`,
    },
    'too-coarse': {
      failure: 'scan.too-coarse',
      message: `expected steps of ${finePitch} µm or less, got ${pitchMicrons.toPrecision(3)} µm: scan or export it with finer ones.`,
    },
  }[code] as { failure: 'scan.too-little' | 'scan.featureless' | 'scan.too-coarse'; message: string };
  return new Failure(failure, `${file}: ${message}`, { detail: { file } });
}

/** Compares scans, in one thread, with room of its own. The same two give the same answer whichever is named first. Turns are degrees of the second. */
export async function createScanComparer(
  turns: { readonly from: number; readonly to: number } | null = null,
): Promise<(a: ScanExhibit, b: ScanExhibit) => ComparedScans> {
  const room = createComparisonRoom(await surfaceKernel());
  return (a, b) => {
    const swapped = b.sha256 < a.sha256;
    const [first, second] = swapped ? [b, a] : [a, b];
    const range =
      turns === null
        ? null
        : swapped
          ? { from: turns.from / degrees, to: turns.to / degrees }
          : { from: -turns.to / degrees, to: -turns.from / degrees };
    const compared = room.compare(first.exhibit, second.exhibit, range);
    if (compared === null)
      return {
        mode: 'fast',
        score: null,
        congruentCells: 0,
        congruentCellsReverse: 0,
        highCongruentCells: 0,
        cellsCompared: 0,
        cellsComparedReverse: 0,
        rotationDegrees: null,
        translationMicrons: null,
        wholeScanCorrelation: null,
        cells: [],
      };
    return toldOf(compared, first.exhibit, second.exhibit, swapped);
  };
}

function toldOf(compared: Comparison, first: Exhibit, second: Exhibit, swapped: boolean): ComparedScans {
  const high = congruentInEither(first.fine, second.fine, compared.pose, compared.cells, compared.cellsReverse);
  const pose = swapped ? inversePose(compared.pose) : compared.pose;
  const [cells, reverse] = swapped ? [compared.cellsReverse, compared.cells] : [compared.cells, compared.cellsReverse];
  return {
    mode: 'fast',
    score: compared.score,
    congruentCells: countCongruent(cells),
    congruentCellsReverse: countCongruent(reverse),
    highCongruentCells: high,
    cellsCompared: cells.length,
    cellsComparedReverse: reverse.length,
    rotationDegrees: rounded(wrappedDegrees(-pose.turn * degrees), 3),
    translationMicrons: { x: rounded(pose.x, 2), y: rounded(pose.y, 2) },
    wholeScanCorrelation: rounded(compared.wholeCorrelation, 6),
    cells: cells.map((cell) => cellOf(cell, pose.turn)),
  };
}

function cellOf({ row, column, x, y, turn, correlation, congruent }: CellFound, whole: number): ComparedCell {
  return {
    row,
    column,
    xMicrons: x,
    yMicrons: y,
    rotationDegrees: rounded(wrappedDegrees(-(whole + turn) * degrees), 3),
    correlation: rounded(correlation, 6),
    congruent,
  };
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits)) || 0;
}
