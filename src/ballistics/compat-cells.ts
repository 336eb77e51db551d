/**
 * Where the cells of one surface are found on another at one turn, by the rules of cmcR, faults among them.
 *
 * **Source.** cmcR 0.1.11 (Zemmels, VanderPlas and Hofmann 2022), of which the behaviour was read, not the text taken: eight cells each way; a region
 * three times as wide about each; nearest-neighbour turns; cross-correlation of standardised heights, nothing where not measured, over the norms of
 * both; Pearson's correlation over a part of the region cut out two or three points off the place found, whichever of its croppings is likest.
 * **Input.** Two surfaces of steps of 6.25 µm as matrices, degrees. **Output.** For each cell with enough measured: shift, both correlations.
 * **Limits.** `docs/methods/ballistics.md` says how near to cmcR it is. Eight cells each way, however large the surface.
 */
import { PlaneTransform } from '../signal/plane-transform.ts';
import { correlationOfSums } from '../stats/correlation-of-sums.ts';
import { partOf, shareMissing, standardised, turnNearest, withoutLine, type HeightMatrix } from './height-matrix.ts';

export interface CompatCell {
  /** From 1, as cmcR counts them. */
  readonly row: number;
  readonly column: number;
  /** Points. */
  readonly x: number;
  readonly y: number;
  /** Over the norms of cell and region. */
  readonly peak: number;
  /** Pearson's; no number where it cannot be had. */
  readonly correlation: number;
  readonly degrees: number;
}

const cellsEachWay = 8;
const regionTimes = 3;
const missingMost = 0.85;

interface Cell {
  readonly row: number;
  readonly column: number;
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  readonly heights: HeightMatrix;
  readonly spectrum: { readonly re: Float64Array; readonly im: Float64Array };
  readonly norm: number;
}

/** Finds the cells of a reference on targets at any turn; what is made of the reference is made once. */
export class CompatCells {
  readonly #cells: readonly Cell[];
  /** Room for a region with half a cell hanging over its edge. */
  readonly #side: number;
  readonly #transform: PlaneTransform;
  readonly #re: Float64Array;
  readonly #im: Float64Array;

