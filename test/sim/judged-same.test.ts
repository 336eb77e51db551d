import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { explainRows } from '../../src/jobs/explain-rows.ts';
import {
  confirmJudgement,
  judgeObservations,
  splitEntity,
  withdrawJudgement,
} from '../../src/jobs/judge-observations.ts';
import { learnIdentity, proposeThresholds } from '../../src/jobs/learn-identity.ts';
import { loadReviewQueue } from '../../src/jobs/review-queue.ts';
import { signIdentityModel } from '../../src/jobs/sign-identity-model.ts';
import type { PersonRecord } from '../../src/town/person-records.ts';
import { openTestStore, type TestStore } from '../open-test-store.ts';
import { receiveRows } from '../receive-rows.ts';
import { header, people, row } from './made-people.ts';

// A model in force joins most rows of a person; what it asks about is judged the same.

let store: TestStore;
let agencyId: number;
beforeEach(async () => {
  store = await openTestStore();
  ({ agencyId } = store.agency);
});
afterEach(() => store.close());

const receive = (some: readonly PersonRecord[]) => receiveRows(store, 'recoveries', [header, ...some.map(row)]);
const query = async <T extends Record<string, unknown>>(sql: string, values: unknown[] = []) =>
  (await store.database.pool('read').query<T>(sql, values)).rows;

/** A model that joins what far more speaks for than against, and asks about pairs that little speaks for as well. */
async function putInForce(): Promise<void> {
  const learnt = await learnIdentity(store.database, agencyId, { kind: 'person', learntBy: 'analyst', acceptBits: 8 });
  const order = { kind: 'person', from: learnt, learntBy: 'analyst', acceptBits: 8, reviewBits: -8 } as const;
  const model = await proposeThresholds(store.database, agencyId, order);
  await signIdentityModel(store.database, agencyId, { model, signedBy: 'detective' });
}

/** Entity of each row of a person. */
async function entities(): Promise<Map<number, number>> {
  const rows = await query<{ number: number; entity: number }>(
    `select record_id * 64 + ordinal as number, entity_id as entity from flashlight.observation_of where kind = 'person' order by 1`,
  );
  return new Map(rows.map(({ number, entity }) => [number, entity]));
}

const rowsOf = (of: ReadonlyMap<number, number>, entity: number) =>
  [...of].flatMap(([number, each]) => (each === entity ? [number] : []));

