import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import { entityLike, lifeOf, pageOf, recoveries, traces } from '../../test/stored-lives.ts';
import { told } from '../../test/life-records.ts';
import { saveAgency } from '../store/agencies.ts';
import type { FeedName } from '../model/feeds.ts';
import { parseEntityId } from '../model/ids.ts';
import { judgeObservations } from './judge-observations.ts';
import { loadEntityPage } from './load-entity-page.ts';
import { loadLife } from './load-life.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(async () => {
  await store.close();
});

const receive = (feed: FeedName, lines: readonly string[]) => receiveRows(store, feed, lines);

test('two traces that name two dealers and two purchasers for one day of sale are told as two sales that contradict each other, on every page', async () => {
  await receive('recoveries', [
    recoveries,
    'P3,24-0000003,07/06/2024 01:45,P,GLOCK,17,9MM,CCC3333,CHARLIE,CAT,04/07/1992,EVIDENCE',
  ]);
  await receive('etrace', [
    traces,
    'T201,05/07/2024,05/20/2024,COMPLETED,TRACED TO PURCHASER,24-0000003,CCC3333,GLOCK,17,9MM,P,,,,8-52-005-01-9H-32309,EAGLE,01/01/2020,FOX,FAY,02/03/1985,07/06/2024',
    'T202,05/07/2025,05/20/2025,COMPLETED,TRACED TO PURCHASER,25-0000004,CCC3333,GLOCK,17,9MM,P,8-23-001-01-1E-04290,FIVE,12/01/2019,1-54-005-01-9H-11111,OTHERSTORE,01/01/2020,GOLF,GUS,02/09/1986,07/06/2024',
  ]);
  const life = await lifeOf(store, 'CCC3333');
  const sales = life.events.filter((event) => event.kind === 'sold');
  expect(sales.map((event) => event.people.map((each) => each.role).sort())).toEqual(
    Array(2).fill(['purchaser', 'retail-dealer']),
  );
  expect(new Set(sales.flatMap((event) => event.people.map((each) => each.id))).size).toBe(4);
  for (const sale of sales) {
    expect(sale.conflict).toMatch(/the dealer or the purchaser differs/);
    expect(sale.sources).toHaveLength(1);
  }
  const why = 'sources differ on the dealer and on the purchaser of the first retail sale';
  expect(life.timeToCrime).toMatchObject({ days: null, why, soldOn: '2020-01-01' });
  expect(life.disagreements).toContain('first-sale');
  const client = await store.database.pool('read').connect();
  try {
    const number = await entityLike(store, 'person', 'FOX');
    const page = (await loadEntityPage(client, store.agency.agencyId, { kind: 'person', number }))!;
    expect(page.firearms).toMatchObject([{ timeToCrimeDays: null, why }]);
  } finally {
    client.release();
  }
});

test('two traces that name purchaser and dealer alike tell one sale with a time to crime, on every page, until they are judged to be two', async () => {
  const row = (trace: string) =>
    `${trace},07/07/2024,07/20/2024,COMPLETED,TRACED TO PURCHASER,24-0000003,CCC3333,GLOCK,17,9MM,P,,,,8-52-005-01-9H-32309,EAGLE,01/01/2020,SMITH,ANN,,07/06/2024`;
  await receive('etrace', [traces, row('T201'), row('T202')]);
  const life = await lifeOf(store, 'CCC3333');
  const [sale, ...more] = life.events.filter((event) => event.kind === 'sold');
  expect(more).toEqual([]);
  expect(sale).toMatchObject({ conflict: null, sources: [{}, {}] });
  expect(sale!.people.map((each) => each.role)).toEqual(['retail-dealer', 'purchaser', 'purchaser']);
  expect(life.timeToCrime.days).toBe(1648);
  expect(life.disagreements).toEqual([]);
  const [a, b] = sale!.people.filter((each) => each.kind === 'person').map((each) => each.id);
  const firearmOf = async (id: string) => (await pageOf(store, id)).firearms[0];
  expect(await firearmOf(a!)).toMatchObject({ timeToCrimeDays: 1648, why: '' });
  await judgeObservations(store.database, store.agency.agencyId, {
    a: parseEntityId(a!)!.number,
    b: parseEntityId(b!)!.number,
    verdict: 'different',
    reason: 'two people of one name at the counter',
    judgedBy: 'test',
  });
  const why = 'sources differ on the purchaser of the first retail sale';
  expect((await lifeOf(store, 'CCC3333')).timeToCrime).toMatchObject({ days: null, why });
  expect(await firearmOf(a!)).toMatchObject({ timeToCrimeDays: null, why });
});

