/**
 * Where on a raw scan of a cartridge head the breech face lies: what is level with most of it, in one piece, and how surely.
 *
 * **Source.** Random samples of three points (Fischler and Bolles, Communications of the ACM 24, 1981) for the plane most points lie near; a surface of
 * second order fitted to those; what lies near that, opened by two steps, in its largest piece. As in cartridges3D the breech face is the flat of the
 * primer: the raised rim about the firing-pin aperture and the case head beyond the primer's edge lie tens of micrometres off it.
 * **Input.** Heights in micrometres. **Output.** Which points are of the breech face, the surface they lie about, and a confidence.
 * **Limits.** Where most of a scan is case head, that is what is found. A confidence below .5 should be looked at: a person draws another mask.
 */
import { Random } from '../stats/random.ts';
import type { HeightMap } from '../signal/height-map.ts';

export interface BreechFace {
  /** 1 for each point of the surface that is of it. */
  readonly mask: Uint8Array;
  /** Heights of the second order it lies about: 1, x, y, x², xy, y², in millimetres from the middle of the map, giving micrometres. */
  readonly form: Float64Array;
  /** Of what lies level with it, how much is in the piece that was taken, times how far round it reaches: 0 to 1. */
  readonly confidence: number;
  /** How far round the middle of the piece something of it lies, of 72 directions. */
  readonly directions: number;
}

const coarseMicrons = 25;
const samples = 600;
/** A tenth of the depth of a firing-pin aperture's rim, and more than marks are deep. */
export const nearMicrons = 12;
const fits = 6;
const openSteps = 2;
const directionsAll = 72;

/** Null where nothing level of half a square millimetre is found. */
export function findBreechFace(map: HeightMap): BreechFace | null {
  const step = Math.max(1, Math.round(coarseMicrons / map.pitchMicrons));
  const coarse = thinned(map, step);
  const plane = likeliestPlane(coarse);
  if (plane === null) return null;
  let form = plane;
  for (let fit = 0; fit < fits; fit++) {
    const better = fitForm(coarse, (x, y, z) => Math.abs(z - heightOf(form, x, y)) <= nearMicrons);
    if (better === null) return null;
    form = better;
  }
  const level = Uint8Array.from(coarse.z, (z, at) =>
    Math.abs(z - heightOf(form, coarse.x(at), coarse.y(at))) <= nearMicrons ? 1 : 0,
  );
  const opened = open(level, coarse.width, coarse.height, openSteps);
  const piece = largestPiece(opened, coarse.width, coarse.height);
  const [taken, all] = [countOnes(piece), countOnes(opened)];
  if (taken * (coarse.stepMicrons / 1000) ** 2 < 0.5) return null;
  const own = fitForm(coarse, (_x, _y, _z, at) => piece[at] === 1) ?? form;
  const directions = directionsOf(piece, coarse.width);
  const mask = new Uint8Array(map.heights.length);
  for (let row = 0; row < map.height; row++)
    for (let column = 0; column < map.width; column++) {
      const [x, y] = [Math.floor(column / step), Math.floor(row / step)];
      if (x >= coarse.width || y >= coarse.height || piece[y * coarse.width + x] === 0) continue;
      const at = row * map.width + column;
      // A square at an edge holds points of what stands beside it.
      const off = map.heights[at]! - heightOf(own, ...millimetresOf(map, column, row));
      if (Math.abs(off) <= nearMicrons) mask[at] = 1;
    }
  return { mask, form: own, confidence: (taken / all) * (directions / directionsAll), directions };
}

/**
 * The breech face as a person drew it: all that is measured there, and the surface it lies about by least squares. What
 * a person drew in is kept, however far off it lies. Null where that is less than a tenth of a square millimetre.
 */
export function faceWithin(map: HeightMap, drawn: Uint8Array): Pick<BreechFace, 'mask' | 'form' | 'directions'> | null {
  const mask = Uint8Array.from(map.heights, (value, at) => (value === value && drawn[at] === 1 ? 1 : 0));
  if (countOnes(mask) * (map.pitchMicrons / 1000) ** 2 < 0.1) return null;
  const coarse = coarseOf({ ...map, heights: map.heights.map((value, at) => (mask[at] === 1 ? value : NaN)) });
  const form = fitForm(coarse, () => true);
  if (form === null) return null;
  const held = Uint8Array.from(coarse.z, (z) => (z === z ? 1 : 0));
  return { mask, form, directions: directionsOf(held, coarse.width) };
}

/** The surface of the second order through what was measured, by least squares; null where that is too little. */
export function formWithin(map: HeightMap): Float64Array | null {
  return fitForm(coarseOf(map), () => true);
}

