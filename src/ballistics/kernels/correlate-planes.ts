/**
 * Correlations of cells with regions of turned surfaces at all shifts, two regions as one complex one.
 *
 * **Source.** Cross-correlation theorem.
 * **Input.** Surfaces in 32 bits, spectra of cells, in the memory of this module. **Output.** Where the correlations are highest.
 * **Limits.** As `transform-columns.ts`.
 */
import { highestIm, highestRe, planeIm, planeRe, side, stride } from './plane-room';
import { columnsBack, columnsThere } from './transform-columns';
import { rowBack, rowMiddle, rowThere } from './transform-rows';
import { add, less, times } from './vectors';

/** Columns that are transformed together, in numbers of four. */
const together: i32 = 4;

/**
 * A part of a surface less its mean (in two parts, so that a surface far from zero loses nothing), by its deviation, at the corner of a plane; nothing where
 * not measured or beyond the surface's edge. Written to the next whole sixteen columns.
 */
function place(
  plane: usize,
  surface: usize,
  rows: i32,
  columns: i32,
  top: i32,
  left: i32,
  tall: i32,
  wide: i32,
  mean: f64,
  scale: f64,
): void {
  const nothing = f32x4.splat(0);
  const near = f32(mean);
  const rest = f32(mean - f64(near));
  const factor = f32(scale);
  const means = f32x4.splat(near);
  const rests = f32x4.splat(rest);
  const scales = f32x4.splat(factor);
  const first = max(0, -left);
  const last = min(wide, columns - left);
  const written = min((wide + 15) & ~15, side);
  for (let row = 0; row < side; row++) {
    const into = plane + <usize>(row * stride) * 4;
    for (let at = 0; at < written; at += 4) v128.store(into + <usize>at * 4, nothing);
    const from = top + row;
    if (row >= tall || from < 0 || from >= rows || scale === 0) continue;
    const line = surface + (<usize>(from * columns) + left) * 4;
    let at = first;
    for (; at + 4 <= last; at += 4) {
      const value = v128.load(line + <usize>at * 4);
      v128.store(
        into + <usize>at * 4,
        v128.and(times(less(less(value, means), rests), scales), f32x4.eq(value, value)),
      );
    }
    for (; at < last; at++) {
      const value = load<f32>(line + <usize>at * 4);
      if (value === value) store<f32>(into + <usize>at * 4, (value - near - rest) * factor);
    }
  }
}

/** The spectrum of a part of a surface, in the order the transform leaves it in: `side` squared real parts, then as many imaginary ones. */
export function spectrumOf(
  into: usize,
  surface: usize,
  rows: i32,
  columns: i32,
  top: i32,
  left: i32,
  tall: i32,
  wide: i32,
  mean: f64,
  scale: f64,
): void {
  place(planeRe, surface, rows, columns, top, left, tall, wide, mean, scale);
  place(planeIm, surface, rows, columns, top, left, tall, wide, 0, 0);
  columnsOf(wide);
  const bytes = <usize>side * 4;
  const far = <usize>(side * side) * 4;
  for (let row = 0; row < side; row++) {
    const at = <usize>(row * stride) * 4;
    rowThere(planeRe + at, planeIm + at);
    rowMiddle(planeRe + at, planeIm + at, 0, 0);
    memory.copy(into + <usize>row * bytes, planeRe + at, bytes);
    memory.copy(into + far + <usize>row * bytes, planeIm + at, bytes);
  }
}

/** The transform of the columns that hold something; the others stay nothing. */
function columnsOf(wide: i32): void {
  const vectors = min((wide + 3) >> 2, side >> 2);
  for (let at = 0; at < vectors; at += together) columnsThere(<usize>at * 16, min(together, vectors - at));
  const nothing = f32x4.splat(0);
  for (let row = 0; row < side; row++) {
    for (let column = (wide + 15) & ~15; column < side; column += 4) {
      const at = <usize>(row * stride + column) * 4;
      v128.store(planeRe + at, nothing);
      v128.store(planeIm + at, nothing);
    }
  }
}

