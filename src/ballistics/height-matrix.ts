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

/** Without one row and one column, where given. */
export function withoutLine(matrix: HeightMatrix, row: number | null, column: number | null): HeightMatrix {
  const lines = (count: number, left: number | null) => [...Array(count).keys()].filter((at) => at !== left);
  const [rows, columns] = [lines(matrix.rows, row), lines(matrix.columns, column)];
  const values = new Float64Array(rows.length * columns.length);
  let at = 0;
  for (const from of rows) for (const to of columns) values[at++] = matrix.values[from * matrix.columns + to]!;
  return { rows: rows.length, columns: columns.length, values };
}

export function shareMissing({ values }: HeightMatrix): number {
  let missing = 0;
  for (const value of values) if (value !== value) missing++;
  return missing / values.length;
}

/** Turned about its middle by degrees, each point from the nearest; not measured beyond the edge. */
export function turnNearest(matrix: HeightMatrix, degrees: number): HeightMatrix {
  const { rows, columns } = matrix;
  if (degrees === 0) return matrix;
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const [middleRow, middleColumn] = [Math.floor(rows / 2), Math.floor(columns / 2)];
  const values = new Float64Array(rows * columns).fill(NaN);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const [down, across] = [row - middleRow, column - middleColumn];
      const fromRow = Math.round(middleRow + down * cos + across * sin);
      const fromColumn = Math.round(middleColumn - down * sin + across * cos);
      if (fromRow < 0 || fromColumn < 0 || fromRow >= rows || fromColumn >= columns) continue;
      values[row * columns + column] = matrix.values[fromRow * columns + fromColumn]!;
    }
  return { rows, columns, values };
}

/** Less the mean, by the standard deviation of what was measured. */
export function standardised({ rows, columns, values }: HeightMatrix): HeightMatrix {
  let [count, sum] = [0, 0];
  for (const value of values)
    if (value === value) {
      count++;
      sum += value;
    }
  const mean = sum / count;
  let squares = 0;
  for (const value of values) if (value === value) squares += (value - mean) ** 2;
  const deviation = Math.sqrt(squares / (count - 1));
  return { rows, columns, values: values.map((value) => (value - mean) / deviation) };
}
