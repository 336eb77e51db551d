/**
 * Correlations of cells with regions of turned surfaces, by Fourier transforms of numbers of 32 bits, four at once.
 *
 * **Source.** Cooley and Tukey, Mathematics of Computation 19:297 (1965), radix four: decimation in frequency there and in time back, so that nothing is
 * put in order between; two real regions as one complex one. Written in AssemblyScript, compiled to WebAssembly (docs/adr/0035).
 * **Input.** Surfaces, cells and regions in the memory of this module, whose places `allocate` gives. **Output.** Where the correlations are highest.
 * **Limits.** Sides that are powers of two from 16. A plane's rows lie 16 numbers further apart than its side, or its columns would share a cache line's place.
 */

/** Numbers between the ends of rows. */
const apart: i32 = 16;
/** Columns that are transformed together, in numbers of four. */
const together: i32 = 4;

let side: i32 = 0;
let stride: i32 = 0;
let planeRe: usize = 0;
let planeIm: usize = 0;
/** For each stage cosines and sines of three roots, each as long as a quarter of the stage. */
let roots: usize = 0;
let highestRe: usize = 0;
let highestIm: usize = 0;
let free: usize = 0;

/** Room of so many bytes, which stays. */
export function allocate(bytes: i32): usize {
  const at = (free + 63) & ~63;
  free = at + bytes;
  const pages = i32((free + 65535) >> 16) - memory.size();
  if (pages > 0) if (memory.grow(pages) < 0) unreachable();
  return at;
}

/** Gives back all room from a place on. */
export function release(from: usize): void {
  free = from;
}

/** Begins anew with planes of a side; of `cosines` and `sines` of whole turns by sides the caller fills the room that is given back. */
export function begin(wanted: i32): usize {
  side = wanted;
  stride = wanted + apart;
  free = (__heap_base + 63) & ~63;
  planeRe = allocate(side * stride * 4);
  planeIm = allocate(side * stride * 4);
  highestRe = allocate(side * 4);
  highestIm = allocate(side * 4);
  roots = allocate(side * 2 * 4 * 4);
  return roots;
}

/** Where the roots of a stage begin: those of longer stages lie before it, six rows of a quarter each. */
// @ts-ignore: AssemblyScript's own
@inline function rootsOf(length: i32): usize {
  let at = roots;
  let before = (31 - clz(side)) & 1 ? side >> 1 : side;
  if (before !== side) at += side * 4;
  for (; before > length; before >>= 2) at += (before >> 2) * 6 * 4;
  return at;
}

// @ts-ignore: AssemblyScript's own
@inline function add(a: v128, b: v128): v128 {
  return f32x4.add(a, b);
}

// @ts-ignore: AssemblyScript's own
@inline function less(a: v128, b: v128): v128 {
  return f32x4.sub(a, b);
}

// @ts-ignore: AssemblyScript's own
@inline function times(a: v128, b: v128): v128 {
  return f32x4.mul(a, b);
}

/** ab + cd and ab − cd, rounded twice or three times as the processor can: places found are verified, so that either is right. */
// @ts-ignore: AssemblyScript's own
@inline function sumOfProducts(a: v128, b: v128, c: v128, d: v128): v128 {
  return f32x4.relaxed_madd(a, b, times(c, d));
}

// @ts-ignore: AssemblyScript's own
@inline function differenceOfProducts(a: v128, b: v128, c: v128, d: v128): v128 {
  return f32x4.relaxed_nmadd(c, d, times(a, b));
}

