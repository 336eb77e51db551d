import type { HeightMap } from '../signal/height-map.ts';

/** Heights as cmcR holds them: the steps across are rows, those down are columns. No number where nothing was measured. */
export interface HeightMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

export function heightMatrix({ width, height, heights }: HeightMap): HeightMatrix {
  const values = new Float64Array(width * height);
  for (let x = 0; x < width; x++) for (let y = 0; y < height; y++) values[x * height + y] = heights[y * width + x]!;
  return { rows: width, columns: height, values };
}

/** Rows and columns from and to, both among them; what lies outside is not measured. */
export function partOf(matrix: HeightMatrix, top: number, bottom: number, left: number, right: number): HeightMatrix {
  const [rows, columns] = [bottom - top + 1, right - left + 1];
  const values = new Float64Array(rows * columns).fill(NaN);
  for (let row = Math.max(0, top); row <= Math.min(bottom, matrix.rows - 1); row++)
    for (let column = Math.max(0, left); column <= Math.min(right, matrix.columns - 1); column++)
      values[(row - top) * columns + column - left] = matrix.values[row * matrix.columns + column]!;
  return { rows, columns, values };
}

/** Of what was measured. */
export function meanAndDeviation({ values }: HeightMatrix): { count: number; mean: number; deviation: number } {
  let [count, sum] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (value !== value) continue;
    count++;
    sum += value;
  }
  const mean = sum / count;
  let squares = 0;
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (value === value) squares += (value - mean) ** 2;
  }
  return { count, mean, deviation: Math.sqrt(squares / (count - 1)) };
}
