import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import { loadLive } from './load-live.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(async () => {
  await store.close();
});

async function live() {
  const client = await store.database.pool('read').connect();
  try {
    return await loadLive(client, store.agency.agencyId, {
      since: null,
      parts: { alerts: true, entities: true, imports: true },
    });
  } finally {
    client.release();
  }
}

test('the newest day is that of the agency’s clock, also late in the evening when it is the next day in UTC', async () => {
  expect((await live()).newest).toBeNull();
  await receiveRows(store, 'gunshot-alerts', [
    'Flex ID,Date,Time,Type,Rounds,Latitude,Longitude,Accuracy (m),Linked Case',
    '24-7,06/07/2024,22:30:00,Multiple Gunshots,5,39.2905,-76.6122,25,',
  ]);
  const { newest, events } = await live();
  expect(events[0]!.from).toBe('2024-06-08T02:30:00.000Z');
  expect(newest).toBe('2024-06-07');
  await receiveRows(store, 'recoveries', [
    'Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number',
    'P1,24-1,06/08/2024,P,GLOCK,17,9MM,CCC3333',
  ]);
  expect((await live()).newest).toBe('2024-06-08');
});

test('a recovery told by two rows is one event of its day, and the newest day is read by the agency’s clock', async () => {
  await receiveRows(store, 'recoveries', [
    'Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number',
    'P1,24-1,06/07/2024 22:30,P,GLOCK,17,9MM,CCC3333',
    'P2,24-1,06/07/2024,P,GLOCK,17,9MM,CCC3333',
    'P3,24-2,06/08/2024,P,GLOCK,17,9MM,CCC4444',
  ]);
  const { events, newest } = await live();
  expect(events.map(({ from, sources }) => [from, sources.length])).toEqual([
    ['2024-06-08', 1],
    ['2024-06-08T02:30:00.000Z', 2],
  ]);
  expect(newest).toBe('2024-06-08');
});

test('a row that a newer version replaced is no event of the board', async () => {
  const rows = (day: string) => [
    'Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number',
    `P1,24-1,${day},P,GLOCK,17,9MM,CCC3333`,
  ];
  await receiveRows(store, 'recoveries', rows('06/09/2024'));
  await receiveRows(store, 'recoveries', rows('06/07/2024'));
  const { events, newest } = await live();
  expect(events.map((event) => event.from)).toEqual(['2024-06-07']);
  expect(newest).toBe('2024-06-07');
});
