/**
 * An index of generated exhibits as it grows: what it costs to make, how large it is, and how long a query takes at each size.
 * `node bench/ballistics-curve.ts [MOST]`; sizes double from 135 up.
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
import { Random } from '../src/stats/random.ts';

const most = Number(process.argv[2] ?? 4320);
const queries = 5;
const make = createBreechFaces();
const random = new Random('curve');

function made(firearm: number, shot: number): ScanExhibit {
  const exhibit = prepareExhibit(
    make({
      classSeed: 'curve',
      firearmSeed: `${firearm}`,
      shotSeed: `${firearm}/${shot}`,
      turn: 2 * Math.PI * random.next(),
      offX: random.normal(0, 60),
      offY: random.normal(0, 60),
    }),
  )!;
  const sha256 = createHash('sha256').update(`${firearm}/${shot}`).digest('hex');
  return { file: `${firearm}-${shot}.x3p`, sha256, exhibit, warnings: [] };
}

const spent = (since: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1e6;
};

console.log(`${cpus()[0]!.model}, load ${loadavg()[0]!.toFixed(1)}`);
const out = mkdtempSync(join(tmpdir(), 'bench-curve-'));
const asked = { top: 20, calibration: null, queryClass: unknownClass, only: {}, exhaustive: false };
// The second shot of the first firearms that went in: each has one mate among all.
const wanted = Array.from({ length: queries }, (_, n) => made(n, 2));
const points: { readonly n: number; readonly seconds: number }[] = [];
try {
  const writer = await openScanIndexWriter(out);
  let held = 0;
  for (let size = 135; size <= most; size *= 2) {
    const making = process.cpuUsage();
    const before = held;
    for (; held < size; held++) {
      const scan = made(held, 1);
      await writer.add(scan, scan.file, {});
    }
    await writer.commit();
    const cost = spent(making) / (size - before);
    const bytes = ['exhibits.jsonl', 'rings.bin', 'surfaces.bin', 'index.json'].reduce(
      (sum, name) => sum + statSync(join(out, name)).size,
      0,
    );
    let first = 0;
    const searching = process.cpuUsage();
    const began = performance.now();
    let stages = { rings: 0, ringsThorough: 0, cells: 0 };
    for (const query of wanted) {
      const found = await searchScanIndex(query, out, asked, () => undefined);
      if (found.candidates[0]?.file === query.file.replace('-2', '-1')) first++;
      stages = found.stages;
    }
    const seconds = spent(searching) / queries;
    points.push({ n: size, seconds });
    console.log(
      `${size} exhibits: made and added ${(1000 * cost).toFixed(0)} ms each, ${Math.round(bytes / size)} bytes each; a query ${seconds.toFixed(2)} s of processor, ${((performance.now() - began) / 1000 / queries).toFixed(2)} s by the clock; ${first} of ${queries} mates ranked first; rings of ${stages.rings} and ${stages.ringsThorough}, cells of ${stages.cells}; load ${loadavg()[0]!.toFixed(1)}`,
    );
  }
  await writer.close();
} finally {
  rmSync(out, { recursive: true, force: true });
}
// Above five hundred a query is a fixed part and so much for each exhibit: the slope from the last points.
const [x, y] = points.slice(-2);
if (x !== undefined && y !== undefined)
  for (const n of [400_000, 1_000_000])
    console.log(
      `along the last two points: ${n} exhibits ${(y.seconds + ((y.seconds - x.seconds) / (y.n - x.n)) * (n - y.n)).toFixed(0)} s of processor a query`,
    );
