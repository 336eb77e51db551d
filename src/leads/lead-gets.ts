/**
 * Geography, events, time and solvability of a lead: what a triage meeting asks first.
 *
 * **Source.** GETS, the triage of NIBIN leads (Bureau of Justice Assistance). Points as crime-gun units count them: a fatal shooting three, one
 * that wounded two, shots fired one; recency halved every fourteen days. **Input.** The evidence of a lead and what is recorded of the recoveries
 * of its firearms and of the shootings tied to them. **Output.** {@link LeadGets}: counts, and few points, each of what stands beside it.
 * **Limits.** Traces beyond the two hundred kept with a lead are not looked at. A place nobody recorded is counted as unknown, a shooting tied by
 * a lead of the laboratory is unconfirmed and counted as such.
 */
import type { LeadGets } from '../model/lead-answers.ts';
import type { LeadEvidence } from '../model/lead-evidence.ts';
import { shareOf } from '../model/share.ts';
import { gravityPoints, recencyPoints } from '../model/values/triage-points.ts';

/** A recovery of a firearm of the lead, or a shooting tied to it. */
export interface LeadPlaceEvent {
  readonly what: 'recovery' | 'shooting';
  readonly incident: string | null;
  readonly firearm: string;
  readonly on: string | null;
  /** District, else county or state; null where none is recorded. */
  readonly place: string | null;
  readonly classification: string | null;
  readonly tie: 'hit' | 'lead' | null;
}

const placesShown = 3;

/** `today`: the day of the reader, YYYY-MM-DD. */
export function leadGets(evidence: LeadEvidence, events: readonly LeadPlaceEvent[], today: string): LeadGets {
  return {
    geography: geographyOf(events),
    events: eventsOf(events.filter(({ what }) => what === 'shooting')),
    time: timeOf(evidence, events, today),
    solvability: solvabilityOf(evidence, events),
  };
}

function geographyOf(events: readonly LeadPlaceEvent[]): LeadGets['geography'] {
  const places = new Map<string, number>();
  for (const { place } of events) if (place !== null) places.set(place, (places.get(place) ?? 0) + 1);
  return {
    places: [...places]
      .map(([label, count]) => ({ label, count }))
      .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1))
      .slice(0, placesShown),
    unknown: events.filter(({ place }) => place === null).length,
  };
}

function eventsOf(shootings: readonly LeadPlaceEvent[]): LeadGets['events'] {
  // One incident counts once, however many firearms of the lead are tied to it; a hit tells it before a lead does.
  const each = new Map<string, LeadPlaceEvent>();
  for (const shooting of shootings) {
    const held = each.get(shooting.incident!);
    if (held === undefined || (held.tie === 'lead' && shooting.tie === 'hit')) each.set(shooting.incident!, shooting);
  }
  return gravityPoints(
    [...each.values()].map(({ classification, tie }) => ({ classification, confirmed: tie !== 'lead' })),
  );
}

function timeOf(evidence: LeadEvidence, events: readonly LeadPlaceEvent[], today: string): LeadGets['time'] {
  const recency = recencyPoints([evidence.to, ...events.map(({ on }) => on)], today);
  const times = evidence.traces.flatMap(({ days: each }) => (each === null || each < 0 ? [] : [each]));
  return {
    ...recency,
    fastestDays: times.length === 0 ? null : Math.min(...times),
  };
}

function solvabilityOf(evidence: LeadEvidence, events: readonly LeadPlaceEvent[]): LeadGets['solvability'] {
  const named = (of: (trace: LeadEvidence['traces'][number]) => unknown) =>
    shareOf(evidence.traces, (trace) => (of(trace) === null ? null : true));
  const purchaserKnown = named(({ purchaser }) => purchaser);
  const possessorKnown = named(({ possessor }) => possessor);
  const dealerKnown = named(({ dealer }) => dealer);
  const recovered = new Set(events.flatMap(({ what, firearm }) => (what === 'recovery' ? [firearm] : []))).size;
  return {
    purchaserKnown,
    possessorKnown,
    dealerKnown,
    persons: evidence.persons.length,
    recovered,
    points: [purchaserKnown.numerator, possessorKnown.numerator, dealerKnown.numerator, recovered].filter(
      (count) => count > 0,
    ).length,
  };
}
