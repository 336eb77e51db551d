import type { RawRow } from './raw-row.ts';

/** How well a row's cells serve as the header a feed expects; 0 where they do not. */
export type HeaderScore = (cells: readonly string[]) => number;

export type HeaderPlace =
  | {
      kind: 'found';
      /** Index of the header among the rows given. */
      index: number;
      /** Index of the first row of data: after the header and any line drawn under it. */
      dataIndex: number;
    }
  | { kind: 'undetermined'; looked: number };

/** Titles and disclaimers above a header seldom take more; a feed may give fewer rows. */
export const headerRowsLooked = 50;

/** True for a row drawn as a line, such as the `--------` under the header of ATF's list of licensees. */
export function isUnderline(cells: readonly string[]): boolean {
  let drawn = 0;
  for (const cell of cells) {
    const text = cell.trim();
    if (text === '') continue;
    if (!/^(?:[-=_*~\u2500\u2013\u2014]{2,}|[+|-]{3,})$/.test(text)) return false;
    drawn++;
  }
  return drawn > 0;
}

/**
 * Finds the header among the first rows of a table: the row with the highest score, the first of equals. Rows above it
 * are titles and are to be skipped; so are lines drawn under it.
 */
export function findHeader(rows: readonly RawRow[], score: HeaderScore): HeaderPlace {
  const looked = Math.min(rows.length, headerRowsLooked);
  let index = -1;
  let best = 0;
  for (let i = 0; i < looked; i++) {
    const value = score(rows[i]!.cells);
    if (value > best) {
      best = value;
      index = i;
    }
  }
  if (index < 0) return { kind: 'undetermined', looked };
  let dataIndex = index + 1;
  while (dataIndex < rows.length && isUnderline(rows[dataIndex]!.cells)) dataIndex++;
  return { kind: 'found', index, dataIndex };
}

/** A cell that names a sum and nothing else: a dealer called TOTAL ARMS is none. */
const totalLabel = /^(?:grand|sub|report|overall)?[\s-]*totals?\s*(?:\([^)]*\))?\s*:?$/i;
/** Sentences that programs and offices put under a table. */
const closingWords =
  /^(?:\*|†|- |--|note[s:. ]|source[s:]|\(?\d[\d,]* (?:rows?|records?|results?)\b|(?:total|number of) (?:rows|records|results)\b|page \d+|end of (?:report|file|list)|report (?:generated|run|created|date)|generated (?:on|by|at)|printed (?:on|by)|prepared by|disclaimer|confidential|law enforcement sensitive|for official use only|data (?:as of|current)|copyright|©)/i;
/** A lone text longer than this is a sentence, no value; addresses and names stay below it. */
const sentenceCharacters = 60;

/**
 * True for a row that stands under a table but is not of it: a row of totals, a note, a source, a disclaimer, a line.
 * Ask it only of rows that do not parse or at the end of a table; `headerLength` is the number of columns of the header.
 */
export function isFooter(cells: readonly string[], headerLength: number): boolean {
  if (isUnderline(cells)) return true;
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '');
  const first = filled[0];
  if (first === undefined) return false;
  if (totalLabel.test(first))
    return filled.length < 2 || filled.slice(1).every((cell) => /^[-$(]?[\d,.]+[%)]?$/.test(cell));
  const alone = filled.length === 1 && headerLength > 1;
  if (alone && (closingWords.test(first) || first.length > sentenceCharacters)) return true;
  return (
    filled.length === 2 &&
    headerLength > 3 &&
    /^(?:notes?|sources?|total records?|record count|row count)\s*:?$/i.test(first)
  );
}
