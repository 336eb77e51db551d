/**
 * Where on a laid grid a cell is likest, and how alike it is there.
 *
 * **Source.** Correlation over sums of all corners; Pearson's correlation of what is common.
 * **Input.** Grids as `layGrid` writes them, sums of their corners, cells less their mean. **Output.** A place; a correlation.
 * **Limits.** A place is looked for in 32 bits among every second one, and beside the likest of those.
 */
import { correlationOf, planeBytes } from './lay-grids';

/** Sums of all that lies above and left of each corner of a laid grid: of how many were measured, values, their squares; each of one more each way than points. */
export function cornerSums(laid: usize, size: i32, into: usize): void {
  const measured = laid + planeBytes(size);
  const wide = <usize>(size + 1) * 8;
  const plane = wide * (size + 1);
  memory.fill(into, 0, wide);
  memory.fill(into + plane, 0, wide);
  memory.fill(into + 2 * plane, 0, wide);
  for (let row = 0, at: usize = 0; row < size; row++) {
    let to = into + <usize>(row + 1) * wide;
    store<f64>(to, 0);
    store<f64>(to + plane, 0);
    store<f64>(to + 2 * plane, 0);
    let count: f64 = 0;
    let sum: f64 = 0;
    let square: f64 = 0;
    for (let column = 0; column < size; column++, at += 4) {
      to += 8;
      const value = f64(load<f32>(laid + at));
      count += f64(load<f32>(measured + at));
      sum += value;
      square += value * value;
      store<f64>(to, load<f64>(to - wide) + count);
      store<f64>(to + plane, load<f64>(to + plane - wide) + sum);
      store<f64>(to + 2 * plane, load<f64>(to + 2 * plane - wide) + square);
    }
  }
}

function over(sums: usize, size: i32, left: i32, top: i32, side: i32): f64 {
  const wide = size + 1;
  const upper = sums + <usize>(top * wide + left) * 8;
  const lower = upper + <usize>(side * wide) * 8;
  const across = <usize>side * 8;
  return load<f64>(lower + across) - load<f64>(upper + across) - load<f64>(lower) + load<f64>(upper);
}

/** Σ of a cell's values times those of a laid grid; a row of the cell is `vectors` of four, nothing after its last. */
function crossOf(cell: usize, side: i32, vectors: i32, from: usize, size: i32): f32 {
  let sums = f32x4.splat(0);
  let more = f32x4.splat(0);
  const stride = <usize>size * 4;
  for (let row = 0; row < side; row++, from += stride) {
    let at = from;
    let v = 0;
    for (; v + 2 <= vectors; v += 2, cell += 32, at += 32) {
      sums = f32x4.add(sums, f32x4.mul(v128.load(cell), v128.load(at)));
      more = f32x4.add(more, f32x4.mul(v128.load(cell + 16), v128.load(at + 16)));
    }
    for (; v < vectors; v++, cell += 16, at += 16) sums = f32x4.add(sums, f32x4.mul(v128.load(cell), v128.load(at)));
  }
  sums = f32x4.add(sums, more);
  return (
    f32x4.extract_lane(sums, 0) +
    f32x4.extract_lane(sums, 1) +
    (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3))
  );
}

let likest: f64 = 0;
let atX: i32 = 0;
let atY: i32 = 0;

/**
 * The place within `reach` of where a cell of `side` points lies on a laid grid of the same steps at which it is likest, at least `filled` points measured
 * there: written as two whole numbers. Gives Pearson's correlation there, over what is measured on both (`own` is the cell's own grid, laid as it is), or −1
 * where there is no place, or fewer than `common` points are.
 */
export function findCell(
  cell: usize,
  square: f64,
  side: i32,
  left: i32,
  top: i32,
  laid: usize,
  sums: usize,
  size: i32,
  own: usize,
  reach: i32,
  filled: f64,
  common: f64,
  into: usize,
): f64 {
  likest = -1;
  atX = 0;
  atY = 0;
  for (let down = -reach; down <= reach; down += 2)
    for (let across = -reach; across <= reach; across += 2)
      tryAt(cell, square, side, left, top, laid, sums, size, filled, across, down);
  const middleX = atX;
  const middleY = atY;
  for (let down = -1; down <= 1; down++)
    for (let across = -1; across <= 1; across++)
      if (across !== 0 || down !== 0)
        tryAt(cell, square, side, left, top, laid, sums, size, filled, middleX + across, middleY + down);
  store<i32>(into, atX);
  store<i32>(into + 4, atY);
  return likest > -1 ? correlationThere(own, laid, size, side, left, top, common) : -1;
}

function tryAt(
  cell: usize,
  square: f64,
  side: i32,
  left: i32,
  top: i32,
  laid: usize,
  sums: usize,
  size: i32,
  filled: f64,
  across: i32,
  down: i32,
): void {
  const x = left + across;
  const y = top + down;
  if (x < 0 || y < 0 || x + side > size || y + side > size) return;
  const plane = <usize>((size + 1) * (size + 1)) * 8;
  const count = over(sums, size, x, y, side);
  if (count < filled) return;
  const sum = over(sums + plane, size, x, y, side);
  const variance = over(sums + 2 * plane, size, x, y, side) - (sum * sum) / count;
  if (!(variance > 0)) return;
  const cross = crossOf(cell, side, (side + 3) >> 2, laid + <usize>(y * size + x) * 4, size);
  const value = f64(cross) / Math.sqrt(square * variance);
  if (value <= likest) return;
  likest = value;
  atX = across;
  atY = down;
}

function correlationThere(own: usize, laid: usize, size: i32, side: i32, left: i32, top: i32, common: f64): f64 {
  const plane = planeBytes(size);
  let count = 0;
  let sums = f64x2.splat(0);
  let squares = sums;
  let cross: f64 = 0;
  for (let y = 0; y < side; y++) {
    let a = own + <usize>((top + y) * size + left) * 4;
    let b = laid + <usize>((top + y + atY) * size + left + atX) * 4;
    for (const end = a + <usize>side * 4; a < end; a += 4, b += 4) {
      if (load<f32>(a + plane) * load<f32>(b + plane) === 0) continue;
      const p = f64(load<f32>(a));
      const q = f64(load<f32>(b));
      const both = f64x2(p, q);
      count++;
      sums = f64x2.add(sums, both);
      squares = f64x2.add(squares, f64x2.mul(both, both));
      cross += p * q;
    }
  }
  if (f64(count) < common) return -1;
  return correlationOf(
    f64(count),
    f64x2.extract_lane(sums, 0),
    f64x2.extract_lane(sums, 1),
    f64x2.extract_lane(squares, 0),
    f64x2.extract_lane(squares, 1),
    cross,
  );
}
