/**
 * The life of a firearm: every recorded event in order, and every interval nobody recorded as an event of its own.
 *
 * **Source.** The stages a crime-gun unit follows: manufacture, shipment, first retail sale (ATF trace result), theft,
 * shootings tied by ballistics (NIBIN lead or hit), recovery, test fire, trace.
 * **Input.** What the records that observe one firearm say, and the shootings tied to it. **Output.** A `Life`.
 * **Limits.** Says what is recorded, not what happened: sources that differ are shown side by side, never averaged.
 */
import type { EntityRef, Event, KeptApart, Participant, PlaceRef, SourceRef } from '../model/evidence.ts';
import type { Fact, Life, LifeCut } from '../model/life.ts';
import { localDay } from '../model/values/local-time.ts';
import { comparable, factsThatDiffer } from './facts-that-differ.ts';
import { lastDealers } from './last-dealers.ts';
import { mergeAlike, type ToldEvent } from './merge-alike.ts';
import { disagreementsOfEvents, noteConflicts } from './note-conflicts.ts';
import type { Parties, Party } from './parties-contradict.ts';
import { serialRestorations } from './serial-restorations.ts';
import { tieConflict } from './tie-conflict.ts';
import { daysBetween } from '../model/values/days-between.ts';
import { partiesOf, timeToCrimeOf } from './time-to-crime-of-life.ts';
import { unrecordedTime } from './unrecorded-time.ts';

/** One record that observes the firearm. Participants and place are those of the same record. */
export interface LifeRecord {
  readonly source: SourceRef;
  readonly handling: readonly string[];
  /** Its observation of this firearm. */
  readonly firearm: Readonly<Record<string, unknown>>;
  readonly rows: readonly {
    readonly table: string;
    readonly ordinal: number;
    readonly values: Readonly<Record<string, unknown>>;
  }[];
  readonly participants: readonly (Participant & Party & { readonly ordinal: number })[];
  readonly place: PlaceRef | null;
  /** State of that place, as written; null where the record gives none. */
  readonly placeState?: string | null;
  /** City of that place, as cleaned. */
  readonly placeCity?: string | null;
  /** Police district of its place, as written. */
  readonly placeDistrict?: string | null;
  /** Roughly where its dealers are, by the ordinal of their observation: the county of the licence. */
  readonly dealerPlaces?: ReadonlyMap<number, PlaceRef>;
}

/** An incident tied to the firearm by ballistics, directly or through other incidents. */
export interface TiedShooting {
  readonly incident: EntityRef;
  readonly tie: 'lead' | 'hit';
  readonly status: 'ACTIVE' | 'RETRACTED' | 'SUPERSEDED';
  readonly on: string | null;
  /** What its rows say differently of its day. */
  readonly dayConflict?: string | null;
  readonly classification: string | null;
  readonly description: string | null;
  readonly otherOffenses?: readonly string[];
  readonly cartridgeCases: number | null;
  readonly place: PlaceRef | null;
  /** Police district it happened in, as written. */
  readonly district?: string | null;
  readonly sources: readonly SourceRef[];
  readonly handling: readonly string[];
  /** Incidents between the firearm and this one, where the tie is not direct. */
  readonly through: readonly EntityRef[];
  readonly basis: Event['basis'];
  /** Day the last of the leads and hits it rests on was told; null where one bears no day. */
  readonly toldOn?: string | null;
  /** What records of the tie say against each other. */
  readonly conflict?: string | null;
  /** States of its leads and hits, as the laboratory has them. */
  readonly statuses?: readonly string[];
  /** Calibres of what was entered at the incident. */
  readonly calibres?: readonly string[];
}

export interface LifeInputs {
  readonly firearm: EntityRef;
  readonly records: readonly LifeRecord[];
  /** Rows that the file of one of them bears under the same number, and that say otherwise: they are no events. */
  readonly otherwise?: readonly LifeRecord[];
  /** Rows of it that their own file displaces by one that names another firearm, and those: they tell of nothing else. */
  readonly displaced?: readonly LifeRecord[];
  readonly shootings: readonly TiedShooting[];
  /** IANA zone of the agency: its days are local days. */
  readonly timeZone: string;
  /** What is not among them; null where everything is. */
  readonly cut: LifeCut | null;
  /** Firearms that share a key with it and are kept apart. */
  readonly apart: readonly KeptApart[];
  /** Days on which records that are not among them tell of the firearm. */
  readonly unreadDays: readonly string[];
}

export const lifeCaution =
  'Traces help investigations. Not every firearm used in crime is traced, and a trace leads to the first retail sale, not to how the firearm came to the crime. A lead is a possible association that no examiner has confirmed; a hit ties cartridge cases to a firearm and does not say who fired it.';

