import { namesInstant, parseLocalDateTime } from '../model/values/local-time.ts';
import { saysUtc } from '../model/values/says-utc.ts';
import type { Mapping, RowContext, RowLayout, ValueKind } from './feed.ts';
import { normaliseHeader } from './normalise-header.ts';

const kindsOfTime: ReadonlySet<ValueKind> = new Set(['date', 'date-time', 'time']);

/** Whether a zone says anything of a field of a kind: a birth date is a day wherever it is written. */
export const mayBeInUtc = (kind: ValueKind | undefined) => kind !== undefined && kindsOfTime.has(kind);

/** How a cell of a field in UTC becomes one that says so. */
export type UtcPart = 'time' | 'clock' | 'half';

/** Whether a zone is UTC by another name. */
export const isUtc = (timeZone: string | undefined) =>
  timeZone !== undefined && /^(?:Etc\/)?(?:UTC|UCT|GMT|Universal|Zulu|Greenwich)$/i.test(timeZone);

/**
 * The fields of a layout whose columns are in UTC, with what each holds: those the mapping names, or where it names none
 * those whose header says so; all times of a file whose zone is UTC, of which the agency's days are those of its own zone. A clock and the date it stands beside are in one zone.
 */
export function utcFields(layout: RowLayout<string>, mapping: Mapping): ReadonlyMap<string, UtcPart> {
  const named = mapping.utcColumns && new Set(mapping.utcColumns.map(normaliseHeader));
  const all = isUtc(mapping.timeZone);
  const inUtc = (header: string) => (named ? named.has(normaliseHeader(header)) : all || saysUtc(header));
  const said = Object.entries(mapping.columns).filter(([header]) => inUtc(header));
  const mapped = new Set(Object.values(mapping.columns));
  const found = new Map<string, UtcPart>();
  for (const [, field] of said) {
    const kind = layout.fields[field]?.kind;
    if (!mayBeInUtc(kind)) continue;
    const clock = kind === 'time' ? field : clockFieldOf(field, mapped);
    if (kind !== 'time') found.set(field, 'time');
    if (clock === null) continue;
    // `3:50` and `p.m.` in two columns are one clock: the zone stands behind both.
    const half = clock.replace(/_time$/, '_half');
    if (mapped.has(half)) found.set(half, 'half');
    else found.set(clock, 'clock');
  }
  return found;
}

/** The field of the clock that stands beside a date, where the file has one. */
export function clockFieldOf(field: string, mapped: { has(field: string): boolean }): string | null {
  const clocks = [`${field}_time`, `${field.replace(/_(?:at|on)$/, '')}_time`];
  return clocks.find((clock) => mapped.has(clock)) ?? null;
}

/**
 * A cell of a column in UTC as one that says so. A day alone stays the day it is, and a clock with an offset the instant it
 * is. `GMT` and not `Z`: a midnight behind which `Z` stands is read as a day alone, as databases write days.
 */
export function sayUtc(cell: string, part: UtcPart, { dateOrder }: Pick<RowContext, 'dateOrder'>): string {
  if (cell === '') return cell;
  if (part === 'half') return `${cell} GMT`;
  if (/^(?:\d{1,4}|\d{6})$/.test(cell)) return part === 'clock' ? `${cell.padStart(4, '0')}Z` : cell;
  if (part === 'clock' || clockAlone.test(cell)) return endsInDigitOrHalf.test(cell) ? `${cell} GMT` : cell;
  const at = parseLocalDateTime(cell, 'UTC', { order: dateOrder });
  if (!at || at.precision === 'day' || /^\d{13}$/.test(cell)) return cell;
  // Another offset than that of UTC says when it was.
  if (at.instant.slice(0, 19) !== at.local.slice(0, 19)) return cell;
  const written = `${cell} GMT`;
  return !namesInstant(cell) && namesInstant(written)
    ? written
    : `${at.instant.slice(0, 10)} ${at.instant.slice(11, 23)} GMT`;
}

const clockAlone = /^\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AP]\.?\s*M\.?)?$/i;
const endsInDigitOrHalf = /^[^+-]*:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[AP]\.?\s*M\.?)?$/i;
