import { afterAll, beforeAll, expect, test } from 'vitest';
import { authorise, hiddenHandling } from '../../src/api/authorise.ts';
import { declaredSettings } from '../../src/jobs/load-city-settings.ts';
import { proposeCitySettings, signCitySettings } from '../../src/jobs/sign-city-settings.ts';
import { handlingTags } from '../../src/model/feeds.ts';
import { roles } from '../../src/model/roles.ts';
import type { Chains, CommonNeighbors, LinkGraph, Paths } from '../../src/model/links.ts';
import type { Search } from '../../src/model/search-answer.ts';
import { inTransaction } from '../../src/store/database.ts';
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
  plain = await openTestServer({ store: server.store, linksFrom: 'store' });
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
  // How long a search took is its own.
  if (!url.startsWith('/search')) expect(other!.json()).toEqual(one!.json());
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

/** Two persons put another hub policy in force. */
async function signHubDegree(hubDegree: number): Promise<number> {
  const { agencyId } = server.store.agency;
  return inTransaction(server.store.database.pool('migrate'), async (client) => {
    const settings = { ...declaredSettings('MD'), links: { hubDegree } };
    const order = { settings, reason: 'Fewer in this city', proposedBy: 'test.analyst' };
    const version = await proposeCitySettings(client, agencyId, order);
    await signCitySettings(client, agencyId, { version, signedBy: 'test.supervisor' });
    return version;
  });
}

test('the hub policy is the one the city signed where a question names none, and every answer says which', async () => {
  const person = await idOf('Testerson Marlowe');
  const urls = [
    `/entities/${person}/links?hops=2`,
    `/paths?from=${person}&to=${person}`,
    `/links/paths?from=${person}&to=${person}`,
    `/links/common?ids=${person},${person}`,
  ];
  const declared = { version: 0, signedBy: null, signedAt: null };
  for (const url of urls) expect(await get(url)).toMatchObject({ hubDegree: 1000, hubPolicy: declared });
  const before = await get<LinkGraph>(urls[0]!);
  const version = await signHubDegree(3);
  try {
    const signed = { version, signedBy: 'test.supervisor', signedAt: expect.any(String) };
    for (const url of urls) expect(await get(url)).toMatchObject({ hubDegree: 3, hubPolicy: signed });
    // What is no longer walked through is said, and what lay behind it is not there.
    const after = await get<LinkGraph>(urls[0]!);
    const hubs = after.cut.filter((cut) => cut.reason === 'hub').map((cut) => cut.id);
    expect(before.entities.filter(({ hop, links }) => hop === 1 && links > 3).map(({ id }) => id)).toEqual(
      expect.arrayContaining(hubs),
    );
    expect([hubs.length > 0, after.entities.length < before.entities.length]).toEqual([true, true]);
    const asked = await get<LinkGraph>(`${urls[0]!}&hub=1000`);
    expect([asked.hubDegree, 'hubPolicy' in asked, asked.entities.length]).toEqual([
      1000,
      false,
      before.entities.length,
    ]);
  } finally {
    await signHubDegree(1000);
  }
});

test('the links of one entity are given in parts, newest first, none twice and none left out', async () => {
  const dealer = await idOf('Tidewater');
  const whole = await get<LinkGraph>(`/entities/${dealer}/links?limit=2000`);
  const { length } = whole.links;
  expect(length).toBeGreaterThan(2);
  const parts: string[] = [];
  for (let skip = 0; skip < length; skip += 2) {
    const part = await get<LinkGraph>(`/entities/${dealer}/links?limit=3&skip=${skip}`);
    // Two other things at most beside the one asked about: links beside each other lead to one.
    const [cut] = part.cut;
    expect(cut?.total ?? length).toBe(length);
    const cutOf = part.links.slice(0, 2).map(({ id }) => id);
    expect(cutOf).toEqual(whole.links.slice(skip, skip + cutOf.length).map(({ id }) => id));
    parts.push(...cutOf);
  }
  expect(parts).toEqual(whole.links.map(({ id }) => id));
  expect((await get<LinkGraph>(`/entities/${dealer}/links?skip=${length}`)).links).toEqual([]);
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

test('nothing is hidden of links from any role that reads them, and all of a role that reads none', () => {
  // Where something is, how long a row takes tells of it: docs/methods/links.md says what. Nobody is to be told that in passing.
  const readers = roles.filter((role) => authorise({ role }, 'entity.read'));
  expect(readers).toEqual(expect.arrayContaining(['detective', 'analyst']));
  for (const role of readers) expect([role, hiddenHandling({ role })]).toEqual([role, []]);
  for (const role of ['commission', 'no-such-role'])
    expect(hiddenHandling({ role })).toEqual(Object.keys(handlingTags));
});
