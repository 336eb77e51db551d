import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import { lifeOf, pageOf, recoveries, traces } from '../../test/stored-lives.ts';
import { told } from '../../test/life-records.ts';
import type { FeedName } from '../model/feeds.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(async () => {
  await store.close();
});

const receive = (feed: FeedName, lines: readonly string[]) => receiveRows(store, feed, lines);

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
  const life = await lifeOf(store, 'CCC3333');
  const days = why.test('') ? 1648 : null;
  expect(life.timeToCrime.days).toBe(days);
  if (days === null) expect(life.timeToCrime.why).toMatch(why);
  const purchaser = life.events.flatMap((event) => event.people).find((each) => each.role === 'purchaser')!;
  const [firearm] = (await pageOf(store, purchaser.id)).firearms;
  expect(firearm).toMatchObject({ timeToCrimeDays: days });
  expect(firearm!.why).toMatch(why);
});

test('a theft from an owner, or a shooting tied by a hit, before the sale leaves time to crime unknown, alike on both pages', async () => {
  const sold = (trace: string, serial: string, day = '01/01/2020', born = '07/04/1990') =>
    `${trace},07/07/2024,07/20/2024,COMPLETED,TRACED TO PURCHASER,24-1,${serial},GLOCK,17,9MM,P,,,,8-52-005-01-9H-32309,EAGLE,${day},SMITH,ANN,${born},07/06/2024`;
  await receive('etrace', [traces, sold('T201', 'CCC3333'), sold('T202', 'DDD4444'), sold('T203', 'EEE5555')]);
  await receive('thefts', [
    'Report Number,Theft Date,Serial Number,Make,Caliber,Case Number,Victim',
    'TR-9,06/01/2018,CCC3333,GLOCK,9MM,18-111,"OWNER, OLD"',
  ]);
  await receive('nibin', [
    'Lead Number,Kind,Status,Issued,Case A,Item A,Event Date A,Case B,Item B,Event Date B,Conclusion,Serial Number,Manufacturer',
    'L-1,HIT,CONFIRMED HIT,07/30/2024,24-1,TF-1,07/06/2024,19-55,CC-1,12/10/2019,IDENTIFICATION,DDD4444,GLOCK',
  ]);
  const whys = {
    CCC3333: /^a theft from an owner \(2018-06-01\) is dated before the sale/,
    DDD4444: /^a shooting tied by a confirmed hit \(2019-12-10\) is dated before the sale/,
    EEE5555: /^$/,
  };
  for (const [serial, why] of Object.entries(whys)) {
    const life = await lifeOf(store, serial);
    expect(life.timeToCrime.days).toBe(why.test('') ? 1648 : null);
    if (!why.test('')) expect(life.timeToCrime.why).toMatch(why);
    const purchaser = life.events.flatMap((event) => event.people).find((each) => each.role === 'purchaser')!;
    const page = await pageOf(store, purchaser.id);
    const firearm = page.firearms.find((each) => each.id === life.firearm.id)!;
    expect(firearm).toMatchObject({ timeToCrimeDays: life.timeToCrime.days });
    expect(firearm.why).toMatch(why);
    expect(page.firearmTimes.find((each) => each.id === life.firearm.id)!.timeToCrimeDays).toBe(life.timeToCrime.days);
  }
});

test('a purchaser named without the day is the purchaser: of the dated sale where there is one, else of an undated one', async () => {
  const row = (trace: string, soldOn: string) =>
    `${trace},07/07/2024,07/20/2024,COMPLETED,TRACED TO PURCHASER,,CCC3333,GLOCK,17,9MM,P,,,,8-52-005-01-9H-32309,EAGLE,${soldOn},SMITH,ANN,07/04/1990,07/06/2024`;
  await receive('etrace', [traces, row('T201', 'UNKNOWN')]);
  const undated = await lifeOf(store, 'CCC3333');
  const sale = undated.events.find((event) => event.kind === 'sold')!;
  expect(sale).toMatchObject({ from: null, conflict: null });
  expect(sale.people.map((each) => each.role)).toEqual(['retail-dealer', 'purchaser']);
  expect(undated.timeToCrime).toMatchObject({
    days: null,
    why: 'the day of the first retail sale is not recorded',
  });
  expect((await pageOf(store, sale.people[1]!.id)).relations.map((each) => each.predicate)).toContain('PURCHASED');
  await receive('etrace', [traces, row('T202', '01/01/2020')]);
  const dated = await lifeOf(store, 'CCC3333');
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
  const life = await lifeOf(store, 'CCC3333');
  expect(life.timeToCrime).toMatchObject({
    days: null,
    why: 'sources differ on the first retail sale: 2020-01-01, 2021-01-01',
  });
  expect(life.disagreements).toEqual(['rows-of-one-file']);
  const [purchaser] = life.events.flatMap((event) => event.people.filter((each) => each.role === 'purchaser'));
  expect((await pageOf(store, purchaser!.id)).firearms).toMatchObject([
    { timeToCrimeDays: null, why: life.timeToCrime.why },
  ]);
  // The same file again changes nothing and says nothing new; a corrected one is in force.
  expect(await receive('etrace', both)).toMatchObject({ duplicates: 2, warnings: [] });
  await receive('etrace', [traces, row('01/01/2019')]);
  const corrected = await lifeOf(store, 'CCC3333');
  expect(corrected.disagreements).toEqual([]);
  expect(corrected.timeToCrime).toMatchObject({ days: 2013, soldOn: '2019-01-01' });
});

