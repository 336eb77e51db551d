import type { Event, Participant, PlaceRef, SourceRef } from '../model/evidence.ts';
import { ballisticStanding } from '../links/ballistic-standing.ts';
import type { TableName } from '../model/tables.ts';
import { lastDealers } from '../trace/last-dealers.ts';
import type { ToldEvent } from '../trace/merge-alike.ts';
import type { Parties, Party } from '../trace/parties-contradict.ts';

/** One record with all it says, as the events are told from it. */
export interface ToldRecord {
  readonly source: SourceRef;
  readonly handling: readonly string[];
  readonly rows: readonly {
    readonly table: TableName;
    readonly ordinal: number;
    readonly values: Readonly<Record<string, unknown>>;
  }[];
  /** Entities the record observes, by the ordinal of the observation. */
  readonly participants: readonly (Participant & Party & { readonly ordinal: number })[];
  readonly place: PlaceRef | null;
}

type Values = Readonly<Record<string, unknown>>;
type Draft = Pick<Event, 'kind' | 'title'> & Partial<ToldEvent>;

const text = (values: Values, column: string) => (values[column] as string | undefined) ?? null;
const first = (values: Values, ...columns: string[]) =>
  columns.map((column) => text(values, column)).find((value) => value !== null) ?? null;

const shootings: Readonly<Record<string, string>> = {
  'fatal-shooting': 'Fatal shooting',
  'non-fatal-shooting': 'Non-fatal shooting',
  'shots-fired': 'Shots fired',
};

/** A lead in plain words, by what an examiner concluded. */
const leadTitles = {
  INCONCLUSIVE: 'Ballistic lead, found inconclusive by an examiner',
  UNSUITABLE: 'Ballistic lead, found unsuitable for comparison by an examiner',
  ELIMINATION: 'Ballistic lead, eliminated by an examiner',
};

/**
 * What happened, by the tables that say so; a table that is not here tells of no event. What is done at a desk or in a
 * laboratory did not happen where its record says that the case did.
 */
