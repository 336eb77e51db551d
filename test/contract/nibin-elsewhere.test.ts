import { afterAll, beforeAll, expect, test } from 'vitest';
import { tellOtherWithdrawals } from '../../src/jobs/tell-other-withdrawals.ts';
import type { NibinLeads, NibinStatistics } from '../../src/model/nibin.ts';
import type { SurfaceComparison } from '../../src/model/surface-comparison.ts';
import { findOwnNibinNotices, tellRecipients } from '../../src/store/nibin-notices.ts';
import { receiveRows } from '../receive-rows.ts';
import { askAs, enrolSearched, receiveShootings, refusedAs, signInAs } from './nibin-people.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';

// One lead of our own, given out and confirmed, that a file of the network withdraws.

let server: TestServer;
let of: Record<string, number>;
const who: Record<string, string> = {};

const get = <T>(path: string) => askAs<T>(server, path, who['dan']!);
const post = <T>(path: string, name: string, payload: object) => askAs<T>(server, path, who[name]!, 'POST', payload);

beforeAll(async () => {
  server = await openTestServer();
  await receiveShootings(server);
  of = await enrolSearched(server, [{ a: 'first', b: 'second', cells: 30 }]);
  for (const [name, role] of [
    ['ann', 'technician'],
    ['bo', 'technician'],
    ['eve', 'examiner'],
    ['fay', 'examiner'],
    ['dan', 'detective'],
  ] as const)
    who[name] = await signInAs(server, name, role);
  const [a, b] = [of['first']!, of['second']!].sort((p, q) => p - q);
  for (const name of ['ann', 'bo']) await post(`/candidate-reviews/${a}/${b}`, name, { conclusion: 'LEAD' });
  await post('/nibin-leads/1/dissemination', 'ann', {
    revision: 2,
    recipients: [{ side: 'inside', name: 'dan', purpose: 'Case' }],
  });
  await post('/nibin-leads/1/steps', 'dan', { revision: 3, step: 'request-confirmation' });
  const { conclusions } = await post<{ conclusions: { id: number }[] }>('/nibin-leads/1/conclusions', 'eve', {
    revision: 4,
    conclusion: 'IDENTIFICATION',
    method: 'Comparison microscope, both specimens',
    limitation: 'Holds for the marks compared; see the report.',
    report: 'FR26-1',
    on: '2026-11-21',
  });
  await post(`/nibin-leads/1/conclusions/${conclusions[0]!.id}/verification`, 'fay', { revision: 4, agrees: true });
});
afterAll(() => server.close());

/** What pages say of the lead: the comparison, the counts and filters of the list, and the share confirmed. */
async function said() {
  const { lead } = await get<SurfaceComparison>(`/exhibits/${of['first']}/with/${of['second']}`);
  const lists = await Promise.all(
    (['HIT', 'WITHDRAWN'] as const).map((each) => get<NibinLeads>(`/nibin-leads?standing=${each}`)),
  );
  const { confirmed } = await get<NibinStatistics>('/nibin-leads/statistics');
  return {
    compared: lead?.holds,
    listed: lists.map(({ items, total }) => [items.length, total]),
    counts: lists.map(({ hits, withdrawn }) => [hits, withdrawn])[0],
    confirmed: confirmed.numerator,
  };
}

test('what a file withdraws is a hit nowhere, in a comparison, a list or a figure', async () => {
  expect(await said()).toEqual({
    compared: 'HIT',
    listed: [
      [1, 1],
      [0, 0],
    ],
    counts: [1, 0],
    confirmed: 1,
  });
  await receiveRows(server.store, 'nibin', [
    'Lead Number,Kind,Status,Issued,Case A,Item A,Case B,Item B',
    'NET-1,LEAD,RETRACTED,11/20/2026,24-0003,,24-0001,',
  ]);
  expect(await said()).toEqual({
    compared: 'WITHDRAWN',
    listed: [
      [0, 0],
      [1, 1],
    ],
    counts: [0, 1],
    confirmed: 0,
  });
});

test('nothing hides from whoever has the lead that it was withdrawn elsewhere, but that it is withdrawn here', async () => {
  const { agencyId } = server.store.agency;
  const at = server.clock.now().toISOString();
  expect(await tellOtherWithdrawals(server.store.database, { agencyId, now: at })).toBe(1);
  const client = await server.store.database.pool('read').connect();
  const open = async () =>
    (await findOwnNibinNotices(client, agencyId, { person: 'dan', open: true, limit: 20 })).map(({ change }) => change);
  try {
    await client.query('begin');
    await tellRecipients(client, agencyId, { lead: 1, at, revision: 99, change: 'INCONCLUSIVE' });
    expect(await open()).toEqual(['INCONCLUSIVE', 'WITHDRAWN_ELSEWHERE']);
    await tellRecipients(client, agencyId, { lead: 1, at, revision: 100, change: 'RETRACTED' });
    expect(await open()).toEqual(['RETRACTED']);
  } finally {
    await client.query('rollback');
    client.release();
  }
});

test('nobody is given it, until that is settled', async () => {
  const give = (name: string) =>
    ['/nibin-leads/1/recipients', who['ann']!, 'POST', { side: 'inside', name, purpose: 'Another case' }] as const;
  expect(await refusedAs(server, ...give('dan'))).toBe('nibin.wrong-step');
});
