import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { followLinks, type FollowOptions, type HeldGraph, type LinkFollower } from '../../src/jobs/follow-links.ts';
import { memoryLinkSource } from '../../src/links/memory-link-source.ts';
import { atOneMoment } from '../../src/store/database.ts';
import { forgetOldChanges } from '../../src/store/link-changes.ts';
import { postgresLinkSource } from '../../src/store/link-source.ts';
import { openTestStore, type TestStore } from '../open-test-store.ts';
import { receiveRows } from '../receive-rows.ts';

// Whatever befalls the copy of the links in memory: an answer from it is the store's, or the store answers.

let store: TestStore;
let agencyId: number;
let ids: number[];
let nextLink = -1;

beforeAll(async () => {
  store = await openTestStore();
  ({ agencyId } = store.agency);
  await receiveRows(store, 'etrace', [
    'Request Number,Date of Request,Agency Case Number,Serial Number,Manufacturer,Type,Caliber,Model,Recovery Date,Recovery Address,Recovery City,Recovery State',
    ...Array.from(
      { length: 40 },
      (_, at) =>
        `RQ${at},01/02/2025,24-1${String(at % 7).padStart(4, '0')},NUL${String(at).padStart(5, '0')},GLOCK,P,9MM,19,2024-01-0${1 + (at % 9)},${at % 5} HUB ST,HARBOR CITY,MD`,
    ),
  ]);
  ids = (await owner('select entity_id as id from flashlight.entity order by 1')).map((row) => row['id'] as number);
});
afterAll(() => store?.close());

async function owner(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  return (await store.database.pool('migrate').query(sql, values)).rows;
}

/** A link more between two entities, as a rule would add it. */
async function addLink(client: pg.ClientBase | pg.Pool = store.database.pool('migrate')): Promise<void> {
  const at = -nextLink;
  await client.query(
    `insert into flashlight.link (agency_id, link_id, subject_id, subject_kind, predicate, object_id, object_kind, record_id, basis, asserted_by)
     select $1, $2, $3, kind, 'CORRELATED_WITH', $4, kind, (select min(record_id) from flashlight.record), 'DERIVED_RULE', 'test'
       from flashlight.entity where agency_id = $1 and entity_id = $3`,
    [agencyId, nextLink--, ids[at % ids.length], ids[(7 * at) % ids.length]],
  );
}

async function following<T>(options: Partial<FollowOptions>, work: (follower: LinkFollower) => Promise<T>): Promise<T> {
  const follower = followLinks(store.database, { agencyId, ...options });
  try {
    await follower.loaded;
    return await work(follower);
  } finally {
    await follower.close();
  }
}

/** Whether the graph was had; where it was, it says of every entity what the store says. */
async function saysTheSame(follower: LinkFollower): Promise<boolean> {
  return atOneMoment(store.database.pool('read'), async (client) => {
    const held = await follower.hold(client);
    if (held === null) return false;
    try {
      await expectSame(held, client);
    } finally {
      held.release();
    }
    return true;
  });
}

/** Asks until the answer came from memory, which it need not at once while the graph follows; none may differ. */
async function sayTheSameAtLast(follower: LinkFollower): Promise<void> {
  const end = performance.now() + 30_000;
  while (!(await saysTheSame(follower))) {
    if (performance.now() > end) throw new Error('the graph was not to be had for half a minute');
    await sleep(20);
  }
}

async function expectSame(held: HeldGraph, client: pg.ClientBase): Promise<void> {
  const stored = postgresLinkSource(client, agencyId);
  const memory = memoryLinkSource(held.reader([]), stored);
  const history = { history: true };
  expect(await memory.nearest(ids, history, 1000)).toEqual(await stored.nearest(ids, history, 1000));
  expect(await memory.countByPredicate(ids[0]!, {})).toEqual(await stored.countByPredicate(ids[0]!, {}));
}

