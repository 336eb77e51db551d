import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leastRatioCost, ratioBounds, ratioCost, type JudgedRatio } from './ratio-cost.ts';

const judgedLists = fc
  .array(fc.record({ log10: fc.integer({ min: -8, max: 8 }), same: fc.boolean() }), { minLength: 2, maxLength: 40 })
  .filter((judged) => judged.some(({ same }) => same) && judged.some(({ same }) => !same));

describe('the cost of ratios', () => {
  test('is one bit for saying nothing, and what its definition gives by hand', () => {
    expect(ratioCost([one(0), two(0)])).toBe(1);
    // log2(1 + 1/10) and log2(1 + 1/100), halved together.
    expect(ratioCost([one(1), two(-2)])).toBeCloseTo((Math.log2(1.1) + Math.log2(1.01)) / 2, 12);
    expect(ratioCost([one(-400), two(0)])).toBeCloseTo((400 / Math.log10(2) + 1) / 2, 6);
    expect(ratioCost([one(1)])).toBeNull();
  });

  test('is at its least never above itself, nor above one, and the same under any rising rescaling', () => {
    fc.assert(
      fc.property(judgedLists, (judged) => {
        const least = leastRatioCost(judged)!;
        expect(least).toBeLessThanOrEqual(ratioCost(judged)! + 1e-12);
        expect(least).toBeLessThanOrEqual(1 + 1e-12);
        expect(leastRatioCost(judged.map(({ log10, same }) => ({ log10: log10 ** 3 + 2, same })))).toBeCloseTo(
          least,
          12,
        );
      }),
    );
  });

  test('is at its least nothing where the order tells all, and one where it tells nothing', () => {
    expect(leastRatioCost([two(-1), two(-0.5), one(-0.4), one(3)])).toBe(0);
    expect(leastRatioCost([one(2), two(2), one(2), two(2)])).toBeCloseTo(1, 12);
  });
});

describe('what a set bears out', () => {
  test('of ratios that tell all apart, is one more than the observations of the other kind', () => {
    const weighed = [
      ...Array.from({ length: 99 }, () => ({ ...one(9), weight: 1 })),
      ...Array.from({ length: 49 }, () => ({ ...two(-9), weight: 1 })),
    ];
    // Below 50 × (1 − 1/100), where one false alarm and one miss more cost what deciding by nothing does, and above its like on the other side.
    const { low, high } = ratioBounds(weighed)!;
    expect(10 ** high).toBeGreaterThan(46);
    expect(10 ** high).toBeLessThan(50);
    expect(10 ** -low).toBeGreaterThan(93);
    expect(10 ** -low).toBeLessThan(100);
  });

  test('is less where a pair of one firearm got a ratio that spoke for two', () => {
    const weighed = [
      one(-6),
      ...Array.from({ length: 98 }, () => one(9)),
      ...Array.from({ length: 49 }, () => two(-9)),
    ];
    const { low } = ratioBounds(weighed.map((judged) => ({ ...judged, weight: 1 })))!;
    expect(10 ** -low).toBeLessThan(52);
  });

  test('is nothing where ratios are no better than none', () => {
    expect(ratioBounds([one(-3), two(3)].map((judged) => ({ ...judged, weight: 1 })))).toBeNull();
  });
});

function one(log10: number): JudgedRatio {
  return { log10, same: true };
}

function two(log10: number): JudgedRatio {
  return { log10, same: false };
}
