import { beforeAll, describe, expect, test } from 'vitest';
import { createBreechFaces, type BreechFaceOrder } from './make-breech-face.ts';
import { prepareExhibit } from './prepare-exhibit.ts';
import { packRings, ringBytes, ringLikeness } from './ring-spectra.ts';
import type { SurfaceGrid } from './surface-grid.ts';

const make = createBreechFaces();
const gridOf = (order: Partial<BreechFaceOrder>): SurfaceGrid =>
  prepareExhibit(make({ classSeed: 'c', firearmSeed: '1', shotSeed: '1/1', ...order }))!.coarse;

describe('rings about the middle', () => {
  let itself: SurfaceGrid;
  beforeAll(() => {
    itself = gridOf({});
  });

  test('of a surface are those of itself, at any turn', () => {
    const likeness = ringLikeness(itself, 'quick');
    expect(likeness(packRings(itself), 0)).toBeGreaterThan(0.995);
    // Made anew at another turn, and drawn by other points of the grid, which leaves less of its shortest waves.
    for (const turn of [0.7, 2, -2.9]) expect(likeness(packRings(gridOf({ turn })), 0)).toBeGreaterThan(0.5);
  });

  test('rank another shot of the firearm above shots of others, though it lay elsewhere', () => {
    const packed = new Int8Array(5 * ringBytes);
    [1, 2, 3, 4, 5].forEach((firearm, at) =>
      packed.set(
        packRings(gridOf({ firearmSeed: `${firearm}`, shotSeed: `${firearm}/2`, turn: firearm, missing: 0.15 })),
        at * ringBytes,
      ),
    );
    for (const how of ['quick', 'thorough'] as const) {
      const likeness = ringLikeness(itself, how);
      const [own, ...others] = [0, 1, 2, 3, 4].map((at) => likeness(packed, at * ringBytes));
      expect(own).toBeGreaterThan(0.3);
      expect(Math.max(...others)).toBeLessThan(own! - 0.1);
    }
  });

  test('of nothing are like nothing', () => {
    expect(ringLikeness(itself, 'quick')(new Int8Array(ringBytes), 0)).toBe(0);
  });
});
