/**
 * Facts of each trace of a firearm, joined with what else is recorded of it.
 *
 * **Source.** ATF Form 3312.1 and the trace result: retail dealer, purchaser, possessor, associate, recovery.
 * **Input.** Records that observe the firearm and shootings tied to it, as its life is made of; which state and counties are home.
 * **Output.** One {@link TraceFacts} for each trace number, in their order. Of a firearm recovered several times each has its own recovery,
 * with the days from the sale to that one; where nothing tells which it is of, it has none.
 * **Limits.** What the trace itself leaves out (possessor, place of recovery) is taken from other records of the same recovery, where they
 * agree on one. A recovery whose state nobody wrote is taken to be in the agency's own. A theft counts for traces of recoveries it came before
 * (`theft-order.ts`), a result of another trace that says stolen for those of its own recovery and later ones. Of a trace handed in twice the row completed last is read, of equals the one received last.
 */
import type { EntityId } from '../model/ids.ts';
import { saysNothing } from '../model/values/says-nothing.ts';
import { cleanBirthDate } from '../model/values/birth-date.ts';
import type { LifeCut } from '../model/life.ts';
import type { TraceDealer, TraceFacts, TracePerson, TracePlace } from '../model/trace-facts.ts';
import type { FactRecord, FactShooting } from './fact-record.ts';
import { theftOrder } from './theft-order.ts';
import { recoveriesOf, timeToCrimeOf } from './time-to-crime-of-life.ts';

export interface TracedFirearm {
  readonly firearm: EntityId;
  readonly records: readonly FactRecord[];
  readonly shootings: readonly FactShooting[];
  readonly cut: LifeCut | null;
}

/** Where the agency is. */
export interface Home {
  readonly state: string | null;
  /** FIPS codes of the counties the city is made of; none where its boundary is no boundary of counties. */
  readonly counties: readonly string[];
}

type Values = Readonly<Record<string, unknown>>;
type Participant = FactRecord['participants'][number];

const text = (values: Values, column: string): string | null => {
  const value = values[column];
  return typeof value === 'string' && value !== '' ? value : null;
};

const flag = (values: Values, column: string): boolean | null => {
  const value = values[column];
  return typeof value === 'boolean' ? value : null;
};

export function traceFactsOf({ firearm, records, shootings, cut }: TracedFirearm, home: Home): TraceFacts[] {
  const traces = latestOfEach(records);
  if (traces.length === 0) return [];
  const life = timeToCrimeOf(records, shootings, cut);
  const { days: recoveries, firstOf } = recoveriesOf(records);
  const standing = shootings.filter(({ status }) => status === 'ACTIVE');
  const observed = records.map((record) => record.firearm);
  const sales = rowsOf(records, 'transaction').filter((values) => values['kind'] === 'RETAIL_SALE');
  const results = traces.map(({ result }) => result);
  const of = {
    firearm,
    type: agreedType(observed),
    make: agreed(observed, 'make_name'),
    model: agreed(observed, 'model'),
    calibre: agreed(observed, 'calibre_code'),
    obliterated: anyOf(observed, 'obliterated'),
    soldOn: life.soldOn,
    soldAt: eventOf(results),
    recoveries,
    multipleSale: anyOf([...sales, ...results], 'multiple_sale'),
    shootings: {
      hits: new Set(standing.filter(({ tie }) => tie === 'hit').map(({ incident }) => incident.id)).size,
      leads: new Set(standing.filter(({ tie }) => tie === 'lead').map(({ incident }) => incident.id)).size,
    },
    incidentDistricts: [...new Set(standing.flatMap(({ district }) => district ?? []))].sort(),
  };
  const thefts = rowsOf(records, 'theft_report');
  const dated = traces.map((trace) => ({
    trace,
    on: recoveries.length > 1 ? recoveryOfTrace(trace, records, { recoveries, firstOf }) : life.recoveredOn,
  }));
  return dated.map(({ trace, on }) => {
    const { traceNumber, record, result } = trace;
    const told = dated.flatMap((other) =>
      other.trace === trace || (other.on !== null && on !== null && other.on <= on) ? [other.trace.result] : [],
    );
    // What other records say of another recovery of the firearm says nothing of this one.
    const others =
      recoveries.length > 1 ? records.filter((each) => on !== null && isOfRecovery(each, on, firstOf)) : records;
    const time =
      recoveries.length > 1 && on !== null
        ? timeToCrimeOf(records, shootings, cut, { on, tracedOn: tracedOn(traceNumber, records) })
        : life;
    return {
      traceNumber,
      ...of,
      ...stolenBefore(on, thefts, anyOf(told, 'stolen')),
      recoveredOn: on,
      timeToCrime:
        recoveries.length > 1 && on === null
          ? {
              kind: 'undetermined' as const,
              why: `several recoveries of the firearm are recorded, and the trace does not say of which it is: ${recoveries.join(', ')}`,
            }
          : time.days === null
            ? { kind: 'undetermined' as const, why: time.why }
            : { kind: 'computed' as const, days: time.days },
      requestedOn: text(result, 'requested_on'),
      completedOn: text(result, 'completed_on'),
      completion: text(result, 'completion_code'),
      crimeCode: text(result, 'crime_code'),
      reportedDays: (result['time_to_crime_reported_days'] as number | null | undefined) ?? null,
      distance: distanceOf(result),
      warnings: (result['warnings'] as readonly string[] | null | undefined) ?? [],
      recovery: recoveryOf(record, others, home),
      recoveryDistrict: districtOf([record, ...others]),
      dealer: dealerOf(record, home),
      purchaser: personOf(record.participants.filter(({ role }) => role === 'purchaser')),
      possessor: personOf(partOf('possessor', record, others)),
      associate: personOf(partOf('associate', record, others)),
    };
  });
}

