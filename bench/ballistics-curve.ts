/**
 * An index of generated exhibits as it grows: what it costs to make, how large it is, how long a query takes at each size, and whether sieves lose what
 * comparing with all finds. `node bench/ballistics-curve.ts [MOST] [QUERIES]`; sizes double up to MOST. Half of the queries are whole impressions, half
 * are halves of one; all are worn, with bare primer here and there, and each has one mate in the index. Drawn on steps of 25 µm, which an index keeps.
 */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBreechFaces } from '../src/ballistics/make-breech-face.ts';
import { prepareExhibit } from '../src/ballistics/prepare-exhibit.ts';
import type { ScanExhibit } from '../src/jobs/compare-scans.ts';
import { openScanIndexWriter } from '../src/jobs/scan-index.ts';
import { searchScanIndex } from '../src/jobs/search-scans.ts';
import { unknownClass } from '../src/model/firearm-class.ts';
import type { HeightMap } from '../src/signal/height-map.ts';
import { Random } from '../src/stats/random.ts';

const most = Number(process.argv[2] ?? 4000);
const queries = Number(process.argv[3] ?? 20);
const make = createBreechFaces(25, false);
const random = new Random('curve');

function made(firearm: number, shot: number, how: 'first' | 'whole' | 'half'): ScanExhibit {
  const worn = how === 'first' ? {} : { wear: 0.3, missing: 0.2, ammunitionMicrons: 0.6 };
  const map = make({
    classSeed: 'curve',
    firearmSeed: `${firearm}`,
    shotSeed: `${firearm}/${shot}`,
    turn: 2 * Math.PI * random.next(),
    offX: random.normal(0, 60),
    offY: random.normal(0, 60),
    ...worn,
  });
  const exhibit = prepareExhibit(how === 'half' ? leftOf(map) : map)!;
  const sha256 = createHash('sha256').update(`${firearm}/${shot}`).digest('hex');
  return { file: `${firearm}-${shot}.x3p`, sha256, exhibit, warnings: [] };
}

function leftOf(map: HeightMap): HeightMap {
  return { ...map, heights: map.heights.map((value, at) => (at % map.width < map.width / 2 ? value : NaN)) };
}

const spent = (since: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
};

console.log(`${cpus()[0]!.model}, load ${loadavg()[0]!.toFixed(1)}`);
const out = mkdtempSync(join(tmpdir(), 'bench-curve-'));
const asked = { top: 10, calibration: null, queryClass: unknownClass, only: {}, exhaustive: false };
const wanted = Array.from({ length: queries }, (_, n) => ({
  half: n % 2 === 1,
  mate: `${n}-1.x3p`,
  query: made(n, 2, n % 2 === 1 ? 'half' : 'whole'),
}));
const points: { readonly n: number; readonly seconds: number }[] = [];
const sizes: number[] = [];
for (let size = most; size >= 250; size /= 2) sizes.unshift(Math.round(size));
try {
  const writer = await openScanIndexWriter(out);
  let held = 0;
  for (const size of sizes) {
    const making = process.cpuUsage();
    const before = held;
    for (; held < size; held++) {
      const scan = made(held, 1, 'first');
      await writer.add(scan, scan.file, {});
    }
    await writer.commit();
    const cost = spent(making) / (size - before);
    const bytes = ['exhibits.jsonl', 'rings.bin', 'surfaces.bin', 'index.json'].reduce(
      (sum, name) => sum + statSync(join(out, name)).size,
      0,
    );
    const first = { whole: 0, half: 0 };
    const searching = process.cpuUsage();
    let stages = { rings: 0, cells: 0 };
    for (const { query, mate, half } of wanted) {
      const found = await searchScanIndex(query, out, asked, () => undefined);
      if (found.candidates[0]?.file === mate) first[half ? 'half' : 'whole']++;
      stages = found.stages;
    }
    const seconds = spent(searching) / queries;
    points.push({ n: size, seconds });
    console.log(
      `${size} exhibits: made and added ${(1000 * cost).toFixed(0)} ms each, ${Math.round(bytes / size)} bytes each; a query ${seconds.toFixed(2)} s of processor; mates ranked first: ${first.whole} of ${Math.ceil(queries / 2)} wholes, ${first.half} of ${Math.floor(queries / 2)} halves; rings of ${stages.rings}, cells of ${stages.cells}; load ${loadavg()[0]!.toFixed(1)}`,
    );
  }
  await writer.close();
  let [mates, matesLost, same, all] = [0, 0, 0, 0];
  for (const { query, mate } of wanted) {
    const listOf = async (exhaustive: boolean) =>
      (await searchScanIndex(query, out, { ...asked, exhaustive }, () => undefined)).candidates.map(({ file }) => file);
    const [brute, sieved] = [await listOf(true), await listOf(false)];
    if (brute.includes(mate)) mates++;
    if (brute.includes(mate) && !sieved.includes(mate)) matesLost++;
    same += brute.filter((file) => sieved.includes(file)).length;
    all += brute.length;
  }
  console.log(
    `${most} exhibits, comparing with all: ${mates} of ${queries} mates among its first ten, of which sieves lose ${matesLost}; of ${all} in its lists of ten ${same} are in those of the sieves`,
  );
} finally {
  rmSync(out, { recursive: true, force: true });
}
// Where sieves drop something a query is a fixed part and so much for each exhibit: the slope from the last points.
const [x, y] = points.slice(-2);
if (x !== undefined && y !== undefined)
  for (const n of [400_000, 1_000_000])
    console.log(
      `along the last two points: ${n} exhibits ${(y.seconds + ((y.seconds - x.seconds) / (y.n - x.n)) * (n - y.n)).toFixed(0)} s of processor a query`,
    );
