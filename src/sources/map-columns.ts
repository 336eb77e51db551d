import type { FeedName } from '../model/feeds.ts';
import type { Feed, Mapping, RowLayout } from './feed.ts';
import { normaliseHeader } from './normalise-header.ts';

export interface MappedLayout {
  readonly layout: RowLayout<string>;
  readonly mapping: Mapping;
  /** Name of the published layout, or null where headers were recognised by alias. */
  readonly profile: string | null;
  /** Share of the file's headers that are explained. */
  readonly explained: number;
}

/**
 * The layout of a feed that explains a header row, or null: first a published layout whose every header is there,
 * then the layout whose required fields are all found by alias and which explains most columns.
 */
export function mapColumns(feed: Feed, headers: readonly string[]): MappedLayout | null {
  let best: MappedLayout | null = null;
  const present = new Map(headers.map((header) => [normaliseHeader(header), header]));
  const named = headers.filter((header) => header.trim() !== '').length;
  for (const layout of feed.layouts) {
    if (layout.shape !== 'rows') continue;
    for (const candidate of [
      ...publishedMappings(feed.name, layout, present),
      aliasMapping(feed.name, layout, headers),
    ]) {
      if (!candidate) continue;
      const explained = Object.keys(candidate.mapping.columns).length / Math.max(1, named);
      const better =
        !best ||
        (candidate.profile !== null && best.profile === null) ||
        ((candidate.profile === null) === (best.profile === null) && explained > best.explained);
      if (better) best = { layout, explained, ...candidate };
    }
  }
  return best;
}

function publishedMappings(feed: FeedName, layout: RowLayout<string>, present: ReadonlyMap<string, string>) {
  return layout.profiles
    .filter((profile) => Object.keys(profile.columns).every((header) => present.has(normaliseHeader(header))))
    .map(({ name, publisher: _, columns, ...rest }) => ({
      profile: name,
      mapping: {
        feed,
        layout: layout.name,
        // Headers as this file spells them: the case of a header is not part of a published layout.
        columns: Object.fromEntries(
          Object.entries(columns).map(([header, field]) => [present.get(normaliseHeader(header))!, field]),
        ),
        ...rest,
      } satisfies Mapping,
    }));
}

function aliasMapping(feed: FeedName, layout: RowLayout<string>, headers: readonly string[]) {
  const fieldOf = aliasIndex(layout);
  const columns: Record<string, string> = {};
  const taken = new Set<string>();
  for (const header of headers) {
    const field = fieldOf.get(normaliseHeader(header));
    if (!field || taken.has(field)) continue;
    taken.add(field);
    columns[header] = field;
  }
  const complete = Object.entries(layout.fields).every(([name, field]) => !field.required || taken.has(name));
  return complete && taken.size > 0 ? { profile: null, mapping: { feed, layout: layout.name, columns } } : null;
}

const indexes = new WeakMap<RowLayout<string>, Map<string, string>>();

/** Normalised header → field, of a layout's field names and aliases. */
export function aliasIndex(layout: RowLayout<string>): Map<string, string> {
  let index = indexes.get(layout);
  if (!index) {
    index = new Map();
    for (const [name, field] of Object.entries(layout.fields)) {
      for (const alias of [name, ...field.aliases]) {
        const key = normaliseHeader(alias);
        if (!index.has(key)) index.set(key, name);
      }
    }
    indexes.set(layout, index);
  }
  return index;
}
