import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  answersOf,
  hit,
  plainLead,
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

const taurus: Lead = {
  'Serial Number': 'XYZ98765',
  Manufacturer: 'TAURUS',
  Model: 'G2C',
  'Case B': '24-0002',
  'IBIS B': 'IB300',
};

const receiveHit = () => {
  const { 'Lead Number': _, Kind, Status, Issued, Conclusion, Retracted, ...row } = plainLead;
  const said = { ...row, 'Hit Number': 'H-1', 'Confirmed On': '04/01/2024' };
  return receiveRows(store, 'nibin', [
    Object.keys(said).join(',').replace('Confirmed On', 'Hit Date'),
    Object.values(said).join(','),
  ]);
};

test('a hit that another record says an examiner eliminated is told as withdrawn, with both records and what contradicts', async () => {
  await receiveHit();
  expect(await shootings()).toMatchObject([{ told: 'hit ACTIVE', conflict: null, rows: 1 }]);
  await receive({
    Status: 'NOT_CONFIRMED',
    Conclusion: 'ELIMINATION',
    'Confirmed On': '05/01/2024',
    Retracted: '05/01/2024',
  });
  expect(await shootings()).toMatchObject([
    { told: 'lead RETRACTED', conflict: expect.stringMatching(/contradict each other.*told as withdrawn/), rows: 2 },
  ]);
  expect((await lifeOf()).shootings).toEqual({ hits: 0, leads: 0, retracted: 1 });
});

test('a hit that an examiner found inconclusive in another record is told as a lead', async () => {
  await receiveHit();
  await receive({ Status: 'INCONCLUSIVE', Conclusion: 'INCONCLUSIVE' });
  expect(await shootings()).toMatchObject([
    { told: 'lead ACTIVE', conflict: expect.stringMatching(/told as a lead/), rows: 2 },
  ]);
});

test('a lead that became a hit under a number of its own contradicts nothing', async () => {
  await receive({});
  await receiveHit();
  expect(await shootings()).toMatchObject([{ told: 'hit ACTIVE', conflict: null, rows: 2 }]);
});

test('a withdrawn lead stands beside another lead to the same incident', async () => {
  await receive(
    { Status: 'RETRACTED', Retracted: '04/01/2024' },
    { 'Lead Number': 'L-2', 'Item A': 'CC-2', 'IBIS A': 'IB101' },
  );
  expect((await shootings()).map(({ told, conflict }) => [told, conflict]).toSorted()).toEqual([
    ['lead ACTIVE', null],
    ['lead RETRACTED', null],
  ]);
});

test('a lead issued anew after another was withdrawn stands, and what was withdrawn beside it', async () => {
  await receive({ Status: 'RETRACTED', Retracted: '04/01/2024' }, { 'Lead Number': 'L-2', Issued: '05/01/2024' });
  expect((await shootings()).map(({ told, conflict }) => [told, conflict]).toSorted()).toEqual([
    ['lead ACTIVE', null],
    ['lead RETRACTED', null],
  ]);
});

test.each<Lead>([{}, { 'IBIS A': '' }, { 'IBIS A': 'IB777' }])(
  'one cartridge case tied by hits to two firearms is marked on the lives of both: %o',
  async (second) => {
    await receive(hit, { ...hit, ...taurus, ...second, 'Lead Number': 'L-5' });
    for (const serial of ['ABC12345', 'XYZ98765'])
      expect(await shootings(serial)).toMatchObject([
        { told: 'hit ACTIVE', conflict: expect.stringMatching(/one cartridge case is tied by hits to two firearms/) },
      ]);
  },
);

test('two firearms fired in one incident, each with a cartridge case of its own, contradict nothing', async () => {
  await receive(hit, { ...hit, ...taurus, 'Lead Number': 'L-5', 'Item A': 'CC-2', 'IBIS A': 'IB101' });
  for (const serial of ['ABC12345', 'XYZ98765'])
    expect(await shootings(serial)).toMatchObject([{ told: 'hit ACTIVE', conflict: null }]);
});

test.each([
  ['45 AUTO', /calibre of the cartridge case entered is not that of the firearm/],
  ['9MM LUGER', null],
  ['', null],
])('an entry of calibre %j at the scene and a firearm of 9 mm', async (calibre, conflict) => {
  await receive(hit);
  await receiveRows(store, 'nibin', [
    'IBIS ID,Site,Entered At,Event Type,Item Number,Agency Case Number,Event Date,Caliber',
    `IB100,BPD,11/12/2023 09:00,SCENE,CC-1,23-0500,11/11/2023,${calibre}`,
  ]);
  expect(await shootings()).toMatchObject([
    { told: 'hit ACTIVE', conflict: conflict === null ? null : expect.stringMatching(conflict) },
  ]);
});

const short: Lead = {
  Status: 'RETRACTED',
  Retracted: '04/01/2024',
  'Case A': '',
  'Case B': '',
  'Item A': '',
  'Item B': '',
  'IBIS B': '',
  'Event Date A': '',
  'Event Date B': '',
  'Serial Number': '',
  Manufacturer: '',
  Model: '',
  Caliber: '',
  Kind: '',
};

test.each([
  ['one IBIS number', short],
  ['a case and its IBIS number', { ...short, 'Case A': '23-0500' }],
  ['both cases, no firearm and no item', { ...short, 'Case A': '23-0500', 'Case B': '24-0001' }],
])('a lead withdrawn by a row that gives %s stays as withdrawn, also when it comes again', async (_, row) => {
  await receive({});
  expect(await shootings()).toMatchObject([{ told: 'lead ACTIVE' }]);
  for (const later of [row, { ...row, Retracted: '04/02/2024' }]) {
    await receive(later);
    expect(await shootings()).toMatchObject([{ told: 'lead RETRACTED', says: 'RETRACTED' }]);
  }
  await receive({ ...hit, 'Confirmed On': '06/01/2024' });
  expect(await shootings()).toMatchObject([{ told: 'hit ACTIVE', conflict: null }]);
});

