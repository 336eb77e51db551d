import type pg from 'pg';
import { marksOf, type Marks } from '../identity/contradictions.ts';
import { partsOf, type IncidentPart } from '../identity/incident-part.ts';
import { corroboratedKeys, identityKeys, type IdentityKey } from '../identity/identity-keys.ts';
import { addressOrdinalOffset, assertLinks, unitsOf, type RecordRow } from '../links/assert-links.ts';
import { gunfireReport } from '../links/gunfire-report.ts';
import type { FeedName } from '../model/feeds.ts';
import { observationNumber } from '../model/ids.ts';
import { observationTables, type EntityKind, type TableName } from '../model/tables.ts';
import { typedRowsOf, type LinkToSave, type RecordToLink } from '../store/linking.ts';

const observationKinds = Object.entries(observationTables) as [EntityKind, TableName][];
const observed: readonly TableName[] = observationKinds.map(([, table]) => table);

/** The typed tables, beside the observations, that assert links or number people; by feed, so that a batch asks no empty table. */
const assertingTables: Partial<Record<FeedName, readonly TableName[]>> = {
  incidents: ['victim'],
  etrace: ['trace_result', 'trace_request', 'transaction', 'recovery'],
  recoveries: ['recovery'],
  thefts: ['theft_report'],
  nibin: ['ballistic_link', 'ballistic_entry'],
  'gunshot-alerts': ['gunshot_alert'],
  calls: ['call_for_service'],
};

/** The typed rows that observe or assert something, of some records of one feed. */
export async function readRecordRows(
  client: pg.ClientBase,
  agencyId: number,
  records: readonly number[],
  feed: FeedName,
): Promise<Map<number, RecordRow[]>> {
  const byRecord = new Map<number, RecordRow[]>();
  for (const row of await typedRowsOf(client, agencyId, records, [...observed, ...(assertingTables[feed] ?? [])])) {
    const of = byRecord.get(row.record);
    if (of) of.push(row);
    else byRecord.set(row.record, [row]);
  }
  return byRecord;
}

export interface Observation {
  readonly kind: EntityKind;
  readonly record: number;
  readonly ordinal: number;
  readonly number: number;
  readonly values: Record<string, unknown>;
  readonly keys: IdentityKey[];
  /** Keys that hold together a number of the record as well; they are computed where they are needed, never stored. */
  readonly corroborated: IdentityKey[];
  readonly marks: Marks;
  /** The part a person plays in an incident, where it is one that no two play. */
  readonly part: IncidentPart | undefined;
}

/** What each observation of some records says, by record and ordinal: `812-3`. */
export function valuesByRow(
  rows: readonly (RecordRow & { readonly record: number })[],
): Map<string, Record<string, unknown>> {
  return new Map(
    [...Map.groupBy(rows, (row) => row.record)].flatMap(([record, of]) =>
      observationsOf(record, of).map((each) => [`${record}-${each.ordinal}`, each.values] as const),
    ),
  );
}

/** What one record observes, with the places its addresses are. */
export function observationsOf(record: number, rows: readonly RecordRow[]): Observation[] {
  const found: Observation[] = [];
  const parts = partsOf(record, rows);
  const add = (kind: EntityKind, ordinal: number, values: Record<string, unknown>) =>
    found.push({
      kind,
      record,
      ordinal,
      number: observationNumber(record, ordinal),
      values,
      keys: identityKeys(kind, values),
      corroborated: corroboratedKeys(kind, values),
      marks: marksOf(kind, values),
      part: kind === 'person' ? parts.get(ordinal) : undefined,
    });
  const traceNumber = rows.find((row) => row.values['trace_number'])?.values['trace_number'];
  // Of the cases a record names only that of the recovery is the firearm's own.
  const caseKey = rows.find((row) => row.table === 'incident_observation' && row.values['role'] === 'recovery')?.values[
    'case_key'
  ];
  const ofRecord = (kind: EntityKind, ordinal: number) => {
    if (kind === 'firearm' && (traceNumber || caseKey)) return { trace_number: traceNumber, record_case_key: caseKey };
    const part = kind === 'person' ? parts.get(ordinal) : undefined;
    return part?.sequence == null ? {} : { record_case_key: part.incident, victim_number: part.sequence };
  };
  for (const [kind, table] of observationKinds) {
    for (const row of rows) {
      if (row.table !== table) continue;
      add(kind, row.ordinal, { ...row.values, ...ofRecord(kind, row.ordinal) });
      const hasPremises =
        kind === 'dealer' &&
        rows.some((other) => other.table === 'place_observation' && other.values['role'] === 'premises');
      if (
        (kind === 'person' || kind === 'dealer') &&
        row.values['address'] &&
        !hasPremises &&
        row.ordinal < addressOrdinalOffset
      ) {
        const { address, address_raw, city, state, zip, seen_on } = row.values;
        add('place', row.ordinal + addressOrdinalOffset, {
          role: 'address',
          address,
          address_raw,
          city,
          state,
          zip,
          seen_on,
        });
      }
    }
  }
  for (const { row, building, address } of unitsOf(rows)) {
    const { address_raw, city, state, zip, seen_on } = row.values;
    add('place', building, { role: 'building', address, address_raw, city, state, zip, seen_on });
  }
  // A report of gunfire that no case is recorded for is an incident of its own, until a rule or a person says more.
  const report = gunfireReport(rows);
  if (report) add('incident', report.ordinal, report.values);
  return found;
}

/**
 * Handling tags of a link: those of the record it rests on. What a record of leads bears as such gives way to what the tie is:
 * a hit is no lead.
 */
export function linkHandling(ofRecord: readonly string[], tie: 'NIBIN-HIT' | 'NIBIN-LEAD' | null): readonly string[] {
  if (tie === null) return ofRecord;
  return [...new Set([...ofRecord.filter((tag) => !tag.startsWith('NIBIN-')), tie])].sort();
}

/** The links one record asserts, between the entities its observations belong to. */
export function linksOf(
  { record, handling }: RecordToLink,
  rows: readonly RecordRow[],
  entityOf: ReadonlyMap<number, { entity: number; kind: EntityKind }>,
  feed: string,
): LinkToSave[] {
  return assertLinks(rows).flatMap((draft, at) => {
    const subject = entityOf.get(observationNumber(record, draft.subject));
    const object = entityOf.get(observationNumber(record, draft.object));
    if (!subject || !object || subject.entity === object.entity) return [];
    return {
      link: observationNumber(record, at),
      subject: subject.entity,
      subjectKind: subject.kind,
      predicate: draft.predicate,
      object: object.entity,
      objectKind: object.kind,
      from: draft.from,
      record,
      status: draft.status,
      assertedBy: `feed:${feed}`,
      handling: linkHandling(handling, draft.handling),
    };
  });
}
