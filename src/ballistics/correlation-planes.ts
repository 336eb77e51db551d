/**
 * Where cells correlate with regions of a turned surface most: a few places, one of which is the highest, found in numbers of 32 bits within what their
 * rounding can come to.
 *
 * **Source.** Error of the transform: Higham, Accuracy and Stability of Numerical Algorithms (2002), theorem 24.2; of a correlation: Cauchy and Schwarz, and
 * Young's inequality for what the transform back adds. **Input.** Heights, regions, the shifts that count. **Output.** Places by their shifts.
 * **Limits.** The bound is of what can be, some two hundred times what is seen: a few places more are looked at than need be, none too few.
 */
import { beginKernel, type CorrelationKernel } from './correlation-kernel.ts';
import type { HeightsHeld } from './compat-correlations.ts';
import type { HeightMatrix } from './height-matrix.ts';

/** Half the distance from one to the next number of 32 bits. */
const unit = 2 ** -24;
/** What one stage of two adds to the error, in units: the root's own and a product's, γ₄(√2 + μ) + μ. */
const unitsOfStage = 7;

export interface Shift {
  readonly shift: number;
  /** From the region's first point. */
  readonly offset: number;
}

export interface ShiftsAsked {
  readonly rows: readonly Shift[];
  readonly columns: readonly Shift[];
  readonly wantedRows: number;
  readonly columnsOut: number;
  /** Which shift a row of the plane is, and a column. */
  readonly ofRow: Int32Array;
  readonly ofColumn: Int32Array;
}

export interface MeasuredRegion {
  readonly top: number;
  readonly left: number;
  readonly rows: number;
  readonly columns: number;
  readonly count: number;
  readonly mean: number;
  readonly deviation: number;
}

type Ends = readonly [number, number];
/** What was measured in rows and columns from and to, both among them. */
type Heights = (rows: Ends, columns: Ends) => { count: number; mean: number; deviation: number };

export type Turned = HeightsHeld & { readonly degrees: number; readonly heightsIn: Heights };

export class CorrelationPlanes {
  readonly #kernel: CorrelationKernel;
  readonly #side: number;
  readonly #found: number;
  #surfaces: readonly number[] = [];
  #rows = 0;
  #columns = 0;

  constructor(kernel: CorrelationKernel, side: number) {
    this.#kernel = kernel;
    this.#side = side;
    beginKernel(kernel, side);
    this.#found = kernel.allocate(side * side * 4);
  }

