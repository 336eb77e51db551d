import { Failure } from '../model/errors.ts';
import type { Feed, Mapping } from './feed.ts';
import { lookAlikeFeed } from './look-alike-feed.ts';
import { aliasIndex } from './map-columns.ts';
import { normaliseHeader } from './normalise-header.ts';
import type { RawRow } from './reading/raw-row.ts';

/** Among so many first rows the header is looked for. */
export const headerSearchRows = 50;

/** The failure of a file in which no header of the feed was found: what was expected, what was there, and what it looks like. */
export function unrecognised(
  rows: readonly RawRow[],
  wanted: { feed: Feed; mapping?: Mapping | undefined; otherFeeds?: readonly Feed[] },
  knownHeaders: ReadonlySet<string>,
): Failure {
  const { feed, mapping, otherFeeds = [] } = wanted;
  const widest = rows
    .slice(0, headerSearchRows)
    .reduce<RawRow | null>((best, row) => (row.cells.length > (best?.cells.length ?? 0) ? row : best), null);
  const names = feed.layouts.map((layout) => layout.name).join(', ');
  const expected = mapping
    ? `the columns of the mapping (${Object.keys(mapping.columns).join(', ')})${mapping.headerLine ? ` on line ${mapping.headerLine}` : ''}`
    : `a header of ${feed.name} (${names})`;
  const looksLike = lookAlikeFeed(rows.slice(0, headerSearchRows), otherFeeds);
  const known = new Set([...knownHeaders, ...headersOf(otherFeeds)]);
  return new Failure(
    'feed.unrecognised',
    `Expected ${expected} in the first ${headerSearchRows} rows; got ${
      widest ? describeColumns(widest, known) : 'no rows'
    }.${looksLike ? ` It looks like ${looksLike}.` : ''} Nothing was imported. Check the feed, or run \`flashlight import --guess\` on the file and pass its mapping with --mapping.`,
    { detail: { feed: feed.name, looksLike } },
  );
}

/** How many columns a row has, and those that bear a name some feed knows; a row that holds values is of people, and says none. */
function describeColumns({ line, cells }: RawRow, known: ReadonlySet<string>): string {
  const count = `${cells.length} columns on line ${line}`;
  if (cells.some((cell) => /\d{3}|\d[/:.-]\d/.test(cell))) return `${count} that hold values, no names of columns`;
  const names = cells.map((cell) => cell.trim()).filter((cell) => known.has(normaliseHeader(cell)));
  const shown = names.slice(0, 12).map((name) => name.slice(0, 30));
  return names.length < 2 ? `${count}, none of a name that is known` : `${count}, among them ${shown.join(', ')}`;
}

/** Every header the layouts of some feeds know, normalised. */
export const headersOf = (feeds: readonly Feed[]): string[] =>
  feeds.flatMap(({ layouts }) =>
    layouts.flatMap((layout) =>
      layout.shape === 'rows'
        ? [
            ...aliasIndex(layout).keys(),
            ...layout.profiles.flatMap((profile) => Object.keys(profile.columns).map(normaliseHeader)),
          ]
        : [],
    ),
  );
