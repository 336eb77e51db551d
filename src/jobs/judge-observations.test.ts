import { afterEach, beforeEach, expect, test } from 'vitest';
import { observationNumber } from '../model/ids.ts';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import { confirmJudgement, judgeObservations, keepJudgement, withdrawJudgement } from './judge-observations.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(async () => {
  await store.close();
});

const header =
  'Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number,Possessor Last Name,Possessor First Name,Possessor DOB';

const receive = (rows: readonly string[]) => receiveRows(store, 'recoveries', [header, ...rows]);

/** Observation number and entity of each person, by property number. */
async function persons(): Promise<Record<string, { observation: number; entity: number; joinedBy: string | null }>> {
  const { rows } = await store.database
    .pool('read')
    .query<{ natural_key: string; record_id: number; ordinal: number; entity_id: number; joined_by: string | null }>(
      `select r.natural_key, o.record_id, o.ordinal, o.entity_id, o.joined_by from flashlight.observation_of o
       join flashlight.record r using (agency_id, record_id) where o.kind = 'person' order by r.natural_key`,
    );
  return Object.fromEntries(
    rows.map((row) => [
      row.natural_key,
      { observation: observationNumber(row.record_id, row.ordinal), entity: row.entity_id, joinedBy: row.joined_by },
    ]),
  );
}

/** Everything derived that a judgement may touch. */
async function derived(): Promise<unknown> {
  const all = async (sql: string) => (await store.database.pool('read').query(sql)).rows;
  return {
    observations: await all(
      'select record_id, ordinal, entity_id, joined_by from flashlight.observation_of order by 1, 2',
    ),
    links: await all('select link_id, subject_id, predicate, object_id, status from flashlight.link order by 1'),
    keys: await all('select kind, key, entity_id, contested from flashlight.identity_key order by 1, 2'),
    terms: await all('select entity_id, field, term from flashlight.search_document order by 1, 2, 3'),
    entities: await all(
      'select entity_id, label, observations, links, first_seen, last_seen from flashlight.entity where merged_into is null order by 1',
    ),
  };
}

const row = (property: string, family: string, given: string, born: string) =>
  `${property},24-0001,01/05/2024 10:00,PISTOL,GLOCK,19,9MM,ABC${property.slice(1)},${family},${given},${born}`;

test('persons of one name and birth date are joined, and the join says why', async () => {
  await receive([
    row('P1001', 'REYES', 'DANA', '02/03/1990'),
    row('P1002', 'REYES', 'DANA', '02/03/1990'),
    row('P1003', 'REYES', 'DANA', '02/03/1991'),
  ]);
  const found = await persons();
  expect(found['P1002']!.entity).toBe(found['P1001']!.entity);
  expect(found['P1002']!.joinedBy).toBe('same name and date of birth');
  expect(found['P1001']!.joinedBy).toBeNull();
  expect(found['P1003']!.entity).not.toBe(found['P1001']!.entity);
});

test('judged different they part, with their links; taken back, everything is as before', async () => {
  await receive([row('P1001', 'REYES', 'DANA', '02/03/1990'), row('P1002', 'REYES', 'DANA', '02/03/1990')]);
  const before = await derived();
  const { P1001: a, P1002: b } = await persons();
  const judgement = await judgeObservations(store.database, store.agency.agencyId, {
    a: a!.observation,
    b: b!.observation,
    verdict: 'different',
    reason: 'twins',
    judgedBy: 'analyst',
  });
  const parted = await persons();
  expect(parted['P1001']!.entity).not.toBe(parted['P1002']!.entity);
  const { rows } = await store.database
    .pool('read')
    .query<{ subject_id: number; links: number }>(
      `select l.subject_id, e.links from flashlight.link l join flashlight.entity e on e.entity_id = l.subject_id where predicate = 'POSSESSED_AT_RECOVERY' order by 1`,
    );
  expect(rows.map((each) => each.subject_id)).toEqual([parted['P1001']!.entity, parted['P1002']!.entity]);
  expect(rows.every((each) => each.links === 1)).toBe(true);
  await withdrawJudgement(store.database, store.agency.agencyId, judgement, { by: 'analyst' });
  expect(await derived()).toEqual(before);
});

