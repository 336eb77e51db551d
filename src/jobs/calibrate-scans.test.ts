import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBreechFaces } from '../ballistics/make-breech-face.ts';
import { x3pOf } from '../../test/x3p-of.ts';
import { calibrateScans } from './calibrate-scans.ts';
import { likelihoodRatio, readCalibrationSet, type CalibrationSet } from './calibration-set.ts';
import { createScanComparer, loadExhibit } from './compare-scans.ts';
import type { KnownClass } from '../model/firearm-class.ts';
import { indexScans } from './index-scans.ts';
import { prepareScan } from './prepare-scan.ts';
import { writeScanMatrix } from './scan-matrix.ts';
import { searchScans } from './search-scans.ts';

let folder: string;
let set: CalibrationSet;
const pistols = { calibre: '9LUGER', aperture: 'RECTANGULAR', breechFace: 'PARALLEL' };
const both = [pistols, pistols] as const;
const quiet = () => undefined;
const path = (name: string) => join(folder, name);
const order = (out: string, truth = 'truth.csv') => ({
  folder,
  truth: path(truth),
  words: 'made pistols',
  firearmClass: pistols,
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
    const compare = await createScanComparer();
    const same = likelihoodRatio(compare(a!, mate!), set, both);
    expect(same).toMatchObject({ kind: 'determined', class: 'made pistols', firearms: 10 });
    expect(same.kind === 'determined' && same.log10).toBeGreaterThan(1);
    expect(same.kind === 'determined' && same.log10).toBeLessThanOrEqual(Math.log10(46));
    const different = likelihoodRatio(compare(a!, other!), set, both);
    expect(different.kind === 'determined' && different.log10).toBeLessThan(-0.5);
    expect(likelihoodRatio({ ...compare(a!, mate!), mode: 'cmc-compat' }, set, both)).toEqual({
      kind: 'undetermined',
      code: 'calibration-of-other-method',
    });
    expect(likelihoodRatio(compare(a!, mate!), { ...set, method: 'fast-0' }, both).kind).toBe('undetermined');
    expect(likelihoodRatio({ ...compare(a!, mate!), score: null }, set, both)).toMatchObject({
      code: 'too-little-compared',
    });
  });

  test('says of a candidate how many would be as alike by chance', async () => {
    const classes = Array.from(
      { length: 20 },
      (_, at) => `${at % 10}-${at < 10 ? 1 : 2}.x3p,9 mm Luger,rectangular,Parallel`,
    );
    writeFileSync(path('classes.csv'), ['file,caliber,aperture,breech face', ...classes].join('\n'));
    await indexScans({ folder, out: path('index'), classes: path('classes.csv') }, quiet);
    const order = { top: 19, calibration: set, queryClass: pistols, only: {}, exhaustive: false };
    const { candidates } = await searchScans(path('7-1.x3p'), path('index'), order, quiet);
    expect(candidates[0]).toMatchObject({ file: '7-2.x3p' });
    // Of 181 at the least one, of nineteen.
    expect(candidates[0]!.expectedByChance).toBeCloseTo(19 / 181, 3);
    expect(candidates.at(-1)!.expectedByChance).toBeGreaterThan(10);
    // Of a folder nothing is known of the others.
    const folderSearched = await searchScans(path('7-1.x3p'), folder, order, quiet);
    expect(folderSearched.candidates[0]).toMatchObject({
      logLikelihoodRatio: { kind: 'undetermined', code: 'class-unknown' },
      expectedByChance: null,
    });
  });

  test('says nothing of exhibits of another class, nor where a class is not known or not stated', async () => {
    const [a, mate] = await Promise.all(['3-1', '3-2'].map((name) => loadExhibit(path(`${name}.x3p`))));
    const compared = (await createScanComparer())(a!, mate!);
    const code = (first: KnownClass, second: KnownClass, of = set) => {
      const ratio = likelihoodRatio(compared, of, [first, second]);
      return ratio.kind === 'undetermined' ? ratio.code : ratio.kind;
    };
    expect(code(pistols, pistols)).toBe('determined');
    const other = { ...pistols, calibre: '45AUTO' };
    expect([code(other, other), code(pistols, other), code(other, pistols)]).toEqual(Array(3).fill('other-class'));
    expect(code({ ...pistols, aperture: 'CIRCULAR' }, pistols)).toBe('other-class');
    expect(code(pistols, { ...pistols, breechFace: 'ARCHED', calibre: null })).toBe('other-class');
    expect(code(pistols, { ...pistols, breechFace: null })).toBe('class-unknown');
    expect(code({ ...pistols, aperture: 'OTHER' }, pistols)).toBe('class-unknown');
    const { firearmClass: _, ...unstated } = set;
    expect(code(pistols, pistols, unstated)).toBe('calibration-without-class');
  });

  test('says nothing of a comparison that left turns out', async () => {
    const [a, mate] = await Promise.all(['3-1', '3-2'].map((name) => loadExhibit(path(`${name}.x3p`))));
    const compared = (await createScanComparer({ from: 0, to: 10 }))(a!, mate!);
    expect(likelihoodRatio({ ...compared, turnsLeftOut: true }, set, both)).toEqual({
      kind: 'undetermined',
      code: 'turns-left-out',
    });
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

  test('is not made of one scan under two names, nor of a truth that names one twice, and no file that is read is written over', async () => {
    const twice = readFileSync(path('1-1.x3p'));
    writeFileSync(path('1-3.x3p'), twice);
    const truth = readFileSync(path('truth.csv'), 'utf8');
    writeFileSync(path('copied.csv'), `${truth}\n1-3.x3p,made,F1`);
    writeFileSync(path('named-twice.csv'), `${truth}\n1-1.x3p,made,F2`);
    for (const odd of ['copied.csv', 'named-twice.csv'])
      await expect(calibrateScans(order('none.json', odd), quiet)).rejects.toMatchObject({ code: 'scan.truth' });
    rmSync(path('1-3.x3p'));
    symlinkSync(path('1-1.x3p'), path('link'));
    for (const out of ['truth.csv', '1-1.x3p', 'link']) {
      await expect(calibrateScans(order(out), quiet)).rejects.toMatchObject({ code: 'file.unwritable' });
      await expect(prepareScan(path('1-1.x3p'), path('link'))).rejects.toMatchObject({ code: 'file.unwritable' });
    }
    await expect(prepareScan(path('1-1.x3p'), path('1-1.x3p'))).rejects.toMatchObject({ code: 'file.unwritable' });
    await expect(writeScanMatrix(folder, path('2-1.x3p'), 1, quiet)).rejects.toMatchObject({ code: 'file.unwritable' });
    expect(readFileSync(path('truth.csv'), 'utf8')).toBe(truth);
    expect(readFileSync(path('1-1.x3p')).equals(twice)).toBe(true);
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
