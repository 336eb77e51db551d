import { saysUtc } from '../model/values/says-utc.ts';
import { hasClock } from './guess-dates.ts';
import type { GuessedColumn } from './guess-layout.ts';

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
