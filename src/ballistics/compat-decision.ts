/**
 * Which cells are congruent by the two rules that cmcR has, and by both directions together.
 *
 * **Source.** Song 2013 (the likest turn of each cell, within 20 points and 6° of the medians, correlation .5 and more); Tong et al. 2015 ("High CMC":
 * turns with as many candidates as the best less one, all within 6°); combined as cmcR does where one direction failing fails the pair.
 * **Input.** Cells of each direction at each turn. **Output.** Which are congruent, and how many.
 * **Limits.** Thresholds are those of Song 2018 and not to be changed here. cmcR takes medians and ranges of turns on the line, which are the same where
 * turns span less than half a circle, as its own do.
 */
import { circularMedian, circularRange, degreesApart } from '../stats/circular-degrees.ts';
import { median } from '../stats/median.ts';
import type { CompatCell } from './compat-cells.ts';

const pointsMost = 20;
const degreesMost = 6;
const correlationLeast = 0.5;
const fewerMost = 1;

export interface CompatDecision {
  /** By Song's rule, of each direction. */
  readonly original: readonly [readonly CompatCell[], readonly CompatCell[]];
  /** By Tong's rule and both directions: cells by their place, each once; the fewer of `original` where the rule fails. */
  readonly high: number;
}

export function decideCompat(there: readonly CompatCell[], back: readonly CompatCell[]): CompatDecision {
  const original = [originalCells(there), originalCells(back)] as const;
  const [highThere, highBack] = [highCells(there), highCells(back)];
  const failed = { original, high: Math.min(original[0].length, original[1].length) };
  if (highThere === null || highBack === null) return failed;
  const [turnThere, turnBack] = [modalTurn(highThere), modalTurn(highBack)];
  if (turnThere === null || turnBack === null) return failed;
  const [usualThere, usualBack] = [turnOf(original[0]), turnOf(original[1])];
  const agrees =
    degreesApart(turnThere, usualThere) <= degreesMost &&
    degreesApart(turnBack, usualBack) <= degreesMost &&
    degreesApart(turnThere, -turnBack) <= degreesMost;
  if (!agrees) return failed;
  const places = new Set([...highThere, ...highBack].map(({ row, column }) => `${row} ${column}`));
  return { original, high: places.size };
}

/** Of each cell its likest turn, congruent with the rest. */
export function originalCells(cells: readonly CompatCell[]): CompatCell[] {
  const likest = likestOfEach(cells);
  const [x, y, degrees] = [medianOf(likest, 'x'), medianOf(likest, 'y'), turnOf(likest)];
  return likest.filter(
    (cell) =>
      Math.abs(cell.x - x) <= pointsMost &&
      Math.abs(cell.y - y) <= pointsMost &&
      degreesApart(cell.degrees, degrees) <= degreesMost &&
      cell.correlation >= correlationLeast,
  );
}

/** Null where turns with many candidates lie too far apart, or none has any. */
export function highCells(cells: readonly CompatCell[]): CompatCell[] | null {
  const candidates: CompatCell[] = [];
  const counts = new Map<number, number>();
  for (const degrees of new Set(cells.map((cell) => cell.degrees))) {
    const at = cells.filter((cell) => cell.degrees === degrees);
    const [x, y] = [medianOf(at, 'x'), medianOf(at, 'y')];
    const near = at.filter(
      (cell) =>
        Math.abs(cell.x - x) <= pointsMost &&
        Math.abs(cell.y - y) <= pointsMost &&
        cell.correlation >= correlationLeast,
    );
    if (near.length > 0) counts.set(degrees, near.length);
    candidates.push(...near);
  }
  if (counts.size === 0) return null;
  const most = Math.max(...counts.values());
  const high = [...counts].filter(([, count]) => count >= most - fewerMost).map(([degrees]) => degrees);
  if (circularRange(high) > degreesMost) return null;
  return likestOfEach(candidates.filter(({ degrees }) => high.includes(degrees)));
}

export function likestOfEach(cells: readonly CompatCell[]): CompatCell[] {
  const best = new Map<string, CompatCell>();
  for (const cell of cells) {
    const name = `${cell.row} ${cell.column}`;
    const before = best.get(name);
    if (before === undefined || cell.correlation > before.correlation) best.set(name, cell);
  }
  return [...best.values()];
}

/** The turn with most cells; the median of several such that lie together, null where they do not. */
function modalTurn(cells: readonly CompatCell[]): number | null {
  const counts = new Map<number, number>();
  for (const { degrees } of cells) counts.set(degrees, (counts.get(degrees) ?? 0) + 1);
  const most = Math.max(...counts.values());
  const turns = [...counts].filter(([, count]) => count === most).map(([degrees]) => degrees);
  return circularRange(turns) > degreesMost ? null : circularMedian(turns);
}

export function medianOf(cells: readonly CompatCell[], name: 'x' | 'y'): number {
  return median(cells.map((cell) => cell[name]));
}

/** The median turn: on the circle, for cells of one pose lie on both sides of half a turn. */
export function turnOf(cells: readonly CompatCell[]): number {
  return circularMedian(cells.map(({ degrees }) => degrees));
}
