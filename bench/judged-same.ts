/**
 * Do two people become one when two persons say so of what the review queue asks, in a town whose people a model joins as first proposed?
 * Run: node bench/judged-same.ts [seed] [scale] [pairs]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { confirmJudgement, judgeObservations } from '../src/jobs/judge-observations.ts';
import { learnIdentity } from '../src/jobs/learn-identity.ts';
import { linkRecords } from '../src/jobs/link-records.ts';
import { loadReviewQueue } from '../src/jobs/review-queue.ts';
import { signIdentityModel } from '../src/jobs/sign-identity-model.ts';
import { observationNumber } from '../src/model/ids.ts';
import { openDatabase } from '../src/store/database.ts';
import { importTown, openBenchAgency } from './import-town.ts';

const seed = Number(process.argv[2] ?? 1);
const scale = Number(process.argv[3] ?? 0.1);
const limit = Number(process.argv[4] ?? 30);

const folder = await mkdtemp(join(tmpdir(), 'bench-judged-same-'));
const database = await openDatabase({ dataDir: join(folder, 'data'), command: 'bench' });
try {
  const agency = await openBenchAgency(database);
  const { agencyId } = agency;
  await importTown(database, { agency, folder, out: join(folder, 'town'), seed, scale });
  await linkRecords(database);
  const model = await learnIdentity(database, agencyId, { kind: 'person', learntBy: 'bench' });
  await signIdentityModel(database, agencyId, { model, signedBy: 'bench (second)' });
  const client = await database.pool('read').connect();
  const { items, total } = await loadReviewQueue(database, client, agencyId, {
    kind: 'person',
    state: 'open',
    after: null,
    limit,
  });
  client.release();
  const numberOf = (row: string) => observationNumber(...(row.split('-').map(Number) as [number, number]));
  const entities = async () => {
    const { rows } = await database.pool('read').query<{ number: number; entity: number }>(
      `select record_id * 64 + ordinal as number, entity_id as entity from flashlight.observation_of
        where agency_id = $1 and kind = 'person' and status = 'ACTIVE' order by 1`,
      [agencyId],
    );
    return new Map(rows.map(({ number, entity }) => [number, entity]));
  };
  const told: string[] = [];
  let [asked, whole] = [0, 0];
  const milliseconds: number[] = [];
  for (const pair of items) {
    const [a, b] = [numberOf(pair.a.row), numberOf(pair.b.row)];
    const before = await entities();
    if (before.get(a) === before.get(b)) continue;
    const held = (row: number) => [...before].filter(([, entity]) => entity === before.get(row)).map(([each]) => each);
    const [ours, theirs] = [held(a), held(b)];
    const order = { a, b, verdict: 'same', reason: 'bench', judgedBy: 'bench' } as const;
    const judgement = await judgeObservations(database, agencyId, order);
    const began = performance.now();
    await confirmJudgement(database, agencyId, judgement, 'bench (second)');
    milliseconds.push(performance.now() - began);
    const after = await entities();
    const sizes = [...Map.groupBy([...ours, ...theirs], (row) => after.get(row)).values()].map((rows) => rows.length);
    asked++;
    if (sizes.length === 1) whole++;
    else told.push(`${ours.length} + ${theirs.length} rows: ${sizes.sort((x, y) => y - x).join(', ')}`);
  }
  milliseconds.sort((x, y) => x - y);
  console.log(`${total} pairs open; of ${asked} judged the same ${whole} became one, with all rows of both`);
  console.log(
    `agreeing took ${milliseconds[Math.floor(asked / 2)]!.toFixed(0)} ms in the middle, ${milliseconds.at(-1)!.toFixed(0)} ms at most`,
  );
  for (const each of told) console.log(`  not one: ${each}`);
} finally {
  await database.close();
  await rm(folder, { recursive: true, force: true });
}
