import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Marks } from './contradictions.ts';
import { heldReason, joinObservations, type KeyedObservation, type ModelEvidence } from './join-observations.ts';
import type { Judgement } from './judgement.ts';

// Rows 1 and 2 are of one by their key, rows 3 and 4 because a model holds them for one; with the other two beside them it would not.
const observation = (number: number, more: Partial<KeyedObservation> = {}): KeyedObservation => ({
  number,
  keys: [],
  content: number,
  ...more,
});
const key = (...keys: string[]) => ({ keys: keys.map((each) => ({ key: each, reason: `same ${each}` })) });
const four = [observation(1, key('a')), observation(2, key('a')), observation(3), observation(4)];
const evidence: ModelEvidence = { joinBits: 1, pairs: [{ a: 3, b: 4, bits: 3 }], selfBits: new Map(), marks: [] };

const entitiesOf = (observations: readonly KeyedObservation[], judgements: readonly Judgement[], of = evidence) =>
  new Map([...joinObservations(observations, judgements, of)].map(([number, { entity }]) => [number, entity]));

/** What a decision is made of that looks at two rows while entities are as they are. */
function decide(number: number, a: number, b: number, entities: ReadonlyMap<number, number>): Judgement[] {
  const held = (looked: number) =>
    [...entities].flatMap(([row, entity]): Judgement[] =>
      entity === entities.get(looked) && row !== looked
        ? [{ a: looked, b: row, verdict: 'same', decision: number, held: true }]
        : [],
    );
  const pair: Judgement = { a, b, verdict: 'same', decision: number };
  return [pair, ...held(a), ...(entities.get(a) === entities.get(b) ? [] : held(b))];
}

test('two judged the same are one with all they held, where their two rows alone would have left some elsewhere', () => {
  const before = entitiesOf(four, []);
  expect([...before.values()]).toEqual([1, 1, 3, 3]);
  expect([...entitiesOf(four, [{ a: 1, b: 4, verdict: 'same' }]).values()]).toEqual([1, 1, 3, 1]);
  const joined = joinObservations(four, decide(1, 1, 4, before), evidence);
  expect([...joined.values()].map(({ entity, joinedBy }) => [entity, joinedBy])).toEqual([
    [1, null],
    [1, 'same a'],
    [1, heldReason],
    [1, 'a person judged them the same'],
  ]);
});

test('over numbers of one register that differ they are one as well: a person outweighs a register', () => {
  const bears = (number: number, identifier: string) => observation(number, { marks: { identifier } });
  const rows = [bears(1, 'SID:MD:100001'), observation(2), bears(3, 'SID:MD:900009'), observation(4)];
  const of: ModelEvidence = {
    joinBits: 1,
    pairs: [
      { a: 1, b: 2, bits: 4 },
      { a: 3, b: 4, bits: 4 },
      { a: 2, b: 4, bits: 4 },
    ],
    selfBits: new Map(),
    marks: ['identifier'],
  };
  const before = entitiesOf(rows, [], of);
  expect(new Set(before.values()).size).toBe(2);
  expect(new Set(entitiesOf(rows, decide(1, 2, 4, before), of).values()).size).toBe(1);
});

describe('a later "different"', () => {
  const same = decide(7, 1, 4, entitiesOf(four, []));
  const apart = (a: number, b: number): Judgement => ({ a, b, verdict: 'different' });

  test('across the two takes both apart whole, as they were', () => {
    for (const [a, b] of [
      [1, 4],
      [2, 3],
    ] as const)
      expect([...entitiesOf(four, [...same, apart(a, b)]).values()]).toEqual([1, 1, 3, 3]);
  });

  test('across two of three that became one parts them where they were joined, not through one of them', () => {
    const three = [...four, observation(5), observation(6)];
    const of: ModelEvidence = { ...evidence, pairs: [...evidence.pairs, { a: 5, b: 6, bits: 3 }] };
    const first = decide(7, 1, 4, entitiesOf(three, [], of));
    const second = decide(8, 5, 4, entitiesOf(three, first, of));
    expect(new Set(entitiesOf(three, [...first, ...second], of).values()).size).toBe(1);
    expect([...entitiesOf(three, [...first, ...second, apart(1, 3)], of).values()]).toEqual([1, 1, 3, 3, 3, 3]);
  });

  test('of two rows one side held leaves each row that was looked at with the other it was judged the same as', () => {
    const three = [observation(1), observation(2, key('a')), observation(3, key('a')), observation(4)];
    const first = decide(7, 3, 4, entitiesOf(three, []));
    const second = decide(8, 1, 4, entitiesOf(three, first));
    expect([...entitiesOf(three, [...first, ...second, apart(2, 3)]).values()]).toEqual([1, 2, 1, 1]);
  });

  test('that parts one row from all others leaves the others one, also where it is a row that was looked at', () => {
    for (const row of [1, 2, 3, 4]) {
      const others = [1, 2, 3, 4].filter((each) => each !== row);
      const entities = entitiesOf(four, [...same, ...others.map((other) => apart(row, other))]);
      expect(new Set(others.map((each) => entities.get(each))).size).toBe(1);
      expect(entities.get(row)).toBe(row);
    }
  });
});