test('so does one that only the entry of its test fire ties to a firearm', async () => {
  await receiveRows(store, 'nibin', [
    'IBIS ID,Site,Event Type,Item Number,Agency Case Number,Event Date,Make,Model,Serial',
    'IB200,BPD,TEST FIRE,TF-1,24-0001,03/05/2024,GLOCK,17,ABC12345',
  ]);
  await receive({ 'Serial Number': '' });
  expect(await shootings()).toMatchObject([{ told: 'lead ACTIVE' }]);
  await receive(short);
  expect(await shootings()).toMatchObject([{ told: 'lead RETRACTED' }]);
  await receiveRows(store, 'nibin', [
    'IBIS ID,Site,Event Type,Item Number,Agency Case Number,Event Date,Make,Model,Serial',
    'IB200,BPD,TEST FIRE,TF-1,24-0001,03/06/2024,GLOCK,17,ABC12345',
  ]);
  expect(await shootings()).toMatchObject([{ told: 'lead RETRACTED' }]);
});

test('a status that could not be read stands with the tie as it was written', async () => {
  await receive({ Status: 'GONE FISHING' });
  expect(await shootings()).toMatchObject([{ told: 'lead ACTIVE', says: 'GONE FISHING' }]);
});

/** A firearm recovered at the scene it was fired in: its test fire and the cartridge cases bear one case. */
const atTheScene: Lead = { 'Case A': '24-0001', 'Event Date A': '03/01/2024', 'Event Date B': '' };

test.each(['ELIMINATION', 'INCONCLUSIVE'])(
  'two cartridge cases of the scene the firearm was recovered at are two ties: a hit of one, and %s of the other',
  async (conclusion) => {
    await receive(
      { ...hit, ...atTheScene },
      {
        ...atTheScene,
        'Lead Number': 'L-2',
        Status: conclusion === 'ELIMINATION' ? 'NOT_CONFIRMED' : 'INCONCLUSIVE',
        'Item A': 'CC-2',
        'IBIS A': 'IB101',
        Conclusion: conclusion,
      },
    );
    expect((await shootings()).find(({ told }) => told === 'hit ACTIVE')).toMatchObject({ conflict: null });
    expect((await lifeOf()).shootings).toMatchObject({ hits: 1, retracted: conclusion === 'ELIMINATION' ? 1 : 0 });
  },
);

test('so are they where entries say which end is the test fire, and none of the items does', async () => {
  const items: Lead = { ...atTheScene, 'Item A': '2', 'Item B': '1', 'Serial Number': '', Manufacturer: '' };
  await receiveRows(store, 'nibin', [
    'IBIS ID,Site,Event Type,Item Number,Agency Case Number,Event Date,Make,Model,Serial',
    'IB200,BPD,TEST FIRE,1,24-0001,03/01/2024,GLOCK,17,ABC12345',
  ]);
  const other: Lead = { ...items, 'Lead Number': 'L-2', 'Item A': '3', 'IBIS A': 'IB101' };
  await receive({ ...hit, ...items }, { ...other, Status: 'NOT_CONFIRMED', Conclusion: 'ELIMINATION' });
  expect((await shootings()).find(({ told }) => told === 'hit ACTIVE')).toMatchObject({ conflict: null });
});

test('a hit an examiner confirmed after the lead was withdrawn stands; one confirmed before it does not', async () => {
  await receive({ Status: 'RETRACTED', Retracted: '03/20/2024' });
  await receiveHit();
  expect((await shootings()).map(({ told, conflict }) => [told, conflict]).toSorted()).toEqual([
    ['hit ACTIVE', null],
    ['lead RETRACTED', null],
  ]);
  await receive({ Status: 'RETRACTED', Retracted: '05/01/2024' });
  expect(await shootings()).toMatchObject([{ told: 'lead RETRACTED', rows: 2 }]);
});

test('every answer tells a tie as its records weigh together, and what contradicts', async () => {
  await receive(hit, { 'Lead Number': 'L-2', Status: 'NOT_CONFIRMED', Conclusion: 'ELIMINATION' });
  const gone = 'POSSIBLY_FIRED_IN RETRACTED against';
  expect(await answersOf(store, 'ABC12345')).toEqual({
    links: [gone],
    paths: [gone],
    relations: [gone, gone],
    counted: { hits: 0, leads: 0, withdrawn: 2 },
    totals: ['POSSIBLY_FIRED_IN 2 2'],
    page: ['lead RETRACTED against', 'lead RETRACTED against'],
    live: ['lead RETRACTED against', 'lead RETRACTED against'],
  });
});

test('so it does where an examiner did not identify, and where nothing contradicts', async () => {
  await receive(hit);
  expect(await answersOf(store, 'ABC12345')).toMatchObject({
    links: ['FIRED_IN ACTIVE'],
    counted: { hits: 1 },
    live: ['hit ACTIVE'],
  });
  await receive({ 'Lead Number': 'L-2', Status: 'INCONCLUSIVE', Conclusion: 'INCONCLUSIVE' });
  const told = 'POSSIBLY_FIRED_IN ACTIVE against';
  expect(await answersOf(store, 'ABC12345')).toEqual({
    links: [told, told],
    paths: [told, told],
    relations: [told, told],
    counted: { hits: 0, leads: 2, withdrawn: 0 },
    totals: ['POSSIBLY_FIRED_IN 2 0'],
    page: ['lead ACTIVE against', 'lead ACTIVE against'],
    live: ['lead ACTIVE against', 'lead ACTIVE against'],
  });
});
