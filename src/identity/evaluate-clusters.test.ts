import { expect, test } from 'vitest';
import { evaluateClusters } from './evaluate-clusters.ts';

// Bagga and Baldwin, "Algorithms for scoring coreference chains" (1998): truth {1..5} {6,7} {8..12}.
const truth = Int32Array.from([0, 0, 0, 0, 0, 1, 1, 2, 2, 2, 2, 2]);

test.each([
  ['second and third chain joined', [0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1], 76, 100],
  ['first and third chain joined', [0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0], 58, 100],
])('B-cubed of %s is as published', (_, clusters, precision, recall) => {
  const { bCubed } = evaluateClusters(Int32Array.from(clusters), truth);
  expect(Math.round(bCubed.precision * 100)).toBe(precision);
  expect(Math.round(bCubed.recall * 100)).toBe(recall);
});

test('pairs are counted over all records', () => {
  const { pairsTrue, pairsFound, pairsRight, precision, recall } = evaluateClusters(
    Int32Array.from([0, 0, 0, 3]),
    Int32Array.from([0, 0, 1, 1]),
  );
  expect({ pairsTrue, pairsFound, pairsRight, precision, recall }).toEqual({
    pairsTrue: 2,
    pairsFound: 3,
    pairsRight: 1,
    precision: 1 / 3,
    recall: 1 / 2,
  });
});
