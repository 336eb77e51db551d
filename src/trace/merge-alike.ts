import type { Event, Participant, PlaceRef } from '../model/evidence.ts';
import { daysBetween } from '../model/values/days-between.ts';
import { partiesContradict, tellDifferently, type Parties } from './parties-contradict.ts';

/** An event as one record tells it. */
export interface ToldEvent extends Event {
  /** Who took part, by the part played. A part nobody is named for is left out. */
  readonly parties?: Parties;
}

/** An event, and who took part in it by each of the records that tell it. */
export interface MergedEvent {
  readonly event: Event;
  readonly told: Parties[];
}

interface Kept extends MergedEvent {
  readonly counties: Set<string>;
  /** Which other tellings of the day the first of these contradicts. */
  readonly against: string;
}

/**
 * Sources that tell the same event make one event with several sources: same kind, same day, and nobody named differently
 * for any part. Two people for one part are two events, however alike the rest is: which of them it was is not for a program
 * to say. What fits two events that differ joins neither. Which event one without a day is, `joinUndated` says.
 */
export function mergeAlike(told: readonly ToldEvent[]): MergedEvent[] {
  const kept: Kept[] = [];
  const tellings = [...Map.groupBy(told, (event) => `${event.kind} ${event.from}`).values()].flatMap(tellingsOfDay);
  // Those that contradict most come first: otherwise a source that fits both could tie two that differ together.
  for (const { event, parties, against } of tellings.toSorted((a, b) => b.against.length - a.against.length)) {
    const alike = kept.filter((other) => sameEvent(other.event, event) && !keepsApart(other, event, parties));
    const twin =
      alike.find((other) => other.told.some((each) => sameEntities(each, parties))) ??
      alike.find((other) => other.against === against.join()) ??
      (alike.length === 1 ? alike[0] : null);
    if (twin) join(twin, event, parties);
    else
      kept.push({
        event: { ...event, people: [...event.people], sources: [...event.sources] },
        told: [parties],
        counties: new Set(event.place?.county === undefined ? [] : [event.place.county]),
        against: against.join(),
      });
  }
  return joinUndated(joinRecoveriesOfCase(kept)).map(({ event, told: by, counties }) => ({
    // Licences of several counties for one sale say nothing of where it was.
    event: counties.size > 1 && event.place?.precision === 'county' ? { ...event, place: null } : event,
    told: by,
  }));
}

/** The tellings of one kind and day, those that name most first, each with the places of those it contradicts. */
function tellingsOfDay(told: readonly ToldEvent[]): { event: Event; parties: Parties; against: number[] }[] {
  const named = ({ parties = {} }: ToldEvent) => Object.values(parties).filter((of) => of.length > 0).length;
  const ordered = told.toSorted((a, b) => named(b) - named(a));
  return ordered.map(({ parties = {}, ...event }) => ({
    event,
    parties,
    against: ordered.flatMap((other, at) => (tellDifferently(other.parties ?? {}, parties) ? at : [])),
  }));
}

const contradicts = (kept: MergedEvent, parties: Parties) => kept.told.some((each) => tellDifferently(each, parties));

/** One firearm taken on one day was taken once, whoever had it; all else with others in it is another event. */
const keepsApart = (kept: MergedEvent, event: Event, parties: Parties) =>
  event.kind !== 'recovered' && contradicts(kept, parties);

export const recoveryDaysDiffer = 'the sources differ on the day of this recovery';

/**
 * What bears one case number is one recovery. Told on two days that follow on each other it is of the first: it was before
 * midnight. On days further apart one is wrong, and which, nobody can say.
 */
function joinRecoveriesOfCase(kept: readonly Kept[]): Kept[] {
  const recoveries = kept.filter(({ event }) => event.kind === 'recovered' && event.from !== null);
  const gone = new Set<Kept>();
  const ordered = recoveries.toSorted((a, b) => (a.event.from! < b.event.from! ? -1 : 1));
  ordered.forEach((first, at) => {
    for (const later of ordered.slice(at + 1)) {
      if (gone.has(first) || gone.has(later) || !sameCase(first.event, later.event)) continue;
      const days = daysBetween(first.event.from!, later.event.from!);
      if (days === 0) continue;
      if (days === 1) {
        for (const parties of later.told) join(first, later.event, parties);
        gone.add(later);
      } else for (const { event } of [first, later]) event.conflict = recoveryDaysDiffer;
    }
  });
  return kept.filter((each) => !gone.has(each));
}

