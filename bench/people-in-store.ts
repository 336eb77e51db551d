/**
 * How well are the people of a town joined in the store, by keys alone and by a model that is learnt and signed there, and how long does it
 * take to learn, to sign, and to join one more recovery?
 * Run: node bench/people-in-store.ts [seed] [scale]
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { agreement, evaluateClusters } from '../src/identity/evaluate-clusters.ts';
import { learnIdentity } from '../src/jobs/learn-identity.ts';
import { linkRecords } from '../src/jobs/link-records.ts';
import { signIdentityModel } from '../src/jobs/sign-identity-model.ts';
import { openDatabase } from '../src/store/database.ts';
import { findModel } from '../src/store/identity-models.ts';
import type { FeedName } from '../src/model/feeds.ts';
import { importForBench, importTown, openBenchAgency } from './import-town.ts';

const seed = Number(process.argv[2] ?? 1);
const scale = Number(process.argv[3] ?? 0.2);
const landings = 60;

const folder = await mkdtemp(join(tmpdir(), 'bench-people-in-store-'));
const database = await openDatabase({ dataDir: join(folder, 'data'), command: 'bench' });
const seconds = async (what: string, work: () => Promise<unknown>) => {
  const began = performance.now();
  await work();
  console.log(`${what}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
};
try {
  const agency = await openBenchAgency(database);
  const out = join(folder, 'town');
  const receive = async (feed: FeedName, path: string) => importForBench(database, { agency, folder, feed, path });
  await seconds('import and joining by keys', async () => {
    await importTown(database, { agency, folder, out, seed, scale });
    await linkRecords(database);
  });
  const truths = await readTruth(join(out, 'truth/persons.csv'));
  await evaluate('keys alone');
  let model = 0;
  await seconds('learning', async () => {
    model = await learnIdentity(database, agency.agencyId, { kind: 'person', learntBy: 'bench' });
  });
  await seconds('signing: everything compared, what it touches joined anew', () =>
    signIdentityModel(database, agency.agencyId, { model, signedBy: 'bench (second)' }),
  );
  const client = await database.pool('read').connect();
  const learnt = await findModel(client, agency.agencyId, model);
  client.release();
  console.log(`joins from ${learnt!.acceptBits} bits, asks from ${learnt!.reviewBits}`);
  await evaluate('keys and model');
  const [counts] = (
    await database.pool('read').query<{ asked: number; contents: number; ties: number }>(
      `select (select count(*)::int from flashlight.identity_candidate) as asked, (select count(*)::int from flashlight.identity_content) as contents,
              (select count(*)::int from flashlight.identity_tie) as ties`,
    )
  ).rows;
  console.log(`asked about: ${counts!.asked} pairs; ${counts!.contents} contents, ${counts!.ties} ties`);
  const times: number[] = [];
  for (let at = 0; at < landings; at++) {
    const path = join(folder, `one-${at}.csv`);
    await writeFile(
      path,
      `Property Number,Agency Case Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number,Possessor Last Name,Possessor First Name,Possessor DOB\n` +
        `Z${at},26-9${String(at).padStart(4, '0')},01/05/2026 10:00,PISTOL,GLOCK,19,9MM,ZZ${at}77${at},JOHNSON,MICHAEL,0${1 + (at % 9)}/1${at % 9}/198${at % 10}\n`,
    );
    await receive('recoveries', path);
    const began = performance.now();
    await linkRecords(database);
    times.push(performance.now() - began);
  }
  times.sort((x, y) => x - y);
  console.log(
    `joining one more recovery: p50 ${times[landings / 2]!.toFixed(0)} ms, most ${times.at(-1)!.toFixed(0)} ms (the first opens the index)`,
  );

  async function evaluate(what: string): Promise<void> {
    const { rows } = await database.pool('read').query<{ key: string; entity: number }>(
      `select s.feed || '/' || s.layout || '/' || r.natural_key || '/' || x.role as key, o.entity_id as entity from flashlight.person_observation x
         join flashlight.observation_of o using (agency_id, record_id, ordinal) join flashlight.record r using (agency_id, record_id)
         join flashlight.source s using (agency_id, source_id) where o.status = 'ACTIVE' order by x.record_id, x.ordinal`,
    );
    const numbers = new Map<string, number>();
    const firsts = new Map<number, number>();
    const known = rows.flatMap(({ key, entity }) => {
      const truth = truths.get(bare(key));
      return truth ? [{ ...truth, entity }] : [];
    });
    const truthOf = Int32Array.from(known, ({ truth }) => {
      if (!numbers.has(truth)) numbers.set(truth, numbers.size);
      return numbers.get(truth)!;
    });
    const clusterOf = Int32Array.from(known, ({ entity }, at) => {
      if (!firsts.has(entity)) firsts.set(entity, at);
      return firsts.get(entity)!;
    });
    const line = (of: { precision: number; recall: number }) =>
      `P ${of.precision.toFixed(4)}  R ${of.recall.toFixed(4)}`;
    const all = evaluateClusters(clusterOf, truthOf);
    console.log(
      `${what}: ${known.length} rows of ${numbers.size} people in ${firsts.size} entities  ${line(all)}  B-cubed ${line(all.bCubed)}`,
    );
    for (const [group, of] of Map.groupBy(known.keys(), (at) => known[at]!.group)) {
      const within = new Set(of);
      const touched = new Set(of.map((at) => clusterOf[at]!));
      let [found, right, truths] = [0, 0, 0];
      for (const members of Map.groupBy(
        clusterOf.keys().filter((at) => touched.has(clusterOf[at]!)),
        (at) => clusterOf[at]!,
      ).values())
        for (const [at, a] of members.entries())
          for (const b of members.slice(at + 1)) {
            if (!within.has(a) && !within.has(b)) continue;
            found++;
            if (truthOf[a] === truthOf[b]) right++;
          }
      for (const members of Map.groupBy(of, (at) => truthOf[at]!).values())
        truths += (members.length * (members.length - 1)) / 2;
      console.log(
        `  ${group.padEnd(17)} ${String(of.length).padStart(6)} rows  ${line(agreement(found, truths, right))}`,
      );
    }
  }
} finally {
  await database.close();
  await rm(folder, { recursive: true, force: true });
}

/** Numbers of cases are written with and without signs between their parts; suspects who were arrested are so called in their records. */
function bare(key: string): string {
  return key.replace(/[^A-Za-z0-9/]/g, '').replace(/\/arrestee$/, '/suspect');
}

async function readTruth(path: string): Promise<Map<string, { truth: string; group: string }>> {
  const [, ...lines] = (await readFile(path, 'utf8')).trim().split('\n');
  return new Map(
    lines.map((text) => {
      const parts = text.split(',');
      const [truth, group] = parts.slice(-2) as [string, string];
      return [bare(`${parts[0]!}/${parts.slice(1, -2).join('')}`), { truth, group }] as const;
    }),
  );
}
