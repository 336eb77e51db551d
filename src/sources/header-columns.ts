import type { Mapping } from './feed.ts';
import type { RawRow } from './reading/raw-row.ts';

/** Headers made unique, blank ones named by their place: nothing may shadow another column in the record. */
export function uniqueColumns(cells: readonly string[]): string[] {
  const seen = new Set<string>();
  return cells.map((cell, at) => {
    let name = cell.trim() || `column ${at + 1}`;
    for (let n = 2; seen.has(name); n++) name = `${cell.trim() || `column ${at + 1}`} (${n})`;
    seen.add(name);
    return name;
  });
}

/**
 * The names of columns in two lines. The upper line names groups, each from its column to the next named; what stands in
 * the lower line twice takes its group before it (`Victim Age`, `Suspect Age`), and what is blank there is named by the
 * upper line alone.
 */
export function joinHeaderLines(upper: readonly string[], lower: readonly string[]): string[] {
  const width = Math.max(upper.length, lower.length);
  const named = Array.from({ length: width }, (_, at) => (lower[at] ?? '').trim());
  const times = new Map<string, number>();
  for (const name of named) times.set(name.toLowerCase(), (times.get(name.toLowerCase()) ?? 0) + 1);
  let group = '';
  return named.map((name, at) => {
    const own = (upper[at] ?? '').trim();
    if (own !== '') group = own;
    if (name === '') return own;
    return times.get(name.toLowerCase())! > 1 && group !== '' ? `${group} ${name}` : name;
  });
}

/** Names of columns by place, for a file without a header. */
export function placeColumns(width: number): string[] {
  return Array.from({ length: width }, (_, at) => `column ${at + 1}`);
}

/** The width most rows have, among the first ones: titles above a table are narrower. */
export function commonWidth(rows: readonly RawRow[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) {
    if (cells.some((cell) => cell.trim() !== '')) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  }
  let best = 0;
  for (const [width, count] of counts) {
    const most = counts.get(best) ?? 0;
    if (count > most || (count === most && width > best)) best = width;
  }
  return best;
}

/** The columns a mapping finds at a row, or null where the mapping says that the header stands elsewhere. */
export function columnsAt(rows: readonly RawRow[], at: number, mapping: Mapping | undefined): string[] | null {
  const row = rows[at]!;
  const { headerLine, headerLines } = mapping ?? {};
  if (headerLine === 0) return row.cells.length >= commonWidth(rows) ? placeColumns(row.cells.length) : null;
  if (headerLine !== undefined && row.line !== headerLine) return null;
  if (headerLines !== 2) return uniqueColumns(row.cells);
  return at > 0 ? uniqueColumns(joinHeaderLines(rows[at - 1]!.cells, row.cells)) : null;
}
