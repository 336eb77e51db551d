import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { expect } from 'vitest';
import { findChains, findCommonNeighbors, findLinks, findPaths } from '../../src/jobs/find-links.ts';
import { followLinks, type LinkFollower } from '../../src/jobs/follow-links.ts';
import { importFile } from '../../src/jobs/import-file.ts';
import { listFeedFiles } from '../../src/jobs/import-folder.ts';
import { judgeObservations, withdrawJudgement } from '../../src/jobs/judge-observations.ts';
import { linkRecords } from '../../src/jobs/link-records.ts';
import { makeTownFiles } from '../../src/jobs/make-town.ts';
import type { Predicate } from '../../src/model/links.ts';
import { atOneMoment } from '../../src/store/database.ts';
import { openTestStore, type TestStore } from '../open-test-store.ts';
import { seededChance } from './made-links.ts';

// The graph that follows the store answers as the store does, to the last label, whatever is being written meanwhile.

export interface FollowedOrder {
  readonly seed: number;
  readonly scale: number;
  /** Files that are imported while questions are asked. */
  readonly filesLater: number;
  /** Asked while files are imported and people judge, and once that is over. */
  readonly busyQuestions: number;
  readonly quietQuestions: number;
}

export interface FollowedOutcome {
  readonly asked: number;
  readonly fromMemory: number;
  readonly telling: number;
  readonly judged: number;
}

