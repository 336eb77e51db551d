import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { importFile } from '../src/jobs/import-file.ts';
import { LeadFinder } from '../src/jobs/lead-finder.ts';
import { readyIndexes } from '../src/jobs/identity-index.ts';
import { followLeadsInThread } from '../src/jobs/lead-thread.ts';
import { linkRecords } from '../src/jobs/link-records.ts';
import { listAgencies } from '../src/store/agencies.ts';
import { atOneMoment, openDatabase } from '../src/store/database.ts';
import { findChangePositions } from '../src/store/fact-changes.ts';
import { findLeadProgress } from '../src/store/leads.ts';
import { migrate } from '../src/store/migrate.ts';

// Leads of a town that is imported: all of them found anew, then updates while trace results land.
// node bench/leads.ts DATA_DIR RESULTS.csv [RECORDS_A_SECOND] [SECONDS]; RESULTS.csv is a results file of a town, whose rows are sent again
// under other trace and serial numbers, to the same dealers and purchasers.

const [dataDir, results, perSecond = '50', seconds = '30'] = process.argv.slice(2);
if (!dataDir || !results) throw new Error('Expected DATA_DIR RESULTS.csv [RECORDS_A_SECOND] [SECONDS].');

const database = await openDatabase({ dataDir, command: 'bench leads' });
const folder = await mkdtemp(join(tmpdir(), 'flashlight-bench-leads-'));
try {
  await migrate(database);
  const [agency] = await listAgencies(database);
  const { agencyId } = agency!;
  const say = (line: string) => process.stdout.write(`${line}\n`);

  const began = performance.now();
  const before = process.cpuUsage();
  const finder = new LeadFinder(database, agencyId);
  const round = await finder.catchUp('always');
  const { user, system } = process.cpuUsage(before);
  const { traces, firearms } = finder.describe();
  global.gc?.();
  say(
    `all anew: ${traces} traces of ${firearms} firearms, ${round!.leads.length} leads written, ${((performance.now() - began) / 1000).toFixed(1)} s (${((user + system) / 1e6).toFixed(1)} s of CPU here), heap ${Math.round(process.memoryUsage().heapUsed / 1e6)} MB`,
  );

  const position = () => atOneMoment(database.pool('read'), (client) => findChangePositions(client, agencyId));
  const progress = () => atOneMoment(database.pool('read'), (client) => findLeadProgress(client, agencyId));
  let isLoaded = false;
  const thread = followLeadsInThread(database, {
    agencyId,
    onNews: (news) => (isLoaded ||= news.includes('follow the records')),
  });
  while (!isLoaded) await sleep(200);
  // As the server does when it starts.
  const ready = readyIndexes(database);
  await ready.done;

  const [header, ...rows] = (await readFile(results, 'utf8')).trim().split(/\r?\n/);
  const names = header!.split(',');
  const renamed = (row: string, at: number) => {
    const cells = row.split(',');
    cells[names.indexOf('Trace Number')] = `TB${String(Date.now()).slice(-7)}${String(at).padStart(5, '0')}`;
    cells[names.indexOf('Serial Number')] = `ZB${Date.now() % 1e7}${at}`;
    return cells.join(',');
  };
  const usable = rows.filter((row) => !row.includes('"'));
  const latencies: { untilFound: number; importing: number }[] = [];
  for (let second = 0; second < Number(seconds); second++) {
    const next = performance.now() + 1000;
    const path = join(folder, `results-${second}.csv`);
    const sent = Array.from({ length: Number(perSecond) }, (_, at) =>
      renamed(usable[(second * Number(perSecond) + at) % usable.length]!, second * Number(perSecond) + at),
    );
    await writeFile(path, [header, ...sent].join('\n') + '\n');
    const importing = performance.now();
    await importFile(database, {
      agency: agency!,
      feed: 'etrace',
      path,
      rejectsDir: folder,
      startedBy: 'bench',
      receivedAt: new Date().toISOString(),
    });
    const committed = performance.now();
    await linkRecords(database);
    const to = await position();
    for (;;) {
      const at = await progress();
      if (at && at.seq >= to.seq && at.linkSeq >= to.linkSeq) break;
      await sleep(5);
    }
    latencies.push({ untilFound: performance.now() - committed, importing: committed - importing });
    await sleep(Math.max(0, next - performance.now()));
  }
  const sorted = latencies.map(({ untilFound }) => untilFound).sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!);
  say(
    `${perSecond} trace results a second for ${sorted.length} s, from the commit of the import to the leads kept: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms; process ${Math.round(process.memoryUsage().rss / 1e6)} MB`,
  );
  await thread.close();
  await ready.close();
} finally {
  await rm(folder, { recursive: true, force: true });
  await database.close();
}
