/**
 * An index of a study: what it costs to make and to search, and whether its sieves let two of one firearm through among many. `node
 * bench/ballistics-index.ts FOLDER [SURROGATES]`, a folder of X3P files with truth.csv. Surrogates are the rings of
 * the study with every wave's phase drawn anew: as rough as they, of no firearm.
 */
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createComparisonRoom } from '../src/ballistics/compare-exhibits.ts';
import { ringBytes, ringLikeness, type Thoroughness } from '../src/ballistics/ring-spectra.ts';
import { indexScans } from '../src/jobs/index-scans.ts';
import { openScanIndex } from '../src/jobs/scan-index.ts';
import { Random } from '../src/stats/random.ts';

const [folder, surrogatesGiven = '5000'] = process.argv.slice(2);
if (folder === undefined) throw new Error('Expected the folder of a study.');
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
  for (const how of ['quick', 'thorough'] as const) sieve(how, made, rings);

  const room = createComparisonRoom();
  room.compare(held[0]!, held[1]!);
  const comparing = process.cpuUsage();
  for (const other of held) room.compare(held[0]!, other);
  console.log(`compared by cells: ${(process.cpuUsage(comparing).user / 1000 / exhibits).toFixed(2)} ms each`);
  await index.close();

  function sieve(how: Thoroughness, others: Int8Array, own: Int8Array): void {
    const shares: number[] = [];
    let spent = 0;
    for (const [at, { file }] of index.scans.entries()) {
      const likeness = ringLikeness(held[at]!.coarse, how);
      const began = process.cpuUsage();
      const chance = Float64Array.from({ length: surrogates }, (_, n) => likeness(others, n * ringBytes)).sort();
      spent += process.cpuUsage(began).user / 1000;
      for (const [other, { file: mate }] of index.scans.entries()) {
        if (other === at || firearmOf.get(mate) !== firearmOf.get(file)) continue;
        const score = likeness(own, other * ringBytes);
        shares.push(chance.filter((value) => value >= score).length / surrogates);
      }
    }
    const passed = (most: number) => shares.filter((share) => share <= most).length;
    console.log(
      `rings, ${how}: ${(spent / surrogates / exhibits).toFixed(3)} ms each; of ${shares.length} others of the same firearm ${passed(0.05)} are among the first twentieth of chance, ${passed(500 / collection)} among the first ${500 / collection}, ${passed(0)} above all of ${surrogates}`,
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
