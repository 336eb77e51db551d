import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupByKeys, keysAmong } from './block-groups.ts';

const columns = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 60 })).chain(([width, records]) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: records, maxLength: records }), {
    minLength: width,
    maxLength: width,
  }),
);
const opened = (lists: readonly (readonly number[])[]) =>
  lists.map((keys) => ({ keys: Int32Array.from(keys), keyMost: 5 }));
const listed = ({ order, starts }: ReturnType<typeof groupByKeys>) =>
  Array.from(starts.subarray(0, -1), (from, group) => Array.from(order.subarray(from, starts[group + 1])));

test('records stand together where all keys agree, in their order, groups in the order of their first records', () => {
  fc.assert(
    fc.property(columns, (lists) => {
      const groups = Map.groupBy(lists[0]!.keys(), (record) => lists.map((keys) => keys[record]).join());
      const expected = [...groups].filter(([key, of]) => !key.split(',').includes('0') && of.length > 1);
      expect(listed(groupByKeys(opened(lists)))).toEqual(expected.map(([, of]) => of));
    }),
  );
});

test('a share of the groups is a part of all of them, each whole', () => {
  fc.assert(
    fc.property(columns, fc.double({ min: 0, max: 0.99, noNaN: true }), (lists, share) => {
      const all = listed(groupByKeys(opened(lists))).map(String);
      const drawn = { share, hashOf: lists.map(() => (key: number) => key * 7919) };
      for (const group of listed(groupByKeys(opened(lists), drawn))) expect(all).toContain(String(group));
    }),
  );
});

test('some records group as all do, by the keys they have among them', () => {
  fc.assert(
    fc.property(columns, (lists) => {
      const among = Int32Array.from(lists[0]!.keys().filter((record) => record % 2 === 0));
      const some = groupByKeys(opened(lists).map((column) => keysAmong(column, among)));
      const of = lists.map((keys) => keys.filter((_, record) => record % 2 === 0));
      expect(listed(some)).toEqual(listed(groupByKeys(opened(of))));
    }),
  );
});