test('what others decided of persons is taken back by two: the first says why and nothing changes, another one withdraws or keeps it', async () => {
  const { agencyId } = store.agency;
  await receive([row('P1001', 'REYES', 'DANA', '02/03/1990'), row('P1002', 'REYES', 'DANA', '02/03/1990')]);
  const before = await derived();
  const { P1001: a, P1002: b } = await persons();
  const judge = (verdict: 'same' | 'different' | 'unsure', judgedBy: string) => {
    const rows = { a: a!.observation, b: b!.observation };
    return judgeObservations(store.database, agencyId, { ...rows, verdict, reason: 'twins', judgedBy });
  };
  const withdraw = (judgement: number, by: string, reason?: string) =>
    withdrawJudgement(store.database, agencyId, judgement, { by, reason });
  const different = await judge('different', 'analyst');
  const parted = await derived();
  await expect(withdraw(different, 'detective')).rejects.toMatchObject({ code: 'judgement.no-reason' });
  await expect(withdraw(different, 'detective', ' ')).rejects.toMatchObject({ code: 'judgement.no-reason' });
  expect(await withdraw(different, 'detective', 'one scar')).toBe('asked');
  expect(await derived()).toEqual(parted);
  await expect(withdraw(different, 'detective', 'one scar')).rejects.toMatchObject({
    code: 'judgement.second-person',
  });
  await store.database
    .pool('migrate')
    .query(
      `insert into flashlight.account_login (agency_id, login, actor, tied_by) values ($1, 'de.tective', 'detective', 'test')`,
      [agencyId],
    );
  // Under another name the same person is no second one.
  await expect(withdraw(different, 'de.tective')).rejects.toMatchObject({ code: 'judgement.second-person' });
  expect(await derived()).toEqual(parted);
  await keepJudgement(store.database, agencyId, different);
  await expect(keepJudgement(store.database, agencyId, different)).rejects.toMatchObject({
    code: 'judgement.second-person',
  });
  expect(await withdraw(different, 'detective', 'one scar')).toBe('asked');
  expect(await withdraw(different, 'supervisor')).toBe('withdrawn');
  expect(await derived()).toEqual(before);
  const own = await judge('different', 'analyst');
  expect(await withdraw(own, 'analyst')).toBe('withdrawn');
  // What joins nothing and parts nobody was one person's word, and so is its end; so is that of what nobody agreed to yet.
  expect(await withdraw(await judge('unsure', 'analyst'), 'detective')).toBe('withdrawn');
  expect(await withdraw(await judge('same', 'analyst'), 'detective')).toBe('withdrawn');
  const same = await judge('same', 'analyst');
  await confirmJudgement(store.database, agencyId, same, 'detective');
  expect(await withdraw(same, 'supervisor', 'two scars')).toBe('asked');
  // Whoever agreed to it takes their own word back.
  expect(await withdraw(same, 'detective')).toBe('withdrawn');
  expect(await derived()).toEqual(before);
});

test('a "different" holds against evidence that comes later', async () => {
  await receive([row('P1001', 'REYES', 'DANA', '02/03/1990'), row('P1002', 'REYES', 'DANA', '02/03/1990')]);
  const { P1001: a, P1002: b } = await persons();
  await judgeObservations(store.database, store.agency.agencyId, {
    a: a!.observation,
    b: b!.observation,
    verdict: 'different',
    reason: 'twins',
    judgedBy: 'analyst',
  });
  await receive([row('P1003', 'REYES', 'DANA', '02/03/1990')]);
  const found = await persons();
  expect(found['P1001']!.entity).not.toBe(found['P1002']!.entity);
  expect([found['P1001']!.entity, found['P1002']!.entity]).toContain(found['P1003']!.entity);
});

test('judged the same, two persons that share nothing are one once a second person agrees, and the label and counts follow', async () => {
  await receive([row('P1001', 'REYES', 'DANA', '02/03/1990'), row('P1002', 'REYES', 'DANIELA', '03/02/1990')]);
  const { P1001: a, P1002: b } = await persons();
  const judgement = await judgeObservations(store.database, store.agency.agencyId, {
    a: a!.observation,
    b: b!.observation,
    verdict: 'same',
    reason: 'same photograph',
    judgedBy: 'analyst',
  });
  expect((await persons())['P1002']!.entity).not.toBe(a!.entity);
  await expect(confirmJudgement(store.database, store.agency.agencyId, judgement, 'analyst')).rejects.toMatchObject({
    code: 'judgement.second-person',
  });
  await confirmJudgement(store.database, store.agency.agencyId, judgement, 'detective');
  const found = await persons();
  expect(found['P1002']).toMatchObject({ entity: found['P1001']!.entity, joinedBy: 'a person judged them the same' });
  const { rows } = await store.database
    .pool('read')
    .query('select observations, links from flashlight.entity where entity_id = $1', [found['P1001']!.entity]);
  expect(rows[0]).toEqual({ observations: 2, links: 2 });
});

test('a judgement without a reason, or on two different kinds, is refused and leaves nothing', async () => {
  await receive([row('P1001', 'REYES', 'DANA', '02/03/1990')]);
  const { P1001: a } = await persons();
  const order = {
    a: a!.observation,
    b: a!.observation + 1,
    verdict: 'same',
    reason: 'x',
    judgedBy: 'analyst',
  } as const;
  await expect(
    judgeObservations(store.database, store.agency.agencyId, { ...order, reason: ' ' }),
  ).rejects.toMatchObject({ code: 'judgement.no-reason' });
  await expect(judgeObservations(store.database, store.agency.agencyId, order)).rejects.toMatchObject({
    code: 'judgement.not-comparable',
  });
  expect((await store.database.pool('read').query('select 1 from flashlight.judgement')).rowCount).toBe(0);
});

test('a judgement does not wait until a long joining is done, and both are whole', async () => {
  await receive([row('P1001', 'REYES', 'DANA', '02/03/1990'), row('P1002', 'REYES', 'DANA', '02/03/1990')]);
  const { P1001: a, P1002: b } = await persons();
  const many = Array.from({ length: 9_000 }, (_, at) =>
    row(`P${20_000 + at}`, `FAMILY${at % 3000}`, 'ROBIN', '02/03/1980'),
  );
  const ends: string[] = [];
  let judged: Promise<unknown> | undefined;
  await receiveRows(store, 'recoveries', [header, ...many], '2026-01-02T00:00:00Z', () => {
    judged ??= judgeObservations(store.database, store.agency.agencyId, {
      a: a!.observation,
      b: b!.observation,
      verdict: 'different',
      reason: 'twins',
      judgedBy: 'analyst',
    }).then(() => ends.push('judged'));
  });
  ends.push('joined');
  await judged;
  expect(ends).toEqual(['judged', 'joined']);
  const found = await persons();
  expect(found['P1001']!.entity).not.toBe(found['P1002']!.entity);
  expect(Object.keys(found).length).toBe(9_002);
});
