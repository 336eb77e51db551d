/**
 * The discrete Fourier transform of a square of complex numbers, in place, and back.
 *
 * **Source.** Cooley and Tukey, Mathematics of Computation 19:297 (1965), radix two and four, decimation in time; rows are combined with rows, so that every
 * inner loop runs along memory, and the square is turned over its diagonal between the two ways.
 * **Input.** Real and imaginary parts, `size` to a row. **Output.** The spectrum turned over its diagonal (columns as rows); `inverse` of such a
 * spectrum gives the square as it was, times size².
 * **Limits.** Sizes that are powers of two.
 */
export class PlaneTransform {
  readonly size: number;
  readonly #cosines: Float64Array;
  readonly #sines: Float64Array;
  readonly #reversed: Int32Array;

  constructor(size: number) {
    if (size < 2 || (size & (size - 1)) !== 0) throw new Error(`expected a power of two, got ${size}`);
    this.size = size;
    this.#cosines = Float64Array.from({ length: size / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / size));
    this.#sines = Float64Array.from({ length: size / 2 }, (_, i) => Math.sin((2 * Math.PI * i) / size));
    const bits = Math.log2(size);
    this.#reversed = Int32Array.from({ length: size }, (_, i) => {
      let turned = 0;
      for (let bit = 0; bit < bits; bit++) if ((i >> bit) & 1) turned |= 1 << (bits - 1 - bit);
      return turned;
    });
  }

  forward(re: Float64Array, im: Float64Array): void {
    this.#downColumns(re, im, 1);
    this.#turnOver(re);
    this.#turnOver(im);
    this.#downColumns(re, im, 1);
  }

  inverse(re: Float64Array, im: Float64Array): void {
    this.#downColumns(re, im, -1);
    this.#turnOver(re);
    this.#turnOver(im);
    this.#downColumns(re, im, -1);
  }

  #downColumns(re: Float64Array, im: Float64Array, sign: 1 | -1): void {
    const { size } = this;
    for (let row = 0; row < size; row++) {
      const other = this.#reversed[row]!;
      if (row >= other) continue;
      swapRows(re, row * size, other * size, size);
      swapRows(im, row * size, other * size, size);
    }
    const [cosines, sines] = [this.#cosines, this.#sines];
    let half = 1;
    // Two stages at once where two are left: each number is read and written half as often.
    for (; 4 * half <= size; half *= 4) {
      const stride = size / (2 * half);
      for (let from = 0; from < size; from += 4 * half)
        for (let k = 0; k < half; k++) {
          const near = (k * stride) / 2;
          const far = near + size / 4;
          combineFour(
            re,
            im,
            (from + k) * size,
            half * size,
            size,
            cosines[k * stride]!,
            sign * sines[k * stride]!,
            cosines[near]!,
            sign * sines[near]!,
            cosines[far]!,
            sign * sines[far]!,
          );
        }
    }
    if (half < size) {
      const stride = size / (2 * half);
      for (let k = 0; k < half; k++)
        combineRows(re, im, k * size, (k + half) * size, size, cosines[k * stride]!, sign * sines[k * stride]!);
    }
  }

  #turnOver(plane: Float64Array): void {
    const { size } = this;
    for (let row = 0; row < size; row++)
      for (let column = row + 1; column < size; column++) {
        const held = plane[row * size + column]!;
        plane[row * size + column] = plane[column * size + row]!;
        plane[column * size + row] = held;
      }
  }
}

function swapRows(plane: Float64Array, a: number, b: number, size: number): void {
  for (let i = 0; i < size; i++) {
    const held = plane[a + i]!;
    plane[a + i] = plane[b + i]!;
    plane[b + i] = held;
  }
}

/** Rows a, a + step, a + 2 step and a + 3 step: the first two and the last two by one root, then across by two others. */
function combineFour(
  re: Float64Array,
  im: Float64Array,
  a: number,
  step: number,
  size: number,
  firstCosine: number,
  firstSine: number,
  nearCosine: number,
  nearSine: number,
  farCosine: number,
  farSine: number,
): void {
  const b = a + step;
  const c = b + step;
  const d = c + step;
  for (let i = 0; i < size; i++) {
    const bRe = re[b + i]! * firstCosine + im[b + i]! * firstSine;
    const bIm = im[b + i]! * firstCosine - re[b + i]! * firstSine;
    const dRe = re[d + i]! * firstCosine + im[d + i]! * firstSine;
    const dIm = im[d + i]! * firstCosine - re[d + i]! * firstSine;
    const sumRe = re[a + i]! + bRe;
    const sumIm = im[a + i]! + bIm;
    const lessRe = re[a + i]! - bRe;
    const lessIm = im[a + i]! - bIm;
    const otherRe = re[c + i]! + dRe;
    const otherIm = im[c + i]! + dIm;
    const restRe = re[c + i]! - dRe;
    const restIm = im[c + i]! - dIm;
    const nearRe = otherRe * nearCosine + otherIm * nearSine;
    const nearIm = otherIm * nearCosine - otherRe * nearSine;
    const farRe = restRe * farCosine + restIm * farSine;
    const farIm = restIm * farCosine - restRe * farSine;
    re[a + i] = sumRe + nearRe;
    im[a + i] = sumIm + nearIm;
    re[c + i] = sumRe - nearRe;
    im[c + i] = sumIm - nearIm;
    re[b + i] = lessRe + farRe;
    im[b + i] = lessIm + farIm;
    re[d + i] = lessRe - farRe;
    im[d + i] = lessIm - farIm;
  }
}

function combineRows(
  re: Float64Array,
  im: Float64Array,
  a: number,
  b: number,
  size: number,
  cosine: number,
  sine: number,
): void {
  for (let i = 0; i < size; i++) {
    const partRe = re[b + i]! * cosine + im[b + i]! * sine;
    const partIm = im[b + i]! * cosine - re[b + i]! * sine;
    re[b + i] = re[a + i]! - partRe;
    im[b + i] = im[a + i]! - partIm;
    re[a + i] = re[a + i]! + partRe;
    im[a + i] = im[a + i]! + partIm;
  }
}
