/** What `kernels/correlate-planes.ts` gives once it is compiled: its functions and its memory, in which places are numbers of bytes. */
export interface CorrelationKernel {
  readonly memory: { readonly buffer: ArrayBuffer };
  allocate(bytes: number): number;
  release(from: number): void;
  begin(side: number): number;
  spectrumOf(into: number, surface: number, ...part: SurfacePart): void;
  correlate(
    spectrum: number,
    first: number,
    second: number,
    rows: number,
    columns: number,
    top: number,
    left: number,
    tall: number,
    wide: number,
    firstMean: number,
    firstScale: number,
    secondMean: number,
    secondScale: number,
    wantedRows: number,
    columnsOut: number,
  ): void;
  highest(second: number): number;
  candidates(second: number, least: number, wantedRows: number, columnsOut: number, into: number): number;
  turnNearest(
    from: number,
    into: number,
    rows: number,
    columns: number,
    margin: number,
    cos: number,
    sin: number,
  ): void;
  sumsOfParts(
    surface: number,
    columns: number,
    pivot: number,
    rowBreaks: number,
    rowParts: number,
    columnBreaks: number,
    columnParts: number,
    into: number,
  ): void;
  crossSum(...pairs: Pairs): number;
  clearPairs(): void;
  addPairs(...pairs: Pairs): void;
  correlationOfPairs(): number;
}

/** The first of a cell's heights and bytes to its next row, the same of a surface's, how many of both, and what is taken from the surface's. */
type Pairs = [
  cell: number,
  cellStride: number,
  surface: number,
  surfaceStride: number,
  rows: number,
  columns: number,
  mean: number,
];

/** Rows and columns of the surface; top, left, height and width of the part; what is taken from its heights and what they are multiplied by. */
type SurfacePart = [
  rows: number,
  columns: number,
  top: number,
  left: number,
  tall: number,
  wide: number,
  mean: number,
  scale: number,
];

/** Begins with planes of a side, and gives it the roots it needs: of the longest stage first, cosines and sines of one, two and three times the angle. */
export function beginKernel(kernel: Pick<CorrelationKernel, 'begin' | 'memory'>, side: number): void {
  if (side < 16 || (side & (side - 1)) !== 0) throw new Error(`expected a power of two from 16, got ${side}`);
  let at = kernel.begin(side) / 4;
  const roots = new Float32Array(kernel.memory.buffer);
  const write = (count: number, times: number, length: number) => {
    for (let j = 0; j < count; j++) {
      const angle = (2 * Math.PI * times * j) / length;
      roots[at + j] = Math.cos(angle);
      roots[at + count + j] = Math.sin(angle);
    }
    at += 2 * count;
  };
  let length = side;
  // Where the side is no power of four a stage of two comes first.
  if (Math.log2(side) % 2 === 1) {
    write(side / 2, 1, side);
    length /= 2;
  }
  for (; length >= 4; length /= 4) for (const times of [1, 2, 3]) write(length / 4, times, length);
}
