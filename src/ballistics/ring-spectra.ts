/**
 * An exhibit along rings about its middle, as the spectra of each: how alike two are at every turn, for a fraction of what laying them over costs.
 *
 * **Source.** A turn about the middle moves a ring's heights along it, so that correlation at all turns is one product of spectra and one transform
 * (Casasent and Psaltis, Applied Optics 15, 1976). Middles are not found alike on two: the one that is asked for is taken about 13 middles, or 49.
 * **Input.** An exhibit's grid of 75 µm. **Output.** Three kilobytes an exhibit; the highest correlation over all turns and middles.
 * **Limits.** A first sieve: what lies further off than its middles, or is seen in small part, ranks low. What it lets through is compared whole.
 */
import { FourierTransform } from '../signal/fourier-transform.ts';
import type { SurfaceGrid } from './surface-grid.ts';

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
export type Thoroughness = 'quick' | 'thorough';
/** Every second one of those within 120 µm, like one colour of a chess board, or all within 180 µm. */
const toASide = { quick: 2, thorough: 3 } as const;
/** Of each wave of each ring, a whole number for its cosine and one for its sine. */
export const ringBytes = 2 * rings * waves;

interface Spectra {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

/** Packed for an index: scaled so that the greatest is 127, which correlation does not see. */
export function packRings(grid: SurfaceGrid): Int8Array {
  const { re, im } = spectraOf(grid, 0, 0);
  let most = 0;
  for (let at = 0; at < re.length; at++) most = Math.max(most, Math.abs(re[at]!), Math.abs(im[at]!));
  const scale = most === 0 ? 0 : 127 / most;
  const packed = new Int8Array(ringBytes);
  for (let at = 0; at < re.length; at++) {
    packed[2 * at] = Math.round(re[at]! * scale);
    packed[2 * at + 1] = Math.round(im[at]! * scale);
  }
  return packed;
}

/** How alike an exhibit is to packed ones: a function of where the rings of one begin in `packed`. */
export function ringLikeness(grid: SurfaceGrid, how: Thoroughness): (packed: Int8Array, from: number) => number {
  const asked: Spectra[] = [];
  const most = toASide[how];
  for (let down = -most; down <= most; down++)
    for (let across = -most; across <= most; across++)
      if (how === 'thorough' || (across + down) % 2 === 0)
        asked.push(spectraOf(grid, across * middleMicrons, down * middleMicrons));
  const norms = asked.map(({ re, im }) => Math.sqrt(energy(re, im)));
  const transform = new FourierTransform(points);
  const [re, im] = [new Float64Array(points), new Float64Array(points)];
  const [heldRe, heldIm] = [new Float64Array(rings * waves), new Float64Array(rings * waves)];
  const [firstRe, firstIm] = [new Float64Array(waves), new Float64Array(waves)];
  const [secondRe, secondIm] = [new Float64Array(waves), new Float64Array(waves)];
  return (packed, from) => {
    for (let at = 0; at < heldRe.length; at++) {
      heldRe[at] = packed[from + 2 * at]!;
      heldIm[at] = packed[from + 2 * at + 1]!;
    }
    const norm = Math.sqrt(energy(heldRe, heldIm));
    if (norm === 0) return 0;
    let best = 0;
    // Two middles to a transform: one in its real part, one in its imaginary.
    for (let at = 0; at < asked.length; at += 2) {
      const [first, second] = [asked[at]!, asked[at + 1] ?? asked[at]!];
      product(first, heldRe, heldIm, firstRe, firstIm);
      product(second, heldRe, heldIm, secondRe, secondIm);
      re[0] = firstRe[0]!;
      im[0] = secondRe[0]!;
      re[waves] = im[waves] = 0;
      for (let wave = 1; wave < waves; wave++) {
        re[wave] = firstRe[wave]! - secondIm[wave]!;
        im[wave] = firstIm[wave]! + secondRe[wave]!;
        re[points - wave] = firstRe[wave]! + secondIm[wave]!;
        im[points - wave] = secondRe[wave]! - firstIm[wave]!;
      }
      transform.transform(re, im);
      let [highest, other] = [0, 0];
      for (let turn = 0; turn < points; turn++) {
        if (re[turn]! > highest) highest = re[turn]!;
        if (im[turn]! > other) other = im[turn]!;
      }
      best = Math.max(best, highest / (norms[at]! * norm || 1), other / ((norms[at + 1] ?? norms[at]!) * norm || 1));
    }
    return best;
  };
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

/** Over all rings, of each wave: one spectrum times the conjugate of another. */
function product(asked: Spectra, heldRe: Float64Array, heldIm: Float64Array, re: Float64Array, im: Float64Array): void {
  re.fill(0);
  im.fill(0);
  for (let ring = 0, at = 0; ring < rings; ring++)
    for (let wave = 0; wave < waves; wave++, at++) {
      const [a, b, c, d] = [asked.re[at]!, asked.im[at]!, heldRe[at]!, heldIm[at]!];
      re[wave]! += a * c + b * d;
      im[wave]! += b * c - a * d;
    }
}
