import {
  firearmLife as lifeOf,
  type LifeInputs,
  type LifeRecord,
  type TiedShooting,
} from '../src/trace/firearm-life.ts';

export const firearm = { id: 'firearm:1' as const, kind: 'firearm' as const, label: 'Glock 19 BXK482' };
/** The life told by some records, all of them read. */
export const firearmLife = (inputs: Partial<LifeInputs>) =>
  lifeOf({
    firearm,
    records: [],
    shootings: [],
    timeZone: 'America/New_York',
    cut: null,
    apart: [],
    unreadDays: [],
    ...inputs,
  });
let next = 1;
const source = (feed: string) => ({
  record: next++,
  version: 1,
  feed,
  layout: 'x',
  file: `${feed}.csv`,
  line: next,
  receivedAt: '2026-01-01T00:00:00.000Z',
});

export function record(feed: string, rows: LifeRecord['rows'], more: Partial<LifeRecord> = {}): LifeRecord {
  return {
    source: source(feed),
    handling: [],
    firearm: { serial_clean: 'BXK482', make_name: 'GLOCK' },
    rows,
    participants: [],
    place: null,
    ...more,
  };
}

export const sale = (on: string) => ({
  table: 'transaction',
  ordinal: 1,
  values: { kind: 'RETAIL_SALE', happened_on: on },
});
export const recovery = (on: string) => ({ table: 'recovery', ordinal: 2, values: { recovered_on: on } });

export function shooting(on: string, more: Partial<TiedShooting> = {}): TiedShooting {
  return {
    incident: { id: `incident:${on.replaceAll('-', '')}`, kind: 'incident', label: `Case ${on}` },
    tie: 'lead',
    status: 'ACTIVE',
    on,
    classification: null,
    description: null,
    cartridgeCases: null,
    place: null,
    sources: [source('nibin')],
    handling: ['NIBIN-LEAD'],
    through: [],
    basis: 'RECORDED',
    ...more,
  };
}

export const told = (life: ReturnType<typeof firearmLife>) =>
  life.events.map((event) => `${event.kind} ${event.from ?? '…'}${event.to ? ` to ${event.to}` : ''}`);

type Said = LifeRecord['participants'][number]['said'];
export const dealer = (id: number, ordinal = 5, said: Said = { licence_key: `D${id}` }) => ({
  ordinal,
  id: `dealer:${id}` as const,
  kind: 'dealer' as const,
  label: `D${id}`,
  role: 'retail-dealer',
  said,
  judgedOther: [],
});
export const buyer = (id: number, ordinal = 6, said: Said = { family_name: `P${id}` }) => ({
  ordinal,
  id: `person:${id}` as const,
  kind: 'person' as const,
  label: `P${id}`,
  role: 'purchaser',
  said,
  judgedOther: [],
});
export const traded = (kind: string, on: string, ...participants: LifeRecord['participants']) =>
  record(
    'etrace',
    [{ table: 'transaction', ordinal: 9, values: { kind, happened_on: on, from_ordinal: 5, to_ordinal: 6 } }],
    {
      participants,
    },
  );
export const kindOf = (life: ReturnType<typeof firearmLife>, kind: string) =>
  life.events.filter((event) => event.kind === kind);
export const theft = (on: string, role: 'theft-victim' | 'theft-dealer') =>
  record('thefts', [{ table: 'theft_report', ordinal: 2, values: { stolen_on: on } }], {
    participants: [
      role === 'theft-victim'
        ? { ...buyer(9), role }
        : { ...buyer(9), id: 'dealer:9' as const, kind: 'dealer' as const, role },
    ],
  });
