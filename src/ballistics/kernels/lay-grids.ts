/**
 * One grid laid over another: its values between points, four places at once, and how alike both are there.
 *
 * **Source.** The four points about a place; Pearson's correlation.
 * **Input.** Grids as pairs of numbers of 32 bits, the value (nothing where not measured) and whether it was measured. **Output.** The same; sums in 64 bits.
 * **Limits.** Measured is where more than half of the four, by weight, are. Places are reckoned in 32 bits: to some hundred-thousandths of a step.
 */
import { add, less, times } from './vectors';

/** What `fourBetween` found last: values, nothing where not measured, and all ones where measured. */
export let values: v128 = f32x4.splat(0);
export let measured: v128 = f32x4.splat(0);

/** Between points from `from` to `to`, of pairs. */
function between(from: usize, row: usize, down: v128): v128 {
  const above = v128.load(from);
  return add(above, times(down, less(v128.load(from + row), above)));
}

/** What of a grid lies at four places between its points. */
export function fourBetween(grid: usize, size: i32, x: v128, y: v128): void {
  const nothing = f32x4.splat(0);
  const edge = f32x4.splat(f32(size - 1));
  const within = v128.and(
    v128.and(f32x4.ge(x, nothing), f32x4.le(x, edge)),
    v128.and(f32x4.ge(y, nothing), f32x4.le(y, edge)),
  );
  // On the last line itself the points before it are taken, wholly weighed by the last.
  const last = f32x4.splat(f32(size - 2));
  const left = f32x4.pmin(f32x4.floor(x), last);
  const top = f32x4.pmin(f32x4.floor(y), last);
  measured = within;
  values = nothing;
  if (!v128.any_true(within)) return;
  // Outside, the first point stands in, and counts for nothing.
  const at = v128.and(
    i32x4.shl(i32x4.add(i32x4.mul(i32x4.trunc_sat_f32x4_s(top), i32x4.splat(size)), i32x4.trunc_sat_f32x4_s(left)), 3),
    within,
  );
  const down = less(y, top);
  const row = (<usize>size) << 3;
  const a = between(grid + i32x4.extract_lane(at, 0), row, v128.shuffle<f32>(down, down, 0, 0, 0, 0));
  const b = between(grid + i32x4.extract_lane(at, 1), row, v128.shuffle<f32>(down, down, 1, 1, 1, 1));
  const c = between(grid + i32x4.extract_lane(at, 2), row, v128.shuffle<f32>(down, down, 2, 2, 2, 2));
  const d = between(grid + i32x4.extract_lane(at, 3), row, v128.shuffle<f32>(down, down, 3, 3, 3, 3));
  // Each is the value and weight on the left, and on the right.
  const leftAB = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const leftCD = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const rightAB = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const rightCD = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  const across = less(x, left);
  const leftValue = v128.shuffle<f32>(leftAB, leftCD, 0, 1, 4, 5);
  const leftWeight = v128.shuffle<f32>(leftAB, leftCD, 2, 3, 6, 7);
  const value = add(leftValue, times(across, less(v128.shuffle<f32>(rightAB, rightCD, 0, 1, 4, 5), leftValue)));
  const weight = add(leftWeight, times(across, less(v128.shuffle<f32>(rightAB, rightCD, 2, 3, 6, 7), leftWeight)));
  const is = v128.and(within, f32x4.gt(weight, f32x4.splat(0.5)));
  measured = is;
  values = v128.and(f32x4.div(value, weight), is);
}

/** Bytes between the values of a laid grid and what says whether they were measured: some more than it has points, as rows are written in fours. */
export function planeBytes(size: i32): i32 {
  return ((size * size + 7) & ~3) * 4;
}

/** Writes what of a grid comes to lie on one of `wide` points each way: values, then whether they count as measured, as 1 and 0. */
export function layGrid(grid: usize, size: i32, cos: f32, sin: f32, x: f32, y: f32, into: usize, wide: i32): void {
  const plane = planeBytes(wide);
  const middle = f32(size - 1) / 2;
  const center = f32(wide - 1) / 2;
  const cosines = f32x4.splat(cos);
  const sines = f32x4.splat(sin);
  const one = f32x4.splat(1);
  const four = f32x4.splat(4);
  for (let row = 0; row < wide; row++) {
    const down = f32(row) - center - y;
    const fromX = f32x4.splat(middle - sin * down);
    const fromY = f32x4.splat(middle + cos * down);
    let across = add(f32x4(0, 1, 2, 3), f32x4.splat(-center - x));
    let at = into + <usize>(row * wide) * 4;
    for (let column = 0; column < wide; column += 4, at += 16, across = add(across, four)) {
      fourBetween(grid, size, add(fromX, times(cosines, across)), add(fromY, times(sines, across)));
      v128.store(at, values);
      v128.store(at + plane, v128.and(measured, one));
    }
  }
}

