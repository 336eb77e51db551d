import { expect, test } from 'vitest';
import { frequencyMin, frequencyOf, leastFrequency } from './value-frequency.ts';

test('of one row a value is as frequent as any is: u itself, and not everybody bears it', () => {
  for (const u of [0.5, 0.02, 0.0004]) expect(frequencyOf(u, 1, leastFrequency(10_000))(1)).toBeCloseTo(u, 9);
});

test('of very many rows a value is as frequent as it is counted', () => {
  expect(frequencyOf(0.01, 1_000_000, leastFrequency(1_000_000))(5_000)).toBeCloseTo(0.005, 5);
});

test('no value is rarer than the rows it is counted among, or those the model was learnt from, can show', () => {
  expect(frequencyOf(1e-8, 3, leastFrequency(2_000))(1)).toBe(1 / 2_000);
  expect(frequencyOf(1e-8, 50_000, leastFrequency(2_000))(1)).toBe(1 / 50_000);
  expect(frequencyOf(1e-8, 1e9, leastFrequency(1e9))(0)).toBe(frequencyMin);
});
