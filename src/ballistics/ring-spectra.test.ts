import { beforeAll, describe, expect, test } from 'vitest';
import { createBreechFaces, type BreechFaceOrder } from './make-breech-face.ts';
import { prepareExhibit } from './prepare-exhibit.ts';
import { packRings, ringBytes, ringSieve } from './ring-spectra.ts';
import { surfaceKernel } from '../jobs/correlation-kernel.ts';
import type { SurfaceGrid } from './surface-grid.ts';

const make = createBreechFaces();
const kernel = await surfaceKernel();
const gridOf = (order: Partial<BreechFaceOrder>): SurfaceGrid =>
  prepareExhibit(make({ classSeed: 'c', firearmSeed: '1', shotSeed: '1/1', ...order }))!.coarse;

describe('rings about the middle', () => {
  let itself: SurfaceGrid;
  beforeAll(() => {
    itself = gridOf({});
  });

  test('of a surface are those of itself, at any turn', () => {
    const likeness = ringSieve(kernel, itself, 'near');
    expect(likeness(packRings(itself))[0]).toBeGreaterThan(0.995);
    // Made anew at another turn, and drawn by other points of the grid, which leaves less of its shortest waves.
    for (const turn of [0.7, 2, -2.9]) expect(likeness(packRings(gridOf({ turn })))[0]).toBeGreaterThan(0.5);
  });

  test('rank another shot of the firearm above shots of others, though it lay elsewhere', () => {
    const packed = new Int8Array(5 * ringBytes);
    [1, 2, 3, 4, 5].forEach((firearm, at) =>
      packed.set(
        packRings(gridOf({ firearmSeed: `${firearm}`, shotSeed: `${firearm}/2`, turn: firearm, missing: 0.15 })),
        at * ringBytes,
      ),
    );
    for (const reach of ['near', 'anywhere'] as const) {
      const [own, ...others] = ringSieve(kernel, itself, reach)(packed);
      expect(own).toBeGreaterThan(0.3);
      expect(Math.max(...others)).toBeLessThan(own! - 0.1);
    }
  });

  test('of half an impression rank the whole above those of others where they are laid anywhere', () => {
    const whole = make({ classSeed: 'c', firearmSeed: '1', shotSeed: '1/1', turn: 2 });
    const half = prepareExhibit({
      ...whole,
      heights: whole.heights.map((value, at) => (at % whole.width < whole.width / 2 ? value : NaN)),
    })!.coarse;
    const packed = new Int8Array(5 * ringBytes);
    [1, 2, 3, 4, 5].forEach((firearm, at) =>
      packed.set(packRings(gridOf({ firearmSeed: `${firearm}`, shotSeed: `${firearm}/2` })), at * ringBytes),
    );
    const [own, ...others] = ringSieve(kernel, half, 'anywhere')(packed);
    expect(own).toBeGreaterThan(Math.max(...others) + 0.05);
    // Its own middle lies half a millimetre and more beside that of the whole.
    expect(ringSieve(kernel, half, 'near')(packed)[0]).toBeLessThan(own! - 0.1);
  });

  test('of nothing are like nothing', () => {
    expect([...ringSieve(kernel, itself, 'near')(new Int8Array(2 * ringBytes))]).toEqual([0, 0]);
  });
});
