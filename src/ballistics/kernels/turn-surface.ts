/**
 * Surfaces turned, and what was measured on parts of them.
 *
 * **Source.** The nearest point of each; sums in 64 bits.
 * **Input.** Surfaces in 32 bits. **Output.** The same; sums.
 * **Limits.** Surfaces of fewer than 2²² points each way.
 */
import { add, less, times } from './vectors';

/**
 * A surface turned about its middle, each point from the nearest; halves upwards, as Math.round. The surface lies in the middle of nothing, so wide that no
 * point of the turned one lies beyond: `margin` on each side, `from` the first number of the margin. Places are reckoned in 32 bits, and in 64 where
 * one lies so near half way that the rounding of 32 could decide. Up to three numbers after the end of `into` are written over.
 */
export function turnNearest(from: usize, into: usize, rows: i32, columns: i32, margin: i32, cos: f64, sin: f64): void {
  const middleRow = rows >> 1;
  const middleColumn = columns >> 1;
  const wide = columns + 2 * margin;
  const start = from + (<usize>(margin * wide) + margin) * 4;
  const widths = i32x4.splat(wide);
  // Four roundings of numbers no greater than rows and columns together.
  const near = f32x4.splat(f32(rows + columns) / 4194304);
  const notNear = less(f32x4.splat(1), near);
  const four = f32x4.splat(4);
  const sines = f32x4.splat(f32(sin));
  const cosines = f32x4.splat(f32(cos));
  for (let row = 0; row < rows; row++) {
    const fixedRow = f64(middleRow) + f64(row - middleRow) * cos;
    const fixedColumn = f64(middleColumn) - f64(row - middleRow) * sin;
    // Half a step more, so that the floor is the nearest.
    const moreRow = f32x4.splat(f32(fixedRow + 0.5));
    const moreColumn = f32x4.splat(f32(fixedColumn + 0.5));
    let along = add(f32x4(0, 1, 2, 3), f32x4.splat(f32(-middleColumn)));
    let at = into + <usize>(row * columns) * 4;
    for (let column = 0; column < columns; column += 4, at += 16) {
      const fromRow = add(moreRow, times(along, sines));
      const fromColumn = add(moreColumn, times(along, cosines));
      const wholeRow = f32x4.floor(fromRow);
      const wholeColumn = f32x4.floor(fromColumn);
      const restRow = less(fromRow, wholeRow);
      const restColumn = less(fromColumn, wholeColumn);
      const doubtful = v128.or(
        v128.or(f32x4.lt(restRow, near), f32x4.gt(restRow, notNear)),
        v128.or(f32x4.lt(restColumn, near), f32x4.gt(restColumn, notNear)),
      );
      if (v128.any_true(doubtful)) {
        for (let more = 0; more < 4; more++) {
          const far = f64(column + more - middleColumn);
          const place = nearest(fixedRow + far * sin) * wide + nearest(fixedColumn + far * cos);
          if (column + more < columns) store<f32>(at + <usize>more * 4, load<f32>(start + (place << 2)));
        }
      } else {
        const places = i32x4.add(
          i32x4.mul(i32x4.trunc_sat_f32x4_s(wholeRow), widths),
          i32x4.trunc_sat_f32x4_s(wholeColumn),
        );
        store<f32>(at, load<f32>(start + (i32x4.extract_lane(places, 0) << 2)));
        store<f32>(at + 4, load<f32>(start + (i32x4.extract_lane(places, 1) << 2)));
        store<f32>(at + 8, load<f32>(start + (i32x4.extract_lane(places, 2) << 2)));
        store<f32>(at + 12, load<f32>(start + (i32x4.extract_lane(places, 3) << 2)));
      }
      along = add(along, four);
    }
  }
}

function nearest(value: f64): i32 {
  const whole = Math.floor(value);
  return i32(whole) + i32(value - whole >= 0.5);
}

/**
 * Of each part of a surface between breaks (rows, then columns, from nothing to all) how many points were measured, the sum of their heights less `pivot`,
 * and of the squares of that, one part after the other along rows.
 */
export function sumsOfParts(
  surface: usize,
  columns: i32,
  pivot: f64,
  rowBreaks: usize,
  rowParts: i32,
  columnBreaks: usize,
  columnParts: i32,
  into: usize,
): void {
  memory.fill(into, 0, rowParts * columnParts * 24);
  const pivots = f64x2.splat(pivot);
  const one = f64x2.splat(1);
  for (let part = 0; part < rowParts; part++) {
    const end = load<i32>(rowBreaks + <usize>(part + 1) * 4);
    for (let row = load<i32>(rowBreaks + <usize>part * 4); row < end; row++) {
      const line = surface + <usize>(row * columns) * 4;
      for (let piece = 0; piece < columnParts; piece++) {
        let at = line + <usize>load<i32>(columnBreaks + <usize>piece * 4) * 4;
        const last = line + <usize>load<i32>(columnBreaks + <usize>(piece + 1) * 4) * 4;
        let counts = f64x2.splat(0);
        let sums = f64x2.splat(0);
        let squares = f64x2.splat(0);
        for (; at + 8 <= last; at += 8) {
          const raw = f64x2.promote_low_f32x4(v128.load64_zero(at));
          const measured = f64x2.eq(raw, raw);
          const value = v128.and(f64x2.sub(raw, pivots), measured);
          counts = f64x2.add(counts, v128.and(one, measured));
          sums = f64x2.add(sums, value);
          squares = f64x2.add(squares, f64x2.mul(value, value));
        }
        let count = f64x2.extract_lane(counts, 0) + f64x2.extract_lane(counts, 1);
        let sum = f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
        let square = f64x2.extract_lane(squares, 0) + f64x2.extract_lane(squares, 1);
        if (at < last) {
          const raw = load<f32>(at);
          if (raw === raw) {
            const value = f64(raw) - pivot;
            count += 1;
            sum += value;
            square += value * value;
          }
        }
        const to = into + <usize>(part * columnParts + piece) * 24;
        store<f64>(to, load<f64>(to) + count);
        store<f64>(to + 8, load<f64>(to + 8) + sum);
        store<f64>(to + 16, load<f64>(to + 16) + square);
      }
    }
  }
}
