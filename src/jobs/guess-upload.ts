import type { Guess } from '../model/answers.ts';
import { feedNames } from '../model/feeds.ts';
import { allFeeds } from '../sources/all-feeds.ts';
import type { Mapping } from '../sources/feed.ts';
import { mapColumns } from '../sources/map-columns.ts';
import type { RawRow } from '../sources/reading/raw-row.ts';

const headerRowsLooked = 50;
const samplesShown = 5;

/** What a file looks like, from its first rows: the one place where uploads meet the guess. */
export function guessUpload(rows: readonly RawRow[], given?: Mapping | undefined): Guess {
  const found = bestHeader(rows);
  const mapping = given ?? found?.mapping ?? null;
  const header = headerRow(rows, mapping);
  const confidence = given ? 1 : (found?.explained ?? 0);
  return {
    feed: mapping?.feed ?? sheetFeed(rows),
    layout: mapping?.layout ?? null,
    confidence,
    mapping: mapping as Guess['mapping'],
    columns: header ? columnsOf(rows, header, mapping, given ? 'as given' : 'header') : [],
    alternatives: found ? found.others : [],
  };
}

function bestHeader(rows: readonly RawRow[]) {
  const found = rows.slice(0, headerRowsLooked).flatMap((row) =>
    feedNames.flatMap((name) => {
      const mapped = mapColumns(allFeeds[name], row.cells);
      return mapped
        ? [
            {
              feed: name,
              layout: mapped.layout.name,
              mapping: mapped.mapping,
              explained: Math.min(1, mapped.explained),
            },
          ]
        : [];
    }),
  );
  found.sort((a, b) => b.explained - a.explained);
  const [best, ...others] = found;
  if (!best) return null;
  return {
    ...best,
    others: others.slice(0, 5).map(({ feed, layout, explained }) => ({ feed, layout, confidence: explained })),
  };
}

/** A feed whose layout only the whole sheet explains. */
function sheetFeed(rows: readonly RawRow[]): string | null {
  return (
    feedNames.find((name) =>
      allFeeds[name].layouts.some((layout) => layout.shape === 'sheet' && layout.recognise(rows)),
    ) ?? null
  );
}

function headerRow(rows: readonly RawRow[], mapping: Mapping | null): RawRow | null {
  const wanted = Object.keys(mapping?.columns ?? {}).map((column) => column.trim());
  if (wanted.length === 0) return null;
  return (
    rows.slice(0, headerRowsLooked).find((row) => {
      const cells = new Set(row.cells.map((cell) => cell.trim()));
      return wanted.every((column) => cells.has(column));
    }) ?? null
  );
}

function columnsOf(rows: readonly RawRow[], header: RawRow, mapping: Mapping | null, why: string): Guess['columns'] {
  const under = rows.filter((row) => row.line > header.line);
  return header.cells.map((column, at) => {
    const field = mapping?.columns[column] ?? mapping?.columns[column.trim()] ?? null;
    const sample = [...new Set(under.map((row) => row.cells[at]?.trim() ?? '').filter((cell) => cell !== ''))];
    return {
      column,
      field,
      confidence: field ? 1 : 0,
      why: field ? why : 'nothing known fits',
      sample: sample.slice(0, samplesShown),
    };
  });
}
