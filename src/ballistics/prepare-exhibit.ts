/**
 * A surface made ready for comparing: drawn on even steps about its middle, freed of form and noise, at three finenesses.
 *
 * **Source.** Band from 60 to 300 µm: cells of 450 µm hold one wave and more of what is compared, and a step of 25 µm more than two points of the
 * shortest (60 µm is where a Gaussian filter leaves a tenth of what 25 µm steps would fold back). Clipped at three standard deviations, so that a
 * spike of the instrument or an edge of the mask weighs no more than a deep mark.
 * **Input.** Heights in micrometres. **Output.** Grids of 25, 50 and 75 µm. **Limits.** Of an impression wider than 4.8 mm the middle is taken.
 */
import type { HeightMap } from '../signal/height-map.ts';
import { levelled, nearMicrons, robustFormWithin } from './find-breech-face.ts';
import { smoothHeights } from './filter-heights.ts';
import { emptyGrid, type SurfaceGrid } from './surface-grid.ts';

export interface Exhibit {
  readonly fine: SurfaceGrid;
  readonly middle: SurfaceGrid;
  readonly coarse: SurfaceGrid;
  /** Micrometres of the surface's own corner to the middle that is turned about. */
  readonly center: { readonly x: number; readonly y: number };
}

export const finePitch = 25;
const middleStep = 2;
export const coarseStep = 3;
const shortest = 60;
const longest = 300;
/** Two steps of the coarse grid. */
const coarseShortest = 150;
/** 4.8 mm: the primers of pistol cartridges are 4.4 and 5.3 mm wide, their flat less. */
const finePointsMost = 192;
const clipSigmas = 3;
/** A wider step leaves points of the finest grid without any of their own, and holds no wave of 60 µm. */
export const stepMost = 1.001 * finePitch;
/** Micrometres. Breech faces have some tenths and more within the band; what instruments add of their own, smoothed to it, is of a few nanometres. */
export const roughnessLeast = 0.05;
/** A tilt leaves a fortieth of itself at an edge after two passes; with this many times the roughness it would begin to show. */
const formTimes = 5;
/** Heights are whole parts of a standard deviation, so that two bytes hold one wholly. */
export const partsOfSigma = 8192;

/** Why a surface is not compared: less than a square millimetre measured, no roughness of a surface, or steps too wide for the band. */
export type UnreadyReason = 'too-little' | 'featureless' | 'too-coarse';

export interface ReadySurface {
  readonly kind: 'ready';
  readonly exhibit: Exhibit;
  /** Standard deviation of what is compared, micrometres. */
  readonly roughnessMicrons: number;
  /** Of what was measured, the share further from its form than a breech face is kept within. */
  readonly farOff: number;
}

/** An exhibit of a surface, or why there is none. */
export function readySurface(
  map: HeightMap,
): ReadySurface | { readonly kind: 'unready'; readonly code: UnreadyReason } {
  if (map.pitchMicrons > stepMost) return { kind: 'unready', code: 'too-coarse' };
  const box = measuredBox(map);
  if (box === null) return { kind: 'unready', code: 'too-little' };
  const { pitchMicrons } = map;
  const center = {
    x: ((box.left + box.right) / 2) * pitchMicrons,
    y: ((box.top + box.bottom) / 2) * pitchMicrons,
  };
  const extent = Math.max(box.right - box.left, box.bottom - box.top) * pitchMicrons;
  const group = middleStep * coarseStep;
  const points = Math.min(finePointsMost, group * Math.ceil((extent / finePitch + 2) / group));
  const drawn = drawOn(map, center, points);
  if (drawn.measured.reduce((sum, value) => sum + value, 0) < pointsLeast)
    return { kind: 'unready', code: 'too-little' };
  const level = levelOf(drawn);
  const farOff = shareFar(level);
  let rough = roughness(drawn);
  // Of a form far larger than what is compared the filter leaves more at the edges than the surface has of its own.
  if (formOf(drawn, level) > formTimes * rough.deviation) rough = roughness(level);
  if (!(rough.deviation >= roughnessLeast)) return { kind: 'unready', code: 'featureless' };
  return {
    kind: 'ready',
    exhibit: exhibitOf(inSigmas(rough), center),
    roughnessMicrons: rough.deviation,
    farOff,
  };
}

/** The exhibit of a surface; null where it cannot be compared. */
export function prepareExhibit(map: HeightMap): Exhibit | null {
  const ready = readySurface(map);
  return ready.kind === 'ready' ? ready.exhibit : null;
}

/** What follows from the finest grid: an index keeps that alone. */
export function exhibitOf(fine: SurfaceGrid, center: Exhibit['center']): Exhibit {
  return { fine, middle: coarser(fine, middleStep), coarse: coarser(withoutShort(fine), coarseStep), center };
}

function measuredBox({ width, height, heights }: HeightMap) {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let row = 0; row < height; row++)
    for (let column = 0; column < width; column++) {
      const value = heights[row * width + column]!;
      if (value !== value) continue;
      if (column < left) left = column;
      if (column > right) right = column;
      if (row < top) top = row;
      if (row > bottom) bottom = row;
    }
  return right < 0 ? null : { left, right: right + 1, top, bottom: bottom + 1 };
}