  /** A cell's heights, no number where not measured, as they are and with nothing there, and its spectrum. */
  cellOf({ rows, columns, values: heights }: HeightMatrix): {
    cell: HeightsHeld;
    filled: HeightsHeld;
    spectrum: number;
  } {
    const kernel = this.#kernel;
    const spectrum = kernel.allocate(this.#side * this.#side * 8);
    const [at, filledAt] = [kernel.allocate(8 * rows * columns), kernel.allocate(8 * rows * columns)];
    const small = kernel.allocate(4 * rows * columns);
    const { buffer } = kernel.memory;
    const held = new Float64Array(buffer, at, rows * columns);
    const filled = new Float64Array(buffer, filledAt, rows * columns);
    const rounded = new Float32Array(buffer, small, rows * columns);
    for (let which = 0; which < heights.length; which++) {
      const value = heights[which]!;
      held[which] = value;
      filled[which] = rounded[which] = value === value ? value : 0;
    }
    kernel.spectrumOf(spectrum, small, rows, columns, 0, 0, rows, columns, 0, 1);
    kernel.release(small);
    return { cell: { rows, columns, at }, filled: { rows, columns, at: filledAt }, spectrum };
  }

  /** What the kernel needs to know of the shifts that count. */
  shiftsAsked(rows: readonly Shift[], columns: readonly Shift[]): ShiftsAsked {
    const side = this.#side;
    const at = ({ offset }: Shift) => (offset + side) % side;
    const wanted = new Uint8Array(side);
    const out = new Float32Array(side).fill(-Infinity);
    const [ofRow, ofColumn] = [new Int32Array(side), new Int32Array(side)];
    for (const [which, row] of rows.entries()) {
      wanted[at(row)] = 1;
      ofRow[at(row)] = which;
    }
    for (const [which, column] of columns.entries()) {
      out[at(column)] = 0;
      ofColumn[at(column)] = which;
    }
    return { rows, columns, wantedRows: this.#write(wanted), columnsOut: this.#write(out), ofRow, ofColumn };
  }

  /** What turns a target, two turns at most at once, which last until the next; sums are had of parts that end at the breaks given. */
  turnsOf(
    { rows, columns, values }: HeightMatrix,
    rowsAt: readonly number[],
    columnsAt: readonly number[],
  ): (degrees: readonly number[]) => Turned[] {
    const kernel = this.#kernel;
    const margin =
      Math.ceil(Math.hypot(rows, columns) / 2) - Math.min(Math.floor(rows / 2), Math.floor(columns / 2)) + 3;
    const wide = columns + 2 * margin;
    const length = (rows + 2 * margin) * wide;
    const from = kernel.allocate(length * 4);
    // The kernel writes up to three numbers beyond the end.
    const surfaces = [0, 1].map(() => kernel.allocate((rows * columns + 4) * 4));
    const breaks = [breaksOf(rowsAt, rows), breaksOf(columnsAt, columns)] as const;
    const breaksAt = breaks.map((each) => this.#write(Int32Array.from(each)));
    const [rowParts, columnParts] = [breaks[0].length - 1, breaks[1].length - 1];
    const sums = kernel.allocate(rowParts * columnParts * 24);
    const padded = new Float32Array(kernel.memory.buffer, from, length).fill(NaN);
    for (let row = 0; row < rows; row++)
      padded.set(values.subarray(row * columns, (row + 1) * columns), (row + margin) * wide + margin);
    [this.#surfaces, this.#rows, this.#columns] = [surfaces, rows, columns];
    const pivot = meanOf(values);
    return (turns) =>
      turns.map((degrees, which) => {
        const into = surfaces[which]!;
        const angle = (degrees * Math.PI) / 180;
        kernel.turnNearest(from, into, rows, columns, margin, Math.cos(angle), Math.sin(angle));
        kernel.sumsOfParts(into, columns, pivot, breaksAt[0]!, rowParts, breaksAt[1]!, columnParts, sums);
        const parts = new Float64Array(kernel.memory.buffer, sums, rowParts * columnParts * 3).slice();
        return { rows, columns, at: into, degrees, heightsIn: heightsOf(parts, breaks, [rows, columns], pivot) };
      });
  }

  /** For each region of the surfaces turned last the places, by their shifts, one of which is where the cell correlates most; none where it is null. */
  likeliest(
    { spectrum, measured }: { readonly spectrum: number; readonly measured: number },
    asked: ShiftsAsked,
    regions: readonly (MeasuredRegion | null)[],
  ): { down: number; across: number }[][] {
    const kernel = this.#kernel;
    const { top, left, rows, columns } = regions.find((region) => region !== null)!;
    const scale = (region: MeasuredRegion | null | undefined) =>
      region && region.deviation > 0 ? 1 / region.deviation : 0;
    const [first, second] = regions;
    kernel.correlate(
      spectrum,
      this.#surfaces[0]!,
      this.#surfaces[1]!,
      this.#rows,
      this.#columns,
      top,
      left,
      rows,
      columns,
      first?.mean ?? 0,
      scale(first),
      second?.mean ?? 0,
      scale(second),
      asked.wantedRows,
      asked.columnsOut,
    );
    const bound = this.errorBound(measured, regions);
    return regions.map((region, which) => {
      if (region === null || !(region.deviation > 0) || measured === 0) return [];
      const least = kernel.highest(which) - 2 * bound;
      const count = kernel.candidates(which, least, asked.wantedRows, asked.columnsOut, this.#found);
      const places = new Int32Array(kernel.memory.buffer, this.#found, count);
      return Array.from(places, (place) => ({
        down: asked.ofRow[Math.floor(place / this.#side)]!,
        across: asked.ofColumn[place % this.#side]!,
      }));
    });
  }

  /**
   * How far a correlation (times `side` squared) can be from the true one. A transform of a plane errs by 7u for each stage of two, of its norm; so do both
   * spectra, whose product then errs in sum by twice that (Cauchy and Schwarz); the transform back by as much of the norm of all correlations, which is no
   * greater than the sum of the cell's heights times the norm of the regions (Young), and that sum no greater than √measured times the cell's norm.
   */
  errorBound(measured: number, regions: readonly (MeasuredRegion | null)[]): number {
    const stages = 2 * Math.log2(this.#side);
    const squares = regions.reduce((sum, region) => sum + (region === null ? 0 : region.count), 0);
    // Heights are rounded four times before they are transformed, products of spectra three times.
    const units = unitsOfStage * stages * (2 + Math.sqrt(measured)) + 16;
    return unit * 1.01 * units * Math.sqrt(measured * squares) * this.#side ** 2;
  }

  #write(values: Float32Array | Int32Array | Uint8Array): number {
    const at = this.#kernel.allocate(values.byteLength);
    new Uint8Array(this.#kernel.memory.buffer, at, values.byteLength).set(
      new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
    );
    return at;
  }
}

/** In order and each once, from none to all. */
function breaksOf(at: readonly number[], length: number): number[] {
  const within = at.map((each) => Math.max(0, Math.min(length, each)));
  return [...new Set([0, ...within, length])].sort((a, b) => a - b);
}

function meanOf(values: Float64Array | Float32Array): number {
  let [count, sum] = [0, 0];
  for (let at = 0; at < values.length; at++) {
    const value = values[at]!;
    if (value !== value) continue;
    count++;
    sum += value;
  }
  return count === 0 ? 0 : sum / count;
}

/** Count, mean and deviation of what lies between breaks, from those of all parts; what lies beyond the surface was not measured. */
function heightsOf(
  parts: Float64Array,
  breaks: readonly [readonly number[], readonly number[]],
  lengths: Ends,
  pivot: number,
): Heights {
  const [rowPart, columnPart] = breaks.map((each) => new Map(each.map((at, which) => [at, which]))) as [
    Map<number, number>,
    Map<number, number>,
  ];
  const across = breaks[1].length - 1;
  const from = (parts: Map<number, number>, at: number, length: number) =>
    parts.get(Math.max(0, Math.min(length, at)))!;
  return (rows, columns) => {
    let [count, sum, squares] = [0, 0, 0];
    const [top, bottom] = [from(rowPart, rows[0], lengths[0]), from(rowPart, rows[1] + 1, lengths[0])];
    const [left, right] = [from(columnPart, columns[0], lengths[1]), from(columnPart, columns[1] + 1, lengths[1])];
    for (let row = top; row < bottom; row++)
      for (let column = left; column < right; column++) {
        const at = 3 * (row * across + column);
        count += parts[at]!;
        sum += parts[at + 1]!;
        squares += parts[at + 2]!;
      }
    const rest = Math.max(0, squares - (sum * sum) / count);
    return { count, mean: pivot + sum / count, deviation: Math.sqrt(rest / (count - 1)) };
  };
}
