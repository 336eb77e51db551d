import { afterAll, beforeAll, expect, test } from 'vitest';
import { learnIdentity, proposeThresholds } from '../../src/jobs/learn-identity.ts';
import { signIdentityModel } from '../../src/jobs/sign-identity-model.ts';
import type { Cluster, PairWhy, ReviewQueue } from '../../src/model/identity.ts';
import type { GivenJudgementAnswer } from '../../src/model/judgements.ts';
import { receiveRows } from '../receive-rows.ts';
import { header, people, row } from '../sim/made-people.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';

// What the portal does from its queue, its page of a pair and that of an entity: two say "same" of two people of whom keys and a model in
// force hold some rows each, and numbers of a register speak for or against it.

let server: TestServer;
let analyst: string;
let detective: string;
beforeAll(async () => {
  server = await openTestServer();
  await receiveRows(server.store, 'recoveries', [header, ...people.map(row)]);
  const { database, agency } = server.store;
  const order = { kind: 'person', learntBy: 'test.analyst', acceptBits: 8 } as const;
  const learnt = await learnIdentity(database, agency.agencyId, order);
  const model = await proposeThresholds(database, agency.agencyId, { ...order, from: learnt, reviewBits: -8 });
  await signIdentityModel(database, agency.agencyId, { model, signedBy: 'test.detective' });
  analyst = await server.signIn('analyst');
  detective = await server.signIn('detective');
});
afterAll(() => server.close());

async function ask<T>(path: string, { as = analyst, payload }: { as?: string; payload?: object } = {}): Promise<T> {
  const answer = await server.api.inject({
    method: payload === undefined ? 'GET' : 'POST',
    url: `/api/v1/identity${path}`,
    headers: { cookie: as },
    ...(payload === undefined ? {} : { payload }),
  });
  expect([path, answer.statusCode < 300]).toEqual([path, true]);
  return answer.json() as T;
}

const reason = 'one photograph';
const judge = (a: string, b: string, verdict: string) =>
  ask<GivenJudgementAnswer>('/judgements', { payload: { a, b, verdict, reason } });
const agree = ({ judgement }: GivenJudgementAnswer) =>
  ask<GivenJudgementAnswer>(`/judgements/${judgement}/confirmation`, { as: detective, payload: {} });

/** All rows in force of an entity, as its page lists them. */
async function rowsOf(id: string): Promise<{ id: string; rows: string[] }> {
  const cluster = await ask<Cluster>(`/clusters/${id}`);
  return { id: cluster.id, rows: cluster.rows.flatMap((each) => [each.row, ...each.others]) };
}

const between = (a: string, b: string) => ask<PairWhy>(`/why?a=${a}&b=${b}`);

test('of two dozen pairs judged the same each becomes one: all rows of both stand on one page, under the number of the older, and of those none has both', async () => {
  const queue = await ask<ReviewQueue>('/queue?kind=person&limit=24');
  expect(queue.items.length).toBe(24);
  const seen = { alreadyOne: 0, rows: 0 };
  for (const pair of queue.items) {
    const [a, b] = [pair.a.row, pair.b.row];
    const before = await between(a, b);
    const [ours, theirs] = [await rowsOf(before.a.id), await rowsOf(before.b.id)];
    if (before.sameEntity) seen.alreadyOne++;
    const given = await agree(await judge(a, b, 'same'));
    expect(given).toMatchObject({ state: 'IN_FORCE', contrary: [] });
    const after = await between(a, b);
    expect([after.sameEntity, after.because]).toEqual([true, 'A person judged them the same.']);
    const [one, other] = [await rowsOf(before.a.id), await rowsOf(before.b.id)];
    expect(one).toEqual(other);
    const number = (id: string) => Number(id.split(':')[1]);
    expect(number(one.id)).toBeLessThanOrEqual(Math.min(number(ours.id), number(theirs.id)));
    const held = [...new Set([...ours.rows, ...theirs.rows])];
    expect(held.filter((each) => !one.rows.includes(each))).toEqual([]);
    seen.rows = Math.max(seen.rows, one.rows.length);
  }
  expect(seen.alreadyOne).toBeLessThan(10);
  expect(seen.rows).toBeGreaterThan(4);
});

