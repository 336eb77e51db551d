/**
 * How long does it take to find who is who among a million made-up records of people, in how much memory, how well?
 * Run: node bench/identity.ts [people] [profile] [seed] [workers, by commas] [apart, or whole: given and family name in one column]
 * Ten million records: node bench/identity.ts 3330000 city bench-10 2
 */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { DedupeFilesAnswer } from '../src/jobs/dedupe-files.ts';
import { personRecords, recordProfiles, type PersonRecord } from '../src/town/person-records.ts';

const people = Number(process.argv[2] ?? 333_000);
const profile = recordProfiles[(process.argv[3] ?? 'city') as keyof typeof recordProfiles];
const seed = process.argv[4] ?? 'bench';
const workers = (process.argv[5] ?? '1,1,2,2').split(',');
const whole = process.argv[6] === 'whole';

const types: readonly (readonly [keyof PersonRecord, string])[] = [
  ['givenName', 'given-name'],
  ['familyName', 'family-name'],
  ['born', 'date'],
  ['street', 'address'],
  ['city', 'place'],
  ['postcode', 'postcode'],
  ['phone', 'phone'],
  ['email', 'email'],
  ['idNumber', 'identifier'],
  ['occupation', 'category'],
];
const kept = types.filter(([name]) => !(profile.without as readonly string[]).includes(name));
const fields: readonly (readonly [string, string])[] = whole ? [['name', 'full-name'], ...kept.slice(2)] : kept;
const cellsOf = (record: PersonRecord) => [
  ...(whole
    ? [[record.givenName, record.familyName].filter((name) => name !== '').join(' ')]
    : [record.givenName, record.familyName]),
  ...kept.slice(2).map(([name]) => record[name]),
];

const folder = await mkdtemp(join(tmpdir(), 'bench-identity-'));
try {
  const path = (name: string) => join(folder, name);
  const config = { uniqueId: 'id', fields: fields.map(([column, type]) => ({ column, type })) };
  await writeFile(path('config.json'), JSON.stringify(config));
  const records = createWriteStream(path('records.csv'));
  const truth = createWriteStream(path('truth.csv'));
  records.write(`id,${fields.map(([name]) => name).join(',')}\n`);
  truth.write('id,person\n');
  let n = 0;
  for (const record of personRecords(seed, people, profile)) {
    const more = records.write(`${record.id},${cellsOf(record).join(',')}\n`);
    truth.write(`${record.id},${record.person}\n`);
    if (!more) await new Promise<void>((resume) => records.once('drain', resume));
    n++;
  }
  records.end();
  truth.end();
  await Promise.all([finished(records), finished(truth)]);
  console.log(`${n} records of ${people} people, ${fields.length} fields`);

  // Each run in a process of its own, so that memory and processor are its alone.
  const run = (...more: string[]) => {
    const cli = fileURLToPath(new URL('../src/cli/flashlight.ts', import.meta.url));
    const words = [cli, 'identity', 'dedupe', path('config.json'), path('records.csv'), '--json', ...more];
    const start = performance.now();
    const { stdout, stderr, status } = spawnSync(process.execPath, words, { maxBuffer: 1 << 28, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return { seconds: (performance.now() - start) / 1000, answer: JSON.parse(stdout) as DedupeFilesAnswer };
  };
  for (const threads of workers) {
    const { seconds, answer } = run('--out', path('clusters.csv'), '--workers', threads);
    console.log(
      `${threads} threads: ${answer.secondsCpu.toFixed(1)} s of processor, ${seconds.toFixed(1)} s in all, ${answer.peakMegabytes} MB, ${answer.candidatePairs} pairs`,
    );
  }
  const { evaluation, blockingRecallEstimate } = run('--labels', path('truth.csv')).answer;
  if (evaluation?.kind !== 'clusters') throw new Error('no truth was read');
  const { pairs, clustered } = evaluation;
  console.log(
    `F1 before grouping ${pairs.f1.toFixed(4)}, after ${clustered.f1.toFixed(4)} (P ${clustered.precision.toFixed(4)}, R ${clustered.recall.toFixed(4)}), B-cubed ${clustered.bCubed.f1.toFixed(4)}; blocks said to bring ${blockingRecallEstimate?.toFixed(3)}`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
