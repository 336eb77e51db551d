import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { personRecords, recordProfiles } from '../town/person-records.ts';
import { meansOneText } from './comparison.ts';
import { dedupeTable } from './dedupe-table.ts';
import { countedByRows } from './distinct-rows.ts';
import { FieldEncoder, type EncodedTable } from './encoded-table.ts';
import { openComparisons } from './open-comparisons.ts';
import { frequenciesOf, pairScorer } from './pair-scorer.ts';

const types = ['given-name', 'family-name', 'date', 'address', 'phone'] as const;
const people = [...personRecords('bounded-levels', 800, recordProfiles.city)].map((each) => [
  each.givenName,
  each.familyName,
  each.born,
  each.street,
  each.phone,
]);
// A family name that one in five bears, alone and beside others.
const frequent = people.map((row, at) =>
  at % 5 === 0 ? [row[0]!, ['HERNANDEZ', 'HERNANDEZ HERNANDEZ', 'HERNANDEZ QUIROGA'][at % 3]!, ...row.slice(2)] : row,
);

function encode(rows: readonly (readonly string[])[]): EncodedTable {
  const encoders = types.map((type) => new FieldEncoder({ name: type, type }));
  for (const row of rows) encoders.forEach((encoder, at) => encoder.add(row[at]!));
  const fields = encoders.map((encoder) => encoder.encode());
  return countedByRows({ records: rows.length, fields, sourceOf: new Uint8Array(rows.length), linkOnly: false });
}

const probes = [
  ['', 'HERNANDEZ', '', '', ''],
  ['', 'HERNANDEZ HERNANDEZ', '', '', ''],
  ['', 'HERNANDEZ OLMEDILLO', '', '', ''],
  ['', 'HERNANDEZ ZUBIZARRETA', '', '', ''],
  ['', '', '', '12 OAK ST', ''],
  ['', '', '', '12 OAK ST APT 3', ''],
];
const table = encode([
  ...frequent,
  ...Array.from({ length: 40 }, (_, at) => ['', '', '', '12 OAK ST', `41055501${10 + at}`]),
  ...probes,
]);
const random = new Random('bounded-levels');
const { model } = dedupeTable(table, { random: () => random.next(), blocking: 'auto' });
const comparison = openComparisons(table);
const scorer = pairScorer(table, comparison, model, frequenciesOf(table, model.names));
const from = table.records - probes.length;
const bits = (field: number, a: number, b: number) =>
  scorer.steps(from + a, from + b).find((step) => step.field === field)!.bits;

test('one family name of two weighs no more than the same name on both sides, also where each of the two is rare', () => {
  const same = bits(1, 0, 0);
  for (const [a, b] of [
    [0, 1],
    [0, 2],
    [1, 3],
    [2, 3],
  ] as const)
    expect(bits(1, a, b)).toBeLessThanOrEqual(same + 1e-9);
});

test('the same number and street weigh no more than the same address', () => {
  expect(bits(3, 4, 5)).toBeLessThanOrEqual(bits(3, 4, 4) + 1e-9);
});

test('of no pair a family name, a date, an address or a telephone number that is not the same weighs more than the more frequent of the two on both sides', () => {
  const draw = new Random('bounded-levels/pairs');
  let alike = 0;
  for (let pair = 0; pair < 20_000; pair++) {
    const a = draw.between(0, frequent.length - 1);
    const b = draw.chance(0.7)
      ? Math.min(frequent.length - 1, a + draw.between(1, 3))
      : draw.between(0, frequent.length - 1);
    for (const { field, level, bits: own, explainedBy } of scorer.steps(a, b)) {
      if (level < 2 || explainedBy !== null || field === 0) continue;
      if (!meansOneText(comparison.fields[field]!.levels[level - 1]!)) continue;
      const equal = [a, b].map((record) => scorer.steps(record, record).find((step) => step.field === field)!);
      if (equal.some((step) => step.explainedBy !== null)) continue;
      expect(own).toBeLessThanOrEqual(Math.min(...equal.map((step) => step.bits)) + 1e-9);
      alike++;
    }
  }
  expect(alike).toBeGreaterThan(100);
});

test('given and family name exchanged are seen also where one of them has a slip, and not where both have or the name is short', () => {
  const level = (a: readonly string[], b: readonly string[]) => {
    const of = encode([a, b].map(([given, family]) => [given!, family!, '', '', '']));
    const own = openComparisons(of);
    return own.fields[0]!.levels[own.level(0, 0, 1) - 1]!.name;
  };
  expect(level(['CHLOE', 'RYAN'], ['RYNA', 'CHLOE'])).toBe('exchanged');
  expect(level(['RYNA', 'CHLOE'], ['CHLOE', 'RYAN'])).toBe('exchanged');
  expect(level(['CHLOE', 'RYAN'], ['RYNA', 'CHLOEE'])).toBe('other');
  expect(level(['IAN', 'MARLOWE'], ['MARLOWE', 'DAN'])).toBe('other');
});
