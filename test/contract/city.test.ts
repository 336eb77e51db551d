import { afterAll, beforeAll, expect, test } from 'vitest';
import { Value } from '@sinclair/typebox/value';
import { declaredSettings, loadCitySettings } from '../../src/jobs/load-city-settings.ts';
import { recordedOutcomes } from '../../src/jobs/recorded-outcomes.ts';
import {
  citySetUpSchema,
  recordedFitSchema,
  type RecordedFit,
  type CitySettings,
  type CitySetUp,
  type SettingsEffect,
} from '../../src/model/city-settings.ts';
import type { Coverage, RequestPage } from '../../src/model/tracing.ts';
import { tieLogin } from '../../src/store/account-logins.ts';
import { inTransaction } from '../../src/store/database.ts';
import { countKinds } from '../../src/store/leads.ts';
import { importSmallCity } from './import-small-city.ts';
import { incidentsCsv, recoveriesCsv, tracesCsv } from './small-city.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';

let server: TestServer;
let analyst: string;
let detective: string;

beforeAll(async () => {
  server = await openTestServer();
  await importSmallCity(server, [
    ['incidents', incidentsCsv],
    ['recoveries', recoveriesCsv],
    ['etrace', tracesCsv],
  ]);
  analyst = await server.signIn('analyst');
  detective = await server.signIn('detective');
});
afterAll(() => server.close());

