import { namesInstant, parseLocalDateTime } from '../model/values/local-time.ts';
import type { RowContext } from './feed.ts';
import { dayOfInstant, dayWithEmptyClock, readDay, readDayAndInstant } from './read-day.ts';

export interface EventTime {
  /** Local day, `YYYY-MM-DD`. */
  readonly day: string | null;
  /** UTC; null where only the day is known. */
  readonly instant: string | null;
  /** All cells as written, one after another. */
  readonly raw: string | null;
}

/**
 * When something happened, from a cell with date and time, or from a date and a clock in two or three cells
 * (`2021-08-01 00:00:00+00`, `02:40:00`; `6/10/2026`, `3:50`, `p.m.`). The clock beside a date always wins over one in the
 * date's own cell, which is then the zero a database writes. A date with a zero clock in UTC and no clock beside it is
 * the local day it shows: taking it for an instant would move every such row to the evening before.
 *
 * What is odd joins `warnings`: the codes of `readDay`, `time.fold`, `time.gap`, and `time.unreadable` for a clock that
 * is none, where the day is kept.
 */
export function readEventTime(
  cells: { readonly date: string; readonly clock?: string; readonly half?: string },
  context: RowContext,
  warnings: string[],
): EventTime {
  const { date } = cells;
  const clock = spellClock(cells.clock ?? '', cells.half ?? '');
  const raw = [date, cells.clock, cells.half].filter(Boolean).join(' ') || null;
  const bare = dayWithEmptyClock(date);
  if (clock === '') {
    return bare
      ? { day: readDay(bare, context, warnings), instant: null, raw }
      : { ...readDayAndInstant(date, context, warnings), raw };
  }
  const day = readDay(bare ?? date, context, warnings);
  if (day === null) return { day, instant: null, raw };
  const read = parseLocalDateTime(`${day} ${clock}`, context.timeZone, { order: 'ymd' });
  if (!read || read.precision === 'day') {
    if (!saysNothing.test(clock)) warnings.push('time.unreadable');
    return { day, instant: null, raw };
  }
  if (read.ambiguity !== 'none') warnings.push(`time.${read.ambiguity}`);
  // A clock with an offset of its own may be of the evening before, or of the morning after.
  return namesInstant(`${day} ${clock}`)
    ? { day: dayOfInstant(read.instant, context, warnings), instant: read.instant, raw }
    : { day, instant: read.instant, raw };
}

const saysNothing = /^(?:[-.?/\s]*|UNK(?:NOWN)?|N\/?A|NONE|NULL)$/i;

/** A clock cell as one text: the date a spreadsheet adds to it taken off, figures without a colon filled up, `a.m.` joined. */
function spellClock(clock: string, half: string): string {
  let text = clock.trim();
  if (text === '') return '';
  const dated = /^(?:1899-12-3[01]|1900-01-0[01]|1970-01-01|0?1\/0?1\/1900|12\/3[01]\/1899)[T ](.+)$/.exec(text);
  if (dated) text = dated[1]!.replace(/Z$|\.0+$/i, '');
  // A number column drops leading zeros: 5 is 00:05 and 930 is 09:30.
  if (/^\d{1,3}$/.test(text) && half === '') text = text.padStart(4, '0');
  if (/^0?\.\d+$|^0$/.test(text)) text = clockOfDayShare(Number(text));
  return half === '' ? text : `${text} ${half}`;
}

/** A time of day as a spreadsheet stores it. */
function clockOfDayShare(share: number): string {
  const minutes = Math.round(share * 1440) % 1440;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
