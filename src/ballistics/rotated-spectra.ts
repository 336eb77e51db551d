/**
 * Every turn of an exhibit as spectra, made once for all it is compared with.
 *
 * **Source.** Two real images as the real and imaginary part of one complex one, so that one transform serves both; cross-correlation theorem.
 * **Input.** A grid. **Output.** For each turn the best few shifts against another grid, by normalised correlation.
 * **Limits.** Shifts up to a sixth of the transform (800 µm): impressions lie about their middle. Where little overlaps, the correlation is low: norms are of the whole grids.
 */
import { PlaneTransform } from '../signal/plane-transform.ts';
import { emptyGrid, layOver, type Pose, type SurfaceGrid } from './surface-grid.ts';

export const turnStep = (3 * Math.PI) / 180;

export interface CoarsePose extends Pose {
  readonly likeness: number;
}

/** Room for transforms of one size; one for each thread. */
export class SpectrumRoom {
  readonly size: number;
  readonly transform: PlaneTransform;
  readonly re: Float64Array;
  readonly im: Float64Array;

  constructor(size: number) {
    this.size = size;
    this.transform = new PlaneTransform(size);
    this.re = new Float64Array(size * size);
    this.im = new Float64Array(size * size);
  }
}

/** A transform half as wide again as the grid, so that shifted grids do not come round on the other side. */
export function spectrumSize(grid: SurfaceGrid): number {
  return 2 ** Math.ceil(Math.log2(1.25 * grid.size));
}

export interface PairedSpectrum {
  readonly turns: readonly [number, number];
  readonly norms: readonly [number, number];
  readonly re: Float32Array;
  readonly im: Float32Array;
}

/** The spectra of all turns between the two given, both among them, two to each. */
export function rotatedSpectra(grid: SurfaceGrid, room: SpectrumRoom, turns: readonly number[]): PairedSpectrum[] {
  const turned = [emptyGrid(grid.size, grid.pitchMicrons), emptyGrid(grid.size, grid.pitchMicrons)] as const;
  const spectra: PairedSpectrum[] = [];
  for (let at = 0; at < turns.length; at += 2) {
    const pair = [turns[at]!, turns[at + 1] ?? turns[at]!] as const;
    for (const which of [0, 1] as const) layOver(grid, { turn: pair[which], x: 0, y: 0 }, turned[which]);
    embed(turned[0], room.re, room.size);
    embed(turned[1], room.im, room.size);
    room.transform.forward(room.re, room.im);
    spectra.push({
      turns: pair,
      norms: [norm(turned[0]), norm(turned[1])],
      re: Float32Array.from(room.re),
      im: Float32Array.from(room.im),
    });
  }
  return spectra;
}

/** The spectrum of a grid as it lies. */
export function plainSpectrum(grid: SurfaceGrid, room: SpectrumRoom): PairedSpectrum {
  embed(grid, room.re, room.size);
  room.im.fill(0);
  room.transform.forward(room.re, room.im);
  return { turns: [0, 0], norms: [norm(grid), 0], re: Float32Array.from(room.re), im: Float32Array.from(room.im) };
}

/** For each turn of the second the shift that lays it over the first best, the likeliest first. */
export function coarsePoses(
  first: PairedSpectrum,
  turned: readonly PairedSpectrum[],
  pitchMicrons: number,
  room: SpectrumRoom,
): CoarsePose[] {
  const { size, re, im, transform } = room;
  const poses: CoarsePose[] = [];
  for (const pair of turned) {
    const [a, b, c, d] = [first.re, first.im, pair.re, pair.im];
    // The second's spectrum times the conjugate of the first's, conjugated as a whole so that shifts are of the second.
    for (let at = 0; at < re.length; at++) {
      re[at] = c[at]! * a[at]! + d[at]! * b[at]!;
      im[at] = d[at]! * a[at]! - c[at]! * b[at]!;
    }
    transform.inverse(re, im);
    for (const which of [0, 1] as const) {
      const plane = which === 0 ? re : im;
      const best = highest(plane, size);
      const [column, row] = [best % size, Math.floor(best / size)];
      const x = (column > size / 2 ? column - size : column) + summit(plane, best, row * size, column, 1, size);
      const y = (row > size / 2 ? row - size : row) + summit(plane, best, column, row, size, size);
      poses.push({
        turn: pair.turns[which],
        // Where the peak says the second lies ahead, it is moved back.
        x: -x * pitchMicrons,
        y: -y * pitchMicrons,
        likeness: plane[best]! / (size * size * first.norms[0] * pair.norms[which] || 1),
      });
    }
  }
  return poses.sort((p, q) => q.likeness - p.likeness || p.turn - q.turn);
}

/** How far beside the highest point the top lies, by the parabola through it and its neighbours; half a step at most. */
function summit(plane: Float64Array, best: number, line: number, at: number, step: number, size: number): number {
  const before = plane[line + ((at + size - 1) % size) * step]!;
  const after = plane[line + ((at + 1) % size) * step]!;
  const curve = before - 2 * plane[best]! + after;
  return curve < 0 ? Math.max(-0.5, Math.min(0.5, (before - after) / (2 * curve))) : 0;
}

function highest(plane: Float64Array, size: number): number {
  // The middle of half an impression lies a quarter of its width beside that of the whole.
  const reach = size / 3;
  let best = 0;
  for (let row = 0; row < size; row++) {
    if (row > reach && row < size - reach) continue;
    for (let column = 0; column < size; column++) {
      if (column > reach && column < size - reach) continue;
      const at = row * size + column;
      if (plane[at]! > plane[best]!) best = at;
    }
  }
  return best;
}

/** Middles come to lie on each other, whatever the sizes, which are even. */
function embed({ size, values }: SurfaceGrid, into: Float64Array, side: number): void {
  into.fill(0);
  const margin = (side - size) / 2;
  for (let row = 0; row < size; row++)
    into.set(values.subarray(row * size, (row + 1) * size), (row + margin) * side + margin);
}

function norm({ values }: SurfaceGrid): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at]! * values[at]!;
  return Math.sqrt(sum);
}
