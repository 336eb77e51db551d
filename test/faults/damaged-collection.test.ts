import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBreechFaces } from '../../src/ballistics/make-breech-face.ts';
import { collectionFolder, mendCollection } from '../../src/jobs/collect-scans.ts';
import { searchAgain } from '../../src/jobs/ask-for-search.ts';
import { workOnce } from '../../src/jobs/work-on-scans.ts';
import { inTransaction } from '../../src/store/database.ts';
import { findCandidatesOf, findCorrelationsOf } from '../../src/store/correlation-requests.ts';
import { openTestServer, type TestServer } from '../contract/open-test-server.ts';
import { enrolScan, prepareScans } from '../enrolled-scans.ts';

// A disk turned one bit of the collection that is searched. What is read off it then is no answer.

let server: TestServer;
let exhibits: number[];
let folder: string;
const news: string[] = [];

const told = () => ({
  agencyId: server.store.agency.agencyId,
  dataDir: server.dataDir,
  worker: 'tests',
  onNews: (said: string) => void news.push(said),
});
const inStore = <T>(work: Parameters<typeof inTransaction<T>>[1]) =>
  inTransaction(server.store.database.pool('read'), work);

function turnBit(part: string, at: number): void {
  const bytes = readFileSync(join(folder, part));
  bytes[at]! ^= 1;
  writeFileSync(join(folder, part), bytes);
}

beforeAll(async () => {
  server = await openTestServer();
  const make = createBreechFaces();
  exhibits = [];
  for (const [item, firearm] of [
    ['C-1', 'a'],
    ['C-2', 'b'],
    ['C-3', 'a'],
  ] as const)
    exhibits.push(
      (await enrolScan(server, { item, map: make({ classSeed: 'c', firearmSeed: firearm, shotSeed: item }) })).exhibit,
    );
  await prepareScans(server);
  folder = collectionFolder(told());
});
afterAll(() => server.close());

test('a search that meets it gives no answer; the collection is made anew, and the search is tried again with it', async () => {
  const [first, , third] = exhibits as [number, number, number];
  const { agencyId } = server.store.agency;
  const size = readFileSync(join(folder, 'surfaces.bin')).length;
  turnBit('surfaces.bin', 1000);
  const turn = { agencyId, actor: 'tests', now: server.clock.now().toISOString() };
  await inStore((client) => searchAgain(client, turn, { exhibit: third, only: null, exhaustive: false }));
  while (await workOnce(server.store.database, told()));
  expect(news).toEqual([
    'a search broke off, which is tried again',
    'the collection of scans is damaged, and is made anew from them',
  ]);
  const request = async () => (await inStore((client) => findCorrelationsOf(client, agencyId, [third])))[0]!;
  expect(await request()).toMatchObject({ state: 'RUNNING', tries: 1, indexed: null });
  // Once the time to answer is over.
  const owner = await server.store.database.connect('migrate');
  await owner.query('update flashlight.correlation_request set lease_until = null');
  await owner.end();
  await prepareScans(server);
  expect(await request()).toMatchObject({ state: 'DONE', tries: 2, indexed: 3 });
  expect(readFileSync(join(folder, 'surfaces.bin')).length).toBe(size);
  const [best] = await inStore((client) => findCandidatesOf(client, agencyId, third, 1));
  expect(best!.exhibit).toBe(first);
});

test('of a list that is damaged nothing is taken for known: a worker that starts makes it anew', async () => {
  news.length = 0;
  turnBit('exhibits.jsonl', 30);
  await mendCollection(server.store.database, told());
  expect(news).toEqual([
    'the collection of scans is damaged, and is made anew from them',
    'scans that the collection does not hold are put in anew',
  ]);
  await prepareScans(server);
  expect(readFileSync(join(folder, 'exhibits.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(3);
});