/** Everything derived. */
async function derived(): Promise<string> {
  const parts = await Promise.all(
    [
      'select record_id, ordinal, entity_id, joined_by, score from flashlight.observation_of order by 1, 2',
      'select link_id, subject_id, predicate, object_id, status from flashlight.link order by 1',
      'select kind, key, entity_id, contested from flashlight.identity_key order by 1, 2',
      'select entity_id, field, term, shown from flashlight.search_document order by 1, 2, 3, 4',
      'select entity_id, label, observations, links, first_seen, last_seen, detail from flashlight.entity where merged_into is null order by 1',
      'select entity_a, entity_b, bits, bits_most, state from flashlight.identity_candidate order by 1, 2',
    ].map((sql) => query(sql)),
  );
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

const numberOf = (text: string) => {
  const [record, ordinal] = text.split('-').map(Number) as [number, number];
  return record * 64 + ordinal;
};

/** Rows of the pairs asked about, by number. */
async function askedAbout(limit: number): Promise<[number, number][]> {
  const order = { kind: 'person', state: 'open', after: null, limit } as const;
  const client = await store.database.pool('read').connect();
  try {
    const { items } = await loadReviewQueue(store.database, client, agencyId, order);
    return items.map(({ a, b }) => [numberOf(a.row), numberOf(b.row)]);
  } finally {
    client.release();
  }
}

async function judgeSame(a: number, b: number): Promise<number> {
  const judgement = await judgeObservations(store.database, agencyId, {
    a,
    b,
    verdict: 'same',
    reason: 'one photograph',
    judgedBy: 'detective',
  });
  await confirmJudgement(store.database, agencyId, judgement, 'analyst');
  return judgement;
}

const withdraw = (judgement: number) => withdrawJudgement(store.database, agencyId, judgement, { by: 'detective' });

test('all that two persons held is one once they are judged the same, their numbers lead there, and taken back in any order everything is as it was', async () => {
  await receive(people);
  await putInForce();
  const before = await derived();
  const pairs = await askedAbout(24);
  expect(pairs.length).toBe(24);
  const given: number[] = [];
  let several = 0;
  for (const [a, b] of pairs) {
    const was = await entities();
    const [ours, theirs] = [rowsOf(was, was.get(a)!), rowsOf(was, was.get(b)!)];
    if (was.get(a) !== was.get(b) && ours.length + theirs.length > 3) several++;
    given.push(await judgeSame(a, b));
    const is = await entities();
    const entity = Math.min(was.get(a)!, was.get(b)!);
    expect(new Set([...ours, ...theirs].map((each) => is.get(each)))).toEqual(new Set([is.get(entity)!]));
    const [{ n }] = (await query<{ n: number }>(
      `select count(*)::int as n from flashlight.entity where entity_id = any($1::bigint[]) and coalesce(merged_into, entity_id) <> $2`,
      [[was.get(a), was.get(b)], is.get(a)],
    )) as [{ n: number }];
    expect(n).toBe(0);
  }
  expect(several).toBeGreaterThan(10);
  // Every other one first, then the rest.
  const order = [...given.filter((_, at) => at % 2 === 0), ...given.filter((_, at) => at % 2 === 1)];
  for (const judgement of order) await withdraw(judgement);
  expect(await derived()).toBe(before);
});

test('a decision that is taken back leaves what others decided after it as if it had never been', async () => {
  await receive(people.slice(0, 250));
  await putInForce();
  const was = await entities();
  const groups = [...Map.groupBy([...was], ([, entity]) => entity)]
    .map(([, rows]) => rows.map(([number]) => number))
    .filter((rows) => rows.length > 2);
  const [one, two, three] = groups as [number[], number[], number[]];
  await judgeSame(one[1]!, three[1]!);
  const without = await derived();
  const alone = await entities();
  const [own] = await query<{ judgement: number }>('select min(judgement_id) as judgement from flashlight.judgement');
  await withdraw(own!.judgement);
  const first = await judgeSame(one[0]!, two[0]!);
  const again = await judgeSame(one[2]!, two[1]!);
  const second = await judgeSame(one[1]!, three[1]!);
  const all = await entities();
  expect(new Set([...one, ...two, ...three].map((each) => all.get(each))).size).toBe(1);
  // Somebody else had said it as well: what they said holds on, of both whole.
  await withdraw(first);
  expect(await entities()).toEqual(all);
  await withdraw(again);
  expect(await entities()).toEqual(alone);
  expect(await derived()).toBe(without);
  await withdraw(second);
  expect(await entities()).toEqual(was);
});

test('rows that come later and a "different" given later leave the rest of the two one', async () => {
  await receive(people.slice(0, 250));
  await putInForce();
  const [[a, b]] = (await askedAbout(30)) as [[number, number]];
  const was = await entities();
  const held = [...rowsOf(was, was.get(a)!), ...rowsOf(was, was.get(b)!)];
  await judgeSame(a, b);
  await receive(people.slice(250, 330));
  const later = await entities();
  expect(new Set(held.map((each) => later.get(each))).size).toBe(1);
  const split = await splitEntity(store.database, agencyId, {
    entity: later.get(a)!,
    rows: [a],
    reason: 'another person',
    judgedBy: 'detective',
  });
  const parted = await entities();
  const rest = held.filter((each) => parted.get(each) !== parted.get(a));
  expect(rest).toContain(b);
  expect(new Set(rest.map((each) => parted.get(each))).size).toBe(1);
  await withdraw(split.decision);
  expect(await entities()).toEqual(later);
});

test('why two rows are held together says that a person decided on their entity', async () => {
  await receive(people.slice(0, 250));
  await putInForce();
  const text = (number: number) => `${Math.floor(number / 64)}-${number % 64}`;
  const because = async (a: number, b: number) => {
    const client = await store.database.pool('read').connect();
    try {
      return (await explainRows(store.database, client, agencyId, { a: text(a), b: text(b) }))!.because;
    } finally {
      client.release();
    }
  };
  const [held] = await query<{ number: number; entity: number }>(
    `select record_id * 64 + ordinal as number, entity_id as entity from flashlight.observation_of
      where kind = 'person' and status = 'ACTIVE' and joined_by like 'the model%' order by 1 limit 1`,
  );
  const other = [...(await entities())].find(([, entity]) => entity !== held!.entity)![0];
  expect(await because(held!.number, held!.entity)).toContain('A model holds them for one');
  await judgeSame(held!.entity, other);
  expect(await because(held!.number, held!.entity)).toBe(
    'A person judged their entity the same as another, with all the rows it held.',
  );
  expect(await because(held!.entity, other)).toBe('A person judged them the same.');
});
