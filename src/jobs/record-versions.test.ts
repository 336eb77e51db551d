import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recovered, rowHeaders, traced } from '../../test/joined-rows.ts';
import { openTestStore, type TestStore } from '../../test/open-test-store.ts';
import { receiveRows } from '../../test/receive-rows.ts';
import { parseEntityId } from '../model/ids.ts';
import { findFirearms } from './find-firearm.ts';
import { importFile } from './import-file.ts';
import { linkRecords } from './link-records.ts';
import { loadLife } from './load-life.ts';

let store: TestStore;
beforeEach(async () => {
  store = await openTestStore();
});
afterEach(async () => {
  await store.close();
});

const receive = (feed: keyof typeof rowHeaders, ...rows: string[]) =>
  receiveRows(store, feed, [rowHeaders[feed], ...rows]);

test('what only corrected rows said is one history without rows in force; what they say now is named and counted after them', async () => {
  await receive('etrace', traced('T100', 'ORD111', 'GLOCK'));
  await receive('etrace', traced('T100', 'ORD111', 'GLOCK', '01/02/2020'));
  await receive('etrace', traced('T100', 'ORD111', 'GLOCK', '01/03/2020'));
  await receive('etrace', traced('T100', 'ORD999', 'GLOCK', '01/03/2020').replace('ECHO,ED', 'ECHO,EDGAR'));
  const client = await store.database.pool('read').connect();
  try {
    const before = await findFirearms(client, store.agency.agencyId, 'ORD111');
    expect(before).toHaveLength(1);
    const [now] = await findFirearms(client, store.agency.agencyId, 'ORD999');
    const life = async (id: string) => (await loadLife(client, store.agency.agencyId, parseEntityId(id)!.number))!;
    expect((await life(now!.id)).apart).toEqual([]);
    expect((await life(before[0]!.id)).apart).toMatchObject([{ id: now!.id }]);
    const { rows } = await client.query<{ label: string; observations: number }>(
      `select label, observations from flashlight.entity where kind in ('firearm', 'person') and merged_into is null order by observations, label`,
    );
    expect(rows).toEqual([
      { label: 'Echo, Ed', observations: 0 },
      { label: 'Glock 19 ORD111', observations: 0 },
      { label: 'Echo, Edgar', observations: 1 },
      { label: 'Glock 19 ORD999', observations: 1 },
    ]);
  } finally {
    client.release();
  }
});

test('a theft report that names another firearm than before says so, and which; one that only lists one more does not', async () => {
  const send = async (...serials: string[]) => {
    const { warnings } = await receiveRows(store, 'thefts', [
      'Report Number,Theft Date,Report Date,Serial Number,Make,Model,Caliber,Type',
      ...serials.map((serial) => `TH-1,05/05/2023,05/06/2023,${serial},GLOCK,17,9MM,P`),
    ]);
    return warnings.filter((each) => each.code === 'theft.other-firearm');
  };
  expect(await send('ABC12345')).toEqual([]);
  expect(await send('ABC12345', 'XYZ98765')).toEqual([]);
  expect(await send('XYZ98765')).toEqual([]);
  expect(await send('ABC12399', 'XYZ98765')).toMatchObject([
    { rows: 1, message: expect.stringContaining('line 2, TH-1/ABC12399; before: TH-1/ABC12345') as string },
  ]);
});

