import { expect, test } from 'vitest';
import { FieldEncoder, type EncodedTable } from './encoded-table.ts';
import { explainPair } from './explain-pair.ts';
import { openComparisons } from './open-comparisons.ts';
import { frequenciesOf, pairScorer } from './pair-scorer.ts';

function tableOf(serials: readonly string[]): EncodedTable {
  const encoder = new FieldEncoder({ name: 'serial', type: 'firearm-serial' });
  for (const serial of serials) encoder.add(serial);
  const { length } = serials;
  return { records: length, fields: [encoder.encode()], sourceOf: new Uint8Array(length), linkOnly: false };
}

test.each([
  ['ABC12345', 'ABC12345', 'equal'],
  ['ABC12345', 'A8C12345', 'look-alike'],
  ['ABC1234?', 'A8C1234?', 'look-alike'],
  ['ABC12345', 'ABC?23?5', 'worn'],
  ['ABC?23?5', 'ABC?23?5', 'worn'],
  ['ABC1????', 'ABC1????', 'worn'],
  ['ABC1???8', 'ABC1???6', 'slip'],
  ['ABC12345', 'ABC12346', 'slip'],
  ['ABC1????', 'XYZ9????', 'other'],
  ['ABC1????', '????2345', 'missing'],
  ['ABC1????', '???12345', 'missing'],
  ['???????8', '???????6', 'missing'],
  ['1????????', '1????????', 'missing'],
  ['MADE IN AUSTRIA', 'MADE IN AUSTRIA', 'missing'],
])('%s and %s: %s', (one, other, level) => {
  const comparison = openComparisons(tableOf([one, other]));
  for (const [a, b] of [
    [0, 1],
    [1, 0],
  ] as const) {
    const found = comparison.level(0, a, b);
    expect(found === 0 ? 'missing' : comparison.fields[0]!.levels[found - 1]!.name).toBe(level);
  }
});

test('where an equal number would weigh little, it is that which keeps a slip from weighing more, and not that the number is common', () => {
  const series = Array.from({ length: 500 }, (_, at) => `ABC${10_000 + at * 17}`);
  const table = tableOf(['KLM52711', 'KLM52712', 'XYZ1????', '????2345', ...series]);
  const comparison = openComparisons(table);
  const model = {
    // As learnt from few rows: equal numbers are seldom of one, slips often.
    m: [Float64Array.of(0.005, 0.195, 0.1, 0.6, 0.1)],
    u: [Float64Array.of(0.002, 0.001, 0.001, 0.002, 0.994)],
    prior: 0.01,
    least: Float64Array.of(0.001),
    explained: [new Float64Array(1)],
    twins: null,
    names: null,
  };
  const scorer = pairScorer(table, comparison, model, frequenciesOf(table, null));
  const [slip] = explainPair(table, comparison, scorer, 0, 1).steps;
  expect(slip).toMatchObject({ level: 'slip' });
  const [weight, equal] = [Math.log2(0.6 / 0.002), Math.log2(0.005 / 0.002)];
  // Borne once, it is no more common than usual; all that is missing of the slip's weight is the bound.
  expect(slip!.rarityBits).toBeGreaterThanOrEqual(-1e-9);
  expect(slip!.bits).toBeCloseTo(equal + 2 * slip!.rarityBits, 9);
  expect(slip!.boundBits).toBeLessThan(-5);
  expect(weight + slip!.rarityBits + slip!.boundBits).toBeCloseTo(slip!.bits, 9);
  const [apart] = explainPair(table, comparison, scorer, 2, 3).steps;
  expect(apart).toMatchObject({ bits: 0, boundBits: 0, description: 'too few characters can be read on both sides' });
});
