/**
 * Two surfaces compared: laid over each other over the full circle, then cell by cell both ways.
 *
 * **Source.** `rotated-spectra.ts`, `register-surfaces.ts`, `compare-cells.ts`. **Input.** Two exhibits. **Output.** The pose, the correlation of the
 * wholes, the cells, and the score: of all cells compared both ways the share that are congruent.
 * **Limits.** A score is no probability. With fewer than six cells to a side nothing is said.
 */
import { median } from '../stats/median.ts';
import { compareCells, type CellFound } from './compare-cells.ts';
import { coarseStep, finePitch, type Exhibit } from './prepare-exhibit.ts';
import { climb, likenessOf, posesApart, registerSurfaces, type RegisteredPose } from './register-surfaces.ts';
import {
  coarsePoses,
  plainSpectrum,
  rotatedSpectra,
  spectrumSize,
  SpectrumRoom,
  turnStep,
  type PairedSpectrum,
} from './rotated-spectra.ts';
import { inversePose, type Pose } from './surface-grid.ts';

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
export const fastMethod = 'fast-3';

const cellsLeast = 6;
/** Poses whose wholes are less alike by no more are looked at by cells as well. */
const nearlyAsLike = 0.03;
const coarsePitch = finePitch * coarseStep;
const wholeCircle = Array.from({ length: Math.round((2 * Math.PI) / turnStep) }, (_, at) => at * turnStep - Math.PI);

/** Compares exhibits with the same room; what is made of one once is kept while it is. One for each thread. */
export function createComparisonRoom(): ComparisonRoom {
  const rooms = new Map<number, SpectrumRoom>();
  const spectra = new WeakMap<Exhibit, Map<number, { plain?: PairedSpectrum; turned?: PairedSpectrum[] }>>();
  return { compare };

  function compare(first: Exhibit, second: Exhibit, turns: TurnRange | null = null): Comparison | null {
    const [size, room] = roomFor(first, second);
    const [heldFirst, heldSecond] = [held(first, size), held(second, size)];
    heldFirst.plain ??= plainSpectrum(first.coarse, room);
    heldSecond.turned ??= rotatedSpectra(second.coarse, room, wholeCircle);
    const starts = posesApart(
      coarsePoses(heldFirst.plain, heldSecond.turned, coarsePitch, room).filter(({ turn }) => isWithin(turn, turns)),
      coarsePitch,
    );
    const registered = registerSurfaces(first.middle, second.middle, starts);
    let best: Comparison | null = null;
    for (const pose of registered) {
      if (pose.correlation < registered[0]!.correlation - nearlyAsLike) break;
      const compared = compareAt(first, second, pose);
      if (compared !== null && (best === null || compared.score > best.score)) best = compared;
    }
    return best === null ? null : (betterLaid(first, second, best) ?? best);
  }

  function roomFor(first: Exhibit, second: Exhibit): [number, SpectrumRoom] {
    const size = Math.max(spectrumSize(first.coarse), spectrumSize(second.coarse));
    const room = rooms.get(size) ?? new SpectrumRoom(size);
    rooms.set(size, room);
    return [size, room];
  }

  function held(exhibit: Exhibit, size: number) {
    let bySize = spectra.get(exhibit);
    if (bySize === undefined) spectra.set(exhibit, (bySize = new Map()));
    let one = bySize.get(size);
    if (one === undefined) bySize.set(size, (one = {}));
    return one;
  }
}

/** A turn to a step beyond either end is looked at: what is found lies between steps. */
function isWithin(turn: number, turns: TurnRange | null): boolean {
  if (turns === null || turns.to - turns.from >= 2 * Math.PI) return true;
  const past = (((turn - turns.from + turnStep / 2) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
  return past <= turns.to - turns.from + turnStep;
}

/** Where cells say together that the whole should lie elsewhere: what comes of laying it there; null where nothing better does. */
function betterLaid(
  first: Exhibit,
  second: Exhibit,
  { pose, wholeCorrelation, score, cells }: Comparison,
): Comparison | null {
  const sure = cells.filter(({ congruent }) => congruent);
  if (sure.length < cellsLeast) return null;
  const likeness = likenessOf(first.middle, second.middle);
  const moved = {
    turn: pose.turn + median(sure.map(({ turn }) => turn)),
    x: pose.x - median(sure.map(({ x }) => x)),
    y: pose.y - median(sure.map(({ y }) => y)),
  };
  const climbed = climb({ ...moved, correlation: likeness(moved) }, likeness, first.middle.pitchMicrons);
  if (climbed.correlation < wholeCorrelation + nearlyAsLike) return null;
  const compared = compareAt(first, second, climbed);
  return compared !== null && compared.score >= score ? compared : null;
}

function compareAt(first: Exhibit, second: Exhibit, pose: RegisteredPose): Comparison | null {
  const cells = compareCells(first.fine, second.fine, pose);
  const cellsReverse = compareCells(second.fine, first.fine, inversePose(pose));
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