test('of two imports that overlap the version saved last is in force, whichever began first', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'flashlight-overlap-'));
  try {
    const order = async (name: string, status: string, onBegun?: () => Promise<void>) => {
      const path = join(folder, name);
      await writeFile(
        path,
        `${rowHeaders.recoveries},Status\r\n${recovered('P1', 'P/GLOCK/19/9MM/AAA1111')},${status}\r\n`,
      );
      return importFile(store.database, {
        agency: store.agency,
        feed: 'recoveries',
        path,
        rejectsDir: folder,
        startedBy: 'test',
        receivedAt: '2026-01-01T00:00:00Z',
        ...(onBegun ? { onBegun } : {}),
      });
    };
    // The first to begin is the last to save.
    const first = await order('first.csv', 'DESTROYED', async () => void (await order('second.csv', 'EVIDENCE')));
    expect(first.accepted).toBe(1);
    await linkRecords(store.database);
    const { rows } = await store.database.pool('read').query(
      `select r.version, o.status, t.status as said from flashlight.observation_of o join flashlight.record r using (agency_id, record_id)
           join flashlight.recovery t using (agency_id, record_id) where o.kind = 'firearm' order by r.version`,
    );
    expect(rows).toEqual([
      { version: 1, status: 'SUPERSEDED', said: 'EVIDENCE' },
      { version: 2, status: 'ACTIVE', said: 'DESTROYED' },
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('an entity is named by what is said of it now, not by what was corrected', async () => {
  await receive('recoveries', recovered('P7', 'P/GLOCK/17/9MM/LBL1001'));
  await receive('recoveries', recovered('P7', 'P/GLOCK/26/9MM/LBL1001'));
  const { rows } = await store.database
    .pool('read')
    .query(`select label from flashlight.entity where kind = 'firearm' and merged_into is null`);
  expect(rows).toEqual([{ label: 'Glock 26 LBL1001' }]);
});

test('a corrected row names and dates what is known by a key that stayed: dealer, place, person and case', async () => {
  const header =
    'Trace Number,Request Date,Completed Date,Agency Case Number,Serial Number,Manufacturer,Dealer FFL,Dealer Name,Purchase Date,Purchaser Last Name,Purchaser First Name,Purchaser DOB,Recovery Date,Recovery Address,Recovery City,Recovery State';
  const row = (dealer: string, sold: string, recoveredOn: string, street: string) =>
    `T9001,07/07/2024,07/20/2024,24-0000031,AGE10001,GLOCK,8-52-005-01-9H-32309,${dealer},${sold},SMITH,ANN,07/04/1990,${recoveredOn},${street},Baltimore,MD`;
  const told = async () => {
    const { rows } = await store.database
      .pool('read')
      .query<{ kind: string; label: string; first: string; last: string }>(
        `select kind, label, first_seen::text as first, last_seen::text as last from flashlight.entity
          where merged_into is null and observations > 0 order by kind`,
      );
    return Object.fromEntries(rows.map(({ kind, ...about }) => [kind, about]));
  };
  await receiveRows(store, 'etrace', [header, row('EAGLE ARMZ', '01/01/1990', '07/01/2024', '12 N MAIN ST')]);
  expect(await told()).toMatchObject({
    dealer: { label: 'Eagle Armz', first: '1990-01-01', last: '1990-01-01' },
    firearm: { first: '1990-01-01', last: '2024-07-01' },
  });
  await receiveRows(store, 'etrace', [header, row('EAGLE ARMS', '01/01/2020', '07/02/2024', '12 North Main Street')]);
  expect(await told()).toEqual({
    dealer: { label: 'Eagle Arms', first: '2020-01-01', last: '2020-01-01' },
    firearm: { label: 'Glock AGE10001', first: '2020-01-01', last: '2024-07-02' },
    incident: { label: 'Case 24-0000031', first: '2024-07-02', last: '2024-07-02' },
    person: { label: 'Smith, Ann', first: '2020-01-01', last: '2020-01-01' },
    place: { label: '12 N Main St, Baltimore', first: '2024-07-02', last: '2024-07-02' },
  });
});

test('more groups than are joined at once are all kept apart, each from its own other alone', async () => {
  const serials = Array.from({ length: 230 }, (_, at) => `MNY${String(at).padStart(5, '0')}`);
  await receive('recoveries', ...serials.map((serial, at) => recovered(`A${at}`, `P/GLOCK/19/9MM/${serial}`)));
  await receive('recoveries', ...serials.map((serial, at) => recovered(`B${at + 1000}`, `R/GLOCK/19/9MM/${serial}`)));
  const { rows } = await store.database.pool('read').query<{ entity_id: number; label: string; apart: number[] }>(
    `select entity_id, label, array(select (each ->> 'entity')::bigint from jsonb_array_elements(detail -> 'apart') as each) as apart
       from flashlight.entity where kind = 'firearm' and merged_into is null`,
  );
  expect(rows).toHaveLength(2 * serials.length);
  const labels = new Map(rows.map((row) => [row.entity_id, row.label]));
  for (const { entity_id, label, apart } of rows) {
    expect(apart.map((other) => labels.get(Number(other)))).toEqual([label]);
    expect(apart.map(Number)).not.toContain(entity_id);
  }
});
