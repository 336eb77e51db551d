import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBreechFaces } from '../ballistics/make-breech-face.ts';
import { Random } from '../stats/random.ts';
import { unknownClass } from '../model/firearm-class.ts';
import { likelihoodRatio } from './calibration-set.ts';
import { createScanComparer, loadExhibit } from './compare-scans.ts';
import { inspectScan } from './inspect-scan.ts';
import { writeScanMatrix } from './scan-matrix.ts';
import { searchScans } from './search-scans.ts';
import { x3pOf } from '../../test/x3p-of.ts';

let folder: string;
const quiet = () => undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'scans-'));
  const make = createBreechFaces();
  for (const firearm of [1, 2])
    for (const shot of [1, 2])
      writeFileSync(
        join(folder, `${firearm}-${shot}.x3p`),
        x3pOf(make({ classSeed: 'c', firearmSeed: `${firearm}`, shotSeed: `${firearm}/${shot}`, turn: shot * 1.3 })),
      );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = (name: string) => join(folder, name);

describe('scans of a folder', () => {
  test('are compared two by two, the same by one thread and by two, a bad one told of', async () => {
    writeFileSync(path('torn.x3p'), readFileSync(path('1-1.x3p')).subarray(0, 5000));
    const one = await writeScanMatrix(folder, path('one.csv'), 1, quiet);
    const two = await writeScanMatrix(folder, path('two.csv'), 2, quiet);
    rmSync(path('torn.x3p'));
    expect(readFileSync(path('two.csv'), 'utf8')).toBe(readFileSync(path('one.csv'), 'utf8'));
    expect(one).toMatchObject({ scans: 4, pairs: 6, undetermined: 0 });
    expect(two.unread).toMatchObject([{ file: 'torn.x3p', code: 'file.truncated' }]);
    const rows = readFileSync(path('one.csv'), 'utf8').trim().split('\n');
    expect(rows[0]).toBe('a,b,score,congruent_cells,congruent_cells_reverse,whole_scan_correlation');
    const scores = rows.slice(1).map((row) => ({ pair: row.slice(0, 15), score: Number(row.split(',')[2]) }));
    expect(scores.filter(({ score }) => score > 0.5).map(({ pair }) => pair)).toEqual([
      '1-1.x3p,1-2.x3p',
      '2-1.x3p,2-2.x3p',
    ]);
  });

  test('get the same answer in whichever order two are named, turned the other way', async () => {
    const compare = await createScanComparer();
    const [a, b] = [await loadExhibit(path('1-1.x3p')), await loadExhibit(path('1-2.x3p'))];
    const [there, back] = [compare(a, b), compare(b, a)];
    expect(back.score).toBe(there.score);
    expect(back.congruentCells).toBe(there.congruentCellsReverse);
    expect(back.highCongruentCells).toBe(there.highCongruentCells);
    expect(back.rotationDegrees).toBeCloseTo(-there.rotationDegrees!, 2);
    // Turned by 1.3 radians more than the other.
    expect(Math.abs(there.rotationDegrees!)).toBeCloseTo((1.3 * 180) / Math.PI, -0.5);
    expect(there.highCongruentCells).toBeGreaterThanOrEqual(
      Math.max(there.congruentCells, there.congruentCellsReverse),
    );
    expect(likelihoodRatio(there, null, [unknownClass, unknownClass])).toEqual({
      kind: 'undetermined',
      code: 'no-calibration-set',
    });
  });

  test('are searched: the one of the same firearm first, the query itself not among them', async () => {
    const { candidates, compared } = await searchScans(
      path('2-1.x3p'),
      folder,
      { top: 2, calibration: null, queryClass: unknownClass, only: {}, exhaustive: false },
      quiet,
    );
    expect(compared).toBe(3);
    expect(candidates.map(({ file }) => file)).toHaveLength(2);
    expect(candidates[0]).toMatchObject({ rank: 1, file: '2-2.x3p' });
  });

  test('say what they are, and why not', async () => {
    expect(await inspectScan(path('1-1.x3p'))).toMatchObject({
      featureType: 'SUR',
      width: 288,
      height: 288,
      units: 'metres',
      numbers: 'F',
      warnings: [],
    });
    await expect(inspectScan(path('none.x3p'))).rejects.toMatchObject({ code: 'file.missing' });
    await expect(writeScanMatrix(path('none'), path('x.csv'), 1, quiet)).rejects.toMatchObject({
      code: 'file.missing',
    });
    await expect(writeScanMatrix(folder, path('none/x.csv'), 1, quiet)).rejects.toMatchObject({
      code: 'file.unwritable',
    });
    writeFileSync(path('small.x3p'), x3pOf({ width: 4, height: 4, pitchMicrons: 6.25, heights: new Float32Array(16) }));
    await expect(loadExhibit(path('small.x3p'))).rejects.toMatchObject({ code: 'scan.too-little' });
    rmSync(path('small.x3p'));
  });

  test('are refused where there is nothing to compare: planes, spheres, noise, and steps wider than what is looked for', async () => {
    const random = new Random('noise of an instrument');
    const surface = (height: (x: number, y: number) => number, pitchMicrons = 6.25) => {
      const side = Math.round(3000 / pitchMicrons);
      const heights = Float32Array.from({ length: side * side }, (_, at) => {
        const [x, y] = [at % side, Math.floor(at / side)].map((each) => ((each - side / 2) * pitchMicrons) / 1000);
        return Math.hypot(x!, y!) < 1.45 ? height(x!, y!) : NaN;
      });
      writeFileSync(path('made.x3p'), x3pOf({ width: side, height: side, pitchMicrons, heights }));
      return loadExhibit(path('made.x3p'));
    };
    for (const height of [
      () => 3,
      (x: number, y: number) => 20 * x + 5 * y,
      (x: number, y: number) => 1000 * Math.sqrt(400 - x * x - y * y),
      (x: number) => 20 * x + random.normal(0, 0.01),
    ])
      await expect(surface(height)).rejects.toMatchObject({ code: 'scan.featureless' });
    await expect(surface(() => random.normal(0, 1), 200)).rejects.toMatchObject({ code: 'scan.too-coarse' });
    // A hole as deep as a firing-pin impression: it is told of, as it decides how wholes are laid.
    const { warnings } = await surface(
      (x, y) => (Math.hypot(x, y) < 0.8 ? -150 : 0) + 3 * Math.sin(20 * x) * Math.sin(25 * y),
    );
    expect(warnings).toEqual([expect.stringContaining('[surface-not-level]')]);
    rmSync(path('made.x3p'));
    expect((await loadExhibit(path('1-1.x3p'))).warnings).toEqual([]);
  });

  test('are levelled: a tilt far larger than the marks does not change what is found', async () => {
    const make = createBreechFaces();
    const order = { classSeed: 'c', firearmSeed: 'tilted', shotSeed: '1' };
    writeFileSync(path('level.x3p'), x3pOf(make(order)));
    writeFileSync(path('tilted.x3p'), x3pOf(make({ ...order, tilt: 60 })));
    const [level, tilted] = [await loadExhibit(path('level.x3p')), await loadExhibit(path('tilted.x3p'))];
    rmSync(path('level.x3p'));
    rmSync(path('tilted.x3p'));
    const { score, wholeScanCorrelation } = (await createScanComparer())(level, tilted);
    expect(score).toBe(1);
    expect(wholeScanCorrelation).toBeGreaterThan(0.99);
  });
});
