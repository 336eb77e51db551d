import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openDatabase } from '../src/store/database.ts';
import { openStreetDesk } from '../test/street-desk.ts';
import { openBenchAgency } from './import-town.ts';

// From a shot in the street to the line on the open page of the desk: nine programs of sensors that hear it in the time in which it is heard, pick,
// sign and send it over HTTP; the service that takes, locates and tells it; the page in a browser. The page's clock is that of the machine.
// `node bench/street-to-desk.ts [SHOTS, default 10]`, fifteen seconds for each.

const shots = Number(process.argv[2] ?? 10);
const folder = await mkdtemp(join(tmpdir(), 'bench-street-'));
const database = await openDatabase({ dataDir: join(folder, 'data'), command: 'bench' });
try {
  const { street, page, close } = await openStreetDesk({ database, agency: await openBenchAgency(database) }, folder);
  // The noise of a street is learnt before anything stands out of it.
  await pause(10_000);
  await page.evaluate(`
    window.seen = [];
    const known = new Set();
    new MutationObserver(() => {
      for (const row of document.querySelectorAll('tr[data-row]'))
        if (!known.has(row.dataset.row)) { known.add(row.dataset.row); window.seen.push(Date.now()); }
    }).observe(document.body, { childList: true, subtree: true });
  `);
  const waits: { shot: number; fourth: number }[] = [];
  for (let at = 0; at < shots; at++) {
    const { firedMicroseconds, heardMicroseconds } = street.fire(60 + 47 * (at % 9), 80 + 61 * (at % 7));
    await pause(15_000);
    const seen = (await page.evaluate<number[]>('window.seen')).find((time) => time * 1000 > firedMicroseconds);
    if (seen !== undefined)
      waits.push({ shot: seen - firedMicroseconds / 1000, fourth: seen - heardMicroseconds[3]! / 1000 });
  }
  await close();
  const of = (times: number[]) => {
    const sorted = times.toSorted((a, b) => a - b);
    return `p50 ${Math.round(sorted[sorted.length >> 1]!)} ms, most ${Math.round(sorted.at(-1)!)} ms`;
  };
  console.log(`${cpus().length} cores, ${cpus()[0]?.model}, load ${loadavg()[0]!.toFixed(1)}`);
  console.log(`${waits.length} of ${shots} shots came to the page`);
  console.log(`from the moment the fourth sensor heard it: ${of(waits.map(({ fourth }) => fourth))}`);
  console.log(`from the shot: ${of(waits.map(({ shot }) => shot))}`);
} finally {
  await database.close();
  await rm(folder, { recursive: true, force: true });
}
