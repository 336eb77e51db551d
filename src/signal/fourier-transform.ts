/**
 * The discrete Fourier transform of a power of two of complex numbers, in place.
 *
 * **Source.** Cooley and Tukey, Mathematics of Computation 19:297 (1965), radix two, decimation in time.
 * **Input.** Real and imaginary parts. **Output.** X[k] = Σ x[n] exp(−2πi kn/N) in the same arrays.
 * **Limits.** Double precision; a length that is no power of two is a mistake of the caller.
 */
export class FourierTransform {
  readonly size: number;
  readonly #cosines: Float64Array;
  readonly #sines: Float64Array;

  constructor(size: number) {
    if (size < 2 || (size & (size - 1)) !== 0) throw new Error(`expected a power of two, got ${size}`);
    this.size = size;
    this.#cosines = Float64Array.from({ length: size / 2 }, (_, i) => Math.cos((2 * Math.PI * i) / size));
    this.#sines = Float64Array.from({ length: size / 2 }, (_, i) => Math.sin((2 * Math.PI * i) / size));
  }

  transform(re: Float64Array, im: Float64Array): void {
    const { size } = this;
    for (let i = 1, j = 0; i < size; i++) {
      let bit = size >> 1;
      for (; j & bit; bit >>= 1) j ^= bit;
      j ^= bit;
      if (i < j) {
        const [heldRe, heldIm] = [re[i]!, im[i]!];
        re[i] = re[j]!;
        im[i] = im[j]!;
        re[j] = heldRe;
        im[j] = heldIm;
      }
    }
    for (let half = 1; half < size; half <<= 1) {
      const stride = size / (2 * half);
      for (let from = 0; from < size; from += 2 * half)
        for (let k = 0; k < half; k++) {
          const [cosine, sine] = [this.#cosines[k * stride]!, this.#sines[k * stride]!];
          const [a, b] = [from + k, from + k + half];
          const partRe = re[b]! * cosine + im[b]! * sine;
          const partIm = im[b]! * cosine - re[b]! * sine;
          re[b] = re[a]! - partRe;
          im[b] = im[a]! - partIm;
          re[a] = re[a]! + partRe;
          im[a] = im[a]! + partIm;
        }
    }
  }
}
