import type { Random } from '../stats/random.ts';
import type { TownFiles } from './town-files.ts';
import type { Truth } from './truth.ts';

/** What every writer of a feed is handed. */
export class WriterTools {
  readonly files: TownFiles;
  readonly truth: Truth;
  readonly precinct: number;
  readonly precincts: number;
  readonly random: Random;

  constructor(options: { files: TownFiles; truth: Truth; precinct: number; precincts: number; random: Random }) {
    this.files = options.files;
    this.truth = options.truth;
    this.precinct = options.precinct;
    this.precincts = options.precincts;
    this.random = options.random;
  }

  /** Adds a line, and now and then the same line again, as exports run twice do. */
  emit(path: string, line: string, again: boolean): void {
    this.files.line(path, line);
    if (again) this.files.line(path, line);
  }

  /** The k-th number of a kind in this precinct, unlike any other precinct's. */
  interleave(k: number): number {
    return k * this.precincts + this.precinct + 1;
  }
}
