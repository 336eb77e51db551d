import { expect, test } from 'vitest';
import { correlationKernel } from '../jobs/correlation-kernel.ts';
import { Random } from '../stats/random.ts';
import { compatCells } from './compat-cells.ts';
import { regionAbout, shiftsOf, splitEvenly } from './compat-regions.ts';
import { CorrelationPlanes } from './correlation-planes.ts';
import { meanAndDeviation, partOf, type HeightMatrix } from './height-matrix.ts';

/** Rough, with gaps, and far from zero where `offset` says so. */
function madeSurface(seed: string, rows: number, columns: number, { offset = 0, missing = 0.15 } = {}): HeightMatrix {
  const random = new Random(seed);
  const values = new Float64Array(rows * columns);
  let last = 0;
  for (let at = 0; at < values.length; at++) {
    last = 0.8 * last + random.normal(0, 1);
    values[at] = random.next() < missing ? NaN : Math.fround(last + offset);
  }
  return { rows, columns, values };
}

/** As its definition says it. */
function turned({ rows, columns, values }: HeightMatrix, degrees: number): HeightMatrix {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const [middleRow, middleColumn] = [Math.floor(rows / 2), Math.floor(columns / 2)];
  const into = new Float64Array(rows * columns).fill(NaN);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const [down, across] = [row - middleRow, column - middleColumn];
      const fromRow = Math.round(middleRow + down * cos + across * sin);
      const fromColumn = Math.round(middleColumn - down * sin + across * cos);
      if (fromRow < 0 || fromColumn < 0 || fromRow >= rows || fromColumn >= columns) continue;
      into[row * columns + column] = values[fromRow * columns + fromColumn]!;
    }
  return { rows, columns, values: into };
}

const filled = (matrix: HeightMatrix) => {
  const { mean, deviation } = meanAndDeviation(matrix);
  return matrix.values.map((value) => (value === value ? (value - mean) / deviation : 0));
};

/** Every cell by sums over all its points at every shift. */
function directCells(reference: HeightMatrix, target: HeightMatrix, degrees: number) {
  const whole = turned(target, degrees);
  return splitEvenly(reference.rows).flatMap(([top, bottom], row) =>
    splitEvenly(reference.columns).flatMap(([left, right], column) => {
      const cell = partOf(reference, top, bottom, left, right);
      const [firstRow, lastRow] = regionAbout(top, bottom);
      const [firstColumn, lastColumn] = regionAbout(left, right);
      const region = partOf(whole, firstRow, lastRow, firstColumn, lastColumn);
      const missing = ({ values }: HeightMatrix) => values.filter((value) => value !== value).length / values.length;
      if (missing(cell) > 0.85 || missing(region) > 0.85) return [];
      const [a, b] = [filled(cell), filled(region)];
      let [best, x, y] = [-Infinity, 0, 0];
      for (const across of shiftsOf(cell.columns, region.columns))
        for (const down of shiftsOf(cell.rows, region.rows)) {
          let sum = 0;
          for (let i = Math.max(0, -down.offset); i < Math.min(cell.rows, region.rows - down.offset); i++)
            for (let j = Math.max(0, -across.offset); j < Math.min(cell.columns, region.columns - across.offset); j++)
              sum += a[i * cell.columns + j]! * b[(i + down.offset) * region.columns + j + across.offset]!;
          if (sum > best) [best, x, y] = [sum, across.shift, down.shift];
        }
      const norm = (values: Float64Array) => Math.hypot(...values);
      return [{ row: row + 1, column: column + 1, x, y, peak: best / (norm(a) * norm(b)) }];
    }),
  );
}

test.each([
  [40, 40, 0, 0.15],
  [40, 64, 1000, 0.3],
  [97, 66, 0, 0.6],
  [120, 133, -7, 0.1],
  [5, 20, 0, 0],
])('cells of %i × %i points are where direct sums are highest, and as high', async (rows, columns, offset, missing) => {
  const kernel = await correlationKernel();
  const reference = madeSurface(`a ${rows}`, rows, columns, { offset, missing });
  const target = madeSurface(`b ${rows}`, rows + 3, columns - 2, { offset, missing });
  for (const degrees of [-33, 0, 90]) {
    const found = compatCells(reference, target, [degrees, 7], kernel).filter((cell) => cell.degrees === degrees);
    const direct = directCells(reference, target, degrees);
    expect(found.map(({ row, column, x, y }) => [row, column, x, y])).toEqual(
      direct.map(({ row, column, x, y }) => [row, column, x, y]),
    );
    for (const [at, { peak }] of direct.entries()) expect(found[at]!.peak).toBeCloseTo(peak, 9);
  }
});

