import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import type { CitySettings } from '../model/city-settings.ts';
import { inTransaction } from '../store/database.ts';
import { bringLeadsUpToDate } from './bring-leads-up-to-date.ts';
import { LeadFinder } from './lead-finder.ts';
import { declaredSettings } from './load-city-settings.ts';
import { proposeCitySettings, signCitySettings } from './sign-city-settings.ts';

let store: TestStore;
let leads: LeadFinder;
beforeEach(async () => {
  store = await openTestStore();
  leads = new LeadFinder(store.database, store.agency.agencyId);
});
afterEach(() => store.close());

const header =
  'Trace Number,Request Date,Completed Date,Status,Completion Code,Agency Case Number,Serial Number,Manufacturer,Model,Caliber,Firearm Type,Dealer FFL,Dealer Name,Dealer State,Purchase Date,Purchaser Last Name,Purchaser First Name,Purchaser DOB,Purchaser ID Type,Purchaser ID State,Purchaser ID Number,Possessor Last Name,Possessor First Name,Possessor DOB,Recovery Date';
const trace = (number: number, purchaser: string, soldOn: string, dealer = '8-52-005-01-9H-32309') =>
  `T${number},07/07/2024,07/20/2024,COMPLETED,TRACED TO PURCHASER,24-T${number},SER${number},GLOCK,19,9MM,P,${dealer},EAGLE,MD,${soldOn},${purchaser},02/03/1980,DL,MD,${purchaser.replace(',', '')},JONES,BO,01/01/1995,07/06/2024`;

const sign = (settings: CitySettings) =>
  inTransaction(store.database.pool('read'), async (client) => {
    const { agencyId } = store.agency;
    const version = await proposeCitySettings(client, agencyId, {
      settings,
      reason: 'as decided',
      proposedBy: 'analyst',
    });
    await signCitySettings(client, agencyId, { version, signedBy: 'chief' });
  });
const fewer = (settings: CitySettings): CitySettings => ({
  ...settings,
  leads: { ...settings.leads, windowDays: 30, fastDays: 1 },
});

/** Why leads are less, of their newest versions, and by which settings those were found. */
async function said() {
  const { rows } = await store.database.pool('read').query<{ reasons: string[]; settings: string }>(
    `select v.lost -> 'reasons' as reasons, v.settings from flashlight.lead l
       join flashlight.lead_version v using (agency_id, lead_id, version) where l.standing = 'WITHDRAWN' order by l.lead_id`,
  );
  return rows;
}
const baselines = async () =>
  (await store.database.pool('read').query<{ settings: string }>('select settings from flashlight.lead_baseline')).rows
    .length;

test('a letterhead finds no lead anew, also with weights set by hand, and what leads are found by is the cause where nothing else changed', async () => {
  await receiveRows(store, 'etrace', [
    header,
    trace(1, 'SMITH,ANN', '01/01/2023'),
    trace(2, 'SMITH,ANN', '06/01/2023'),
  ]);
  const settings = declaredSettings('MD');
  settings.weights.time[0]! += 0.1;
  await sign(settings);
  await leads.catchUp();
  const letterhead = structuredClone(settings);
  letterhead.tracing.requester.phone = '410 555 0100';
  letterhead.multipleSales.days = 10;
  await sign(letterhead);
  expect(await leads.catchUp()).toBeNull();
  expect(await bringLeadsUpToDate(store.database, store.agency.agencyId)).toBeNull();
  await new LeadFinder(store.database, store.agency.agencyId).catchUp();
  expect(await baselines()).toBe(1);

  await sign(fewer(letterhead));
  await leads.catchUp();
  expect(await baselines()).toBe(2);
  const [first] = await said();
  expect(first).toEqual({ reasons: ['settings-changed'], settings: 'settings-3, settings-3' });
});

test('usual rates that other rules counted are counted anew, and bear the name of these', async () => {
  await receiveRows(store, 'etrace', [header, trace(1, 'SMITH,ANN', '01/01/2023')]);
  await leads.catchUp();
  await store.database.pool('import').query(
    `insert into flashlight.lead_baseline (agency_id, baseline, traces, weights, settings, engine, rates)
         select agency_id, baseline + 1, traces, weights, settings, 'rates-1', rates || '{"usualShort": 0.5}' from flashlight.lead_baseline`,
  );
  expect(await bringLeadsUpToDate(store.database, store.agency.agencyId)).not.toBeNull();
  const { rows } = await store.database
    .pool('read')
    .query<{ engine: string; usual: unknown }>(
      `select engine, rates -> 'usualShort' as usual from flashlight.lead_baseline order by baseline desc limit 1`,
    );
  expect(rows).toEqual([{ engine: 'rates-2', usual: { share: 1, spread: 0 } }]);
});

test('holidays a city signs find leads anew, what they are called does not', async () => {
  // A Monday and the next: six business days, with a holiday between them five.
  await receiveRows(store, 'etrace', [
    header,
    trace(1, 'SMITH,ANN', '03/06/2023'),
    trace(2, 'SMITH,ANN', '03/13/2023'),
  ]);
  const kinds = async () => {
    const { rows } = await store.database
      .pool('read')
      .query<{ kinds: string[] }>(
        `select array_append(array(select a ->> 'kind' from jsonb_array_elements(also) a), kind) as kinds from flashlight.lead`,
      );
    return rows.flatMap((each) => each.kinds);
  };
  await leads.catchUp();
  expect(await kinds()).not.toContain('multiple-purchase-recovered');
  const shut = (name: string): CitySettings => ({
    ...declaredSettings('MD'),
    holidays: [{ state: 'MD', on: '2023-03-08', name }],
  });
  await sign(shut('Day of mourning'));
  await leads.catchUp();
  expect(await kinds()).toContain('multiple-purchase-recovered');
  await sign(shut('Offices shut'));
  expect(await leads.catchUp()).toBeNull();
});

test('settings are not the cause where usual rates are counted anew, with them, over traces that landed since', async () => {
  await receiveRows(store, 'etrace', [
    header,
    trace(1, 'SMITH,ANN', '01/01/2023'),
    trace(2, 'SMITH,ANN', '06/01/2023'),
  ]);
  await leads.catchUp();
  await receiveRows(store, 'etrace', [header, trace(3, 'BROWN,CY', '01/01/2012', '1-54-013-01-9H-11111')]);
  await leads.catchUp();
  expect(await baselines()).toBe(1);
  await sign(fewer(declaredSettings('MD')));
  await leads.catchUp();
  const reasons = (await said()).flatMap((each) => each.reasons);
  expect(reasons.length).toBeGreaterThan(0);
  expect(reasons).not.toContain('settings-changed');
});
