/**
 * How well are the firearms, buildings and vehicles of a town told apart in the store: what keys join, what people are asked about and why,
 * and how much of what they are asked is true?
 * Run: node bench/things-in-store.ts [seed] [scale]
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluateClusters } from '../src/identity/evaluate-clusters.ts';
import { learnIdentity } from '../src/jobs/learn-identity.ts';
import { linkRecords } from '../src/jobs/link-records.ts';
import { loadReviewQueue } from '../src/jobs/review-queue.ts';
import { signIdentityModel } from '../src/jobs/sign-identity-model.ts';
import { openDatabase } from '../src/store/database.ts';
import { importTown, openBenchAgency } from './import-town.ts';

const seed = Number(process.argv[2] ?? 1);
const scale = Number(process.argv[3] ?? 0.2);

/** What each observation is truly of: its key in the truth of the town, by the row that gives it. */
const observed = {
  firearm: `select o.record_id * 64 + o.ordinal as number, o.entity_id as entity, s.feed || '/' || s.layout || '/' || r.natural_key || '/' ||
      case when s.layout = 'entries' then case when x.role = 'test-fired' then 'test-fire' else 'scene' end else 'firearm' end as key
    from flashlight.firearm_observation x`,
  place: `select o.record_id * 64 + o.ordinal as number, o.entity_id as entity, s.feed || '/' || s.layout || '/' || r.natural_key || '/' || x.role as key
    from (select agency_id, record_id, ordinal, role, address from flashlight.place_observation
          union all select agency_id, record_id, ordinal + 32, role, address from flashlight.person_observation where address is not null) x`,
  vehicle: `select o.record_id * 64 + o.ordinal as number, o.entity_id as entity, s.feed || '/' || s.layout || '/' || r.natural_key || '/' || x.role as key
    from flashlight.vehicle_observation x`,
} as const;
type Kind = keyof typeof observed;

const folder = await mkdtemp(join(tmpdir(), 'bench-things-in-store-'));
const database = await openDatabase({ dataDir: join(folder, 'data'), command: 'bench' });
const query = async <T extends Record<string, unknown>>(sql: string) =>
  (await database.pool('read').query<T>(sql)).rows;
try {
  const agency = await openBenchAgency(database);
  const out = join(folder, 'town');
  await importTown(database, { agency, folder, out, seed, scale });
  await linkRecords(database);
  for (const kind of Object.keys(observed) as Kind[]) await measure(kind, out, agency.agencyId);
} finally {
  await database.close();
  await rm(folder, { recursive: true, force: true });
}

