import { expect, test } from 'vitest';
import { FieldEncoder } from './encoded-table.ts';
import { openComparisons } from './open-comparisons.ts';
import { frequenciesOf, pairScorer } from './pair-scorer.ts';

const plans = [
  { name: 'family', type: 'family-name' },
  { name: 'home', type: 'address' },
] as const;
const rows = [
  ['RUIZ', '12 OAK STREET'],
  ['RUIZ', '12 OAK STREET'],
  ['RUIZ', '12 OAK STREET APT 3'],
  ['RUIZ', '98 OAK STREET'],
  ['RUIZ', '7 CANAL ROAD'],
  ['KIM', '12 OAK STREET'],
] as const;
const encoders = plans.map((plan) => new FieldEncoder(plan));
for (const row of rows) encoders.forEach((encoder, field) => encoder.add(row[field]!));
const table = {
  records: rows.length,
  fields: encoders.map((encoder) => encoder.encode()),
  sourceOf: new Uint8Array(rows.length),
  linkOnly: false,
};
const comparison = openComparisons(table);
// Of addresses: equal, the same number and street, the same street, alike, a word in common, another.
const model = {
  m: [Float64Array.of(0.9, 0.025, 0.025, 0.025, 0.025), Float64Array.of(0.5, 0.2, 0.1, 0.05, 0.05, 0.1)],
  u: [Float64Array.of(0.01, 0.01, 0.01, 0.01, 0.96), Float64Array.of(0.001, 0.0005, 0.008, 0.001, 0.09, 0.8995)],
  prior: 0.01,
  least: Float64Array.of(0.1, 0.1),
  names: null,
  twins: null,
};
const none = [new Float64Array(2), new Float64Array(2)];
const [plain, atHome] = [none, [new Float64Array(2), Float64Array.of(0.6, 0)]].map((explained) =>
  pairScorer(table, comparison, { ...model, explained }, frequenciesOf(table, null)),
) as [ReturnType<typeof pairScorer>, ReturnType<typeof pairScorer>];
const family = (scorer: typeof plain, a: number, b: number) => scorer.steps(a, b).find(({ field }) => field === 0)!;

test('what a home explains of a family name is taken by the part of those who mean the same: of equal homes all, of one street and another number next to nothing', () => {
  const meant = [1, Math.min(1, (0.001 * 0.2) / (0.5 * 0.0005)), (0.001 * 0.1) / (0.5 * 0.008)];
  expect(meant).toEqual([1, 0.8, 0.025]);
  for (const [b, level] of [
    [1, 1],
    [2, 2],
    [3, 3],
  ] as const) {
    expect(comparison.level(1, 0, b)).toBe(level);
    const share = 0.6 * meant[level - 1]!;
    const u = 0.9 / 2 ** family(plain, 0, b).bits;
    expect(family(atHome, 0, b)).toMatchObject({ explainedBy: 1 });
    expect(family(atHome, 0, b).bits).toBeCloseTo(Math.log2(0.9 / (share + (1 - share) * u)), 9);
  }
});

test('a home of another street explains nothing; one that is shared lets another family name speak less against one person', () => {
  expect(comparison.level(1, 0, 4)).toBe(6);
  expect(family(atHome, 0, 4)).toEqual(family(plain, 0, 4));
  // Of different people of one home fewer bear another name: (1 − share) u.
  expect(family(atHome, 0, 5).bits).toBeCloseTo(family(plain, 0, 5).bits - Math.log2(1 - 0.6), 9);
});
