import { describe, expect, test } from 'vitest';
import { surfaceKernel } from '../jobs/correlation-kernel.ts';
import { Random } from '../stats/random.ts';
import { likenessOf, listGrid } from './register-surfaces.ts';
import { beginSurfaces, coarsePoses, spectrumSide } from './rotated-spectra.ts';
import { emptyGrid, layOver, type Pose, type SurfaceGrid } from './surface-grid.ts';
import { holdGrid } from './surface-kernel.ts';

const kernel = await surfaceKernel();
const pitchMicrons = 75;

/** Blots of a few points on a disc with a hole, gaps here and there. */
function madeGrid(seed: string, size: number): SurfaceGrid {
  const random = new Random(seed);
  const grid = emptyGrid(size, pitchMicrons);
  const blots = Array.from({ length: 60 }, () => [size * random.next(), size * random.next(), random.normal(0, 1)]);
  const middle = (size - 1) / 2;
  for (let at = 0; at < grid.values.length; at++) {
    const [x, y] = [at % size, Math.floor(at / size)];
    const far = Math.hypot(x - middle, y - middle);
    if (far > size / 2 || far < size / 8 || random.next() < 0.05) continue;
    grid.measured[at] = 1;
    for (const [blotX, blotY, height] of blots as [number, number, number][])
      grid.values[at]! += height * Math.exp(-((x - blotX) ** 2 + (y - blotY) ** 2) / 6);
  }
  return grid;
}

/** As its definition says it, over what both have. */
function pearson(first: SurfaceGrid, second: SurfaceGrid, pose: Pose): number {
  const laid = emptyGrid(first.size, first.pitchMicrons);
  layOver(second, pose, laid);
  const pairs = [...first.values.keys()].filter((at) => first.measured[at] === 1 && laid.measured[at] === 1);
  const mean = (values: Float32Array) => pairs.reduce((sum, at) => sum + values[at]!, 0) / pairs.length;
  const [meanA, meanB] = [mean(first.values), mean(laid.values)];
  let [cross, squareA, squareB] = [0, 0, 0];
  for (const at of pairs) {
    const [a, b] = [first.values[at]! - meanA, laid.values[at]! - meanB];
    cross += a * b;
    squareA += a * a;
    squareB += b * b;
  }
  return cross / Math.sqrt(squareA * squareB);
}

describe.each([
  [46, 50],
  [48, 48],
  [64, 30],
])('grids of %i and %i points', (a, b) => {
  const [first, second] = [madeGrid('first', a), madeGrid('second', b)];

  test('are as alike at a pose as their definition says', () => {
    beginSurfaces(kernel, 64);
    const held = [first, second].map((grid) => listGrid(kernel, holdGrid(kernel, grid)));
    const likeness = likenessOf(kernel, held[0]!, held[1]!);
    for (const pose of [
      { turn: 0.3, x: 10, y: -220 },
      { turn: -2.9, x: 131, y: 77 },
      { turn: 1.6, x: -30, y: 4 },
    ])
      expect(likeness(pose)).toBeCloseTo(pearson(first, second, pose), 4);
    expect(likeness({ turn: 0, x: 9000, y: 0 })).toBe(-1);
  });

  test('correlate at the shift found as sums of products do, at every turn, and nowhere beside it more', () => {
    const side = spectrumSide(first, second);
    beginSurfaces(kernel, side);
    const poses = coarsePoses(holdGrid(kernel, first), holdGrid(kernel, second), side, kernel);
    expect(poses.length).toBe(120);
    expect(new Set(poses.map(({ turn }) => Math.round((turn * 180) / Math.PI))).size).toBe(120);
    const normOf = ({ values }: SurfaceGrid) => Math.hypot(...values);
    const round = (at: number) => ((at % side) + side) % side;
    // At whole quarters points lie on the last line, which one of the two ways leaves out.
    const askew = poses.filter(({ turn }, n) => n % 7 === 0 && Math.abs(Math.sin(2 * turn)) > 0.01);
    for (const { turn, x, y, likeness } of askew) {
      const turned = emptyGrid(second.size, pitchMicrons);
      layOver(second, { turn, x: 0, y: 0 }, turned);
      const sumAt = (across: number, down: number) => {
        let sum = 0;
        const apart = (first.size - second.size) / 2;
        for (let row = 0; row < second.size; row++)
          for (let column = 0; column < second.size; column++) {
            // What is shifted far comes round on the other side.
            const [left, top] = [round(column + apart + across), round(row + apart + down)];
            if (left >= first.size || top >= first.size) continue;
            sum += first.values[top * first.size + left]! * turned.values[row * second.size + column]!;
          }
        return sum / (normOf(first) * normOf(turned));
      };
      const [across, down] = [Math.round(x / pitchMicrons), Math.round(y / pitchMicrons)];
      const reach = Math.floor(side / 3);
      const within = (at: number) => [at - 1, at, at + 1].filter((shift) => Math.abs(shift) <= reach);
      const near = within(across).flatMap((moreX) => within(down).map((moreY) => sumAt(moreX, moreY)));
      expect(Math.max(...near)).toBeCloseTo(likeness, 4);
    }
  });
});

test('a grid laid over itself, turned and moved, is found so', () => {
  const grid = madeGrid('itself', 48);
  const moved = emptyGrid(48, pitchMicrons);
  layOver(grid, { turn: -Math.PI / 3, x: 0, y: 0 }, moved);
  beginSurfaces(kernel, 64);
  const [best] = coarsePoses(holdGrid(kernel, grid), holdGrid(kernel, moved), 64, kernel);
  expect(best!.turn).toBeCloseTo(Math.PI / 3, 2);
  expect(Math.hypot(best!.x, best!.y)).toBeLessThan(20);
  expect(best!.likeness).toBeGreaterThan(0.9);
});
