/**
 * An exhibit along rings about its middle, as the spectra of each: how alike two are at every turn, for a fraction of what laying them over costs.
 *
 * **Source.** A turn about the middle moves a ring's heights along it, so that correlation at all turns is one product of spectra and one transform
 * (Casasent and Psaltis, Applied Optics 15, 1976). Middles are not found alike on two: the one that is asked for is taken about 49 middles, or some 350.
 * **Input.** An exhibit's grid of 75 µm. **Output.** Three kilobytes an exhibit; the highest correlation over all turns and middles.
 * **Limits.** A sieve: what lies further off than its middles, or is seen in small part, ranks low. What it lets through is compared by cells.
 */
import { FourierTransform } from '../signal/fourier-transform.ts';
import { beginKernel } from './correlation-kernel.ts';
import type { SurfaceGrid } from './surface-grid.ts';
import type { SurfaceKernel } from './surface-kernel.ts';

/** Changes when the same exhibit could get other rings. */
export const ringMethod = 'rings-1';

const innerMicrons = 300;
const ringMicrons = 75;
export const rings = 24;
/** Points of a ring: 98 µm apart at two millimetres. */
const points = 128;
export const waves = points / 2;
/** Middles in steps of 60 µm: less than half of the shortest wave that is left lies between two. */
const middleMicrons = 60;
/** About its own middle, as whole impressions lie; or as far off as the middle of a half or so of one lies from that of the whole. */
export type Reach = 'near' | 'anywhere';
const reachMicrons = { near: { microns: 180, all: true }, anywhere: { microns: 900, all: false } } as const;
/** What a processor keeps near: twelve kilobytes a middle. */
const middlesAtOnce = 32;
/** Of each wave of each ring, a whole number for its cosine and one for its sine. */
export const ringBytes = 2 * rings * waves;

