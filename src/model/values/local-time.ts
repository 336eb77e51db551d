/**
 * Dates and times as agencies write them, in local time, to an instant in UTC.
 *
 * **Source.** ISO 8601; the IANA time zone database as the JavaScript runtime carries it (ECMA-402); the ambiguity
 * rule is the `compatible` one of RFC 9557 and Temporal: where the clock is set back the first of two instants,
 * where it is set forward the time is shifted by the gap. Two-digit years after POSIX: 69 to 99 are 1969 to 1999,
 * 00 to 68 are 2000 to 2068, unless a pivot is given.
 * **Input.** Text, the agency's zone, and which of day and month comes first where digits leave it open.
 * **Output.** {@link LocalTime} or {@link LocalDate}; null where the text is no date, or an impossible one.
 * **Limits.** Years 1800 to 2199. A spreadsheet serial is read after the 1900 date system. An offset in the text is
 * believed unless the caller says that its source writes one without meaning it. Milliseconds since 1970, as map servers
 * write them, are read from 2001 to 2033, where they have thirteen figures; midnight in UTC among them is a day alone.
 */

import { type DateReading, type Day, dayOfFigures, fullYear, realDay } from './calendar-day.ts';
import { isoClock, isoDay, isoFraction, isoInstant } from './iso-text.ts';
import { type Clock, scanPlainTime, type TimePrecision } from './scan-plain-time.ts';
import { offsetAt } from './time-zone.ts';

export interface LocalTime {
  /** UTC, `2021-08-01T04:00:00.000Z`. */
  instant: string;
  /** The wall clock as written, which with an offset is not the zone's own: `2021-08-01T00:00:00`. */
  local: string;
  /** `fold`: the clock was set back and the time occurred twice. `gap`: it was set forward and the time never was. */
  ambiguity: 'none' | 'fold' | 'gap';
  precision: TimePrecision;
}

export interface LocalDate {
  /** `YYYY-MM-DD`; the first day of the month or year where the text says no more. */
  date: string;
  precision: 'day' | 'month' | 'year';
}

export interface TimeReading extends DateReading {
  /** `ignore`: the source appends an offset to what is local time. Default `believe`. */
  offset?: 'believe' | 'ignore';
}

const YEAR_FIRST = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s,]+(.*))?$/i;
const FIGURES = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?:[T\s,]+(.*))?$/i;
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[T\s]?(\d{2}:?\d{2}(?::?\d{2})?)(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?)?$/i;
const EPOCH = /^1\d{12}$/;
const SERIAL = /^(\d{5})(?:\.(\d+))?$/;
const DAY_MONTH_NAME =
  /^(?:[A-Z]{3,9}\.?,?\s+)?(\d{1,2})(?:ST|ND|RD|TH)?[-\s/.]*([A-Z]{3,9})\.?[-\s/,]*(\d{4}|\d{2})(?:[T\s,]+(.*))?$/i;
const MONTH_NAME_DAY =
  /^(?:(?:MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]*\.?,?\s+)?([A-Z]{3,9})\.?[-\s]+(\d{1,2})(?:ST|ND|RD|TH)?[-\s,]+(\d{4})(?:[\s,]+(.*))?$/i;
