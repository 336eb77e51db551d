import type { Event } from '../model/evidence.ts';
import { localDay } from '../model/values/local-time.ts';

/** What the rest of its day follows from; of other events known by their day alone nothing says that they came first. */
const begins: ReadonlySet<Event['kind']> = new Set(['shipped', 'sold', 'stolen', 'incident', 'shooting']);

/** The day of an event by the agency's clock; an instant and a day are compared by it. */
export function dayOf(from: string, timeZone: string): string {
  return from.includes('T') ? localDay(from, timeZone) : from;
}

/**
 * Oldest first, undated ones before all: by the agency's day, and on one day by the clock. What is known by its day alone
 * stands after the clock times of that day, unless it is what the rest follows from.
 */
export function eventOrder(timeZone: string): (a: Event, b: Event) => number {
  const key = ({ from, kind, id }: Event): string[] => {
    if (from === null) return ['', '', '', id];
    const clock = from.includes('T');
    return [dayOf(from, timeZone), clock ? '1' : begins.has(kind) ? '0' : '2', from, id];
  };
  return (a, b) => {
    const [x, y] = [key(a), key(b)];
    const at = x.findIndex((part, index) => part !== y[index]);
    return at === -1 ? 0 : x[at]! < y[at]! ? -1 : 1;
  };
}