interface Spectra {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Packed for an index: scaled so that the greatest is 127, which correlation does not see. */
export function packRings(grid: SurfaceGrid): Int8Array {
  const spectra = spectraOf(grid, 0, 0);
  const { re, im } = spectra;
  const most = greatest(spectra);
  const scale = most === 0 ? 0 : 127 / most;
  const packed = new Int8Array(ringBytes);
  for (let at = 0; at < re.length; at++) {
    packed[2 * at] = Math.round(re[at]! * scale);
    packed[2 * at + 1] = Math.round(im[at]! * scale);
  }
  return packed;
}

/** How alike an exhibit is to some that are packed one after the other: the highest correlation of each over all turns and middles. */
export type RingSieve = (packed: Int8Array) => Float32Array;

/** A sieve with a kernel whose memory is its own as long as it is asked. */
export function ringSieve(kernel: SurfaceKernel, grid: SurfaceGrid, reach: Reach): RingSieve {
  beginKernel(kernel, points);
  const offsets = middlesWithin(reachMicrons[reach]);
  const parts: { spectra: number; factors: number; middles: number }[] = [];
  for (let from = 0; from < offsets.length; from += middlesAtOnce)
    parts.push(writeMiddles(kernel, grid, offsets.slice(from, from + middlesAtOnce)));
  const products = kernel.allocate(middlesAtOnce * waves * 8);
  const begin = kernel.allocate(0);
  return (packed) => {
    const count = packed.length / ringBytes;
    kernel.release(begin);
    const [held, norms, into] = [
      kernel.allocate(packed.length),
      kernel.allocate(4 * count),
      kernel.allocate(4 * count),
    ] as const;
    new Int8Array(kernel.memory.buffer, held, packed.length).set(packed);
    const scores = new Float32Array(kernel.memory.buffer, into, count).fill(0);
    kernel.normsOfRings(held, count, rings, norms);
    for (const { spectra, factors, middles } of parts)
      kernel.likestOfRings(spectra, factors, middles, held, count, rings, products, into);
    const lengths = new Float32Array(kernel.memory.buffer, norms, count);
    return scores.map((score, n) => (lengths[n] === 0 ? 0 : score / lengths[n]!));
  };
}

/** Middles like one colour of a chess board, or all where they lie within reach of each other. */
function middlesWithin({ microns, all }: { microns: number; all: boolean }): (readonly [number, number])[] {
  const most = Math.floor(microns / middleMicrons);
  const found: (readonly [number, number])[] = [];
  for (let down = -most; down <= most; down++)
    for (let across = -most; across <= most; across++)
      if (all || ((across + down) % 2 === 0 && Math.hypot(across, down) <= most))
        found.push([across * middleMicrons, down * middleMicrons]);
  return found;
}

/** Writes the spectra about some middles, in whole numbers of 16 bits; what they stand for and their norms are one factor of each. */
function writeMiddles(kernel: SurfaceKernel, grid: SurfaceGrid, offsets: readonly (readonly [number, number])[]) {
  // Two middles to a transform: one in its real part, one in its imaginary.
  const middles = 2 * Math.ceil(offsets.length / 2);
  const spectra = kernel.allocate(middles * rings * waves * 8);
  const room = 8 * Math.ceil(middles / 8);
  const factors = kernel.allocate(4 * room);
  const held = new Int16Array(kernel.memory.buffer, spectra, 4 * middles * rings * waves).fill(0);
  const factorOf = new Float32Array(kernel.memory.buffer, factors, room).fill(0);
  for (const [n, [x, y]] of offsets.entries()) {
    const asked = spectraOf(grid, x, y);
    const most = greatest(asked);
    if (most === 0) continue;
    writeAsked(asked, 32767 / most, held.subarray(4 * n * rings * waves));
    factorOf[n] = most / 32767 / Math.sqrt(energy(asked.re, asked.im));
  }
  return { spectra, factors, middles };
}

/** Of four waves each time cosines and sines, then sines and cosines less. */
function writeAsked({ re, im }: Spectra, scale: number, into: Int16Array): void {
  for (let at = 0; at < re.length; at++) {
    const [a, b] = [Math.round(re[at]! * scale), Math.round(im[at]! * scale)];
    const to = 16 * (at >> 2) + 2 * (at & 3);
    into[to] = a;
    into[to + 1] = into[to + 8] = b;
    into[to + 9] = -a;
  }
}

function greatest({ re, im }: Spectra): number {
  let most = 0;
  for (let at = 0; at < re.length; at++) most = Math.max(most, Math.abs(re[at]!), Math.abs(im[at]!));
  return most;
}

/** Spectra of the rings about a middle so far from the grid's own; each ring weighs by its length. */
function spectraOf({ size, pitchMicrons, values }: SurfaceGrid, offX: number, offY: number): Spectra {
  const transform = new FourierTransform(points);
  const [re, im] = [new Float64Array(rings * waves), new Float64Array(rings * waves)];
  const [ringRe, ringIm] = [new Float64Array(points), new Float64Array(points)];
  const middle = (size - 1) / 2;
  for (let ring = 0; ring < rings; ring++) {
    const radius = innerMicrons + (ring + 0.5) * ringMicrons;
    const weight = Math.sqrt(radius);
    for (let point = 0; point < points; point++) {
      const angle = (2 * Math.PI * point) / points;
      const x = middle + (offX + radius * Math.cos(angle)) / pitchMicrons;
      const y = middle + (offY + radius * Math.sin(angle)) / pitchMicrons;
      ringRe[point] = weight * between(values, size, x, y);
    }
    ringIm.fill(0);
    transform.transform(ringRe, ringIm);
    re.set(ringRe.subarray(0, waves), ring * waves);
    im.set(ringIm.subarray(0, waves), ring * waves);
  }
  return { re, im };
}

function between(values: Float32Array, size: number, x: number, y: number): number {
  if (!(x >= 0 && y >= 0 && x < size - 1 && y < size - 1)) return 0;
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [across, down] = [x - left, y - top];
  const at = top * size + left;
  const upper = (1 - across) * values[at]! + across * values[at + 1]!;
  const lower = (1 - across) * values[at + size]! + across * values[at + size + 1]!;
  return (1 - down) * upper + down * lower;
}

/** Sum over both halves of the spectra of real rings. */
function energy(re: Float64Array, im: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < re.length; at++) {
    const square = re[at]! * re[at]! + im[at]! * im[at]!;
    sum += at % waves === 0 ? square : 2 * square;
  }
  return sum;
}