export async function expectFollowedAnswers(order: FollowedOrder): Promise<FollowedOutcome> {
  const { seed, scale } = order;
  const chance = seededChance(seed);
  const folder = await mkdtemp(join(tmpdir(), 'flashlight-followed-'));
  const store = await openTestStore();
  const { database } = store;
  const { agencyId } = store.agency;
  let follower: LinkFollower | undefined;
  try {
    const out = join(folder, 'town');
    makeTownFiles({ seed, scale, out, onProgress: () => undefined });
    const files = await listFeedFiles(out);
    const bring = async (file: (typeof files)[number]) => {
      const rejectsDir = join(folder, 'rejects');
      const of = { agency: store.agency, ...file, rejectsDir, startedBy: 'test', receivedAt: '2026-01-15T12:00:00Z' };
      await importFile(database, of);
    };
    // Most is there from the start; what comes later is of every feed.
    const later = files.filter((_, at) => at % Math.ceil(files.length / order.filesLater) === 1);
    for (const file of files) if (!later.includes(file)) await bring(file);
    await linkRecords(database);
    const links = Number((await database.pool('read').query('select count(*) as n from flashlight.link')).rows[0].n);
    // Packed anew several times on the way.
    follower = followLinks(database, { agencyId, overlayMax: Math.ceil(links / 100) });
    await follower.loaded;
    const asking = new Asking(store, follower, chance);
    await asking.learnIds();

    let busy = true;
    let judged = 0;
    const writing = (async () => {
      for (const file of later) {
        await bring(file);
        await linkRecords(database);
        judged += await judgeSomething(store, chance);
      }
    })().finally(() => (busy = false));
    writing.catch(() => undefined);
    while (busy && asking.asked < order.busyQuestions) await asking.ask();
    await writing;
    await asking.learnIds();
    const followed = follower;
    await expect.poll(() => followed.describe().rebuilds).toBeGreaterThan(0);
    for (let at = 0; at < order.quietQuestions; at++) await asking.ask();
    const { asked, fromMemory, telling } = asking;
    return { asked, fromMemory, telling, judged };
  } finally {
    await follower?.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Two rows of one kind are judged the same or different, and once in a while a judgement is taken back. */
async function judgeSomething({ database, agency }: TestStore, chance: () => number): Promise<number> {
  const { agencyId } = agency;
  const kind = ['person', 'firearm', 'incident'][Math.floor(chance() * 3)];
  const { rows } = await database.pool('read').query<{ number: number; entity: number }>(
    `select record_id * 64 + ordinal as number, entity_id as entity from flashlight.observation_of
      where agency_id = $1 and kind = $2 and status = 'ACTIVE' order by hashint8extended(record_id * 64 + ordinal, $3) limit 40`,
    [agencyId, kind, Math.floor(chance() * 1e9)],
  );
  const [a, b] = rows;
  if (!a || !b) return 0;
  const verdict = chance() < 0.6 ? 'same' : 'different';
  const judgement = await judgeObservations(database, agencyId, {
    a: a.number,
    b: b.number,
    verdict,
    reason: 'a test',
    judgedBy: 'test',
  });
  if (chance() < 0.4) await withdrawJudgement(database, agencyId, judgement, { by: 'test' });
  return 1;
}

const someFilters: readonly { predicates?: readonly Predicate[]; since?: string; history?: boolean }[] = [
  {},
  {},
  {},
  { history: true },
  { since: '2023-01-01' },
  { predicates: ['PURCHASED', 'SOLD', 'RECOVERED_IN', 'POSSESSED_AT_RECOVERY'] },
];
const someHidden: readonly (readonly string[])[] = [[], [], ['NIBIN-LEAD'], ['VENDOR-CONF', 'CITY-PUBLIC']];

class Asking {
  asked = 0;
  fromMemory = 0;
  telling = 0;
  readonly #store: TestStore;
  readonly #chance: () => number;
  readonly #follower: LinkFollower;
  #ids: number[] = [];

  constructor(store: TestStore, follower: LinkFollower, chance: () => number) {
    this.#store = store;
    this.#chance = chance;
    this.#follower = {
      loaded: follower.loaded,
      describe: () => follower.describe(),
      close: () => follower.close(),
      hold: async (client) => {
        const held = await follower.hold(client);
        if (held) this.fromMemory++;
        return held;
      },
    };
  }

  /** Ids of every kind, those that were merged away and some of nothing as well. */
  async learnIds(): Promise<void> {
    const { rows } = await this.#store.database.pool('read').query<{ id: number }>(
      `select entity_id as id from (select entity_id, kind, row_number() over (partition by kind, merged_into is null
           order by hashint8extended(entity_id, 7)) as nth from flashlight.entity) e where nth <= 60
       union all (select entity_id from flashlight.entity order by links desc limit 20)`,
    );
    this.#ids = [...rows.map((row) => row.id), 1, 2 ** 50];
  }

  async ask(): Promise<void> {
    const { agencyId } = this.#store.agency;
    const pick = <T>(from: readonly T[]) => from[Math.floor(this.#chance() * from.length)]!;
    const order = { filter: pick(someFilters), hidden: pick(someHidden), hubDegree: pick([5, 40, 1000]) };
    const [a, b, c] = [pick(this.#ids), pick(this.#ids), pick(this.#ids)];
    const what = pick(['hops', 'hops', 'paths', 'chains', 'common'] as const);
    const hops = pick([1, 2, 2, 3]);
    const limit = pick([10, 200]);
    const question = (client: pg.ClientBase, follower: LinkFollower | null) => {
      const view = { ...order, follower };
      switch (what) {
        case 'hops':
          return findLinks(client, agencyId, { from: [a], hops, limit, ...view });
        case 'paths':
          return findPaths(client, agencyId, { from: a, to: b, limit, ...view });
        case 'chains':
          return findChains(client, agencyId, { from: a, to: b, count: 3, ...view });
        case 'common':
          return findCommonNeighbors(client, agencyId, { ids: [a, b, c], tiedToMin: 2, limit, ...view });
      }
    };
    await atOneMoment(this.#store.database.pool('read'), async (client) => {
      const followed = await question(client, this.#follower);
      const stored = await question(client, null);
      expect(followed, JSON.stringify({ what, a, b, c, hops, limit, ...order })).toEqual(stored);
      if (JSON.stringify(stored).length > 1500) this.telling++;
    });
    this.asked++;
  }
}
