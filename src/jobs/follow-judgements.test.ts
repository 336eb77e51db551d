import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import { atOneMoment } from '../store/database.ts';
import { findFactChanges, findChangePositions } from '../store/fact-changes.ts';
import { listenToStore } from '../store/notifications.ts';
import { HeldFacts } from './held-facts.ts';
import { judgeObservations, withdrawJudgement } from './judge-observations.ts';
import { LeadFinder } from './lead-finder.ts';

// Two traces of one firearm name a purchaser each, one by both family names: nothing joins them, and nothing speaks against that they
// are one. Whether they are, people say; whoever holds facts in memory must learn of it.

let store: TestStore;
let held: HeldFacts;
let leads: LeadFinder;
beforeEach(async () => {
  store = await openTestStore();
  held = new HeldFacts();
  leads = new LeadFinder(store.database, store.agency.agencyId);
});
afterEach(() => store.close());

const header =
  'Trace Number,Request Date,Completed Date,Status,Completion Code,Agency Case Number,Serial Number,Manufacturer,Model,Caliber,Firearm Type,Dealer FFL,Dealer Name,Dealer Street,Dealer City,Dealer State,Purchase Date,Purchaser Last Name,Purchaser First Name,Purchaser DOB,Possessor Last Name,Possessor First Name,Possessor DOB,Recovery Date';

const trace = (number: number, serial: string, born = '') =>
  `T2024999000${number},03/01/2024,03/20/2024,COMPLETED,PURCHASER IDENTIFIED,24-90000${number},${serial},GLOCK,19,9MM,PISTOL,8-52-005-01-5K-12345,TIDEWATER GUNS,12 FERRY RD,HARBOR CITY,MD,11/11/${number > 2 ? 2013 : 2023},${number % 2 === 0 ? 'SAMPLEMAN-LOPEZ' : 'SAMPLEMAN'},ORLA,${born},TESTERSON,MARLOWE,01/02/1980,02/05/2024`;

/** The observation of the purchaser of a trace. */
async function purchaser(number: number): Promise<number> {
  const { rows } = await store.database.pool('read').query<{ number: number }>(
    `select o.record_id * 64 + o.ordinal as number from flashlight.person_observation o join flashlight.record r using (agency_id, record_id)
      where r.natural_key like $1 and o.role ~* 'purchaser' limit 1`,
    [`%T2024999000${number}%`],
  );
  return rows[0]!.number;
}

const judge = async (a: number, b: number) =>
  judgeObservations(store.database, store.agency.agencyId, {
    a: await purchaser(a),
    b: await purchaser(b),
    verdict: 'different',
    reason: 'two of one name',
    judgedBy: 'analyst',
  });

const withdraw = (judgement: number) =>
  withdrawJudgement(store.database, store.agency.agencyId, judgement, { by: 'analyst' });

/** Of the first trace its time to crime, as held, as read anew, and the leads in force. */
async function said() {
  const { agencyId } = store.agency;
  const timeToCrime = (facts: HeldFacts) =>
    atOneMoment(store.database.pool('read'), async (client) => {
      const { traces } = (await facts.of(client, agencyId)).facts;
      return traces.find(({ traceNumber }) => traceNumber === 'T20249990001')!.timeToCrime.kind;
    });
  await leads.catchUp();
  const { rows } = await store.database.pool('read').query<{ found: boolean }>(
    `select exists (select from flashlight.lead where standing = 'STANDING' and 'T20249990001' = any(traces)
          and ('purchaser-fast-trace' = kind or also::text like '%purchaser-fast-trace%')) as found`,
  );
  return {
    held: await timeToCrime(held),
    anew: await timeToCrime(new HeldFacts()),
    fast: rows[0]!.found,
  };
}

const fast = { held: 'computed', anew: 'computed', fast: true };
const unknown = { held: 'undetermined', anew: 'undetermined', fast: false };

test('facts and leads follow a "different" between two that were apart already, and its withdrawal', async () => {
  await receiveRows(store, 'etrace', [header, trace(1, 'AB1001'), trace(2, 'AB1001')]);
  expect(await said()).toEqual(fast);
  const heard: unknown[] = [];
  const listener = listenToStore(store.database, { onMessage: (each) => heard.push(each), onGap: () => undefined });
  const judgement = await judge(1, 2);
  expect(await said()).toEqual(unknown);
  await expect.poll(() => heard).toContainEqual({ kind: 'facts', agencyId: store.agency.agencyId });
  await listener.close();
  await withdraw(judgement);
  expect(await said()).toEqual(fast);
});

test('they follow one on other rows of the two, and a judged row that goes over to another entity', async () => {
  // Persons 1 and 2 at the firearm; 3 and 4 of another firearm, of which 3 is joined to 1 by the date of birth, and 4 to 2 by a judgement.
  await receiveRows(store, 'etrace', [
    header,
    trace(1, 'AB1001', '02/03/1985'),
    trace(2, 'AB1001'),
    trace(3, 'CD2001', '02/03/1985'),
    trace(4, 'EF3001'),
  ]);
  expect(await said()).toEqual(fast);
  const judgement = await judge(3, 4);
  // Rows 2 and 4 are of nobody in common so far.
  expect(await said()).toEqual(fast);
  // Number 2 is said to be the person of row 4: with it goes that it is not the person of row 3, nor of row 1.
  await store.database.pool('import').query(
    `update flashlight.observation_of set entity_id = (select entity_id from flashlight.observation_of where record_id * 64 + ordinal = $1)
      where record_id * 64 + ordinal = $2`,
    [await purchaser(2), await purchaser(4)],
  );
  expect(await said()).toEqual(unknown);
  await withdraw(judgement);
  expect(await said()).toEqual(fast);
});

test('a judgement on two that no firearm has in common lists nothing', async () => {
  await receiveRows(store, 'etrace', [header, trace(1, 'AB1001'), trace(2, 'CD2001')]);
  const { agencyId } = store.agency;
  const changed = (after: number) =>
    atOneMoment(store.database.pool('read'), async (client) => {
      const { seq } = await findChangePositions(client, agencyId);
      return { seq, ...(await findFactChanges(client, agencyId, { after, to: seq })) };
    });
  const { seq } = await changed(0);
  await judge(1, 2);
  expect(await changed(seq)).toEqual({ seq, records: [], left: [] });
});
