import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBreechFaces } from '../ballistics/make-breech-face.ts';
import { x3pOf } from '../../test/x3p-of.ts';
import { unknownClass } from '../model/firearm-class.ts';
import { loadExhibit } from './compare-scans.ts';
import { indexScans } from './index-scans.ts';
import { openScanIndex, openScanIndexWriter } from './scan-index.ts';
import { searchScans } from './search-scans.ts';

let folder: string;
const path = (...names: string[]) => join(folder, ...names);
const quiet = () => undefined;
const asked = { top: 6, calibration: null, queryClass: unknownClass, only: {}, exhaustive: false };
const index = (classes: string | null = null) => indexScans({ folder, out: path('index'), classes }, quiet);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'index-'));
  const make = createBreechFaces();
  for (const firearm of [1, 2, 3])
    for (const shot of [1, 2]) {
      const order = { classSeed: 'c', firearmSeed: `${firearm}`, shotSeed: `${firearm}/${shot}` };
      writeFileSync(path(`${firearm}-${shot}.x3p`), x3pOf(make({ ...order, turn: shot * firearm, offX: 90 * shot })));
    }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('an index of scans', () => {
  test('gives what comparing with the folder gives, to the last digit', async () => {
    expect(await index()).toMatchObject({ exhibits: 6, added: 6, known: 0, unread: [] });
    const [byFolder, byIndex] = [
      await searchScans(path('1-1.x3p'), folder, asked, quiet),
      await searchScans(path('1-1.x3p'), path('index'), asked, quiet),
    ];
    expect(byIndex.candidates).toEqual(byFolder.candidates);
    expect(byIndex.candidates[0]).toMatchObject({ file: '1-2.x3p' });
    const opened = await openScanIndex(path('index'));
    const { exhibit } = await loadExhibit(path('2-1.x3p'));
    expect(await opened.readExhibit(opened.scans.find(({ file }) => file === '2-1.x3p')!)).toEqual(exhibit);
    await opened.close();
  });

  test('takes what is new and passes over what is there, and what a writer that was ended left behind does not count', async () => {
    const before = readFileSync(path('index', 'index.json'), 'utf8');
    const [list, rings, surfaces] = ['exhibits.jsonl', 'rings.bin', 'surfaces.bin'].map((name) => path('index', name));
    const lengths = [list!, rings!, surfaces!].map((name) => readFileSync(name).length);
    appendFileSync(list!, '{"file":"half of a li');
    appendFileSync(rings!, Buffer.alloc(77));
    appendFileSync(surfaces!, Buffer.alloc(1001));
    const found = await searchScans(path('1-1.x3p'), path('index'), asked, quiet);
    expect(found).toMatchObject({ compared: 5, stages: { cells: 5 } });
    expect(await index()).toMatchObject({ exhibits: 6, added: 0, known: 6 });
    expect(readFileSync(path('index', 'index.json'), 'utf8')).toBe(before);
    expect([list!, rings!, surfaces!].map((name) => readFileSync(name).length)).toEqual(lengths);
  });

  test('of no more scans than are compared gives the list that comparing with each of them gives', async () => {
    const [many, out] = [mkdtempSync(join(tmpdir(), 'many-')), path('many')];
    const make = createBreechFaces();
    for (let firearm = 0; firearm < 54; firearm++) {
      const order = { classSeed: 'c', firearmSeed: `${firearm >> 1}`, shotSeed: `${firearm}` };
      writeFileSync(join(many, `${firearm}.x3p`), x3pOf(make({ ...order, turn: firearm })));
    }
    await indexScans({ folder: many, out, classes: null }, quiet);
    const of = (exhaustive: boolean) =>
      searchScans(join(many, '31.x3p'), out, { ...asked, top: 10, exhaustive }, quiet).then(
        (found) => found.candidates,
      );
    expect(await of(false)).toEqual(await of(true));
    rmSync(many, { recursive: true, force: true });
  }, 120_000);

  test('has one writer at a time', async () => {
    const writer = await openScanIndexWriter(path('index'));
    await expect(index()).rejects.toMatchObject({ code: 'scan.index' });
    await writer.close();
    expect(await index()).toMatchObject({ known: 6 });
  });

  test('leaves out what is known to be of another class, and keeps what is not known, saying how many', async () => {
    writeFileSync(
      path('classes.csv'),
      'file,calibre,aperture\n1-2.x3p,9LUGER,\n2-1.x3p,40SW,round\n2-2.x3p,40SW,\n3-1.x3p,,round\n',
    );
    rmSync(path('index'), { recursive: true });
    await index(path('classes.csv'));
    const found = await searchScans(path('1-1.x3p'), path('index'), { ...asked, only: { calibre: ['9LUGER'] } }, quiet);
    expect(found).toMatchObject({ compared: 3, otherClass: 2, unknownClass: 2 });
    expect(found.candidates.map(({ file }) => file).sort()).toEqual(['1-2.x3p', '3-1.x3p', '3-2.x3p']);
    writeFileSync(path('odd.csv'), 'scan\n1-2.x3p\n');
    await expect(index(path('odd.csv'))).rejects.toMatchObject({ code: 'scan.classes' });
  });

  test('reads classes as people write them: what says nothing is not known, and what is written otherwise is the same', async () => {
    const only = (asked: Record<string, readonly string[]>) =>
      searchScans(path('1-1.x3p'), path('index'), { ...order, only: asked }, quiet);
    const order = { ...asked, queryClass: unknownClass };
    const lines = ['2-1.x3p,unknown', '2-2.x3p,9luger', '3-1.x3p,9 mm Parabellum', '3-2.x3p,.45 ACP', '1-2.x3p,?'];
    writeFileSync(path('classes.csv'), ['file,Caliber', ...lines].join('\n'));
    // Of five that are there the classes are told anew.
    expect(await index(path('classes.csv'))).toMatchObject({ exhibits: 6, added: 0, known: 6, reclassified: 5 });
    expect(await index(path('classes.csv'))).toMatchObject({ exhibits: 6, reclassified: 0 });
    expect(await only({ calibre: ['9LUGER'] })).toMatchObject({ compared: 4, otherClass: 1, unknownClass: 2 });
    expect(await only({ calibre: ['9LUGER', '45AUTO'] })).toMatchObject({ compared: 5, otherClass: 0 });
    // 38 names several calibres of about that bore: only another bore is surely not it.
    expect(await only({ calibre: ['38'] })).toMatchObject({ compared: 4, otherClass: 1 });
    for (const wrong of [
      { calber: ['9LUGER'] },
      { calibre: ['unknown'] },
      { calibre: ['9LUGR'] },
      { aperture: ['CIRCULAR'] },
    ])
      await expect(only(wrong)).rejects.toMatchObject({ code: 'scan.classes' });
    await expect(
      searchScans(path('1-1.x3p'), folder, { ...order, only: { calibre: ['9LUGER'] } }, quiet),
    ).rejects.toMatchObject({ code: 'scan.classes' });
    writeFileSync(path('twice.csv'), 'file,calibre\n1-1.x3p,9LUGER\n1-1.x3p,40SW\n');
    await expect(index(path('twice.csv'))).rejects.toMatchObject({ code: 'scan.classes' });
  });

  test('that is damaged or of another version is told of', async () => {
    const head = JSON.parse(readFileSync(path('index', 'index.json'), 'utf8')) as Record<string, unknown>;
    const search = () => searchScans(path('1-1.x3p'), path('index'), asked, quiet);
    for (const other of [
      { ...head, method: 'fast-0' },
      { ...head, exhibits: 7 },
      { ...head, listBytes: 40 },
      { format: 'x' },
    ]) {
      writeFileSync(path('index', 'index.json'), JSON.stringify(other));
      await expect(search()).rejects.toMatchObject({ code: 'scan.index' });
    }
    writeFileSync(path('index', 'index.json'), JSON.stringify(head));
    // One bit turned, in each of what is read: heights, rings, and what is said of a class.
    const rings = async () => {
      const opened = await openScanIndex(path('index'));
      return opened.readRings(0, 6).finally(() => opened.close());
    };
    for (const [part, read] of [
      ['surfaces.bin', search],
      ['rings.bin', rings],
      ['exhibits.jsonl', search],
    ] as const) {
      const bytes = readFileSync(path('index', part));
      const at = part === 'exhibits.jsonl' ? bytes.indexOf('"class"') + 1 : Math.floor(bytes.length / 3);
      bytes[at]! ^= 1;
      writeFileSync(path('index', part), bytes);
      await expect(read()).rejects.toMatchObject({ code: 'scan.index', message: expect.stringContaining('not') });
      bytes[at]! ^= 1;
      writeFileSync(path('index', part), bytes);
      await expect(read()).resolves.toBeDefined();
    }
    truncateSync(path('index', 'surfaces.bin'), 1000);
    await expect(search()).rejects.toMatchObject({ code: 'scan.index' });
  });
});
