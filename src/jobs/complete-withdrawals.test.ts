import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import { lifeOf, traces } from '../../test/stored-lives.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(async () => {
  await store.close();
});

const header =
  'Lead Number,Kind,Status,Issued,Case A,Item A,IBIS A,Case B,Item B,IBIS B,Confirmed,Retracted,Conclusion,Serial Number,Manufacturer';
const hit =
  'L-1,HIT,CONFIRMED HIT,02/20/2023,23-0001,TF-1,IB-2023-001,22-0055,CC-1,IB-2023-002,03/01/2023,,IDENTIFICATION,,';
const secondPair =
  'L-1,HIT,CONFIRMED HIT,02/20/2023,23-0001,TF-1,IB-2023-001,22-0066,CC-1,IB-2023-009,03/01/2023,,IDENTIFICATION,,';

const trace = () =>
  receiveRows(store, 'etrace', [
    traces,
    'T1,03/01/2023,03/10/2023,COMPLETED,TRACED TO PURCHASER,23-0001,ABC12345,GLOCK,17,9MM,P,,,,8-52-005-01-9H-32309,EAGLE,01/05/2022,DOE,JOHN,01/02/1990,02/10/2023',
  ]);
const entries = () =>
  receiveRows(store, 'nibin', [
    'IBIS Number,Case Number,Item Number,Event Type,Event Date,Serial Number,Manufacturer,Caliber',
    'IB-2023-001,23-0001,TF-1,TEST FIRE,02/15/2023,ABC12345,GLOCK,9MM',
    'IB-2023-002,22-0055,CC-1,SCENE,12/10/2022,,,9MM',
    'IB-2023-009,22-0066,CC-1,SCENE,11/10/2022,,,9MM',
  ]);
const leads = (...rows: string[]) => receiveRows(store, 'nibin', [header, ...rows]);

async function shootings() {
  const life = await lifeOf(store, 'ABC12345');
  const told = life.events
    .filter((event) => event.kind === 'shooting')
    .map((event) => `${event.tie} ${event.status} ${event.people[0]!.label}`)
    .sort();
  return { ...life.shootings, told };
}

const withdrawnHit = { hits: 0, leads: 0, retracted: 1, told: ['hit RETRACTED Case 22-0055'] };

test.each([
  ['both cases', 'L-1,,RETRACTED,,23-0001,,,22-0055,,,,04/01/2023,,,'],
  ['both cases, the other first', 'L-1,,RETRACTED,,22-0055,,,23-0001,,,,04/01/2023,,,'],
  ['one IBIS number, under the other letter', 'L-1,,RETRACTED,,,,IB-2023-002,,,,,04/01/2023,,,'],
  ['one IBIS number', 'L-1,,RETRACTED,,,,IB-2023-001,,,,,04/01/2023,,,'],
  ['the firearm alone', 'L-1,,RETRACTED,,,,,,,,,04/01/2023,,ABC12345,GLOCK'],
])('a hit withdrawn by a row that gives %s stays as withdrawn, in whatever order the files come', async (_, row) => {
  const withdrawal = () => leads(row);
  const told = () => leads(hit);
  for (const order of [
    [trace, entries, told, withdrawal],
    [told, withdrawal, trace, entries],
    [told, trace, withdrawal, entries],
    [entries, told, withdrawal, trace],
  ]) {
    for (const receive of order) await receive();
    expect(await shootings()).toEqual(withdrawnHit);
    // The same file again says nothing new.
    expect(await leads(row)).toMatchObject({ accepted: 0 });
    expect(await shootings()).toEqual(withdrawnHit);
    await store.close();
    store = await openTestStore();
  }
});

test('a withdrawal that names no pair withdraws all pairs of its number, and says so', async () => {
  await trace();
  await entries();
  await leads(hit, secondPair);
  expect(await shootings()).toMatchObject({ hits: 2, retracted: 0 });
  const { warnings, accepted } = await leads('L-1,,RETRACTED,,,,,,,,,04/01/2023,,ABC12345,GLOCK');
  expect(accepted).toBe(1);
  expect(warnings).toContainEqual(expect.objectContaining({ code: 'ballistic.withdraws-several', rows: 1 }));
  const all = {
    hits: 0,
    leads: 0,
    retracted: 2,
    told: ['hit RETRACTED Case 22-0055', 'hit RETRACTED Case 22-0066'],
  };
  expect(await shootings()).toEqual(all);
  // Entries that come again follow the leads anew.
  await receiveRows(store, 'nibin', [
    'IBIS Number,Case Number,Item Number,Event Type,Event Date,Serial Number,Manufacturer,Caliber',
    'IB-2023-001,23-0001,TF-1,TEST FIRE,02/16/2023,ABC12345,GLOCK,9MM',
  ]);
  expect(await shootings()).toEqual(all);
});

test('a withdrawal under a number that names its second pair takes the place of the first, and neither is lost', async () => {
  await trace();
  await entries();
  await leads(hit, secondPair);
  await leads('L-1,,RETRACTED,,23-0001,,,22-0066,,,,04/01/2023,,,');
  expect(await shootings()).toMatchObject({ told: ['hit RETRACTED Case 22-0055', 'hit RETRACTED Case 22-0066'] });
});

test('a withdrawal of a number that names neither end of the first pair withdraws both', async () => {
  await trace();
  await entries();
  await leads(hit, secondPair);
  await leads('L-1,,RETRACTED,,,,IB-2023-009,,,,,04/01/2023,,,');
  expect(await shootings()).toMatchObject({
    told: ['hit RETRACTED Case 22-0055', 'hit RETRACTED Case 22-0066'],
  });
});
