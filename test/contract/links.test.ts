import { afterAll, beforeAll, expect, test } from 'vitest';
import { hiddenHandling } from '../../src/api/authorise.ts';
import { handlingTags } from '../../src/model/feeds.ts';
import type { Chains, CommonNeighbors, LinkGraph, Paths } from '../../src/model/links.ts';
import type { Search } from '../../src/model/search-answer.ts';
import { importSmallCity } from './import-small-city.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';
import { incidentsCsv, recoveriesCsv, tracesCsv } from './small-city.ts';

// One server with the links in memory, and one that asks the store alone, over the same store.

let server: TestServer;
let plain: TestServer;
let cookies: [string, string];
const files = [
  ['incidents', incidentsCsv],
  ['recoveries', recoveriesCsv],
  ['etrace', tracesCsv],
] as const;

beforeAll(async () => {
  server = await openTestServer();
  await importSmallCity(server, files);
  plain = await openTestServer({ store: server.store, linksFrom: 'store', hubDegree: 3 });
  cookies = [await server.signIn('detective'), await plain.signIn('detective')];
});
afterAll(async () => {
  await plain.closeServer();
  await server.close();
});

async function get<T>(url: string): Promise<T> {
  const [one, other] = await Promise.all(
    [server, plain].map((each, at) => each.api.inject({ url: `/api/v1${url}`, headers: { cookie: cookies[at]! } })),
  );
  expect(one!.statusCode, `${url}: ${one!.body}`).toBe(200);
  if (url.includes('hub=')) expect(other!.json()).toEqual(one!.json());
  return one!.json() as T;
}

const idOf = async (q: string) => (await get<Search>(`/search?q=${encodeURIComponent(q)}`)).results[0]!.id;

test('what two entities are both tied to is given with the links that tie them, and how many there are', async () => {
  const [dealer, person, firearm] = [await idOf('Tidewater'), await idOf('Testerson Marlowe'), await idOf('BKFT419')];
  const found = await get<CommonNeighbors>(`/links/common?ids=${dealer},${person}&hub=1000`);
  expect(found.from).toEqual([dealer, person]);
  expect(found.entities.map(({ entity }) => entity.id)).toContain(firearm);
  expect(found.entities.every(({ tiedTo }) => tiedTo.length === 2)).toBe(true);
  expect(found).toMatchObject({ total: found.entities.length, cut: [], hubDegree: 1000 });
  const ends = found.links.map((link) => [link.subject, link.object]);
  expect(ends.filter((each) => each.includes(firearm))).toHaveLength(found.links.length / found.total);
  // A firearm with more links than the policy allows is no answer, and is said to be left out.
  const cut = await get<CommonNeighbors>(`/links/common?ids=${dealer},${person}&hub=1`);
  expect(cut.entities).toEqual([]);
  expect(cut.cut.map(({ id, reason }) => [id, reason])).toContainEqual([firearm, 'hub']);
});

test('of the ways between two entities the shortest come first, and the next longer ones after them', async () => {
  const [dealer, person] = [await idOf('Tidewater'), await idOf('Testerson Marlowe')];
  const shortest = await get<Paths>(`/paths?from=${dealer}&to=${person}&hub=1000`);
  const found = await get<Chains>(`/links/paths?from=${dealer}&to=${person}&k=20&hub=1000`);
  const lengths = found.paths.map((path) => path.length - 1);
  expect(lengths).toEqual(lengths.toSorted((a, b) => a - b));
  expect(found.paths.filter((path) => path.length - 1 === shortest.length)).toEqual(shortest.paths);
  expect(lengths.at(-1)).toBeGreaterThan(shortest.length!);
  for (const path of found.paths) expect(new Set(path).size).toBe(path.length);
  const described = new Set(found.entities.map((each) => each.id));
  expect(found.paths.flat().every((id) => described.has(id))).toBe(true);
  const one = await get<Chains>(`/links/paths?from=${dealer}&to=${person}&k=1&hub=1000`);
  expect([one.paths, one.more]).toEqual([found.paths.slice(0, 1), true]);
});

