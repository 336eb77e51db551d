import { localDay, namesInstant, parseLocalDate, parseLocalDateTime } from '../model/values/local-time.ts';
import type { RowContext } from './feed.ts';

/** Dates that systems write where there is none: the zero days of spreadsheets and databases. */
const PLACEHOLDERS = new Set(['1753-01-01', '1800-01-01', '1899-12-30', '1899-12-31', '1900-01-01']);
const SAYS_NOTHING = /^(?:[-.?/\s0]*|UNK(?:NOWN)?|N\/?A|NONE|NULL|NOT (?:KNOWN|AVAILABLE|GIVEN)|TBD|PENDING)$/i;

/**
 * The local day a cell names, `YYYY-MM-DD`, in the zone of the row's context where it names an instant by its offset; null where it names none. What is written but cannot be kept joins `warnings`:
 * `date.impossible` (no day of the calendar, or not a date at all), `date.not-a-day` (a month or year: making it a day
 * would invent one), `date.placeholder` (1 January 1900 and the like), `date.after-receipt` (later than the day the
 * file was received).
 */
export function readDay(cell: string, context: RowContext, warnings: string[]): string | null {
  if (cell === '' || SAYS_NOTHING.test(cell)) return null;
  // Milliseconds since 1970 are an instant: their day depends on the zone.
  if (cell.length === 13 && /^\d{13}$/.test(cell)) return readDayAndInstant(cell, context, warnings).day;
  // No clock with an offset fits into what a date alone takes.
  const bare = cell.length > dateCharactersMax ? dayWithEmptyClock(cell) : null;
  if (bare === null && cell.length > dateCharactersMax && namesInstant(cell)) {
    const at = parseLocalDateTime(cell, context.timeZone, { order: context.dateOrder });
    if (at) return checkedDay(localDay(at.instant, context.timeZone), context, warnings);
  }
  const read = parseLocalDate(bare ?? cell, { order: context.dateOrder });
  if (!read) return warn(warnings, 'date.impossible');
  if (read.precision !== 'day') return warn(warnings, 'date.not-a-day');
  return checkedDay(read.date, context, warnings);
}

/** Whether a cell says a day, a possible one or not: filler and words for "not known" say none. */
export function namesDay(cell: string, context: RowContext): boolean {
  const warnings: string[] = [];
  const day = readDay(cell, { ...context, receivedOn: '9999-12-31' }, warnings);
  return day !== null || (warnings.includes('date.impossible') && /\d/.test(cell));
}

const dateCharactersMax = '2024-05-06'.length;

/** A date with nothing but a midnight and an offset after it: `2021-08-01 00:00:00+00`, `2025-09-30T00:00:00.000Z`. */
const dateWithEmptyClock = /^(\d{4}-\d{2}-\d{2})[T ]00:00(?::00(?:\.0+)?)?(?:Z|UTC|[+-]00(?::?00)?)$/i;

/**
 * The day of a cell that is a date with the zero clock a database adds in UTC: the local day it shows. Taking it for an
 * instant would move every such row to the evening before.
 */
export function dayWithEmptyClock(cell: string): string | null {
  return dateWithEmptyClock.exec(cell)?.[1] ?? null;
}

/** The local day of an instant, checked as every day is. */
export function dayOfInstant(instant: string, context: RowContext, warnings: string[]): string | null {
  return checkedDay(localDay(instant, context.timeZone), context, warnings);
}

function checkedDay(day: string, context: RowContext, warnings: string[]): string | null {
  if (PLACEHOLDERS.has(day)) return warn(warnings, 'date.placeholder');
  if (day > context.receivedOn) return warn(warnings, 'date.after-receipt');
  return day;
}

export interface DayAndInstant {
  /** Local day, `YYYY-MM-DD`. */
  readonly day: string | null;
  /** UTC; null where the cell gives only a day. */
  readonly instant: string | null;
}

const NEITHER: DayAndInstant = { day: null, instant: null };

/**
 * The local day and the instant a cell names, in the zone of the row's context. Besides the codes of {@link readDay}:
 * `time.fold` (the clock was set back and the time occurred twice; the first is taken), `time.gap` (it was set forward
 * and the time never was; shifted by the gap).
 */
export function readDayAndInstant(cell: string, context: RowContext, warnings: string[]): DayAndInstant {
  if (cell === '' || SAYS_NOTHING.test(cell)) return NEITHER;
  const read = parseLocalDateTime(cell, context.timeZone, { order: context.dateOrder });
  if (!read && cell.length === 13 && /^\d{13}$/.test(cell))
    return { day: warn(warnings, 'date.impossible'), instant: null };
  if (!read) return { day: readDay(cell, context, warnings), instant: null };
  // With an offset the wall clock written is that of another place: only the instant says which day it was here.
  const day = dayOfInstant(read.instant, context, warnings);
  if (day === null) return NEITHER;
  if (read.precision === 'day') return { day, instant: null };
  if (read.ambiguity !== 'none') warnings.push(`time.${read.ambiguity}`);
  return { day, instant: read.instant };
}

function warn(warnings: string[], code: string): null {
  warnings.push(code);
  return null;
}