test('a sale of which a redacted trace gives the day alone is told, with its time to crime, on every page', async () => {
  await receive('recoveries', [
    recoveries,
    'P3,24-0000003,01/01/2024 01:45,P,GLOCK,17,9MM,CCC3333,CHARLIE,CAT,04/07/1992,EVIDENCE',
  ]);
  await receive('etrace', [
    'Trace Number,Agency Case Number,Serial Number,Manufacturer,Model,Purchase Date,Recovery Date',
    'T201,24-0000003,CCC3333,GLOCK,UNKNOWN,01/02/2020,01/01/2024',
  ]);
  const life = await lifeOf(store, 'CCC3333');
  expect(told(life)).toEqual([
    'sold 2020-01-02',
    'unknown-interval 2020-01-02 to 2024-01-01',
    'recovered 2024-01-01',
    'traced …',
  ]);
  expect(life.timeToCrime).toMatchObject({ days: 1460, why: expect.stringMatching(/neither dealer nor purchaser/) });
  expect(life.disagreements).toEqual([]);
  const client = await store.database.pool('read').connect();
  try {
    const number = await entityLike(store, 'person', 'CHARLIE');
    const page = (await loadEntityPage(client, store.agency.agencyId, { kind: 'person', number }))!;
    expect(page.firearms).toMatchObject([{ soldOn: '2020-01-02', timeToCrimeDays: 1460 }]);
  } finally {
    client.release();
  }
});

test('an undated recovery of a trace is told as the dated one of the same case', async () => {
  await receive('recoveries', [
    recoveries,
    'P3,24-0000003,07/06/2024 01:45,P,GLOCK,17,9MM,CCC3333,CHARLIE,CAT,04/07/1992,EVIDENCE',
  ]);
  const trace = (number: string, caseNumber: string) =>
    `${number},05/07/2024,05/20/2024,COMPLETED,TRACED TO PURCHASER,${caseNumber},CCC3333,GLOCK,17,9MM,P,,,,,,,,,,`;
  await receive('etrace', [traces, trace('T201', '24-0000003')]);
  const recovered = async () =>
    (await lifeOf(store, 'CCC3333')).events
      .filter((event) => event.kind === 'recovered')
      .map((event) => [event.from, event.sources.map((each) => each.feed)]);
  expect(await recovered()).toEqual([['2024-07-06', ['recoveries', 'etrace']]]);
  await receive('etrace', [traces, trace('T202', '25-0000009')]);
  expect(await recovered()).toEqual([
    ['2024-07-06', ['recoveries', 'etrace']],
    [null, ['etrace']],
  ]);
});

test('a firearm recovered, released and recovered again was somewhere in between, and that is told', async () => {
  await receive('recoveries', [
    recoveries,
    'P3,24-0000003,07/06/2024 01:45,P,GLOCK,17,9MM,CCC3333,CHARLIE,CAT,04/07/1992,RELEASED',
    'P4,25-0000004,07/06/2025 01:45,P,GLOCK,17,9MM,CCC3333,DELTA,DAN,04/08/1992,EVIDENCE',
  ]);
  const life = await lifeOf(store, 'CCC3333');
  expect(told(life)).toEqual([
    'unknown-interval … to 2024-07-06',
    'recovered 2024-07-06',
    'unknown-interval 2024-07-06 to 2025-07-06',
    'recovered 2025-07-06',
  ]);
  expect(life.events[2]!.title).toBe('Released; nobody recorded where it was for 365 days');
  expect(life.now).toBe('EVIDENCE');
});

test('of more records than one life reads the newest events are read, and it says of how many', async () => {
  const day = (at: number) => new Date(Date.UTC(2000, 0, 1) + at * 13 * 86_400_000).toISOString().slice(0, 10);
  const row = (at: number) => `M${at},${10000 + at},${day(at)} 12:00,P,GLOCK,19,9MM,MANY1111,,,,`;
  // The oldest are received last: what was received first is not what happened first.
  await receive('recoveries', [recoveries, ...Array.from({ length: 601 }, (_, at) => row(600 - at))]);
  const life = await lifeOf(store, 'MANY1111');
  expect(life.cut).toEqual({ records: { total: 601, read: 500 }, links: [] });
  expect(life.sources).toBe(500);
  expect(life.events[0]).toMatchObject({ kind: 'recovered', from: day(101) });
  expect(life.events.filter((event) => event.from === null)).toEqual([]);
  expect(life.timeToCrime.why).toMatch(/^only 500 of 601 source rows are read/);
});

