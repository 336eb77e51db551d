import { expect, test } from 'vitest';
import { evaluateClusters, pairAgreementOf } from './evaluate-clusters.ts';

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

test('among three million records each pair is still told from every other', () => {
  const records = 3_000_000;
  const alone = Int32Array.from({ length: records }, (_, record) => record);
  const joined = alone.slice();
  for (let record = records - 1000; record < records; record += 2) joined[record + 1] = record;
  const held = evaluateClusters(joined, alone);
  expect([held.pairsFound, held.pairsRight, held.pairsTrue]).toEqual([500, 0, 0]);
  expect(held.bCubed.recall).toBe(1);
  const links = {
    a: Int32Array.of(records - 2, records - 4),
    b: Int32Array.of(records - 1, records - 3),
    bits: Float64Array.of(3, 3),
  };
  const pairs = pairAgreementOf({ links, standsFor: alone, truthOf: joined, sourceOf: null });
  expect([pairs.pairsFound, pairs.pairsRight, pairs.pairsTrue]).toEqual([2, 2, 500]);
});
