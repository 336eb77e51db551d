/**
 * Two surfaces compared: laid over each other over the full circle, then cell by cell both ways.
 *
 * **Source.** `rotated-spectra.ts`, `register-surfaces.ts`, `compare-cells.ts`. **Input.** Two exhibits. **Output.** The pose, the correlation of the
 * wholes, the cells, and the score: of all cells compared both ways the share that are congruent.
 * **Limits.** A score is no probability. With fewer than six cells to a side nothing is said.
 */
import { median } from '../stats/median.ts';
import { compareCells, holdCells, type CellFound, type HeldCells } from './compare-cells.ts';
import { coarseStep, finePitch, type Exhibit } from './prepare-exhibit.ts';
import { climb, likenessOf, listGrid, posesApart, registerSurfaces, type RegisteredPose } from './register-surfaces.ts';
import { beginSurfaces, coarsePoses, spectrumSide, turnStep } from './rotated-spectra.ts';
import { inversePose, type Pose } from './surface-grid.ts';
import { holdGrid, type SurfaceKernel } from './surface-kernel.ts';

export interface Comparison {
  readonly score: number;
  readonly pose: Pose;
  readonly wholeCorrelation: number;
  /** Cells of the first on the second, and of the second on the first. */
  readonly cells: readonly CellFound[];
  readonly cellsReverse: readonly CellFound[];
}

export interface TurnRange {
  readonly from: number;
  readonly to: number;
}

export interface ComparisonRoom {
  /** Over the full circle, or at turns of the second, in radians, from one to another. */
  compare(first: Exhibit, second: Exhibit, turns?: TurnRange | null): Comparison | null;
}

/** Changes when the same scans could get other counts: what was calibrated with one is not with another. */
export const fastMethod = 'fast-4';

const cellsLeast = 6;
/** Poses whose wholes are less alike by no more are looked at by cells as well. */
const nearlyAsLike = 0.03;
const coarsePitch = finePitch * coarseStep;

/** Compares exhibits with one kernel, whose memory is its own meanwhile. One for each thread. */
export function createComparisonRoom(kernel: SurfaceKernel): ComparisonRoom {
  return {
    compare: (first, second, turns = null) =>
      compareInOrder(first, second, turns) ??
      // Of two that share little, poses looked for the other way may leave more on both.
      mirrored(compareInOrder(second, first, turns && { from: -turns.to, to: -turns.from })),
  };

  function compareInOrder(first: Exhibit, second: Exhibit, turns: TurnRange | null): Comparison | null {
    const side = spectrumSide(first.coarse, second.coarse);
    beginSurfaces(kernel, side);
    const poses = coarsePoses(holdGrid(kernel, first.coarse), holdGrid(kernel, second.coarse), side, kernel);
    const starts = posesApart(
      poses.filter(({ turn }) => isWithin(turn, turns)),
      coarsePitch,
    );
    const middles = [first, second].map(({ middle }) => listGrid(kernel, holdGrid(kernel, middle)));
    const likeness = likenessOf(kernel, middles[0]!, middles[1]!);
    const registered = registerSurfaces(likeness, starts, first.middle.pitchMicrons);
    if (registered.length === 0) return null;
    const cells = [holdCells(kernel, first.fine), holdCells(kernel, second.fine)] as const;
    const compareAt = (pose: RegisteredPose) => comparedCells(kernel, cells, pose);
    let best: Comparison | null = null;
    for (const pose of registered) {
      // Where the likest lie so far off that too few cells are on both, what lies nearer is looked at.
      if (best !== null && pose.correlation < registered[0]!.correlation - nearlyAsLike) break;
      const compared = compareAt(pose);
      if (compared !== null && (best === null || compared.score > best.score)) best = compared;
    }
    if (best === null) return null;
    return betterLaid(best, likeness, first.middle.pitchMicrons, compareAt) ?? best;
  }
}

/** What was found of the second and the first, told of the first and the second. */
function mirrored(compared: Comparison | null): Comparison | null {
  if (compared === null) return null;
  const { pose, cells, cellsReverse } = compared;
  return { ...compared, pose: inversePose(pose), cells: cellsReverse, cellsReverse: cells };
}

/** A turn to a step beyond either end is looked at: what is found lies between steps. */
function isWithin(turn: number, turns: TurnRange | null): boolean {
  if (turns === null || turns.to - turns.from >= 2 * Math.PI) return true;
  const past = (((turn - turns.from + turnStep / 2) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
  return past <= turns.to - turns.from + turnStep;
}

/** Where cells say together that the whole should lie elsewhere: what comes of laying it there; null where nothing better does. */
function betterLaid(
  { pose, wholeCorrelation, score, cells }: Comparison,
  likeness: (pose: Pose) => number,
  pitchMicrons: number,
  compareAt: (pose: RegisteredPose) => Comparison | null,
): Comparison | null {
  const sure = cells.filter(({ congruent }) => congruent);
  if (sure.length < cellsLeast) return null;
  const moved = {
    turn: pose.turn + median(sure.map(({ turn }) => turn)),
    x: pose.x - median(sure.map(({ x }) => x)),
    y: pose.y - median(sure.map(({ y }) => y)),
  };
  const climbed = climb({ ...moved, correlation: likeness(moved) }, likeness, pitchMicrons);
  if (climbed.correlation < wholeCorrelation + nearlyAsLike) return null;
  const compared = compareAt(climbed);
  return compared !== null && compared.score >= score ? compared : null;
}

function comparedCells(
  kernel: SurfaceKernel,
  [first, second]: readonly [HeldCells, HeldCells],
  pose: RegisteredPose,
): Comparison | null {
  const cells = compareCells(kernel, first, second, pose);
  const cellsReverse = compareCells(kernel, second, first, inversePose(pose));
  if (cells.length < cellsLeast || cellsReverse.length < cellsLeast) return null;
  const congruent = countCongruent(cells) + countCongruent(cellsReverse);
  return {
    score: congruent / (cells.length + cellsReverse.length),
    pose,
    wholeCorrelation: pose.correlation,
    cells,
    cellsReverse,
  };
}

export function countCongruent(cells: readonly CellFound[]): number {
  return cells.filter(({ congruent }) => congruent).length;
}
