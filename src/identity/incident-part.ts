/**
 * Parts in an incident that are played by different people: what a model never joins over.
 *
 * **Source.** Cannot-link constraints as in Wagstaff et al., ICML 2001. Victims are numbered within an incident (NIBRS data element 23, victim
 * sequence number): each number is one victim, whichever row repeats it.
 * **Input.** The typed rows of a record. **Output.** Of each of its people the part, and whether two parts exclude each other.
 * **Limits.** Who was suspected and who was arrested may be one, and so may two victims of two records of which one has no number: several files
 * and offenses name a victim again. What keys join (one name and birth date written under two numbers) is joined all the same.
 */
import type { TableName } from '../model/tables.ts';

const partsPlayed: ReadonlySet<unknown> = new Set(['victim', 'suspect', 'arrestee']);

export interface IncidentPart {
  readonly record: number;
  /** Case number of the incident, as cleaned; null where the record has none. */
  readonly incident: string | null;
  readonly role: string;
  /** Number of the victim within the incident; null where the record does not say. */
  readonly sequence: number | null;
}

interface TypedRow {
  readonly table: TableName;
  readonly ordinal: number;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Of the people of one record those in a part that no two play, by ordinal. */
export function partsOf(record: number, rows: readonly TypedRow[]): Map<number, IncidentPart> {
  const parts = new Map<number, IncidentPart>();
  const incident = rows.find(({ table }) => table === 'incident_observation')?.values['case_key'];
  for (const { table, ordinal, values } of rows) {
    if (table !== 'person_observation' || !partsPlayed.has(values['role'])) continue;
    parts.set(ordinal, {
      record,
      incident: typeof incident === 'string' ? incident : null,
      role: values['role'] as string,
      sequence: values['role'] === 'victim' ? victimNumber(ordinal, rows) : null,
    });
  }
  return parts;
}

/** The number of a victim within the incident: that of the row about the victim which follows the person's. */
function victimNumber(ordinal: number, rows: readonly TypedRow[]): number | null {
  const [next] = rows
    .filter((row) => row.table === 'victim' && row.ordinal > ordinal)
    .toSorted((x, y) => x.ordinal - y.ordinal);
  const sequence = next?.values['sequence'];
  return typeof sequence === 'number' ? sequence : null;
}

/**
 * A victim and a suspect of one incident are two people, whichever records name them, and so are two victims of it under two numbers, and two
 * in one part of one record.
 */
export function partsExclude(one: IncidentPart, other: IncidentPart): boolean {
  const sameRecord = one.record === other.record;
  if (sameRecord && one.role === other.role) return true;
  const sameIncident = sameRecord || (one.incident !== null && one.incident === other.incident);
  if (!sameIncident) return false;
  if (one.role !== 'victim' || other.role !== 'victim') return one.role === 'victim' || other.role === 'victim';
  return one.sequence !== null && other.sequence !== null && one.sequence !== other.sequence;
}
