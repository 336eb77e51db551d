import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { personRecords, recordProfiles, type PersonRecord } from '../town/person-records.ts';
import { planDedupe } from './dedupe-table.ts';
import { FieldEncoder } from './encoded-table.ts';

const plans = [
  { name: 'givenName', type: 'given-name' },
  { name: 'familyName', type: 'family-name' },
  { name: 'born', type: 'date' },
  { name: 'city', type: 'place' },
  { name: 'phone', type: 'phone' },
] as const;

test('no block is chosen twice', () => {
  const encoders = plans.map((plan) => new FieldEncoder(plan));
  const people: PersonRecord[] = [...personRecords('blocks', 300, recordProfiles.city)];
  for (const person of people) plans.forEach(({ name }, field) => encoders[field]!.add(person[name]));
  const fields = encoders.map((encoder) => encoder.encode());
  const table = {
    records: people.length,
    fields,
    sourceOf: new Uint8Array(people.length),
    linkOnly: false,
  };
  for (const seed of [1, 2, 3]) {
    const random = new Random(`blocks/${seed}`);
    const names = planDedupe(table, { random: () => random.next(), blocking: 'auto' }).blocks.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(5);
    expect(names).toEqual([...new Set(names)]);
  }
});
