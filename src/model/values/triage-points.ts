/**
 * Points by which crime-gun units order what they work on: how grave the events are, and how recent the last.
 *
 * **Source.** GETS, the triage of NIBIN leads (Bureau of Justice Assistance). A fatal shooting counts three, one that wounded two, shots fired
 * one; recency is halved every fourteen days. **Input.** Events, each once; days YYYY-MM-DD. **Output.** Counts with the points they come to.
 * **Limits.** They order work: they are no probability, and of no person.
 */
import { daysBetween } from './days-between.ts';

const halfLifeDays = 14;

export interface GravityPoints {
  readonly fatal: number;
  readonly nonFatal: number;
  readonly shotsFired: number;
  readonly other: number;
  readonly unconfirmed: number;
  readonly points: number;
}

/** `confirmed`: a hit ties the event, not a lead alone. */
export function gravityPoints(
  events: readonly { readonly classification: string | null; readonly confirmed: boolean }[],
): GravityPoints {
  const count = (...classes: string[]) =>
    events.filter(({ classification }) => classes.includes(classification ?? '')).length;
  const fatal = count('fatal-shooting', 'homicide');
  const nonFatal = count('non-fatal-shooting');
  const shotsFired = count('shots-fired');
  return {
    fatal,
    nonFatal,
    shotsFired,
    other: events.length - fatal - nonFatal - shotsFired,
    unconfirmed: events.filter(({ confirmed }) => !confirmed).length,
    points: 3 * fatal + 2 * nonFatal + shotsFired,
  };
}

/** The last of some days until today, and the points of what is so many days past: one today, none where no day is known. */
export function recencyPoints(
  days: readonly (string | null)[],
  today: string,
): { readonly last: string | null; readonly daysSince: number | null; readonly points: number } {
  const last =
    days
      .filter((on) => on !== null && on <= today)
      .toSorted()
      .at(-1) ?? null;
  const daysSince = last === null ? null : daysBetween(last, today);
  return { last, daysSince, points: daysSince === null ? 0 : 0.5 ** (daysSince / halfLifeDays) };
}