test('a cell is found on the surface it was cut from, and correlates with itself as cmcR cuts it', async () => {
  const surface = madeSurface('self', 120, 120, { missing: 0 });
  const found = compatCells(surface, surface, [0], await correlationKernel());
  expect(found.length).toBe(64);
  for (const { x, y } of found) expect(Math.max(Math.abs(x), Math.abs(y))).toBeLessThanOrEqual(1);
});

test.each([16, 32, 64, 128, 256, 512])('a correlation of side %i errs within what is allowed for', async (side) => {
  const kernel = await correlationKernel();
  const planes = new CorrelationPlanes(kernel, side);
  const length = Math.floor(side / 4);
  const cell = madeSurface(`cell ${side}`, length, length, { missing: 0 });
  const region = madeSurface(`region ${side}`, 3 * length, 3 * length, { missing: 0 });
  const { spectrum } = planes.cellOf({ ...cell, values: filled(cell) });
  const asked = planes.shiftsAsked([{ shift: 0, offset: 3 }], [{ shift: 0, offset: -2 }]);
  planes.turnsOf(region, [], [])([0]);
  const { mean, deviation, count } = meanAndDeviation(region);
  const measured = { top: 0, left: 0, rows: 3 * length, columns: 3 * length, mean, deviation, count };
  expect(planes.likeliest({ spectrum, measured: length ** 2 }, asked, [measured])).toEqual([[{ down: 0, across: 0 }]]);
  const [a, b] = [filled(cell), filled(region)];
  let direct = 0;
  for (let row = 0; row < length; row++)
    for (let column = 2; column < length; column++)
      direct += a[row * length + column]! * b[(row + 3) * 3 * length + column - 2]!;
  const norms = length * Math.sqrt(count);
  const apart = Math.abs(kernel.highest(0) / side ** 2 - direct) / norms;
  expect(apart).toBeLessThan(2e-6);
  expect(apart).toBeLessThan(planes.errorBound(length ** 2, [measured]) / side ** 2 / norms / 10);
});

test('a surface is turned as its definition says, ties between points among them', async () => {
  const kernel = await correlationKernel();
  for (const [rows, columns] of [
    [1, 1],
    [31, 50],
    [64, 64],
    [545, 200],
  ] as const) {
    const surface = madeSurface(`turned ${rows}`, rows, columns);
    const turn = new CorrelationPlanes(kernel, 16).turnsOf(surface, [], []);
    for (const degrees of [0, 3, 30, 45, 60, 90, -135, 180, 271.3]) {
      const { at } = turn([degrees])[0]!;
      const got = new Float32Array(kernel.memory.buffer, at, rows * columns);
      const apart = turned(surface, degrees).values.findIndex((value, which) => !Object.is(value, got[which]));
      expect(apart, `${rows} × ${columns} at ${degrees}`).toBe(-1);
    }
  }
});

test('of what does not vary, or was not measured, nothing is said', async () => {
  const kernel = await correlationKernel();
  const surface = madeSurface('surface', 48, 48);
  const flat = { ...surface, values: new Float64Array(48 * 48).fill(2) };
  const nothing = { ...surface, values: new Float64Array(48 * 48).fill(NaN) };
  for (const { correlation, peak } of compatCells(surface, flat, [0, 3], kernel))
    expect([correlation, peak]).toEqual([NaN, NaN]);
  for (const { correlation, peak } of compatCells(flat, surface, [0, 3], kernel))
    expect([correlation, peak]).toEqual([NaN, NaN]);
  expect(compatCells(surface, nothing, [0, 3], kernel)).toEqual([]);
  expect(compatCells(nothing, surface, [0, 3], kernel)).toEqual([]);
});