async function measure(kind: Kind, out: string, agencyId: number): Promise<void> {
  const truth = await readTruth(join(out, `truth/${kind}s.csv`));
  const rows = await query<{ number: number; entity: number; key: string }>(
    `${observed[kind]} join flashlight.observation_of o using (agency_id, record_id, ordinal) join flashlight.record r using (agency_id, record_id)
       join flashlight.source s using (agency_id, source_id) where o.status = 'ACTIVE' and o.kind = '${kind}'`,
  );
  const buildingOf = new Map(
    kind === 'place'
      ? (
          await query<{ unit: number; building: number }>(
            `select distinct subject_id as unit, object_id as building from flashlight.link where predicate = 'LOCATED_IN' and status = 'ACTIVE'`,
          )
        ).map(({ unit, building }) => [unit, building] as const)
      : [],
  );
  const known = rows.flatMap(({ key, entity }) => {
    const is = truth.get(bare(key));
    return is === undefined ? [] : [{ is, entity: buildingOf.get(entity) ?? entity }];
  });
  const numberOf = numbers<string>();
  const clusterFirst = new Map<number, number>();
  const truthOf = Int32Array.from(known, ({ is }) => numberOf(is));
  const clusterOf = Int32Array.from(known, ({ entity }, at) => {
    if (!clusterFirst.has(entity)) clusterFirst.set(entity, at);
    return clusterFirst.get(entity)!;
  });
  const { precision, recall } = evaluateClusters(clusterOf, truthOf);
  console.log(
    `${kind}: ${known.length} rows with a truth, ${new Set(truthOf).size} things, ${clusterFirst.size} entities; keys alone P ${precision.toFixed(4)} R ${recall.toFixed(4)}`,
  );
  const model = await learnIdentity(database, agencyId, { kind, learntBy: 'bench' });
  const began = performance.now();
  await signIdentityModel(database, agencyId, { model, signedBy: 'bench (second)' });
  console.log(`  signed in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  const trulyOf = new Map<number, Set<string>>();
  for (const { is, entity } of known) trulyOf.set(entity, (trulyOf.get(entity) ?? new Set()).add(is));
  const split = [...Map.groupBy(known, ({ is }) => is).values()];
  const client = await database.pool('read').connect();
  const counts = new Map<string, { asked: number; right: number; unknown: number }>();
  const asked = new Set<string>();
  try {
    let after: readonly number[] | null = null;
    do {
      const page: Awaited<ReturnType<typeof loadReviewQueue>> = await loadReviewQueue(database, client, agencyId, {
        kind,
        state: 'open',
        after,
        limit: 500,
      });
      for (const { a, b, for: reasons } of page.items) {
        const [x, y] = [a, b].map(({ id }) => Number(id.split(':')[1])) as [number, number];
        asked.add([x, y].sort((p, q) => p - q).join(' '));
        const [p, q] = [trulyOf.get(x), trulyOf.get(y)];
        const why = kind === 'firearm' ? reasons[0]!.slice(0, 6) : reasons.slice(0, 2).join(' + ');
        for (const each of ['all', why]) {
          const of = counts.get(each) ?? { asked: 0, right: 0, unknown: 0 };
          counts.set(each, of);
          of.asked++;
          if (!p || !q) of.unknown++;
          else if ([...p].some((one) => q.has(one))) of.right++;
        }
      }
      after = page.next;
    } while (after !== null);
  } finally {
    client.release();
  }
  let [apart, found] = [0, 0];
  for (const of of split) {
    const entities = [...new Set(of.map(({ entity }) => entity))].sort((p, q) => p - q);
    for (const [at, p] of entities.entries())
      for (const q of entities.slice(at + 1)) {
        apart++;
        if (asked.has(`${p} ${q}`)) found++;
      }
  }
  console.log(`  pairs of entities that are truly one: ${apart}; of these asked about ${found}`);
  const slips = await query<{ a: number; b: number }>(
    `select distinct x.entity_id as a, y.entity_id as b from flashlight.identity_tie t
       join flashlight.observation_content c on c.agency_id = t.agency_id and c.content_id = t.content_a
       join flashlight.observation_of x on x.agency_id = c.agency_id and x.record_id = c.record_id and x.ordinal = c.ordinal and x.status = 'ACTIVE'
       join flashlight.observation_content d on d.agency_id = t.agency_id and d.content_id = t.content_b
       join flashlight.observation_of y on y.agency_id = d.agency_id and y.record_id = d.record_id and y.ordinal = d.ordinal and y.status = 'ACTIVE'
      where t.kind = '${kind}' and t.if_tied and x.entity_id <> y.entity_id`,
  );
  const one = ({ a, b }: { a: number; b: number }) => [...(trulyOf.get(a) ?? [])].some((is) => trulyOf.get(b)?.has(is));
  if (slips.length > 0)
    console.log(`  asked only if tied: ${slips.length} pairs in all, ${slips.filter(one).length} of them truly one`);
  for (const [why, { asked: n, right, unknown }] of [...counts].sort((p, q) => q[1].asked - p[1].asked))
    console.log(
      `  asked ${String(n).padStart(6)}  true ${String(right).padStart(6)}  no truth ${String(unknown).padStart(5)}  ${why}`,
    );
}

function numbers<T>(): (value: T) => number {
  const known = new Map<T, number>();
  return (value) => {
    if (!known.has(value)) known.set(value, known.size);
    return known.get(value)!;
  };
}

/** Numbers of cases are written with and without signs; suspects who were arrested are so called in their records. */
function bare(key: string): string {
  return key.replace(/[^A-Za-z0-9/]/g, '').replace(/\/arrestee$/, '/suspect');
}

/** What each row is truly of; of places the building. */
async function readTruth(path: string): Promise<Map<string, string>> {
  const [head, ...lines] = (await readFile(path, 'utf8')).trim().split(/\r?\n/);
  const columns = head!.split(',').length;
  return new Map(
    lines.map((line) => {
      const cells = line.split(',');
      const is = columns === 5 ? cells.slice(2, 4).join('|') : cells[2]!;
      return [bare(`${cells[0]!}/${cells[1]!}`), is] as const;
    }),
  );
}
