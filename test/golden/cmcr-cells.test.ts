import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { compatCells, type CompatCell } from '../../src/ballistics/compat-cells.ts';
import { decideCompat } from '../../src/ballistics/compat-decision.ts';
import { heightMatrix, type HeightMatrix } from '../../src/ballistics/height-matrix.ts';
import { compareScansCompat } from '../../src/jobs/compare-scans-compat.ts';
import { correlationKernel } from '../../src/jobs/correlation-kernel.ts';
import { openScan, surfaceOf } from '../../src/jobs/open-scan.ts';
import { degreesApart } from '../../src/stats/circular-degrees.ts';
import { sharedData } from '../shared-data.ts';
import { x3pOf } from '../x3p-of.ts';

const [scans, reference] = [sharedData('breech-faces-fadul'), sharedData('ballistic-reference')];
const turns = Array.from({ length: 21 }, (_, at) => 3 * at - 30);

const matrixOf = async (name: string): Promise<HeightMatrix> =>
  heightMatrix((await surfaceOf(await openScan(`${scans}/${name}.x3p`))).map);

/** What cmcR said of each cell at each turn, with its classes. */
function published(file: string) {
  return readFileSync(`${reference}/cmcr-cells-${file}.csv`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [, cell, rest] = /^"(\d+, \d+)",(.*)$/.exec(line)!;
      const [x, y, peak, correlation, degrees] = rest!.split(',').map(Number);
      return { cell: cell!, x: x!, y: y!, peak: peak!, correlation: correlation!, degrees: degrees! };
    });
}

describe.skipIf(scans === null || reference === null)('cells as cmcR finds them', () => {
  /** Every row of cmcR is found, at the same shift; gives how many correlations differ by more than a thousandth. */
  function held(found: readonly CompatCell[], file: string): number {
    const ours = new Map(found.map((cell) => [`${cell.row}, ${cell.column} ${cell.degrees}`, cell]));
    const rows = published(file);
    let apart = 0;
    for (const row of rows) {
      const cell = ours.get(`${row.cell} ${row.degrees}`);
      expect([cell?.x, cell?.y], `${file} ${row.cell} at ${row.degrees}`).toEqual([row.x, row.y]);
      expect(Math.abs(cell!.peak - row.peak)).toBeLessThan(5e-4);
      if (Math.abs(cell!.correlation - row.correlation) > 1e-3) apart++;
    }
    expect(found.length).toBe(rows.length);
    return apart;
  }

  test('are at the same places on a scan of the same slide, and of another, and counted alike', async () => {
    const [one, two, other] = [await matrixOf('Fadul 1-1'), await matrixOf('Fadul 1-2'), await matrixOf('Fadul 2-1')];
    const kernel = await correlationKernel();
    const there = compatCells(one, two, turns, kernel);
    const back = compatCells(two, one, turns, kernel);
    // One in 2,239 lies on a tie of two turned points that falls the other way.
    expect(held(there, 'f11_f12_steps_dir1')).toBeLessThanOrEqual(1);
    expect(held(back, 'f11_f12_steps_dir2')).toBe(0);
    const same = decideCompat(there, back);
    expect([same.original[0].length, same.original[1].length, same.high]).toEqual([17, 18, 24]);
    const away = compatCells(one, other, turns, kernel);
    const home = compatCells(other, one, turns, kernel);
    expect(held(away, 'f11_f21_steps_dir1')).toBeLessThanOrEqual(1);
    expect(held(home, 'f11_f21_steps_dir2')).toBe(0);
    const different = decideCompat(away, home);
    expect([different.original[0].length, different.original[1].length, different.high]).toEqual([0, 0, 0]);
  });

  test('are counted over the whole circle where the second lies turned by half of it', async () => {
    const [a, b] = await Promise.all(
      ['Fadul 1-1', 'Fadul 1-2'].map(async (name) => (await surfaceOf(await openScan(`${scans}/${name}.x3p`))).map),
    );
    const half = { ...b!, heights: b!.heights.toReversed() };
    const folder = mkdtempSync(join(tmpdir(), 'half-turn-'));
    try {
      for (const [name, map] of Object.entries({ a: a!, half })) writeFileSync(join(folder, name), x3pOf(map));
      const compared = await compareScansCompat(join(folder, 'a'), join(folder, 'half'), { from: -180, to: 180 });
      expect(compared.score).toBeGreaterThanOrEqual(22);
      expect(degreesApart(compared.rotationDegrees!, 180)).toBeLessThanOrEqual(30);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 60_000);
});
