/** A piece of one file of the town, in the order it must be appended. */
export interface TownChunk {
  readonly path: string;
  readonly text: string;
  /** Data rows in `text`; header rows are not counted. */
  readonly rows: number;
  /** How much of the world was made when this piece was, 0 to 1. */
  readonly done: number;
}

export type Cell = string | number;

/** CSV field: quoted only where it must be, as spreadsheet exports do. */
export function csvField(value: Cell): string {
  if (typeof value === 'number') return String(value);
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvField).join(',')}\r\n`;
}

interface Pending {
  pieces: string[];
  rows: number;
}

/** Text waiting to be taken, by file. Holds one precinct at a time, which is what keeps memory constant. */
export class TownFiles {
  readonly #pending = new Map<string, Pending>();
  readonly #rowsByPath = new Map<string, number>();

  /** Adds text that is no data row: a header, a document. */
  head(path: string, text: string): void {
    this.#of(path).pieces.push(text);
  }

  row(path: string, cells: readonly Cell[]): void {
    this.line(path, csvLine(cells));
  }

  /** Adds one data row already written out, line ending included. */
  line(path: string, text: string): void {
    const pending = this.#of(path);
    pending.pieces.push(text);
    pending.rows++;
  }

  #of(path: string): Pending {
    let pending = this.#pending.get(path);
    if (pending === undefined) {
      pending = { pieces: [], rows: 0 };
      this.#pending.set(path, pending);
    }
    return pending;
  }

  /** Takes what waits, file by file in the order the files were first written to. */
  *drain(done: number): Generator<TownChunk> {
    for (const [path, pending] of this.#pending) {
      const text = pending.pieces.join('');
      if (text === '') continue;
      this.#rowsByPath.set(path, (this.#rowsByPath.get(path) ?? 0) + pending.rows);
      const { rows } = pending;
      pending.pieces = [];
      pending.rows = 0;
      yield { path, text, rows, done };
    }
  }

  rowsOf(path: string): number {
    return this.#rowsByPath.get(path) ?? 0;
  }

  get paths(): string[] {
    return [...this.#pending.keys()];
  }
}
