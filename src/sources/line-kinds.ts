import { isFooter } from './reading/find-header.ts';
import { normaliseHeader } from './normalise-header.ts';

/** What a line of a table is, where it is no row of it. */

export function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === '');
}

export function looksLikeHeader(cells: readonly string[], known: ReadonlySet<string>): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '');
  return filled.length >= 3 && filled.filter((cell) => known.has(normaliseHeader(cell))).length >= filled.length * 0.6;
}

/** Totals, notes and sources below a table: one long text, or a first cell that says so, and next to nothing else. */
export function isFooterLine(cells: readonly string[], columns: number): boolean {
  if (columns < 3) return false;
  const at = cells.findIndex(isFilled);
  if (at < 0) return false;
  const first = cells[at]!.trim();
  if (/^(grand )?totals?:?$/i.test(first)) return cells.slice(at + 1).every((cell) => /^[\d.,%$\s-]*$/.test(cell));
  // Nearly every row ends the search at its second filled cell.
  for (let next = at + 1; next < cells.length; next++) if (isFilled(cells[next]!)) return false;
  return (
    first.length > 40 ||
    /^(\*|note|source|disclaimer|prepared|report|total|page|end of|generated|confidential|law enforcement)/i.test(first)
  );
}

/** What programs and offices write under a table, in a row shorter than its header: a count, an end, a sentence with commas. */
export function isClosingText(cells: readonly string[], columns: number): boolean {
  const [first = '', ...others] = cells;
  if (isFooter(cells, columns)) return true;
  // A comma of a sentence has a blank after it; one between cells does not.
  if (!others.every((cell) => /^ [^\d\s]/.test(cell))) return false;
  if (isFooter([first], columns)) return true;
  const words = cells.join(',').match(/[a-z]{2,}/gi)?.length ?? 0;
  return !/\d/.test(first) && words >= 6 && others.some((cell) => /^ [a-z]+ [a-z]/.test(cell));
}

const isFilled = (cell: string) => cell !== '' && cell.trim() !== '';
