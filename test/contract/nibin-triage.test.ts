import { afterAll, beforeAll, expect, test } from 'vitest';
import { declaredSettings } from '../../src/jobs/load-city-settings.ts';
import type { CandidatePair } from '../../src/model/candidate-pairs.ts';
import type { NibinGets } from '../../src/model/nibin-gets.ts';
import type { NibinLeadPage, NibinLeads, NibinStatistics } from '../../src/model/nibin.ts';
import { receiveRows } from '../receive-rows.ts';
import { askAs, enrolSearched, receiveShootings, refusedAs, signInAs } from './nibin-people.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';

// What a triage asks of leads, over what leads and records tie together: three shootings, a recovered firearm.

let server: TestServer;
let of: Record<string, number>;
const who: Record<string, string> = {};

const get = <T>(path: string, as: string) => askAs<T>(server, path, who[as]!);
const post = <T>(path: string, as: string, payload: object = {}) => askAs<T>(server, path, who[as]!, 'POST', payload);
const getsOf = async (lead: number, as: string): Promise<NibinGets | null> => {
  const { gets } = await get<NibinLeadPage>(`/nibin-leads/${lead}`, as);
  // The list and the page tell the same.
  const line = (await get<NibinLeads>('/nibin-leads', as)).items.find((each) => each.lead === lead);
  expect(line!.gets).toEqual(gets);
  return gets;
};

async function agreeOn(a: string, b: string): Promise<void> {
  const [x, y] = [of[a]!, of[b]!].sort((p, q) => p - q);
  for (const as of ['ann', 'bo']) await post<CandidatePair>(`/candidate-reviews/${x}/${y}`, as, { conclusion: 'LEAD' });
}

async function giveOut(lead: number): Promise<void> {
  const { revision } = await get<NibinLeadPage>(`/nibin-leads/${lead}`, 'ann');
  const recipients = [{ side: 'inside', name: 'dan', purpose: 'Case' }];
  await post(`/nibin-leads/${lead}/dissemination`, 'ann', { revision, recipients });
}

beforeAll(async () => {
  server = await openTestServer();
  await receiveShootings(server);
  await receiveRows(server.store, 'incidents', [
    'Incident Number,Suspect Seq,Role,Last Name,First Name,DOB,Vehicle Plate,Vehicle State',
    '24-0001,1,SUSPECT,EXAMPLE,PAT,01/02/1990,7EX4821,MD',
    '24-0003,1,SUSPECT,UNKNOWN,,,,',
  ]);
  of = await enrolSearched(server, [
    { a: 'first', b: 'second', cells: 30 },
    { a: 'first', b: 'fired', cells: 20 },
    { a: 'second', b: 'third', cells: 8 },
  ]);
  for (const [name, role] of [
    ['ann', 'technician'],
    ['bo', 'technician'],
    ['dan', 'detective'],
  ] as const)
    who[name] = await signInAs(server, name, role);
});
afterAll(() => server.close());

const figures = (query = '') => get<NibinStatistics>(`/nibin-leads/statistics${query}`, 'dan');
const share = (numerator: number, denominator: number, unknown: number) => ({ numerator, denominator, unknown });

test('of shootings whose candidates wait it is not known whether anything ties them, and days are those they happened on', async () => {
  expect((await figures()).shootings).toEqual({ counted: 3, entered: share(3, 3, 0), linked: share(0, 0, 3) });
  expect((await figures('?from=2024-03-09&to=2024-03-09')).shootings).toMatchObject({ counted: 1 });
  expect((await figures('?from=2024-03-10&to=2024-03-15')).shootings).toMatchObject({ counted: 0 });
});

test('a lead of two scenes: how far apart, how grave, how recent, who is named, and that no firearm is in hand', async () => {
  await agreeOn('first', 'second');
  await giveOut(1);
  const gets = (await getsOf(1, 'dan'))!;
  expect(gets).toMatchObject({
    geography: {
      districts: [
        { label: 'Central', count: 1 },
        { label: 'Southern', count: 1 },
      ],
      sameDistrict: false,
      unknown: 0,
    },
    events: { fatal: 1, nonFatal: 1, shotsFired: 0, other: 0, unconfirmed: 2, points: 5 },
    time: { last: '2024-03-09', unknown: 0, escalation: { events: 2, days: 8, perWeek: 7 / 8 } },
    // A row that names a suspect unknown names none.
    solvability: {
      suspectNamed: { numerator: 1, denominator: 1, unknown: 1 },
      plate: { numerator: 1, denominator: 1, unknown: 1 },
      firearmInHand: null,
      notTold: ['video', 'witness'],
      points: 2,
    },
    gun: 'not-recovered',
  });
  expect(gets.geography.metersApart).toBeCloseTo(1451, -2);
  expect(gets.time.points).toBeLessThan(0.001);
});

