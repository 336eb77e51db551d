import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import { saveAgency } from '../store/agencies.ts';
import type { FeedName } from '../model/feeds.ts';
import type { Life } from '../model/life.ts';
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

async function entityLike(kind: string, label: string): Promise<number> {
  const { rows } = await store.database
    .pool('read')
    .query<{ entity_id: number }>(
      'select entity_id from flashlight.entity where kind = $1 and label ilike $2 and merged_into is null',
      [kind, `%${label}%`],
    );
  expect(rows).toHaveLength(1);
  return rows[0]!.entity_id;
}

async function lifeOf(serial: string): Promise<Life> {
  const client = await store.database.pool('read').connect();
  try {
    return (await loadLife(client, store.agency.agencyId, await entityLike('firearm', serial)))!;
  } finally {
    client.release();
  }
}

async function pageOf(id: string) {
  const client = await store.database.pool('read').connect();
  try {
    return (await loadEntityPage(client, store.agency.agencyId, parseEntityId(id)!))!;
  } finally {
    client.release();
  }
}

const told = (life: Life) =>
  life.events.map((event) => `${event.kind} ${event.from ?? '…'}${event.to ? ` to ${event.to}` : ''}`);

const recoveries =
  'Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number,Possessor Last Name,Possessor First Name,Possessor DOB,Status';
const traces =
  'Trace Number,Request Date,Completed Date,Status,Completion Code,Agency Case Number,Serial Number,Manufacturer,Model,Caliber,Firearm Type,Distributor FFL,Distributor Name,Distributor Ship Date,Dealer FFL,Dealer Name,Purchase Date,Purchaser Last Name,Purchaser First Name,Purchaser DOB,Recovery Date';

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
  const life = await lifeOf('CCC3333');
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
    const number = await entityLike('person', 'FOX');
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
  const life = await lifeOf('CCC3333');
  const [sale, ...more] = life.events.filter((event) => event.kind === 'sold');
  expect(more).toEqual([]);
  expect(sale).toMatchObject({ conflict: null, sources: [{}, {}] });
  expect(sale!.people.map((each) => each.role)).toEqual(['retail-dealer', 'purchaser', 'purchaser']);
  expect(life.timeToCrime.days).toBe(1648);
  expect(life.disagreements).toEqual([]);
  const [a, b] = sale!.people.filter((each) => each.kind === 'person').map((each) => each.id);
  const firearmOf = async (id: string) => (await pageOf(id)).firearms[0];
  expect(await firearmOf(a!)).toMatchObject({ timeToCrimeDays: 1648, why: '' });
  await judgeObservations(store.database, store.agency.agencyId, {
    a: parseEntityId(a!)!.number,
    b: parseEntityId(b!)!.number,
    verdict: 'different',
    reason: 'two people of one name at the counter',
    judgedBy: 'test',
  });
  const why = 'sources differ on the purchaser of the first retail sale';
  expect((await lifeOf('CCC3333')).timeToCrime).toMatchObject({ days: null, why });
  expect(await firearmOf(a!)).toMatchObject({ timeToCrimeDays: null, why });
});

test.each([
  ['05/07/2024,05/20/2024', '', '07/06/2024', /^the trace \(2024-05-07\) is dated before the first recorded recovery/],
  ['07/07/2024,07/20/2024', '06/01/2021', '07/06/2024', /^the shipment \(2021-06-01\) is dated after the sale/],
  ['07/07/2024,07/20/2024', '', '', /^no recovery is recorded$/],
  ['07/07/2024,07/20/2024', '', '07/06/2024', /^$/],
])('traced %s, shipped %s and recovered %s, time to crime is said or why not, alike on both pages', async (...row) => {
  const [traced, shipped, recovered, why] = row;
  await receive('etrace', [
    traces,
    `T201,${traced},COMPLETED,TRACED TO PURCHASER,,CCC3333,GLOCK,17,9MM,P,8-23-011-08-6C-00077,KEYSTONE,${shipped},8-52-005-01-9H-32309,EAGLE,01/01/2020,SMITH,ANN,07/04/1990,${recovered}`,
  ]);
  const life = await lifeOf('CCC3333');
  const days = why.test('') ? 1648 : null;
  expect(life.timeToCrime.days).toBe(days);
  if (days === null) expect(life.timeToCrime.why).toMatch(why);
  const purchaser = life.events.flatMap((event) => event.people).find((each) => each.role === 'purchaser')!;
  const [firearm] = (await pageOf(purchaser.id)).firearms;
  expect(firearm).toMatchObject({ timeToCrimeDays: days });
  expect(firearm!.why).toMatch(why);
});

