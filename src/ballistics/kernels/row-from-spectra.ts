/**
 * Along a row: one spectrum times the conjugate of another, and the first two stages of the transform back.
 *
 * **Source.** As `transform-rows.ts`, whose two last stages there leave spectra in the order that is taken up here.
 * **Input.** Real and imaginary parts of a row of two spectra. **Output.** The row in parts of sixteen, for `rowBack`.
 * **Limits.** As there.
 */
import { rootsOf, side } from './plane-room';
import { add, differenceOfProducts, less, sumOfProducts } from './vectors';

/** Into a row: the first spectrum times the conjugate of the second. */
export function rowFromSpectra(
  re: usize,
  im: usize,
  spectrumRe: usize,
  spectrumIm: usize,
  otherRe: usize,
  otherIm: usize,
): void {
  const table = rootsOf(16);
  const c1 = v128.load(table);
  const s1 = v128.load(table + 16);
  const c2 = v128.load(table + 32);
  const s2 = v128.load(table + 48);
  const c3 = v128.load(table + 64);
  const s3 = v128.load(table + 80);
  const end = re + <usize>side * 4;
  for (; re < end; re += 64, im += 64, spectrumRe += 64, spectrumIm += 64, otherRe += 64, otherIm += 64) {
    let aRe = productRe(spectrumRe, spectrumIm, otherRe, otherIm);
    let aIm = productIm(spectrumRe, spectrumIm, otherRe, otherIm);
    let bRe = productRe(spectrumRe + 16, spectrumIm + 16, otherRe + 16, otherIm + 16);
    let bIm = productIm(spectrumRe + 16, spectrumIm + 16, otherRe + 16, otherIm + 16);
    let cRe = productRe(spectrumRe + 32, spectrumIm + 32, otherRe + 32, otherIm + 32);
    let cIm = productIm(spectrumRe + 32, spectrumIm + 32, otherRe + 32, otherIm + 32);
    let dRe = productRe(spectrumRe + 48, spectrumIm + 48, otherRe + 48, otherIm + 48);
    let dIm = productIm(spectrumRe + 48, spectrumIm + 48, otherRe + 48, otherIm + 48);
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
    bRe = less(eRe, fIm);
    bIm = add(eIm, fRe);
    cRe = less(acRe, bdRe);
    cIm = less(acIm, bdIm);
    dRe = add(eRe, fIm);
    dIm = less(eIm, fRe);
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
    let held = bRe;
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

function productRe(aRe: usize, aIm: usize, bRe: usize, bIm: usize): v128 {
  return sumOfProducts(v128.load(aRe), v128.load(bRe), v128.load(aIm), v128.load(bIm));
}

function productIm(aRe: usize, aIm: usize, bRe: usize, bIm: usize): v128 {
  return differenceOfProducts(v128.load(aIm), v128.load(bRe), v128.load(aRe), v128.load(bIm));
}
