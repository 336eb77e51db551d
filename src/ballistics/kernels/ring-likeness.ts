/**
 * How alike rings are to those of an index, at every turn and about every middle that is asked for.
 *
 * **Source.** As `../ring-spectra.ts`. Products in whole numbers, so that they are the same on every machine; transforms of many middles at once, as columns.
 * **Input.** Spectra of 64 waves of rings: asked as cosine and sine, and sine and less cosine, of 16 bits; held of 8. **Output.** The highest correlations.
 * **Limits.** A side of 128 (`begin`). What is asked lies within 32767, what is held within 127, of 256 rings at most.
 */
import { planeIm, planeRe, stride } from './plane-room';
import { columnsThere } from './transform-columns';

const waves: i32 = 64;
const points: i32 = 128;

/** Writes of so many exhibits, one after the other, the root of the sum over rings of what is held times itself, both halves of the spectra; 32 bits. */
export function normsOfRings(held: usize, count: i32, rings: i32, into: usize): void {
  for (let n = 0; n < count; n++) {
    let sum: i32 = 0;
    for (let ring = 0; ring < rings; ring++)
      for (let wave = 0; wave < waves; wave++, held += 2) {
        const a = i32(load<i8>(held));
        const b = i32(load<i8>(held + 1));
        sum += wave === 0 ? a * a + b * b : 2 * (a * a + b * b);
      }
    store<f32>(into + <usize>n * 4, f32(Math.sqrt(f64(sum))));
  }
}

/**
 * Of each of so many exhibits the highest correlation of its rings with those asked, over all turns and an even number of middles, each times its factor;
 * what `into` holds stands where it is higher.
 */
export function likestOfRings(
  asked: usize,
  factors: usize,
  middles: i32,
  held: usize,
  count: i32,
  rings: i32,
  products: usize,
  into: usize,
): void {
  for (let n = 0; n < count; n++, held += <usize>(rings * waves) * 2, into += 4)
    store<f32>(into, max(load<f32>(into), likest(asked, factors, middles, held, rings, products)));
}

function likest(asked: usize, factors: usize, middles: i32, held: usize, rings: i32, products: usize): f32 {
  for (let middle = 0; middle < middles; middle++)
    product(asked + <usize>(middle * rings * waves) * 8, held, rings, products + <usize>(middle * waves) * 8);
  const pairs = middles >> 1;
  const vectors = (pairs + 3) >> 2;
  for (let pair = 0; pair < vectors * 4; pair++) {
    const first = products + <usize>(min(pair, pairs - 1) * 2 * waves) * 8;
    const second = first + <usize>waves * 8;
    const re = planeRe + <usize>pair * 4;
    const im = planeIm + <usize>pair * 4;
    const row = <usize>stride * 4;
    store<f32>(re, load<f32>(first));
    store<f32>(im, load<f32>(second));
    store<f32>(re + row * waves, 0);
    store<f32>(im + row * waves, 0);
    for (let wave = 1; wave < waves; wave++) {
      const a = load<f32>(first + <usize>wave * 4);
      const b = load<f32>(first + <usize>(waves + wave) * 4);
      const c = load<f32>(second + <usize>wave * 4);
      const d = load<f32>(second + <usize>(waves + wave) * 4);
      const low = row * wave;
      const high = row * (points - wave);
      store<f32>(re + low, a - d);
      store<f32>(im + low, b + c);
      store<f32>(re + high, a + d);
      store<f32>(im + high, c - b);
    }
  }
  for (let at = 0; at < vectors; at += 4) columnsThere(<usize>at * 16, min(4, vectors - at));
  let best: f32 = 0;
  for (let at = 0; at < vectors; at++) {
    let bestRe = f32x4.splat(0);
    let bestIm = bestRe;
    for (let turn = 0; turn < points; turn++) {
      const place = <usize>(turn * stride) * 4 + <usize>at * 16;
      bestRe = f32x4.pmax(bestRe, v128.load(planeRe + place));
      bestIm = f32x4.pmax(bestIm, v128.load(planeIm + place));
    }
    // First and second of a pair lie next to each other; what stands in for a fifth pair and more has no factor of its own.
    const from = factors + <usize>at * 32;
    best = max(best, highest(f32x4.mul(v128.shuffle<f32>(bestRe, bestIm, 0, 4, 1, 5), v128.load(from))));
    best = max(best, highest(f32x4.mul(v128.shuffle<f32>(bestRe, bestIm, 2, 6, 3, 7), v128.load(from + 16))));
  }
  return best;
}

function highest(four: v128): f32 {
  return max(
    max(f32x4.extract_lane(four, 0), f32x4.extract_lane(four, 1)),
    max(f32x4.extract_lane(four, 2), f32x4.extract_lane(four, 3)),
  );
}

/** Over all rings, of each wave: what is asked times the conjugate of what is held; 64 real parts and as many imaginary ones, of 32 bits. */
function product(asked: usize, held: usize, rings: i32, into: usize): void {
  for (let wave = 0; wave < waves; wave += 8) {
    let re0 = i32x4.splat(0);
    let re1 = re0;
    let im0 = re0;
    let im1 = re0;
    for (let ring = 0; ring < rings; ring++) {
      const both = v128.load(held + <usize>(ring * waves + wave) * 2);
      const low = i16x8.extend_low_i8x16_s(both);
      const high = i16x8.extend_high_i8x16_s(both);
      const from = asked + <usize>(ring * waves + wave) * 8;
      re0 = i32x4.add(re0, i32x4.dot_i16x8_s(v128.load(from), low));
      im0 = i32x4.add(im0, i32x4.dot_i16x8_s(v128.load(from + 16), low));
      re1 = i32x4.add(re1, i32x4.dot_i16x8_s(v128.load(from + 32), high));
      im1 = i32x4.add(im1, i32x4.dot_i16x8_s(v128.load(from + 48), high));
    }
    const to = into + <usize>wave * 4;
    v128.store(to, f32x4.convert_i32x4_s(re0));
    v128.store(to + 16, f32x4.convert_i32x4_s(re1));
    v128.store(to + <usize>waves * 4, f32x4.convert_i32x4_s(im0));
    v128.store(to + <usize>waves * 4 + 16, f32x4.convert_i32x4_s(im1));
  }
}
