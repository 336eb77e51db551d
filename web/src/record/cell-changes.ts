import type { RecordPage } from '../../../src/model/answers.ts';

type Cell = RecordPage['cells'][number];

export interface CellRow {
  readonly column: string;
  readonly field: string | null;
  readonly value: string | null;
  /** The value in the other version; null where it has no such column. */
  readonly other: string | null;
  readonly masked?: Cell['masked'] | undefined;
  readonly change: 'same' | 'changed' | 'added' | 'removed';
}

/** Names of columns made one by one, so that repeated headers stay apart. */
function numbered(cells: readonly Cell[]): Map<string, Cell> {
  const found = new Map<string, Cell>();
  for (const cell of cells) {
    let key = cell.column;
    for (let n = 2; found.has(key); n += 1) key = `${cell.column} ${n}`;
    found.set(key, cell);
  }
  return found;
}

/** The cells of a row beside those of another version of it, by column; space around a value says nothing. */
export function compareCells(cells: readonly Cell[], others: readonly Cell[]): CellRow[] {
  const own = numbered(cells);
  const other = numbered(others);
  const rows: CellRow[] = [...own].map(([key, cell]) => {
    const before = other.get(key);
    if (before === undefined) return { ...cell, other: null, change: cell.value.trim() === '' ? 'same' : 'added' };
    const same = cell.value.trim() === before.value.trim();
    return { ...cell, other: before.value, change: same ? 'same' : 'changed' };
  });
  for (const [key, cell] of other) {
    if (!own.has(key) && cell.value.trim() !== '')
      rows.push({ column: cell.column, field: cell.field, value: null, other: cell.value, change: 'removed' });
  }
  return rows;
}
