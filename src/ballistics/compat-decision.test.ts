import { expect, test } from 'vitest';
import type { CompatCell } from './compat-cells.ts';
import { decideCompat } from './compat-decision.ts';

/** Cells of one pose, at each of some turns: the likest at that turn, about as many to both sides of it. */
function cellsAbout(pose: number, turns: readonly number[]): CompatCell[] {
  const apart = (turn: number, from: number) => Math.abs(((((turn - from + 180) % 360) + 360) % 360) - 180);
  return Array.from({ length: 24 }, (_, at) => at).flatMap((at) =>
    turns.map((degrees) => {
      const off = apart(degrees, pose + 3 * ((at % 3) - 1));
      const correlation = Math.max(0.1, 0.9 - off / 30);
      // Away from the pose a cell is found anywhere.
      const [x, y] = off <= 6 ? [at % 4, at % 5] : [(37 * at) % 101, (53 * at + degrees) % 97];
      return { row: at % 6, column: Math.floor(at / 6), x, y, degrees, correlation, peak: correlation };
    }),
  );
}

test.each([0, 90, 177, 180, -180, -177])('a pose at %i° is counted as it is at none', (pose) => {
  const once = Array.from({ length: 120 }, (_, at) => 3 * at - 180);
  const { original, high } = decideCompat(cellsAbout(pose, once), cellsAbout(-pose, once));
  expect([original[0].length, original[1].length, high]).toEqual([24, 24, 24]);
});