const told: Partial<Record<TableName, (values: Values, record: ToldRecord) => Draft>> = {
  transaction: (values, record) => ({
    kind: values['kind'] === 'RETAIL_SALE' ? 'sold' : 'shipped',
    title: values['kind'] === 'RETAIL_SALE' ? 'Retail sale' : 'Shipped',
    from: text(values, 'happened_on'),
    people: atOrdinals(record, [values['from_ordinal'], values['to_ordinal'], values['firearm_ordinal']]),
    parties: partiesAt(record, { from: values['from_ordinal'], to: values['to_ordinal'] }),
    place: null,
    detail:
      values['kind'] === 'RETAIL_SALE' ? { multipleSale: values['multiple_sale'] ?? null, ...afterSale(record) } : {},
  }),
  recovery: (values, record) => ({
    kind: 'recovered',
    title: 'Firearm recovered',
    from: first(values, 'recovered_at', 'recovered_on'),
    people: without(record, ['victim', 'suspect'], ['dealer']),
    detail: { property: values['property_number'] ?? null, status: values['status'] ?? null },
  }),
  theft_report: (values, record) => ({
    kind: 'stolen',
    title: 'Reported stolen or lost',
    from: first(values, 'stolen_on', 'reported_on'),
    parties: partiesOf(record, ['theft-victim', 'theft-dealer']),
    detail: {
      kind: values['kind'] ?? null,
      report: values['report_number'] ?? null,
      reportedOn: values['reported_on'] ?? null,
    },
  }),
  incident: (values) => {
    const classification = text(values, 'classification');
    const shooting = classification === null ? undefined : shootings[classification];
    return {
      kind: shooting ? 'shooting' : 'incident',
      title: shooting ?? text(values, 'description') ?? 'Incident',
      from: first(values, 'occurred_from', 'reported_at'),
      to: text(values, 'occurred_to'),
      detail: {
        classification,
        description: values['description'] ?? null,
        district: values['district'] ?? null,
        status: values['status'] ?? null,
        cartridgeCases: values['cartridge_cases'] ?? null,
      },
    };
  },
  victim: (values) => ({
    kind: 'victim',
    title:
      values['fatal'] === true
        ? values['shot']
          ? 'Killed by gunfire'
          : 'Killed'
        : values['shot']
          ? 'Struck by gunfire'
          : 'Victim',
    from: first(values, 'happened_at', 'happened_on'),
    detail: { fatal: values['fatal'] ?? null, injury: values['injury'] ?? null, age: values['age_years'] ?? null },
  }),
  suspect: (values) => ({
    kind: values['part'] === 'ARRESTEE' ? 'arrested' : 'suspect',
    title: values['part'] === 'ARRESTEE' ? 'Arrested' : 'Named as suspect',
    from: text(values, 'arrested_on'),
    detail: { charge: values['charge'] ?? null },
  }),
  gunshot_alert: (values) => ({
    kind: 'alert',
    title: alertTitle(values),
    from: text(values, 'detected_at'),
    detail: {
      alert: values['alert_number'] ?? null,
      rounds: values['rounds'] ?? null,
      disposition: values['disposition'] ?? null,
      accuracyMeters: values['accuracy_m'] ?? null,
    },
  }),
  call_for_service: (values) => ({
    kind: 'call',
    title: first(values, 'final_type', 'initial_type') ?? 'Call for service',
    from: text(values, 'received_at'),
    detail: {
      event: values['event_number'] ?? null,
      gunfire: values['gunfire'] ?? null,
      disposition: values['disposition'] ?? null,
    },
  }),
  ballistic_entry: (values) => ({
    kind: 'test-fired',
    title: values['event_type'] === 'TEST_FIRE' ? 'Test-fired and entered' : 'Cartridge case entered',
    // A test fire is told on the day it was fired, as in the life of the firearm; a cartridge case when it was entered.
    from: first(
      values,
      ...(values['event_type'] === 'TEST_FIRE' ? ['event_on', 'entered_at'] : ['entered_at', 'event_on']),
    ),
    place: null,
    detail: {
      entered: values['event_type'] === 'TEST_FIRE' ? 'test-fire' : 'cartridge-case',
      ibis: values['ibis_id'] ?? null,
      item: values['item_number'] ?? null,
      site: values['site'] ?? null,
    },
  }),
  ballistic_link: (values) => {
    const { tie, status, conclusion } = ballisticStanding(values);
    const hit = tie === 'hit';
    return {
      kind: 'linked',
      title: hit
        ? 'Ballistic hit, concluded by an examiner'
        : conclusion === null
          ? 'Ballistic lead, unconfirmed'
          : leadTitles[conclusion],
      from: hit ? first(values, 'confirmed_on', 'issued_on') : text(values, 'issued_on'),
      tie,
      status,
      place: null,
      detail: {
        lead: values['lead_number'] ?? null,
        status: values['status'] ?? null,
        conclusion: values['conclusion'] ?? null,
        caseA: values['case_a'] ?? null,
        caseB: values['case_b'] ?? null,
        eventA: values['event_a_on'] ?? null,
        eventB: values['event_b_on'] ?? null,
      },
    };
  },
  trace_request: (values, record) => ({
    kind: 'trace-requested',
    title: 'Trace requested',
    from: text(values, 'requested_on'),
    people: ofKinds(record, ['firearm', 'incident']),
    place: null,
    detail: { request: values['request_number'] ?? null, state: values['state'] ?? null },
  }),
  trace_result: (values, record) => ({
    kind: 'traced',
    title: 'Traced',
    from: first(values, 'completed_on', 'requested_on'),
    people: [...ofKinds(record, ['firearm', 'incident']), ...lastDealers(record).map(participant)],
    place: null,
    detail: {
      trace: values['trace_number'] ?? null,
      completion: first(values, 'completion_code', 'completion_raw'),
    },
  }),
  dealer_licence: (values) => ({
    kind: 'licensed',
    title: 'On the list of licensees',
    from: text(values, 'snapshot_month'),
    detail: {
      licence: values['licence_number'] ?? null,
      type: values['licence_type'] ?? null,
      expiresOn: values['expires_on'] ?? null,
      name: first(values, 'business_name', 'licence_name'),
    },
  }),
  dealer_inspection: (values) => ({
    kind: 'inspected',
    title: 'Inspected',
    from: first(values, 'completed_on', 'assigned_on'),
    detail: {
      inspection: values['inspection_number'] ?? null,
      disposition: values['disposition'] ?? null,
      citations: values['citations'] ?? [],
      revocationWarranted: values['revocation_warranted'] ?? null,
    },
  }),
};