test('a life and a page say what else carries the same number or name and is kept apart, until that is judged the same', async () => {
  await receive('recoveries', [
    `${recoveries},Trace Number`,
    'P1,24-0000001,06/01/2024 10:00,P,GLOCK,19,9MM,AAA1111,SMITH,JOHN A,01/02/1980,EVIDENCE,T100',
    'P2,24-0000002,07/01/2024 10:00,P,TAURUS,G2C,9MM,BBB2222,SMITH,JOHN B,01/02/1980,EVIDENCE,T100',
    'P3,24-0000003,08/01/2024 10:00,P,RUGER,LCP,380,CCC3333,,,,EVIDENCE,T101',
  ]);
  const [glock, taurus] = [await lifeOf(store, 'AAA1111'), await lifeOf(store, 'BBB2222')];
  expect(glock.apart).toEqual([{ ...taurus.firearm, reason: 'same trace number' }]);
  expect(taurus.apart).toEqual([{ ...glock.firearm, reason: 'same trace number' }]);
  expect((await lifeOf(store, 'CCC3333')).apart).toEqual([]);
  const client = await store.database.pool('read').connect();
  try {
    const number = await entityLike(store, 'person', 'JOHN A');
    const page = await loadEntityPage(client, store.agency.agencyId, { kind: 'person', number });
    expect(page!.apart).toMatchObject([{ kind: 'person', reason: 'same name and date of birth' }]);
    expect(page!.apart[0]!.id).toBe(`person:${await entityLike(store, 'person', 'JOHN B')}`);
    // An entity bears the number of its first observation.
    await judgeObservations(store.database, store.agency.agencyId, {
      a: parseEntityId(glock.firearm.id)!.number,
      b: parseEntityId(taurus.firearm.id)!.number,
      verdict: 'same',
      reason: 'seen on the bench',
      judgedBy: 'test',
    });
    expect((await loadLife(client, store.agency.agencyId, parseEntityId(glock.firearm.id)!.number))!.apart).toEqual([]);
  } finally {
    client.release();
  }
});

test('more ballistic links than are followed from one firearm are counted and said', async () => {
  const header =
    'Lead Number,Issued,Kind,Status,Case A,IBIS A,Event Date A,Case B,IBIS B,Event Date B,Firearm Make,Firearm Model,Firearm Serial,Conclusion,Retracted';
  await receive('recoveries', [
    recoveries,
    'P3,24-0900,07/06/2024 01:45,P,GLOCK,19,9MM,BKFT419,REYES,DANA,02/03/1990,EVIDENCE',
    'P4,24-0901,07/05/2024 01:45,P,TAURUS,G2C,9MM,BBB2222,REYES,DANA,02/03/1990,EVIDENCE',
  ]);
  await receive('nibin', [
    header,
    ...Array.from(
      { length: 205 },
      (_, at) =>
        `LD-${at},2024-06-01,LEAD,DISSEMINATED,23-${1000 + at},HC-23-${1000 + at},2023-03-01,24-0900,HC-24-1,2024-07-06,GLOCK,19,BKFT419,,`,
    ),
  ]);
  const life = await lifeOf(store, 'BKFT419');
  expect(life.cut).toEqual({
    records: null,
    links: [{ id: life.firearm.id, label: life.firearm.label, total: 205, read: 200 }],
  });
  expect(life.shootings.leads).toBe(200);
  expect(life.events.filter((event) => event.kind === 'unknown-interval')).toEqual([]);
  const client = await store.database.pool('read').connect();
  try {
    const number = await entityLike(store, 'person', 'REYES');
    const page = (await loadEntityPage(client, store.agency.agencyId, { kind: 'person', number }))!;
    expect(page.firearms).toMatchObject([
      { id: life.firearm.id, leads: 200, shootingsCut: true },
      { leads: 0, shootingsCut: false },
    ]);
  } finally {
    client.release();
  }
});

test('days are those of the agency’s clock: of a test fire known by its entry alone, and of a recovery written as an instant', async () => {
  for (const [serial, at, day, entered] of [
    ['BBB2222', '2024-06-08T02:22:00Z', '2024-06-07', '2024-06-10 22:22'],
    ['BBB3333', '2024-12-08T03:22:00Z', '2024-12-07', '2024-12-10 22:22'],
  ] as const) {
    await receive('recoveries', [recoveries, `P-${serial},24-0000002,${at},P,TAURUS,G2C,9MM,${serial},,,,EVIDENCE`]);
    await receive('nibin', [
      'IBIS ID,Site,Entered At,Event Type,Item Number,Lab Number,Agency Case Number,Event Date,Crime Type,Caliber,Evidence Kind,Firearm Make,Firearm Model,Firearm Serial',
      `H-${serial},LAB,${entered},TEST FIRE,TF-1,L1,24-0000002,,TEST FIRE,9MM,TEST FIRE,TAURUS,G2C,${serial}`,
    ]);
    const life = await lifeOf(store, serial);
    expect(told(life)).toEqual([
      `unknown-interval … to ${day}`,
      `recovered ${day}`,
      `test-fired ${entered.slice(0, 10)}`,
    ]);
    expect(life.events[1]!.detail['at']).toBe(at.replace('Z', '.000Z'));
  }
});

test('an event of the agency’s own day of receipt is not ahead of it where that day begins before the day in UTC', async () => {
  const agency = await saveAgency(store.database, {
    code: 'island',
    name: 'Island',
    city: null,
    state: 'GU',
    timeZone: 'Pacific/Guam',
  });
  await receiveRows(
    { ...store, agency },
    'recoveries',
    [recoveries, 'P1,24-1,06/08/2024 05:30,P,GLOCK,17,9MM,CCC3333,,,,EVIDENCE'],
    '2024-06-07T21:00:00Z',
  );
  const { rows } = await store.database
    .pool('read')
    .query('select recovered_on, warnings from flashlight.recovery where agency_id = $1', [agency.agencyId]);
  expect(rows).toEqual([{ recovered_on: '2024-06-08', warnings: null }]);
});