test('a file that gives the last of two rows alone says which holds; both again, in whatever file, settle nothing', async () => {
  const row = (soldOn: string) =>
    `T201,07/07/2024,07/20/2024,COMPLETED,TRACED TO PURCHASER,,CCC3333,GLOCK,17,9MM,P,,,,8-52-005-01-9H-32309,EAGLE,${soldOn},SMITH,ANN,07/04/1990,07/06/2024`;
  const [first, last] = [row('01/01/2020'), row('01/01/2021')];
  await receive('etrace', [traces, first, last]);
  expect(await receive('etrace', [traces, first, last, ''])).toMatchObject({ accepted: 0, duplicates: 2 });
  expect(await receive('etrace', [traces, first])).toMatchObject({ accepted: 0, duplicates: 1 });
  expect((await lifeOf(store, 'CCC3333')).timeToCrime.days).toBeNull();
  expect(await receive('etrace', [traces, last])).toMatchObject({ accepted: 1, duplicates: 0 });
  expect(await lifeOf(store, 'CCC3333')).toMatchObject({
    timeToCrime: { soldOn: '2021-01-01', days: 1282 },
    disagreements: [],
  });
  // Settled, it stays so.
  expect(await receive('etrace', [traces, last, '', ''])).toMatchObject({ accepted: 0, duplicates: 1 });
});

test('two serial numbers of one trace in one file: neither life looks settled', async () => {
  const row = (serial: string) =>
    `T201,07/07/2024,07/20/2024,COMPLETED,TRACED TO PURCHASER,,${serial},GLOCK,17,9MM,P,,,,8-52-005-01-9H-32309,EAGLE,01/01/2020,SMITH,ANN,07/04/1990,07/06/2024`;
  await receive('etrace', [traces, row('CCC3333'), row('DDD4444')]);
  expect((await lifeOf(store, 'DDD4444')).disagreements).toEqual(['serial', 'rows-of-one-file']);
  const before = await lifeOf(store, 'CCC3333');
  expect(before).toMatchObject({ sources: 0, events: [], timeToCrime: { days: null } });
  expect(before.apart.map((each) => each.label)).toEqual(['Glock 17 DDD4444']);
  expect(before.disagreements).toEqual(['serial', 'rows-of-one-file']);
  // A file that gives one row alone settles it.
  await receive('etrace', [traces, row('DDD4444')]);
  for (const serial of ['CCC3333', 'DDD4444']) expect((await lifeOf(store, serial)).disagreements).toEqual([]);
});

test.each([
  ['CCC3333', 'DDD4444'],
  ['DDD4444', 'CCC3333'],
])(
  'entries of one number in one file that name %s and %s: a hit ties neither, and both lives say so',
  async (...serials) => {
    const entries = 'IBIS Number,Case Number,Item Number,Event Type,Event Date,Serial Number,Manufacturer,Caliber';
    const testFire = (serial: string) => `IB-1,23-0001,TF-1,TEST FIRE,02/15/2023,${serial},GLOCK,9MM`;
    await receive('recoveries', [
      'Property Number,Case Number,Recovery Date,Serial Number,Make,Model,Caliber,Type',
      ...serials.map((serial, at) => `P-${at},23-000${at},02/10/2023,${serial},GLOCK,17,9MM,P`),
    ]);
    await receive('nibin', [entries, ...serials.map(testFire)]);
    await receive('nibin', [
      'Lead Number,Kind,Status,Issued,Case A,Item A,IBIS A,Case B,Item B,IBIS B,Conclusion',
      'L-1,HIT,CONFIRMED HIT,02/20/2023,23-0001,TF-1,IB-1,22-0055,CC-1,IB-2,IDENTIFICATION',
    ]);
    for (const serial of serials)
      expect(await lifeOf(store, serial)).toMatchObject({
        shootings: { hits: 0, leads: 0 },
        disagreements: ['serial', 'rows-of-one-file'],
      });
    // The laboratory sends the last alone: that one holds.
    await receive('nibin', [entries, testFire(serials[1]!)]);
    expect((await lifeOf(store, serials[1]!)).shootings).toMatchObject({ hits: 1 });
    expect(await lifeOf(store, serials[0]!)).toMatchObject({ shootings: { hits: 0 }, disagreements: [] });
  },
);

const leads =
  'Lead Number,Kind,Status,Issued Date,Case A,Item A,Event Date A,Case B,Item B,Event Date B,Serial Number,Make';
const lead = (eventA: string, eventB = '03/05/2024') =>
  `L-1,LEAD,DISSEMINATED,03/10/2024,23-0000500,CC-1,${eventA},24-0000001,TF-1,${eventB},CCC3333,GLOCK`;
const testFired = [recoveries, 'P1,24-0000001,03/01/2024 01:45,P,GLOCK,17,9MM,CCC3333,CHARLIE,CAT,04/07/1992,EVIDENCE'];
const shootingOf = async () => (await lifeOf(store, 'CCC3333')).events.find((event) => event.kind === 'shooting')!;

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
  expect((await lifeOf(store, 'CCC3333')).disagreements).toContain('shooting');
});

test('a shooting of which nobody tells the day has none: a lead was issued later, and the test fire was another day', async () => {
  await receive('recoveries', testFired);
  await receive('nibin', [leads, lead('')]);
  expect(await shootingOf()).toMatchObject({ from: null, conflict: null });
  expect(told(await lifeOf(store, 'CCC3333'))).toEqual([
    'unknown-interval … to 2024-03-01',
    'recovered 2024-03-01',
    'shooting …',
  ]);
});