test('what another lead ties counts for whoever may see that lead, and what records tie to its firearm for all', async () => {
  await agreeOn('first', 'fired');
  const forLaboratory = (await getsOf(1, 'ann'))!;
  expect(forLaboratory).toMatchObject({ solvability: { firearmInHand: true, points: 3 }, gun: 'in-hand' });
  // In review, the lead to the test fire is told nobody outside the laboratory, nor what follows from it.
  expect((await getsOf(1, 'dan'))!.gun).toBe('not-recovered');
  await giveOut(2);
  expect((await getsOf(1, 'dan'))!.gun).toBe('in-hand');

  await receiveRows(server.store, 'nibin', [
    'Lead Number,Kind,Status,Issued,Case A,Item A,Case B,Item B,Serial Number,Make,Model',
    'NET-5,HIT,CONFIRMED HIT,04/20/2024,24-0004,CC-1,24-0002,TF-1,ABC12345,GLOCK,17',
  ]);
  const both = [(await getsOf(1, 'dan'))!, (await getsOf(2, 'dan'))!];
  for (const { events, time, geography } of both) {
    expect(events).toMatchObject({ fatal: 1, nonFatal: 1, shotsFired: 1, unconfirmed: 2, points: 6 });
    expect(time).toMatchObject({ last: '2024-03-20', escalation: { events: 3, days: 19 } });
    expect(geography.districts[0]).toEqual({ label: 'Southern', count: 2 });
  }
  // Of a test fire no place is told: nothing lies apart.
  expect(both[1]!.geography.metersApart).toBeNull();
});

test('a lead that is withdrawn has no triage, and ties nothing for others', async () => {
  const { revision } = await get<NibinLeadPage>('/nibin-leads/2', 'ann');
  await post('/nibin-leads/2/retraction', 'ann', { revision, reason: 'Items were mixed up' });
  expect(await getsOf(2, 'ann')).toBeNull();
  expect(await getsOf(1, 'ann')).toMatchObject({
    events: { fatal: 1, nonFatal: 1, shotsFired: 0, points: 5 },
    gun: 'not-recovered',
  });
});

test('how sure whoever gives a lead out is stands in their words, and no percentage does', async () => {
  await agreeOn('second', 'third');
  const { revision, confidence } = await get<NibinLeadPage>('/nibin-leads/3', 'ann');
  expect(confidence).toBeNull();
  const recipients = [{ side: 'inside', name: 'dan', purpose: 'Case' }];
  const order = (words: string) => ({ revision, recipients, confidence: words });
  expect(await refusedAs(server, '/nibin-leads/3/dissemination', who['ann']!, 'POST', order('95 % sure'))).toBe(
    'nibin.detail',
  );
  await post('/nibin-leads/3/dissemination', 'ann', order('Aperture shear and breech face agree'));
  expect((await get<NibinLeadPage>('/nibin-leads/3', 'dan')).confidence).toMatchObject({
    text: 'Aperture shear and breech face agree',
    by: 'ann',
  });
});

test('an arrest is attributed to the lead it is recorded of, and what ties stand is counted of shootings', async () => {
  expect((await figures()).arrests).toEqual(share(0, 1, 2));
  for (const step of [
    { step: 'acknowledge' },
    { step: 'investigate', note: 'Canvassed' },
    { step: 'record-outcome', outcome: 'arrest' },
  ]) {
    const { revision } = await get<NibinLeadPage>('/nibin-leads/1', 'dan');
    await post('/nibin-leads/1/steps', 'dan', { revision, ...step });
  }
  expect((await figures()).arrests).toEqual(share(1, 2, 1));
  // Two by our lead, the third by the hit of the file on the recovered firearm.
  expect((await figures()).shootings).toEqual({ counted: 3, entered: share(3, 3, 0), linked: share(3, 3, 0) });
});

test('what two people signed of error rates and inconclusive results stands beside the lead; before, that nobody did', async () => {
  const { text } = await get<NibinLeadPage>('/nibin-leads/1', 'dan');
  expect(text).toEqual({ errorRates: null, inconclusives: null, version: 0, signedBy: null, signedAt: null });
  const settings = declaredSettings('MD');
  Object.assign(settings.ballistics, { errorRates: 'As published in a study.', inconclusives: ' ' });
  who['ada'] = await signInAs(server, 'ada', 'analyst');
  const propose = (path: string, as: string, payload?: object) =>
    server.api.inject({
      method: 'POST',
      url: `/api/v1/city/versions${path}`,
      headers: { cookie: who[as]! },
      ...(payload === undefined ? {} : { payload }),
    });
  expect((await propose('', 'ada', { settings, reason: 'As counsel advised' })).statusCode).toBe(201);
  expect((await get<NibinLeadPage>('/nibin-leads/1', 'dan')).text.errorRates).toBeNull();
  expect((await propose('/1/signature', 'dan')).statusCode).toBe(200);
  expect((await get<NibinLeadPage>('/nibin-leads/1', 'dan')).text).toMatchObject({
    errorRates: 'As published in a study.',
    inconclusives: null,
    version: 1,
    signedBy: 'dan',
  });
});