/** Columns from a byte of each row, `vectors` of four, there; the last stage leaves them in reversed order of digits. */
function columnsThere(from: usize, vectors: i32): void {
  const row = <usize>stride * 4;
  let length = side;
  if ((31 - clz(side)) & 1) {
    const half = side >> 1;
    for (let j = 0; j < half; j++) {
      const c = v128.load32_splat(roots + j * 4);
      const s = v128.load32_splat(roots + (half + j) * 4);
      let re = planeRe + from + <usize>j * row;
      let im = planeIm + from + <usize>j * row;
      const far = <usize>half * row;
      for (let v = 0; v < vectors; v++, re += 16, im += 16) {
        const aRe = v128.load(re);
        const aIm = v128.load(im);
        const bRe = v128.load(re + far);
        const bIm = v128.load(im + far);
        const dRe = less(aRe, bRe);
        const dIm = less(aIm, bIm);
        v128.store(re, add(aRe, bRe));
        v128.store(im, add(aIm, bIm));
        v128.store(re + far, sumOfProducts(dRe, c, dIm, s));
        v128.store(im + far, differenceOfProducts(dIm, c, dRe, s));
      }
    }
    length >>= 1;
  }
  for (; length >= 4; length >>= 2) {
    const quarter = length >> 2;
    const step = <usize>quarter * row;
    const table = rootsOf(length);
    for (let j = 0; j < quarter; j++) {
      const c1 = v128.load32_splat(table + j * 4);
      const s1 = v128.load32_splat(table + (quarter + j) * 4);
      const c2 = v128.load32_splat(table + (2 * quarter + j) * 4);
      const s2 = v128.load32_splat(table + (3 * quarter + j) * 4);
      const c3 = v128.load32_splat(table + (4 * quarter + j) * 4);
      const s3 = v128.load32_splat(table + (5 * quarter + j) * 4);
      for (let block = j; block < side; block += length) {
        let re = planeRe + from + <usize>block * row;
        let im = planeIm + from + <usize>block * row;
        for (let v = 0; v < vectors; v++, re += 16, im += 16) {
          const aRe = v128.load(re);
          const bRe = v128.load(re + step);
          const cRe = v128.load(re + 2 * step);
          const dRe = v128.load(re + 3 * step);
          const aIm = v128.load(im);
          const bIm = v128.load(im + step);
          const cIm = v128.load(im + 2 * step);
          const dIm = v128.load(im + 3 * step);
          const acRe = add(aRe, cRe);
          const acIm = add(aIm, cIm);
          const bdRe = add(bRe, dRe);
          const bdIm = add(bIm, dIm);
          const eRe = less(aRe, cRe);
          const eIm = less(aIm, cIm);
          const fRe = less(bRe, dRe);
          const fIm = less(bIm, dIm);
          v128.store(re, add(acRe, bdRe));
          v128.store(im, add(acIm, bdIm));
          const y2Re = less(acRe, bdRe);
          const y2Im = less(acIm, bdIm);
          const y1Re = add(eRe, fIm);
          const y1Im = less(eIm, fRe);
          const y3Re = less(eRe, fIm);
          const y3Im = add(eIm, fRe);
          if (j === 0) {
            v128.store(re + step, y1Re);
            v128.store(im + step, y1Im);
            v128.store(re + 2 * step, y2Re);
            v128.store(im + 2 * step, y2Im);
            v128.store(re + 3 * step, y3Re);
            v128.store(im + 3 * step, y3Im);
          } else {
            v128.store(re + step, sumOfProducts(y1Re, c1, y1Im, s1));
            v128.store(im + step, differenceOfProducts(y1Im, c1, y1Re, s1));
            v128.store(re + 2 * step, sumOfProducts(y2Re, c2, y2Im, s2));
            v128.store(im + 2 * step, differenceOfProducts(y2Im, c2, y2Re, s2));
            v128.store(re + 3 * step, sumOfProducts(y3Re, c3, y3Im, s3));
            v128.store(im + 3 * step, differenceOfProducts(y3Im, c3, y3Re, s3));
          }
        }
      }
    }
  }
}

