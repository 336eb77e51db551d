/**
 * Where the cells of one surface are found on another at one turn, by the rules of cmcR, faults among them.
 *
 * **Source.** cmcR 0.1.11 (Zemmels, VanderPlas and Hofmann 2022), of which the behaviour was read, not the text taken: eight cells each way; a region
 * three times as wide about each; nearest-neighbour turns; cross-correlation of standardised heights, nothing where not measured, over the norms of
 * both; Pearson's correlation over a part of the region cut out two or three points off the place found, whichever of its croppings is likest.
 * **Input.** Two surfaces of steps of 6.25 µm as matrices, degrees. **Output.** For each cell with enough measured: shift, both correlations.
 * **Limits.** `docs/methods/ballistics.md` says how near to cmcR it is. Eight cells each way, however large the surface.
 */
import { correlationThere, crossSum, type Region, type TurnedSurface } from './compat-correlations.ts';
import { regionAbout, regionTimes, shiftsOf, splitEvenly } from './compat-regions.ts';
import type { MakeKernel } from './correlation-kernel.ts';
import { CorrelationPlanes, type Heights, type ShiftsAsked } from './correlation-planes.ts';
import { meanAndDeviation, partOf, shareMissing, standardised, type HeightMatrix } from './height-matrix.ts';

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

interface Cell {
  readonly row: number;
  readonly column: number;
  /** Standardised. */
  readonly heights: HeightMatrix;
  /** The same, nothing where not measured. */
  readonly filled: Float64Array;
  readonly measured: number;
  readonly spectrum: number;
  /** First and last rows and columns of the region. */
  readonly rows: readonly [number, number];
  readonly columns: readonly [number, number];
  readonly shifts: ShiftsAsked;
}

/** Finds the cells of a reference on targets at any turn; what is made of the reference is made once. */
export class CompatCells {
  readonly #cells: readonly Cell[];
  readonly #planes: CorrelationPlanes;

  constructor(reference: HeightMatrix, makeKernel: MakeKernel) {
    const [across, down] = [splitEvenly(reference.rows), splitEvenly(reference.columns)];
    const longest = Math.max(...[...across, ...down].map(([first, last]) => last - first + 1));
    // Room for a region with half a cell hanging over its edge.
    const side = Math.max(16, 2 ** Math.ceil(Math.log2((regionTimes + 0.5) * longest + 3)));
    this.#planes = new CorrelationPlanes(makeKernel(), side);
    const shifts = new Map<string, ShiftsAsked>();
    this.#cells = across.flatMap(([top, bottom], row) =>
      down.flatMap(([left, right], column) => {
        const raw = partOf(reference, top, bottom, left, right);
        if (shareMissing(raw) > missingMost) return [];
        const heights = standardised(raw);
        const filled = heights.values.map((value) => (value === value ? value : 0));
        const [rows, columns] = [regionAbout(top, bottom), regionAbout(left, right)];
        const name = [raw.rows, raw.columns, rows[1] - rows[0], columns[1] - columns[0]].join(' ');
        const asked =
          shifts.get(name) ??
          this.#planes.shiftsAsked(
            shiftsOf(raw.rows, rows[1] - rows[0] + 1),
            shiftsOf(raw.columns, columns[1] - columns[0] + 1),
          );
        shifts.set(name, asked);
        return [
          {
            row: row + 1,
            column: column + 1,
            heights,
            filled,
            measured: meanAndDeviation(raw).count,
            spectrum: this.#planes.spectrumOf({ rows: raw.rows, columns: raw.columns, values: filled }),
            rows,
            columns,
            shifts: asked,
          },
        ];
      }),
    );
  }

  /** The cells at each turn. */
  findOn(target: HeightMatrix, turns: readonly number[]): CompatCell[] {
    const found: CompatCell[] = [];
    const breaks = (of: (cell: Cell) => readonly [number, number]) =>
      this.#cells.flatMap((cell) => [of(cell)[0], of(cell)[1] + 1]);
    this.#planes.withTarget(
      target,
      breaks(({ rows }) => rows),
      breaks(({ columns }) => columns),
      (turn) => {
        for (let at = 0; at < turns.length; at += 2) this.#findAt(turn(turns.slice(at, at + 2)), found);
      },
    );
    return found;
  }

  /** At one turn or two, as one complex image holds two real ones. */
  #findAt(turned: readonly (TurnedSurface & { heightsIn: Heights; degrees: number })[], found: CompatCell[]): void {
    for (const cell of this.#cells) {
      const [tall, wide] = [cell.rows[1] - cell.rows[0] + 1, cell.columns[1] - cell.columns[0] + 1];
      const regions = turned.map((surface) => {
        const { count, mean, deviation } = surface.heightsIn(cell.rows, cell.columns);
        // As `shareMissing` reckons it, so that a share on the limit falls to the same side.
        if ((tall * wide - count) / (tall * wide) > missingMost) return null;
        return { top: cell.rows[0], left: cell.columns[0], rows: tall, columns: wide, count, mean, deviation };
      });
      if (regions.every((region) => region === null)) continue;
      const places = this.#planes.likeliest(cell, cell.shifts, regions);
      for (const [which, region] of regions.entries()) {
        if (region === null) continue;
        const surface = turned[which]!;
        const { down, across, height } = this.#highest(cell, surface, region, places[which]!);
        const varies = region.deviation > 0;
        found.push({
          row: cell.row,
          column: cell.column,
          x: across.shift,
          y: down.shift,
          peak: varies ? height / (region.deviation * Math.sqrt((cell.measured - 1) * (region.count - 1))) : NaN,
          correlation: varies
            ? correlationThere(cell.heights, surface, region, across.shift, down.shift)
            : NaN,
          degrees: surface.degrees,
        });
      }
    }
  }

  /** Of the places that may be the highest the one that is, in numbers of 64 bits; of several the one that cmcR comes to first. */
  #highest(
    cell: Cell,
    surface: TurnedSurface,
    region: Region,
    places: readonly { down: number; across: number }[],
  ) {
    const { rows, columns } = cell.shifts;
    let best = { down: rows[0]!, across: columns[0]!, height: -Infinity };
    for (const place of places) {
      const [down, across] = [rows[place.down]!, columns[place.across]!];
      const height = crossSum({ ...cell.heights, filled: cell.filled }, surface, region, down.offset, across.offset);
      const sooner =
        across.shift < best.across.shift || (across.shift === best.across.shift && down.shift < best.down.shift);
      if (height > best.height || (height === best.height && sooner)) best = { down, across, height };
    }
    return best;
  }
}