const robustFits = 8;
/** Of the median distance from the form: three standard deviations, were heights normal. */
const farTimes = 4.45;

/** The same, about which half and more of it lies: what lies far off, like a firing-pin impression, is left out of the fit. */
export function robustFormWithin(map: HeightMap): Float64Array | null {
  let form = formWithin(map);
  for (let fit = 0; form !== null && fit < robustFits; fit++) {
    const off = levelled(map, { mask: null, form }).heights.map(Math.abs);
    if (!off.some((value) => value > nearMicrons)) return form;
    const inOrder = off.filter((value) => value === value).sort();
    const most = farTimes * inOrder[inOrder.length >> 1]!;
    form = formWithin({ ...map, heights: map.heights.map((value, at) => (off[at]! <= most ? value : NaN)) }) ?? form;
  }
  return form;
}

function coarseOf(map: HeightMap): Thinned {
  return thinned(map, Math.max(1, Math.round(coarseMicrons / map.pitchMicrons)));
}

/** From the middle of the map. */
function millimetresOf({ width, height, pitchMicrons }: HeightMap, column: number, row: number): [number, number] {
  return [((column - (width - 1) / 2) * pitchMicrons) / 1000, ((row - (height - 1) / 2) * pitchMicrons) / 1000];
}

/** Heights less the form, where the mask is; everywhere without one. */
export function levelled(
  map: HeightMap,
  { mask, form }: { readonly mask: Uint8Array | null; readonly form: Float64Array },
): HeightMap {
  return {
    ...map,
    heights: map.heights.map((value, at) =>
      mask === null || mask[at] === 1
        ? value - heightOf(form, ...millimetresOf(map, at % map.width, Math.floor(at / map.width)))
        : NaN,
    ),
  };
}

function heightOf(form: Float64Array, x: number, y: number): number {
  return form[0]! + form[1]! * x + form[2]! * y + form[3]! * x * x + form[4]! * x * y + form[5]! * y * y;
}

interface Thinned {
  readonly width: number;
  readonly height: number;
  readonly stepMicrons: number;
  readonly z: Float32Array;
  /** Millimetres from the middle of the whole map. */
  x(at: number): number;
  y(at: number): number;
}

/** Medians of what was measured in each square of steps, where half of it was. */
function thinned({ width, height, pitchMicrons, heights }: HeightMap, step: number): Thinned {
  const [across, down] = [Math.floor(width / step), Math.floor(height / step)];
  const z = new Float32Array(across * down).fill(NaN);
  const held: number[] = [];
  for (let row = 0; row < down; row++)
    for (let column = 0; column < across; column++) {
      held.length = 0;
      for (let y = row * step; y < (row + 1) * step; y++)
        for (let x = column * step; x < (column + 1) * step; x++) {
          const value = heights[y * width + x]!;
          if (value === value) held.push(value);
        }
      if (2 * held.length < step * step) continue;
      held.sort((a, b) => a - b);
      z[row * across + column] = held[held.length >> 1]!;
    }
  const millimetres = (at: number, length: number) => (((at + 0.5) * step - length / 2) * pitchMicrons) / 1000;
  return {
    width: across,
    height: down,
    stepMicrons: step * pitchMicrons,
    z,
    x: (at) => millimetres(at % across, width),
    y: (at) => millimetres(Math.floor(at / across), height),
  };
}

function likeliestPlane(coarse: Thinned): Float64Array | null {
  const measured = [...coarse.z.keys()].filter((at) => coarse.z[at] === coarse.z[at]);
  if (measured.length < 3) return null;
  const random = new Random('find-breech-face');
  let [best, most]: [Float64Array | null, number] = [null, 0];
  for (let n = 0; n < samples; n++) {
    const three = [random.pick(measured), random.pick(measured), random.pick(measured)] as const;
    const plane = throughThree(three.map((at) => [coarse.x(at), coarse.y(at), coarse.z[at]!] as const));
    if (plane === null) continue;
    let near = 0;
    for (const at of measured)
      if (Math.abs(coarse.z[at]! - heightOf(plane, coarse.x(at), coarse.y(at))) <= nearMicrons) near++;
    if (near > most) [best, most] = [plane, near];
  }
  return best;
}

function throughThree(points: readonly (readonly [number, number, number])[]): Float64Array | null {
  const [[x0, y0, z0], [x1, y1, z1], [x2, y2, z2]] = points as [
    readonly [number, number, number],
    readonly [number, number, number],
    readonly [number, number, number],
  ];
  const across = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0);
  // Points close to a line say nothing of a tilt.
  if (Math.abs(across) < 0.1) return null;
  const slopeX = ((z1 - z0) * (y2 - y0) - (z2 - z0) * (y1 - y0)) / across;
  const slopeY = ((x1 - x0) * (z2 - z0) - (x2 - x0) * (z1 - z0)) / across;
  // A cartridge case is laid flat to a few degrees.
  if (Math.hypot(slopeX, slopeY) > 100) return null;
  return Float64Array.of(z0 - slopeX * x0 - slopeY * y0, slopeX, slopeY, 0, 0, 0);
}

