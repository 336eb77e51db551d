import { fieldOfWarning, rowWarnings, type RowWarningCode } from '../model/row-warnings.ts';
import type { Mapping, TypedRow } from './feed.ts';
import type { OddCell } from './find-odd-date.ts';
import type { FileWarning } from './file-warning.ts';
import type { RawProblem } from './reading/raw-row.ts';

/** Counts the rows of a file that carry each code: there are as many counters as codes, however long the file is. */
export class RowWarningCounts {
  private readonly counts = new Map<string, { rows: number; last: number; first: FileWarning['first'] }>();
  private row = 0;

  /** Asked of every row of a file: nearly all have nothing odd. `find` tells the cell a code means, where one can be told. */
  countRow(typed: readonly TypedRow[], line: number, find: (code: string) => OddCell | null = () => null): void {
    this.row++;
    for (const { values } of typed) {
      const codes = values['warnings'] as readonly string[] | null | undefined;
      if (!codes) continue;
      for (const code of codes) {
        if (!this.counts.has(code)) {
          const cell = find(code);
          this.counts.set(code, { rows: 1, last: this.row, first: cell ? { line, ...cell } : undefined });
        } else this.count(code, this.row);
      }
    }
  }

  /** What was odd about the text of a row, whatever is read from it. */
  countProblem({ code, line }: RawProblem): void {
    this.count(code, line);
  }

  /** What is odd about one cell of a row, whatever is read from it. */
  countCell(code: RowWarningCode, cell: NonNullable<FileWarning['first']>): void {
    if (this.counts.has(code)) this.count(code, this.row);
    else this.counts.set(code, { rows: 1, last: this.row, first: cell });
  }

  private count(code: string, row: number): void {
    const count = this.counts.get(code);
    if (!count) this.counts.set(code, { rows: 1, last: row, first: undefined });
    else if (count.last !== row) {
      count.rows++;
      count.last = row;
    }
  }

  /** Most rows first. A column is named where the code is about one field and the mapping reads one for it. */
  warnings(mapping: Mapping | undefined): FileWarning[] {
    return [...this.counts]
      .sort(([codeA, a], [codeB, b]) => b.rows - a.rows || (codeA < codeB ? -1 : 1))
      .map(([code, { rows, first }]) => {
        const field = fieldOfWarning[code];
        const column = field && Object.entries(mapping?.columns ?? {}).find(([, each]) => each === field)?.[0];
        const words = (rowWarnings as Readonly<Record<string, string>>)[code] ?? code;
        const where = first
          ? ` (first: line ${first.line}, column ${first.column}, ${first.value})`
          : column
            ? ` (column ${column})`
            : '';
        const said = `${words.charAt(0).toLowerCase()}${words.slice(1)}${where}`;
        const message = `${rows} ${rows === 1 ? 'row' : 'rows'}: ${said}.`;
        return { code, message, rows, ...(column ? { column } : {}), ...(first ? { first } : {}) };
      });
  }
}