/**
 * How the cell of a spectrum and two regions of one shape correlate, at all shifts, times `side` squared. Of the rows whose byte in `wantedRows` is one and the
 * columns for which `columnsOut` holds nothing (and −∞ for the others) the highest is kept for `highest` and `candidates`.
 */
export function correlate(
  spectrum: usize,
  first: usize,
  second: usize,
  rows: i32,
  columns: i32,
  top: i32,
  left: i32,
  tall: i32,
  wide: i32,
  firstMean: f64,
  firstScale: f64,
  secondMean: f64,
  secondScale: f64,
  wantedRows: usize,
  columnsOut: usize,
): void {
  place(planeRe, first, rows, columns, top, left, tall, wide, firstMean, firstScale);
  place(planeIm, second, rows, columns, top, left, tall, wide, secondMean, secondScale);
  columnsOf(wide);
  const far = <usize>(side * side) * 4;
  for (let row = 0; row < side; row++) {
    const at = <usize>(row * stride) * 4;
    const there = spectrum + <usize>(row * side) * 4;
    rowThere(planeRe + at, planeIm + at);
    rowMiddle(planeRe + at, planeIm + at, there, there + far);
    rowBack(planeRe + at, planeIm + at);
  }
  const vectors = side >> 2;
  for (let at = 0; at < vectors; at += together) {
    const count = min(together, vectors - at);
    let wanted = false;
    for (let v = 0; v < count * 4; v++) if (load<f32>(columnsOut + <usize>(at * 4 + v) * 4) === 0) wanted = true;
    store<f32>(highestRe + at * 4, -Infinity);
    store<f32>(highestIm + at * 4, -Infinity);
    if (!wanted) continue;
    columnsBack(<usize>at * 16, count);
    let bestRe = f32x4.splat(-Infinity);
    let bestIm = bestRe;
    for (let row = 0; row < side; row++) {
      if (load<u8>(wantedRows + row) === 0) continue;
      for (let v = 0; v < count; v++) {
        const out = v128.load(columnsOut + <usize>(at + v) * 16);
        const place = <usize>(row * stride) * 4 + <usize>(at + v) * 16;
        bestRe = f32x4.pmax(bestRe, add(v128.load(planeRe + place), out));
        bestIm = f32x4.pmax(bestIm, add(v128.load(planeIm + place), out));
      }
    }
    store<f32>(highestRe + at * 4, across(bestRe));
    store<f32>(highestIm + at * 4, across(bestIm));
  }
}

function across(values: v128): f32 {
  return max(
    max(f32x4.extract_lane(values, 0), f32x4.extract_lane(values, 1)),
    max(f32x4.extract_lane(values, 2), f32x4.extract_lane(values, 3)),
  );
}

/** The highest of the first region's correlations, or of the second's. */
export function highest(second: bool): f32 {
  const from = second ? highestIm : highestRe;
  let best: f32 = -Infinity;
  for (let at = 0; at < side >> 2; at += together) best = max(best, load<f32>(from + at * 4));
  return best;
}

/** Places (row times side and column) of correlations of `least` and more, written one after the other; gives how many. */
export function candidates(second: bool, least: f32, wantedRows: usize, columnsOut: usize, into: usize): i32 {
  const from = second ? highestIm : highestRe;
  const plane = second ? planeIm : planeRe;
  let count = 0;
  for (let at = 0; at < side >> 2; at += together) {
    if (!(load<f32>(from + at * 4) >= least)) continue;
    const end = min((at + together) * 4, side);
    for (let row = 0; row < side; row++) {
      if (load<u8>(wantedRows + row) === 0) continue;
      for (let column = at * 4; column < end; column++) {
        if (load<f32>(columnsOut + <usize>column * 4) !== 0) continue;
        if (!(load<f32>(plane + <usize>(row * stride + column) * 4) >= least)) continue;
        store<i32>(into + <usize>count * 4, row * side + column);
        count++;
      }
    }
  }
  return count;
}