/** Order of events on one day. */
const dayOrder: readonly Event['kind'][] = [
  'manufactured',
  'shipped',
  'sold',
  'stolen',
  'shooting',
  'recovered',
  // What begins on a day begins after what happened on it.
  'unknown-interval',
  'test-fired',
  'trace-requested',
  'traced',
];

export function firearmLife(inputs: LifeInputs): Life {
  const { firearm, records, otherwise = [], displaced = [], shootings, timeZone, cut, apart, unreadDays } = inputs;
  const merged = mergeAlike([
    ...records.flatMap((record) => eventsOf(record, timeZone)),
    ...shootings.map((shooting) => shootingEvent(shooting, tieConflict(shooting, calibresOf(records)))),
  ]);
  merged.sort((a, b) => byTime(a.event, b.event));
  noteConflicts(merged);
  const recorded = merged.map(({ event }) => event);
  const events = [...recorded, ...unrecordedTime(recorded, cut, unreadDays)]
    .sort(byTime)
    .map((event, at) => ({ ...event, id: `e${at + 1}` }));
  const facts = factsOf(records);
  const ties = (status: string, tie?: string) =>
    shootings.filter((each) => (status === 'ACTIVE') === (each.status === 'ACTIVE') && (!tie || each.tie === tie))
      .length;
  // What the property room says of one recovery says nothing of where it is since a later one.
  const held = records
    .flatMap((record) => record.rows.filter((row) => row.table === 'recovery'))
    .map(({ values }) => ({ on: day(values, 'recovered_on') ?? '', status: day(values, 'status') }))
    .toSorted((a, b) => (a.on < b.on ? -1 : 1));
  const last = held.at(-1)?.on ?? '';
  const lastHeld = held.findLast(({ on, status }) => status !== null && (on === last || daysBetween(on, last) <= 1));
  return {
    firearm,
    facts,
    restorations: serialRestorations(records),
    timeToCrime: timeToCrimeOf([...records, ...otherwise], shootings, cut),
    shootings: { hits: ties('ACTIVE', 'hit'), leads: ties('ACTIVE', 'lead'), retracted: ties('RETRACTED') },
    now: lastHeld?.status ?? null,
    sources: new Set(records.map((record) => record.source.record)).size,
    cut,
    apart: [...apart],
    disagreements: [
      ...factsThatDiffer([...records, ...otherwise, ...displaced].map((record) => record.firearm)),
      ...disagreementsOfEvents(recorded),
      ...(otherwise.length + displaced.length > 0 ? ['rows-of-one-file'] : []),
    ],
    events,
    caution: lifeCaution,
  };
}

const day = (values: Readonly<Record<string, unknown>>, column: string) =>
  (values[column] as string | null | undefined) ?? null;

function localDayOf(values: Readonly<Record<string, unknown>>, column: string, timeZone: string): string | null {
  const instant = day(values, column);
  return instant === null ? null : localDay(instant, timeZone);
}

function eventsOf(record: LifeRecord, timeZone: string): ToldEvent[] {
  const events: ToldEvent[] = [];
  const with_ = (roles: readonly string[]) =>
    record.participants.filter((each) => roles.includes(each.role)).map(participant);
  const inRoles = (roles: readonly string[]): Parties =>
    Object.fromEntries(roles.map((role) => [role, record.participants.filter((each) => each.role === role)]));
  const add = (kind: Event['kind'], from: string | null, title: string, rest: Partial<ToldEvent> = {}) => {
    events.push({
      id: '',
      kind,
      from,
      to: null,
      days: null,
      title,
      place: null,
      people: [],
      basis: 'RECORDED',
      tie: null,
      status: 'ACTIVE',
      conflict: null,
      sources: [record.source],
      handling: [...record.handling],
      detail: {},
      ...rest,
    });
  };
  const made = day(record.firearm, 'manufactured_on');
  if (made) add('manufactured', made, 'Made');
  for (const { table, values } of record.rows) {
    if (table === 'transaction') {
      const ends = ['from_ordinal', 'to_ordinal']
        .flatMap((column) => record.participants.filter((each) => each.ordinal === values[column]))
        .map(participant);
      const place = record.dealerPlaces?.get(values['from_ordinal'] as number) ?? null;
      const parties = partiesOf(record, values);
      if (values['kind'] === 'RETAIL_SALE')
        add('sold', day(values, 'happened_on'), 'First retail sale', {
          place,
          people: ends,
          parties,
          detail: { multipleSale: values['multiple_sale'] ?? null },
        });
      else add('shipped', day(values, 'happened_on'), 'Shipped', { place, people: ends, parties });
    } else if (table === 'theft_report') {
      add('stolen', day(values, 'stolen_on') ?? day(values, 'reported_on'), 'Reported stolen or lost', {
        place: record.place,
        people: with_(['theft-victim', 'theft-dealer', 'theft']),
        parties: inRoles(['theft-victim', 'theft-dealer']),
        detail: {
          kind: values['kind'] ?? null,
          report: values['report_number'] ?? null,
          reportedOn: values['reported_on'] ?? null,
        },
      });
    } else if (table === 'recovery') {
      add('recovered', day(values, 'recovered_on'), 'Recovered', {
        place: record.place,
        people: with_(['possessor', 'associate', 'recovery']),
        parties: inRoles(['possessor']),
        detail: {
          property: values['property_number'] ?? null,
          status: values['status'] ?? null,
          at: values['recovered_at'] ?? null,
        },
      });
    } else if (table === 'ballistic_entry' && values['event_type'] === 'TEST_FIRE') {
      add(
        'test-fired',
        day(values, 'event_on') ?? localDayOf(values, 'entered_at', timeZone),
        'Test-fired and entered',
        {
          people: with_(['test-fire']),
          detail: { ibis: values['ibis_id'] ?? null, site: values['site'] ?? null },
        },
      );
    } else if (table === 'trace_request') {
      add('trace-requested', day(values, 'requested_on'), 'Trace requested', {
        detail: { request: values['request_number'] ?? null, state: values['state'] ?? null },
      });
    } else if (table === 'trace_result') {
      add('traced', day(values, 'completed_on'), 'Traced', {
        people: lastDealers(record).map(participant),
        detail: {
          trace: values['trace_number'] ?? null,
          completion: values['completion_code'] ?? values['completion_raw'] ?? null,
        },
      });
    }
  }
  return events;
}

