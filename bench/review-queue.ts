/**
 * How long does a page of the review queue take, and the rows held for one person or one dealer who has many, in the store of a town; and what
 * speaks against its first pairs of persons?
 * Run: node bench/review-queue.ts [seed] [scale]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { learnIdentity } from '../src/jobs/learn-identity.ts';
import { linkRecords } from '../src/jobs/link-records.ts';
import { loadCluster } from '../src/jobs/load-cluster.ts';
import { loadReviewQueue } from '../src/jobs/review-queue.ts';
import { signIdentityModel } from '../src/jobs/sign-identity-model.ts';
import type { EntityKind } from '../src/model/tables.ts';
import { openDatabase } from '../src/store/database.ts';
import { importTown, openBenchAgency } from './import-town.ts';

const seed = Number(process.argv[2] ?? 1);
const scale = Number(process.argv[3] ?? 0.5);
const askings = 20;
const personsShown = 60;

const folder = await mkdtemp(join(tmpdir(), 'bench-review-queue-'));
const database = await openDatabase({ dataDir: join(folder, 'data'), command: 'bench' });
try {
  const agency = await openBenchAgency(database);
  const { agencyId } = agency;
  await importTown(database, { agency, folder, out: join(folder, 'town'), seed, scale });
  await linkRecords(database);
  for (const kind of ['person', 'firearm'] as const) {
    const model = await learnIdentity(database, agencyId, { kind, learntBy: 'bench' });
    await signIdentityModel(database, agencyId, { model, signedBy: 'bench (second)' });
  }
  const client = await database.connect('read');
  try {
    const time = async (what: string, work: () => Promise<unknown>) => {
      const times: number[] = [];
      for (let n = 0; n < askings; n++) {
        const began = performance.now();
        await work();
        times.push(performance.now() - began);
      }
      times.sort((x, y) => x - y);
      console.log(`${what}: p50 ${times[askings / 2]!.toFixed(1)} ms, most ${times.at(-1)!.toFixed(1)} ms`);
    };
    const page = (after: readonly number[] | null) =>
      loadReviewQueue(database, client, agencyId, { kind: null, state: 'open', after, limit: 30 });
    const first = await page(null);
    console.log(`town of seed ${seed}, scale ${scale}: ${first.total} open pairs`);
    const persons = await loadReviewQueue(database, client, agencyId, {
      kind: 'person',
      state: 'open',
      after: null,
      limit: personsShown,
    });
    const tells = new Set(['born_on', 'sex', 'licence', 'state_id']);
    const of = (what: (pair: (typeof persons.items)[number]) => boolean) => persons.items.filter(what).length;
    console.log(
      `first ${persons.items.length} of ${persons.total} pairs of persons: ${of(({ unshared }) => unshared.some((field) => tells.has(field)))} with a birth date, sex, licence or state number of which the sides share nothing, ${of(({ keptApartBy }) => keptApartBy === 'register' || keptApartBy === 'incident')} held apart by a register or an incident`,
    );
    await time('first page of 30', () => page(null));
    await time('second page of 30', () => page(first.next));
    for (const kind of ['person', 'dealer', 'place']) {
      const { rows } = await client.query<{ entity: number; rows: number; kind: EntityKind }>(
        `select entity_id as entity, kind, count(*)::int as rows from flashlight.observation_of
          where agency_id = $1 and kind = $2 and status = 'ACTIVE' group by 1, 2 order by 3 desc, 1 limit 1`,
        [agencyId, kind],
      );
      const [largest] = rows;
      await time(`the ${kind} with most rows, ${largest!.rows}`, () =>
        loadCluster(client, agencyId, { kind: largest!.kind, number: largest!.entity }),
      );
    }
  } finally {
    await client.end();
  }
} finally {
  await database.close();
  await rm(folder, { recursive: true, force: true });
}
