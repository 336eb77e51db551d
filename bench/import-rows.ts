/**
 * How fast are trace results or gunshot alerts imported, records, typed tables and provenance included, beside a plain
 * COPY of the same file, in one run on the embedded server?
 *
 *   node bench/import-rows.ts [rows, default 1000000] [etrace | gunshot-alerts, default etrace]
 *
 * The rows are a known-truth town's, repeated with trace and serial numbers, or alert numbers, of their own.
 */
import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { importFile } from '../src/jobs/import-file.ts';
import { saveAgency } from '../src/store/agencies.ts';
import { openDatabase } from '../src/store/database.ts';
import { migrate } from '../src/store/migrate.ts';

const wanted = Number(process.argv[2] ?? 1_000_000);
const folder = mkdtempSync(join(tmpdir(), 'flashlight-bench-'));
const feed = process.argv[3] === 'gunshot-alerts' ? 'gunshot-alerts' : 'etrace';
const file = join(folder, `${feed}.csv`);

// In a process of its own: what making a town needs is not counted as memory of the import.
execFileSync(
  process.execPath,
  [
    join(import.meta.dirname, '../bin/flashlight.js'),
    'town',
    '--seed',
    '5',
    '--scale',
    '1',
    '--out',
    join(folder, 'town'),
  ],
  { stdio: 'ignore' },
);
const given = join(folder, 'town', 'feeds', feed);
const texts = readdirSync(given)
  .filter((name) => /^(results|alerts)/.test(name))
  .map((name) => readFileSync(join(given, name), 'utf8').trimEnd().split('\r\n'));
const header = texts[0]![0]!;
const rows = texts.flatMap((lines) => lines.slice(1)).filter((row) => /^(T\d+|\d+-\d+),/.test(row));
const out = createWriteStream(file);
out.write(`${header}\r\n`);
for (let at = 0; at < wanted; at++) {
  const copy = Math.floor(at / rows.length);
  const cells = rows[at % rows.length]!.split(',');
  cells[0] = feed === 'etrace' ? `T${String(20_300_000_000 + at)}` : `${cells[0]}-${copy}`;
  if (feed === 'etrace' && cells[8]) cells[8] = `${cells[8]}${copy}`;
  if (!out.write(`${cells.join(',')}\r\n`)) await once(out, 'drain');
}
out.end();
await once(out, 'finish');

const database = await openDatabase({ dataDir: join(folder, 'data'), command: 'bench' });
let peak = 0;
const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50);
try {
  await migrate(database);
  const agency = await saveAgency(database, {
    code: 'bench',
    name: 'Bench',
    city: null,
    state: 'MD',
    timeZone: 'America/New_York',
  });
  const began = performance.now();
  const cpu = process.cpuUsage();
  const result = await importFile(database, {
    agency,
    feed,
    path: file,
    rejectsDir: join(folder, 'rejects'),
    startedBy: 'bench',
    receivedAt: '2030-12-31T00:00:00Z',
  });
  const seconds = (performance.now() - began) / 1000;
  const used = process.cpuUsage(cpu);
  clearInterval(watch);

  const client = await database.connect('migrate');
  const columns = header.split(',').map((_, n) => `c${n} text`);
  await client.query(`create table public.plain (${columns.join(', ')})`);
  const plainBegan = performance.now();
  await pipeline(
    createReadStream(file, { highWaterMark: 1 << 20 }),
    client.query(copyFrom('copy public.plain from stdin with (format csv, header)')),
  );
  const plainSeconds = (performance.now() - plainBegan) / 1000;
  await client.end();

  const again = performance.now();
  const second = await importFile(database, {
    agency,
    feed,
    path: file,
    rejectsDir: join(folder, 'rejects'),
    startedBy: 'bench',
    receivedAt: '2030-12-31T00:00:00Z',
  });
  const againSeconds = (performance.now() - again) / 1000;

  const perSecond = (count: number, time: number) => `${Math.round(count / time).toLocaleString('en')} rows/s`;
  console.log(
    `machine: ${cpus().length} × ${cpus()[0]!.model}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}, ${new Date().toISOString().slice(0, 10)}`,
  );
  console.log(
    `${feed}: ${result.read} read, ${result.accepted} accepted, ${result.rejected} rejected, ${result.duplicates} known`,
  );
  console.log(
    `import: ${seconds.toFixed(1)} s, ${perSecond(result.read, seconds)}; program ${((used.user + used.system) / 1e6).toFixed(1)} CPU s; peak resident ${Math.round(peak / 1e6)} MB`,
  );
  console.log(
    `the same file again: ${againSeconds.toFixed(1)} s, ${perSecond(second.read, againSeconds)}, ${second.duplicates} known`,
  );
  console.log(
    `plain COPY of the file: ${plainSeconds.toFixed(1)} s, ${perSecond(result.read, plainSeconds)}; import takes ${(seconds / plainSeconds).toFixed(1)} times as long`,
  );
} finally {
  clearInterval(watch);
  await database.close();
  rmSync(folder, { recursive: true, force: true });
}