const YEAR_MONTH = /^(\d{4})[-/.](\d{1,2})$/;
const MONTH_YEAR = /^(?:(\d{1,2})[-/.]|([A-Z]{3,9})\.?[-\s,]+)(\d{4})$/i;
const YEAR_ONLY = /^(\d{4})$/;
const CLOCK =
  /^(?:AT\s+|@\s*)?(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(?:([AP])\.?\s*M\.?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i;
const MILITARY = /^(\d{1,2})(\d{2})(?:(\d{2}))?\s*(?:HRS?\.?|HOURS)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;
/** A sign after four figures without a colon is likelier a stretch of time (`0800-1230`) than an offset. */
const CLOCK_AND_OFFSET =
  /\d[T\s]+(?:\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[AP]\.?\s*M\.?)?\s*(?:Z|UTC|GMT|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)|\d{4}(?:\d{2})?\s*Z)$/i;
const HOUR_ONLY = /^(\d{1,2})\s*([AP])\.?\s*M\.?$/i;

const MONTHS: ReadonlyMap<string, number> = new Map(
  'JANUARY FEBRUARY MARCH APRIL MAY JUNE JULY AUGUST SEPTEMBER OCTOBER NOVEMBER DECEMBER'
    .split(' ')
    .flatMap((name, i) => [[name, i + 1] as const, [name.slice(0, 3), i + 1] as const])
    .concat([['SEPT', 9]]),
);

const DAY_MILLISECONDS = 86_400_000;
const EXCEL_EPOCH = Date.UTC(1899, 11, 30);

/** Reads a local date and time in `zone`. Null for text that is none; throws RangeError for a zone that is none. */
export function parseLocalDateTime(text: string, zone: string, reading: TimeReading): LocalTime | null {
  const trimmed = text.trim();
  if (trimmed.length === 13 && EPOCH.test(trimmed) && Number(trimmed) % DAY_MILLISECONDS !== 0)
    return ofEpoch(Number(trimmed), zone);
  const written = readDateAndClock(trimmed, reading);
  if (written === null) return null;
  const { day, clock } = written;
  const localMilliseconds = utcOfDay(day) + clock.milliseconds;
  const second = `${isoDay(localMilliseconds)}T${isoClock(localMilliseconds)}`;
  const local = clock.precision === 'millisecond' ? second + isoFraction(localMilliseconds) : second;
  if (clock.offsetMinutes !== null && reading.offset !== 'ignore') {
    const instant = isoInstant(localMilliseconds - clock.offsetMinutes * 60_000);
    // Called for the side effect of refusing an unknown zone here as well.
    offsetAt(zone, localMilliseconds);
    return { instant, local, ambiguity: 'none', precision: clock.precision };
  }
  const { instant, ambiguity } = instantOf(localMilliseconds, zone);
  return { instant: isoInstant(instant), local, ambiguity, precision: clock.precision };
}

/** The calendar day of an instant in a zone: what an agency's clock showed, which late in the evening is not the day in UTC. */
export function localDay(instant: string, zone: string): string {
  const milliseconds = Date.parse(instant);
  return isoDay(milliseconds + offsetAt(zone, milliseconds));
}

/** True for text that ends in a clock and its offset from UTC: an instant, whatever the zone. */
export function namesInstant(text: string): boolean {
  return CLOCK_AND_OFFSET.test(text);
}

/** Reads a calendar date, without regard to any time after it. */
export function parseLocalDate(text: string, reading: DateReading): LocalDate | null {
  const trimmed = text.trim();
  const written = readDateAndClock(trimmed, reading);
  const day = written?.day ?? readPartOfDate(trimmed);
  return day ? { date: isoDay(utcOfDay(day)), precision: day.precision } : null;
}

/** The instant of a wall clock reading given as if it were UTC. */
function instantOf(local: number, zone: string): { instant: number; ambiguity: LocalTime['ambiguity'] } {
  const before = offsetAt(zone, local - DAY_MILLISECONDS);
  const after = offsetAt(zone, local + DAY_MILLISECONDS);
  if (before === after) return { instant: local - before, ambiguity: 'none' };
  const early = local - before;
  const late = local - after;
  const earlyHolds = offsetAt(zone, early) === before;
  const lateHolds = offsetAt(zone, late) === after;
  if (earlyHolds && lateHolds) return { instant: Math.min(early, late), ambiguity: 'fold' };
  if (!earlyHolds && !lateHolds) return { instant: early, ambiguity: 'gap' };
  return { instant: earlyHolds ? early : late, ambiguity: 'none' };
}

function readDateAndClock(text: string, reading: DateReading): { day: Day; clock: Clock } | null {
  const plain = scanPlainTime(text, reading);
  if (plain !== undefined) return plain;
  let match = FIGURES.exec(text);
  if (match) return withClock(dayOfFigures(Number(match[1]), Number(match[2]), match[3]!, reading), match[4]);
  match = YEAR_FIRST.exec(text);
  if (match) return withClock(realDay(Number(match[1]), Number(match[2]), Number(match[3])), match[4]);
  match = COMPACT.exec(text);
  if (match) {
    const clock = match[4] === undefined ? undefined : match[4] + (match[5] ?? '');
    return withClock(realDay(Number(match[1]), Number(match[2]), Number(match[3])), clock);
  }
  match = SERIAL.exec(text);
  if (match) return ofSpreadsheet(match);
  if (EPOCH.test(text))
    return { day: dayOfUtc(Number(text)), clock: { milliseconds: 0, precision: 'day', offsetMinutes: null } };
  match = DAY_MONTH_NAME.exec(text);
  if (match) return withClock(dayOfName(match[2]!, match[1]!, match[3]!, reading), match[4]);
  match = MONTH_NAME_DAY.exec(text);
  if (match) return withClock(dayOfName(match[1]!, match[2]!, match[3]!, reading), match[4]);
  return null;
}

function readPartOfDate(text: string): Day | null {
  let match = YEAR_MONTH.exec(text);
  if (match) return partOf(realDay(Number(match[1]), Number(match[2]), 1), 'month');
  match = MONTH_YEAR.exec(text);
  if (match) {
    const month = match[1] === undefined ? MONTHS.get(match[2]!.toUpperCase()) : Number(match[1]);
    return month === undefined ? null : partOf(realDay(Number(match[3]), month, 1), 'month');
  }
  match = YEAR_ONLY.exec(text);
  return match ? partOf(realDay(Number(match[1]), 1, 1), 'year') : null;
}

function partOf(day: Day | null, precision: 'month' | 'year'): Day | null {
  return day ? { ...day, precision } : null;
}

function dayOfName(name: string, day: string, year: string, { pivot }: DateReading): Day | null {
  const month = MONTHS.get(name.toUpperCase());
  if (month === undefined) return null;
  return realDay(year.length === 4 ? Number(year) : fullYear(Number(year), pivot), month, Number(day));
}

function utcOfDay({ year, month, day }: Day): number {
  return Date.UTC(year, month - 1, day);
}

function dayOfUtc(milliseconds: number): Day {
  const at = new Date(milliseconds);
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate(), precision: 'day' };
}