/** The tables events are told from. */
export const eventTables = Object.keys(told) as TableName[];

/** Every event a record tells of, in plain words; `id` is stable: record and ordinal. */
export function recordEvents(record: ToldRecord): ToldEvent[] {
  return record.rows.flatMap(({ table, ordinal, values }) => {
    const draft = told[table]?.(values, record);
    if (!draft) return [];
    return [
      {
        id: `${record.source.record}-${ordinal}`,
        from: null,
        to: null,
        days: null,
        place: record.place,
        people: record.participants.filter((each) => each.kind !== 'place').map(participant),
        basis: 'RECORDED' as const,
        tie: null,
        status: 'ACTIVE' as const,
        conflict: null,
        sources: [record.source],
        handling: [...record.handling],
        detail: {},
        ...draft,
      },
    ];
  });
}

/** What the same record says came after a sale. */
function afterSale(record: ToldRecord): Record<string, unknown> {
  const result = record.rows.find((row) => row.table === 'trace_result')?.values;
  return result
    ? {
        recoveredOn: result['recovered_on'] ?? null,
        trace: result['trace_number'] ?? null,
      }
    : {};
}

function alertTitle(values: Values): string {
  const rounds = values['rounds'] as number | undefined;
  const shots = rounds === undefined ? '' : `, ${rounds} round${rounds === 1 ? '' : 's'}`;
  const titles: Readonly<Record<string, string>> = {
    SG: 'Gunshot alert: single shot',
    MG: 'Gunshot alert: several shots',
    PG: 'Gunshot alert: possible gunfire',
    NG: 'Alert: not gunfire',
  };
  return `${titles[text(values, 'classification') ?? ''] ?? 'Gunshot alert'}${shots}`;
}

function atOrdinals(record: ToldRecord, ordinals: readonly unknown[]): Participant[] {
  return ordinals.flatMap((ordinal) => record.participants.filter((each) => each.ordinal === ordinal).map(participant));
}

/** Whom the record names for the parts of a transaction, and for those of a loss. */
function partiesAt(record: ToldRecord, ordinals: Readonly<Record<string, unknown>>): Parties {
  return Object.fromEntries(
    Object.entries(ordinals).map(([part, ordinal]) => [
      part,
      record.participants.filter((each) => each.ordinal === ordinal),
    ]),
  );
}

function partiesOf(record: ToldRecord, roles: readonly string[]): Parties {
  const named = record.participants.filter((each) => roles.includes(each.role));
  return Object.fromEntries(roles.map((role) => [role, named.filter((each) => each.role === role)]));
}

function ofKinds(record: ToldRecord, kinds: readonly string[]): Participant[] {
  return record.participants.filter((each) => kinds.includes(each.kind)).map(participant);
}

function without(record: ToldRecord, roles: readonly string[], kinds: readonly string[]): Participant[] {
  return record.participants
    .filter(
      (each) =>
        each.kind !== 'place' && !kinds.includes(each.kind) && !roles.includes(each.role) && each.role !== 'purchaser',
    )
    .map(participant);
}

function participant({ id, kind, label, role }: Participant): Participant {
  return { id, kind, label, role };
}
