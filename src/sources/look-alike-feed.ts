import type { Feed } from './feed.ts';
import { mapColumns } from './map-columns.ts';
import type { RawRow } from './reading/raw-row.ts';

/** Share of the headers that must be explained before another feed is named. */
const explainedMin = 0.5;

/** The feed and layout a table looks like, such as `nibin leads`; null where none explains at least half its headers. */
export function lookAlikeFeed(rows: readonly RawRow[], feeds: readonly Feed[]): string | null {
  let best: { name: string; explained: number } | null = null;
  for (const feed of feeds) {
    for (const layout of feed.layouts)
      if (layout.shape === 'sheet' && layout.recognise(rows)) return `${feed.name} ${layout.name}`;
    for (const row of rows) {
      const found = row.cells.length >= 2 ? mapColumns(feed, row.cells) : null;
      if (found && found.explained >= explainedMin && found.explained > (best?.explained ?? 0))
        best = { name: `${feed.name} ${found.layout.name}`, explained: found.explained };
    }
  }
  return best?.name ?? null;
}