const sameCase = (a: Event, b: Event) => casesOf(a).some((each) => casesOf(b).includes(each));

/**
 * An event without a day is the dated one of its kind that it may be, where there is one alone and it names nobody else: of
 * recoveries one of the same case, of sales any, of shipments one that names one of the same.
 */
function joinUndated(kept: readonly Kept[]): Kept[] {
  return kept.filter((undated) => {
    const mayBe = undated.event.from === null ? undatedJoins[undated.event.kind] : undefined;
    if (mayBe === undefined) return true;
    const [dated, ...more] = kept.filter(
      (other) => other.event.kind === undated.event.kind && other.event.from !== null && mayBe(other, undated),
    );
    if (!dated || more.length > 0 || undated.told.some((parties) => contradicts(dated, parties))) return true;
    for (const parties of undated.told) join(dated, undated.event, parties);
    return false;
  });
}

const undatedJoins: Partial<Record<Event['kind'], (dated: Kept, undated: Kept) => boolean>> = {
  recovered: ({ event }, undated) => sameCase(event, undated.event),
  sold: () => true,
  shipped: ({ told }, undated) => told.some((a) => undated.told.some((b) => namesAlike(a, b))),
};

/** Whether both name the same for some part. */
const namesAlike = (a: Parties, b: Parties) =>
  Object.entries(a).some(([part, named]) =>
    named.some((x) => (b[part] ?? []).some((y) => x.id === y.id || !partiesContradict(x, y))),
  );

const casesOf = (recovered: Event) =>
  recovered.people.filter((each) => each.kind === 'incident' && each.role === 'recovery').map((each) => each.id);

/**
 * Whether one listed already is this one: the same, or named alike in the same part and contradicted by nothing, where a
 * record that says less of somebody was not joined.
 */
const listedAs = (listed: Participant, person: Participant, told: readonly Parties[]) => {
  if (listed.role !== person.role) return false;
  if (listed.id === person.id) return true;
  if (listed.kind !== person.kind || listed.label !== person.label) return false;
  const saidOf = ({ id, role }: Participant) =>
    told.flatMap((parties) => parties[role] ?? []).filter((party) => party.id === id);
  const [ours, theirs] = [saidOf(listed), saidOf(person)];
  return ours.length > 0 && theirs.length > 0 && !ours.some((a) => theirs.some((b) => partiesContradict(a, b)));
};

function join(twin: Kept, event: Event, parties: Parties): void {
  const into = twin.event;
  if (into.kind === 'recovered' && contradicts(twin, parties)) into.conflict = possessorsDiffer;
  twin.told.push(parties);
  if (event.place?.county !== undefined) twin.counties.add(event.place.county);
  into.place = better(into.place, event.place);
  for (const person of event.people)
    if (!into.people.some((each) => listedAs(each, person, twin.told))) into.people.push(person);
  for (const source of event.sources)
    if (!into.sources.some((each) => each.record === source.record)) into.sources.push(source);
  into.handling = [...new Set([...into.handling, ...event.handling])];
  into.detail = {
    ...event.detail,
    ...Object.fromEntries(Object.entries(into.detail).filter(([, value]) => value !== null)),
  };
}

export const possessorsDiffer = 'the sources differ on the possessor';

function sameEvent(a: Event, b: Event): boolean {
  if (a.kind !== b.kind || a.from !== b.from) return false;
  // Two trace results, requests or test fires of one day are two; so are two shootings.
  if (a.kind === 'traced') return a.detail['trace'] === b.detail['trace'];
  if (a.kind === 'trace-requested') return a.detail['request'] === b.detail['request'];
  if (a.kind === 'test-fired') return a.detail['ibis'] === b.detail['ibis'];
  if (a.kind === 'shooting') return a.people[0]?.id === b.people[0]?.id && a.status === b.status;
  if (a.kind === 'recovered' && a.from === null) return casesOf(a).join() === casesOf(b).join();
  return true;
}

function sameEntities(a: Parties, b: Parties): boolean {
  const idsOf = (parties: Parties) =>
    Object.entries(parties)
      .flatMap(([part, named]) => named.map((each) => `${part} ${each.id}`))
      .sort()
      .join();
  return idsOf(a) === idsOf(b);
}

/** A place with coordinates says more than one without. */
function better(a: PlaceRef | null, b: PlaceRef | null): PlaceRef | null {
  if (a === null || b === null) return a ?? b;
  return a.point === null && b.point !== null ? b : a;
}
