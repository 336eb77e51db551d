/**
 * Which links one record asserts, between the things it observes.
 *
 * **Source.** The relationship codes of the trade (ATF trace results, NIBIN leads and hits, police records).
 * **Input.** The typed rows of one record. **Output.** Links between ordinals of that record, with date and status.
 * **Limits.** One record at a time: what takes two records to see is a finding, not a link asserted here. A lead that was
 * not confirmed, or was withdrawn, is RETRACTED, never left out: history shows it.
 */
import { ordinalsPerRecord } from '../model/ids.ts';
import type { Predicate } from '../model/links.ts';
import { observationTables, type TableName } from '../model/tables.ts';
import { buildingOf } from '../model/values/building-address.ts';
import { ballisticStanding } from './ballistic-standing.ts';
import { gunfireReport } from './gunfire-report.ts';
import { leadSides, recordedEnds } from './test-fire-end.ts';

export interface RecordRow {
  readonly table: TableName;
  readonly ordinal: number;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface LinkDraft {
  readonly subject: number;
  readonly predicate: Predicate;
  readonly object: number;
  readonly from: string | null;
  readonly status: 'ACTIVE' | 'RETRACTED';
  readonly handling: 'NIBIN-HIT' | 'NIBIN-LEAD' | null;
}

/** Addresses of persons and dealers are places of their own: numbered after the observations that give them. */
export const addressOrdinalOffset = 32;
/** The building that an address with a unit lies in is numbered after the row that gives it, where the record has so few rows. */
export const buildingOrdinalOffset = 48;
const rowsWithBuildings = ordinalsPerRecord - buildingOrdinalOffset;
const observing: ReadonlySet<string> = new Set(Object.values(observationTables));

/** A row whose address names a unit in a building: the ordinals of both places. */
export interface UnitInBuilding {
  readonly row: RecordRow;
  readonly unit: number;
  readonly building: number;
  readonly address: string;
}

/** The units that the addresses of a record name, each in its building. */
export function unitsOf(rows: readonly RecordRow[]): UnitInBuilding[] {
  if (rows.some((row) => observing.has(row.table) && row.ordinal >= rowsWithBuildings)) return [];
  const premises = rows.some((row) => row.table === 'place_observation' && row.values['role'] === 'premises');
  return rows.flatMap((row) => {
    const given = row.table === 'person_observation' || (row.table === 'dealer_observation' && !premises);
    const address = row.values['address'];
    if (typeof address !== 'string' || !(given || row.table === 'place_observation')) return [];
    const building = buildingOf(address);
    if (building === null) return [];
    const unit = given ? row.ordinal + addressOrdinalOffset : row.ordinal;
    return [{ row, unit, building: row.ordinal + buildingOrdinalOffset, address: building }];
  });
}

/** What a person's role in a record is called as a link to its incident. */
const parts = { victim: 'VICTIM_IN', suspect: 'SUSPECT_IN', arrestee: 'ARRESTED_IN' } as const;

/** All links a record asserts, in a stable order. */
export function assertLinks(rows: readonly RecordRow[]): LinkDraft[] {
  const links: LinkDraft[] = [];
  const of = (table: TableName, role?: string | readonly string[]) =>
    rows.filter(
      (row) =>
        row.table === table &&
        (role === undefined || (Array.isArray(role) ? role : [role]).includes(row.values['role'] as string)),
    );
  const first = (table: TableName, role?: string | readonly string[]) => of(table, role)[0]?.ordinal ?? null;
  const day = (row: RecordRow | undefined, column: string) =>
    (row?.values[column] as string | null | undefined) ?? null;
  const add = (
    subject: number | null | undefined,
    predicate: Predicate,
    object: number | null | undefined,
    from: string | null,
    rest: Partial<LinkDraft> = {},
  ) => {
    if (subject === null || subject === undefined || object === null || object === undefined || subject === object)
      return;
    links.push({ subject, predicate, object, from, status: 'ACTIVE', handling: null, ...rest });
  };

  for (const { values } of of('transaction')) {
    const [firearm, giver, taker] = ['firearm_ordinal', 'from_ordinal', 'to_ordinal'].map(
      (column) => (values[column] as number | null | undefined) ?? null,
    );
    const on = (values['happened_on'] as string | null | undefined) ?? null;
    if (values['kind'] === 'RETAIL_SALE') {
      add(giver, 'SOLD', firearm, on);
      add(taker, 'PURCHASED', firearm, on);
      add(giver, 'SOLD_TO', taker, on);
    } else {
      add(giver, 'SHIPPED', firearm, on);
      add(giver, 'SHIPPED_TO', taker, on);
    }
  }
  const traced = first('firearm_observation', 'traced');
  const result = of('trace_result')[0];
  // A dealer of whom no sale is told is where the trace ended.
  for (const dealer of result ? of('dealer_observation', 'retail-dealer') : [])
    if (!of('transaction').some(({ values }) => values['from_ordinal'] === dealer.ordinal))
      add(traced, 'TRACED_TO', dealer.ordinal, day(result, 'completed_on'));

  const recovery = of('recovery')[0];
  const recoveredOn = day(recovery, 'recovered_on') ?? day(result, 'recovered_on');
  const firearm = first('firearm_observation', ['traced', 'recovered', 'stolen', 'linked', 'test-fired']);
  for (const person of of('person_observation', 'possessor'))
    add(person.ordinal, 'POSSESSED_AT_RECOVERY', firearm, recoveredOn);
  for (const person of of('person_observation', 'associate'))
    add(person.ordinal, 'ASSOCIATE_AT_RECOVERY', firearm, recoveredOn);
  add(firearm, 'RECOVERED_IN', first('incident_observation', 'recovery'), recoveredOn);
  add(firearm, 'RECOVERED_AT', first('place_observation', 'recovery'), recoveredOn);

  const theft = of('theft_report')[0];
  if (theft) {
    const stolenOn = day(theft, 'stolen_on') ?? day(theft, 'reported_on');
    for (const person of of('person_observation', 'theft-victim'))
      add(firearm, 'STOLEN_FROM', person.ordinal, stolenOn);
    for (const dealer of of('dealer_observation', 'theft-dealer'))
      add(firearm, 'STOLEN_FROM', dealer.ordinal, stolenOn);
  }

  for (const { values } of of('ballistic_link')) {
    const { tie, status } = ballisticStanding(values);
    const hit = tie === 'hit';
    const rest = { status, handling: hit ? 'NIBIN-HIT' : 'NIBIN-LEAD' } as const;
    const incidents = {
      a: first('incident_observation', 'ballistic-a'),
      b: first('incident_observation', 'ballistic-b'),
    };
    const tested = (values['firearm_ordinal'] as number | null | undefined) ?? null;
    const { scene } = leadSides(recordedEnds(values), tested !== null);
    if (tested !== null && scene !== null)
      add(tested, hit ? 'FIRED_IN' : 'POSSIBLY_FIRED_IN', incidents[scene], leadDay(values, scene), rest);
    // Which end is the test fire may yet be known from other records: until then the two cases are linked, and no more.
    else add(incidents.a, hit ? 'LINKED_BY_HIT' : 'LINKED_BY_LEAD', incidents.b, leadDay(values, 'a'), rest);
  }

  for (const [role, predicate] of Object.entries(parts)) {
    // Files of victims and of suspects give the case the role of the person; incident files have one of its own.
    const [incident] = of('incident_observation', [role, 'incident', 'occurrence']);
    for (const person of of('person_observation', role))
      add(person.ordinal, predicate, incident?.ordinal, day(incident, 'seen_on'));
  }
  add(
    first('incident_observation'),
    'HAPPENED_AT',
    first('place_observation', ['scene', 'occurrence', 'theft']),
    day(of('incident_observation')[0], 'seen_on'),
  );
  // Where a sensor or a caller put it, which is near where it happened at best.
  add(
    first('incident_observation'),
    'REPORTED_AT',
    first('place_observation', ['alert', 'call']),
    day(of('incident_observation')[0], 'seen_on'),
  );

  const report = gunfireReport(rows);
  if (report) add(report.ordinal, 'HAPPENED_AT', report.place, (report.values['seen_on'] as string | null) ?? null);

  for (const dealer of of('dealer_observation')) {
    const premises =
      of('place_observation', 'premises')[0]?.ordinal ??
      (dealer.values['address'] ? dealer.ordinal + addressOrdinalOffset : null);
    add(dealer.ordinal, 'PREMISES_AT', premises, day(dealer, 'seen_on'));
  }
  for (const person of of('person_observation')) {
    if (person.values['address'])
      add(person.ordinal, 'RESIDES_AT', person.ordinal + addressOrdinalOffset, day(person, 'seen_on'));
  }
  const incident = first('incident_observation') ?? report?.ordinal;
  for (const vehicle of of('vehicle_observation')) {
    add(vehicle.ordinal, 'VEHICLE_IN', incident, day(vehicle, 'seen_on'));
    for (const person of of('person_observation', ['possessor', 'suspect', 'arrestee']))
      add(person.ordinal, 'WITH_VEHICLE', vehicle.ordinal, day(vehicle, 'seen_on'));
  }
  for (const { row, unit, building } of unitsOf(rows)) add(unit, 'LOCATED_IN', building, day(row, 'seen_on'));
  return links;
}

/** Day a lead dates its link by: that of the event of one end, else that of the lead. */
export function leadDay(values: Readonly<Record<string, unknown>>, end: 'a' | 'b'): string | null {
  return (
    (values[`event_${end}_on`] as string | null | undefined) ??
    (values['issued_on'] as string | null | undefined) ??
    null
  );
}
