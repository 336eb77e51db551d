import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBreechFaces } from '../ballistics/make-breech-face.ts';
import { prepareExhibit } from '../ballistics/prepare-exhibit.ts';
import { unknownClass } from '../model/firearm-class.ts';
import type { ScanExhibit } from './compare-scans.ts';
import { openScanIndexWriter } from './scan-index.ts';
import { searchScanIndex } from './search-scans.ts';

const firearms = 60;
const queries = 4;
const make = createBreechFaces(25, false);
let out: string;

/** The second shot worn, with bare primer, and of the part of it that `is` says. */
function made(firearm: number, shot: number, is: (x: number, y: number) => boolean = () => true): ScanExhibit {
  const map = make({
    classSeed: 'search',
    firearmSeed: `search/${firearm}`,
    shotSeed: `search/${firearm}/${shot}`,
    turn: 2.399 * firearm * shot,
    offX: 40 * (firearm % 3) - 40,
    ...(shot === 1 ? {} : { wear: 0.25, missing: 0.1 }),
  });
  const { width } = map;
  const heights = map.heights.map((value, n) => (is((n % width) / width, Math.floor(n / width) / width) ? value : NaN));
  const exhibit = prepareExhibit({ ...map, heights })!;
  return { file: `${firearm}-${shot}`, sha256: `${firearm}/${shot}`, exhibit, warnings: [] };
}

beforeAll(async () => {
  out = mkdtempSync(`${tmpdir()}/search-`);
  const writer = await openScanIndexWriter(out);
  for (let firearm = 0; firearm < firearms; firearm++) {
    const scan = made(firearm, 1);
    await writer.add(scan, scan.file, {});
  }
  await writer.commit();
  await writer.close();
}, 120_000);
afterAll(() => rmSync(out, { recursive: true, force: true }));

const asked = { top: 1, calibration: null, queryClass: unknownClass, only: {} };
const search = (query: ScanExhibit, exhaustive: boolean) =>
  searchScanIndex(query, out, { ...asked, exhaustive, comparedLeast: 10 }, () => undefined);

test.each([
  ['whole impressions', () => true],
  ['left halves', (x: number) => x < 0.5],
  ['lower halves', (_: number, y: number) => y > 0.5],
])(
  'of %s a search whose sieves drop two of three finds first what comparing with all does',
  async (_, is) => {
    for (let firearm = 0; firearm < queries; firearm++) {
      const query = made(firearm, 2, is);
      const found = await search(query, false);
      expect(found.stages).toEqual({ rings: firearms, cells: 20 });
      expect(found.candidates[0]!.file).toBe(`${firearm}-1`);
    }
    const query = made(queries, 2, is);
    const [few, all] = [await search(query, false), await search(query, true)];
    expect(all.stages).toEqual({ rings: 0, cells: firearms });
    expect(few.candidates).toEqual(all.candidates);
  },
  180_000,
);

test('one scene does not use up what is asked for, and what has many congruent cells is a candidate whatever is asked for', async () => {
  const query = made(0, 2);
  const candidates = async (top: number) => {
    const order = { ...asked, top, exhaustive: true };
    const sceneOf = (file: string) => (Number(file.split('-')[0]) % 2 === 1 ? 'one scene' : null);
    const { candidates: found } = await searchScanIndex(query, out, { ...order, sceneOf }, () => undefined);
    expect(found.map(({ rank }) => rank)).toEqual(found.map((_, at) => at + 1));
    return found.map(({ file }) => Number(file.split('-')[0]));
  };
  const twenty = await candidates(20);
  expect(twenty).toHaveLength(20);
  expect(twenty[0]).toBe(0);
  expect(twenty.filter((firearm) => firearm % 2 === 1)).toHaveLength(3);
  expect(await candidates(0)).toEqual([0]);
});
