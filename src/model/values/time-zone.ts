/**
 * How far a time zone is ahead of UTC at an instant, fast enough to ask for every row of an import.
 *
 * **Source.** The IANA time zone database carried by the runtime, asked through Intl.DateTimeFormat (ECMA-402).
 * **Input.** IANA zone name, milliseconds since 1970. **Output.** Milliseconds ahead of UTC.
 * **Limits.** Intl takes about two microseconds to answer, so each zone and year is sampled every ten days once, the
 * changes found by halving to the second, and remembered. Two changes within ten days that cancel out would be missed; the
 * database holds none after 1900.
 */

interface YearOffsets {
  from: number;
  until: number;
  /** Offset at the beginning of the year. */
  first: number;
  /** Instants of change and the offset from each on. */
  changes: readonly { at: number; offset: number }[];
}

interface Zone {
  formatter: Intl.DateTimeFormat;
  years: Map<number, YearOffsets>;
  latest: YearOffsets | null;
}

const TEN_DAYS = 864_000_000;
const ZONES = new Map<string, Zone>();
const NOT_ZONES = new Set<string>();
const FIXED_OFFSET = /^[+-]?\d/;
const FORMATTED = /^(\d+)\/(\d+)\/(\d+), (\d+):(\d+):(\d+)$/;

/** True for the name of an IANA time zone, such as America/New_York. */
export function isTimeZone(name: string): boolean {
  if (ZONES.has(name)) return true;
  if (NOT_ZONES.has(name) || name === '' || FIXED_OFFSET.test(name)) return false;
  try {
    ZONES.set(name, { formatter: formatterOf(name), years: new Map(), latest: null });
    return true;
  } catch {
    // Bounded, so that a column of names mistaken for zones does not fill the memory.
    if (NOT_ZONES.size < 1000) NOT_ZONES.add(name);
    return false;
  }
}

/** Milliseconds by which `zone` is ahead of UTC at `instant`. Throws RangeError for what is no zone. */
export function offsetAt(zone: string, instant: number): number {
  const known = ZONES.get(zone) ?? zoneOf(zone);
  let year = known.latest;
  if (year === null || instant < year.from || instant >= year.until) {
    year = yearOf(known, new Date(instant).getUTCFullYear());
    known.latest = year;
  }
  let offset = year.first;
  for (const change of year.changes) {
    if (instant < change.at) break;
    offset = change.offset;
  }
  return offset;
}

function zoneOf(name: string): Zone {
  if (!isTimeZone(name)) {
    throw new RangeError(`expected an IANA time zone such as America/New_York, got "${name}": set the agency's zone`);
  }
  return ZONES.get(name)!;
}

function formatterOf(name: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone: name,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}

function yearOf(zone: Zone, year: number): YearOffsets {
  const known = zone.years.get(year);
  if (known) return known;
  const from = Date.UTC(year, 0, 1);
  const until = Date.UTC(year + 1, 0, 1);
  const first = askOffset(zone.formatter, from);
  const changes: { at: number; offset: number }[] = [];
  let offset = first;
  for (let start = from; start < until; start += TEN_DAYS) {
    const end = Math.min(start + TEN_DAYS, until);
    const next = askOffset(zone.formatter, end);
    if (next !== offset) changes.push({ at: findChange(zone.formatter, start, end), offset: next });
    offset = next;
  }
  const found: YearOffsets = { from, until, first, changes };
  zone.years.set(year, found);
  return found;
}

/** First whole second at which the offset differs from that at `start`. */
function findChange(formatter: Intl.DateTimeFormat, start: number, end: number): number {
  const offset = askOffset(formatter, start);
  let [low, high] = [start, end];
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2000) * 1000;
    if (askOffset(formatter, middle) === offset) low = middle;
    else high = middle;
  }
  return high;
}

function askOffset(formatter: Intl.DateTimeFormat, instant: number): number {
  const match = FORMATTED.exec(formatter.format(instant));
  if (!match) throw new RangeError(`expected a time within the years 1 to 9999, got ${instant} milliseconds`);
  const [, month, day, year, hour, minute, second] = match.map(Number) as number[];
  const wall = Date.UTC(year!, month! - 1, day!, hour!, minute!, second!);
  return wall - Math.floor(instant / 1000) * 1000;
}
