/**
 * What is told of a case that ballistics ties to a firearm: its day, what it was, and where.
 *
 * **Source.** Rows of the case, each with the part the case plays in it: the incident itself, its victims, the entries of
 * its cartridge cases, leads and hits that name it, alerts and calls that bear its number.
 * **Input.** What each row in force says. **Output.** One telling, the same in whatever order the rows came in.
 * **Limits.** A case is dated by rows that tell when it happened: of the incident, else of victims, else of entries, leads
 * and hits, else of alerts and calls. The day of an arrest, a recovery or a trace is another day, and so is the day a lead
 * was issued. Days more than one apart are told as differing. Of several offenses the gravest is told, the others beside it.
 */
import type { PlaceRef } from '../model/evidence.ts';
import { daysBetween } from '../model/values/days-between.ts';

export interface IncidentRow {
  /** The part the case plays in the row. */
  readonly role: string | null;
  readonly seenOn: string | null;
  readonly classification: string | null;
  readonly description: string | null;
  readonly cartridgeCases: number | null;
  readonly place: PlaceRef | null;
  /** Police district of the place, as written. */
  readonly district: string | null;
}

export interface ToldIncident {
  readonly on: string | null;
  /** What the rows say differently of its day; null where they agree. */
  readonly dayConflict: string | null;
  readonly classification: string | null;
  readonly description: string | null;
  readonly otherOffenses: readonly string[];
  readonly cartridgeCases: number | null;
  readonly place: PlaceRef | null;
  /** As the rows write it that say best where it was; of several that most of these give, of equals the first by name. */
  readonly district: string | null;
}

/** Roles that tell when a case happened, those that say it best first. */
const datingRoles = [
  ['incident', 'occurrence'],
  ['victim'],
  ['ballistic-scene', 'ballistic-event', 'ballistic-a', 'ballistic-b'],
  ['alert', 'call'],
] as const;

const rankOf = (role: string | null) => {
  const rank = datingRoles.findIndex((roles) => (roles as readonly (string | null)[]).includes(role));
  return rank < 0 ? datingRoles.length : rank;
};

const gravity = ['fatal-shooting', 'homicide', 'non-fatal-shooting', 'shots-fired', 'robbery', 'assault'];
function gravityOf({ classification }: IncidentRow): number {
  if (classification === null) return gravity.length + 1;
  return gravity.includes(classification) ? gravity.indexOf(classification) : gravity.length;
}

export function tellIncident(rows: readonly IncidentRow[]): ToldIncident {
  // An alert is put down when it is heard, a case when it happened: only what tells of the case itself can contradict.
  const dated = rows.filter((row) => row.seenOn !== null && rankOf(row.role) < datingRoles.length);
  const ordered = dated.toSorted((a, b) => rankOf(a.role) - rankOf(b.role) || (a.seenOn! < b.seenOn! ? -1 : 1));
  const days = [...new Set(dated.filter((row) => rankOf(row.role) < 3).map((row) => row.seenOn!))].sort();
  const offenses = rows
    .filter((row) => row.classification !== null || row.description !== null)
    .toSorted((a, b) => gravityOf(a) - gravityOf(b) || textOf(a).localeCompare(textOf(b)));
  const [told] = offenses;
  const placed = rows
    .filter((row) => row.place !== null)
    .toSorted(
      (a, b) =>
        rankOf(a.role) - rankOf(b.role) ||
        Number(a.place!.point === null) - Number(b.place!.point === null) ||
        a.place!.label.localeCompare(b.place!.label),
    );
  const counts = rows.flatMap((row) => row.cartridgeCases ?? []);
  return {
    on: ordered[0]?.seenOn ?? null,
    dayConflict:
      days.length > 1 && daysBetween(days[0]!, days.at(-1)!) > 1 ? `${shootingDaysDiffer}: ${days.join(', ')}` : null,
    classification: told?.classification ?? null,
    description: told?.description ?? null,
    otherOffenses: [...new Set(offenses.flatMap((row) => row.description ?? []))].filter(
      (each) => each !== told?.description,
    ),
    cartridgeCases: counts.length === 0 ? null : Math.max(...counts),
    place: placed[0]?.place ?? null,
    district: districtOf(rows),
  };
}

function districtOf(rows: readonly IncidentRow[]): string | null {
  const named = rows.filter(({ district }) => district !== null);
  const best = Math.min(...named.map(({ role }) => rankOf(role)));
  const written = Map.groupBy(
    named.filter(({ role }) => rankOf(role) === best),
    ({ district }) => district!,
  );
  return [...written].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))[0]?.[0] ?? null;
}

export const shootingDaysDiffer = 'different days are recorded for this shooting';

const textOf = (row: IncidentRow) => `${row.classification} ${row.description}`;