/** Whether the firearm was stolen before a recovery, by reports of thefts and by what results of traces say; and what of it is left open. */
function stolenBefore(
  recoveredOn: string | null,
  thefts: readonly Values[],
  told: boolean | null,
): Pick<TraceFacts, 'stolen' | 'theftInDoubt'> {
  const orders = thefts.map((theft) => theftOrder(theft, recoveredOn));
  if (orders.includes('before') || told === true) return { stolen: true, theftInDoubt: null };
  const theftInDoubt = orders.includes('after') ? 'after-recovery' : orders.includes('undated') ? 'undated' : null;
  return { stolen: theftInDoubt === null ? told : null, theftInDoubt };
}

interface Recoveries {
  readonly recoveries: readonly string[];
  readonly firstOf: ReadonlyMap<string, string>;
}

/**
 * Which of several recoveries a trace is of: by its own day, by rows of recoveries that bear its number, by its case, or because only one
 * had happened when it was asked for. Null where none of these tells one.
 */
function recoveryOfTrace(
  { traceNumber, record, result }: Trace,
  records: readonly FactRecord[],
  { recoveries, firstOf }: Recoveries,
): string | null {
  const cases = new Set(record.participants.filter(({ role }) => role === 'recovery').map(({ id }) => id));
  const told = (row: Values) => text(row, 'recovered_on') ?? [];
  const asked = text(result, 'requested_on');
  const ways: (() => readonly string[])[] = [
    () => [told(result)].flat(),
    () =>
      rowsOf(records, 'recovery')
        .filter((row) => row['trace_number'] === traceNumber)
        .flatMap(told),
    () =>
      rowsOf(
        records.filter(({ participants }) => participants.some(({ role, id }) => role === 'recovery' && cases.has(id))),
        'recovery',
      ).flatMap(told),
    () => (asked === null ? [] : recoveries.filter((day) => day <= asked)),
  ];
  for (const way of ways) {
    const days = new Set(way().map((day) => firstOf.get(day) ?? day));
    if (days.size > 0) return days.size === 1 ? [...days][0]! : null;
  }
  return null;
}

function isOfRecovery({ rows }: FactRecord, on: string, firstOf: ReadonlyMap<string, string>): boolean {
  const days = rows.filter(({ table }) => table === 'recovery').map(({ values }) => text(values, 'recovered_on'));
  return days.length > 0 && days.every((day) => day !== null && firstOf.get(day) === on);
}

/** Days on which one trace was asked for and completed. */
function tracedOn(traceNumber: string, records: readonly FactRecord[]): string[] {
  return records.flatMap(({ rows }) =>
    rows
      .filter(
        ({ table, values }) =>
          (table === 'trace_result' || table === 'trace_request') && values['trace_number'] === traceNumber,
      )
      .flatMap(({ values }) => [text(values, 'requested_on') ?? [], text(values, 'completed_on') ?? []].flat()),
  );
}

interface Trace {
  readonly traceNumber: string;
  readonly record: FactRecord;
  readonly result: Values;
}

function latestOfEach(records: readonly FactRecord[]): Trace[] {
  const latest = new Map<string, Trace>();
  for (const record of records)
    for (const { table, values } of record.rows) {
      const traceNumber = table === 'trace_result' ? text(values, 'trace_number') : null;
      if (traceNumber === null) continue;
      const held = latest.get(traceNumber);
      const isLater = (a: Trace) =>
        (text(a.result, 'completed_on') ?? '').localeCompare(text(values, 'completed_on') ?? '') ||
        a.record.source.record - record.source.record;
      if (held === undefined || isLater(held) < 0) latest.set(traceNumber, { traceNumber, record, result: values });
    }
  return [...latest.values()].sort((a, b) => (a.traceNumber < b.traceNumber ? -1 : 1));
}

function rowsOf(records: readonly FactRecord[], table: string): Values[] {
  return records.flatMap(({ rows }) => rows.filter((row) => row.table === table).map(({ values }) => values));
}

