/**
 * How long do answers about links take from the graph in memory, and how long from the store, at the same moment?
 *
 *   node bench/link-answers.ts DATA-DIRECTORY [questions of each, default 500]
 *
 * The data directory holds a town, as bench/http-latency.ts keeps it when told where. Each question is asked of both, one
 * after the other and in turns, in one transaction, and the two answers are held against each other. Without the request
 * around it: no session, audit row or sending.
 */
import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import { findChains, findCommonNeighbors, findLinks, findPaths } from '../src/jobs/find-links.ts';
import { followLinks, type LinkFollower } from '../src/jobs/follow-links.ts';
import { listAgencies } from '../src/store/agencies.ts';
import { atOneMoment, openDatabase } from '../src/store/database.ts';

const dataDir = process.argv[2];
const questions = Number(process.argv[3] ?? 500);
if (dataDir === undefined) throw new Error('expected a data directory');
const print = (text: string) => process.stdout.write(`${text}\n`);
const database = await openDatabase({ dataDir, command: 'bench' });
try {
  const { agencyId } = (await listAgencies(database))[0]!;
  const before = process.memoryUsage().rss;
  const follower = followLinks(database, {
    agencyId,
    onNews: (news, more) => print(`${news} ${JSON.stringify(more)}`),
  });
  await follower.loaded;
  print(`resident ${Math.round(before / 1e6)} MB before, ${Math.round(process.memoryUsage().rss / 1e6)} MB after`);
  const draw = async (kind: string) =>
    (
      await database.pool('read').query<{ id: number }>(
        `select entity_id as id from flashlight.entity where kind = $1 and merged_into is null and links > 1
            order by hashint8extended(entity_id, 42) limit $2`,
        [kind, questions + 1],
      )
    ).rows.map((row) => row.id);
  const [persons, firearms, dealers, incidents] = await Promise.all(
    ['person', 'firearm', 'dealer', 'incident'].map(draw),
  );
  const at = (ids: number[] | undefined, place: number) => ids![place % ids!.length]!;
  type Ask = (client: pg.ClientBase, follower: LinkFollower | null, place: number) => Promise<unknown>;
  const hops =
    (ids: number[] | undefined, count: number): Ask =>
    (client, from, place) =>
      findLinks(client, agencyId, { from: [at(ids, place)], hops: count, limit: 500, follower: from });
  const between =
    (of: number[] | undefined): Ask =>
    (client, from, place) =>
      findPaths(client, agencyId, { from: at(of, place), to: at(of, place + 1), follower: from });
  const asked: Record<string, Ask> = {
    'two hops from a person': hops(persons, 2),
    'two hops from a firearm': hops(firearms, 2),
    'two hops from a dealer': hops(dealers, 2),
    'two hops from an incident': hops(incidents, 2),
    'three hops from a person': hops(persons, 3),
    'shortest path of two persons': between(persons),
    'shortest path of two firearms': between(firearms),
    'three shortest paths of two persons': (client, from, place) =>
      findChains(client, agencyId, { from: at(persons, place), to: at(persons, place + 1), count: 3, follower: from }),
    'common to two dealers': (client, from, place) =>
      findCommonNeighbors(client, agencyId, { ids: [at(dealers, place), at(dealers, place + 1)], follower: from }),
  };
  for (const [name, ask] of Object.entries(asked)) {
    const took = { memory: [] as number[], store: [] as number[] };
    let unlike = 0;
    const began = performance.now();
    for (let place = 0; place < questions && performance.now() - began < 60_000; place++) {
      await atOneMoment(database.pool('read'), async (client) => {
        const answers: unknown[] = [];
        for (const from of place % 2 === 0 ? (['memory', 'store'] as const) : (['store', 'memory'] as const)) {
          const started = performance.now();
          answers.push(await ask(client, from === 'memory' ? follower : null, place));
          if (place >= 20) took[from].push(performance.now() - started);
        }
        if (!isDeepStrictEqual(answers[0], answers[1])) unlike++;
      });
    }
    const told = (times: number[]) => {
      times.sort((a, b) => a - b);
      const quantile = (share: number) =>
        times[Math.min(times.length - 1, Math.floor(times.length * share))]!.toFixed(1);
      return `p50 ${quantile(0.5)}, p99 ${quantile(0.99)} ms`;
    };
    print(
      `${name.padEnd(38)} memory ${told(took.memory)}; store ${told(took.store)}; ${took.store.length} asked, ${unlike} answered otherwise`,
    );
  }
  await follower.close();
} finally {
  await database.close();
}
