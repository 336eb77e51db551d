import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBreechFaces } from '../../src/ballistics/make-breech-face.ts';
import { enrolExhibit } from '../../src/jobs/enrol-exhibit.ts';
import type { CandidatePair } from '../../src/model/candidate-pairs.ts';
import type { ExhibitPage } from '../../src/model/exhibit-page.ts';
import { inTransaction } from '../../src/store/database.ts';
import { prepareScans } from '../enrolled-scans.ts';
import { x3pOf } from '../x3p-of.ts';
import { askAs, enrolScanned, receiveShootings, refusedAs, sendAs, signInAs } from './nibin-people.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';
import { scanForm } from './upload-form.ts';

// The scan of “second” was handed in to the wrong exhibit: what it brought goes with it, and it is handed in where it is of.

let server: TestServer;
let of: Record<string, number>;
const who: Record<string, string> = {};

const ask = <T>(path: string, name: string, method: 'GET' | 'POST' = 'GET', payload: object = {}) =>
  askAs<T>(server, path, who[name]!, method, payload);
const refused = (path: string, name: string, payload: object) => refusedAs(server, path, who[name]!, 'POST', payload);
const page = (name: string) => ask<ExhibitPage>(`/exhibits/${of[name]}`, 'dan');
const pairPath = (a: string, b: string) => {
  const [x, y] = [of[a]!, of[b]!].sort((p, q) => p - q);
  return `/candidate-reviews/${x}/${y}`;
};
const say = (a: string, b: string, name: string, conclusion: string) =>
  ask<CandidatePair>(pairPath(a, b), name, 'POST', { conclusion });
const found = async (name: string) => (await page(name)).candidateList.map(({ exhibit }) => exhibit);

async function handIn(name: string, bytes: Buffer, fileName: string): Promise<ExhibitPage> {
  const { headers, payload } = scanForm(bytes, fileName);
  const answer = await server.api.inject({
    method: 'POST',
    url: `/api/v1/exhibits/${of[name]}/scans?maskedBefore=true`,
    headers: { cookie: who['dan']!, ...headers },
    payload,
  });
  expect([answer.statusCode, answer.statusCode === 200 ? '' : answer.body]).toEqual([200, '']);
  return answer.json<ExhibitPage>();
}

beforeAll(async () => {
  server = await openTestServer();
  await receiveShootings(server);
  of = await enrolScanned(server);
  for (const [name, role] of [
    ['ann', 'technician'],
    ['bo', 'technician'],
    ['eve', 'examiner'],
    ['dan', 'detective'],
  ] as const)
    who[name] = await signInAs(server, name, role);
});
afterAll(() => server.close());

test('a scan on which a lead rests stays until the lead is withdrawn', async () => {
  await say('second', 'third', 'ann', 'LEAD');
  expect(await say('second', 'third', 'bo', 'LEAD')).toMatchObject({ state: 'settled', lead: 1 });
  await say('first', 'second', 'ann', 'NO_LEAD');
  const before = await page('second');
  const path = `/exhibits/${of['second']}/scans/${before.scanList[0]!.scan}/withdrawal`;
  const order = { version: before.version, reason: 'Bags were swapped' };
  expect(await refused(path, 'dan', order)).toBe('exhibit.scan-leads');
  expect(await refused(path, 'dan', { ...order, version: before.version - 1 })).toBe('exhibit.changed');
  expect(await refused(path, 'dan', { ...order, reason: '  ' })).toBe('exhibit.no-reason');
  const ofThird = `/exhibits/${of['third']}/scans/${before.scanList[0]!.scan}/withdrawal`;
  expect(await refused(ofThird, 'dan', { ...order, version: (await page('third')).version })).toBe('exhibit.unknown');
  expect(await page('second')).toEqual(before);
});