const killed = (what: string) =>
  owner(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and ${what}`,
  );

test('what was committed is in the next answer, whoever wrote it and however', async () => {
  await following({}, async (follower) => {
    for (const write of [
      () => addLink(),
      () =>
        owner(
          `update flashlight.link set status = 'SUPERSEDED' where link_id = (select min(link_id) from flashlight.link)`,
        ),
      () =>
        owner('update flashlight.link set subject_id = $1 where link_id = (select max(link_id) from flashlight.link)', [
          ids[3],
        ]),
      () => owner('update flashlight.link set valid_from = null where link_id % 3 = 0'),
      () => owner('delete from flashlight.link where link_id = (select max(link_id) from flashlight.link)'),
    ]) {
      await write();
      await sayTheSameAtLast(follower);
    }
    expect(follower.describe().loads).toBe(1);
  });
});

test('a change that is undone, or not committed yet, is in no answer', async () => {
  await following({}, async (follower) => {
    const client = await store.database.pool('migrate').connect();
    try {
      await client.query('begin');
      await addLink(client);
      await sayTheSameAtLast(follower);
      await client.query('rollback');
      await sayTheSameAtLast(follower);
    } finally {
      client.release();
    }
  });
});

test('a transaction that sees the store as it was gets no newer graph, and one that sees every question at another moment none', async () => {
  await following({}, async (follower) => {
    await atOneMoment(store.database.pool('read'), async (client) => {
      await client.query('select count(*) from flashlight.link');
      await addLink();
      await sayTheSameAtLast(follower);
      expect(await follower.hold(client)).toBeNull();
    });
    const client = await store.database.pool('read').connect();
    expect(await follower.hold(client)).toBeNull();
    client.release();
  });
});

test('a graph that an answer holds stays as it is; whoever needs a newer one meanwhile asks the store', async () => {
  await following({}, async (follower) => {
    await atOneMoment(store.database.pool('read'), async (client) => {
      const held = (await follower.hold(client))!;
      await addLink();
      expect(await saysTheSame(follower)).toBe(false);
      await expectSame(held, client);
      held.release();
    });
    await sayTheSameAtLast(follower);
  });
});

test('a listening connection that is killed, and announcements lost with it, change no answer', async () => {
  await following({}, async (follower) => {
    expect((await killed(`query = 'listen flashlight'`)).length).toBeGreaterThan(0);
    await addLink();
    await sayTheSameAtLast(follower);
    await killed('true');
    await addLink();
    await expect
      .poll(() =>
        store.database
          .pool('read')
          .query('select 1')
          .then(() => true),
      )
      .toBe(true);
    await sayTheSameAtLast(follower);
  });
});

test('where the list no longer reaches back to what the graph knows, all is read anew', async () => {
  await following({}, async (follower) => {
    // As long as it is held it cannot follow, not even with the list as it was before it was cut.
    await atOneMoment(store.database.pool('read'), async (client) => {
      const held = (await follower.hold(client))!;
      await addLink();
      await addLink();
      const forgetting = await store.database.pool('import').connect();
      await forgetOldChanges(forgetting, agencyId, 0);
      forgetting.release();
      await expect.poll(() => follower.describe().loads).toBe(2);
      await expectSame(held, client);
      held.release();
    });
    await sayTheSameAtLast(follower);
    expect(follower.describe().loads).toBe(2);
    const [left] = await owner('select count(*) as n from flashlight.link_change');
    expect(left!['n']).toBe(1);
  });
});

test('far more changes than an answer can read are read beside it, and packed anew', async () => {
  await following({ overlayMax: 500 }, async (follower) => {
    for (let at = 0; at < 30; at++) await owner(`update flashlight.link set valid_to = '2025-01-${10 + (at % 20)}'`);
    await sayTheSameAtLast(follower);
    await expect.poll(() => follower.describe().rebuilds + follower.describe().loads).toBeGreaterThan(1);
    await sayTheSameAtLast(follower);
  });
});

test('a follower that is closed while it packs anew ends, and the next answers alike', async () => {
  for (let at = 0; at < 3; at++) {
    const follower = followLinks(store.database, { agencyId, overlayMax: 0 });
    await follower.loaded;
    await addLink();
    await saysTheSame(follower);
    await sleep(40 * at);
    await follower.close();
  }
  await following({}, sayTheSameAtLast);
});

test('a program that is killed while it packs anew leaves the store as it was, and the next answers alike', async () => {
  const script = fileURLToPath(new URL('follow-until-killed.ts', import.meta.url));
  for (const milliseconds of [0, 60, 120]) {
    const child = spawn(process.execPath, [script, String(agencyId)], {
      env: { ...process.env, DATABASE_URL: store.url },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      await once(child.stdout, 'data');
      await addLink();
      await sleep(milliseconds);
    } finally {
      child.kill('SIGKILL');
    }
    await once(child, 'close');
    await addLink();
    await following({}, sayTheSameAtLast);
  }
});

test('more links than there is room for stay in the store', async () => {
  const news: string[] = [];
  await following({ linksMax: 3, onNews: (each) => news.push(each) }, async (follower) => {
    expect(await saysTheSame(follower)).toBe(false);
    expect(follower.describe()).toMatchObject({ links: null, megabytes: 0 });
  });
  expect(news).toEqual(['there are more links than fit into memory beside the rest; the store answers']);
});

test('an emptied table is an empty graph', async () => {
  await following({}, async (follower) => {
    await owner('truncate flashlight.link');
    await sayTheSameAtLast(follower);
    expect(follower.describe().links).toBe(0);
    await addLink();
    await sayTheSameAtLast(follower);
  });
});
