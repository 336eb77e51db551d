/**
 * Sums over pairs of a cell's heights and a surface's, in 64 bits.
 *
 * **Source.** Pearson's correlation.
 * **Input.** Cells in 64 bits, surfaces in 32. **Output.** Sums, correlations.
 * **Limits.** What is not measured on either is no pair.
 */
/**
 * Σ of a cell's heights (numbers of 64 bits, nothing where not measured) times those of a surface less `mean`, of `rows` and `columns` of each from places
 * given, whose next rows lie `cellStride` and `stride` bytes further.
 */
export function crossSum(
  cell: usize,
  cellStride: i32,
  surface: usize,
  surfaceStride: i32,
  rows: i32,
  columns: i32,
  mean: f64,
): f64 {
  const means = f64x2.splat(mean);
  let sums = f64x2.splat(0);
  let rest: f64 = 0;
  for (let row = 0; row < rows; row++) {
    let a = cell + <usize>(row * cellStride);
    let b = surface + <usize>(row * surfaceStride);
    const end = a + <usize>columns * 8;
    for (; a + 16 <= end; a += 16, b += 8) {
      const value = f64x2.promote_low_f32x4(v128.load64_zero(b));
      const measured = f64x2.eq(value, value);
      sums = f64x2.add(sums, v128.and(f64x2.mul(v128.load(a), f64x2.sub(value, means)), measured));
    }
    if (a < end) {
      const value = load<f32>(b);
      if (value === value) rest += load<f64>(a) * (f64(value) - mean);
    }
  }
  return rest + f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}

let count: f64 = 0;
let sumA: f64 = 0;
let sumB: f64 = 0;
let squareA: f64 = 0;
let squareB: f64 = 0;
let cross: f64 = 0;

/** Begins sums over pairs anew. */
export function clearPairs(): void {
  count = sumA = sumB = squareA = squareB = cross = 0;
}

/** Adds the pairs of a cell's heights (no number where not measured) and a surface's less `mean` that were both measured, of parts as in `crossSum`. */
export function addPairs(
  cell: usize,
  cellStride: i32,
  surface: usize,
  surfaceStride: i32,
  rows: i32,
  columns: i32,
  mean: f64,
): void {
  const means = f64x2.splat(mean);
  const one = f64x2.splat(1);
  let counts = f64x2.splat(0);
  let sumsA = counts;
  let sumsB = counts;
  let squaresA = counts;
  let squaresB = counts;
  let crosses = counts;
  for (let row = 0; row < rows; row++) {
    let a = cell + <usize>(row * cellStride);
    let b = surface + <usize>(row * surfaceStride);
    const end = a + <usize>columns * 8;
    for (; a + 16 <= end; a += 16, b += 8) {
      let p = v128.load(a);
      let q = f64x2.sub(f64x2.promote_low_f32x4(v128.load64_zero(b)), means);
      const measured = v128.and(f64x2.eq(p, p), f64x2.eq(q, q));
      p = v128.and(p, measured);
      q = v128.and(q, measured);
      counts = f64x2.add(counts, v128.and(one, measured));
      sumsA = f64x2.add(sumsA, p);
      sumsB = f64x2.add(sumsB, q);
      squaresA = f64x2.add(squaresA, f64x2.mul(p, p));
      squaresB = f64x2.add(squaresB, f64x2.mul(q, q));
      crosses = f64x2.add(crosses, f64x2.mul(p, q));
    }
    if (a < end) {
      const p = load<f64>(a);
      const q = f64(load<f32>(b)) - mean;
      if (p === p && q === q) {
        count += 1;
        sumA += p;
        sumB += q;
        squareA += p * p;
        squareB += q * q;
        cross += p * q;
      }
    }
  }
  count += both(counts);
  sumA += both(sumsA);
  sumB += both(sumsB);
  squareA += both(squaresA);
  squareB += both(squaresB);
  cross += both(crosses);
}

function both(values: v128): f64 {
  return f64x2.extract_lane(values, 0) + f64x2.extract_lane(values, 1);
}

/** Pearson's correlation of all pairs added; no number where either does not vary. */
export function correlationOfPairs(): f64 {
  const varianceA = squareA - (sumA * sumA) / count;
  const varianceB = squareB - (sumB * sumB) / count;
  return varianceA > 0 && varianceB > 0 ? (cross - (sumA * sumB) / count) / Math.sqrt(varianceA * varianceB) : NaN;
}
