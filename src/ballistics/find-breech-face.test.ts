import { expect, test } from 'vitest';
import { findBreechFace, levelled } from './find-breech-face.ts';
import { createBreechFaces } from './make-breech-face.ts';
import type { HeightMap } from '../signal/height-map.ts';

/** A made breech face, tilted, with the rim of a firing-pin aperture standing over it and the case head beyond the primer's edge below. */
function rawScan(): { raw: HeightMap; face: HeightMap } {
  const face = createBreechFaces()({ classSeed: 'c', firearmSeed: 'f', shotSeed: 's', tilt: 12 });
  const { width, height, pitchMicrons } = face;
  const raw = face.heights.map((value, at) => {
    const [x, y] = [(at % width) - width / 2, Math.floor(at / width) - height / 2];
    const far = Math.hypot(x, y) * pitchMicrons;
    if (value === value) return value;
    if (far < 350) return NaN;
    return far < 720 ? 60 + 20 * Math.sin(far / 90) : -90 + 0.02 * x;
  });
  return { raw: { ...face, heights: raw }, face };
}

test('the breech face is found between the rim of the aperture and the edge of the primer, and levelled', () => {
  const { raw, face } = rawScan();
  const found = findBreechFace(raw)!;
  let [both, wrong, lacking] = [0, 0, 0];
  found.mask.forEach((value, at) => {
    const own = face.heights[at] === face.heights[at];
    if (value === 1 && own) both++;
    else if (value === 1) wrong++;
    else if (own) lacking++;
  });
  expect(wrong / both).toBeLessThan(0.03);
  expect(lacking / both).toBeLessThan(0.12);
  expect(found.confidence).toBeGreaterThan(0.9);
  const level = levelled(raw, found).heights.filter((value) => value === value);
  expect(Math.abs(level.reduce((sum, value) => sum + value, 0) / level.length)).toBeLessThan(1);
  expect(Math.max(...level)).toBeLessThan(15);
});

test('nothing level of some size is no breech face', () => {
  const { raw } = rawScan();
  const scanOf = (value: (at: number) => number) => ({ ...raw, heights: raw.heights.map((_, at) => value(at)) });
  expect(findBreechFace(scanOf(() => NaN))).toBeNull();
  expect(findBreechFace(scanOf((at) => ((at * 7919) % 1000) - 500))).toBeNull();
  expect(findBreechFace({ width: 1, height: 1, pitchMicrons: 3, heights: Float32Array.of(1) })).toBeNull();
});