test('a purchaser named without the day is the purchaser: of the dated sale where there is one, else of an undated one', async () => {
  const row = (trace: string, soldOn: string) =>
    `${trace},07/07/2024,07/20/2024,COMPLETED,TRACED TO PURCHASER,,CCC3333,GLOCK,17,9MM,P,,,,8-52-005-01-9H-32309,EAGLE,${soldOn},SMITH,ANN,07/04/1990,07/06/2024`;
  await receive('etrace', [traces, row('T201', 'UNKNOWN')]);
  const undated = await lifeOf('CCC3333');
  const sale = undated.events.find((event) => event.kind === 'sold')!;
  expect(sale).toMatchObject({ from: null, conflict: null });
  expect(sale.people.map((each) => each.role)).toEqual(['retail-dealer', 'purchaser']);
  expect(undated.timeToCrime).toMatchObject({
    days: null,
    why: 'the day of the first retail sale is not recorded',
  });
  expect((await pageOf(sale.people[1]!.id)).relations.map((each) => each.predicate)).toContain('PURCHASED');
  await receive('etrace', [traces, row('T202', '01/01/2020')]);
  const dated = await lifeOf('CCC3333');
  expect(dated.events.filter((event) => event.kind === 'sold')).toMatchObject([
    { from: '2020-01-01', conflict: null, sources: [{}, {}] },
  ]);
  expect(dated.timeToCrime.days).toBe(1648);
  expect(dated.disagreements).toEqual([]);
});

test('two rows of one trace that differ are told with the import, and give no time to crime until the file is corrected', async () => {
  const row = (soldOn: string, serial = 'CCC3333') =>
    `T201,07/07/2024,07/20/2024,COMPLETED,TRACED TO PURCHASER,,${serial},GLOCK,17,9MM,P,,,,8-52-005-01-9H-32309,EAGLE,${soldOn},SMITH,ANN,07/04/1990,07/06/2024`;
  const both = [traces, row('01/01/2020'), row('01/01/2021')];
  const { warnings } = await receive('etrace', both);
  expect(warnings).toMatchObject([{ code: 'key.said-otherwise', rows: 1 }]);
  expect(warnings[0]!.message).toContain('the first: line 3, T201');
  const life = await lifeOf('CCC3333');
  expect(life.timeToCrime).toMatchObject({
    days: null,
    why: 'sources differ on the first retail sale: 2020-01-01, 2021-01-01',
  });
  expect(life.disagreements).toEqual(['rows-of-one-file']);
  const [purchaser] = life.events.flatMap((event) => event.people.filter((each) => each.role === 'purchaser'));
  expect((await pageOf(purchaser!.id)).firearms).toMatchObject([{ timeToCrimeDays: null, why: life.timeToCrime.why }]);
  // The same file again changes nothing and says nothing new; a corrected one is in force.
  expect(await receive('etrace', both)).toMatchObject({ duplicates: 2, warnings: [] });
  await receive('etrace', [traces, row('01/01/2019')]);
  const corrected = await lifeOf('CCC3333');
  expect(corrected.disagreements).toEqual([]);
  expect(corrected.timeToCrime).toMatchObject({ days: 2013, soldOn: '2019-01-01' });
});

test('two serial numbers of one trace in one file: neither life looks settled', async () => {
  const row = (serial: string) =>
    `T201,07/07/2024,07/20/2024,COMPLETED,TRACED TO PURCHASER,,${serial},GLOCK,17,9MM,P,,,,8-52-005-01-9H-32309,EAGLE,01/01/2020,SMITH,ANN,07/04/1990,07/06/2024`;
  await receive('etrace', [traces, row('CCC3333'), row('DDD4444')]);
  expect((await lifeOf('DDD4444')).disagreements).toEqual(['serial', 'rows-of-one-file']);
  const before = await lifeOf('CCC3333');
  expect(before).toMatchObject({ sources: 0, events: [], timeToCrime: { days: null } });
  expect(before.apart.map((each) => each.label)).toEqual(['Glock 17 DDD4444']);
});

