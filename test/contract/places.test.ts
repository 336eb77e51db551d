import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PlacesPage } from '../../src/api/contract/boards.ts';
import { importSmallCity } from './import-small-city.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';
import { incidentsCsv, recoveriesCsv } from './small-city.ts';

let server: TestServer;

beforeAll(async () => {
  server = await openTestServer();
  await importSmallCity(server, [
    ['incidents', incidentsCsv],
    ['recoveries', recoveriesCsv],
  ]);
});
afterAll(() => server.close());

test('places and incidents that have a point are found for the map, and nothing else is', async () => {
  const cookie = await server.signIn('analyst');
  const get = async (path: string) => (await server.api.inject({ url: `/api/v1${path}`, headers: { cookie } })).json();
  const incident = (await get('/search?q=24-0000101')).results[0].id as string;
  const firearm = (await get('/search?q=BKFT419')).results[0].id as string;
  const answer = await server.api.inject({
    method: 'POST',
    url: '/api/v1/places',
    headers: { cookie },
    payload: { ids: [incident, firearm, 'place:999999999'] },
  });
  const { items } = answer.json() as PlacesPage;
  expect(items.map(({ id, lon, lat }) => [id, Math.round(lon), Math.round(lat)])).toEqual([[incident, -77, 39]]);
});
