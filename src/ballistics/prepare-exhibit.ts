/**
 * A surface made ready for comparing: drawn on even steps about its middle, freed of form and noise, at three finenesses.
 *
 * **Source.** Band from 60 to 300 µm: cells of 450 µm hold one wave and more of what is compared, and a step of 25 µm more than two points of the
 * shortest (60 µm is where a Gaussian filter leaves a tenth of what 25 µm steps would fold back). Clipped at three standard deviations, so that a
 * spike of the instrument or an edge of the mask weighs no more than a deep mark.
 * **Input.** Heights in micrometres. **Output.** Grids of 25, 50 and 75 µm. **Limits.** Of an impression wider than 4.8 mm the middle is taken.
 */
import type { HeightMap } from '../signal/height-map.ts';
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
/** Heights are whole parts of a standard deviation, so that two bytes hold one wholly. */
export const partsOfSigma = 8192;

/** Null where fewer than a square millimetre was measured. */
export function prepareExhibit(map: HeightMap): Exhibit | null {
  const box = measuredBox(map);
  if (box === null) return null;
  const { pitchMicrons } = map;
  const center = {
    x: ((box.left + box.right) / 2) * pitchMicrons,
    y: ((box.top + box.bottom) / 2) * pitchMicrons,
  };
  const extent = Math.max(box.right - box.left, box.bottom - box.top) * pitchMicrons;
  const group = middleStep * coarseStep;
  const points = Math.min(finePointsMost, group * Math.ceil((extent / finePitch + 2) / group));
  const drawn = drawOn(map, center, points);
  const fine = roughness(drawn);
  return fine === null ? null : exhibitOf(fine, center);
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

function roughness(drawn: SurfaceGrid): SurfaceGrid | null {
  const { size, measured } = drawn;
  const values = Float32Array.from(drawn.values);
  // Twice: what the first pass leaves of a tilt at the edges the second takes.
  for (let pass = 0; pass < 2; pass++) {
    const form = smoothHeights({ ...drawn, values }, longest);
    for (let at = 0; at < values.length; at++) values[at] = measured[at] === 0 ? 0 : values[at]! - form[at]!;
  }
  const smooth = smoothHeights({ ...drawn, values }, shortest);
  let [count, sum, squares] = [0, 0, 0];
  for (let at = 0; at < smooth.length; at++) {
    if (measured[at] === 0) continue;
    count++;
    sum += smooth[at]!;
    squares += smooth[at]! ** 2;
  }
  const mean = sum / count;
  const deviation = Math.sqrt(squares / count - mean * mean);
  if (count < pointsLeast || !(deviation > 0)) return null;
  const grid = emptyGrid(size, drawn.pitchMicrons);
  for (let at = 0; at < smooth.length; at++) {
    if (measured[at] === 0) continue;
    grid.measured[at] = 1;
    const sigmas = Math.max(-clipSigmas, Math.min(clipSigmas, (smooth[at]! - mean) / deviation));
    grid.values[at] = Math.round(sigmas * partsOfSigma) / partsOfSigma;
  }
  return grid;
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
