import type { Feed } from './feed.ts';
import { mapColumns } from './map-columns.ts';
import type { RawRow } from './reading/raw-row.ts';

/** Share of the headers that must be explained before another feed is named. */
const explainedMin = 0.5;

/** Another feed has to explain this much of a header, and so much more of it than the feed given, to be what was meant. */
const plainlyExplained = 0.75;
const plainlyMore = 0.25;

/**
 * The feed and layout a header plainly belongs to rather than to one that explains the share `explained` of it; null where
 * it may well be what it was given as. A list of recoveries would pass for one of thefts: both have firearms and people.
 */
export function plainlyOtherFeed(header: readonly string[], explained: number, feeds: readonly Feed[]): string | null {
  let best: { name: string; explained: number } | null = null;
  for (const feed of feeds) {
    const found = mapColumns(feed, header);
    if (found && found.explained >= Math.max(plainlyExplained, explained + plainlyMore, best?.explained ?? 0))
      best = { name: `${feed.name} ${found.layout.name}`, explained: found.explained };
  }
  return best?.name ?? null;
}

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
