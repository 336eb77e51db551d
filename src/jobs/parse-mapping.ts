import { Failure } from '../model/errors.ts';
import { isFeedName } from '../model/feeds.ts';
import { isTimeZone } from '../model/values/time-zone.ts';
import { allFeeds } from '../sources/all-feeds.ts';
import type { Mapping } from '../sources/feed.ts';

/** A mapping from JSON text, checked against the layout it names. `name` is how a person knows it. */
export function parseMapping(text: string, name: string): Mapping {
  const invalid = (expected: string, got: string) =>
    new Failure('mapping.invalid', `Expected ${expected} in the mapping ${name}; got ${got}.`, { detail: { name } });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid('JSON', 'text that is not JSON');
  }
  // What `import --guess --json` prints holds the mapping among other things.
  const mapping = (
    typeof value === 'object' && value !== null && 'mapping' in value ? value.mapping : value
  ) as Partial<Mapping> | null;
  if (typeof mapping !== 'object' || mapping === null)
    throw invalid('an object with feed, layout and columns', String(value));
  const {
    feed,
    layout: layoutName,
    columns,
    constants,
    timeZone,
    utcColumns,
    dateOrder,
    headerLine,
    headerLines,
  } = mapping;
  if (typeof feed !== 'string' || !isFeedName(feed))
    throw invalid(`a feed (${Object.keys(allFeeds).join(', ')})`, String(feed));
  const layout = allFeeds[feed].layouts.find((each) => each.name === layoutName);
  if (!layout)
    throw invalid(
      `a layout of ${feed} (${allFeeds[feed].layouts.map((each) => each.name).join(', ')})`,
      String(layoutName),
    );
  if (typeof columns !== 'object' || columns === null) throw invalid('columns: {header: field}', typeof columns);
  if (layout.shape === 'rows') {
    const fields = [...Object.values(columns), ...Object.keys(constants ?? {})];
    const unknown = fields.find((field) => !Object.hasOwn(layout.fields, field));
    if (unknown !== undefined)
      throw invalid(`fields of ${feed} ${layout.name} (${Object.keys(layout.fields).join(', ')})`, unknown);
    const twice = Object.values(columns).find((field, at, all) => all.indexOf(field) !== at);
    if (twice !== undefined) throw invalid('each field once', `${twice} twice`);
  }
  if (timeZone !== undefined && !isTimeZone(timeZone)) throw invalid('an IANA time zone', String(timeZone));
  if (utcColumns !== undefined && !(Array.isArray(utcColumns) && utcColumns.every((each) => typeof each === 'string')))
    throw invalid('utcColumns: a list of headers', typeof utcColumns);
  if (dateOrder !== undefined && !['mdy', 'dmy', 'ymd'].includes(dateOrder))
    throw invalid('dateOrder mdy, dmy or ymd', String(dateOrder));
  if (headerLine !== undefined && !(Number.isInteger(headerLine) && headerLine >= 0 && headerLine <= 1_000))
    throw invalid('headerLine from 0 (no header) to 1000', String(headerLine));
  if (headerLines !== undefined && headerLines !== 1 && headerLines !== 2)
    throw invalid('headerLines 1 or 2', String(headerLines));
  return {
    feed,
    layout: layout.name,
    columns,
    ...(constants ? { constants } : {}),
    ...(timeZone ? { timeZone } : {}),
    ...(utcColumns ? { utcColumns } : {}),
    ...(dateOrder ? { dateOrder } : {}),
    ...(headerLine === undefined ? {} : { headerLine }),
    ...(headerLines === 2 ? { headerLines } : {}),
  };
}