/** The other way: from reversed order of digits, times the side. */
function columnsBack(from: usize, vectors: i32): void {
  const row = <usize>stride * 4;
  const odd = (31 - clz(side)) & 1;
  const longest = odd ? side >> 1 : side;
  for (let length = 4; length <= longest; length <<= 2) {
    const quarter = length >> 2;
    const step = <usize>quarter * row;
    const table = rootsOf(length);
    for (let j = 0; j < quarter; j++) {
      const c1 = v128.load32_splat(table + j * 4);
      const s1 = v128.load32_splat(table + (quarter + j) * 4);
      const c2 = v128.load32_splat(table + (2 * quarter + j) * 4);
      const s2 = v128.load32_splat(table + (3 * quarter + j) * 4);
      const c3 = v128.load32_splat(table + (4 * quarter + j) * 4);
      const s3 = v128.load32_splat(table + (5 * quarter + j) * 4);
      for (let block = j; block < side; block += length) {
        let re = planeRe + from + <usize>block * row;
        let im = planeIm + from + <usize>block * row;
        for (let v = 0; v < vectors; v++, re += 16, im += 16) {
          let aRe = v128.load(re);
          let bRe = v128.load(re + step);
          let cRe = v128.load(re + 2 * step);
          let dRe = v128.load(re + 3 * step);
          let aIm = v128.load(im);
          let bIm = v128.load(im + step);
          let cIm = v128.load(im + 2 * step);
          let dIm = v128.load(im + 3 * step);
          if (j !== 0) {
            let held = bRe;
            bRe = differenceOfProducts(held, c1, bIm, s1);
            bIm = sumOfProducts(bIm, c1, held, s1);
            held = cRe;
            cRe = differenceOfProducts(held, c2, cIm, s2);
            cIm = sumOfProducts(cIm, c2, held, s2);
            held = dRe;
            dRe = differenceOfProducts(held, c3, dIm, s3);
            dIm = sumOfProducts(dIm, c3, held, s3);
          }
          const acRe = add(aRe, cRe);
          const acIm = add(aIm, cIm);
          const bdRe = add(bRe, dRe);
          const bdIm = add(bIm, dIm);
          const eRe = less(aRe, cRe);
          const eIm = less(aIm, cIm);
          const fRe = less(bRe, dRe);
          const fIm = less(bIm, dIm);
          v128.store(re, add(acRe, bdRe));
          v128.store(im, add(acIm, bdIm));
          v128.store(re + step, less(eRe, fIm));
          v128.store(im + step, add(eIm, fRe));
          v128.store(re + 2 * step, less(acRe, bdRe));
          v128.store(im + 2 * step, less(acIm, bdIm));
          v128.store(re + 3 * step, add(eRe, fIm));
          v128.store(im + 3 * step, less(eIm, fRe));
        }
      }
    }
  }
  if (odd) {
    const half = side >> 1;
    const far = <usize>half * row;
    for (let j = 0; j < half; j++) {
      const c = v128.load32_splat(roots + j * 4);
      const s = v128.load32_splat(roots + (half + j) * 4);
      let re = planeRe + from + <usize>j * row;
      let im = planeIm + from + <usize>j * row;
      for (let v = 0; v < vectors; v++, re += 16, im += 16) {
        const aRe = v128.load(re);
        const aIm = v128.load(im);
        const tRe = v128.load(re + far);
        const tIm = v128.load(im + far);
        const bRe = differenceOfProducts(tRe, c, tIm, s);
        const bIm = sumOfProducts(tIm, c, tRe, s);
        v128.store(re, add(aRe, bRe));
        v128.store(im, add(aIm, bIm));
        v128.store(re + far, less(aRe, bRe));
        v128.store(im + far, less(aIm, bIm));
      }
    }
  }
}

/** Along a row, down to parts of sixteen. */
function rowThere(re: usize, im: usize): void {
  let length = side;
  if ((31 - clz(side)) & 1) {
    const half = <usize>(side >> 1) * 4;
    for (let at: usize = 0; at < half; at += 16) {
      const c = v128.load(roots + at);
      const s = v128.load(roots + half + at);
      const aRe = v128.load(re + at);
      const aIm = v128.load(im + at);
      const bRe = v128.load(re + half + at);
      const bIm = v128.load(im + half + at);
      const dRe = less(aRe, bRe);
      const dIm = less(aIm, bIm);
      v128.store(re + at, add(aRe, bRe));
      v128.store(im + at, add(aIm, bIm));
      v128.store(re + half + at, sumOfProducts(dRe, c, dIm, s));
      v128.store(im + half + at, differenceOfProducts(dIm, c, dRe, s));
    }
    length >>= 1;
  }
  for (; length > 16; length >>= 2) {
    const step = <usize>(length >> 2) * 4;
    const table = rootsOf(length);
    for (let block: usize = 0; block < <usize>side * 4; block += 4 * step) {
      for (let j: usize = 0; j < step; j += 16) {
        const atRe = re + block + j;
        const atIm = im + block + j;
        const aRe = v128.load(atRe);
        const bRe = v128.load(atRe + step);
        const cRe = v128.load(atRe + 2 * step);
        const dRe = v128.load(atRe + 3 * step);
        const aIm = v128.load(atIm);
        const bIm = v128.load(atIm + step);
        const cIm = v128.load(atIm + 2 * step);
        const dIm = v128.load(atIm + 3 * step);
        const acRe = add(aRe, cRe);
        const acIm = add(aIm, cIm);
        const bdRe = add(bRe, dRe);
        const bdIm = add(bIm, dIm);
        const eRe = less(aRe, cRe);
        const eIm = less(aIm, cIm);
        const fRe = less(bRe, dRe);
        const fIm = less(bIm, dIm);
        v128.store(atRe, add(acRe, bdRe));
        v128.store(atIm, add(acIm, bdIm));
        const y2Re = less(acRe, bdRe);
        const y2Im = less(acIm, bdIm);
        const y1Re = add(eRe, fIm);
        const y1Im = less(eIm, fRe);
        const y3Re = less(eRe, fIm);
        const y3Im = add(eIm, fRe);
        const table1 = table + j;
        const c1 = v128.load(table1);
        const s1 = v128.load(table1 + step);
        v128.store(atRe + step, sumOfProducts(y1Re, c1, y1Im, s1));
        v128.store(atIm + step, differenceOfProducts(y1Im, c1, y1Re, s1));
        const c2 = v128.load(table1 + 2 * step);
        const s2 = v128.load(table1 + 3 * step);
        v128.store(atRe + 2 * step, sumOfProducts(y2Re, c2, y2Im, s2));
        v128.store(atIm + 2 * step, differenceOfProducts(y2Im, c2, y2Re, s2));
        const c3 = v128.load(table1 + 4 * step);
        const s3 = v128.load(table1 + 5 * step);
        v128.store(atRe + 3 * step, sumOfProducts(y3Re, c3, y3Im, s3));
        v128.store(atIm + 3 * step, differenceOfProducts(y3Im, c3, y3Re, s3));
      }
    }
  }
}