function ofEpoch(milliseconds: number, zone: string): LocalTime {
  const wall = milliseconds + offsetAt(zone, milliseconds);
  const local = `${isoDay(wall)}T${isoClock(wall)}`;
  return { instant: isoInstant(milliseconds), local, ambiguity: 'none', precision: 'second' };
}

function ofSpreadsheet(match: RegExpExecArray): { day: Day; clock: Clock } | null {
  const whole = Number(match[1]);
  // 10,000 is 1927 and 73,050 the end of 2099: beyond them a five-digit number is likelier something else.
  if (whole < 10_000 || whole > 73_050) return null;
  const day = dayOfUtc(EXCEL_EPOCH + whole * DAY_MILLISECONDS);
  if (match[2] === undefined) return { day, clock: { milliseconds: 0, precision: 'day', offsetMinutes: null } };
  const seconds = Math.round(Number(`0.${match[2]}`) * 86_400);
  return { day, clock: { milliseconds: seconds * 1000, precision: 'second', offsetMinutes: null } };
}

function withClock(day: Day | null, text: string | undefined): { day: Day; clock: Clock } | null {
  if (day === null) return null;
  const clock = readClock(text?.trim() ?? '');
  return clock === null ? null : { day, clock };
}

function readClock(text: string): Clock | null {
  if (text === '') return { milliseconds: 0, precision: 'day', offsetMinutes: null };
  let match = CLOCK.exec(text);
  if (match) {
    const [, hour, minute, second, fraction, half, offset] = match;
    const milliseconds = fraction === undefined ? 0 : Math.floor(Number(`0.${fraction}`) * 1000 + 1e-6);
    const precision = second === undefined ? 'minute' : fraction === undefined ? 'second' : 'millisecond';
    return clockOf({ hour, minute, second, milliseconds, half, offset, precision });
  }
  match = MILITARY.exec(text);
  if (match) {
    const [, hour, minute, second, offset] = match;
    const precision = second === undefined ? 'minute' : 'second';
    return clockOf({ hour, minute, second, milliseconds: 0, half: undefined, offset, precision });
  }
  match = HOUR_ONLY.exec(text);
  if (!match) return null;
  const [, hour, half] = match;
  return clockOf({ hour, minute: '0', second: '0', milliseconds: 0, half, offset: undefined, precision: 'hour' });
}

interface ClockParts {
  hour: string | undefined;
  minute: string | undefined;
  second: string | undefined;
  milliseconds: number;
  half: string | undefined;
  offset: string | undefined;
  precision: TimePrecision;
}

function clockOf(parts: ClockParts): Clock | null {
  let hour = Number(parts.hour);
  const minute = Number(parts.minute);
  const second = Number(parts.second ?? 0);
  // 23:59:60 is a leap second; it is read as the first second of the next minute.
  if (hour > 24 || minute > 59 || second > 60) return null;
  if (hour === 24 && (minute > 0 || second > 0 || parts.milliseconds > 0)) return null;
  if (parts.half !== undefined) {
    const afternoon = parts.half === 'P' || parts.half === 'p';
    if (hour > 12) {
      // "17:30 p.m." is redundant and is read; "17:30 a.m." contradicts itself.
      if (!afternoon || hour === 24) return null;
    } else if (hour === 12) hour = afternoon ? 12 : 0;
    else if (afternoon) hour += 12;
  }
  return {
    milliseconds: ((hour * 60 + minute) * 60 + second) * 1000 + parts.milliseconds,
    precision: parts.precision,
    offsetMinutes: offsetOf(parts.offset),
  };
}

function offsetOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/\d/.test(text)) return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(3).replace(':', '') || 0);
  return text.startsWith('-') ? -minutes : minutes;
}