  constructor(reference: HeightMatrix) {
    const [across, down] = [splitEvenly(reference.rows), splitEvenly(reference.columns)];
    const longest = Math.max(...[...across, ...down].map(([first, last]) => last - first + 1));
    this.#side = 2 ** Math.ceil(Math.log2((regionTimes + 0.5) * longest + 3));
    this.#transform = new PlaneTransform(this.#side);
    this.#re = new Float64Array(this.#side * this.#side);
    this.#im = new Float64Array(this.#side * this.#side);
    this.#cells = across.flatMap(([top, bottom], row) =>
      down.flatMap(([left, right], column) => {
        const heights = partOf(reference, top, bottom, left, right);
        if (shareMissing(heights) > missingMost) return [];
        const standard = standardised(heights);
        const re = new Float64Array(this.#side * this.#side);
        const im = new Float64Array(this.#side * this.#side);
        const norm = this.#place(standard, re);
        this.#transform.forward(re, im);
        return [
          { row: row + 1, column: column + 1, top, bottom, left, right, heights: standard, spectrum: { re, im }, norm },
        ];
      }),
    );
  }

  /** The cells at each turn. */
  findOn(target: HeightMatrix, turns: readonly number[]): CompatCell[] {
    const found: CompatCell[] = [];
    for (let at = 0; at < turns.length; at += 2) found.push(...this.#findAt(target, turns.slice(at, at + 2)));
    return found;
  }

  /** At one turn or two, as one complex image holds two real ones. */
  #findAt(target: HeightMatrix, turns: readonly number[]): CompatCell[] {
    const turned = turns.map((degrees) => turnNearest(target, degrees));
    const found: CompatCell[] = [];
    for (const cell of this.#cells) {
      const regions = turned.map((matrix) => {
        const region = regionOf(cell, matrix);
        return region === null ? null : standardised(region);
      });
      if (regions.every((region) => region === null)) continue;
      const [re, im] = [this.#re, this.#im];
      const norms = [re, im].map((plane, which) => this.#place(regions[which] ?? null, plane));
      this.#transform.forward(re, im);
      const { re: cellRe, im: cellIm } = cell.spectrum;
      for (let at = 0; at < re.length; at++) {
        const [a, b] = [re[at]!, im[at]!];
        re[at] = a * cellRe[at]! + b * cellIm[at]!;
        im[at] = b * cellRe[at]! - a * cellIm[at]!;
      }
      this.#transform.inverse(re, im);
      for (const [which, region] of regions.entries()) {
        if (region === null) continue;
        const { x, y, height } = highest(which === 0 ? re : im, this.#side, cell.heights, region);
        found.push({
          row: cell.row,
          column: cell.column,
          x,
          y,
          peak: height / (re.length * cell.norm * norms[which]!),
          correlation: correlationThere(cell.heights, region, x, y),
          degrees: turns[which]!,
        });
      }
    }
    return found;
  }

  /** Heights at the corner of a plane of zeros, nothing where not measured; gives their norm. */
  #place(matrix: HeightMatrix | null, plane: Float64Array): number {
    plane.fill(0);
    if (matrix === null) return 0;
    let squares = 0;
    for (let row = 0; row < matrix.rows; row++)
      for (let column = 0; column < matrix.columns; column++) {
        const value = matrix.values[row * matrix.columns + column]!;
        if (value !== value) continue;
        plane[row * this.#side + column] = value;
        squares += value * value;
      }
    return Math.sqrt(squares);
  }
}

/** First and last of each of eight parts; the longer ones come where the rest has added up to one. */
function splitEvenly(length: number): [number, number][] {
  const parts: [number, number][] = [];
  let [left, first] = [length, 0];
  for (let at = 0; at < length; at++) {
    left -= cellsEachWay;
    if (left > 0) continue;
    parts.push([first, at]);
    left += length;
    first = at + 1;
  }
  return parts;
}

/** Three times as wide as the cell about its middle, not measured beyond the edge; null where too little is. */
function regionOf(cell: Cell, target: HeightMatrix): HeightMatrix | null {
  const { rows, columns } = cell.heights;
  // From 1, as cmcR counts, so that halves are rounded as there.
  const around = (first: number, last: number, length: number) => {
    const middle = (first + last) / 2 + 1;
    const reach = (regionTimes * length) / 2;
    return [Math.floor(middle - reach) - 1, Math.ceil(middle + reach) - 1] as const;
  };
  const [top, bottom] = around(cell.top, cell.bottom, rows);
  const [left, right] = around(cell.left, cell.right, columns);
  const region = partOf(target, top, bottom, left, right);
  return shareMissing(region) > missingMost ? null : region;
}

/** MATLAB's way: halves away from nothing. */
const roundHalf = (value: number) => Math.sign(value) * Math.floor(Math.abs(value) + 0.5);

/** Of each shift that cmcR looks at where it stands in the transform, in its order. */
function shiftsOf(cell: number, region: number, side: number): { shift: number; at: number }[] {
  const length = cell + region - 1;
  const behind = Math.ceil(length / 2);
  const moved = roundHalf((region - cell) / 2);
  const from = roundHalf(cell / 2);
  const shifts = [];
  for (let lag = 0; lag < length; lag++) {
    const place = (((lag >= behind ? lag - behind : lag + length - behind) + moved) % length) + 2 - from;
    if (place < 1 || place > region) continue;
    const offset = lag < cell ? -lag : length - lag;
    shifts.push({ shift: place - Math.floor(region / 2) - 1, at: (offset + side) % side });
  }
  return shifts.sort((a, b) => a.shift - b.shift);
}

function highest(
  plane: Float64Array,
  side: number,
  cell: HeightMatrix,
  region: HeightMatrix,
): { x: number; y: number; height: number } {
  let [height, x, y] = [-Infinity, 0, 0];
  const rows = shiftsOf(cell.rows, region.rows, side);
  for (const across of shiftsOf(cell.columns, region.columns, side))
    for (const down of rows) {
      const value = plane[down.at * side + across.at]!;
      if (value > height) [height, x, y] = [value, across.shift, down.shift];
    }
  return { x, y, height };
}

/** The likest of the croppings that cmcR makes of the region about the place found; no number where none is of the cell's size. */
function correlationThere(cell: HeightMatrix, region: HeightMatrix, x: number, y: number): number {
  const [halfRows, halfColumns] = [Math.floor(cell.rows / 2), Math.floor(cell.columns / 2)];
  const middle = (length: number, more: number, shift: number, half: number) =>
    Math.floor((length + more - 1) / 2) - (shift + half + 1);
  const row = middle(cell.rows, region.rows, y, halfRows) - 1;
  const column = middle(cell.columns, region.columns, x, halfColumns) - 1;
  const whole = partOf(region, row - halfRows, row + halfRows, column - halfColumns, column + halfColumns);
  const [moreRows, moreColumns] = [whole.rows - cell.rows, whole.columns - cell.columns];
  // One line less: the first, or the last but one.
  const ends = (more: number, length: number) => (more > 0 ? [more - 1, length - more - 1] : [null]);
  let best = NaN;
  for (const rowLess of ends(moreRows, whole.rows))
    for (const columnLess of ends(moreColumns, whole.columns)) {
      const value = pearson(cell, withoutLine(whole, rowLess, columnLess));
      if (!(value <= best)) best = value === value ? value : best;
    }
  return best;
}

function pearson(a: HeightMatrix, b: HeightMatrix): number {
  let [count, sumA, sumB, squareA, squareB, cross] = [0, 0, 0, 0, 0, 0];
  for (let at = 0; at < a.values.length; at++) {
    const [p, q] = [a.values[at]!, b.values[at]!];
    if (p !== p || q !== q) continue;
    count++;
    sumA += p;
    sumB += q;
    squareA += p * p;
    squareB += q * q;
    cross += p * q;
  }
  return correlationOfSums(count, sumA, sumB, squareA, squareB, cross);
}