/** Means of what was measured in each step; where a step of the surface is wider than one of the grid, what lies nearest. */
function drawOn(
  { width, height, pitchMicrons, heights }: HeightMap,
  center: { x: number; y: number },
  size: number,
): SurfaceGrid {
  const grid = emptyGrid(size, finePitch);
  const perStep = finePitch / pitchMicrons;
  const [startX, startY] = [
    center.x / pitchMicrons - (size / 2) * perStep,
    center.y / pitchMicrons - (size / 2) * perStep,
  ];
  const ranges = (start: number, most: number) =>
    Array.from({ length: size }, (_, at) => {
      const from = Math.round(start + at * perStep);
      const to = Math.max(from + 1, Math.round(start + (at + 1) * perStep));
      return [Math.max(0, from), Math.min(most, to), (to - from) as number] as const;
    });
  const columns = ranges(startX, width);
  for (const [row, [top, bottom, rows]] of ranges(startY, height).entries())
    for (let column = 0; column < size; column++) {
      const [left, right, across] = columns[column]!;
      let [sum, count] = [0, 0];
      for (let y = top; y < bottom; y++)
        for (let x = left; x < right; x++) {
          const value = heights[y * width + x]!;
          if (value !== value) continue;
          sum += value;
          count++;
        }
      if (2 * count < rows * across) continue;
      grid.values[row * size + column] = sum / count;
      grid.measured[row * size + column] = 1;
    }
  return grid;
}

const pointsLeast = (1000 / finePitch) ** 2;

interface Rough {
  readonly drawn: SurfaceGrid;
  readonly smooth: Float32Array;
  readonly mean: number;
  readonly deviation: number;
}

function roughness(drawn: SurfaceGrid): Rough {
  const { measured } = drawn;
  const values = Float32Array.from(drawn.values);
  // Twice: what the first pass leaves of a tilt at the edges the second takes.
  for (let pass = 0; pass < 2; pass++) {
    const form = smoothHeights({ ...drawn, values }, longest);
    for (let at = 0; at < values.length; at++) values[at] = measured[at] === 0 ? 0 : values[at]! - form[at]!;
  }
  const smooth = smoothHeights({ ...drawn, values }, shortest);
  return { drawn, smooth, ...meanAndDeviation(smooth, measured) };
}

function meanAndDeviation(values: Float32Array, measured: Uint8Array): { mean: number; deviation: number } {
  let [count, sum, squares] = [0, 0, 0];
  for (let at = 0; at < values.length; at++) {
    if (measured[at] === 0) continue;
    count++;
    sum += values[at]!;
    squares += values[at]! ** 2;
  }
  const mean = sum / count;
  return { mean, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)) };
}

function inSigmas({ drawn, smooth, mean, deviation }: Rough): SurfaceGrid {
  const grid = emptyGrid(drawn.size, drawn.pitchMicrons);
  for (let at = 0; at < smooth.length; at++) {
    if (drawn.measured[at] === 0) continue;
    grid.measured[at] = 1;
    const sigmas = Math.max(-clipSigmas, Math.min(clipSigmas, (smooth[at]! - mean) / deviation));
    grid.values[at] = Math.round(sigmas * partsOfSigma) / partsOfSigma;
  }
  return grid;
}

/** The grid less the second order that most of it lies about; as it is where there is none. */
function levelOf(drawn: SurfaceGrid): SurfaceGrid {
  const { size, pitchMicrons, measured } = drawn;
  const heights = drawn.values.map((value, at) => (measured[at] === 0 ? NaN : value));
  const map = { width: size, height: size, pitchMicrons, heights };
  const form = robustFormWithin(map);
  if (form === null) return drawn;
  return {
    ...drawn,
    values: levelled(map, { mask: null, form }).heights.map((value) => (value === value ? value : 0)),
  };
}

/** Standard deviation of what was taken off, micrometres. */
function formOf(drawn: SurfaceGrid, level: SurfaceGrid): number {
  return meanAndDeviation(
    drawn.values.map((value, at) => value - level.values[at]!),
    drawn.measured,
  ).deviation;
}

function shareFar({ values, measured }: SurfaceGrid): number {
  let [far, all] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    if (measured[at] === 0) continue;
    all++;
    if (Math.abs(values[at]!) > nearMicrons) far++;
  }
  return far / all;
}

/** What a grid of 75 µm can hold: shorter waves would come out otherwise for every shift by less than its step. */
function withoutShort(fine: SurfaceGrid): SurfaceGrid {
  const smooth = smoothHeights(fine, coarseShortest);
  return { ...fine, values: smooth.map((value, at) => (fine.measured[at] === 0 ? 0 : value)) };
}

/** Means of squares of `step` by `step` points, where half of them or more were measured. */
function coarser({ size, pitchMicrons, values, measured }: SurfaceGrid, step: number): SurfaceGrid {
  const grid = emptyGrid(size / step, pitchMicrons * step);
  for (let row = 0; row < grid.size; row++)
    for (let column = 0; column < grid.size; column++) {
      let [sum, count] = [0, 0];
      for (let down = 0; down < step; down++)
        for (let across = 0; across < step; across++) {
          const at = (row * step + down) * size + column * step + across;
          sum += values[at]!;
          count += measured[at]!;
        }
      if (2 * count < step * step) continue;
      grid.values[row * grid.size + column] = sum / count;
      grid.measured[row * grid.size + column] = 1;
    }
  return grid;
}
