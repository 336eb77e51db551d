import type { Event } from '../../../src/model/evidence.ts';
import { dayNumber } from '../frame/format.ts';

/** What timeline, map, chart and list share: which events are shown, which is pointed at, which is selected, and which time. */
export interface LifeView {
  readonly events: readonly Event[];
  /** Events inside the time chosen. */
  readonly inTime: ReadonlySet<string>;
  readonly range: { from: number; to: number } | null;
  readonly selected: string | null;
  readonly hovered: string | null;
  /** Events that have to do with what is selected or pointed at. */
  readonly emphasised: ReadonlySet<string>;
  readonly hover: (id: string | null) => void;
  readonly select: (id: string | null) => void;
  readonly chooseRange: (range: { from: number; to: number } | null) => void;
}

export interface DatedEvent {
  readonly event: Event;
  readonly from: number | null;
  readonly to: number | null;
}

export function datedEvents(events: readonly Event[], timeZone: string): DatedEvent[] {
  return events.map((event) => ({ event, from: dayNumber(event.from, timeZone), to: dayNumber(event.to, timeZone) }));
}

export function isInTime({ from, to }: DatedEvent, range: { from: number; to: number } | null): boolean {
  if (range === null) return true;
  const start = from ?? to;
  if (start === null) return false;
  return start <= range.to && (to ?? start) >= range.from;
}

/** Entities an event speaks of. */
export function entitiesOf(event: Event): string[] {
  return [...event.people.map((person) => person.id), ...(event.place?.id == null ? [] : [event.place.id])];
}