/** Lists what was measured on a grid: four columns and four rows from its middle, four values, in numbers of 32 bits, filled up with places far outside; gives how many. */
export function listMeasured(grid: usize, size: i32, into: usize): i32 {
  const center = f32(size - 1) / 2;
  let count = 0;
  for (let row = 0, at = grid; row < size; row++)
    for (let column = 0; column < size; column++, at += 8)
      if (load<f32>(at + 4) !== 0) list(into, count++, f32(column) - center, f32(row) - center, load<f32>(at));
  for (let more = count; more & 3; more++) list(into, more, 1000000, 1000000, 0);
  return count;
}

function list(into: usize, which: i32, across: f32, down: f32, value: f32): void {
  const at = into + <usize>((which >> 2) * 48 + (which & 3) * 4);
  store<f32>(at, across);
  store<f32>(at + 16, down);
  store<f32>(at + 32, value);
}

/** Pearson's correlation of what was listed with a grid laid over it, of what is measured on both; −1 of fewer than `least` points, or where either does not vary. */
export function correlationAt(
  listed: usize,
  count: i32,
  grid: usize,
  size: i32,
  cos: f32,
  sin: f32,
  x: f32,
  y: f32,
  least: f64,
): f64 {
  const middle = f32(size - 1) / 2;
  const startX = f32x4.splat(middle - cos * x + sin * y);
  const startY = f32x4.splat(middle - sin * x - cos * y);
  const cosines = f32x4.splat(cos);
  const sines = f32x4.splat(sin);
  let counts = i32x4.splat(0);
  let sumsA = f64x2.splat(0);
  let sumsB = sumsA;
  let squaresA = sumsA;
  let squaresB = sumsA;
  let crosses = sumsA;
  for (const end = listed + <usize>((count + 3) >> 2) * 48; listed < end; listed += 48) {
    const across = v128.load(listed);
    const down = v128.load(listed + 16);
    fourBetween(
      grid,
      size,
      less(add(startX, times(cosines, across)), times(sines, down)),
      add(add(startY, times(sines, across)), times(cosines, down)),
    );
    const is = measured;
    if (!v128.any_true(is)) continue;
    const p = v128.and(v128.load(listed + 32), is);
    const q = values;
    counts = i32x4.sub(counts, is);
    const lowA = f64x2.promote_low_f32x4(p);
    const lowB = f64x2.promote_low_f32x4(q);
    const highA = f64x2.promote_low_f32x4(v128.shuffle<f32>(p, p, 2, 3, 2, 3));
    const highB = f64x2.promote_low_f32x4(v128.shuffle<f32>(q, q, 2, 3, 2, 3));
    sumsA = f64x2.add(sumsA, f64x2.add(lowA, highA));
    sumsB = f64x2.add(sumsB, f64x2.add(lowB, highB));
    squaresA = f64x2.add(squaresA, f64x2.add(f64x2.mul(lowA, lowA), f64x2.mul(highA, highA)));
    squaresB = f64x2.add(squaresB, f64x2.add(f64x2.mul(lowB, lowB), f64x2.mul(highB, highB)));
    crosses = f64x2.add(crosses, f64x2.add(f64x2.mul(lowA, lowB), f64x2.mul(highA, highB)));
  }
  const common = f64(
    i32x4.extract_lane(counts, 0) +
      i32x4.extract_lane(counts, 1) +
      i32x4.extract_lane(counts, 2) +
      i32x4.extract_lane(counts, 3),
  );
  if (common < least) return -1;
  return correlationOf(common, both(sumsA), both(sumsB), both(squaresA), both(squaresB), both(crosses));
}

function both(two: v128): f64 {
  return f64x2.extract_lane(two, 0) + f64x2.extract_lane(two, 1);
}

/** Pearson's correlation from sums; −1 where either does not vary. */
export function correlationOf(count: f64, sumA: f64, sumB: f64, squareA: f64, squareB: f64, cross: f64): f64 {
  const varianceA = squareA - (sumA * sumA) / count;
  const varianceB = squareB - (sumB * sumB) / count;
  if (!(varianceA > 0 && varianceB > 0)) return -1;
  return (cross - (sumA * sumB) / count) / Math.sqrt(varianceA * varianceB);
}
