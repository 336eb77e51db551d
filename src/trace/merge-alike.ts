import type { Event, PlaceRef } from '../model/evidence.ts';

/** An event as one record tells it. */
export interface ToldEvent extends Event {
  /** Who took part, by the part played: who gave and who took the firearm, who lost it. A part nobody is named for is left out. */
  readonly parties?: Readonly<Record<string, string>>;
}

interface Kept {
  readonly event: Event;
  parties: Readonly<Record<string, string>>;
  readonly counties: Set<string>;
}

/**
 * Sources that tell the same event make one event with several sources: same kind, same day, and for every part that both
 * name somebody for, the same entity. Two people for one part are two events, however alike the rest is: which of them it
 * was is not for a program to say. What fits two events that differ joins neither.
 */
export function mergeAlike(told: readonly ToldEvent[]): Event[] {
  const kept: Kept[] = [];
  // Those that name most come first: otherwise a source that names nobody could tie two that differ together.
  const named = (event: ToldEvent) => Object.keys(event.parties ?? {}).length;
  for (const { parties = {}, ...event } of told.toSorted((a, b) => named(b) - named(a))) {
    const alike = kept.filter((other) => sameEvent(other.event, event) && sameParties(other.parties, parties));
    const twin = alike.find((other) => equalParties(other.parties, parties)) ?? (alike.length === 1 ? alike[0] : null);
    if (twin) join(twin, event, parties);
    else
      kept.push({
        event: { ...event, people: [...event.people], sources: [...event.sources] },
        parties,
        counties: new Set(event.place?.county === undefined ? [] : [event.place.county]),
      });
  }
  return kept.map(({ event, counties }) =>
    // Licences of several counties for one sale say nothing of where it was.
    counties.size > 1 && event.place?.precision === 'county' ? { ...event, place: null } : event,
  );
}

function join(twin: Kept, event: Event, parties: Kept['parties']): void {
  const into = twin.event;
  if (into.kind === 'recovered' && differentPossessors(into, event)) into.conflict = possessorsDiffer;
  twin.parties = { ...parties, ...twin.parties };
  if (event.place?.county !== undefined) twin.counties.add(event.place.county);
  into.place = better(into.place, event.place);
  for (const person of event.people)
    if (!into.people.some((each) => each.id === person.id && each.role === person.role)) into.people.push(person);
  for (const source of event.sources)
    if (!into.sources.some((each) => each.record === source.record)) into.sources.push(source);
  into.handling = [...new Set([...into.handling, ...event.handling])];
  into.detail = {
    ...event.detail,
    ...Object.fromEntries(Object.entries(into.detail).filter(([, value]) => value !== null)),
  };
}

export const possessorsDiffer = 'the sources name different possessors';

/** One firearm taken on one day was taken once; who had it, the sources may tell differently. */
function differentPossessors(a: Event, b: Event): boolean {
  const [these, those] = [a, b].map((event) => event.people.filter((each) => each.role === 'possessor'));
  return these!.length > 0 && those!.length > 0 && !these!.some((each) => those!.some((other) => other.id === each.id));
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

function sameParties(a: Kept['parties'], b: Kept['parties']): boolean {
  return Object.entries(a).every(([part, who]) => b[part] === undefined || b[part] === who);
}

function equalParties(a: Kept['parties'], b: Kept['parties']): boolean {
  return sameParties(a, b) && Object.keys(a).length === Object.keys(b).length && sameParties(b, a);
}

/** A place with coordinates says more than one without. */
function better(a: PlaceRef | null, b: PlaceRef | null): PlaceRef | null {
  if (a === null || b === null) return a ?? b;
  return a.point === null && b.point !== null ? b : a;
}