test('what a person judged different is not made one by "same": the answer says that it joins nothing and what stands over it, until that is taken back', async () => {
  const queue = await ask<ReviewQueue>('/queue?kind=person&limit=1');
  const [a, b] = [queue.items[0]!.a.row, queue.items[0]!.b.row];
  const different = await judge(a, b, 'different');
  const [ours, theirs] = [await rowsOf((await between(a, b)).a.id), await rowsOf((await between(a, b)).b.id)];
  const same = await agree(await judge(a, b, 'same'));
  expect(same).toMatchObject({ state: 'OVERRULED', contrary: [different.judgement] });
  const why = await between(a, b);
  expect([why.sameEntity, why.because]).toEqual([false, 'A person judged them different.']);
  expect(why.judgements.find(({ judgement }) => judgement === same.judgement)!.state).toBe('OVERRULED');
  expect([await rowsOf(ours.id), await rowsOf(theirs.id)]).toEqual([ours, theirs]);
  await ask(`/judgements/${different.judgement}/withdrawal`, { payload: {} });
  const one = await rowsOf(ours.id);
  expect(one.rows.toSorted()).toEqual([...ours.rows, ...theirs.rows].toSorted());
  expect(await rowsOf(theirs.id)).toEqual(one);
  const now = (await between(a, b)).judgements.find(({ judgement }) => judgement === same.judgement)!;
  expect([now.state, now.contrary]).toEqual(['IN_FORCE', []]);
});

test('two who bear two numbers of one register are one once two people say so, whole', async () => {
  const { rows } = await server.store.database.pool('read').query<{ row: string; entity: number; number: string }>(
    `select distinct on (p.id_number) p.record_id || '-' || p.ordinal as row, o.entity_id as entity, p.id_number as number
       from flashlight.person_observation p join flashlight.observation_of o using (agency_id, record_id, ordinal)
       join flashlight.entity e on e.agency_id = o.agency_id and e.entity_id = o.entity_id and e.observations > 2
      where p.id_number is not null and o.status = 'ACTIVE' order by p.id_number, o.record_id`,
  );
  const a = rows[0]!;
  const b = rows.find((each) => each.entity !== a.entity)!;
  const before = await between(a.row, b.row);
  expect(before.contradictions).toContain('two numbers of one register');
  const [ours, theirs] = [await rowsOf(before.a.id), await rowsOf(before.b.id)];
  expect(await agree(await judge(a.row, b.row, 'same'))).toMatchObject({ state: 'IN_FORCE', contrary: [] });
  const one = await rowsOf(before.a.id);
  expect(one.rows.toSorted()).toEqual([...ours.rows, ...theirs.rows].toSorted());
  expect(await rowsOf(before.b.id)).toEqual(one);
});

test('of a decision one judgement is told, on the page of the pair and of the entity, and taken back it parts the two as they were', async () => {
  const queue = await ask<ReviewQueue>('/queue?kind=person&limit=100');
  const pair = queue.items.find((each) => each.a.rows + each.b.rows > 2)!;
  const [a, b] = [pair.a.row, pair.b.row];
  const [ours, theirs] = [await rowsOf(pair.a.id), await rowsOf(pair.b.id)];
  const { judgement } = await agree(await judge(a, b, 'same'));
  const told = (judgements: readonly GivenJudgementAnswer[]) =>
    judgements.filter((each) => each.decision === judgement).map((each) => each.judgement);
  expect(told((await between(a, b)).judgements)).toEqual([judgement]);
  expect(told((await ask<Cluster>(`/clusters/${pair.a.id}`)).judgements)).toEqual([judgement]);
  const { last } = await ask<{ last: GivenJudgementAnswer }>('/judgements/last', { as: detective });
  expect(last.judgement).toBe(judgement);
  await ask(`/judgements/${judgement}/withdrawal`, { as: detective, payload: {} });
  expect([await rowsOf(pair.a.id), await rowsOf(pair.b.id)]).toEqual([ours, theirs]);
  expect(told((await ask<Cluster>(`/clusters/${pair.a.id}`)).judgements)).toEqual([judgement]);
});
