import type { Event } from '../model/evidence.ts';
import { mergeAlike, type ToldEvent } from '../trace/merge-alike.ts';
import { dayOf } from './event-order.ts';

/** What befalls one firearm: several source rows may tell of it. */
const ofOneFirearm: ReadonlySet<Event['kind']> = new Set([
  'shipped',
  'sold',
  'stolen',
  'recovered',
  'test-fired',
  'trace-requested',
  'traced',
]);

/**
 * Events as several records tell them, those of one firearm merged as on its own page: each with all its sources. Records
 * are merged by the day; where some of them give a clock, the earliest is kept.
 */
export function mergeSources(told: readonly ToldEvent[], timeZone: string): Event[] {
  const byFirearm = Map.groupBy(told, (event) => {
    const firearms = event.people.filter((each) => each.kind === 'firearm');
    return ofOneFirearm.has(event.kind) && firearms.length === 1 ? firearms[0]!.id : null;
  });
  return [...byFirearm].flatMap(([firearm, events]) =>
    firearm === null
      ? events.map(({ parties: _, ...event }) => event)
      : mergeAlike(
          events.map((event) => ({ ...event, from: event.from === null ? null : dayOf(event.from, timeZone) })),
        ).map(({ event }) => ({ ...event, from: clockOf(event, events, timeZone) ?? event.from })),
  );
}

function clockOf(merged: Event, told: readonly Event[], timeZone: string): string | null {
  const clocks = told.flatMap(({ kind, from, sources }) =>
    kind === merged.kind &&
    from?.includes('T') &&
    dayOf(from, timeZone) === merged.from &&
    sources.some(({ record }) => merged.sources.some((each) => each.record === record))
      ? from
      : [],
  );
  return clocks.toSorted()[0] ?? null;
}
