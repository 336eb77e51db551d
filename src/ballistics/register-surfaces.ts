/**
 * How one surface is laid over another so that they are most alike as wholes.
 *
 * **Source.** Exhaustive turns by correlation of spectra, then coordinate ascent on Pearson's correlation with halving steps.
 * **Input.** How alike two grids are at a pose, poses to begin from. **Output.** The poses that were reached, the likeliest first.
 * **Limits.** A hill is climbed, not searched: what no coarse pose comes near is not found.
 */
import { turnStep, type CoarsePose } from './rotated-spectra.ts';
import type { Pose } from './surface-grid.ts';
import type { HeldGrid, SurfaceKernel } from './surface-kernel.ts';

export interface RegisteredPose extends Pose {
  /** Pearson's correlation of all that overlaps. */
  readonly correlation: number;
}

/** Begun from so many poses that are apart. */
const startsMost = 6;
const climbsMost = 3;
/** Of what was measured on the smaller of the two, so much must overlap. */
const overlapLeast = 0.4;

/** The best poses that differ by more than the steps they were found in. */
export function posesApart(poses: readonly CoarsePose[], pitchMicrons: number): CoarsePose[] {
  const kept: CoarsePose[] = [];
  for (const pose of poses) {
    const near = kept.some(
      ({ turn, x, y }) =>
        angleBetween(turn, pose.turn) < 2.5 * turnStep && Math.hypot(x - pose.x, y - pose.y) < 3 * pitchMicrons,
    );
    if (!near) kept.push(pose);
    if (kept.length === startsMost) break;
  }
  return kept;
}

export function angleBetween(a: number, b: number): number {
  return Math.abs(Math.atan2(Math.sin(a - b), Math.cos(a - b)));
}

/** A grid that others are laid over: what was measured on it, as a list in the kernel's memory. */
export interface ListedGrid extends HeldGrid {
  readonly list: number;
  readonly count: number;
}

export function listGrid(kernel: SurfaceKernel, grid: HeldGrid): ListedGrid {
  const list = kernel.allocate((grid.size * grid.size + 3) * 12);
  return { ...grid, list, count: kernel.listMeasured(grid.at, grid.size, list) };
}

/** How alike two grids are at a pose: Pearson's correlation over what is measured on both; −1 where too little of them overlaps. */
export function likenessOf(kernel: SurfaceKernel, first: ListedGrid, second: ListedGrid): (pose: Pose) => number {
  const least = overlapLeast * Math.min(first.count, second.count);
  const step = first.pitchMicrons;
  return ({ turn, x, y }) =>
    kernel.correlationAt(
      first.list,
      first.count,
      second.at,
      second.size,
      Math.cos(turn),
      Math.sin(turn),
      x / step,
      y / step,
      least,
    );
}

/** Climbs from the likeliest of some poses, on grids of 50 µm. */
export function registerSurfaces(
  likeness: (pose: Pose) => number,
  starts: readonly CoarsePose[],
  pitchMicrons: number,
): RegisteredPose[] {
  // Middle on middle as well, so that there is a pose at which enough overlaps.
  const [likeliest, ...others] = [...starts, { turn: starts[0]?.turn ?? 0, x: 0, y: 0 }].map((start) =>
    [-turnStep / 2, 0, turnStep / 2]
      .map((more) => {
        const pose = { turn: start.turn + more, x: start.x, y: start.y };
        return { ...pose, correlation: likeness(pose) };
      })
      .reduce((best, pose) => (pose.correlation > best.correlation ? pose : best)),
  );
  const climbed: RegisteredPose[] = [];
  // The likeliest of the coarse poses whatever it looks like between steps, then those that look best.
  for (const start of [likeliest!, ...others.sort((a, b) => b.correlation - a.correlation)]) {
    if (climbed.length === climbsMost) break;
    if (start.correlation === -1) continue;
    // Several starts may stand on one hill.
    const known = climbed.some(
      (pose) =>
        angleBetween(pose.turn, start.turn) < 2 * turnStep && Math.hypot(pose.x - start.x, pose.y - start.y) < 150,
    );
    if (!known) climbed.push(climb(start, likeness, pitchMicrons));
  }
  return climbed.sort((a, b) => b.correlation - a.correlation);
}

/** Steps of a point and a degree and a half, halved while nothing is better, down to an eighth. */
export function climb(start: RegisteredPose, likeness: (pose: Pose) => number, pitchMicrons: number): RegisteredPose {
  let best = start;
  for (let share = 1; share >= 1 / 8; share /= 2) {
    for (let better = true, times = 0; better && times < 8; times++) {
      better = false;
      // Where a turn has to go with a move, neither alone is better.
      for (const [x, y, turn] of share === 1 ? [...directions, ...together] : directions) {
        const pose = {
          turn: best.turn + turn * share * (turnStep / 2),
          x: best.x + x * share * pitchMicrons,
          y: best.y + y * share * pitchMicrons,
        };
        const reached = likeness(pose);
        if (reached <= best.correlation) continue;
        best = { ...pose, correlation: reached };
        better = true;
      }
    }
  }
  return best;
}

const directions = [
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 0],
  [0, -1, 0],
  [0, 0, 1],
  [0, 0, -1],
] as const;

const together = [1, -1].flatMap((turn) =>
  [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ].map(([x, y]) => [x!, y!, turn] as const),
);
