import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { personRecords, recordProfiles, type PersonRecord } from '../town/person-records.ts';
import type { Block } from './block-groups.ts';
import type { BlockingKey } from './blocking-keys.ts';
import { planDedupe } from './dedupe-table.ts';
import { FieldEncoder, type EncodedTable } from './encoded-table.ts';

const plans = [
  { name: 'givenName', type: 'given-name' },
  { name: 'familyName', type: 'family-name' },
  { name: 'born', type: 'date' },
  { name: 'city', type: 'place' },
  { name: 'phone', type: 'phone' },
] as const;

function tableOf(people: readonly PersonRecord[], plansOf: readonly (typeof plans)[number][]): EncodedTable {
  const encoders = plansOf.map((plan) => new FieldEncoder(plan));
  for (const person of people) plansOf.forEach(({ name }, field) => encoders[field]!.add(person[name]));
  const fields = encoders.map((encoder) => encoder.encode());
  return { records: people.length, fields, sourceOf: new Uint8Array(people.length), linkOnly: false };
}

test('no block is chosen twice', () => {
  const table = tableOf([...personRecords('blocks', 300, recordProfiles.city)], plans);
  for (const seed of [1, 2, 3]) {
    const random = new Random(`blocks/${seed}`);
    const names = planDedupe(table, { random: () => random.next(), blocking: 'auto' }).blocks.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(5);
    expect(names).toEqual([...new Set(names)]);
  }
});

test('of few fields, too, the share said to be brought is about the share that is', () => {
  for (const width of [3, 4, 5]) {
    const people = [...personRecords(`brought/${width}`, 6000, recordProfiles.city)];
    const random = new Random('brought');
    const planned = planDedupe(tableOf(people, plans.slice(0, width)), {
      random: () => random.next(),
      blocking: 'auto',
    });
    const { table, blocks, rowOf } = planned;
    const rowsOf = Map.groupBy(
      people.map(({ person }, record) => ({ person, row: rowOf[record]! })),
      ({ person }) => person,
    );
    const keyOf = (row: number, { keyOf: of, field }: BlockingKey) => of[table.fields[field]!.valueOf[row]!]!;
    let [pairs, brought] = [0, 0];
    for (const of of rowsOf.values()) {
      const rows = [...new Set(of.map(({ row }) => row))];
      for (const [at, a] of rows.entries())
        for (const b of rows.slice(at + 1)) {
          pairs++;
          const agree = ({ keys }: Block) =>
            keys.every((key) => keyOf(a, key) !== 0 && keyOf(a, key) === keyOf(b, key));
          if (blocks.some(agree)) brought++;
        }
    }
    expect(pairs).toBeGreaterThan(1000);
    expect(Math.abs(planned.blockingRecallEstimate! - brought / pairs), `${width} fields`).toBeLessThan(0.04);
  }
});
