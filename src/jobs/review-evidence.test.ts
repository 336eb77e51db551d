import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import { header, people, row } from '../../test/sim/made-people.ts';
import { twoOfOneName } from '../../test/two-of-one-name.ts';
import type { PairWhy, ReviewPair } from '../model/identity.ts';
import { explainRows } from './explain-rows.ts';
import { judgeObservations, withdrawJudgement } from './judge-observations.ts';
import { learnIdentity } from './learn-identity.ts';
import { loadReviewQueue } from './review-queue.ts';
import { signIdentityModel } from './sign-identity-model.ts';

// Two rows that agree are not all that the two sides say: what the others say stands beside them.

let store: TestStore;
let agencyId: number;
beforeAll(async () => {
  store = await openTestStore();
  ({ agencyId } = store.agency);
  await receiveRows(store, 'recoveries', [header, ...people.slice(0, 200).map(row)]);
  await receiveRows(store, 'recoveries', twoOfOneName);
  const model = await learnIdentity(store.database, agencyId, { kind: 'person', learntBy: 'analyst', acceptBits: 30 });
  await signIdentityModel(store.database, agencyId, { model, signedBy: 'detective' });
});
afterAll(() => store.close());

async function reading<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await store.database.pool('read').connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}

const queue = (limit: number, after: readonly number[] | null = null) =>
  reading((client) =>
    loadReviewQueue(store.database, client, agencyId, { kind: 'person', state: 'open', after, limit }),
  );
const isBrownlee = ({ a, b }: ReviewPair) => [a, b].every(({ label }) => label.includes('Brownlee'));
const why = ({ a, b }: ReviewPair): Promise<PairWhy> =>
  reading(async (client) => (await explainRows(store.database, client, agencyId, { a: a.row, b: b.row }))!);

test('a pair that a register holds apart comes last, says so, and shows what the rows that are not shown say against it', async () => {
  const { items, total } = await queue(500);
  expect(items.length).toBe(total);
  const pair = items.find(isBrownlee)!;
  expect([pair.a.rows, pair.b.rows]).toEqual([2, 2]);
  expect(pair.keptApartBy).toBe('register');
  expect(pair.keptApart).toMatch(
    /^They bear two numbers of one register: SID MD 1010056 in row \d+-\d+, SID MD 1012138 in row \d+-\d+\.$/,
  );
  expect(pair.unshared).toEqual(expect.arrayContaining(['born_on', 'state_id']));
  expect(pair.unshared).not.toContain('address');
  // The two rows themselves say nothing against it.
  expect(pair.against).toEqual([]);
  const held = items.map(({ keptApartBy }) => keptApartBy === 'register' || keptApartBy === 'incident');
  expect(held.indexOf(true)).toBe(held.filter((each) => !each).length);
  // Pages follow one another into what comes last.
  const paged: ReviewPair[] = [];
  for (let after: readonly number[] | null = null; ;) {
    const page = await queue(7, after);
    paged.push(...page.items);
    if (page.next === null) break;
    after = page.next;
  }
  expect(paged.map(({ a, b }) => `${a.row} ${b.row}`)).toEqual(items.map(({ a, b }) => `${a.row} ${b.row}`));
});

test('the page of the pair says beside each field what the other rows of both sides say', async () => {
  const pair = (await queue(500)).items.find(isBrownlee)!;
  const { elsewhere, keptApartBy, steps } = await why(pair);
  expect(keptApartBy).toBe('register');
  const of = (field: string) => elsewhere.find((each) => each.field === field);
  const shown = steps.find(({ field }) => field === 'born_on')!;
  const [silent, said] = shown.a === '' ? (['a', 'b'] as const) : (['b', 'a'] as const);
  expect([shown[silent], shown[said]].sort()).toEqual(['', '20020218']);
  expect(of('born_on')).toMatchObject({
    [silent]: { values: [{ value: '19880729', rows: 1 }], more: 0 },
    [said]: { values: [], more: 0 },
    against: true,
  });
  expect(of('state_id')).toMatchObject({ [said]: { values: [{ rows: 1 }] }, [silent]: { values: [] }, against: true });
  // Both live where the other does as well: what else they say of it speaks against nothing.
  expect(of('address')).toMatchObject({ against: false });
  expect(of('family_name')).toBeUndefined();
});

test('bits are the mean over all rows of both sides, rows that were never compared among them', async () => {
  const pair = (await queue(500)).items.find(isBrownlee)!;
  const { bits } = await why(pair);
  expect(pair.bits).toBeLessThan(bits - 3);
});

test('what was judged of a pair held apart, and taken back, leaves it where it was', async () => {
  const before = (await queue(500)).items.map(({ a, b }) => `${a.row} ${b.row}`);
  const pair = (await queue(500)).items.find(isBrownlee)!;
  const [a, b] = [pair.a, pair.b].map(({ row: of }) => {
    const [record, ordinal] = of.split('-').map(Number) as [number, number];
    return record * 64 + ordinal;
  }) as [number, number];
  const order = { a, b, verdict: 'different', reason: 'two birth dates', judgedBy: 'analyst' } as const;
  const judgement = await judgeObservations(store.database, agencyId, order);
  expect((await why(pair)).keptApartBy).toBe('judgement');
  expect((await queue(500)).items.some(isBrownlee)).toBe(false);
  const { items: decided } = await reading((client) =>
    loadReviewQueue(store.database, client, agencyId, { kind: 'person', state: 'decided', after: null, limit: 5 }),
  );
  expect(decided.map(({ bits, strength }) => [bits, strength])).toEqual([[pair.bits, pair.strength]]);
  await withdrawJudgement(store.database, agencyId, judgement, { by: 'analyst' });
  expect((await queue(500)).items.map(({ a: x, b: y }) => `${x.row} ${y.row}`)).toEqual(before);
});