/** From parts of sixteen to the whole row. */
function rowBack(re: usize, im: usize): void {
  const odd = (31 - clz(side)) & 1;
  const longest = odd ? side >> 1 : side;
  for (let length = 64; length <= longest; length <<= 2) {
    const step = <usize>(length >> 2) * 4;
    const table = rootsOf(length);
    for (let block: usize = 0; block < <usize>side * 4; block += 4 * step) {
      for (let j: usize = 0; j < step; j += 16) {
        const atRe = re + block + j;
        const atIm = im + block + j;
        const table1 = table + j;
        const c1 = v128.load(table1);
        const s1 = v128.load(table1 + step);
        const tRe = v128.load(atRe + step);
        const tIm = v128.load(atIm + step);
        const bRe = differenceOfProducts(tRe, c1, tIm, s1);
        const bIm = sumOfProducts(tIm, c1, tRe, s1);
        const c2 = v128.load(table1 + 2 * step);
        const s2 = v128.load(table1 + 3 * step);
        const uRe = v128.load(atRe + 2 * step);
        const uIm = v128.load(atIm + 2 * step);
        const cRe = differenceOfProducts(uRe, c2, uIm, s2);
        const cIm = sumOfProducts(uIm, c2, uRe, s2);
        const c3 = v128.load(table1 + 4 * step);
        const s3 = v128.load(table1 + 5 * step);
        const wRe = v128.load(atRe + 3 * step);
        const wIm = v128.load(atIm + 3 * step);
        const dRe = differenceOfProducts(wRe, c3, wIm, s3);
        const dIm = sumOfProducts(wIm, c3, wRe, s3);
        const aRe = v128.load(atRe);
        const aIm = v128.load(atIm);
        const acRe = add(aRe, cRe);
        const acIm = add(aIm, cIm);
        const bdRe = add(bRe, dRe);
        const bdIm = add(bIm, dIm);
        const eRe = less(aRe, cRe);
        const eIm = less(aIm, cIm);
        const fRe = less(bRe, dRe);
        const fIm = less(bIm, dIm);
        v128.store(atRe, add(acRe, bdRe));
        v128.store(atIm, add(acIm, bdIm));
        v128.store(atRe + step, less(eRe, fIm));
        v128.store(atIm + step, add(eIm, fRe));
        v128.store(atRe + 2 * step, less(acRe, bdRe));
        v128.store(atIm + 2 * step, less(acIm, bdIm));
        v128.store(atRe + 3 * step, add(eRe, fIm));
        v128.store(atIm + 3 * step, less(eIm, fRe));
      }
    }
  }
  if (odd) {
    const half = <usize>(side >> 1) * 4;
    for (let at: usize = 0; at < half; at += 16) {
      const c = v128.load(roots + at);
      const s = v128.load(roots + half + at);
      const tRe = v128.load(re + half + at);
      const tIm = v128.load(im + half + at);
      const bRe = differenceOfProducts(tRe, c, tIm, s);
      const bIm = sumOfProducts(tIm, c, tRe, s);
      const aRe = v128.load(re + at);
      const aIm = v128.load(im + at);
      v128.store(re + at, add(aRe, bRe));
      v128.store(im + at, add(aIm, bIm));
      v128.store(re + half + at, less(aRe, bRe));
      v128.store(im + half + at, less(aIm, bIm));
    }
  }
}

