/**
 * The discrete Fourier transform down columns, and back, of columns of a plane next to each other.
 *
 * **Source.** Cooley and Tukey, Mathematics of Computation 19:297 (1965), radix four: decimation in frequency there and in time back, so that nothing is put in order between.
 * **Input.** The plane of `plane-room.ts`. **Output.** The same, its rows in reversed order of digits; back, times the side.
 * **Limits.** Sides that are powers of two from 16.
 */
import { planeIm, planeRe, roots, rootsOf, side, stride } from './plane-room';
import { add, differenceOfProducts, less, sumOfProducts } from './vectors';

/** Columns from a byte of each row, `vectors` of four, there; the last stage leaves them in reversed order of digits. */
export function columnsThere(from: usize, vectors: i32): void {
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
export function columnsBack(from: usize, vectors: i32): void {
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
          const aRe = v128.load(re);
          let bRe = v128.load(re + step);
          let cRe = v128.load(re + 2 * step);
          let dRe = v128.load(re + 3 * step);
          const aIm = v128.load(im);
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
