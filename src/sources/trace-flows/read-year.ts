import type { RawRow } from '../reading/raw-row.ts';

/**
 * The calendar year a sheet is about: from its notes (`between 1/1/2014 - 12/31/2014`, `CY 2014`, `calendar year 2014`),
 * else from the one year in the file name, else null. The date of the query in the notes is another year and is not used.
 */
export function readYear(rows: readonly RawRow[], fileName: string): number | null {
  const years = new Set<number>();
  for (const { cells } of rows) {
    for (const cell of cells) {
      if (cell.length < 7) continue;
      for (const match of cell.matchAll(stated)) years.add(Number(match[1] ?? match[2]));
    }
  }
  if (years.size === 1) return [...years][0]!;
  if (years.size > 1) return null;
  const named = new Set([...fileName.matchAll(/(?<!\d)(19[6-9]\d|20\d\d)(?!\d)/g)].map((match) => Number(match[1])));
  return named.size === 1 ? [...named][0]! : null;
}

const stated =
  /\b0?1\/0?1\/(\d{4})\s*(?:-|–|to|through|and)\s*12\/31\/\1\b|\b(?:CY|calendar year|january 1, (?:to|through|–|-) december 31,)\s*[-:]?\s*(\d{4})\b/gi;