/** What all that say anything say; null where they say nothing or differ. */
/** A show in one writing: “Nation’s Gun Show (2024)” and NATIONS GUN SHOW are one. */
function eventOf(results: readonly Values[]): string | null {
  const names = new Set(
    results.flatMap((each) => {
      const plain = (text(each, 'sale_event') ?? '')
        .normalize('NFKC')
        .toUpperCase()
        .replaceAll(/[’'`.]/g, '');
      const name = plain
        .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
        .replaceAll(/\b(?:19|20)\d\d\b/g, ' ')
        .replaceAll(/ +/g, ' ')
        .trim();
      return saysNothing(name) ? [] : [name];
    }),
  );
  return names.size === 1 ? [...names][0]! : null;
}

function agreed(said: readonly Values[], column: string): string | null {
  const values = new Set(said.flatMap((each) => text(each, column) ?? []));
  return values.size === 1 ? [...values][0]! : null;
}

/** A pistol and a semi-automatic pistol are no two answers: of codes that say more and less of one type that which says most. */
function agreedType(said: readonly Values[]): string | null {
  const codes = said.flatMap((each) => text(each, 'type_code') ?? []).sort((a, b) => b.length - a.length);
  const [longest] = codes;
  return longest !== undefined && codes.every((code) => longest.startsWith(code)) ? longest : null;
}

/** True where one says so, false where one says no and none yes. */
function anyOf(said: readonly Values[], column: string): boolean | null {
  const answers = said.flatMap((each) => flag(each, column) ?? []);
  return answers.length === 0 ? null : answers.includes(true);
}

/** Those the trace names for a part; where it names nobody, those other records of the firearm name. */
function partOf(role: string, record: FactRecord, records: readonly FactRecord[]): Participant[] {
  const own = record.participants.filter((each) => each.role === role);
  return own.length > 0
    ? own
    : records.flatMap(({ participants }) => participants.filter((each) => each.role === role));
}

/** One person; null where nobody is named, or several who were not joined. */
function personOf(named: readonly Participant[]): TracePerson | null {
  const [person] = named;
  if (person === undefined || person.kind !== 'person' || named.some(({ id }) => id !== person.id)) return null;
  const said = named.map((each) => each.said);
  const first = (column: string) => said.map((each) => text(each, column)).find((value) => value !== null) ?? null;
  const identifier = said
    .map((each) => {
      const [type, number] = [text(each, 'id_type'), text(each, 'id_number')];
      return number !== null && (type === 'DL' || type === 'ID') ? `${text(each, 'id_state') ?? ''}${number}` : null;
    })
    .find((value) => value !== null);
  return {
    id: person.id,
    familyName: first('family_name'),
    givenName: first('given_name'),
    suffix: first('suffix'),
    bornOn: first('born_on'),
    bornWritten: first('born_on') ?? fillerOf(first('born_raw')),
    address: first('address'),
    city: first('city'),
    state: first('state'),
    zip: first('zip'),
    phone: first('phone'),
    identifier: identifier ?? null,
  };
}

/** A first of January, which is taken for a filler: as a day, for the published rule compares it as any other. */
function fillerOf(written: string | null): string | null {
  const born = written === null ? null : cleanBirthDate(written, { latest: '2100-01-01', ageMax: 200 });
  return born?.precision === 'day' ? born.date : null;
}

function dealerOf(record: FactRecord, home: Home): TraceDealer | null {
  const dealer = record.participants.find(({ role, kind }) => role === 'retail-dealer' && kind === 'dealer');
  if (dealer === undefined) return null;
  const county = record.dealerPlaces?.get(dealer.ordinal)?.county ?? null;
  return {
    id: dealer.id,
    name: text(dealer.said, 'name'),
    licenceKey: text(dealer.said, 'licence_key'),
    state: text(dealer.said, 'state'),
    city: text(dealer.said, 'city'),
    county,
    inCity: inCity(county, text(dealer.said, 'state'), home),
    lon: null,
    lat: null,
  };
}

/** By counties alone: a postal name says nothing, since towns outside a city bear it too. */
function inCity(county: string | null, state: string | null, home: Home): boolean | null {
  if (state !== null && home.state !== null && state !== home.state) return false;
  return county === null || home.counties.length === 0 ? null : home.counties.includes(county);
}

const kilometersOfMile = 1.609344;

/** As the export gives it, in miles. */
function distanceOf(result: Values): TraceFacts['distance'] {
  const miles = result['miles_reported'];
  return typeof miles === 'number' && miles >= 0 ? { km: miles * kilometersOfMile, by: 'export' } : null;
}

function recoveryOf(record: FactRecord, others: readonly FactRecord[], home: Home): TracePlace {
  const told = [record, ...others].filter(isRecovery);
  const { point, county = null } = told.find(({ place }) => place?.point)?.place ?? {};
  const state = told.map(({ placeState }) => placeState ?? null).find((each) => each !== null) ?? home.state;
  return {
    state,
    city: told.map(({ placeCity }) => placeCity ?? null).find((each) => each !== null) ?? null,
    county,
    inCity: inCity(county, state, home),
    lon: point?.lon ?? null,
    lat: point?.lat ?? null,
  };
}

function districtOf(records: readonly FactRecord[]): string | null {
  return records.filter(isRecovery).flatMap(({ placeDistrict }) => placeDistrict ?? [])[0] ?? null;
}

function isRecovery({ rows }: FactRecord): boolean {
  return rows.some(({ table }) => table === 'recovery' || table === 'trace_result');
}
