import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBreechFaces } from '../ballistics/make-breech-face.ts';
import { x3pOf } from '../../test/x3p-of.ts';
import { calibrateScans } from './calibrate-scans.ts';
import { likelihoodRatio, readCalibrationSet, type CalibrationSet } from './calibration-set.ts';
import { createScanComparer, loadExhibit } from './compare-scans.ts';
import { searchScans } from './search-scans.ts';

let folder: string;
let set: CalibrationSet;
const quiet = () => undefined;
const path = (name: string) => join(folder, name);
const order = (out: string, truth = 'truth.csv') => ({
  folder,
  truth: path(truth),
  words: 'made pistols',
  out: path(out),
  workers: 2,
});

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'calibrated-'));
  const make = createBreechFaces();
  const truth = ['file,study,firearm_or_barrel'];
  for (let firearm = 0; firearm < 10; firearm++)
    for (const shot of [1, 2]) {
      const face = make({
        classSeed: 'c',
        firearmSeed: `${firearm}`,
        shotSeed: `${firearm}/${shot}`,
        turn: shot * firearm,
      });
      writeFileSync(path(`${firearm}-${shot}.x3p`), x3pOf(face));
      truth.push(`${firearm}-${shot}.x3p,made,F${firearm}`);
    }
  writeFileSync(path('truth.csv'), truth.join('\n'));
  const calibrated = await calibrateScans(order('set.json'), quiet);
  expect(calibrated).toMatchObject({ scans: 20, unnamed: [], undetermined: 0, unread: [] });
  expect(calibrated.set).toMatchObject({ firearms: 10, pairsOfOne: 10, pairsOfTwo: 180, class: 'made pistols' });
  set = await readCalibrationSet(path('set.json'));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a calibration set', () => {
  test('gives two of one firearm and two of two a ratio, bounded by its ten firearms, and none to another method', async () => {
    const [a, mate, other] = await Promise.all(['3-1', '3-2', '4-1'].map((name) => loadExhibit(path(`${name}.x3p`))));
    const compare = createScanComparer();
    const same = likelihoodRatio(compare(a!, mate!), set);
    expect(same).toMatchObject({ kind: 'determined', class: 'made pistols', firearms: 10 });
    expect(same.kind === 'determined' && same.log10).toBeGreaterThan(1);
    expect(same.kind === 'determined' && same.log10).toBeLessThanOrEqual(Math.log10(46));
    const different = likelihoodRatio(compare(a!, other!), set);
    expect(different.kind === 'determined' && different.log10).toBeLessThan(-0.5);
    expect(likelihoodRatio({ ...compare(a!, mate!), mode: 'cmc-compat' }, set)).toEqual({
      kind: 'undetermined',
      code: 'calibration-of-other-method',
    });
    expect(likelihoodRatio(compare(a!, mate!), { ...set, method: 'fast-0' }).kind).toBe('undetermined');
    expect(likelihoodRatio({ ...compare(a!, mate!), score: null }, set)).toMatchObject({ code: 'too-little-compared' });
  });

  test('says of a candidate how many would be as alike by chance', async () => {
    const { candidates } = await searchScans(
      path('7-1.x3p'),
      folder,
      { top: 19, calibration: set, only: {}, exhaustive: false },
      quiet,
    );
    expect(candidates[0]).toMatchObject({ file: '7-2.x3p' });
    // Of 181 at the least one, of nineteen.
    expect(candidates[0]!.expectedByChance).toBeCloseTo(19 / 181, 3);
    expect(candidates.at(-1)!.expectedByChance).toBeGreaterThan(10);
  });

  test('is not made of too few firearms, nor of a truth without them, and leaves no file', async () => {
    writeFileSync(path('few.csv'), 'file,firearm\n1-1.x3p,A\n1-2.x3p,A\n2-1.x3p,B\n');
    await expect(calibrateScans(order('none.json', 'few.csv'), quiet)).rejects.toMatchObject({
      code: 'scan.unfit-study',
    });
    writeFileSync(path('odd.csv'), 'scan,slide\n1-1.x3p,A\n');
    await expect(calibrateScans(order('none.json', 'odd.csv'), quiet)).rejects.toMatchObject({ code: 'scan.truth' });
    expect(() => readFileSync(path('none.json'))).toThrow();
  });

  test('is read whole or not at all', async () => {
    for (const text of [
      '{',
      '{}',
      JSON.stringify({ ...set, bounds: { low: 1, high: -1 } }),
      JSON.stringify({ ...set, drawn: [] }),
    ]) {
      writeFileSync(path('bad.json'), text);
      await expect(readCalibrationSet(path('bad.json'))).rejects.toMatchObject({ code: 'scan.calibration' });
    }
    await expect(readCalibrationSet(path('absent.json'))).rejects.toMatchObject({ code: 'file.missing' });
    await expect(readCalibrationSet(folder)).rejects.toMatchObject({ code: 'file.directory' });
  });
});
