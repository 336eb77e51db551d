/**
 * Where the cells of one surface are found on another at one turn, by the rules of cmcR, faults among them.
 *
 * **Source.** cmcR 0.1.11 (Zemmels, VanderPlas and Hofmann 2022), of which the behaviour was read, not the text taken: eight cells each way; a region
 * three times as wide about each; nearest-neighbour turns; cross-correlation of standardised heights, nothing where not measured, over the norms of
 * both; Pearson's correlation over a part of the region cut out two or three points off the place found, whichever of its croppings is likest.
 * **Input.** Two surfaces of steps of 6.25 µm as matrices, degrees. **Output.** For each cell with enough measured: shift, both correlations.
 * **Limits.** `docs/methods/ballistics.md` says how near to cmcR it is. Eight cells each way, however large the surface.
 */
import { correlationThere, crossSum, type Region } from './compat-correlations.ts';
import { regionAbout, regionTimes, shiftsOf, splitEvenly } from './compat-regions.ts';
import type { CorrelationKernel } from './correlation-kernel.ts';
import { CorrelationPlanes, type ShiftsAsked, type Turned } from './correlation-planes.ts';
import { meanAndDeviation, partOf, type HeightMatrix } from './height-matrix.ts';

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

const missingMost = 0.85;

/** So much of spectra of cells is held at once; the target is turned anew for the next. */
const spectraBytesMost = 32 * 2 ** 20;

interface Cell {
  readonly row: number;
  readonly column: number;
  /** Standardised. */
  readonly heights: HeightMatrix;
  /** Points; none of one that does not vary. */
  readonly measured: number;
  /** First and last rows and columns of the region. */
  readonly rows: readonly [number, number];
  readonly columns: readonly [number, number];
}

/** The cells of a reference on a target at each turn. What the kernel held before is lost. */
export function compatCells(
  reference: HeightMatrix,
  target: HeightMatrix,
  turns: readonly number[],
  kernel: CorrelationKernel,
): CompatCell[] {
  const [across, down] = [splitEvenly(reference.rows), splitEvenly(reference.columns)];
  const longest = Math.max(...[...across, ...down].map(([first, last]) => last - first + 1));
  // Room for a region with half a cell hanging over its edge.
  const side = Math.max(16, 2 ** Math.ceil(Math.log2((regionTimes + 0.5) * longest + 3)));
  const cells = cellsOf(reference, across, down);
  // By pairs of turns, as one complex image holds two real ones.
  const found: CompatCell[][] = [];
  const atOnce = Math.max(1, Math.floor(spectraBytesMost / (side * side * 8)));
  for (let from = 0; from < cells.length; from += atOnce) {
    const planes = new CorrelationPlanes(kernel, side);
    const asked = new Map<string, ShiftsAsked>();
    const held = cells.slice(from, from + atOnce).map((cell) => hold(cell, planes, asked));
    const breaks = (of: (cell: Cell) => readonly [number, number]) =>
      held.flatMap((cell) => [of(cell)[0], of(cell)[1] + 1]);
    const turn = planes.turnsOf(
      target,
      breaks(({ rows }) => rows),
      breaks(({ columns }) => columns),
    );
    for (let at = 0; at < turns.length; at += 2) {
      const turned = turn(turns.slice(at, at + 2));
      const ofPair = (found[at / 2] ??= []);
      for (const cell of held) ofPair.push(...findOne(cell, turned, planes, kernel));
    }
  }
  return found.flat();
}

/** Those of which enough was measured. */
function cellsOf(
  reference: HeightMatrix,
  across: readonly [number, number][],
  down: readonly [number, number][],
): Cell[] {
  return across.flatMap(([top, bottom], row) =>
    down.flatMap(([left, right], column) => {
      const heights = partOf(reference, top, bottom, left, right);
      const { count, mean, deviation } = meanAndDeviation(heights);
      const { values } = heights;
      if ((values.length - count) / values.length > missingMost) return [];
      for (let at = 0; at < values.length; at++) values[at] = (values[at]! - mean) / deviation;
      const [rows, columns] = [regionAbout(top, bottom), regionAbout(left, right)];
      return [{ row: row + 1, column: column + 1, heights, measured: deviation > 0 ? count : 0, rows, columns }];
    }),
  );
}

/** With what the kernel holds of it; what is asked of cells and regions of the same shape is so once. */
function hold(cell: Cell, planes: CorrelationPlanes, asked: Map<string, ShiftsAsked>) {
  const { heights, rows, columns } = cell;
  const [tall, wide] = [rows[1] - rows[0] + 1, columns[1] - columns[0] + 1];
  const shape = `${heights.rows} ${heights.columns} ${tall} ${wide}`;
  const shifts = asked.get(shape) ?? planes.shiftsAsked(shiftsOf(heights.rows, tall), shiftsOf(heights.columns, wide));
  asked.set(shape, shifts);
  return { ...cell, ...planes.cellOf(heights), shifts };
}

type HeldCell = ReturnType<typeof hold>;

/** One cell at one turn or two, where enough was measured about it. */
function findOne(
  cell: HeldCell,
  turned: readonly Turned[],
  planes: CorrelationPlanes,
  kernel: CorrelationKernel,
): CompatCell[] {
  const [tall, wide] = [cell.rows[1] - cell.rows[0] + 1, cell.columns[1] - cell.columns[0] + 1];
  const regions = turned.map((surface) => {
    const { count, mean, deviation } = surface.heightsIn(cell.rows, cell.columns);
    if ((tall * wide - count) / (tall * wide) > missingMost) return null;
    return { top: cell.rows[0], left: cell.columns[0], rows: tall, columns: wide, count, mean, deviation };
  });
  if (regions.every((region) => region === null)) return [];
  const places = planes.likeliest(cell, cell.shifts, regions);
  return regions.flatMap((region, which) => {
    if (region === null) return [];
    const surface = turned[which]!;
    const { down, across, height } = highest(cell, surface, region, places[which]!, kernel);
    const varies = region.deviation > 0;
    return [
      {
        row: cell.row,
        column: cell.column,
        x: across.shift,
        y: down.shift,
        peak: varies ? height / (region.deviation * Math.sqrt((cell.measured - 1) * (region.count - 1))) : NaN,
        correlation: varies ? correlationThere(kernel, cell.cell, surface, region, across.shift, down.shift) : NaN,
        degrees: surface.degrees,
      },
    ];
  });
}

/** Of the places that may be the highest the one that is, in numbers of 64 bits; of several the one that cmcR comes to first. */
function highest(
  cell: HeldCell,
  surface: Turned,
  region: Region,
  places: readonly { down: number; across: number }[],
  kernel: CorrelationKernel,
) {
  const { rows, columns } = cell.shifts;
  let best = { down: rows[0]!, across: columns[0]!, height: -Infinity };
  for (const place of places) {
    const [down, across] = [rows[place.down]!, columns[place.across]!];
    const height = crossSum(kernel, cell.filled, surface, region, down.offset, across.offset);
    const sooner =
      across.shift < best.across.shift || (across.shift === best.across.shift && down.shift < best.down.shift);
    if (height > best.height || (height === best.height && sooner)) best = { down, across, height };
  }
  return best;
}
