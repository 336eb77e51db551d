import type { Event, PlaceRef } from '../model/evidence.ts';

/** Sources that tell the same event make one event with several sources: same kind, same day, same people where both name any. */
export function mergeAlike(events: readonly Event[]): Event[] {
  const merged: Event[] = [];
  const counties = new Map<Event, Set<string>>();
  for (const event of events) {
    const twin = merged.find((other) => sameEvent(other, event));
    const kept = twin ?? { ...event };
    const named = counties.get(kept) ?? new Set();
    counties.set(kept, event.place?.county === undefined ? named : named.add(event.place.county));
    if (!twin) {
      merged.push(kept);
      continue;
    }
    twin.place = better(twin.place, event.place);
    for (const person of event.people)
      if (!twin.people.some((each) => each.id === person.id && each.role === person.role)) twin.people.push(person);
    for (const source of event.sources)
      if (!twin.sources.some((each) => each.record === source.record)) twin.sources.push(source);
    twin.handling = [...new Set([...twin.handling, ...event.handling])];
    twin.detail = {
      ...event.detail,
      ...Object.fromEntries(Object.entries(twin.detail).filter(([, value]) => value !== null)),
    };
  }
  // Licences of several counties for one sale say nothing of where it was.
  for (const [event, of] of counties) if (of.size > 1 && event.place?.precision === 'county') event.place = null;
  return merged;
}

function sameEvent(a: Event, b: Event): boolean {
  if (a.kind !== b.kind || a.from !== b.from) return false;
  // Two trace results, requests or test fires of one day are two; so are two shootings.
  if (a.kind === 'traced') return a.detail['trace'] === b.detail['trace'];
  if (a.kind === 'trace-requested') return a.detail['request'] === b.detail['request'];
  if (a.kind === 'test-fired') return a.detail['ibis'] === b.detail['ibis'];
  if (a.kind === 'shooting') return a.people[0]?.id === b.people[0]?.id && a.status === b.status;
  return true;
}

/** A place with coordinates says more than one without. */
function better(a: PlaceRef | null, b: PlaceRef | null): PlaceRef | null {
  if (a === null || b === null) return a ?? b;
  return a.point === null && b.point !== null ? b : a;
}
