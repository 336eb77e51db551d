/**
 * How long does the search box take on a store of two million terms?
 *
 * Makes a store of its own in a temporary directory with made-up serial numbers, names, addresses and case numbers, asks
 * what people ask in nine ways, and prints the median, the 95th and 99th of a hundred and the longest.
 *
 *   node bench/search-box.ts [terms]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { searchEntities } from '../src/jobs/search-entities.ts';
import { saveAgency } from '../src/store/agencies.ts';
import { openDatabase } from '../src/store/database.ts';
import { migrate } from '../src/store/migrate.ts';

const terms = Number(process.argv[2] ?? 2_000_000);
const folder = await mkdtemp(join(tmpdir(), 'flashlight-bench-'));
const database = await openDatabase({ dataDir: join(folder, 'data'), command: 'bench' });
try {
  await migrate(database);
  const { agencyId } = await saveAgency(database, {
    code: 'bench',
    name: 'Bench',
    city: null,
    state: null,
    timeZone: 'UTC',
  });
  const owner = database.pool('migrate');
  const syllables = `array['MAR','TEN','LOW','BRI','CAS','DOR','ELL','FEN','GAR','HOL','IVE','JAM','KEN','LAN','MON','NOR','OLI','PRE','QUI','ROS']`;
  const syllable = (seed: string) => `(${syllables})[1 + abs(hashint8(g * 31 + ${seed}))::bigint % 20]`;
  const name = `${syllable('1')} || ${syllable('2')} || ${syllable('3')}`;
  for (const [at, [kind, field, share, term]] of (
    [
      ['firearm', 'serial', 0.55, `upper(substr(md5(g::text), 1, 7 + (g % 3)::int))`],
      ['person', 'name', 0.2, `${name} || ' ' || ${syllable('4')} || ${syllable('5')}`],
      ['place', 'address', 0.2, `(1 + g % 9999) || ' ' || ${syllable('6')} || ${syllable('7')} || ' ST'`],
      ['incident', 'case-number', 0.05, `(20 + g % 6) || lpad((g / 6)::text, 7, '0')`],
    ] as const
  ).entries()) {
    await owner.query(
      `insert into flashlight.search_document (agency_id, entity_id, kind, field, term, shown)
       select $1, $2::bigint + g, $3, $4, ${term}, '' from generate_series(1::bigint, $5) g on conflict do nothing`,
      [agencyId, (at + 1) * 1e12, kind, field, Math.round(terms * share)],
    );
  }
  await owner.query(
    `insert into flashlight.entity (agency_id, entity_id, kind, label) select agency_id, entity_id, kind, term from flashlight.search_document`,
  );
  await owner.query('vacuum analyze');
  const { rows: samples } = await owner.query<{ term: string }>(
    `select term from flashlight.search_document where entity_id % 9973 = 0 order by hashint8(entity_id) limit 200`,
  );
  const client = await database.pool('read').connect();
  await client.query('begin');
  const ways: Record<string, (term: string) => string> = {
    whole: (term) => term,
    'first four': (term) => term.slice(0, 4),
    'first two': (term) => term.slice(0, 2),
    'one letter wrong': (term) => `${term.slice(0, 3)}X${term.slice(4)}`,
    'two swapped': (term) => term.slice(0, 3) + term.slice(4, 5) + term.slice(3, 4) + term.slice(5),
    'one missing': (term) => term.slice(0, 3) + term.slice(4),
    'start*end': (term) => `${term.slice(0, 3)}*${term.slice(-2)}`,
    '*inside*': (term) => `*${term.slice(1, 5)}*`,
    'without its start': (term) => term.slice(2),
  };
  process.stdout.write(`${terms} terms, ${samples.length} of them asked each way; milliseconds\n`);
  for (const [way, ask] of Object.entries(ways)) {
    const took: number[] = [];
    let late = 0;
    for (const { term } of samples) {
      const started = performance.now();
      const { note } = await searchEntities(client, agencyId, { query: ask(term), limit: 20 });
      took.push(performance.now() - started);
      if (note?.startsWith('Not everything')) late++;
    }
    took.sort((a, b) => a - b);
    const at = (share: number) => took[Math.floor(took.length * share)]!.toFixed(1).padStart(7);
    process.stdout.write(
      `${way.padEnd(18)} p50 ${at(0.5)}  p95 ${at(0.95)}  p99 ${at(0.99)}  max ${at(0.999)}  cut short ${late}\n`,
    );
  }
  await client.query('rollback');
  client.release();
} finally {
  await database.close();
  await rm(folder, { recursive: true, force: true });
}
