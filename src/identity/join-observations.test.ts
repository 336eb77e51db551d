import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinObservations, type KeyedObservation } from './join-observations.ts';
import type { Judgement } from './judgement.ts';

const observation = (number: number, ...keys: string[]): KeyedObservation => ({
  number,
  keys: keys.map((key) => ({ key, reason: `same ${key}` })),
});
const entities = (observations: KeyedObservation[], judgements: Judgement[] = []) =>
  Object.fromEntries([...joinObservations(observations, judgements)].map(([number, { entity }]) => [number, entity]));

test('observations that share a key are one entity, named after the oldest', () => {
  expect(entities([observation(7, 'a'), observation(3, 'a', 'b'), observation(9, 'b'), observation(12, 'c')])).toEqual({
    3: 3,
    7: 3,
    9: 3,
    12: 12,
  });
});

test('a judgement "different" keeps two apart that share a key', () => {
  expect(entities([observation(1, 'a'), observation(2, 'a')], [{ a: 1, b: 2, verdict: 'different' }])).toEqual({
    1: 1,
    2: 2,
  });
});

test('a judgement "different" holds against a chain of keys through others', () => {
  const joined = entities(
    [observation(1, 'a'), observation(2, 'a', 'b'), observation(3, 'b')],
    [{ a: 1, b: 3, verdict: 'different' }],
  );
  expect(joined[1]).not.toBe(joined[3]);
});

test('a judgement "same" joins what shares nothing', () => {
  expect(entities([observation(1), observation(2)], [{ a: 1, b: 2, verdict: 'same' }])).toEqual({ 1: 1, 2: 1 });
});

const marked = (number: number, marks: KeyedObservation['marks'], ...keys: string[]): KeyedObservation => ({
  ...observation(number, ...keys),
  marks: marks ?? {},
});

test('what fits both sides of a contradiction is given to neither', () => {
  expect(
    entities([
      marked(1, { serial: 'A' }, 'trace:T'),
      marked(2, {}, 'trace:T'),
      marked(3, { serial: 'B' }, 'trace:T'),
      marked(4, { serial: 'A' }, 'trace:T'),
      marked(5, {}, 'trace:T'),
    ]),
  ).toEqual({ 1: 1, 2: 2, 3: 3, 4: 1, 5: 2 });
});

test('a stronger key says on which side a record stands before a weaker one asks', () => {
  expect(
    entities([
      marked(1, { middle: 'A' }, 'name-born:X', 'id-born:I'),
      marked(2, {}, 'name-born:X', 'id-born:I'),
      marked(3, { middle: 'B' }, 'name-born:X'),
    ]),
  ).toEqual({ 1: 1, 2: 1, 3: 3 });
});

test('a chain of trace numbers joins no two serial numbers, whatever lies between', () => {
  const joined = entities([
    marked(1, { serial: 'A' }, 'trace:T'),
    marked(2, { serial: 'B' }, 'serial:GLOCK:B', 'trace:T'),
    marked(3, { serial: 'B' }, 'serial:GLOCK:B', 'trace:U'),
    marked(4, { serial: 'C' }, 'trace:U'),
  ]);
  expect(joined).toEqual({ 1: 1, 2: 2, 3: 2, 4: 4 });
});

test('two values that one thing is known to have are no contradiction any more', () => {
  const both = [marked(1, { serial: 'A' }, 'trace:T'), marked(2, { serial: 'B' }, 'trace:T')];
  expect(entities(both)).toEqual({ 1: 1, 2: 2 });
  expect(entities([...both, marked(3, { serial: 'B' }, 'trace:T')], [{ a: 1, b: 2, verdict: 'same' }])).toEqual({
    1: 1,
    2: 1,
    3: 1,
  });
});

test('a superseded observation ties nothing together and goes where its keys are carried now', () => {
  const old = { ...marked(2, { serial: 'A' }, 'serial:GLOCK:A', 'trace:T'), superseded: true };
  expect(
    entities([
      old,
      marked(3, { serial: 'A' }, 'serial:GLOCK:A'),
      marked(4, { serial: 'B' }, 'trace:T'),
      marked(5, {}, 'trace:T'),
    ]),
  ).toEqual({ 2: 2, 3: 2, 4: 4, 5: 4 });
});

