import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { PlaneTransform } from './plane-transform.ts';

test.each([2, 4, 8, 16, 32])(
  'the transform of a square of %i is the sum its definition gives, and comes back',
  (size) => {
    const random = new Random(`plane/${size}`);
    const [re, im] = [0, 1].map(() => Float64Array.from({ length: size * size }, () => random.normal(0, 1))) as [
      Float64Array,
      Float64Array,
    ];
    const [heldRe, heldIm] = [re.slice(), im.slice()];
    const transform = new PlaneTransform(size);
    transform.forward(re, im);
    for (let times = 0; times < 20; times++) {
      const [kx, ky] = [Math.floor(size * random.next()), Math.floor(size * random.next())];
      let [sumRe, sumIm] = [0, 0];
      for (let y = 0; y < size; y++)
        for (let x = 0; x < size; x++) {
          const angle = (-2 * Math.PI * (kx * x + ky * y)) / size;
          const [a, b] = [heldRe[y * size + x]!, heldIm[y * size + x]!];
          sumRe += a * Math.cos(angle) - b * Math.sin(angle);
          sumIm += a * Math.sin(angle) + b * Math.cos(angle);
        }
      // Turned over its diagonal.
      expect(re[kx * size + ky]).toBeCloseTo(sumRe, 9);
      expect(im[kx * size + ky]).toBeCloseTo(sumIm, 9);
    }
    transform.inverse(re, im);
    for (let n = 0; n < re.length; n++) {
      expect(re[n]! / re.length).toBeCloseTo(heldRe[n]!, 12);
      expect(im[n]! / re.length).toBeCloseTo(heldIm[n]!, 12);
    }
  },
);
