import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  answersOf,
  hit,
  receiveLeads,
  recoveredFirearms,
  shootingsOf,
  type Lead,
} from '../../test/ballistic-answers.ts';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import { lifeOf as storedLife } from '../../test/stored-lives.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
  await receiveRows(store, 'recoveries', recoveredFirearms);
});
afterEach(async () => {
  await store.close();
});

const receive = (...leads: Lead[]) => receiveLeads(store, ...leads);
const shootings = (serial = 'ABC12345') => shootingsOf(store, serial);
const lifeOf = () => storedLife(store, 'ABC12345');

const entryHeader =
  'IBIS Number,Case Number,Item Number,Event Type,Event Date,Serial Number,Manufacturer,Model,Caliber';
const testFireEntry = 'IB200,24-0001,TF-1,TEST FIRE,03/05/2024,ABC12345,GLOCK,17,9MM';
const sceneEntry = 'IB100,23-0500,CC-1,SCENE,11/11/2023,,,,9MM';
/** Both ends by the IBIS number alone. */
const byNumber: Lead = {
  'Case A': '',
  'Item A': '',
  'Case B': '',
  'Item B': '',
  'Event Date A': '',
  'Event Date B': '',
  'Serial Number': '',
  Manufacturer: '',
  Model: '',
  Caliber: '',
};

test('a hit that names its ends by IBIS number alone ties the firearm to the case of the entry, whatever comes in first', async () => {
  const outcomes = [];
  for (const order of ['entries first', 'hit first']) {
    if (order === 'hit first') {
      await store.close();
      store = await openTestStore();
      await receiveRows(store, 'recoveries', recoveredFirearms);
    }
    const steps = [
      () => receiveRows(store, 'nibin', [entryHeader, testFireEntry, sceneEntry]),
      () => receive({ ...hit, ...byNumber }),
    ];
    for (const step of order === 'hit first' ? steps.toReversed() : steps) await step();
    expect(await shootings()).toMatchObject([{ told: 'hit ACTIVE', conflict: null, rows: 2 }]);
    outcomes.push(await answersOf(store, 'ABC12345'));
  }
  expect(outcomes[1]).toEqual(outcomes[0]);
  const [event] = (await lifeOf()).events.filter(({ kind }) => kind === 'shooting');
  expect(event!.people[0]!.label).toBe('Case 23-0500');
  // An elimination by numbers alone speaks of the same tie.
  await receive({ ...byNumber, 'Lead Number': 'L-2', Status: 'NOT_CONFIRMED', Conclusion: 'ELIMINATION' });
  expect(await shootings()).toMatchObject([{ told: 'lead RETRACTED', conflict: expect.stringMatching(/contradict/) }]);
});

test('a hit by numbers alone joins two scenes, and an elimination by them speaks against a hit that names the cases', async () => {
  await receiveRows(store, 'nibin', [
    entryHeader,
    testFireEntry,
    sceneEntry,
    'IB101,23-0600,CC-1,SCENE,12/12/2023,,,,9MM',
  ]);
  await receive({ ...hit, ...byNumber, 'IBIS B': 'IB101', 'Lead Number': 'L-9' });
  await receive({ ...hit });
  expect((await shootings()).map(({ told }) => told)).toEqual(['hit ACTIVE', 'hit ACTIVE']);
  await receive({ ...byNumber, 'Lead Number': 'L-2', Status: 'NOT_CONFIRMED', Conclusion: 'ELIMINATION' });
  expect((await shootings()).filter(({ told }) => told.endsWith('RETRACTED'))).toMatchObject([
    { conflict: expect.stringMatching(/contradict/) },
  ]);
});

test('the import of a lead to a number that no entry has says so', async () => {
  const codes = ({ warnings }: Awaited<ReturnType<typeof receive>>) =>
    warnings.filter(({ code }) => code === 'ballistic.number-in-no-entry').map(({ rows, message }) => [rows, message]);
  expect(codes(await receive({ ...hit, ...byNumber }, { ...hit, 'Lead Number': 'L-2' }))).toEqual([
    [1, expect.stringMatching(/1 \(the first: line 2\)/)],
  ]);
  await receiveRows(store, 'nibin', [entryHeader, testFireEntry, sceneEntry]);
  expect(codes(await receive({ ...hit, ...byNumber, 'Lead Number': 'L-3' }))).toEqual([]);
});

test('a link to a scene is dated by its entry where the lead gives no day of it', async () => {
  await receiveRows(store, 'nibin', [entryHeader, testFireEntry, sceneEntry]);
  await receive({ ...hit, 'Event Date A': '', 'Event Date B': '' });
  const { rows } = await store.database
    .pool('read')
    .query(
      `select distinct valid_from::text as on from flashlight.link where predicate = 'FIRED_IN' and status = 'ACTIVE'`,
    );
  expect(rows).toEqual([{ on: '2023-11-11' }]);
});

test('a lead that names another firearm than that of its test fire is marked on the lives of both', async () => {
  await receiveRows(store, 'nibin', [entryHeader, testFireEntry, sceneEntry]);
  await receive({ 'Serial Number': 'XYZ98765', Manufacturer: 'TAURUS', Model: 'G2C' });
  for (const serial of ['ABC12345', 'XYZ98765'])
    expect(await shootings(serial)).toMatchObject([
      { told: 'lead ACTIVE', conflict: expect.stringMatching(/one lead speaks of two firearms/), rows: 2 },
    ]);
  expect((await answersOf(store, 'ABC12345')).links).toEqual(['POSSIBLY_FIRED_IN ACTIVE against']);
});
