import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import { LeadFinder } from './lead-finder.ts';

let store: TestStore;
let leads: LeadFinder;
beforeEach(async () => {
  store = await openTestStore();
  leads = new LeadFinder(store.database, store.agency.agencyId);
});
afterEach(() => store.close());

const traced = [
  'Trace Number,Request Date,Completed Date,Status,Completion Code,Agency Case Number,Serial Number,Manufacturer,Model,Caliber,Firearm Type,Dealer FFL,Dealer Name,Dealer State,Purchase Date,Purchaser Last Name,Purchaser First Name,Purchaser DOB,Possessor Last Name,Possessor First Name,Possessor DOB,Recovery Date',
  'T1,07/07/2024,07/20/2024,COMPLETED,TRACED TO PURCHASER,24-T1,SER1001,GLOCK,19,9MM,P,8-52-005-01-9H-32309,EAGLE,MD,01/02/2015,SMITH,ANN,02/03/1980,JONES,BO,01/05/1995,07/06/2024',
  'T2,07/07/2024,07/20/2024,COMPLETED,TRACED TO PURCHASER,24-T2,SER1002,GLOCK,19,9MM,P,1-54-013-01-9H-11111,HILL,VA,01/02/2018,BROWN,CY,04/05/1985,GREEN,DI,03/06/1994,07/06/2024',
];
const header =
  'Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number,Possessor Last Name,Possessor First Name,Possessor DOB,' +
  'Vehicle Plate,Plate State,VIN,Vehicle Make,Vehicle Color';
const stop = (at: number, who: string, vin: string, on = '01/05/2024') =>
  `P${at},24-00000${at},${on} 10:00,PISTOL,SIG SAUER,P320,9MM,AAA${at}000,${who},,,${vin},HONDA,GRY`;
const [smith, brown] = ['SMITH,ANN,02/03/1980', 'BROWN,CY,04/05/1985'];
const vin = '1M8GDM9AXKP042788';

async function rings() {
  const { rows } = await store.database
    .pool('read')
    .query<{ standing: string; reason: string }>(
      `select standing, reason from flashlight.lead where kind = 'purchaser-ring' order by lead_id`,
    );
  return rows;
}
const recordsOf = async (...keys: string[]) =>
  (
    await store.database
      .pool('read')
      .query<{ record: number }>(
        'select record_id as record from flashlight.record where natural_key = any($1) order by record_id',
        [keys],
      )
  ).rows.map(({ record }) => record);

test('two purchasers whom the property room names with one vehicle are a lead once the second record lands, and none once it is corrected', async () => {
  await receiveRows(store, 'etrace', traced);
  await leads.catchUp();
  await receiveRows(store, 'recoveries', [header, stop(1, smith, vin)]);
  await leads.catchUp();
  expect(await rings()).toEqual([]);
  await receiveRows(store, 'recoveries', [header, stop(2, brown, vin, '06/05/2024')]);
  await leads.catchUp();
  const [first, second] = await recordsOf('P1', 'P2');
  const reason = `2 purchasers of 2 recovered firearms share a vehicle (records ${first} and ${second})`;
  expect(await rings()).toEqual([{ standing: 'STANDING', reason }]);
  // Whoever looks at everything anew finds the same.
  expect(await new LeadFinder(store.database, store.agency.agencyId).catchUp('always')).toMatchObject({ leads: [] });

  await receiveRows(
    store,
    'recoveries',
    [header, stop(2, brown, '5GZCZ43D13S812715', '06/05/2024')],
    '2026-02-01T00:00:00Z',
  );
  await leads.catchUp();
  expect(await rings()).toEqual([{ standing: 'WITHDRAWN', reason }]);
});

test('a link to a vehicle that is retracted by itself ends the tie', async () => {
  await receiveRows(store, 'recoveries', [header, stop(1, smith, vin), stop(2, brown, vin)]);
  await receiveRows(store, 'etrace', traced);
  await leads.catchUp();
  expect((await rings()).map(({ standing }) => standing)).toEqual(['STANDING']);
  await store.database
    .pool('import')
    .query(
      `update flashlight.link set status = 'RETRACTED' where predicate = 'WITH_VEHICLE' and link_id = (select min(link_id) from flashlight.link where predicate = 'WITH_VEHICLE')`,
    );
  await leads.catchUp();
  expect((await rings()).map(({ standing }) => standing)).toEqual(['WITHDRAWN']);
});
