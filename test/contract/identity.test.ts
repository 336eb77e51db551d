import { afterAll, beforeAll, expect, test } from 'vitest';
import { learnIdentity } from '../../src/jobs/learn-identity.ts';
import { signIdentityModel } from '../../src/jobs/sign-identity-model.ts';
import type { Cluster, IdentityModels, PairWhy, ReviewQueue } from '../../src/model/identity.ts';
import { roles } from '../../src/model/roles.ts';
import { tieLogin } from '../../src/store/account-logins.ts';
import { receiveRows } from '../receive-rows.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';

let server: TestServer;
let analyst: string;
let detective: string;

const header =
  'Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number,Possessor Last Name,Possessor First Name,Possessor DOB,Possessor Address,Possessor City,Possessor State';
/** Ninety made-up people, each twice: once with a slip in the birth date, so that no key joins the two. */
const rows = Array.from({ length: 90 }, (_, at) => {
  const person = `${['ABEL', 'BRUNO', 'CARMO', 'DUVAL', 'EKMAN', 'FARKAS'][at % 6]}${'QWERTZUIOP'[at % 10]}${'ASDFGHJKL'[at % 9]},${['ROSA', 'IVAN', 'LENA', 'OTIS', 'NORA'][at % 5]}`;
  const street = `${100 + at} ${['OAK', 'ELM', 'PINE'][at % 3]} ST,HARBOR CITY,MD`;
  const born = (day: number) => `0${1 + (at % 9)}/${day}/19${60 + (at % 39)}`;
  return [1, 2].map(
    (copy) =>
      `P${copy}${1000 + at},24-${copy}${1000 + at},01/05/2024 10:00,PISTOL,GLOCK,19,9MM,X${copy}Y${1000 + at * 7},${person},${born(copy === 1 ? 12 : 21)},${street}`,
  );
}).flat();

beforeAll(async () => {
  server = await openTestServer();
  await receiveRows(server.store, 'recoveries', [header, ...rows]);
  analyst = await server.signIn('analyst');
  detective = await server.signIn('detective');
});
afterAll(() => server.close());

async function ask(
  method: 'GET' | 'POST',
  path: string,
  { as = analyst, payload }: { as?: string; payload?: object } = {},
) {
  return server.api.inject({
    method,
    url: `/api/v1/identity${path}`,
    headers: { cookie: as },
    ...(payload === undefined ? {} : { payload }),
  });
}

