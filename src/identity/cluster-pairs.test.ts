import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clusterPairs, joinFew, joinPart, type Apart } from './cluster-pairs.ts';

const cluster = (records: number, pairs: readonly (readonly [number, number, number])[], apart?: Apart[]) => [
  ...clusterPairs({
    records,
    a: Int32Array.from(pairs, ([a]) => a),
    b: Int32Array.from(pairs, ([, b]) => b),
    bits: Float64Array.from(pairs, ([, , bits]) => bits),
    unseenBits: -3,
    bitsMost: 12,
    joinBits: -1,
    apart,
  }),
];

test('records tied to one another are one thing, and the number of the thing is that of its first record', () => {
  expect(
    cluster(5, [
      [1, 3, 8],
      [3, 4, 9],
      [1, 4, 7],
    ]),
  ).toEqual([0, 1, 2, 1, 1]);
});

test('one strong tie joins no two groups that otherwise were never seen together', () => {
  const group = (from: number) =>
    [
      [from, from + 1, 10],
      [from, from + 2, 10],
      [from + 1, from + 2, 10],
    ] as const;
  expect(cluster(6, [...group(0), ...group(3), [2, 3, 6]])).toEqual([0, 0, 0, 3, 3, 3]);
});

test('a chain in which two records lie more than two ties apart is parted where it is weakest', () => {
  const chain = [
    [0, 1, 12],
    [1, 2, 5],
    [2, 3, 12],
  ] as const;
  expect(cluster(4, chain)).toEqual([0, 0, 2, 2]);
  // Where one of them is tied to all others none is wider than that.
  expect(cluster(4, [...chain, [1, 3, 4]])).toEqual([0, 0, 0, 0]);
});

test('a pair that speaks against outweighs a weak tie through a third record', () => {
  expect(
    cluster(3, [
      [0, 1, 9],
      [1, 2, 2],
      [0, 2, -10],
    ]),
  ).toEqual([0, 0, 2]);
});

test('two records of one file are not joined where files have no duplicates', () => {
  const apart = { valueOf: Int32Array.of(1, 1, 2), ruleOut: (x: number, y: number) => x === y };
  const pairs = [
    [0, 2, 9],
    [1, 2, 8],
  ] as const;
  expect(cluster(3, pairs, [apart])).toEqual([0, 1, 0]);
});

test('values that rule one another out keep their records apart also through records that have none', () => {
  const apart = { valueOf: Int32Array.of(7, 0, 0, 8), ruleOut: (x: number, y: number) => x !== y };
  const all = [0, 1, 2, 3].flatMap((a) => [1, 2, 3].flatMap((b) => (a < b ? [[a, b, a === 0 ? 9 : 8] as const] : [])));
  expect(cluster(4, all)).toEqual([0, 0, 0, 0]);
  expect(cluster(4, all, [apart])).toEqual([0, 0, 0, 3]);
});

test('few records are joined as many are', () => {
  const pair = fc.tuple(fc.nat(11), fc.nat(11), fc.integer({ min: -8, max: 14 }));
  const values = fc.array(fc.nat(3), { minLength: 12, maxLength: 12 });
  fc.assert(
    fc.property(fc.array(pair, { minLength: 2, maxLength: 40 }), values, (drawn, valueOf) => {
      const pairs = [
        ...new Map(drawn.filter(([a, b]) => a < b).map((each) => [`${each[0]} ${each[1]}`, each])).values(),
      ];
      const order = {
        records: 12,
        a: Int32Array.from(pairs, ([a]) => a),
        b: Int32Array.from(pairs, ([, b]) => b),
        bits: Float64Array.from(pairs, ([, , bits]) => bits),
        unseenBits: -3,
        bitsMost: 12,
        joinBits: -1,
        apart: [{ valueOf: Int32Array.from(valueOf), ruleOut: (x: number, y: number) => x !== y }],
      };
      const all = Int32Array.from(pairs, (_, at) => at);
      const [few, many] = [new Int32Array(12), new Int32Array(12)];
      expect(joinFew(order, all, few)).toBe(true);
      joinPart(order, all, many);
      expect(few).toEqual(many);
    }),
  );
});

test('the answer does not depend on the order of the pairs', () => {
  const pair = fc.tuple(
    fc.integer({ min: 0, max: 9 }),
    fc.integer({ min: 0, max: 9 }),
    fc.integer({ min: -8, max: 14 }),
  );
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 25 }), fc.infiniteStream(fc.nat()), (drawn, order) => {
      const byEnds = new Map(drawn.filter(([a, b]) => a < b).map((each) => [`${each[0]} ${each[1]}`, each]));
      const pairs = [...byEnds.values()];
      const shuffled = pairs
        .map((each) => ({ each, key: order.next().value! }))
        .sort((x, y) => x.key - y.key)
        .map(({ each }) => each);
      expect(cluster(10, shuffled)).toEqual(cluster(10, pairs));
    }),
  );
});
