import { afterEach, beforeEach, expect, test } from 'vitest';
import { judgeObservations } from '../../src/jobs/judge-observations.ts';
import { learnIdentity, proposeThresholds } from '../../src/jobs/learn-identity.ts';
import { signIdentityModel } from '../../src/jobs/sign-identity-model.ts';
import type { PersonRecord } from '../../src/town/person-records.ts';
import { openTestStore, type TestStore } from '../open-test-store.ts';
import { receiveRows } from '../receive-rows.ts';
import { header, people, row } from './made-people.ts';

// What the store says of who is who does not hang on what came first, nor on what happened at the same time.

let store: TestStore;
let agencyId: number;
beforeEach(async () => {
  store = await openTestStore();
  ({ agencyId } = store.agency);
});
afterEach(() => store.close());

const receive = (some: readonly PersonRecord[]) => receiveRows(store, 'recoveries', [header, ...some.map(row)]);
const query = async <T extends Record<string, unknown>>(sql: string) =>
  (await store.database.pool('read').query<T>(sql)).rows;
const learn = (acceptBits: number) =>
  learnIdentity(store.database, agencyId, { kind: 'person', learntBy: 'analyst', acceptBits });
const sign = (model: number) => signIdentityModel(store.database, agencyId, { model, signedBy: 'detective' });

const candidates = () =>
  query<{ a: number; b: number }>(
    'select entity_a as a, entity_b as b from flashlight.identity_candidate order by 1, 2',
  );
const groups = async () =>
  (
    await query<{ rows: string[] }>(
      `select array_agg(r.natural_key order by r.natural_key) as rows from flashlight.observation_of o join flashlight.record r using (agency_id, record_id)
        where o.kind = 'person' and o.status = 'ACTIVE' group by o.entity_id order by 1`,
    )
  ).map((each) => each.rows.join(' '));

/** Somebody of whom nothing is known but what many say: each in a record of their own. */
const namesake = (id: number, familyName = 'NAMESAKE') =>
  ({ ...people[0]!, id: String(90_000 + id), givenName: 'ROSA', familyName, born: '', idNumber: '' }) as PersonRecord;

test('of a content that more than eight share nobody is asked, whoever came first; and again once fewer do', async () => {
  await receive(people.slice(1, 120));
  await sign(await learn(30));
  const asked = async () => {
    const namesakes = await query<{ entity: number }>(
      `select distinct o.entity_id as entity from flashlight.observation_of o join flashlight.person_observation p using (agency_id, record_id, ordinal)
        where p.family_name = 'NAMESAKE' and o.status = 'ACTIVE'`,
    );
    const of = new Set(namesakes.map((each) => each.entity));
    return [of.size, (await candidates()).filter(({ a, b }) => of.has(a) && of.has(b)).length];
  };
  await receive(Array.from({ length: 8 }, (_, at) => namesake(at)));
  expect(await asked()).toEqual([8, 28]);
  await receive([namesake(8)]);
  expect(await asked()).toEqual([9, 0]);
  const before = await candidates();
  await receive([namesake(9), namesake(10)]);
  expect(await asked()).toEqual([11, 0]);
  // Three were corrected: they are called otherwise.
  await receive([8, 9, 10].map((id) => namesake(id, 'OTHERWISE')));
  expect(await asked()).toEqual([8, 28]);
  await receive([namesake(11)]);
  expect(await asked()).toEqual([9, 0]);
  expect(before.length).toBeGreaterThan(0);
});

test('frequencies are of what was in force when the model was signed, not of what was corrected before', async () => {
  await receive(people.slice(1, 120));
  await receive([namesake(1, 'WRONG')]);
  await receive([namesake(1)]);
  await sign(await learn(30));
  const said = await query(
    `select c.cells ->> 2 as name, c.said from flashlight.identity_content c where c.cells ->> 2 in ('WRONG', 'NAMESAKE') order by 1`,
  );
  expect(said).toEqual([
    { name: 'NAMESAKE', said: 1 },
    { name: 'WRONG', said: 0 },
  ]);
  const [counted] = await query(
    `select (select sum(said)::int from flashlight.identity_content where kind = 'person') = count(*)::int as all_counted
       from flashlight.observation_of where kind = 'person' and status = 'ACTIVE'`,
  );
  expect(counted).toEqual({ all_counted: true });
});

test('an import while a model is being signed is joined as if it had come before or after', async () => {
  await receive(people.slice(1, 150));
  const model = await learn(1);
  await Promise.all([sign(model), receive(people.slice(150, 260))]);
  await receive(people.slice(260, 280));
  const [found, asked] = [await groups(), await candidates()];
  // The same thresholds once more: everything is compared and joined anew.
  const again = { kind: 'person', learntBy: 'analyst', from: model, acceptBits: 1 } as const;
  await sign(await proposeThresholds(store.database, agencyId, again));
  expect(await groups()).toEqual(found);
  expect(await candidates()).toEqual(asked);
});

test('a row that was corrected is judged no more: the row in force may say something else', async () => {
  await receive([people[1]!, people[2]!]);
  const rows = await query<{ number: number }>(
    `select record_id * 64 + ordinal as number from flashlight.observation_of where kind = 'person' order by 1`,
  );
  await receive([{ ...people[1]!, familyName: 'QUITEOTHER', born: '', idNumber: '', phone: '' }]);
  for (const verdict of ['same', 'different', 'unsure'] as const)
    await expect(
      judgeObservations(store.database, agencyId, {
        a: rows[0]!.number,
        b: rows[1]!.number,
        verdict,
        reason: 'looked',
        judgedBy: 'detective',
      }),
    ).rejects.toThrow(/replaced by a newer version/);
  expect(await query('select 1 from flashlight.judgement')).toEqual([]);
});
