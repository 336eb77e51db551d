import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import { inTransaction } from '../store/database.ts';
import { LeadFinder } from './lead-finder.ts';
import { declaredSettings } from './load-city-settings.ts';
import { proposeCitySettings, signCitySettings } from './sign-city-settings.ts';
import { weighSettings } from './weigh-settings.ts';

let store: TestStore;
let leads: LeadFinder;
beforeEach(async () => {
  store = await openTestStore();
  leads = new LeadFinder(store.database, store.agency.agencyId);
});
afterEach(() => store.close());

const results = [
  'Trace Number,Request Date,Completed Date,Status,Completion Code,Agency Case Number,Serial Number,Manufacturer,Model,Caliber,Firearm Type,Dealer FFL,Dealer Name,Dealer State,Purchase Date,Purchaser Last Name,Purchaser First Name,Purchaser DOB,Possessor Last Name,Possessor First Name,Possessor DOB,Associate Last Name,Associate First Name,Associate DOB,Recovery Date',
  'T1,07/07/2024,07/20/2024,COMPLETED,TRACED TO PURCHASER,24-T1,SER1001,GLOCK,19,9MM,P,8-52-005-01-9H-32309,EAGLE,MD,01/02/2015,SMITH,ANN,02/03/1980,JONES,BO,01/05/1995,GREEN,CY,03/06/1994,07/06/2024',
];
const header = 'NTN,Denial Date,State of Purchase,Denial Reason,Overturned,Last Name,First Name,DOB';
const jones = (overturned: string, on = '03/01/2024') => `D1,${on},MD,,${overturned},JONES,BO,01/05/1995`;

async function propose(inLeads: boolean): Promise<number> {
  return inTransaction(store.database.pool('read'), (client) =>
    proposeCitySettings(client, store.agency.agencyId, {
      settings: { ...declaredSettings('MD'), denials: { inLeads } },
      reason: 'counsel agreed',
      proposedBy: 'analyst',
    }),
  );
}
const signed = (version: number, signedBy: string) =>
  inTransaction(store.database.pool('read'), (client) =>
    signCitySettings(client, store.agency.agencyId, { version, signedBy }),
  );
const sign = async (inLeads: boolean) => signed(await propose(inLeads), 'chief');

/** Leads of the kind as they stand, each with the names of who it is about. */
async function standing() {
  const { rows } = await store.database.pool('read').query<{ standing: string; reason: string; name: string }>(
    `select l.standing, l.reason, (select string_agg(distinct p.family_name, ',') from flashlight.observation_of o
              join flashlight.person_observation p using (agency_id, record_id, ordinal)
             where o.agency_id = l.agency_id and o.entity_id = split_part(l.subject, ':', 2)::bigint) as name
       from flashlight.lead l where l.kind = 'denied-then-present' order by l.lead_id`,
  );
  return rows.map(({ standing: stands, reason, name }) => [name, stands, reason]);
}

const said = 'Refused a purchase, and within 730 days there when 1 firearm was recovered';

test('notices are kept and make no lead until two people sign that leads use them; unsigned again, the lead is withdrawn', async () => {
  await receiveRows(store, 'etrace', results);
  await leads.catchUp();
  await receiveRows(store, 'denials', [header, jones('')]);
  await leads.catchUp();
  const { rows } = await store.database
    .pool('read')
    .query('select notice_number, denied_on, state, reason, overturned from flashlight.purchase_denial');
  expect(rows).toEqual([{ notice_number: 'D1', denied_on: '2024-03-01', state: 'MD', reason: null, overturned: null }]);
  expect(await standing()).toEqual([]);

  const version = await propose(true);
  await expect(signed(version, 'analyst')).rejects.toMatchObject({ code: expect.stringContaining('city.') });
  await leads.catchUp();
  expect(await standing()).toEqual([]);
  const effect = await inTransaction(store.database.pool('read'), (client) =>
    weighSettings(client, store.agency.agencyId, version),
  );
  expect(effect.leads.find(({ kind }) => kind === 'denied-then-present')).toMatchObject({ before: 0, after: 1 });

  await signed(version, 'chief');
  await leads.catchUp();
  expect(await standing()).toEqual([['JONES', 'STANDING', said]]);
  await sign(false);
  await leads.catchUp();
  expect(await standing()).toEqual([['JONES', 'WITHDRAWN', said]]);
});

test('with them signed for, a lead appears as the notice lands and is withdrawn once it was overturned', async () => {
  await sign(true);
  await receiveRows(store, 'etrace', results);
  await leads.catchUp();
  expect(await standing()).toEqual([]);
  await receiveRows(store, 'denials', [header, jones('N'), 'D2,06/01/2024,MD,Felony,,GREEN,CY,03/06/1994']);
  expect((await leads.catchUp())?.firearms).toBe(0);
  expect((await standing()).sort()).toEqual([
    ['GREEN', 'STANDING', said],
    ['JONES', 'STANDING', said],
  ]);
  await receiveRows(store, 'denials', [header, jones('Y')], '2026-02-01T00:00:00Z');
  await leads.catchUp();
  expect((await standing()).sort()).toEqual([
    ['GREEN', 'STANDING', said],
    ['JONES', 'WITHDRAWN', said],
  ]);
});

test('a denial after the recovery, or too long before it, says nothing; one that lands before the trace does', async () => {
  await sign(true);
  await receiveRows(store, 'denials', [
    header,
    jones('', '07/07/2024'),
    'D2,01/01/2020,MD,,,GREEN,CY,03/06/1994',
    'D3,07/06/2024,MD,,,GREEN,CY,03/06/1994',
  ]);
  await leads.catchUp();
  await receiveRows(store, 'etrace', results);
  await leads.catchUp();
  expect(await standing()).toEqual([['GREEN', 'STANDING', said]]);
});