/**
 * The last two stages there in parts of sixteen, which stay turned over; then, where there is a spectrum, times its conjugate and the first two stages
 * back. What is turned over here is turned over in the spectrum as well.
 */
function rowMiddle(re: usize, im: usize, spectrumRe: usize, spectrumIm: usize): void {
  const table = rootsOf(16);
  const c1 = v128.load(table);
  const s1 = v128.load(table + 16);
  const c2 = v128.load(table + 32);
  const s2 = v128.load(table + 48);
  const c3 = v128.load(table + 64);
  const s3 = v128.load(table + 80);
  const end = re + <usize>side * 4;
  for (; re < end; re += 64, im += 64) {
    let aRe = v128.load(re);
    let bRe = v128.load(re + 16);
    let cRe = v128.load(re + 32);
    let dRe = v128.load(re + 48);
    let aIm = v128.load(im);
    let bIm = v128.load(im + 16);
    let cIm = v128.load(im + 32);
    let dIm = v128.load(im + 48);
    let acRe = add(aRe, cRe);
    let acIm = add(aIm, cIm);
    let bdRe = add(bRe, dRe);
    let bdIm = add(bIm, dIm);
    let eRe = less(aRe, cRe);
    let eIm = less(aIm, cIm);
    let fRe = less(bRe, dRe);
    let fIm = less(bIm, dIm);
    aRe = add(acRe, bdRe);
    aIm = add(acIm, bdIm);
    let yRe = less(acRe, bdRe);
    let yIm = less(acIm, bdIm);
    cRe = sumOfProducts(yRe, c2, yIm, s2);
    cIm = differenceOfProducts(yIm, c2, yRe, s2);
    yRe = add(eRe, fIm);
    yIm = less(eIm, fRe);
    bRe = sumOfProducts(yRe, c1, yIm, s1);
    bIm = differenceOfProducts(yIm, c1, yRe, s1);
    yRe = less(eRe, fIm);
    yIm = add(eIm, fRe);
    dRe = sumOfProducts(yRe, c3, yIm, s3);
    dIm = differenceOfProducts(yIm, c3, yRe, s3);
    // Turned over, so that what is combined lies in different vectors.
    let p0 = v128.shuffle<f32>(aRe, bRe, 0, 4, 1, 5);
    let p1 = v128.shuffle<f32>(aRe, bRe, 2, 6, 3, 7);
    let p2 = v128.shuffle<f32>(cRe, dRe, 0, 4, 1, 5);
    let p3 = v128.shuffle<f32>(cRe, dRe, 2, 6, 3, 7);
    aRe = v128.shuffle<f32>(p0, p2, 0, 1, 4, 5);
    bRe = v128.shuffle<f32>(p0, p2, 2, 3, 6, 7);
    cRe = v128.shuffle<f32>(p1, p3, 0, 1, 4, 5);
    dRe = v128.shuffle<f32>(p1, p3, 2, 3, 6, 7);
    p0 = v128.shuffle<f32>(aIm, bIm, 0, 4, 1, 5);
    p1 = v128.shuffle<f32>(aIm, bIm, 2, 6, 3, 7);
    p2 = v128.shuffle<f32>(cIm, dIm, 0, 4, 1, 5);
    p3 = v128.shuffle<f32>(cIm, dIm, 2, 6, 3, 7);
    aIm = v128.shuffle<f32>(p0, p2, 0, 1, 4, 5);
    bIm = v128.shuffle<f32>(p0, p2, 2, 3, 6, 7);
    cIm = v128.shuffle<f32>(p1, p3, 0, 1, 4, 5);
    dIm = v128.shuffle<f32>(p1, p3, 2, 3, 6, 7);
    acRe = add(aRe, cRe);
    acIm = add(aIm, cIm);
    bdRe = add(bRe, dRe);
    bdIm = add(bIm, dIm);
    eRe = less(aRe, cRe);
    eIm = less(aIm, cIm);
    fRe = less(bRe, dRe);
    fIm = less(bIm, dIm);
    aRe = add(acRe, bdRe);
    aIm = add(acIm, bdIm);
    cRe = less(acRe, bdRe);
    cIm = less(acIm, bdIm);
    bRe = add(eRe, fIm);
    bIm = less(eIm, fRe);
    dRe = less(eRe, fIm);
    dIm = add(eIm, fRe);
    if (spectrumRe === 0) {
      v128.store(re, aRe);
      v128.store(re + 16, bRe);
      v128.store(re + 32, cRe);
      v128.store(re + 48, dRe);
      v128.store(im, aIm);
      v128.store(im + 16, bIm);
      v128.store(im + 32, cIm);
      v128.store(im + 48, dIm);
      continue;
    }
    let sRe = v128.load(spectrumRe);
    let sIm = v128.load(spectrumIm);
    let held = aRe;
    aRe = sumOfProducts(held, sRe, aIm, sIm);
    aIm = differenceOfProducts(aIm, sRe, held, sIm);
    sRe = v128.load(spectrumRe + 16);
    sIm = v128.load(spectrumIm + 16);
    held = bRe;
    bRe = sumOfProducts(held, sRe, bIm, sIm);
    bIm = differenceOfProducts(bIm, sRe, held, sIm);
    sRe = v128.load(spectrumRe + 32);
    sIm = v128.load(spectrumIm + 32);
    held = cRe;
    cRe = sumOfProducts(held, sRe, cIm, sIm);
    cIm = differenceOfProducts(cIm, sRe, held, sIm);
    sRe = v128.load(spectrumRe + 48);
    sIm = v128.load(spectrumIm + 48);
    held = dRe;
    dRe = sumOfProducts(held, sRe, dIm, sIm);
    dIm = differenceOfProducts(dIm, sRe, held, sIm);
    spectrumRe += 64;
    spectrumIm += 64;
    acRe = add(aRe, cRe);
    acIm = add(aIm, cIm);
    bdRe = add(bRe, dRe);
    bdIm = add(bIm, dIm);
    eRe = less(aRe, cRe);
    eIm = less(aIm, cIm);
    fRe = less(bRe, dRe);
    fIm = less(bIm, dIm);
    aRe = add(acRe, bdRe);
    aIm = add(acIm, bdIm);
    bRe = less(eRe, fIm);
    bIm = add(eIm, fRe);
    cRe = less(acRe, bdRe);
    cIm = less(acIm, bdIm);
    dRe = add(eRe, fIm);
    dIm = less(eIm, fRe);
    p0 = v128.shuffle<f32>(aRe, bRe, 0, 4, 1, 5);
    p1 = v128.shuffle<f32>(aRe, bRe, 2, 6, 3, 7);
    p2 = v128.shuffle<f32>(cRe, dRe, 0, 4, 1, 5);
    p3 = v128.shuffle<f32>(cRe, dRe, 2, 6, 3, 7);
    aRe = v128.shuffle<f32>(p0, p2, 0, 1, 4, 5);
    bRe = v128.shuffle<f32>(p0, p2, 2, 3, 6, 7);
    cRe = v128.shuffle<f32>(p1, p3, 0, 1, 4, 5);
    dRe = v128.shuffle<f32>(p1, p3, 2, 3, 6, 7);
    p0 = v128.shuffle<f32>(aIm, bIm, 0, 4, 1, 5);
    p1 = v128.shuffle<f32>(aIm, bIm, 2, 6, 3, 7);
    p2 = v128.shuffle<f32>(cIm, dIm, 0, 4, 1, 5);
    p3 = v128.shuffle<f32>(cIm, dIm, 2, 6, 3, 7);
    aIm = v128.shuffle<f32>(p0, p2, 0, 1, 4, 5);
    bIm = v128.shuffle<f32>(p0, p2, 2, 3, 6, 7);
    cIm = v128.shuffle<f32>(p1, p3, 0, 1, 4, 5);
    dIm = v128.shuffle<f32>(p1, p3, 2, 3, 6, 7);
    held = bRe;
    bRe = differenceOfProducts(held, c1, bIm, s1);
    bIm = sumOfProducts(bIm, c1, held, s1);
    held = cRe;
    cRe = differenceOfProducts(held, c2, cIm, s2);
    cIm = sumOfProducts(cIm, c2, held, s2);
    held = dRe;
    dRe = differenceOfProducts(held, c3, dIm, s3);
    dIm = sumOfProducts(dIm, c3, held, s3);
    acRe = add(aRe, cRe);
    acIm = add(aIm, cIm);
    bdRe = add(bRe, dRe);
    bdIm = add(bIm, dIm);
    eRe = less(aRe, cRe);
    eIm = less(aIm, cIm);
    fRe = less(bRe, dRe);
    fIm = less(bIm, dIm);
    v128.store(re, add(acRe, bdRe));
    v128.store(im, add(acIm, bdIm));
    v128.store(re + 16, less(eRe, fIm));
    v128.store(im + 16, add(eIm, fRe));
    v128.store(re + 32, less(acRe, bdRe));
    v128.store(im + 32, less(acIm, bdIm));
    v128.store(re + 48, add(eRe, fIm));
    v128.store(im + 48, less(eIm, fRe));
  }
}

