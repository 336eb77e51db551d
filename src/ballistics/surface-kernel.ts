/** What the kernel of the fast mode gives once it is compiled (`kernels/`): its functions and its memory, in which places are numbers of bytes. */
import type { SurfaceGrid } from './surface-grid.ts';

export interface SurfaceKernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  allocate(bytes: number): number;
  release(from: number): void;
  begin(side: number): number;
  turnedSpectrum(into: number, grid: number, size: number, cos: number, sin: number, alone: boolean): number;
  correlateTurned(plain: number, turned: number, reach: number): void;
  highestTurned(opposite: boolean, reach: number, into: number): number;
  planeBytes(size: number): number;
  layGrid(grid: number, size: number, cos: number, sin: number, x: number, y: number, into: number, wide: number): void;
  listMeasured(grid: number, size: number, into: number): number;
  correlationAt(
    list: number,
    count: number,
    grid: number,
    size: number,
    cos: number,
    sin: number,
    x: number,
    y: number,
    least: number,
  ): number;
  cornerSums(laid: number, size: number, into: number): void;
  findCell(
    cell: number,
    square: number,
    side: number,
    left: number,
    top: number,
    laid: number,
    sums: number,
    size: number,
    own: number,
    reach: number,
    filled: number,
    common: number,
    into: number,
  ): number;
  normsOfRings(held: number, count: number, rings: number, into: number): void;
  likestOfRings(
    asked: number,
    factors: number,
    middles: number,
    held: number,
    count: number,
    rings: number,
    products: number,
    into: number,
  ): void;
}

/** A grid in the kernel's memory: of each point the value and whether it was measured, in numbers of 32 bits. */
export interface HeldGrid {
  readonly size: number;
  readonly pitchMicrons: number;
  readonly at: number;
}

export function holdGrid(kernel: SurfaceKernel, { size, pitchMicrons, values, measured }: SurfaceGrid): HeldGrid {
  const at = kernel.allocate(size * size * 8);
  const pairs = new Float32Array(kernel.memory.buffer, at, size * size * 2);
  for (let from = 0, to = 0; from < values.length; from++, to += 2) {
    pairs[to] = values[from]!;
    pairs[to + 1] = measured[from]!;
  }
  return { size, pitchMicrons, at };
}