const leads =
  'Lead Number,Kind,Status,Issued Date,Case A,Item A,Event Date A,Case B,Item B,Event Date B,Serial Number,Make';
const lead = (eventA: string, eventB = '03/05/2024') =>
  `L-1,LEAD,DISSEMINATED,03/10/2024,23-0000500,CC-1,${eventA},24-0000001,TF-1,${eventB},CCC3333,GLOCK`;
const testFired = [recoveries, 'P1,24-0000001,03/01/2024 01:45,P,GLOCK,17,9MM,CCC3333,CHARLIE,CAT,04/07/1992,EVIDENCE'];
const shootingOf = async () => (await lifeOf('CCC3333')).events.find((event) => event.kind === 'shooting')!;

test('a shooting happened on the day of its own rows, whatever else bears its case number and came first', async () => {
  await receive('recoveries', [
    recoveries,
    'P9,23-0000500,01/05/2024 01:45,P,TAURUS,G2,9MM,TTT9999,DELTA,DAN,04/07/1992,EVIDENCE',
  ]);
  await receive('recoveries', testFired);
  await receive('nibin', [leads, lead('11/11/2023')]);
  expect(await shootingOf()).toMatchObject({ from: '2023-11-11', conflict: null });
  await receive('incidents', [
    'Case Number,Occurred From,Offense',
    '23-0000500,12/25/2022 10:00,LARCENY FROM AUTO',
    '23-0000500,12/25/2022 10:00,HOMICIDE BY SHOOTING',
  ]);
  expect(await shootingOf()).toMatchObject({
    from: '2022-12-25',
    conflict: 'different days are recorded for this shooting: 2022-12-25, 2023-11-11',
    detail: { classification: 'fatal-shooting', otherOffenses: ['LARCENY FROM AUTO'] },
  });
  expect((await lifeOf('CCC3333')).disagreements).toContain('shooting');
});

test('a shooting of which nobody tells the day has none: a lead was issued later, and the test fire was another day', async () => {
  await receive('recoveries', testFired);
  await receive('nibin', [leads, lead('')]);
  expect(await shootingOf()).toMatchObject({ from: null, conflict: null });
  expect(told(await lifeOf('CCC3333'))).toEqual([
    'unknown-interval … to 2024-03-01',
    'recovered 2024-03-01',
    'shooting …',
  ]);
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
  const life = await lifeOf('CCC3333');
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
    const number = await entityLike('person', 'CHARLIE');
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
    (await lifeOf('CCC3333')).events
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
  const life = await lifeOf('CCC3333');
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
  const life = await lifeOf('MANY1111');
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
  const [glock, taurus] = [await lifeOf('AAA1111'), await lifeOf('BBB2222')];
  expect(glock.apart).toEqual([{ ...taurus.firearm, reason: 'same trace number' }]);
  expect(taurus.apart).toEqual([{ ...glock.firearm, reason: 'same trace number' }]);
  expect((await lifeOf('CCC3333')).apart).toEqual([]);
  const client = await store.database.pool('read').connect();
  try {
    const number = await entityLike('person', 'JOHN A');
    const page = await loadEntityPage(client, store.agency.agencyId, { kind: 'person', number });
    expect(page!.apart).toMatchObject([{ kind: 'person', reason: 'same name and date of birth' }]);
    expect(page!.apart[0]!.id).toBe(`person:${await entityLike('person', 'JOHN B')}`);
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
  const life = await lifeOf('BKFT419');
  expect(life.cut).toEqual({
    records: null,
    links: [{ id: life.firearm.id, label: life.firearm.label, total: 205, read: 200 }],
  });
  expect(life.shootings.leads).toBe(200);
  expect(life.events.filter((event) => event.kind === 'unknown-interval')).toEqual([]);
  const client = await store.database.pool('read').connect();
  try {
    const number = await entityLike('person', 'REYES');
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
    const life = await lifeOf(serial);
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
