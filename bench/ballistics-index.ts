/**
 * An index of a study: what it costs to make and to search, and whether its sieves let two of one firearm through among many. `node
 * bench/ballistics-index.ts FOLDER [SURROGATES]`, a folder of X3P files with truth.csv. Surrogates are the rings of
 * the study with every wave's phase drawn anew: as rough as they, of no firearm.
 */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createComparisonRoom } from '../src/ballistics/compare-exhibits.ts';
import { ringBytes, ringSieve, type Reach } from '../src/ballistics/ring-spectra.ts';
import { indexScans } from '../src/jobs/index-scans.ts';
import { openScanIndex } from '../src/jobs/scan-index.ts';
import { Random } from '../src/stats/random.ts';
import { surfaceKernel } from '../src/jobs/correlation-kernel.ts';

const [folder, surrogatesGiven = '5000'] = process.argv.slice(2);
if (folder === undefined) throw new Error('Expected the folder of a study.');
const kernel = await surfaceKernel();
const surrogates = Number(surrogatesGiven);
const collection = 400_000;
const firearmOf = new Map(
  readFileSync(join(folder, 'truth.csv'), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => [line.split(',')[0]!, line.split(',')[2]!] as const),
);

console.log(`${cpus()[0]!.model}, load ${loadavg()[0]!.toFixed(1)}`);
const out = mkdtempSync(join(tmpdir(), 'bench-index-'));
try {
  const making = process.cpuUsage();
  const { exhibits } = await indexScans({ folder, out, classes: null }, () => undefined);
  const bytes = ['exhibits.jsonl', 'rings.bin', 'surfaces.bin'].reduce(
    (sum, name) => sum + statSync(join(out, name)).size,
    0,
  );
  console.log(
    `${exhibits} exhibits indexed, ${(process.cpuUsage(making).user / 1000 / exhibits).toFixed(1)} ms of one core and ${Math.round(bytes / exhibits)} bytes each, of which ${ringBytes} for the first sieve`,
  );

  const index = await openScanIndex(out);
  const held = await Promise.all(index.scans.map((scan) => index.readExhibit(scan)));
  const rings = await index.readRings(0, exhibits);
  const made = surrogatesOf(rings, exhibits, surrogates);
  for (const reach of ['near', 'anywhere'] as const) await sieve(reach, made, rings);

  const room = createComparisonRoom(kernel);
  room.compare(held[0]!, held[1]!);
  const comparing = process.cpuUsage();
  for (const other of held) room.compare(held[0]!, other);
  console.log(`compared by cells: ${(process.cpuUsage(comparing).user / 1000 / exhibits).toFixed(2)} ms each`);
  await index.close();

  async function sieve(reach: Reach, others: Int8Array, own: Int8Array): Promise<void> {
    const shares: number[] = [];
    let spent = 0;
    for (const [at, { file }] of index.scans.entries()) {
      const likeness = ringSieve(await surfaceKernel(), held[at]!.coarse, reach);
      const began = process.cpuUsage();
      const chance = likeness(others);
      spent += process.cpuUsage(began).user / 1000;
      for (const [other, score] of likeness(own).entries()) {
        if (other === at || firearmOf.get(index.scans[other]!.file) !== firearmOf.get(file)) continue;
        shares.push(chance.filter((value) => value >= score).length / surrogates);
      }
    }
    const passed = (most: number) => shares.filter((share) => share <= most).length;
    console.log(
      `rings, ${reach}: ${(spent / surrogates / exhibits).toFixed(3)} ms each; of ${shares.length} others of the same firearm ${passed(1000 / collection)} are among the first ${1000 / collection} of chance, ${passed(0)} above all of ${surrogates}`,
    );
  }
} finally {
  rmSync(out, { recursive: true, force: true });
}

function surrogatesOf(rings: Int8Array, exhibits: number, count: number): Int8Array {
  const random = new Random('surrogates');
  const made = new Int8Array(count * ringBytes);
  for (let n = 0; n < count; n++)
    for (let at = 0; at < ringBytes; at += 2) {
      const from = (n % exhibits) * ringBytes + at;
      const height = Math.hypot(rings[from]!, rings[from + 1]!);
      const phase = 2 * Math.PI * random.next();
      made[n * ringBytes + at] = Math.round(height * Math.cos(phase));
      made[n * ringBytes + at + 1] = Math.round(height * Math.sin(phase));
    }
  return made;
}
