import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  columnHeight,
  operatingPoints,
  pairsFrom,
  partsOf,
  pointAt,
  precisionPoints,
  sharesOf,
  sizeBands,
} from './model-figures.ts';

const histogram = [
  { bits: -2, pairs: 100 },
  { bits: 0, pairs: 10 },
  { bits: 5, pairs: 4 },
];
const labels = {
  same: 10,
  different: 5,
  byThreshold: [
    { bits: 0, same: 10, different: 4 },
    { bits: 4, same: 8, different: 1 },
    { bits: 8, same: 2, different: 0 },
  ],
};

describe('pairs at or above a threshold', () => {
  test('are counted by whole bins where it is a whole bit', () => {
    expect(pairsFrom(histogram, 0)).toEqual({ pairs: 14, exact: true });
    expect(pairsFrom(histogram, 6)).toEqual({ pairs: 0, exact: true });
    expect(pairsFrom(histogram, -10)).toEqual({ pairs: 114, exact: true });
  });
  test('within a bin are a guess, and said to be one', () => {
    expect(pairsFrom(histogram, 5.5)).toEqual({ pairs: 2, exact: false });
  });
  test('are never more for a higher threshold', () => {
    const bits = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(bits, bits, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(pairsFrom(histogram, high).pairs).toBeLessThanOrEqual(pairsFrom(histogram, low).pairs);
      }),
    );
  });
  test('join or are asked about, each in one way', () => {
    expect(sharesOf(histogram, { acceptBits: 5, reviewBits: 0 })).toEqual({ join: 4, ask: 10, exact: true });
    expect(sharesOf(histogram, { acceptBits: null, reviewBits: 0 })).toEqual({ join: 0, ask: 14, exact: true });
  });
});

describe('what labels say', () => {
  test('is drawn from the highest threshold to the lowest', () => {
    expect(operatingPoints(labels)).toEqual([
      { bits: 8, x: 0, y: 0.2 },
      { bits: 4, x: 0.2, y: 0.8 },
      { bits: 0, x: 0.8, y: 1 },
    ]);
    expect(precisionPoints(labels).map((each) => each.y)).toEqual([1, 8 / 9, 10 / 14]);
  });
  test('is not drawn where there is nothing to count against', () => {
    expect(operatingPoints({ ...labels, different: 0 })).toEqual([]);
    expect(precisionPoints({ ...labels, same: 0 })).toEqual([]);
  });
  test('at a threshold is that of the least point at or above it', () => {
    expect(pointAt(operatingPoints(labels), 3)?.bits).toBe(4);
    expect(pointAt(operatingPoints(labels), 9)).toBeNull();
    expect(pointAt(operatingPoints(labels), null)).toBeNull();
  });
  test('keeps its numerators and denominators', () => {
    expect(partsOf({ by: 'all', same: 61, different: 9, joinedSame: 18, joinedDifferent: 2, byThreshold: [] })).toEqual(
      {
        precision: { n: 18, of: 20 },
        recall: { n: 18, of: 61 },
      },
    );
  });
});

test('entities of many rows are counted together, and none is lost', () => {
  const sizes = [1, 2, 11, 14, 86].map((size) => ({ size, clusters: size }));
  expect(sizeBands(sizes)).toEqual([
    { from: 1, to: 1, clusters: 1 },
    { from: 2, to: 2, clusters: 2 },
    { from: 10, to: 19, clusters: 25 },
    { from: 50, to: 86, clusters: 86 },
  ]);
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 5_000 }), { maxLength: 30 }), (drawn) => {
      const total = sizeBands(drawn.map((size) => ({ size, clusters: 1 }))).reduce(
        (sum, each) => sum + each.clusters,
        0,
      );
      expect(total).toBe(drawn.length);
    }),
  );
});

test('a column of more pairs is higher, and none is higher than the picture', () => {
  expect(columnHeight(0, 100)).toBe(0);
  expect(columnHeight(100, 100)).toBe(1);
  expect(columnHeight(10, 100)).toBeLessThan(columnHeight(50, 100));
  expect(columnHeight(0, 0)).toBe(0);
});
