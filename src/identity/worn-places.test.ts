import { expect, test } from 'vitest';
import { Random } from '../stats/random.ts';
import { isWorn } from './compare-codes.ts';
import { kindPlans } from './compared-fields.ts';
import { dedupeTable } from './dedupe-table.ts';
import { FieldEncoder } from './encoded-table.ts';
import { RecordIndex } from './record-index.ts';
import { wornKeyOf, wornKeys } from './worn-places.ts';

const keysOf = (serial: string) => wornKeys.map((name) => wornKeyOf(name)(serial));
const share = (a: string, b: string) => {
  const [x, y] = [keysOf(a), keysOf(b)];
  return x.some((key, at) => key !== '' && key === y[at]);
};
const whole = 'ABC123456789';

/** Every way to wear away some of so many places. */
function* worn(length: number, from = 0): Generator<string> {
  if (from === length) return void (yield '');
  for (const rest of worn(length, from + 1)) {
    yield whole[from]! + rest;
    yield `?${rest}`;
  }
}

test.each([5, 6, 7, 8])(
  'a number of %i characters shares a key with itself worn in whatever places, while four can be read',
  (length) => {
    const all = [...worn(length)];
    expect(all.length).toBe(2 ** length);
    for (const serial of all) {
      const read = serial.replaceAll('?', '').length;
      if (read >= 4) expect([serial, share(serial, whole.slice(0, length))]).toEqual([serial, true]);
    }
  },
);

test.each([9, 10, 12])('a number of %i characters shares a key with itself worn in any four places', (length) => {
  for (const serial of worn(length)) {
    if (serial.split('?').length - 1 > 4) continue;
    expect([serial, share(serial, whole.slice(0, length))]).toEqual([serial, true]);
  }
});

test('two worn numbers share a key where four places can be read in both', () => {
  expect(share('AB?1?345', '?BC12?45')).toBe(true);
});

test('no key holds a character that cannot be read, and no number shares one with a number of another length', () => {
  expect(keysOf('A?C?2345').some(isWorn)).toBe(false);
  expect(keysOf('A?C?2345').some((key) => key !== '')).toBe(true);
  expect(share('ABC12345', 'ABC123456')).toBe(false);
  expect(keysOf('????2345').filter((key) => key !== '').length).toBeGreaterThan(0);
  expect(keysOf('AB?1').every((key) => key === '')).toBe(true);
});

test('firearms are compared by these keys where one of the two is worn, in a table and one at a time, and no others are', () => {
  const plan = kindPlans.firearm;
  const encoders = plan.fields.map((field) => new FieldEncoder(field));
  const cellsOf = (serial: string) => [serial, 'GLOCK', '19', '9MM', 'P', ''];
  // The second is worn in both halves; the third shares four places with the first, and none is worn.
  const serials = [
    'BKX12345',
    'B?X12?45',
    'BKX92346',
    ...Array.from({ length: 40 }, (_, at) => `C${7_000_003 + at * 104_729}`),
  ];
  for (const serial of serials) cellsOf(serial).forEach((cell, field) => encoders[field]!.add(cell));
  const table = {
    records: serials.length,
    fields: encoders.map((encoder) => encoder.encode()),
    sourceOf: new Uint8Array(serials.length),
    linkOnly: false,
  };
  const random = new Random('worn');
  const { blocks, blocksUsed, model } = dedupeTable(table, { random: () => random.next(), blocking: plan.blocking! });
  const brought = blocks.filter(({ name, pairs }) => name.includes('places') && pairs > 0);
  expect(brought.reduce((sum, { pairs }) => sum + pairs, 0)).toBe(2);
  const index = new RecordIndex(table, encoders, blocksUsed, model);
  const found = (serial: string) =>
    index
      .find(cellsOf(serial), -Infinity)
      .records.map(({ record }) => serials[record])
      .sort();
  expect(found('B?X12?45')).toEqual(['B?X12?45', 'BKX12345', 'BKX92346']);
  expect(found('BKX12?4?')).toContain('BKX12345');
  expect(found('BKX82347')).not.toContain('BKX12345');
  expect(found('BKX82347')).not.toContain('BKX92346');
});
