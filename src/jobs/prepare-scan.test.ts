import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBreechFaces } from '../ballistics/make-breech-face.ts';
import { writePortableBitmap } from '../sources/reading/portable-bitmap.ts';
import { x3pOf } from '../../test/x3p-of.ts';
import { openScan, surfaceOf } from './open-scan.ts';
import { prepareScan } from './prepare-scan.ts';

let folder: string;
const path = (name: string) => join(folder, name);
const face = createBreechFaces()({ classSeed: 'c', firearmSeed: 'f', shotSeed: 's', tilt: 12 });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'masks-'));
  // The case head about the primer is measured too, far below.
  const heights = face.heights.map((value, at) => {
    const [x, y] = [(at % face.width) - face.width / 2, Math.floor(at / face.width) - face.height / 2];
    return value === value || Math.hypot(x, y) * face.pitchMicrons < 720 ? value : -90;
  });
  writeFileSync(path('raw.x3p'), x3pOf({ ...face, heights }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Black in the right half of the picture. */
const rightHalf = Uint8Array.from(face.heights, (_, at) => (at % face.width >= face.width / 2 ? 1 : 0));

test('a mask that a person drew is the breech face, levelled, and nothing else', async () => {
  const drawn = rightHalf.map((value, at) => (face.heights[at] === face.heights[at] ? value : 0));
  writeFileSync(path('half.pbm'), writePortableBitmap({ ...face, black: drawn }));
  const prepared = await prepareScan(path('raw.x3p'), path('half.x3p'), path('half.pbm'));
  expect(prepared).toMatchObject({ maskConfidence: null, breechFace: drawn.reduce((sum, value) => sum + value, 0) });
  const { map } = await surfaceOf(await openScan(path('half.x3p')));
  const kept = Uint8Array.from(map.heights, (value) => (value === value ? 1 : 0));
  expect(kept).toEqual(drawn);
  // Its tilt of 12 µm to the millimetre is gone.
  const right = [...map.heights].filter((value) => value === value).map(Math.abs);
  expect(right.reduce((sum, value) => sum + value, 0) / right.length).toBeLessThan(1.5);
});

test('what a person drew in is kept as it is: black all over is what was measured', async () => {
  const black = face.heights.map(() => 1) as unknown as Uint8Array;
  writeFileSync(path('all.pbm'), writePortableBitmap({ ...face, black }));
  const all = await prepareScan(path('raw.x3p'), path('all.x3p'), path('all.pbm'));
  expect(all.breechFace).toBe(all.measured);
});

test('a mask of another size, of nothing, or that is no bitmap is refused in words, and nothing is written', async () => {
  const refused = async (bytes: Uint8Array | string) => {
    writeFileSync(path('bad.pbm'), bytes);
    const said = await prepareScan(path('raw.x3p'), path('bad.x3p'), path('bad.pbm')).then(
      () => null,
      (error: { code: string; message: string }) => error,
    );
    await expect(openScan(path('bad.x3p'))).rejects.toMatchObject({ code: 'file.missing' });
    return said;
  };
  const small = { width: 200, height: 288, black: new Uint8Array(200 * 288).fill(1) };
  const size = await refused(writePortableBitmap(small));
  expect(size?.code).toBe('scan.mask');
  expect(size?.message).toContain('288 × 288');
  expect(size?.message).toContain('200 × 288');
  expect(await refused(writePortableBitmap({ ...face, black: new Uint8Array(288 * 288) }))).toMatchObject({
    code: 'scan.no-breech-face',
  });
  for (const bytes of [
    '',
    'P4',
    'P4\n288',
    'P4\n288 x',
    'P5\n288 288\n',
    'P4\n288 288\n',
    'P4\n99999 99999\n',
    `P4 ${'9'.repeat(9000)}`,
  ])
    expect(await refused(bytes)).toMatchObject({ code: 'scan.mask' });
});

test('a bitmap with comments in its head is read as one without', async () => {
  const plain = writePortableBitmap({ ...face, black: rightHalf });
  const head = new TextEncoder().encode('P4 # drawn by hand\n# twice\n288\n288 ');
  writeFileSync(path('plain.pbm'), plain);
  writeFileSync(path('noted.pbm'), Buffer.concat([head, plain.subarray('P4\n288 288\n'.length)]));
  const [one, two] = [
    await prepareScan(path('raw.x3p'), path('one.x3p'), path('plain.pbm')),
    await prepareScan(path('raw.x3p'), path('two.x3p'), path('noted.pbm')),
  ];
  expect(two.breechFace).toBe(one.breechFace);
});