async function ask<T = CitySetUp>(cookie: string, method: 'GET' | 'POST', path: string, payload?: object) {
  const answer = await server.api.inject({
    method,
    url: `/api/v1${path}`,
    headers: { cookie },
    ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, body: answer.json<T & { code?: string; detail?: string }>() };
}

const changed = (change: (settings: CitySettings) => void): CitySettings => {
  const settings = declaredSettings('MD');
  change(settings);
  return settings;
};

const propose = (settings: unknown, cookie = analyst) =>
  ask(cookie, 'POST', '/city/versions', { settings: settings as object, reason: 'as measured' });

test('declared settings stand until two people agree on others, which then hold for whoever asks', async () => {
  const before = await ask(analyst, 'GET', '/city');
  expect(Value.Check(citySetUpSchema, before.body)).toBe(true);
  expect(before.body.inForce.version).toBe(0);
  expect(before.body.versions).toEqual([]);

  // Nobody signed weights: the published index is shown, and the city's once two people did.
  const shown = async () =>
    (await server.api.inject({ url: '/api/v1/traces/overview', headers: { cookie: detective } })).json().mode as string;
  expect(await shown()).toBe('reference');

  const settings = changed(({ home, weights }) => {
    home.counties = ['24510'];
    weights.other['out-of-city'] = 1;
  });
  const proposed = await propose(settings);
  expect(proposed.status).toBe(201);
  expect(proposed.body.inForce.version).toBe(0);
  expect(proposed.body.versions).toMatchObject([{ version: 1, state: 'PROPOSED', proposedBy: 'test.analyst' }]);

  const alone = await ask(analyst, 'POST', '/city/versions/1/signature');
  expect([alone.status, alone.body.code]).toEqual([409, 'city.second-person']);
  const signed = await ask(detective, 'POST', '/city/versions/1/signature');
  expect(signed.body.inForce).toMatchObject({
    version: 1,
    signedBy: 'test.detective',
    settings: { ...settings, weights: { ...settings.weights, version: 'settings-1' } },
  });
  expect(await shown()).toBe('city');
  const twice = await ask(detective, 'POST', '/city/versions/1/signature');
  expect([twice.status, twice.body.code]).toEqual([409, 'city.not-proposed']);

  // The next one retires it, and both stay.
  await propose(declaredSettings('MD'));
  await ask(detective, 'POST', '/city/versions/2/signature');
  const { body } = await ask(detective, 'GET', '/city');
  expect(body.versions.map(({ version, state }) => [version, state])).toEqual([
    [2, 'IN_FORCE'],
    [1, 'RETIRED'],
  ]);
  const loaded = await inTransaction(server.store.database.pool('read'), (client) =>
    loadCitySettings(client, server.store.agency.agencyId),
  );
  expect(loaded.version).toBe(2);
});

test('the tracing desk goes by what two people signed, and says so', async () => {
  const settings = changed(({ tracing }) => {
    tracing.tracedWithinDays = [2];
    tracing.requestTargetDays = 3;
    tracing.requester.department = 'CGIC';
    tracing.requester.ori = 'MD0300000';
  });
  const clocks = async () =>
    (await ask<Coverage>(detective, 'GET', '/tracing/coverage')).body as Pick<Coverage, 'within' | 'targets'>;
  expect((await clocks()).within.map(({ days }) => days)).toEqual([1, 5, 10]);
  const { version } = (await propose(settings)).body.versions[0]!;
  expect((await clocks()).targets.requestDays).toBe(1);
  await ask(detective, 'POST', `/city/versions/${version}/signature`);
  const after = await clocks();
  expect([after.within.map(({ days }) => days), after.targets.requestDays]).toEqual([[2], 3]);

  const { body: untraced } = await ask<{ items: { record: number }[] }>(detective, 'GET', '/tracing/untraced');
  const { record } = untraced.items[0]!;
  const made = await ask<{ requests: number[] }>(detective, 'POST', '/tracing/requests', { records: [record] });
  const { body: page } = await ask<RequestPage>(detective, 'GET', `/tracing/requests/${made.body.requests[0]}`);
  expect(page.form).toMatchObject({ department_unit: 'CGIC', ori: 'MD0300000' });
});

test('whoever runs the command line under a tied name is no second person', async () => {
  const { agencyId } = server.store.agency;
  await inTransaction(server.store.database.pool('read'), (client) =>
    tieLogin(client, agencyId, { login: 'test.detective', actor: 'test.analyst', tiedBy: 'tests' }),
  );
  const proposed = await propose(declaredSettings('MD'));
  const { version } = proposed.body.versions[0]!;
  const refused = await ask(detective, 'POST', `/city/versions/${version}/signature`);
  expect(refused.body.code).toBe('city.second-person');
  const back = await ask(analyst, 'POST', `/city/versions/${version}/withdrawal`);
  expect(back.body.versions[0]).toMatchObject({ version, state: 'WITHDRAWN' });
});

test.each<[string, unknown, RegExp]>([
  ['a weight against what speaks for', changed((s) => (s.weights.other.shootings = -1)), /weights/],
  ['a stolen firearm that speaks for', changed((s) => (s.weights.other['reported-stolen'] = 1)), /weights/],
  ['no weight at all', changed((s) => ((s.weights.time = [0, 0, 0, 0]), zero(s))), /at least one weight/],
  ['a county that is none', changed((s) => (s.home.counties = ['Baltimore'])), /counties/],
  ['a state that is none', changed((s) => (s.home = { state: 'ZZ', counties: [] })), /ZZ is none/],
  ['a county there is none of', changed((s) => (s.home.counties = ['24510', '24999'])), /24999 is none of MD/],
  ['a county of another state', changed((s) => (s.home.counties = ['51013'])), /begin with 24; 51013/],
  [
    'a holiday of no state',
    changed((s) => s.holidays.push({ state: 'ZZ', on: '2026-02-02', name: 'x' })),
    /ZZ is none/,
  ],
  ['counties without a state', changed((s) => (s.home = { state: null, counties: ['24510'] })), /state/],
  [
    'a holiday that is no day',
    changed((s) => s.holidays.push({ state: 'MD', on: '2026-02-30', name: 'x' })),
    /calendar/,
  ],
  [
    'a district twice',
    changed((s) => s.districts.push({ written: 'A', name: 'A' }, { written: 'A', name: 'B' })),
    /district/i,
  ],
  ['reports kept longer than the law allows', changed((s) => (s.multipleSales.days = 21)), /multipleSales/],
  ['reports destroyed before they can be read', changed((s) => (s.multipleSales.days = 0)), /multipleSales/],
  ['settings without a desk', { ...declaredSettings('MD'), tracing: undefined }, /tracing/],
  ['an input nobody may use', { ...declaredSettings('MD'), race: 1 }, /race|unexpected|additional/i],
])('%s is refused with what was expected', async (_, settings, expected) => {
  const answer = await propose(settings);
  expect(answer.status).toBe(400);
  expect(answer.body.detail).toMatch(expected);
});

function zero(settings: CitySettings): void {
  for (const name of Object.keys(settings.weights.other) as (keyof CitySettings['weights']['other'])[])
    settings.weights.other[name] = 0;
}

test('weights are fitted to what is recorded of leads, and refused where that is too little', async () => {
  const { agencyId } = server.store.agency;
  const write = server.store.database.pool('migrate');
  const lead = async (
    number: number,
    outcome: string | null,
    traces: string[],
    over: { steps?: string[]; withdrawn?: true; joinedInto?: number } = {},
  ) => {
    await write.query(
      `insert into flashlight.lead (agency_id, lead_id, topic, subject, kind, version, standing, strength, reason, also, traces, entity_ids, outcome, state, joined_into)
       values ($1, $2::int, 'made', $2::int::text, 'fast-firearm', 1, $5, 1, 'made', '[]', $3, '{}', $4, 'GENERATED', $6)`,
      [
        agencyId,
        number,
        traces,
        outcome,
        over.withdrawn ? 'WITHDRAWN' : over.joinedInto ? 'JOINED' : 'STANDING',
        over.joinedInto ?? null,
      ],
    );
    for (const [at, step] of (over.steps ?? []).entries())
      await write.query(
        `insert into flashlight.lead_event (agency_id, lead_id, revision, step, from_state, to_state, before, detail, actor)
         values ($1, $2, $3, $4, 'IN_PROGRESS', 'IN_PROGRESS', '{}', '{}', 'test.detective')`,
        [agencyId, number, at + 1, step],
      );
  };
  await lead(901, 'conviction', ['A', 'B']);
  await lead(902, 'none', ['B', 'C']);
  await lead(903, 'firearm-recovered', ['D'], { steps: ['open-case'] });
  await lead(904, null, ['E'], { steps: ['open-case'] });
  await lead(905, 'charge', ['F'], { withdrawn: true });
  // Nobody had time, or it was worked under another number: that nothing came of it says nothing.
  await lead(906, 'none', ['G'], { steps: ['close-no-capacity', 'record-outcome'] });
  await lead(907, 'none', ['H'], { steps: ['close-duplicate', 'record-outcome'] });
  await lead(908, 'none', ['I'], { steps: ['close-no-capacity', 'reopen', 'close-unfounded', 'record-outcome'] });
  // What goes on in another counts there, once, with the case that was opened over it and what it came to.
  await lead(909, 'none', ['J']);
  await lead(910, 'none', ['J', 'K'], { joinedInto: 909, steps: ['open-case', 'record-outcome'] });
  await lead(911, null, ['L']);
  await lead(912, 'charge', ['M'], { joinedInto: 911, steps: ['refer-atf', 'record-outcome'] });
  await lead(913, 'firearm-recovered', ['N']);
  const recorded = async () =>
    [
      ...(await inTransaction(server.store.database.pool('read'), (client) => recordedOutcomes(client, agencyId)))
        .known,
    ].sort();
  const known = [
    ['A', 'convicted'],
    ['B', 'convicted'],
    ['C', 'none'],
    ['I', 'none'],
    ['J', 'case-opened'],
    ['L', 'charged'],
  ];
  expect(await recorded()).toEqual(known);

  const { status, body } = await ask<RecordedFit>(detective, 'GET', '/city/fit');
  expect(status).toBe(200);
  expect(Value.Check(recordedFitSchema, body)).toBe(true);
  expect(body).toMatchObject({ fit: null, weights: null, why: expect.stringMatching(/at least 25/) });
  expect(body.counts.openCases).toBe(1);
  expect(body.counts.leads.filter(({ leads }) => leads > 0)).toEqual([
    { outcome: 'charge', leads: 1 },
    { outcome: 'conviction', leads: 1 },
    { outcome: 'firearm-recovered', leads: 2 },
    { outcome: 'none', leads: 3 },
  ]);
  expect(body.counts.traces.map(({ outcome, traces }) => [outcome, traces])).toEqual([
    ['none', 2],
    ['case-opened', 1],
    ['charged', 1],
    ['convicted', 2],
  ]);
  const kinds = await inTransaction(server.store.database.pool('read'), (client) => countKinds(client, agencyId));
  expect(kinds.find(({ kind }) => kind === 'fast-firearm')).toMatchObject({ useful: 4, outcomes: 7 });
  const before = (await ask(analyst, 'GET', '/city')).body.versions.length;
  const refused = await ask(analyst, 'POST', '/city/fit', { reason: 'two years of outcomes' });
  expect([refused.status, refused.body.code]).toEqual([409, 'city.outcomes']);
  expect((await ask(detective, 'POST', '/city/fit', { reason: 'x' })).status).toBe(403);
  expect((await ask(analyst, 'GET', '/city')).body.versions).toHaveLength(before);
});

test('what a version would change is counted before anybody signs it', async () => {
  const proposed = await propose(changed(({ leads }) => (leads.fastDays = 1)));
  const { version } = proposed.body.versions[0]!;
  const { inForce } = proposed.body;
  const { status, body } = await ask<SettingsEffect>(detective, 'GET', `/city/versions/${version}/effect`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    version,
    against: inForce.version,
    reportsSooner: 0,
    stability: { draws: 200, spread: 0.2 },
  });
  expect(body.kept).toBe(body.top);
  expect((await ask(detective, 'GET', '/city/versions/99/effect')).status).toBe(404);
});

test('the desk, the commission and the administrator neither see nor sign settings; a detective proposes none', async () => {
  for (const role of ['gunshot-desk', 'commission', 'administrator'] as const) {
    const cookie = await server.signIn(role);
    expect((await ask(cookie, 'GET', '/city')).status).toBe(403);
    expect((await ask(cookie, 'POST', '/city/versions/1/signature')).status).toBe(403);
  }
  expect((await propose(declaredSettings('MD'), detective)).status).toBe(403);
});