const contents = fc.integer({ min: 1, max: 6 });
const world = fc.record({
  rows: fc.array(
    fc.record({
      keys: fc.uniqueArray(fc.constantFrom('id-name:A', 'id-name:B', 'name-born:X', 'name-born:Y'), { maxLength: 2 }),
      marks: fc.constantFrom<Marks>({}, { born: '1980-01-01' }, { born: '1990-09-09', sex: 'F' }, { sex: 'M' }),
      number: fc.constantFrom<Marks>({}, {}, { identifier: 'SID:MD:100001' }, { identifier: 'SID:MD:900009' }),
      content: fc.option(contents, { nil: undefined }),
      record: fc.integer({ min: 1, max: 6 }),
      plays: fc.boolean(),
    }),
    { minLength: 4, maxLength: 14 },
  ),
  pairs: fc.array(fc.record({ a: contents, b: contents, bits: fc.integer({ min: -4, max: 8 }) }), { maxLength: 12 }),
  different: fc.array(fc.tuple(fc.nat(13), fc.nat(13)), { maxLength: 3 }),
  same: fc.array(fc.tuple(fc.nat(13), fc.nat(13)), { minLength: 1, maxLength: 4 }),
  /** Rows that come once all is decided. */
  later: fc.nat(5),
});

type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

function set({ rows, pairs, different, same, later }: World) {
  const all = rows.map(({ keys, marks, number, content, record, plays }, at) =>
    observation(at + 1, {
      ...key(...keys),
      marks: { ...marks, ...number },
      content,
      ...(plays ? { part: { record, incident: null, role: 'suspect', sequence: null } } : {}),
    }),
  );
  const there = all.slice(0, Math.max(2, all.length - later));
  const rowOf = (at: number) => (at % there.length) + 1;
  const twoRows = (chosen: readonly (readonly [number, number])[]) =>
    chosen.map(([a, b]) => [rowOf(a), rowOf(b)] as const).filter(([a, b]) => a !== b);
  const tied = new Map(
    pairs.filter(({ a, b }) => a !== b).map((each) => [[each.a, each.b].sort((x, y) => x - y).join(), each]),
  );
  const of: ModelEvidence = {
    joinBits: 1,
    pairs: [...tied.values()].map(({ a, b, bits }) => ({ a: Math.min(a, b), b: Math.max(a, b), bits })),
    selfBits: new Map(Array.from({ length: 6 }, (_, at) => [at + 1, 5])),
    marks: ['identifier'],
  };
  const apart = twoRows(different).map(([a, b]): Judgement => ({ a, b, verdict: 'different' }));
  return { all, there, of, apart, same: twoRows(same) };
}

test('whatever keys, marks, parts and a model say, after "same" no row of the two is left elsewhere, unless a person said different: then both stand as they were', () => {
  let joined = 0;
  fc.assert(
    fc.property(world, fc.infiniteStream(fc.nat()), (made, order) => {
      const { all, there, of, apart, same } = set(made);
      let given = apart;
      const one: ReadonlySet<number>[] = [];
      for (const [at, [a, b]] of same.entries()) {
        const before = entitiesOf(there, given, of);
        const rows = (entity: number | undefined) =>
          [...before].flatMap(([row, each]) => (each === entity ? [row] : []));
        const [ours, theirs] = [rows(before.get(a)), rows(before.get(b))];
        const decided = [...given, ...decide(at + 1, a, b, before)];
        const after = entitiesOf(there, decided, of);
        const [x, y] = [new Set(ours.map((each) => after.get(each))), new Set(theirs.map((each) => after.get(each)))];
        expect([x.size, y.size]).toEqual([1, 1]);
        const said = apart.some(
          (each) =>
            (ours.includes(each.a) && theirs.includes(each.b)) || (ours.includes(each.b) && theirs.includes(each.a)),
        );
        expect([...x][0] === [...y][0]).toBe(!said);
        if (!said) {
          // The number of either leads to all that it meant.
          expect([...x][0]).toBeLessThanOrEqual(Math.min(before.get(a)!, before.get(b)!));
          if (before.get(a) !== before.get(b)) joined++;
        }
        // Taken back, all is as it was; and in which order judgements are read changes nothing.
        expect(entitiesOf(there, decided.slice(0, given.length), of)).toEqual(before);
        const shuffled = decided
          .map((each) => ({ each, at: order.next().value as number }))
          .sort((p, q) => p.at - q.at)
          .map(({ each }) => each);
        expect(entitiesOf(there.toReversed(), shuffled, of)).toEqual(after);
        given = decided;
        one.push(new Set(ours), new Set(theirs));
      }
      // What comes later joins it or does not; it takes nothing out of it.
      const finally_ = entitiesOf(all, given, of);
      for (const rows of one) expect(new Set([...rows].map((each) => finally_.get(each))).size).toBe(1);
    }),
    { numRuns: 500 },
  );
  expect(joined).toBeGreaterThan(100);
});
