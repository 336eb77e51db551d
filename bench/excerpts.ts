/**
 * What does an excerpt cost: how long does it take to make one of a town without its traces, how much room, and how much longer does
 * another file take with it?
 * Run: node bench/excerpts.ts [seed] [scale]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linkRecords } from '../src/jobs/link-records.ts';
import { makeExcerpt } from '../src/jobs/make-excerpt.ts';
import { openDatabase } from '../src/store/database.ts';
import { importTown, openBenchAgency } from './import-town.ts';

const seed = Number(process.argv[2] ?? 1);
const scale = Number(process.argv[3] ?? 0.1);

const folder = await mkdtemp(join(tmpdir(), 'bench-excerpts-'));
const database = await openDatabase({ dataDir: join(folder, 'data'), command: 'bench' });
const timed = async (what: string, work: () => Promise<unknown>) => {
  const began = performance.now();
  await work();
  const { rows } = await database
    .pool('migrate')
    .query<{ megabytes: number }>('select pg_database_size(current_database()) / 1000000 as megabytes');
  console.log(`${what}: ${((performance.now() - began) / 1000).toFixed(1)} s, then ${rows[0]!.megabytes} MB`);
};
try {
  const agency = await openBenchAgency(database);
  const fill = async (of: number) => {
    const rows = await importTown(database, { agency, folder, out: join(folder, `town-${of}`), seed: of, scale });
    await linkRecords(database);
    console.log(`${rows} records accepted`);
  };
  await timed('import and joining of a town', () => fill(seed));
  await timed('an excerpt without traces and alerts', () =>
    makeExcerpt(database, agency, { name: 'outside', hidden: ['FTS-TIAHRT', 'VENDOR-CONF'] }),
  );
  await timed('import and joining of another town, with the excerpt', () => fill(seed + 1));
} finally {
  await database.close();
  await rm(folder, { recursive: true, force: true });
}
