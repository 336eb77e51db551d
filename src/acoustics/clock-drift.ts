/**
 * Whether a sensor's clock is wrong, by how far its pulses lay from where the others put them, incident after incident.
 *
 * **Source.** Sound comes late by walls and never early; about a surveyed place the ways of a city scatter by 12.5 ms (Calhoun et al., Tech Note 098).
 * **Input.** Offsets in microseconds, the newest first, each the middle one of an incident. **Output.** What they say, with the middle offset.
 * **Limits.** A sensor that hears everything round one corner is late alike: late is a clock's only from 150 ms on. A clock off by more than
 * `offsetSearchMicroseconds` is not seen here; its pulses fit nothing and are in no shot.
 */
export type ClockVerdict =
  { readonly kind: 'unknown' } | { readonly kind: 'steady' | 'drifts'; readonly offsetMicroseconds: number };

/** How far about the expected arrival a sensor's pulse is looked for. */
export const offsetSearchMicroseconds = 1_000_000;
export const offsetsLookedAt = 8;
const offsetsMin = 5;
const earlyMax = -40_000;
const lateMax = 150_000;
/** Where a clock is off, half of the offsets or more lie so close together: a wall makes one late, a bullet's shock wave one early. */
const alikeMicroseconds = 60_000;
const alikeMin = 4;
const steadyMicroseconds = 30_000;

export function judgeClock(offsets: readonly number[]): ClockVerdict {
  if (offsets.length < offsetsMin) return { kind: 'unknown' };
  const sorted = offsets.slice(0, offsetsLookedAt).sort((a, b) => a - b);
  const alike = densest(sorted);
  const usual = middleOf(alike);
  const enough = alike.length >= alikeMin && 2 * alike.length >= sorted.length;
  if (enough && (usual < earlyMax || usual > lateMax)) return { kind: 'drifts', offsetMicroseconds: usual };
  const middle = middleOf(sorted);
  return Math.abs(middle) <= steadyMicroseconds ? { kind: 'steady', offsetMicroseconds: middle } : { kind: 'unknown' };
}

const middleOf = (sorted: readonly number[]) => sorted[Math.floor(sorted.length / 2)]!;

/** The most of sorted offsets that lie within the width in which a clock's do. */
function densest(sorted: readonly number[]): readonly number[] {
  let most: readonly number[] = [];
  sorted.forEach((first, from) => {
    const until = sorted.findLastIndex((each) => each - first <= alikeMicroseconds);
    if (until - from + 1 > most.length) most = sorted.slice(from, until + 1);
  });
  return most;
}
