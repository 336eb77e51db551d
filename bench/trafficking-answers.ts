import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerOverview } from '../src/jobs/answer-traces.ts';
import { HeldFacts } from '../src/jobs/held-facts.ts';
import { linkRecords } from '../src/jobs/link-records.ts';
import { atOneMoment, openDatabase } from '../src/store/database.ts';
import { importForBench, importTown, openBenchAgency } from './import-town.ts';

// How long the overview of trafficking takes after every import, with what is held, and with all facts read anew.
// node bench/trafficking-answers.ts SCALE SEED [IMPORTS] [ROWS_EACH]

const [scale, seed, imports = 20, rowsEach = 50] = process.argv.slice(2).map(Number);
if (scale === undefined || seed === undefined) throw new Error('Expected SCALE SEED [IMPORTS] [ROWS_EACH].');

const folder = await mkdtemp(join(tmpdir(), 'flashlight-bench-answers-'));
const database = await openDatabase({ dataDir: join(folder, 'data'), command: 'bench' });
try {
  const agency = await openBenchAgency(database);
  const out = join(folder, 'town');
  await importTown(database, { agency, folder, out, seed, scale, without: ['calls', 'gunshot-alerts'] });
  await linkRecords(database);
  const of = (held: HeldFacts) => atOneMoment(database.pool('read'), (client) => held.of(client, agency.agencyId));
  const elapsed = async (work: () => unknown): Promise<number> => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };
  const held = new HeldFacts();
  const first = await elapsed(() => of(held));
  const { facts } = await of(held);
  console.log(
    `${facts.traces.length} traces of ${facts.firearms.length} firearms, all read in ${Math.round(first)} ms`,
  );

  const results = (await readdir(join(out, 'feeds/etrace'))).filter((name) => name.startsWith('results')).sort();
  const [header, ...rows] = (await readFile(join(out, 'feeds/etrace', results.at(-1)!), 'utf8')).trim().split(/\r?\n/);
  const names = header!.split(',');
  const usable = rows.filter((row) => !row.includes('"'));
  const [taken, answered]: [number[], number[]] = [[], []];
  for (let round = 0; round < imports; round++) {
    const sent = Array.from({ length: rowsEach }, (_, at) => {
      const cells = usable[(round * rowsEach + at) % usable.length]!.split(',');
      cells[names.indexOf('Trace Number')] = `TB${String(round).padStart(5, '0')}${String(at).padStart(4, '0')}`;
      cells[names.indexOf('Serial Number')] = `ZB${round}${at}`;
      return cells.join(',');
    });
    const path = join(folder, `results-${round}.csv`);
    await writeFile(path, `${[header, ...sent].join('\n')}\n`);
    await importForBench(database, { agency, folder, feed: 'etrace', path });
    await linkRecords(database);
    taken.push(await elapsed(() => of(held)));
    const standing = await of(held);
    answered.push(await elapsed(() => answerOverview(standing, {})));
  }
  const say = (what: string, times: number[]) => {
    times.sort((a, b) => a - b);
    const at = (share: number) => Math.round(times[Math.min(times.length - 1, Math.floor(share * times.length))]!);
    console.log(`${what}: p50 ${at(0.5)} ms, max ${at(1)} ms`);
  };
  say(`taking in ${rowsEach} trace results`, taken);
  say('computing the overview anew', answered);
  console.log(`all read anew: ${Math.round(await elapsed(() => of(new HeldFacts())))} ms`);
} finally {
  await database.close();
  await rm(folder, { recursive: true, force: true });
}
