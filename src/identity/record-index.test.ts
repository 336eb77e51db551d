import { beforeAll, describe, expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { personRecords, recordProfiles } from '../town/person-records.ts';
import { groupSizeMax } from './block-groups.ts';
import { blockingKeys } from './blocking-keys.ts';
import { bitsKeptMin, dedupeTable, type Deduped } from './dedupe-table.ts';
import { countedByRows } from './distinct-rows.ts';
import { FieldEncoder, type EncodedTable } from './encoded-table.ts';
import { openComparisons } from './open-comparisons.ts';
import { RecordIndex } from './record-index.ts';
import { frequenciesOf, pairScorer } from './pair-scorer.ts';

const plans = [
  { name: 'given', type: 'given-name' },
  { name: 'family', type: 'family-name' },
  { name: 'born', type: 'date' },
  { name: 'street', type: 'address' },
  { name: 'phone', type: 'phone' },
  { name: 'number', type: 'identifier' },
] as const;
const rows = [...personRecords('record-index', 700, recordProfiles.city)].map((each) => [
  each.givenName,
  each.familyName,
  each.born,
  each.street,
  each.phone,
  each.idNumber,
]);

function encode(some: readonly (readonly string[])[]): { table: EncodedTable; encoders: FieldEncoder[] } {
  const encoders = plans.map((plan) => new FieldEncoder(plan));
  for (const row of some) encoders.forEach((encoder, at) => encoder.add(row[at]!));
  const table = {
    records: some.length,
    fields: encoders.map((encoder) => encoder.encode()),
    sourceOf: new Uint8Array(some.length),
    linkOnly: false,
  };
  return { table: countedByRows(table), encoders };
}

let encoded: ReturnType<typeof encode>;
let deduped: Deduped;
beforeAll(() => {
  encoded = encode(rows);
  const random = new Random('record-index');
  deduped = dedupeTable(encoded.table, { random: () => random.next(), blocking: 'auto' });
});

const index = () => new RecordIndex(encoded.table, encoded.encoders, deduped.blocksUsed, deduped.model);

describe('an index of records', () => {
  test('finds for each record itself, and the records that comparing all with all in the same blocks finds, with the same bits', () => {
    const whole = index();
    const { a, b, bits } = deduped.links;
    const pairs = new Map(Array.from(a, (x, at) => [`${Math.min(x, b[at]!)} ${Math.max(x, b[at]!)}`, bits[at]!]));
    const met = new Set<string>();
    rows.forEach((row, record) => {
      const { records } = whole.find(row, bitsKeptMin);
      // A record that says as little as "Smith" alone is in no block of two keys; all others find themselves.
      for (const found of records) {
        const key = `${Math.min(record, found.record)} ${Math.max(record, found.record)}`;
        const expected = pairs.get(key);
        if (expected === undefined) continue; // itself, or a record that says the same
        expect(found.bits).toBeCloseTo(expected, 9);
        met.add(key);
      }
      for (let at = 1; at < records.length; at++) expect(records[at]!.bits).toBeLessThanOrEqual(records[at - 1]!.bits);
    });
    expect(met.size).toBe(pairs.size);
  });

  test('finds records that came after it was built, with names never seen before, past the room it was built with', () => {
    const whole = index();
    const letters = (n: number) => [...String(n)].map((figure) => 'AEIOUBCDFG'[Number(figure)]).join('');
    // In nothing a figure apart: at one address what is written alike may say more than what is equal, which is known.
    const person = (n: number) => [
      `Zeb${letters(n * 7919)}`,
      `Quix${letters(n * 6007)}`,
      `${1930 + (n % 60)}-${10 + (Math.floor(n / 60) % 3)}-${10 + (Math.floor(n / 180) % 18)}`,
      `${n + 1} ${letters(n * 4001)} Ct`,
      `410${1_000_000 + ((n * 7919) % 9_000_000)}`,
      `9${10_000_000 + ((n * 104_729) % 90_000_000)}`,
    ];
    for (let n = 0; n < 2500; n++) whole.add(person(n));
    expect(whole.size).toBe(rows.length + 2500);
    for (const n of [0, 1023, 1024, 2499]) {
      const [best] = whole.find(person(n), 5).records;
      expect(best?.record).toBe(rows.length + n);
    }
  });

  test('compares the same records in whatever order they come: groups too large at the start not at all, others however they grow', () => {
    const person = (family: string, n: number) => [`Given${n}`, family, '1971-03-04', '', '', ''];
    const crowd = Array.from({ length: groupSizeMax + 1 }, (_, n) => person('Crowd', n));
    const few = Array.from({ length: groupSizeMax + 1 }, (_, n) => person('Few', n));
    const keys = encoded.table.fields.flatMap(blockingKeys);
    const block = { name: 'family', keys: keys.filter(({ name }) => name === 'family') };
    const compared = (rowsAsTheyCome: readonly string[][]) => {
      const { encoders, table } = encode([...crowd, ...few]);
      const empty = { ...table, records: 0, fields: table.fields.map((of) => ({ ...of, valueOf: new Int32Array(0) })) };
      const some = new RecordIndex(empty, encoders, [block], deduped.model);
      some.countAtStart([...crowd, ...few.slice(0, 10)]);
      const pairs = new Set<string>();
      let passedOver = 0;
      const came: string[] = [];
      for (const row of rowsAsTheyCome) {
        const found = some.find(row, -1000);
        passedOver += found.groupsPassedOver;
        for (const { record } of found.records) pairs.add([row.join(), came[record]!].toSorted().join(' / '));
        some.add(row);
        came.push(row.join());
      }
      return { pairs, passedOver };
    };
    const coming = [...crowd.slice(0, 20), ...few.slice(0, 40)];
    const forth = compared(coming);
    expect(forth.pairs.size).toBe((40 * 39) / 2);
    expect(forth.passedOver).toBe(20);
    expect(compared(coming.toReversed())).toEqual(forth);
  });

  test('asking changes nothing', () => {
    const whole = index();
    const before = whole.find(rows[3]!, 0);
    whole.find(['Xavier', 'Nobody', '1950-05-05', '1 None St', '', ''], 0);
    expect(whole.find(rows[3]!, 0)).toEqual(before);
    expect(whole.size).toBe(rows.length);
  });
});

test('scoring stops early only where a pair is truly below what is asked for', () => {
  const { table } = encoded;
  const scorer = pairScorer(table, openComparisons(table), deduped.model, frequenciesOf(table, deduped.model.names));
  const random = new Random('stops-early');
  for (let pair = 0; pair < 20_000; pair++) {
    const a = random.between(0, rows.length - 1);
    const b = random.chance(0.5)
      ? Math.min(rows.length - 1, a + random.between(0, 3))
      : random.between(0, rows.length - 1);
    const whole = scorer.bits(a, b, -Infinity);
    const least = random.between(-10, 15);
    const cut = scorer.bits(a, b, least);
    if (whole >= least) expect(cut).toBeCloseTo(whole, 9);
    else expect(cut).toBeLessThan(least);
  }
});
