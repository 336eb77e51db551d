import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import type { FrozenLead, LeadLoss } from '../model/lead-evidence.ts';
import { inTransaction } from './database.ts';
import { findDeliveries, findKeptLeads, saveLeads, saveNotices, type LeadWrites } from './save-leads.ts';

let store: TestStore;
let owner: pg.Client;
beforeEach(async () => {
  store = await openTestStore();
  owner = new pg.Client({ connectionString: store.url });
  await owner.connect();
});
afterEach(async () => {
  await owner.end();
  await store.close();
});

const lead = (person: number): FrozenLead => ({
  topic: 'purchaser',
  subject: `person:${person}`,
  kind: 'purchaser-fast-trace',
  strength: 50,
  reason: 'fast',
  also: [],
  evidence: {
    numbers: [`T${person}`],
    traces: [],
    persons: [`person:${person}`],
    firearms: [],
    dealers: [],
    incidents: [],
    shootings: [],
    from: null,
    to: null,
  },
});
const loss = (trace: string): LeadLoss => ({ traces: [trace], entities: [], reasons: ['not-established'], ties: [] });

let writes = 0;
const write = (of: Partial<LeadWrites>) =>
  inTransaction(store.database.pool('import'), async (client) => {
    const moment = { baseline: 1, seq: 0, linkSeq: 0, lastLead: 3, engine: 'leads-1', settings: 'declared' };
    const all = { fresh: [], changed: [], strengths: [], ...of };
    expect(await saveLeads(client, store.agency.agencyId, all, moment, writes++)).toBe(true);
  });
const turn = (number: number, version: number, change: 'JOINED' | 'RESTORED', joinedInto: number | null) =>
  write({ changed: [{ lead: number, version, change, found: lead(number), loss: loss('T0'), joinedInto }] });
const deliveries = async (of: number) =>
  (await inTransaction(store.database.pool('import'), (c) => findDeliveries(c, store.agency.agencyId, [of]))).map(
    ({ name, path, told }) => ({ name, path, told: told?.traces ?? null }),
  );
const threeLeads = async () => {
  writes = 0;
  await write({ fresh: [1, 2, 3].map((number) => ({ lead: number, found: lead(number) })) });
};

test('a delivery says through which leads it goes on to which, and what was told of any of them', async () => {
  await threeLeads();
  const { agencyId } = store.agency;
  const { rows } = await owner.query<{ recipient: string }>(
    `insert into flashlight.lead_recipient (agency_id, lead_id, given_lead, side, name, purpose, version, given_by)
     values ($1, 1, 1, 'inside', 'a', 'to know', 1, 'b') returning recipient_id as recipient`,
    [agencyId],
  );
  await turn(1, 2, 'JOINED', 2);
  await inTransaction(store.database.pool('import'), (client) =>
    saveNotices(client, agencyId, [
      {
        lead: 1,
        version: 2,
        recipient: Number(rows[0]!.recipient),
        side: 'inside',
        name: 'a',
        change: 'JOINED',
        lost: loss('T1'),
        joinedInto: 2,
      },
    ]),
  );
  expect(await deliveries(2)).toEqual([{ name: 'a', path: [1, 2], told: ['T1'] }]);
  await turn(2, 2, 'JOINED', 3);
  expect(await deliveries(3)).toEqual([{ name: 'a', path: [1, 2, 3], told: ['T1'] }]);
  await turn(2, 3, 'RESTORED', null);
  expect(await deliveries(3)).toEqual([{ name: 'a', path: [1, 2], told: ['T1'] }]);
  await turn(1, 3, 'RESTORED', null);
  expect(await deliveries(2)).toEqual([{ name: 'a', path: [1], told: ['T1'] }]);
  expect(await deliveries(1)).toEqual([{ name: 'a', path: [1], told: ['T1'] }]);
});

test('a kept lead has the strength its newest version says, beside what it is to the digit', async () => {
  await threeLeads();
  await write({ strengths: [{ lead: 1, strength: 49.7 }] });
  const [first] = await inTransaction(store.database.pool('import'), (client) =>
    findKeptLeads(client, store.agency.agencyId, 'all'),
  );
  expect(first).toMatchObject({ lead: 1, strength: 50, exact: 49.7 });
});

test('a store in which leads went on through several knows what was given in the first place', async () => {
  const file = (way: string) => readFile(new URL(`./migrations/0027-lead-consent.${way}.sql`, import.meta.url), 'utf8');
  await threeLeads();
  await owner.query(await file('down'));
  // As rows were carried over before: with the version that was given, of which lead was not kept.
  const given = '2026-01-02T03:04:05.678901Z';
  for (const [of, version, at] of [
    [1, 4, given],
    [2, 2, given],
    [3, 7, given],
    [3, 6, '2026-01-02T03:04:05.678902Z'],
  ] as const)
    await owner.query(
      `insert into flashlight.lead_recipient (agency_id, lead_id, side, name, purpose, version, given_by, given_at)
       values ($1, $2, 'inside', 'a', 'to know', $3, 'b', $4)`,
      [store.agency.agencyId, of, version, at],
    );
  await owner.query(await file('up'));
  const { rows } = await owner.query(
    `select lead_id as lead, given_lead as given, version from flashlight.lead_recipient order by recipient_id`,
  );
  expect(rows).toEqual([
    { lead: 1, given: 1, version: 4 },
    { lead: 2, given: 1, version: 4 },
    { lead: 3, given: 1, version: 4 },
    { lead: 3, given: 3, version: 6 },
  ]);
});
