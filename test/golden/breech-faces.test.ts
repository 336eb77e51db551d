import { createComparisonRoom } from '../../src/ballistics/compare-exhibits.ts';
import { findBreechFace, levelled } from '../../src/ballistics/find-breech-face.ts';
import { inversePose } from '../../src/ballistics/surface-grid.ts';
import { prepareExhibit } from '../../src/ballistics/prepare-exhibit.ts';
import { openScan, surfaceOf } from '../../src/jobs/open-scan.ts';
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { surfaceKernel } from '../../src/jobs/correlation-kernel.ts';
import { sharedData } from '../shared-data.ts';
import { compareStudy, studyMap, varianceRatio } from './compare-study.ts';
import { compareMadeFirearms, firearmTable } from './firearm-table.ts';

/** The table of the method page one of whose lines begins with a firearm, without the room that its columns are set with. */
async function methodTable(firearm: string): Promise<string[]> {
  const text = await readFile(new URL('../../docs/methods/ballistics.md', import.meta.url), 'utf8');
  const tables = text.split('\n\n').filter((part) => part.includes(`| ${firearm} `));
  expect(tables).toHaveLength(1);
  return tables[0]!
    .trim()
    .split('\n')
    .map((line) => line.replaceAll(/ +/g, ' ').replaceAll(/-{3,}/g, '---'));
}

test('what the method page tells of made firearms, one by one, is what comes out', async () => {
  expect(await methodTable('M01')).toEqual(firearmTable(await compareMadeFirearms('firearms')));
});

const folder = sharedData('breech-faces-fadul');

describe.skipIf(folder === null)('forty breech faces of ten slides made one after the other (Fadul 2011)', () => {
  test('are told apart, however each lay: the least of one slide above the greatest of two', async () => {
    const { pairs } = await compareStudy(folder!, 'golden');
    const of = (same: boolean) => pairs.filter((pair) => pair.same === same).map(({ score }) => score);
    const [one, two] = [of(true), of(false)];
    expect([one.length, two.length]).toEqual([63, 717]);
    expect(Math.min(...one)).toBeGreaterThan(Math.max(...two));
    // NIST's counts of congruent cells have 41.6 (Song 2018).
    expect(varianceRatio(one, two)).toBeGreaterThan(60);
    // What the method page tells an examiner, firearm by firearm, is what came out.
    expect(await methodTable('FA01')).toEqual(firearmTable(pairs));
  });

  test('are compared in either order, also where the likest poses leave little on both', async () => {
    // Of the 780 pairs under the angles of `held-2` the one whose likest poses, looked for one way, have fewer than six cells.
    const [little, other] = await Promise.all(
      ['8-1', 'A'].map(async (name) => prepareExhibit(await studyMap(folder!, `Fadul ${name}.x3p`, 'held-2'))!),
    );
    const room = createComparisonRoom(await surfaceKernel());
    const [there, back] = [room.compare(little!, other!)!, room.compare(other!, little!)!];
    expect(there.score).toBe(back.score);
    expect(there.cells).toEqual(back.cellsReverse);
    expect(there.pose).toEqual(inversePose(back.pose));
    expect(room.compare(little!, other!, { from: there.pose.turn - 0.1, to: there.pose.turn + 0.1 })).not.toBeNull();
  });
});

const raw = sharedData('breech-faces-raw');

describe.skipIf(raw === null)('raw scans of three cartridge heads', () => {
  test('are prepared and compared as those masked by hand are', async () => {
    const exhibits = [];
    for (const name of ['1-1', '1-2', '2-1']) {
      const { map } = await surfaceOf(await openScan(`${raw}/Fadul_${name}_raw_3.125um.x3p`));
      const face = findBreechFace(map)!;
      expect(face.confidence, name).toBeGreaterThan(0.8);
      exhibits.push(prepareExhibit(levelled(map, face))!);
    }
    const room = createComparisonRoom(await surfaceKernel());
    const [one, two, other] = exhibits;
    const same = room.compare(one!, two!)!;
    // By hand: .89, turned by 23.1°.
    expect(same.score).toBeGreaterThan(0.75);
    expect((same.pose.turn * 180) / Math.PI).toBeCloseTo(23.1, -0.5);
    expect(room.compare(one!, other!)!.score).toBeLessThan(0.2);
    expect(room.compare(two!, other!)!.score).toBeLessThan(0.2);
  });
});