/**
 * A part of a surface less its mean (in two parts, so that a surface far from zero loses nothing), by its deviation, at the corner of a plane; nothing where
 * not measured or beyond the surface's edge. Written to the next whole sixteen columns.
 */
function place(plane: usize, surface: usize, rows: i32, columns: i32, top: i32, left: i32, tall: i32, wide: i32, mean: f64, scale: f64): void {
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
      v128.store(into + <usize>at * 4, v128.and(times(less(less(value, means), rests), scales), f32x4.eq(value, value)));
    }
    for (; at < last; at++) {
      const value = load<f32>(line + <usize>at * 4);
      if (value === value) store<f32>(into + <usize>at * 4, (value - near - rest) * factor);
    }
  }
}

/** The spectrum of a part of a surface, in the order the transform leaves it in: `side` squared real parts, then as many imaginary ones. */
export function spectrumOf(into: usize, surface: usize, rows: i32, columns: i32, top: i32, left: i32, tall: i32, wide: i32, mean: f64, scale: f64): void {
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
  spectrum: usize, first: usize, second: usize, rows: i32, columns: i32, top: i32, left: i32, tall: i32, wide: i32,
  firstMean: f64, firstScale: f64, secondMean: f64, secondScale: f64, wantedRows: usize, columnsOut: usize,
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
  const half = f32x4.splat(0.5);
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
        const places = i32x4.add(i32x4.mul(i32x4.trunc_sat_f32x4_s(wholeRow), widths), i32x4.trunc_sat_f32x4_s(wholeColumn));
        store<f32>(at, load<f32>(start + (i32x4.extract_lane(places, 0) << 2)));
        store<f32>(at + 4, load<f32>(start + (i32x4.extract_lane(places, 1) << 2)));
        store<f32>(at + 8, load<f32>(start + (i32x4.extract_lane(places, 2) << 2)));
        store<f32>(at + 12, load<f32>(start + (i32x4.extract_lane(places, 3) << 2)));
      }
      along = add(along, four);
    }
  }
}

// @ts-ignore: AssemblyScript's own
@inline function nearest(value: f64): i32 {
  const whole = Math.floor(value);
  return i32(whole) + i32(value - whole >= 0.5);
}

/**
 * Of each part of a surface between breaks (rows, then columns, from nothing to all) how many points were measured, the sum of their heights less `pivot`,
 * and of the squares of that, one part after the other along rows.
 */
export function sumsOfParts(surface: usize, columns: i32, pivot: f64, rowBreaks: usize, rowParts: i32, columnBreaks: usize, columnParts: i32, into: usize): void {
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

/**
 * Σ of a cell's heights (numbers of 64 bits, nothing where not measured) times those of a surface less `mean`, of `rows` and `columns` of each from places
 * given, whose next rows lie `cellStride` and `stride` bytes further.
 */
export function crossSum(cell: usize, cellStride: i32, surface: usize, surfaceStride: i32, rows: i32, columns: i32, mean: f64): f64 {
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
export function addPairs(cell: usize, cellStride: i32, surface: usize, surfaceStride: i32, rows: i32, columns: i32, mean: f64): void {
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