function participant({ id, kind, label, role }: Participant): Participant {
  return { id, kind, label, role };
}

const calibresOf = (records: readonly LifeRecord[]) =>
  records.flatMap(({ firearm }) => (firearm['calibre_code'] as string | null | undefined) ?? []);

function shootingEvent(shooting: TiedShooting, conflict: string | null): Event {
  const { incident, tie, status, on, place, sources, handling, through, basis } = shooting;
  return {
    id: '',
    kind: 'shooting',
    from: on,
    to: null,
    days: null,
    title: tie === 'hit' ? 'Shooting, tied by a confirmed hit' : 'Shooting, tied by an unconfirmed lead',
    place,
    people: [{ ...incident, role: 'incident' }, ...through.map((each) => ({ ...each, role: 'through' }))],
    basis,
    tie,
    status,
    conflict,
    sources: [...sources],
    handling: [...handling],
    detail: {
      classification: shooting.classification,
      description: shooting.description,
      otherOffenses: [...(shooting.otherOffenses ?? [])],
      cartridgeCases: shooting.cartridgeCases,
      ...(shooting.statuses?.length ? { laboratoryStatus: shooting.statuses.join(', ') } : {}),
    },
  };
}

/** What came before all that is dated, even where nobody says when. */
const beginnings: readonly Event['kind'][] = ['manufactured', 'shipped', 'sold'];

/** Undated beginnings first, then what ends somewhere but starts nowhere, what is dated, and what else has no day. */
function placeInTime({ kind, from, to }: Event): number {
  if (from !== null) return 2;
  if (to !== null) return 1;
  return beginnings.includes(kind) ? 0 : 3;
}

function byTime(a: Event, b: Event): number {
  const place = placeInTime(a) - placeInTime(b);
  if (place !== 0) return place;
  const [x, y] = [a.from?.slice(0, 10) ?? '', b.from?.slice(0, 10) ?? ''];
  return x < y ? -1 : x > y ? 1 : dayOrder.indexOf(a.kind) - dayOrder.indexOf(b.kind);
}

/** Name of the fact, column of the canonical value, column as written. */
const factColumns = [
  ['serial', 'serial_clean', 'serial_raw'],
  ['make', 'make_name', 'make_raw'],
  ['model', 'model', 'model'],
  ['calibre', 'calibre_code', 'calibre_raw'],
  ['type', 'type_code', 'type_raw'],
  ['importer', 'importer', 'importer'],
  ['country', 'country', 'country'],
  ['no-serial', 'no_serial_reason', 'serial_raw'],
] as const;

function factsOf(records: readonly LifeRecord[]): Fact[] {
  return factColumns.flatMap(([name, column, rawColumn]) => {
    const facts = new Map<string, Fact>();
    for (const { firearm, source } of records) {
      const raw = (firearm[rawColumn] as string | null | undefined) ?? '';
      const value = (firearm[column] as string | null | undefined) ?? (raw && name !== 'no-serial' ? raw : null);
      if (!value) continue;
      const key = comparable(value);
      const fact = facts.get(key) ?? { name, value, raw: [], sources: [] };
      if (raw && !fact.raw.includes(raw)) fact.raw.push(raw);
      if (!fact.sources.some((each) => each.record === source.record)) fact.sources.push(source);
      facts.set(key, fact);
    }
    return [...facts.values()].sort((a, b) => b.sources.length - a.sources.length);
  });
}
