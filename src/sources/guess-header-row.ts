import type { RawRow } from './reading/raw-row.ts';
import { headerRowsLooked, isFooter, isUnderline } from './reading/find-header.ts';
import { hasClock, isDate } from './guess-dates.ts';
import type { HeaderReader } from './guess-header.ts';

const followingLooked = 20;

/** The row that reads most like names of columns, and the rows under it; null where none does. */
export function findHeaderRow(
  rows: readonly RawRow[],
  reader: HeaderReader,
): { header: RawRow; data: readonly RawRow[] } | null {
  let best: { at: number; score: number } | null = null;
  for (let at = 0; at < Math.min(rows.length, headerRowsLooked); at++) {
    const score = scoreHeader(rows, at, reader);
    if (score > (best?.score ?? 0)) best = { at, score };
  }
  if (!best) return null;
  const header = rows[best.at]!;
  const columns = header.cells.length;
  const data = rows
    .slice(best.at + 1)
    .filter(
      ({ cells }) => cells.some((cell) => cell.trim() !== '') && !isUnderline(cells) && !isFooter(cells, columns),
    );
  return { header, data };
}

function scoreHeader(rows: readonly RawRow[], at: number, reader: HeaderReader): number {
  const filled = rows[at]!.cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  if (filled.length < 2) return 0;
  const labels = filled.filter(isLabel).length;
  if (labels < filled.length * 0.7) return 0;
  const known = reader.read(filled).filter((words) => !words.mute).length;
  const distinct = new Set(filled).size / filled.length;
  const following = rows
    .slice(at + 1, at + 1 + followingLooked)
    .map(({ cells }) => cells.filter((cell) => cell.trim() !== '').length);
  const under = following.filter((count) => count > 0);
  const like = under.length === 0 ? 0.3 : under.filter((count) => count >= filled.length * 0.3).length / under.length;
  return (labels * 0.5 + known) * distinct * (0.3 + 0.7 * like) * (1 - at * 0.002);
}

function isLabel(cell: string): boolean {
  return (
    cell.length <= 60 && /[\p{L}#]/u.test(cell) && !hasClock(cell) && !isDate(cell, 'mdy', 2100) && !/\d{5}/.test(cell)
  );
}
