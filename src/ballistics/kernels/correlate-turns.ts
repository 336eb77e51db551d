/**
 * Spectra of a grid at a turn and at half a circle more, and how such grids correlate with another at all shifts.
 *
 * **Source.** Cross-correlation theorem; two real images as one complex one. Half a circle more is the same grid read from its end.
 * **Input.** Grids as `lay-grids.ts` holds them. **Output.** Spectra of `side` squared real parts and as many imaginary ones; peaks.
 * **Limits.** As `transform-columns.ts`. Grids and sides are even, so that middles come to lie on each other.
 */
import { planeIm, planeRe, side, stride } from './plane-room';
import { columnsBack, columnsThere } from './transform-columns';
import { rowFromSpectra } from './row-from-spectra';
import { rowBack, rowMiddle, rowThere } from './transform-rows';
import { fourBetween, values } from './lay-grids';
import { add, less, times } from './vectors';

/** Columns that are transformed together, in numbers of four. */
const together: i32 = 4;

/** The spectrum of a grid that is turned, and of the same turned half a circle more as the imaginary part, unless it is `alone`; gives the sum of squares of the turned grid. */
export function turnedSpectrum(into: usize, grid: usize, size: i32, cos: f32, sin: f32, alone: bool): f64 {
  const bytes = <usize>side * 4;
  for (let row = 0; row < side; row++) {
    memory.fill(planeRe + <usize>(row * stride) * 4, 0, bytes);
    memory.fill(planeIm + <usize>(row * stride) * 4, 0, bytes);
  }
  const margin = (side - size) >> 1;
  const center = f32(size - 1) / 2;
  const cosines = f32x4.splat(cos);
  const sines = f32x4.splat(sin);
  const lanes = i32x4(0, 1, 2, 3);
  const sizes = i32x4.splat(size);
  let squares = f64x2.splat(0);
  for (let row = 0; row < size; row++) {
    const down = f32(row) - center;
    const fromX = f32x4.splat(center - sin * down);
    const fromY = f32x4.splat(center + cos * down);
    let there = planeRe + <usize>((row + margin) * stride + margin) * 4;
    let opposite = planeIm + <usize>((side - 1 - row - margin) * stride + side - 4 - margin) * 4;
    for (let column = 0; column < size; column += 4, there += 16, opposite -= 16) {
      const at = i32x4.add(i32x4.splat(column), lanes);
      const across = less(f32x4.convert_i32x4_s(at), f32x4.splat(center));
      fourBetween(grid, size, add(fromX, times(cosines, across)), add(fromY, times(sines, across)));
      // Beyond the end of a row there is nothing.
      const found = v128.and(values, i32x4.lt_s(at, sizes));
      v128.store(there, found);
      if (!alone) v128.store(opposite, v128.shuffle<f32>(found, found, 3, 2, 1, 0));
      const low = f64x2.promote_low_f32x4(found);
      const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(found, found, 2, 3, 2, 3));
      squares = f64x2.add(squares, f64x2.add(f64x2.mul(low, low), f64x2.mul(high, high)));
    }
  }
  const last = min(side >> 2, (margin + size + 3) >> 2);
  for (let at = margin >> 2; at < last; at += together) columnsThere(<usize>at * 16, min(together, last - at));
  const far = <usize>(side * side) * 4;
  for (let row = 0; row < side; row++) {
    const at = <usize>(row * stride) * 4;
    rowThere(planeRe + at, planeIm + at);
    rowMiddle(planeRe + at, planeIm + at, 0, 0);
    memory.copy(into + <usize>row * bytes, planeRe + at, bytes);
    memory.copy(into + far + <usize>row * bytes, planeIm + at, bytes);
  }
  return f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1);
}

/** How far what `turned` holds the spectrum of is shifted against what `plain` does: correlations times `side` squared, of shifts up to `reach` each way and one more. */
export function correlateTurned(plain: usize, turned: usize, reach: i32): void {
  const bytes = <usize>side * 4;
  const far = <usize>(side * side) * 4;
  for (let row = 0; row < side; row++) {
    const at = <usize>(row * stride) * 4;
    const from = <usize>row * bytes;
    rowFromSpectra(planeRe + at, planeIm + at, turned + from, turned + far + from, plain + from, plain + far + from);
    rowBack(planeRe + at, planeIm + at);
  }
  const first = (reach + 5) >> 2;
  const second = (side - reach - 1) >> 2;
  for (let at = 0; at < first; at += together) columnsBack(<usize>at * 16, min(together, first - at));
  for (let at = max(first, second); at < side >> 2; at += together)
    columnsBack(<usize>at * 16, min(together, (side >> 2) - at));
}

/** Writes the highest correlation of the first or the opposite turn and those left, right, above and below it; gives its place, row times side and column. */
export function highestTurned(opposite: bool, reach: i32, into: usize): i32 {
  const plane = opposite ? planeIm : planeRe;
  const lanes = i32x4(0, 1, 2, 3);
  const out = f32x4.splat(-Infinity);
  const low = i32x4.splat(reach);
  const high = i32x4.splat(side - reach);
  let best = out;
  for (let column = 0; column < side; column += 4) {
    const at = i32x4.add(i32x4.splat(column), lanes);
    const within = v128.or(i32x4.le_s(at, low), i32x4.ge_s(at, high));
    if (!v128.any_true(within)) continue;
    let line = out;
    for (let row = 0; row < side; row++) {
      if (row > reach && row < side - reach) continue;
      line = f32x4.pmax(line, v128.load(plane + <usize>(row * stride + column) * 4));
    }
    best = f32x4.pmax(best, v128.bitselect(line, out, within));
  }
  const top = max(
    max(f32x4.extract_lane(best, 0), f32x4.extract_lane(best, 1)),
    max(f32x4.extract_lane(best, 2), f32x4.extract_lane(best, 3)),
  );
  for (let row = 0; row < side; row++) {
    if (row > reach && row < side - reach) continue;
    for (let column = 0; column < side; column++) {
      if (column > reach && column < side - reach) continue;
      if (planeAt(plane, row, column) !== top) continue;
      store<f32>(into, top);
      store<f32>(into + 4, planeAt(plane, row, (column + side - 1) & (side - 1)));
      store<f32>(into + 8, planeAt(plane, row, (column + 1) & (side - 1)));
      store<f32>(into + 12, planeAt(plane, (row + side - 1) & (side - 1), column));
      store<f32>(into + 16, planeAt(plane, (row + 1) & (side - 1), column));
      return row * side + column;
    }
  }
  return -1;
}

function planeAt(plane: usize, row: i32, column: i32): f32 {
  return load<f32>(plane + <usize>(row * stride + column) * 4);
}
