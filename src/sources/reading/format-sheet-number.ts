/** How a number in a sheet is shown: that alone tells a date from an amount. */
export type NumberLook =
  | { kind: 'plain' }
  | { kind: 'date' }
  | { kind: 'date-time' }
  | { kind: 'time' }
  | { kind: 'duration' }
  /** A pattern such as 00000 or 000-00-0000, which gives a number its leading zeros. */
  | { kind: 'digits'; pattern: string };

const plain: NumberLook = { kind: 'plain' };

/** Built-in formats that have no text of their own in the file, ECMA-376 part 1, 18.8.30. */
const builtIn = new Map<number, NumberLook>();
for (const id of [14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58])
  builtIn.set(id, { kind: 'date' });
for (const id of [18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56]) builtIn.set(id, { kind: 'time' });
builtIn.set(22, { kind: 'date-time' });
builtIn.set(46, { kind: 'duration' });

/** How the built-in format of this number looks. */
export function builtInNumberLook(id: number): NumberLook {
  return builtIn.get(id) ?? plain;
}

/** Reads from a format code (`m/d/yyyy h:mm`, `00000`, `[h]:mm`) how numbers under it look. */
export function parseNumberLook(code: string): NumberLook {
  const firstSection = /^(?:"[^"]*"|\\.|[^;])*/.exec(code)?.[0] ?? '';
  if (/\[(?:h+|m+|s+)\]/i.test(firstSection)) return { kind: 'duration' };
  const bare = firstSection
    .replace(/\[[^\]]*\]/g, '')
    .replace(/"([^"]*)"/g, (_, literal: string) => (/^[-/ ().]*$/.test(literal) ? literal : 'x'))
    .replace(/[_*]./g, '');
  const digits = bare.replace(/\\(.)/g, '$1');
  if (/^[-/ ()0]+$/.test(digits) && digits.replace(/[^0]/g, '').length >= 2) return { kind: 'digits', pattern: digits };
  const letters = bare.replace(/\\./g, '').replace(/am\/pm|a\/p/gi, 'h');
  if (/general/i.test(letters)) return plain;
  const time = /[hs]/i.test(letters);
  if (/[yd]/i.test(letters) || (!time && /m/i.test(letters))) return { kind: time ? 'date-time' : 'date' };
  return time ? { kind: 'time' } : plain;
}

const dayMilliseconds = 86_400_000;
/** 31 December 9999 in the 1900 system, the last day that spreadsheets know. */
const lastDay = 2_958_465;
/** Days between the two date systems, ECMA-376 part 1, 18.17.4.1. */
const days1904 = 1462;

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

function clock(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const rest = milliseconds % 1000;
  const fraction = rest === 0 ? '' : `.${String(rest).padStart(3, '0')}`;
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}${fraction}`;
}

/**
 * Day of the 1900 system as an ISO date. The system counts a 29 February 1900 that never was (day 60) and shows day 0
 * as 0 January 1900: both come out as shown, so that whoever reads the date refuses it rather than takes another day.
 */
function isoDay(day: number): string {
  if (day === 0) return '1900-01-00';
  if (day === 60) return '1900-02-29';
  const real = day > 60 ? day - 25_569 : day - 25_568; // days from 1 January 1970
  const date = new Date(real * dayMilliseconds);
  return `${String(date.getUTCFullYear()).padStart(4, '0')}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
}

/** Numbers as a sheet shows them under "General", with all their digits and without an exponent. */
function plainNumber(text: string): string {
  if (/^-?\d+$/.test(text)) return text;
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return text;
  if (Number.isInteger(value) && Math.abs(value) < 1e21)
    return Math.abs(value) < 2 ** 53 ? String(value) : BigInt(value).toString();
  // Spreadsheets compute and show 15 digits; the 16th and 17th in the file are noise of binary fractions.
  const rounded = Number(value.toPrecision(15));
  const short = String(rounded);
  if (!short.includes('e')) return short;
  return rounded.toLocaleString('en', { useGrouping: false, maximumFractionDigits: 20, maximumSignificantDigits: 15 });
}

/**
 * Gives a number of a sheet as text: dates and times in ISO 8601, durations as h:mm:ss, digits with their leading zeros,
 * everything else as a plain decimal. `text` is the number as the file holds it.
 */
export function formatSheetNumber(text: string, look: NumberLook, dateSystem: '1900' | '1904'): string {
  if (look.kind === 'plain') return plainNumber(text);
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return text;
  if (look.kind === 'digits') return filledPattern(value, look.pattern) ?? plainNumber(text);
  const total = Math.round(value * dayMilliseconds);
  if (look.kind === 'duration') return value < 0 ? plainNumber(text) : clock(total);
  if (look.kind === 'time' && total >= 0 && total < dayMilliseconds) return clock(total);
  const shifted = total + (dateSystem === '1904' ? days1904 * dayMilliseconds : 0);
  const day = Math.floor(shifted / dayMilliseconds);
  if (shifted < 0 || day > lastDay) return plainNumber(text);
  const rest = shifted - day * dayMilliseconds;
  return rest === 0 && look.kind === 'date' ? isoDay(day) : `${isoDay(day)}T${clock(rest)}`;
}

function filledPattern(value: number, pattern: string): string | null {
  if (!Number.isSafeInteger(value) || value < 0) return null;
  const places = pattern.replace(/[^0]/g, '').length;
  const digits = String(value).padStart(places, '0');
  let next = digits.length - places; // digits beyond the pattern stand before its first place
  let filled = '';
  let first = true;
  for (const char of pattern) {
    if (char !== '0') filled += char;
    else {
      filled += first ? digits.slice(0, next + 1) : digits[next]!;
      first = false;
      next++;
    }
  }
  return filled;
}
