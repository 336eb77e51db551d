import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import { Random } from '../stats/random.ts';
import { inTransaction } from '../store/database.ts';
import { expectFitted, fitCityIndex, type KnownOutcomes } from './fit-city-index.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(() => store.close());

const header =
  'Trace Number,Request Date,Completed Date,Status,Completion Code,Agency Case Number,Serial Number,Manufacturer,Model,Caliber,Firearm Type,Dealer FFL,Dealer Name,Dealer State,Purchase Date,Purchaser Last Name,Purchaser First Name,Purchaser DOB,Recovery Date,Recovery State';

test('other outcomes of the same traces give weights of another name, the same outcomes the same', async () => {
  const random = new Random('traces');
  const day = (at: number) =>
    new Date(Date.UTC(2020, 0, 1) + at * 86_400_000).toLocaleDateString('en-US', {
      timeZone: 'UTC',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
  const traces = Array.from({ length: 400 }, (_, at) => ({ at, days: Math.floor(random.exponential(900)) }));
  await receiveRows(store, 'etrace', [
    header,
    ...traces.map(
      ({ at, days }) =>
        `T${at},${day(at * 4)},${day(at * 4 + 5)},COMPLETED,TRACED TO PURCHASER,20-${at},SER${at}X,GLOCK,19,9MM,P,8-52-005-01-9H-32309,EAGLE,MD,${day(at * 4 - days)},FAMILY${at},ANN,02/03/1980,${day(at * 4)},MD`,
    ),
  ]);
  const fitTo = (outcomes: KnownOutcomes) =>
    inTransaction(store.database.pool('read'), async (client) =>
      expectFitted(await fitCityIndex(client, store.agency.agencyId, outcomes)),
    );
  const drawn = (seed: string): KnownOutcomes => {
    const chance = new Random(seed);
    return new Map(
      traces.map(({ at, days }) => [`T${at}`, chance.chance(days < 400 ? 0.7 : 0.3) ? 'charged' : 'none']),
    );
  };
  const [one, again, other] = [await fitTo(drawn('one')), await fitTo(drawn('one')), await fitTo(drawn('other'))];
  expect(again.settings.weights).toEqual(one.settings.weights);
  expect(other.settings.weights.time).not.toEqual(one.settings.weights.time);
  expect(other.settings.weights.version).not.toBe(one.settings.weights.version);
  expect(one.settings.weights.version).toMatch(/^fitted-charged-\d{4}-\d\d-\d\d-[0-9a-f]{12}$/);
});