test('the hub policy is that of the server where a request names none, and every answer says which', async () => {
  const person = await idOf('Testerson Marlowe');
  const of = async (each: TestServer, at: number, url: string) =>
    (await each.api.inject({ url: `/api/v1${url}`, headers: { cookie: cookies[at]! } })).json() as LinkGraph;
  for (const url of [
    `/entities/${person}/links?hops=2`,
    `/paths?from=${person}&to=${person}`,
    `/links/paths?from=${person}&to=${person}`,
    `/links/common?ids=${person},${person}`,
  ])
    expect([(await of(server, 0, url)).hubDegree, (await of(plain, 1, url)).hubDegree]).toEqual([1000, 3]);
});

test('answers from memory and from the store are the same, and as new as what was imported a moment before', async () => {
  const person = await idOf('Testerson Marlowe');
  await get<LinkGraph>(`/entities/${person}/links?hops=3&hub=1000`);
  await importSmallCity(server, [
    ['etrace', tracesCsv.replaceAll('BKFT-419', 'ZZQQ-777').replaceAll('T20240000777', 'T20240000999')],
  ]);
  const after = await get<LinkGraph>(`/entities/${person}/links?hops=3&hub=1000`);
  expect(after.entities.map((each) => each.label).join()).toMatch(/ZZQQ/);
});

test('each read of links is on record, with who asked for what', async () => {
  const [dealer, person] = [await idOf('Tidewater'), await idOf('Testerson Marlowe')];
  await get(`/links/common?ids=${dealer},${person}`);
  await get(`/links/paths?from=${dealer}&to=${person}&k=2`);
  const { rows } = await server.store.database
    .pool('migrate')
    .query(
      `select action, actor, subject, outcome from flashlight.audit_event where subject ?| array['common', 'paths'] order by event_id desc limit 4`,
    );
  const on = { action: 'entity.read', actor: 'test.detective', outcome: 'ALLOWED' };
  expect(rows).toContainEqual({ ...on, subject: { entities: [dealer, person], common: true } });
  expect(rows).toContainEqual({ ...on, subject: { from: dealer, to: person, paths: 2 } });
});

test('a read of links that cannot be put on record is not answered', async () => {
  const firearm = await idOf('BKFT419');
  const owner = server.store.database.pool('migrate');
  await owner.query('revoke insert on flashlight.audit_event from flashlight_read');
  try {
    for (const url of [`/links/paths?from=${firearm}&to=${firearm}`, `/links/common?ids=${firearm},${firearm}`]) {
      const answer = await server.api.inject({ url: `/api/v1${url}`, headers: { cookie: cookies[0] } });
      expect([answer.statusCode, answer.json().code]).toEqual([500, 'api.unexpected']);
    }
  } finally {
    await owner.query('grant insert on flashlight.audit_event to flashlight_read');
  }
});

test('an id under another kind is refused by what it is', async () => {
  const firearm = await idOf('BKFT419');
  const wrong = firearm.replace('firearm', 'person');
  for (const url of [`/links/paths?from=${firearm}&to=${wrong}`, `/links/common?ids=${firearm},${wrong}`]) {
    const answer = await server.api.inject({ url: `/api/v1${url}`, headers: { cookie: cookies[0] } });
    expect([answer.statusCode, answer.json().detail]).toEqual([
      404,
      `There is no ${wrong}; the number is that of ${firearm}. Check the address, or search again.`,
    ]);
  }
});

test.each([
  ['/links/common?ids=person:1', 400],
  ['/links/common?ids=person:1,no-such:2', 400],
  ['/links/common?ids=person:1,person:999999999', 404],
  ['/links/paths?from=person:999999999&to=person:1', 404],
  ['/links/paths?from=person:1&to=person:1&k=21', 400],
])('%s is refused with %i', async (url, status) => {
  const answer = await server.api.inject({ url: `/api/v1${url}`, headers: { cookie: cookies[0] } });
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([
    status,
    expect.stringContaining('application/problem+json'),
  ]);
});

test('nothing is hidden of links from a detective or an analyst, and all of a role that reads none', () => {
  expect([hiddenHandling({ role: 'detective' }), hiddenHandling({ role: 'analyst' })]).toEqual([[], []]);
  for (const role of ['commission', 'no-such-role'])
    expect(hiddenHandling({ role })).toEqual(Object.keys(handlingTags));
});
