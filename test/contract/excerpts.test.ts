import { afterAll, beforeAll, expect, test } from 'vitest';
import { actions, authorise, permissions } from '../../src/api/authorise.ts';
import { makeExcerpt } from '../../src/jobs/make-excerpt.ts';
import { createSignInLink } from '../../src/jobs/sign-in.ts';
import type { TraceOverview } from '../../src/model/trace-overview.ts';
import type { Search } from '../../src/model/search-answer.ts';
import { listAgencies } from '../../src/store/agencies.ts';
import { importSmallCity } from './import-small-city.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';
import { incidentsCsv, recoveriesCsv, tracesCsv } from './small-city.ts';

let server: TestServer;
let excerpt: number;
let outside: string;
let inside: string;

beforeAll(async () => {
  server = await openTestServer();
  await importSmallCity(server, [['recoveries', recoveriesCsv]]);
  ({ agencyId: excerpt } = await make('prosecutor', ['FTS-TIAHRT']));
  await importSmallCity(server, [
    ['incidents', incidentsCsv],
    ['etrace', tracesCsv],
  ]);
  outside = await signIn(await linkFor('p.rosecutor', excerpt));
  inside = await server.signIn('analyst');
});
afterAll(() => server.close());

const make = (name: string, hidden: readonly string[]) =>
  makeExcerpt(server.store.database, server.store.agency, { name, hidden });

const linkFor = (actor: string, agencyId: number) =>
  createSignInLink(server.store.database, {
    agencyId,
    actor,
    role: 'analyst',
    madeBy: 'tests',
    now: server.clock.now(),
  });

async function signIn(token: string): Promise<string> {
  const answer = await server.api.inject({ method: 'POST', url: '/api/v1/session', payload: { token } });
  expect(answer.statusCode).toBe(200);
  return String(answer.headers['set-cookie']).split(';', 1)[0]!;
}

const ask = (url: string, cookie: string, method: 'GET' | 'POST' = 'GET', payload?: object) =>
  server.api.inject({ method, url: `/api/v1${url}`, headers: { cookie }, ...(payload ? { payload } : {}) });

const found = async (q: string, cookie: string) => (await ask(`/search?q=${q}`, cookie)).json<Search>().results;

test('whoever reads an excerpt is told so, and finds what it holds and nothing else', async () => {
  expect((await ask('/session', outside)).json()).toMatchObject({ role: 'analyst', hidden: ['FTS-TIAHRT'] });
  expect((await ask('/session', inside)).json()).toMatchObject({ hidden: [] });
  expect(await found('Tidewater', inside)).not.toEqual([]);
  expect(await found('Tidewater', outside)).toEqual([]);
  const [firearm] = await found('BKFT419', outside);
  expect((await found('BKFT419', inside))[0]!.id).toBe(firearm!.id);
  const life = async (cookie: string) => (await ask(`/firearms/${firearm!.id}/life`, cookie)).body;
  expect(await life(inside)).toContain('etrace');
  expect(await life(outside)).not.toContain('etrace');
});

test('what traces say to a reader of an excerpt is computed from the records it holds alone', async () => {
  const overview = async (cookie: string) => (await ask('/traces/overview', cookie)).json<TraceOverview>();
  expect((await overview(inside)).coverage.traced).toEqual({ numerator: 1, denominator: 2, unknown: 0 });
  const seen = await overview(outside);
  expect([seen.all, seen.flows, seen.concentration.dealers]).toEqual([0, [], 0]);
  expect(seen.coverage.traced).toEqual({ numerator: 0, denominator: 2, unknown: 0 });
  expect((await ask('/traces/T20240000777', inside)).statusCode).toBe(200);
  expect((await ask('/traces/T20240000777', outside)).statusCode).toBe(404);
});

test('imports, mappings, models and decisions for everybody are refused, with the reason, and on record', async () => {
  for (const [method, url, payload] of [
    ['GET', '/imports', undefined],
    ['GET', '/mappings', undefined],
    ['GET', '/identity/models', undefined],
    ['POST', '/identity/judgements', { a: '1-0', b: '2-0', verdict: 'same', reason: 'x' }],
    ['POST', '/identity/models', { kind: 'person' }],
  ] as const) {
    const answer = await ask(url, outside, method, payload);
    expect([url, answer.statusCode, answer.json().detail]).toEqual([
      url,
      403,
      'You read what is here without records marked FTS-TIAHRT; that does not include this. The attempt is on record.',
    ]);
  }
  const { rows } = await server.store.database
    .pool('migrate')
    .query(`select distinct agency_id, outcome from flashlight.audit_event where actor = 'p.rosecutor'`);
  expect(rows).toEqual(
    expect.arrayContaining([
      { agency_id: excerpt, outcome: 'ALLOWED' },
      { agency_id: excerpt, outcome: 'DENIED' },
    ]),
  );
});

test('an excerpt adds nothing to what a role may do, and takes from what an analyst may', () => {
  const all = Object.keys(actions) as (keyof typeof actions)[];
  const may = (role: string) => all.filter((action) => authorise({ role, hidden: ['FTS-TIAHRT'] }, action));
  expect(may('supervisor')).toEqual(['session.own', 'map.read']);
  expect(permissions.analyst.filter((action) => !may('analyst').includes(action))).toEqual([
    'imports.read',
    'imports.rows',
    'imports.write',
    'mappings.read',
    'mappings.write',
    'identity.models',
    'identity.judge',
    'identity.learn',
    'identity.sign',
    'city.read',
    'city.propose',
    'city.sign',
    'leads.work',
    'leads.release',
    'tracing.read',
    'tracing.write',
    'exhibits.read',
    'exhibits.print',
    'exhibits.write',
    'gunshots.read',
    'nibin.read',
    'nibin.print',
    'nibin.work',
  ]);
});

test('a name is let into an excerpt or into everything, never both', async () => {
  await expect(linkFor('p.rosecutor', server.store.agency.agencyId)).rejects.toMatchObject({
    code: 'sign-in.other-data',
  });
  await expect(linkFor('test.analyst', excerpt)).rejects.toMatchObject({ code: 'sign-in.other-data' });
});

test('what is imported later comes in, and the excerpt is no agency', async () => {
  await importSmallCity(server, [['recoveries', recoveriesCsv.replaceAll('BKFT419', 'ZZQQ777')]]);
  expect(await found('ZZQQ777', outside)).not.toEqual([]);
  expect((await listAgencies(server.store.database)).map((each) => each.code)).toEqual(['harbor-city']);
});

test.each([
  ['prosecutor', ['VENDOR-CONF'], 'excerpt.there-already'],
  ['another', ['FTS-TIAHRT', 'FTS-TIAHRT'], 'excerpt.there-already'],
  ['another', ['JUVENILE'], 'excerpt.hides-nothing'],
  ['another', ['SECRET'], 'excerpt.hides-nothing'],
  ['another', [], 'excerpt.hides-nothing'],
])('the excerpt %s without %j is refused', async (name, hidden, code) => {
  await expect(make(name, hidden)).rejects.toMatchObject({ code });
});