async function workDone(): Promise<IdentityModels> {
  for (;;) {
    const models = (await ask('GET', '/models')).json() as IdentityModels;
    if (!models.working) return models;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test('before there is a model the queue is empty and says why, and nothing can be explained', async () => {
  const queue = (await ask('GET', '/queue')).json() as ReviewQueue;
  expect(queue).toMatchObject({ items: [], total: 0, model: null });
  expect((await workDone()).items).toEqual([]);
});

test('an analyst has a model learnt, somebody else signs it, and the queue asks', async () => {
  const learn = { kind: 'person', acceptBits: 25, reviewBits: -2 };
  expect((await ask('POST', '/models', { as: detective, payload: learn })).statusCode).toBe(403);
  expect((await ask('POST', '/models', { payload: learn })).statusCode).toBe(202);
  const { items, failure } = await workDone();
  expect(failure).toBeNull();
  expect(items[0]).toMatchObject({ state: 'PROPOSED', learntBy: 'test.analyst', acceptBits: 25 });
  const { model } = items[0]!;
  const own = await ask('POST', `/models/${model}/signature`);
  expect([own.statusCode, own.json().code]).toEqual([409, 'identity.second-person']);
  expect((await ask('POST', `/models/${model}/signature`, { as: detective })).statusCode).toBe(202);
  expect((await workDone()).items[0]).toMatchObject({ state: 'IN_FORCE', signedBy: 'test.detective' });
  const page = await ask('GET', `/models/${model}`);
  expect(page.json()).toMatchObject({ model, drift: null, diagnosis: { records: 180 } });
  const queue = (await ask('GET', '/queue?kind=person&limit=5')).json() as ReviewQueue;
  expect(queue.items.length).toBe(5);
  expect(queue.total).toBeGreaterThan(20);
  const next = (await ask('GET', `/queue?kind=person&limit=5&cursor=${queue.next}`)).json() as ReviewQueue;
  expect(next.items[0]!.a.row).not.toBe(queue.items[0]!.a.row);
});

test('who asked for a model under another name of theirs is not the second person who signs it', async () => {
  const { database, agency } = server.store;
  const client = await database.connect('read');
  try {
    await tieLogin(client, agency.agencyId, { login: 'os-pat', actor: 'test.detective', tiedBy: 'test' });
  } finally {
    await client.end();
  }
  const model = await learnIdentity(database, agency.agencyId, { kind: 'person', learntBy: 'os-pat', acceptBits: 25 });
  const own = await ask('POST', `/models/${model}/signature`, { as: detective });
  expect([own.statusCode, own.json().code]).toEqual([409, 'identity.second-person']);
  const signing = signIdentityModel(database, agency.agencyId, { model, signedBy: 'test.detective' });
  await expect(signing).rejects.toThrow('Expected another person to sign');
  const { items } = (await ask('GET', '/models')).json() as IdentityModels;
  expect(items.find((each) => each.model === model)).toMatchObject({ state: 'PROPOSED', signedBy: null });
});

test('pages follow one another though pairs of the first are decided in between, and what was decided last is known from the store', async () => {
  const page = async (query: string) => (await ask('GET', `/queue?kind=person&${query}`)).json() as ReviewQueue;
  const keys = ({ items }: ReviewQueue) => items.map(({ a, b }) => `${a.row},${b.row}`);
  const all = keys(await page('limit=100'));
  const first = await page('limit=6');
  const decided: number[] = [];
  for (const { a, b } of first.items.slice(1, 4)) {
    const payload = { a: a.row, b: b.row, verdict: 'different', reason: 'two photographs' };
    decided.push((await ask('POST', '/judgements', { payload })).json().judgement);
  }
  expect(keys(await page(`limit=6&cursor=${first.next}`))).toEqual(all.slice(6, 12));
  const lately = await page('limit=2&state=decided');
  expect(lately.items.flatMap((each) => each.judgements.map(({ judgement }) => judgement))).toEqual(
    decided.toReversed().slice(0, 2),
  );
  expect((await page(`limit=2&state=decided&cursor=${lately.next}`)).items.length).toBe(1);
  expect((await ask('GET', `/queue?state=open&cursor=${lately.next}`)).statusCode).toBe(400);
  const last = async (as?: string) => (await ask('GET', '/judgements/last', as ? { as } : {})).json().last;
  expect(await last(detective)).toBeNull();
  for (const judgement of decided.toReversed()) {
    expect((await last()).judgement).toBe(judgement);
    await ask('POST', `/judgements/${judgement}/withdrawal`);
  }
  expect(await last()).toBeNull();
  expect(keys(await page('limit=100'))).toEqual(all);
});

test('a judgement of persons waits for a second person, and every refusal says so in its status', async () => {
  const { items } = (await ask('GET', '/queue')).json() as ReviewQueue;
  const [{ a, b }] = items as [ReviewQueue['items'][number]];
  const judged = await ask('POST', '/judgements', {
    payload: { a: a.row, b: b.row, verdict: 'same', reason: 'one photograph' },
  });
  expect([judged.statusCode, judged.json().state]).toEqual([201, 'WAITING']);
  const { judgement } = judged.json();
  const own = await ask('POST', `/judgements/${judgement}/confirmation`);
  expect([own.statusCode, own.json().code]).toEqual([409, 'judgement.second-person']);
  const last = async (as: string) => (await ask('GET', '/judgements/last', { as })).json().last?.judgement ?? null;
  expect([await last(analyst), await last(detective)]).toEqual([judgement, null]);
  const confirmed = await ask('POST', `/judgements/${judgement}/confirmation`, { as: detective });
  // What somebody else agreed to since is no longer one person's to take back by a key.
  expect([await last(analyst), await last(detective)]).toEqual([null, judgement]);
  expect(confirmed.json()).toMatchObject({ state: 'IN_FORCE', confirmedBy: 'test.detective' });
  const why = (await ask('GET', `/why?a=${a.row}&b=${b.row}`)).json() as PairWhy;
  expect([why.sameEntity, why.because]).toEqual([true, 'A person judged them the same.']);
  expect((await ask('POST', `/judgements/${judgement}/withdrawal`)).json().state).toBe('WITHDRAWN');
  const again = await ask('POST', `/judgements/${judgement}/withdrawal`);
  expect([again.statusCode, again.json().code]).toEqual([404, 'judgement.unknown']);
  expect(((await ask('GET', `/why?a=${a.row}&b=${b.row}`)).json() as PairWhy).sameEntity).toBe(false);
  const blank = await ask('POST', '/judgements', { payload: { a: a.row, b: b.row, verdict: 'same', reason: ' ' } });
  expect([blank.statusCode, blank.json().code]).toEqual([400, 'judgement.no-reason']);
});

test('what another decided of persons waits for a second person to be taken back, and stands in the queue of what waits', async () => {
  const { items } = (await ask('GET', '/queue')).json() as ReviewQueue;
  const [{ a, b }] = items as [ReviewQueue['items'][number]];
  const payload = { a: a.row, b: b.row, verdict: 'different', reason: 'two photographs' };
  const { judgement } = (await ask('POST', '/judgements', { payload })).json();
  const withdraw = (as: string, reason?: string) =>
    ask('POST', `/judgements/${judgement}/withdrawal`, {
      as,
      ...(reason === undefined ? {} : { payload: { reason } }),
    });
  const bare = await withdraw(detective);
  expect([bare.statusCode, bare.json().code]).toEqual([400, 'judgement.no-reason']);
  const asked = await withdraw(detective, 'one scar');
  expect([asked.statusCode, asked.json()]).toEqual([
    200,
    expect.objectContaining({
      state: 'IN_FORCE',
      withdrawal: expect.objectContaining({ askedBy: 'test.detective', reason: 'one scar' }),
    }),
  ]);
  const again = await withdraw(detective, 'one scar');
  expect([again.statusCode, again.json().code]).toEqual([409, 'judgement.second-person']);
  const waiting = (await ask('GET', '/queue?state=waiting')).json() as ReviewQueue;
  expect([waiting.total, waiting.items[0]!.judgements[0]!.judgement]).toEqual([1, judgement]);
  const kept = await ask('POST', `/judgements/${judgement}/keeping`);
  expect(kept.json()).toMatchObject({ state: 'IN_FORCE', withdrawal: null });
  expect(((await ask('GET', '/queue?state=waiting')).json() as ReviewQueue).total).toBe(0);
  expect((await withdraw(detective, 'one scar')).json().state).toBe('IN_FORCE');
  expect((await withdraw(analyst)).json()).toMatchObject({ state: 'WITHDRAWN', withdrawnBy: 'test.analyst' });
  const over = await ask('POST', `/judgements/${judgement}/keeping`);
  expect([over.statusCode, over.json().code]).toEqual([409, 'judgement.second-person']);
});

test('a row that does not exist is nobody’s, also where its ordinal would run into the next record', async () => {
  const { items } = (await ask('GET', '/queue')).json() as ReviewQueue;
  const { a, b } = items[0]!;
  const [record] = a.row.split('-');
  for (const row of [`${record}-64`, `${record}-99`, '0-1', '12'])
    expect(
      (await ask('POST', '/judgements', { payload: { a: row, b: b.row, verdict: 'different', reason: 'x' } }))
        .statusCode,
    ).toBe(400);
  const absent = await ask('POST', '/judgements', {
    payload: { a: '999999999-1', b: b.row, verdict: 'different', reason: 'x' },
  });
  expect([absent.statusCode, absent.json().code]).toEqual([409, 'judgement.not-comparable']);
  expect((await ask('GET', `/why?a=999999999-1&b=${b.row}`)).statusCode).toBe(404);
});

test('rows are parted from an entity under the id it has, and under no other', async () => {
  const { rows: found } = await server.store.database.pool('read').query<{ entity: number; rows: string[] }>(
    `select entity_id as entity, array_agg(record_id || '-' || ordinal order by record_id) as rows from flashlight.observation_of
      where kind = 'firearm' and status = 'ACTIVE' group by 1 limit 1`,
  );
  const { entity } = found[0]!;
  const cluster = (await ask('GET', `/clusters/firearm:${entity}`)).json() as Cluster;
  expect(cluster.rows.length).toBe(1);
  const payload = { rows: [cluster.rows[0]!.row], reason: 'another one' };
  expect((await ask('POST', `/clusters/person:${entity}/split`, { payload })).statusCode).toBe(404);
  const all = await ask('POST', `/clusters/firearm:${entity}/split`, { payload });
  expect([all.statusCode, all.json().code]).toEqual([409, 'judgement.not-comparable']);
});

test('who has no right is refused at every door, and the attempt is on record', async () => {
  for (const role of roles) {
    if (role === 'analyst' || role === 'detective') continue;
    const as = await server.signIn(role);
    for (const path of ['/queue', '/why?a=1-1&b=2-1', '/clusters/person:64', '/models', '/models/1'])
      expect([role, path, (await ask('GET', path, { as })).statusCode]).toEqual([role, path, 403]);
    for (const path of [
      '/judgements',
      '/judgements/1/confirmation',
      '/judgements/1/keeping',
      '/judgements/1/withdrawal',
      '/models',
      '/models/1/signature',
    ])
      expect([role, path, (await ask('POST', path, { as, payload: {} })).statusCode]).toEqual([role, path, 403]);
  }
  const { rows: denied } = await server.store.database
    .pool('migrate')
    .query(
      `select count(*)::int as n from flashlight.audit_event where action like 'identity.%' and outcome = 'DENIED'`,
    );
  expect(denied[0].n).toBeGreaterThan(40);
});
