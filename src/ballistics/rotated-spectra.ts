/**
 * How alike two grids are at every turn, and shifted how.
 *
 * **Source.** A turn and the opposite one as the real and imaginary part of one complex image, so that one transform serves both; cross-correlation theorem.
 * **Input.** Two grids. **Output.** For each turn the best shift, by normalised correlation.
 * **Limits.** Shifts up to a third of the transform (1.6 mm): impressions lie about their middle. Where little overlaps, the correlation is low: norms are of the whole grids.
 */
import { beginKernel } from './correlation-kernel.ts';
import type { HeldGrid, SurfaceKernel } from './surface-kernel.ts';
import type { Pose } from './surface-grid.ts';

export const turnStep = (3 * Math.PI) / 180;
const turnsOfHalf = Math.round(Math.PI / turnStep);
/** Of the side, so far each way: the middle of half an impression lies a quarter of its width beside that of the whole. */
const reachShare = 1 / 3;

export interface CoarsePose extends Pose {
  readonly likeness: number;
}

/** The side of a transform a quarter wider than the larger of two grids at least: as far as their middles are shifted, they do not come round on the other side. */
export function spectrumSide(first: { readonly size: number }, second: { readonly size: number }): number {
  return Math.max(16, 2 ** Math.ceil(Math.log2(1.25 * Math.max(first.size, second.size))));
}

/** A kernel begun with a side: what it held before is lost. */
export function beginSurfaces(kernel: SurfaceKernel, side: number): void {
  beginKernel(kernel, side);
}

/** For each turn of the second the shift that lays it over the first best, the likeliest first. */
export function coarsePoses(first: HeldGrid, second: HeldGrid, side: number, kernel: SurfaceKernel): CoarsePose[] {
  const reach = Math.floor(reachShare * side);
  const [plain, turned] = [kernel.allocate(side * side * 8), kernel.allocate(side * side * 8)];
  const about = kernel.allocate(20);
  const firstNorm = Math.sqrt(kernel.turnedSpectrum(plain, first.at, first.size, 1, 0, true));
  const peak = new Float32Array(kernel.memory.buffer, about, 5);
  const poses: CoarsePose[] = [];
  for (let at = 0; at < turnsOfHalf; at++) {
    const turn = at * turnStep - Math.PI;
    const norm = Math.sqrt(
      kernel.turnedSpectrum(turned, second.at, second.size, Math.cos(turn), Math.sin(turn), false),
    );
    kernel.correlateTurned(plain, turned, reach);
    for (const opposite of [false, true]) {
      const best = kernel.highestTurned(opposite, reach, about);
      const [height, left, right, above, below] = peak as unknown as [number, number, number, number, number];
      const [column, row] = [best % side, Math.floor(best / side)];
      const x = (column > side / 2 ? column - side : column) + summit(left, height, right);
      const y = (row > side / 2 ? row - side : row) + summit(above, height, below);
      poses.push({
        turn: opposite ? turn + Math.PI : turn,
        // Where the peak says the second lies ahead, it is moved back.
        x: -x * first.pitchMicrons,
        y: -y * first.pitchMicrons,
        likeness: height / (side * side * firstNorm * norm || 1),
      });
    }
  }
  return poses.sort((p, q) => q.likeness - p.likeness || p.turn - q.turn);
}

/** How far beside the highest point the top lies, by the parabola through it and its neighbours; half a step at most. */
function summit(before: number, height: number, after: number): number {
  const curve = before - 2 * height + after;
  return curve < 0 ? Math.max(-0.5, Math.min(0.5, (before - after) / (2 * curve))) : 0;
}
