import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import { postgresLinkSource } from '../store/link-source.ts';
import { findLinks } from './find-links.ts';

/** One address at which 150 firearms were recovered, 30 of them on a day that is known, which came in last. */
let store: TestStore;
let place: number;
const undated = 120;
const days = Array.from({ length: 30 }, (_, at) => `2024-01-${String(at + 1).padStart(2, '0')}`);

beforeAll(async () => {
  store = await openTestStore();
  const rows = [...Array.from({ length: undated }, () => ''), ...days].map(
    (day, at) =>
      `RQ${at},01/02/2025,24-1${String(at).padStart(4, '0')},NUL${String(at).padStart(5, '0')},GLOCK,P,9MM,19,${day},77 HUB ST,HARBOR CITY,MD`,
  );
  await receiveRows(store, 'etrace', [
    'Request Number,Date of Request,Agency Case Number,Serial Number,Manufacturer,Type,Caliber,Model,Recovery Date,Recovery Address,Recovery City,Recovery State',
    ...rows,
  ]);
  const { rows: found } = await store.database
    .pool('read')
    .query<{ entity_id: number }>(`select entity_id from flashlight.entity where kind = 'place' and links = 150`);
  place = found[0]!.entity_id;
});

afterAll(async () => {
  await store?.close();
});

async function reading<T>(work: (client: Parameters<typeof findLinks>[0]) => Promise<T>): Promise<T> {
  const client = await store.database.pool('read').connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}

test('of one entity the newest links come first, and undated ones where the limit leaves room', async () => {
  const shown = (limit: number) =>
    reading(async (client) =>
      (await postgresLinkSource(client, store.agency.agencyId).neighbors([place], {}, limit)).map((link) => link.from),
    );
  expect(await shown(10)).toEqual(days.slice(-10).toReversed());
  expect(await shown(40)).toEqual([...days.toReversed(), ...Array.from({ length: 10 }, () => null)]);
  expect(await shown(1000)).toHaveLength(undated + days.length);
});

test('one hop shows as many links of one entity as asked for; further hops 100, and the cut says so', async () => {
  const graph = (hops: number, limit: number) =>
    reading((client) => findLinks(client, store.agency.agencyId, { from: [place], hops, limit }));
  const whole = await graph(1, 5000);
  expect([whole.links.length, whole.cut]).toEqual([150, []]);
  const far = await graph(2, 5000);
  const ofPlace = far.links.filter((link) => link.object === `place:${place}`);
  expect(ofPlace).toHaveLength(100);
  expect(ofPlace.filter((link) => link.from !== null)).toHaveLength(days.length);
  expect(far.cut).toMatchObject([{ id: `place:${place}`, reason: 'limit-per-entity', total: 150, shown: 100 }]);
});

test('a cut counts within what was asked for: the days, and what was withdrawn', async () => {
  const graph = (order: Partial<Parameters<typeof findLinks>[2]>) =>
    reading((client) => findLinks(client, store.agency.agencyId, { from: [place], hops: 1, limit: 50, ...order }));
  // Of those dated outside only the undated ones stay.
  const [dated] = (await graph({ filter: { since: '2024-01-21' } })).cut;
  expect(dated).toMatchObject({ total: undated + 10, byPredicate: { RECOVERED_AT: undated + 10 } });
  const { rows } = await store.database
    .pool('import')
    .query<{ link_id: number }>(
      `update flashlight.link set status = 'RETRACTED' where link_id in (select link_id from flashlight.link where object_id = $1 limit 20) returning link_id`,
      [place],
    );
  expect(rows).toHaveLength(20);
  expect((await graph({})).cut).toMatchObject([{ total: 130 }]);
  const [withdrawn] = (await graph({ filter: { history: true } })).cut;
  expect(withdrawn).toMatchObject({ total: 150, shown: 49 });
});
