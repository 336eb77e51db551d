import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import { atOneMoment } from '../store/database.ts';
import { answerOverview } from './answer-traces.ts';
import { HeldFacts } from './held-facts.ts';

let store: TestStore;
beforeEach(async () => void (store = await openTestStore()));
afterEach(() => store.close());

const header =
  'Trace Number,Request Date,Completed Date,Agency Case Number,Serial Number,Manufacturer,Model,Caliber,Firearm Type,Dealer FFL,Dealer Name,Dealer Street,Dealer City,Dealer State,Dealer Zip,Purchase Date,Purchaser Last Name,Purchaser First Name,Purchaser DOB,Recovery Date,Miles';
const trace = (number: number, serial: string, miles = '') =>
  `T2024999000${number},03/01/2024,03/20/2024,24-90000${number},${serial},GLOCK,19,9MM,PISTOL,1-54-059-01-5K-67890,BLUFF ARMS,3 MILL LN,FAIRPORT,VA,22030,11/11/2023,SAMPLEMAN,ORLA,02/03/1985,02/05/2024,${miles}`;

const ask = (held: HeldFacts) =>
  atOneMoment(store.database.pool('read'), (client) => held.of(client, store.agency.agencyId));
const factsOf = async (held: HeldFacts, traceNumber: string) =>
  (await ask(held)).facts.traces.find((each) => each.traceNumber === traceNumber)!;

test('what changed is taken in and the rest is kept: the facts held are those read anew, and of several that ask at once one reads', async () => {
  const held = new HeldFacts();
  await receiveRows(store, 'etrace', [header, trace(1, 'AB1001'), trace(2, 'AB1002')]);
  const [first, beside] = await Promise.all([ask(held), ask(held)]);
  expect(beside).toBe(first);
  expect(await ask(held)).toBe(first);
  // So is an answer made of them.
  expect(answerOverview(first, { class: 'handgun' })).toBe(answerOverview(beside, { class: 'handgun' }));
  expect(answerOverview(first, {})).not.toBe(answerOverview(first, { class: 'handgun' }));
  // A row for each thing that may happen to a firearm: one more, one corrected, one of another firearm than it was.
  await receiveRows(store, 'etrace', [header, trace(3, 'AB1003'), trace(2, 'AB1009')]);
  const after = await ask(held);
  expect(after).not.toBe(first);
  expect(after.facts).toEqual((await ask(new HeldFacts())).facts);
  expect(after.facts.traces.map(({ traceNumber }) => traceNumber.slice(-1))).toEqual(['1', '2', '3']);
  // Of the firearm nothing happened to, the same facts are still there.
  const one = (standing: typeof first) => standing.facts.traces.find(({ traceNumber }) => traceNumber.endsWith('1'))!;
  expect(one(after)).toBe(one(first));
});

test('how far from the dealer it was recovered is between recorded points, else what the export says, and never made up', async () => {
  const held = new HeldFacts();
  await receiveRows(store, 'etrace', [header, trace(1, 'AB1001'), trace(2, 'AB1002', '50')]);
  expect((await factsOf(held, 'T20249990001')).distance).toBeNull();
  expect((await factsOf(held, 'T20249990002')).distance).toEqual({ km: expect.closeTo(80.467, 3), by: 'export' });

  await receiveRows(store, 'recoveries', [
    'Property Number,Agency Case Number,Recovered At,Recovery Address,Recovery City,Recovery State,Recovery District,Recovery Latitude,Recovery Longitude,Serial Number,Make,Model,Caliber,Firearm Type',
    'P-1,24-900001,02/05/2024,100 N HARBOR ST,HARBOR CITY,MD,Central,39.2901,-76.6122,AB1001,GLOCK,19,9MM,PISTOL',
  ]);
  // Baltimore city, and nowhere near its border; where the dealer is nobody has said.
  expect(await factsOf(held, 'T20249990001')).toMatchObject({
    distance: null,
    recovery: { county: '24510', lat: 39.2901 },
    recoveryDistrict: 'Central',
    dealer: { lon: null },
  });

  await receiveRows(store, 'inspections', [
    'Inspection Number,FFL Number,FFL Type,Proprietor,Address,City,State,Zip,Assign Date,Complete Date,Final Disposition,Latitude,Longitude',
    'UI-1,1-54-059-01-5K-67890,Dealer,BLUFF ARMS,3 MILL LN,FAIRPORT,VA,22030,01/02/2023,02/03/2023,Warning Letter,38.8462,-77.3064',
  ]);
  const known = await factsOf(held, 'T20249990001');
  expect(known.dealer).toMatchObject({ lon: -77.3064, lat: 38.8462, county: '51059', inCity: false });
  // By hand, on a sphere: 77.6 km.
  expect(known.distance).toEqual({ km: expect.closeTo(77.6, 0), by: 'places' });
});
