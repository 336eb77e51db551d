/**
 * Geography, events, time and solvability of a NIBIN lead: what a triage meeting asks first.
 *
 * **Source.** GETS (Bureau of Justice Assistance), with the points of `triage-points.ts`. **Input.** The events that leads and hits tie together
 * with it, each once, what is recorded of each, and the firearms among them. **Output.** {@link NibinGets}: counts, and few points, each of
 * what stands beside it. **Limits.** A suspect or a plate nobody recorded is not known, never absent; of video and witnesses no source tells.
 * That a firearm is in hand says where it is now, not where it was between.
 */
import { metersBetween, type LonLat } from '../geo/meters-between.ts';
import type { NibinGets } from '../model/nibin-gets.ts';
import { shareOf } from '../model/share.ts';
import { daysBetween } from '../model/values/days-between.ts';
import { gravityPoints, recencyPoints } from '../model/values/triage-points.ts';

export interface TriagedEvent {
  readonly classification: string | null;
  /** YYYY-MM-DD. */
  readonly on: string | null;
  /** District, else town or state. */
  readonly place: string | null;
  /** A hit ties it, not a lead alone. */
  readonly confirmed: boolean;
  readonly suspectNamed: boolean;
  readonly plate: boolean;
}

export interface TriagedLead {
  /** Where the events of its own two ends were; a test fire has none. */
  readonly points: readonly (LonLat | null)[];
  readonly events: readonly TriagedEvent[];
  /** A cartridge case of a test fire is among what is tied: the firearm was in somebody's hands. */
  readonly testFired: boolean;
  /** First days its firearms came into custody. */
  readonly recoveredOn: readonly string[];
}

/** `today`: the day of the reader, YYYY-MM-DD. */
export function nibinGets({ points, events, testFired, recoveredOn }: TriagedLead, today: string): NibinGets {
  const [a = null, b = null] = points;
  const inHand = testFired || recoveredOn.length > 0;
  const first = recoveredOn.toSorted()[0];
  const suspectNamed = shareOf(events, (event) => event.suspectNamed || null);
  const plate = shareOf(events, (event) => event.plate || null);
  return {
    geography: { metersApart: a === null || b === null ? null : metersBetween(a, b), ...districtsOf(events) },
    events: gravityPoints(events),
    time: {
      ...recencyPoints(
        events.map(({ on }) => on),
        today,
      ),
      unknown: events.filter(({ on }) => on === null).length,
      escalation: escalationOf(events),
    },
    solvability: {
      suspectNamed,
      plate,
      firearmInHand: inHand || null,
      notTold: ['video', 'witness'],
      points: [suspectNamed.numerator > 0, plate.numerator > 0, inHand].filter(Boolean).length,
    },
    gun: !inHand
      ? 'not-recovered'
      : // Of the very day days do not say which was first.
        first !== undefined && events.some(({ on }) => on !== null && on > first)
        ? 'fired-since'
        : 'in-hand',
  };
}

function districtsOf(events: readonly TriagedEvent[]): Omit<NibinGets['geography'], 'metersApart'> {
  const known = events.flatMap(({ place }) => place ?? []);
  const districts = [...Map.groupBy(known, (place) => place)]
    .map(([label, of]) => ({ label, count: of.length }))
    .toSorted((x, y) => y.count - x.count || (x.label < y.label ? -1 : 1));
  const unknown = events.length - known.length;
  // Two that differ differ, whatever is not known of a third.
  const same = districts.length > 1 ? false : unknown > 0 || events.length < 2 ? null : true;
  return { districts, sameDistrict: same, unknown };
}

/** How fast event followed event, over the days that are known. */
function escalationOf(events: readonly TriagedEvent[]): NibinGets['time']['escalation'] {
  const days = events.flatMap(({ on }) => on ?? []).toSorted();
  const span = days.length < 2 ? 0 : daysBetween(days[0]!, days.at(-1)!);
  return span === 0 ? null : { events: days.length, days: span, perWeek: ((days.length - 1) * 7) / span };
}
