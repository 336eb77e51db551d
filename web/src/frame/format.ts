import type { Language } from './words.tsx';

/** Days, instants and lengths of time in the reader's language: 24 hours, the agency's zone, shown. */
export interface Formats {
  readonly day: (text: string) => string;
  readonly shortDay: (text: string) => string;
  readonly month: (text: string) => string;
  readonly moment: (text: string) => string;
  readonly dayOrMoment: (text: string) => string;
  readonly number: (value: number) => string;
  readonly bytes: (value: number) => string;
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const instantPattern = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** A day of the calendar, at its start in UTC; null for a text written otherwise, or a day there is not, as 30 February. */
function timeOfDay(text: string): Date | null {
  const time = dayPattern.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return time?.toJSON()?.slice(0, 10) === text ? time : null;
}

/** An instant as the server writes one; null for a text written otherwise: it is shown as it is, never guessed to be a time. */
export function timeOfInstant(text: string): Date | null {
  const day = instantPattern.exec(text)?.[1];
  const time = day !== undefined && timeOfDay(day) !== null ? new Date(text) : null;
  return time === null || Number.isNaN(time.getTime()) ? null : time;
}

/** Days since 1970-01-01 of a local day or, in the zone given, of an instant; null for anything else. */
export function dayNumber(text: string | null, timeZone: string): number | null {
  if (text === null) return null;
  const time = timeOfDay(localDay(text, timeZone) ?? text);
  return time === null ? null : time.getTime() / 86_400_000;
}

/** The local day of an instant, YYYY-MM-DD. */
export function localDay(instant: string, timeZone: string): string | null {
  const time = timeOfInstant(instant);
  if (time === null) return null;
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(time);
}

export function dayText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}

const made = new Map<string, Formats & { timeZone: string }>();

/** The formats of a language and zone, made once: making them takes longer than a row of a list has. */
export function formatsOf(language: Language, timeZone: string): Formats & { timeZone: string } {
  const key = `${language} ${timeZone}`;
  const formats = made.get(key) ?? makeFormats(language, timeZone);
  made.set(key, formats);
  return formats;
}

export function makeFormats(language: Language, timeZone: string): Formats & { timeZone: string } {
  const locale = language === 'es' ? 'es-US' : 'en-GB';
  const dayFormat = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const shortFormat = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  const monthFormat = new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' });
  const momentFormat = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    timeZone,
  });
  const zoneFormat = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short', timeZone });
  const numberFormat = new Intl.NumberFormat(language === 'es' ? 'es-US' : 'en-US');
  const ofDay = (format: Intl.DateTimeFormat, text: string) => {
    const time = timeOfDay(localDay(text, timeZone) ?? text);
    return time === null ? text : format.format(time);
  };
  const moment = (text: string) => {
    const time = timeOfInstant(text);
    if (time === null) return text;
    // British order with American zone names: "29 Jan 2024, 23:41 EST", not "GMT-5".
    const zone = zoneFormat.formatToParts(time).find((part) => part.type === 'timeZoneName')?.value;
    return momentFormat
      .formatToParts(time)
      .map((part) => (part.type === 'timeZoneName' ? (zone ?? part.value) : part.value))
      .join('');
  };
  return {
    timeZone,
    day: (text) => ofDay(dayFormat, text),
    shortDay: (text) => ofDay(shortFormat, text),
    month: (text) => ofDay(monthFormat, text),
    moment,
    dayOrMoment: (text) => (dayPattern.test(text) ? ofDay(dayFormat, text) : moment(text)),
    number: (value) => numberFormat.format(value),
    bytes: (value) => {
      const units = ['B', 'kB', 'MB', 'GB'];
      let size = value;
      let unit = 0;
      while (size >= 1000 && unit < units.length - 1) {
        size /= 1000;
        unit += 1;
      }
      return `${numberFormat.format(Number(size.toFixed(size < 10 && unit > 0 ? 1 : 0)))} ${units[unit]}`;
    },
  };
}