test('taken off, nothing of it is left: neither candidates, nor what was said of them, nor a surface', async () => {
  await ask('/nibin-leads/1/retraction', 'eve', 'POST', { revision: 2, reason: 'Bags were swapped' });
  const before = await page('second');
  const [{ scan }] = before.scanList as [ExhibitPage['scanList'][number]];
  expect(before.candidateList.length).toBe(3);
  const after = await ask<ExhibitPage>(`/exhibits/${of['second']}/scans/${scan}/withdrawal`, 'dan', 'POST', {
    version: before.version,
    reason: 'Bags were swapped',
  });
  expect(after).toMatchObject({
    state: 'TRIAGED',
    scans: 0,
    candidates: 0,
    candidateList: [],
    requests: [],
    undo: null,
  });
  expect(after.scanList).toMatchObject([{ scan, state: 'WITHDRAWN', failure: { message: 'Bags were swapped' } }]);
  expect(after.clocks.find(({ stage }) => stage === 'lab-entry')?.is).toBe('waiting');
  expect(after.history.filter(({ undone, step }) => !undone && step !== 'undo').map(({ step }) => step)).toEqual([
    'enrol',
    'receive',
    'triage',
    'withdraw-scan',
  ]);
  for (const other of ['first', 'fired', 'third']) {
    expect(await found(other)).not.toContain(of['second']);
    expect(await refused(pairPath('second', other), 'bo', { conclusion: 'LEAD' })).toBe('candidate.unknown');
  }
  expect((await sendAs(server, `/exhibits/${of['second']}/scans/${scan}/surface`, who['dan']!)).statusCode).toBe(404);
  const compared = await sendAs(server, `/exhibits/${of['second']}/with/${of['third']}?scan=${scan}`, who['dan']!);
  expect(compared.statusCode).toBe(404);
  const again = `/exhibits/${of['second']}/scans/${scan}/withdrawal`;
  expect(await refused(again, 'dan', { version: after.version, reason: 'Twice' })).toBe('exhibit.unknown');
});

test('the file is handed in to the exhibit it is of, and who looked at it under the wrong one may look at the right one', async () => {
  const turn = { agencyId: server.store.agency.agencyId, actor: 'dan', now: server.clock.now().toISOString() };
  const { item: _, ...facts } = {
    item: '',
    labItem: null,
    ibis: null,
    case: '24-0009',
    kind: 'CASING' as const,
    origin: 'SCENE' as const,
    calibre: '9MM',
    finish: null,
    headstamp: null,
    marker: null,
    pieces: 1,
    collectedAt: '2026-11-20T10:00:00Z',
    collectedBy: null,
    aperture: null,
    breechFace: null,
    recovery: null,
    testFire: null,
  };
  of['fourth'] = await inTransaction(server.store.database.pool('read'), (client) =>
    enrolExhibit(client, turn, {
      facts: { ...facts, item: 'fourth-1' },
      receivedAt: '2026-11-20T11:00:00Z',
      receivedBy: 'laboratory',
      triaged: true,
    }),
  );
  const swapped = readFileSync(join(server.dataDir, 'second.x3p'));
  await handIn('fourth', swapped, 'second.x3p');
  const own = x3pOf(
    createBreechFaces()({ classSeed: 'class', firearmSeed: 'one', shotSeed: 'own', turn: 0.4, tilt: 1 }),
  );
  await handIn('second', Buffer.from(own), 'own.x3p');
  await prepareScans(server);
  expect((await found('fourth'))[0]).toBe(of['third']);
  expect((await found('second')).slice(0, 2).toSorted()).toEqual([of['first'], of['fired']].toSorted());
  expect((await page('second')).state).toBe('CORRELATED');
  // Ann said there was none, of another surface.
  expect(await ask<CandidatePair>(pairPath('first', 'second'), 'ann')).toMatchObject({ state: 'review', own: null });
  await say('first', 'second', 'ann', 'LEAD');
  expect(await say('first', 'second', 'bo', 'LEAD')).toMatchObject({ state: 'settled', conclusion: 'LEAD' });
});

test('a scan that had been replaced stands again once what replaced it is taken off', async () => {
  const make = createBreechFaces();
  const before = await page('third');
  const [old] = before.scanList;
  await handIn('third', Buffer.from(x3pOf(make({ classSeed: 'class', firearmSeed: 'x', shotSeed: 'x' }))), 'x.x3p');
  await prepareScans(server);
  const replaced = await page('third');
  expect(replaced.scanList.map(({ file, supersededBy }) => [file, supersededBy === null])).toEqual([
    ['x.x3p', true],
    [old!.file, false],
  ]);
  const after = await ask<ExhibitPage>(
    `/exhibits/${of['third']}/scans/${replaced.scanList[0]!.scan}/withdrawal`,
    'dan',
    'POST',
    { version: replaced.version, reason: 'Not of this one' },
  );
  expect(after.scanList.map(({ state, supersededBy }) => [state, supersededBy])).toEqual([
    ['WITHDRAWN', null],
    ['PREPARED', null],
  ]);
  await prepareScans(server);
  expect((await found('third'))[0]).toBe(of['fourth']);
});
