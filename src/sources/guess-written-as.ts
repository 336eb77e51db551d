import { nameOrder } from '../model/values/name-order.ts';
import { saysUtc } from '../model/values/says-utc.ts';
import type { Mapping, RowLayout } from './feed.ts';
import { hasClock } from './guess-dates.ts';
import type { GuessedColumn } from './guess-layout.ts';
import { mayBeInUtc } from './utc-fields.ts';

/**
 * Columns whose times are read in UTC, where any header says so; undefined where none does. Days that a database writes as
 * midnights in UTC are days: taken for instants, each would move to the evening before.
 */
export function utcColumnsOf(columns: readonly GuessedColumn[]): string[] | undefined {
  const said = columns.filter(({ name }) => saysUtc(name));
  if (said.length === 0) return undefined;
  return said.filter(({ fits }) => !onlyMidnights(fits.column.values)).map(({ name }) => name);
}

function onlyMidnights(values: readonly string[]): boolean {
  const clocks = values.filter(hasClock);
  return clocks.length > 4 && clocks.every((value) => midnight.test(value));
}

const midnight = /(?:^|[T\s])(?:0?0:00(?::00(?:\.0+)?)?|12:00(?::00)?\s*A\.?M\.?)\s*(?:Z|UTC|GMT|[+-]00(?::?00)?)?$/i;

/** What the header of a column says of how its values are written, and what is made of it. */
export function writtenAs(
  name: string,
  field: string | null,
  { mapping, layout }: { readonly mapping: Mapping; readonly layout: RowLayout<string> },
): string[] {
  const kind = field === null ? undefined : layout.fields[field]?.kind;
  if (kind === 'full-name' && nameOrder(name) === 'family-first')
    return ['its header says the family name comes first, and so its names are read'];
  if (!mayBeInUtc(kind) || !saysUtc(name)) return [];
  return mapping.utcColumns?.includes(name) !== false
    ? ['its header says UTC, and so its times are read']
    : ['its header says UTC, but every time is midnight: its days are read as they stand'];
}
