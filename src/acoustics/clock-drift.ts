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
/** Most of the offsets lie so close together where a clock makes them. */
const alikeMicroseconds = 40_000;
const alikeShare = 0.7;
const steadyMicroseconds = 30_000;

export function judgeClock(offsets: readonly number[]): ClockVerdict {
  if (offsets.length < offsetsMin) return { kind: 'unknown' };
  const sorted = offsets.slice(0, offsetsLookedAt).sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)]!;
  const alike =
    sorted.filter((each) => Math.abs(each - middle) <= alikeMicroseconds).length >= alikeShare * sorted.length;
  if (alike && (middle < earlyMax || middle > lateMax)) return { kind: 'drifts', offsetMicroseconds: middle };
  return Math.abs(middle) <= steadyMicroseconds ? { kind: 'steady', offsetMicroseconds: middle } : { kind: 'unknown' };
}
