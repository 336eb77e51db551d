import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { biquad } from './biquad.ts';
import { FourierTransform } from './fourier-transform.ts';

test('the transform is the sum that defines it', () => {
  const random = new Random('fourier');
  for (const size of [2, 8, 64]) {
    const re = Float64Array.from({ length: size }, () => random.normal(0, 1));
    const im = Float64Array.from({ length: size }, () => random.normal(0, 1));
    const [gotRe, gotIm] = [re.slice(), im.slice()];
    new FourierTransform(size).transform(gotRe, gotIm);
    for (let k = 0; k < size; k++) {
      let [sumRe, sumIm] = [0, 0];
      for (let n = 0; n < size; n++) {
        const angle = (-2 * Math.PI * k * n) / size;
        sumRe += re[n]! * Math.cos(angle) - im[n]! * Math.sin(angle);
        sumIm += re[n]! * Math.sin(angle) + im[n]! * Math.cos(angle);
      }
      expect(gotRe[k]).toBeCloseTo(sumRe, 10);
      expect(gotIm[k]).toBeCloseTo(sumIm, 10);
    }
  }
});

test('a Butterworth filter is 3 dB down at its corner, 12 dB an octave beyond, and passes the rest', () => {
  const gainDb = (kind: 'high-pass' | 'low-pass', hz: number) => {
    const { b0, b1, b2, a1, a2 } = biquad(kind, 1000, 48_000);
    const w = (2 * Math.PI * hz) / 48_000;
    const size = (c0: number, c1: number, c2: number) =>
      Math.hypot(c0 + c1 * Math.cos(w) + c2 * Math.cos(2 * w), c1 * Math.sin(w) + c2 * Math.sin(2 * w));
    return 20 * Math.log10(size(b0, b1, b2) / size(1, a1, a2));
  };
  for (const kind of ['high-pass', 'low-pass'] as const)
    expect(gainDb(kind, 1000)).toBeCloseTo(10 * Math.log10(0.5), 6);
  expect(gainDb('high-pass', 125)).toBeCloseTo(-36.1, 0);
  expect(gainDb('low-pass', 4000)).toBeCloseTo(-24.1, 0);
  expect(gainDb('high-pass', 8000)).toBeCloseTo(0, 1);
  expect(gainDb('low-pass', 60)).toBeCloseTo(0, 1);
});
