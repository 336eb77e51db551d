import type { Event } from '../model/evidence.ts';
import type { LifeCut } from '../model/life.ts';
import { recoveryDaysDiffer } from './merge-alike.ts';
import { daysBetween } from '../model/values/days-between.ts';

/** Events between which somebody may have had the firearm without a record of it. */
const custodyEvents = new Set<Event['kind']>(['manufactured', 'shipped', 'sold', 'stolen', 'shooting', 'recovered']);

/**
 * Between two events of custody, the time nobody recorded; before the first one known, an interval without a start. None is
 * told that records which were not read may fill.
 */
export function unrecordedTime(
  events: readonly Event[],
  cut: LifeCut | null,
  unreadDays: readonly string[],
): readonly Event[] {
  // A shooting that was not read may lie anywhere.
  if (cut && cut.links.length > 0) return [];
  const custody = events.filter(
    (event) => custodyEvents.has(event.kind) && event.from !== null && event.status === 'ACTIVE',
  );
  const intervals: Event[] = [];
  const known = custody.findIndex((event) => event.kind === 'sold');
  custody.forEach((event, at) => {
    const before = custody[at - 1];
    const to = event.from!.slice(0, 10);
    if (!before) {
      if (cut === null && !tradeEvents.has(event.kind)) intervals.push(interval(null, to, event));
      return;
    }
    const from = before.from!.slice(0, 10);
    // One recovery told on two days: between them is nothing.
    if (event.conflict === recoveryDaysDiffer && before.conflict === recoveryDaysDiffer) return;
    // Between factory, distributor and dealer the licensees' own books record it.
    const inTrade = known >= 0 && at <= known && tradeEvents.has(before.kind);
    if (from === to || inTrade || unreadDays.some((unread) => unread >= from && unread <= to)) return;
    intervals.push(interval(from, to, event, before));
  });
  return intervals;
}

const tradeEvents = new Set<Event['kind']>(['manufactured', 'shipped', 'sold']);

/** Statuses of the property room that say the firearm left it, as they begin. */
const released = /^(?:RELEASED|RETURNED)\b/i;

/** And that it is gone. */
const destroyed = /^DESTROYED\b/i;

/** What is known of where it was from one event on: after a recovery it is held until somebody lets it go. */
function whereAfter(before: Event | undefined): 'unknown' | 'custody' | 'released' | 'destroyed' {
  if (before?.kind !== 'recovered') return 'unknown';
  const status = String(before.detail['status'] ?? '').trim();
  return released.test(status) ? 'released' : destroyed.test(status) ? 'destroyed' : 'custody';
}

function interval(from: string | null, to: string, until: Event, before?: Event): Event {
  const days = from === null ? null : daysBetween(from, to);
  const after = whereAfter(before);
  const length = `for ${days} day${days === 1 ? '' : 's'}`;
  return {
    id: '',
    kind: 'unknown-interval',
    from,
    to,
    days,
    title:
      days === null
        ? 'Nobody recorded where it was before'
        : after === 'released'
          ? `Released; nobody recorded where it was ${length}`
          : after === 'destroyed'
            ? `Recorded as destroyed; nobody recorded where it was ${length}`
            : after === 'custody'
              ? `In custody or released, nobody recorded which, ${length}`
              : `Nobody recorded where it was ${length}`,
    place: null,
    people: [],
    basis: 'DERIVED_RULE',
    tie: null,
    status: 'ACTIVE',
    conflict: null,
    sources: [],
    handling: [],
    // An interval that ends at an unconfirmed lead is only as sure as the lead.
    detail: {
      until: until.kind,
      untilTie: until.tie,
      after: after === 'unknown' ? null : after,
      recoveryStatus: after === 'unknown' ? null : (before!.detail['status'] ?? null),
    },
  };
}