/** Least squares of the second order over some of the points; null where they are too few or lie on a curve. */
function fitForm(
  coarse: Thinned,
  wanted: (x: number, y: number, z: number, at: number) => boolean,
): Float64Array | null {
  const size = 6;
  const normal = new Float64Array(size * (size + 1));
  let count = 0;
  for (let at = 0; at < coarse.z.length; at++) {
    const z = coarse.z[at]!;
    if (z !== z) continue;
    const [x, y] = [coarse.x(at), coarse.y(at)];
    if (!wanted(x, y, z, at)) continue;
    count++;
    const terms = [1, x, y, x * x, x * y, y * y];
    for (let row = 0; row < size; row++) {
      for (let column = 0; column < size; column++) normal[row * (size + 1) + column]! += terms[row]! * terms[column]!;
      normal[row * (size + 1) + size]! += terms[row]! * z;
    }
  }
  if (count < 100) return null;
  for (let k = 0; k < size; k++) {
    const pivot = normal[k * (size + 1) + k]!;
    if (!(pivot > 1e-9)) return null;
    for (let row = 0; row < size; row++) {
      if (row === k) continue;
      const by = normal[row * (size + 1) + k]! / pivot;
      for (let column = k; column <= size; column++)
        normal[row * (size + 1) + column]! -= by * normal[k * (size + 1) + column]!;
    }
  }
  return Float64Array.from({ length: size }, (_, k) => normal[k * (size + 1) + size]! / normal[k * (size + 1) + k]!);
}

/** What is left after narrowing by so many steps and widening again: bridges and specks are gone. */
function open(mask: Uint8Array, width: number, height: number, steps: number): Uint8Array {
  let now = mask;
  for (let n = 0; n < steps; n++) now = spread(now, width, height, 0);
  for (let n = 0; n < steps; n++) now = spread(now, width, height, 1);
  return now.map((value, at) => value & mask[at]!);
}

/** Each point that has a neighbour of that kind becomes of it; beyond the edge nothing is. */
function spread(mask: Uint8Array, width: number, height: number, kind: 0 | 1): Uint8Array {
  return mask.map((value, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    const around = [
      x > 0 ? mask[at - 1]! : 0,
      x < width - 1 ? mask[at + 1]! : 0,
      y > 0 ? mask[at - width]! : 0,
      y < height - 1 ? mask[at + width]! : 0,
    ];
    return around.includes(kind) ? kind : value;
  });
}

function largestPiece(mask: Uint8Array, width: number, height: number): Uint8Array {
  const pieces = new Int32Array(mask.length);
  let [best, most, count] = [0, 0, 0];
  for (let start = 0; start < mask.length; start++) {
    if (mask[start] === 0 || pieces[start] !== 0) continue;
    count++;
    pieces[start] = count;
    const found = [start];
    for (const at of found) {
      const [x, y] = [at % width, Math.floor(at / width)];
      const around = [
        x > 0 ? at - 1 : -1,
        x < width - 1 ? at + 1 : -1,
        y > 0 ? at - width : -1,
        y < height - 1 ? at + width : -1,
      ];
      for (const next of around)
        if (next >= 0 && mask[next] === 1 && pieces[next] === 0) {
          pieces[next] = count;
          found.push(next);
        }
    }
    if (found.length > most) [best, most] = [count, found.length];
  }
  return Uint8Array.from(pieces, (piece) => (best > 0 && piece === best ? 1 : 0));
}

function directionsOf(piece: Uint8Array, width: number): number {
  // About the middle of its bounds: a face with a hole is about it, whatever of it is missing.
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  piece.forEach((value, at) => {
    if (value === 0) return;
    const [x, y] = [at % width, Math.floor(at / width)];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
  });
  const [middleX, middleY] = [(left + right) / 2, (top + bottom) / 2];
  const seen = new Set<number>();
  piece.forEach((value, at) => {
    if (value === 0) return;
    const angle = Math.atan2(Math.floor(at / width) - middleY, (at % width) - middleX);
    seen.add(Math.floor(((angle + Math.PI) / (2 * Math.PI)) * directionsAll) % directionsAll);
  });
  return seen.size;
}

function countOnes(mask: Uint8Array): number {
  let count = 0;
  for (const value of mask) count += value;
  return count;
}
