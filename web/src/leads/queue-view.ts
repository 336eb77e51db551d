import type { LeadGets, LeadSummary } from '../../../src/model/lead-answers.ts';

/** What a triage asks, worked on the leads that are loaded: by which to order them, and which to leave out. */
export const triageSorts = ['geography', 'events', 'time', 'solvability'] as const;
export type TriageSort = (typeof triageSorts)[number];
export const isTriageSort = (sort: string | undefined): sort is TriageSort => triageSorts.some((each) => each === sort);

export const eventFilters = ['fatal', 'shot', 'confirmed'] as const;
export const solvableFilters = ['purchaser', 'possessor', 'dealer', 'in-hand'] as const;

export interface TriageFilter {
  readonly place?: string | undefined;
  readonly events?: string | undefined;
  /** Days since the last event at most. */
  readonly within?: string | undefined;
  readonly solvable?: string | undefined;
}

const shots = ({ events: { fatal, nonFatal, shotsFired, other } }: LeadGets) => fatal + nonFatal + shotsFired + other;

export function fits({ gets }: Pick<LeadSummary, 'gets'>, filter: TriageFilter): boolean {
  const { geography, events, time, solvability } = gets;
  if (filter.place !== undefined && !geography.places.some(({ label }) => label === filter.place)) return false;
  if (filter.events === 'fatal' && events.fatal === 0) return false;
  if (filter.events === 'shot' && shots(gets) === 0) return false;
  if (filter.events === 'confirmed' && shots(gets) - events.unconfirmed <= 0) return false;
  if (filter.within !== undefined && (time.daysSince === null || time.daysSince > Number(filter.within))) return false;
  if (filter.solvable === 'purchaser' && solvability.purchaserKnown.numerator === 0) return false;
  if (filter.solvable === 'possessor' && solvability.possessorKnown.numerator === 0) return false;
  if (filter.solvable === 'dealer' && solvability.dealerKnown.numerator === 0) return false;
  if (filter.solvable === 'in-hand' && solvability.recovered === 0) return false;
  return true;
}

/** The leads that fit, in the order asked for; without one, in that of the server. */
export function triaged(
  leads: readonly LeadSummary[],
  filter: TriageFilter,
  sort: string | undefined,
): readonly LeadSummary[] {
  const kept = leads.filter((lead) => fits(lead, filter));
  if (!isTriageSort(sort)) return kept;
  const place = ({ gets }: LeadSummary) => gets.geography.places[0];
  const by: Record<TriageSort, (a: LeadSummary, b: LeadSummary) => number> = {
    geography: (a, b) =>
      Number(place(a) === undefined) - Number(place(b) === undefined) ||
      (place(a)?.label ?? '').localeCompare(place(b)?.label ?? '') ||
      (place(b)?.count ?? 0) - (place(a)?.count ?? 0),
    events: (a, b) => b.gets.events.points - a.gets.events.points,
    time: (a, b) => b.gets.time.points - a.gets.time.points,
    solvability: (a, b) => b.gets.solvability.points - a.gets.solvability.points,
  };
  return kept.toSorted((a, b) => by[sort](a, b));
}

/** Places the leads speak of, those of most leads first. */
export function placesOf(leads: readonly LeadSummary[]): { place: string; leads: number }[] {
  const counts = new Map<string, number>();
  for (const { gets } of leads)
    for (const { label } of gets.geography.places) counts.set(label, (counts.get(label) ?? 0) + 1);
  return [...counts]
    .map(([place, count]) => ({ place, leads: count }))
    .toSorted((a, b) => b.leads - a.leads || a.place.localeCompare(b.place));
}

/** How full each of the four marks is drawn, 0 to 3: to see at a glance, and never without the parts it stands for. */
export function getsLevels({ geography, events, time, solvability }: LeadGets): Record<TriageSort, 0 | 1 | 2 | 3> {
  const all = geography.places.reduce((sum, { count }) => sum + count, 0);
  const most = geography.places[0]?.count ?? 0;
  return {
    geography: all === 0 ? 0 : most === all ? 3 : most * 2 >= all ? 2 : 1,
    events: events.points >= 6 ? 3 : events.points >= 3 ? 2 : events.points > 0 ? 1 : 0,
    time: time.points > 0.5 ? 3 : time.points > 0.125 ? 2 : time.points > 0.02 ? 1 : 0,
    solvability: Math.min(3, Math.floor(solvability.points)) as 0 | 1 | 2 | 3,
  };
}

/** The leads between two of a list, both with it: for a range chosen with the shift key. */
export function between(leads: readonly number[], from: number, to: number): number[] {
  const [a, b] = [leads.indexOf(from), leads.indexOf(to)];
  return a < 0 || b < 0 ? [to] : leads.slice(Math.min(a, b), Math.max(a, b) + 1);
}
