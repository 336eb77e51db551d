/**
 * The discrete Fourier transform along a row, and back, with a product with a spectrum between.
 *
 * **Source.** As `transform-columns.ts`; the last two stages there and the first two back are done in one, in which numbers stay where they come to lie.
 * **Input.** A row's real and imaginary parts. **Output.** The same.
 * **Limits.** As there.
 */
import { roots, rootsOf, side } from './plane-room';
import { add, differenceOfProducts, less, sumOfProducts } from './vectors';

/** Along a row, down to parts of sixteen. */
export function rowThere(re: usize, im: usize): void {
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
export function rowBack(re: usize, im: usize): void {
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
export function rowMiddle(re: usize, im: usize, spectrumRe: usize, spectrumIm: usize): void {
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