const markedWorld = fc
  .array(
    fc.record({
      keys: fc.uniqueArray(fc.constantFrom('serial:A', 'serial:B', 'trace:T', 'trace:U', 'trace:V'), { maxLength: 2 }),
      marks: fc.constantFrom<KeyedObservation['marks'][]>(
        {},
        { serial: 'A' },
        { serial: 'B' },
        { serial: 'C', type: 'handgun' },
      ),
      superseded: fc.boolean(),
    }),
    { minLength: 2, maxLength: 10 },
  )
  .map((all) =>
    all.map(({ keys, marks, superseded }, at) => ({
      ...marked(at + 1, marks, ...keys),
      superseded: superseded && at % 3 === 0,
    })),
  );

test('keys alone join no two observations that contradict each other, in any order', () => {
  fc.assert(
    fc.property(markedWorld, (observations) => {
      const joined = entities(observations);
      expect(entities([...observations].reverse())).toEqual(joined);
      for (const x of observations)
        for (const y of observations)
          if (
            !x.superseded &&
            !y.superseded &&
            x.marks!.serial &&
            y.marks!.serial &&
            x.marks!.serial !== y.marks!.serial
          )
            expect(joined[x.number]).not.toBe(joined[y.number]);
    }),
    { numRuns: 500 },
  );
});

test('which observation came first changes nothing but the number of its entity', () => {
  fc.assert(
    fc.property(markedWorld, fc.infiniteStream(fc.nat()), (observations, order) => {
      const came = observations
        .map((each) => ({ each, at: order.next().value as number }))
        .sort((x, y) => x.at - y.at)
        .map(({ each }, at) => ({ ...each, number: at + 1, was: each.number }));
      const wasOf = new Map(came.map((each) => [each.number, each.was]));
      const parts = (joined: Record<string, number>, was: (number: number) => number) =>
        [...Map.groupBy(Object.keys(joined), (number) => joined[number]).values()]
          .map((part) => part.map((number) => was(Number(number))).sort((x, y) => x - y))
          .sort((x, y) => x[0]! - y[0]!);
      expect(parts(entities(came), (number) => wasOf.get(number)!)).toEqual(parts(entities(observations), (n) => n));
    }),
    { numRuns: 500 },
  );
});

const world = fc
  .array(fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 2 }), { minLength: 2, maxLength: 12 })
  .chain((keys) =>
    fc.record({
      observations: fc.constant(keys.map((of, at) => observation(at + 1, ...new Set(of)))),
      judgements: fc.array(
        fc.record({
          a: fc.integer({ min: 1, max: keys.length }),
          b: fc.integer({ min: 1, max: keys.length }),
          verdict: fc.constantFrom<Judgement['verdict']>('different', 'same', 'unsure'),
        }),
        { maxLength: 4 },
      ),
    }),
  );

test('the order of observations and judgements does not change the entities', () => {
  fc.assert(
    fc.property(world, fc.infiniteStream(fc.nat()), ({ observations, judgements }, order) => {
      const shuffled = <T>(list: readonly T[]) =>
        list
          .map((each) => ({ each, at: order.next().value as number }))
          .sort((x, y) => x.at - y.at)
          .map(({ each }) => each);
      expect(entities(shuffled(observations), shuffled(judgements))).toEqual(entities(observations, judgements));
    }),
  );
});

test('a "different" that no "same" contradicts always holds', () => {
  fc.assert(
    fc.property(world, ({ observations, judgements }) => {
      const different = judgements.filter((each) => each.verdict === 'different' && each.a !== each.b);
      const joined = entities(observations, different);
      for (const { a, b } of different) expect(joined[a]).not.toBe(joined[b]);
    }),
  );
});

test('without judgements the entities are the connected components of shared keys', () => {
  fc.assert(
    fc.property(world, ({ observations }) => {
      // The plain way: spread the smallest number along shared keys until nothing changes.
      const label = new Map(observations.map((each) => [each.number, each.number]));
      for (let changed = true; changed;) {
        changed = false;
        for (const x of observations) {
          for (const y of observations) {
            if (!x.keys.some((key) => y.keys.some((other) => other.key === key.key))) continue;
            if (label.get(x.number)! < label.get(y.number)!) {
              label.set(y.number, label.get(x.number)!);
              changed = true;
            }
          }
        }
      }
      expect(entities(observations)).toEqual(Object.fromEntries(label));
    }),
  );
});
