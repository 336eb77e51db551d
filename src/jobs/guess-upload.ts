import type { Guess } from '../model/import-answers.ts';
import { feedNames } from '../model/feeds.ts';
import { maskSamples } from '../model/values/mask-social-security.ts';
import { allFeeds } from '../sources/all-feeds.ts';
import type { Mapping } from '../sources/feed.ts';
import { guessFeed } from '../sources/guess-feed.ts';
import { columnsAt } from '../sources/header-columns.ts';
import { mapColumns } from '../sources/map-columns.ts';
import { normaliseHeader } from '../sources/normalise-header.ts';
import type { RawRow } from '../sources/reading/raw-row.ts';

/** The first rows of one sheet, or of a text file. */
export interface UploadedSheet {
  readonly sheet: string | null;
  readonly rows: readonly RawRow[];
}

const headerRowsLooked = 50;
const samplesShown = 3;

/** What an uploaded file looks like, or how it is read with the mapping a person gave: the one place where uploads meet the guess. */
export function guessUpload(
  sheets: readonly UploadedSheet[],
  about: { fileName: string; receivedOn: string; mapping?: Mapping | undefined },
): Guess {
  const found = guessFeed(sheets, about);
  const guess = { ...found, columns: found.columns.map(maskSamples) };
  // A header of known columns is one though most rows under it are rejected: the person wants to see why.
  const known = about.mapping || guess.mapping ? null : knownHeader(sheets);
  const mapping = about.mapping ?? known?.mapping;
  if (!mapping) return guess;
  return {
    feed: mapping.feed,
    layout: mapping.layout,
    confidence: known ? Math.min(1, known.explained) : 1,
    mapping: mapping as Guess['mapping'],
    columns: columnsOf(sheets, mapping),
    alternatives: guess.alternatives,
  };
}

function knownHeader(sheets: readonly UploadedSheet[]): { mapping: Mapping; explained: number } | null {
  const found = sheets
    .flatMap(({ rows }) => rows.slice(0, headerRowsLooked))
    .flatMap((row) => feedNames.flatMap((name) => mapColumns(allFeeds[name], row.cells) ?? []));
  return found.sort((a, b) => b.explained - a.explained)[0] ?? null;
}

/** The columns as the mapping finds them, and the rows under them. */
function headerOf(rows: readonly RawRow[], mapping: Mapping, wanted: readonly string[]) {
  if (wanted.length === 0) return null;
  for (let at = 0; at < Math.min(rows.length, headerRowsLooked); at++) {
    const header = columnsAt(rows, at, mapping);
    const names = new Set(header?.map(normaliseHeader));
    if (!header || !wanted.every((column) => names.has(column))) continue;
    return { header, under: rows.slice(mapping.headerLine === 0 ? at : at + 1) };
  }
  return null;
}

/** The columns under the header the mapping names, each with the field it is given. */
function columnsOf(sheets: readonly UploadedSheet[], mapping: Mapping): Guess['columns'] {
  const fieldOf = new Map(
    Object.entries(mapping.columns).map(([column, field]) => [normaliseHeader(column), field] as const),
  );
  for (const { rows } of sheets) {
    const found = headerOf(rows, mapping, [...fieldOf.keys()]);
    if (!found) continue;
    const { header, under } = found;
    return header.map((column, at) => {
      const field = fieldOf.get(normaliseHeader(column)) ?? null;
      const filled = under.map((row) => row.cells[at]?.trim() ?? '').filter((cell) => cell !== '');
      return maskSamples({
        column,
        field,
        confidence: field === null ? 0 : 1,
        why: field === null ? 'kept, and read by nothing' : 'header',
        sample: [...new Set(filled)].slice(0, samplesShown),
      });
    });
  }
  return [];
}
