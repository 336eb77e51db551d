import { expect, test } from 'vitest';
import { predicates, type Predicate } from '../model/links.ts';
import type { TableName } from '../model/tables.ts';
import { addressOrdinalOffset, assertLinks, buildingOrdinalOffset, unitsOf, type RecordRow } from './assert-links.ts';

const row = (table: TableName, ordinal: number, values: Record<string, unknown> = {}): RecordRow => ({
  table,
  ordinal,
  values,
});
const said = (rows: readonly RecordRow[]) =>
  assertLinks(rows).map(({ subject, predicate, object, from }) => [subject, predicate, object, from]);

const firearm = (role: string) => row('firearm_observation', 0, { role });
const person = (ordinal: number, role: string, values = {}) => row('person_observation', ordinal, { role, ...values });
const dealer = (ordinal: number, role: string, values = {}) => row('dealer_observation', ordinal, { role, ...values });
const place = (ordinal: number, role: string, values = {}) => row('place_observation', ordinal, { role, ...values });
const vehicle = (ordinal: number, role: string) =>
  row('vehicle_observation', ordinal, { role, plate: '7AB1234', seen_on: '2024-03-01' });
const incident = (ordinal: number, role: string, seen_on: string | null = '2024-03-01') =>
  row('incident_observation', ordinal, { role, seen_on });

const sale = row('transaction', 9, {
  kind: 'RETAIL_SALE',
  firearm_ordinal: 0,
  from_ordinal: 1,
  to_ordinal: 2,
  happened_on: '2020-01-01',
});
const shipment = row('transaction', 9, {
  kind: 'SHIPMENT',
  firearm_ordinal: 0,
  from_ordinal: 1,
  to_ordinal: 2,
  happened_on: '2019-01-01',
});
const lead = (values: Record<string, unknown>) =>
  row('ballistic_link', 9, {
    kind: 'LEAD',
    status: 'DISSEMINATED',
    case_a: '1',
    case_b: '2',
    event_a_on: '2024-03-01',
    event_b_on: '2024-05-01',
    ...values,
  });
const ends = [incident(1, 'ballistic-a'), incident(2, 'ballistic-b', '2024-05-01')];

/** For each predicate the records that assert it, and between which of their observations. */
const asserted: Partial<Record<Predicate, [RecordRow[], [number, number, string | null]][]>> = {
  SOLD: [[[sale], [1, 0, '2020-01-01']]],
  PURCHASED: [[[sale], [2, 0, '2020-01-01']]],
  SOLD_TO: [[[sale], [1, 2, '2020-01-01']]],
  SHIPPED: [[[shipment], [1, 0, '2019-01-01']]],
  SHIPPED_TO: [[[shipment], [1, 2, '2019-01-01']]],
  TRACED_TO: [
    [
      [firearm('traced'), dealer(1, 'retail-dealer'), row('trace_result', 8, { completed_on: '2024-05-20' })],
      [0, 1, '2024-05-20'],
    ],
  ],
  POSSESSED_AT_RECOVERY: [
    [
      [firearm('recovered'), person(1, 'possessor'), row('recovery', 9, { recovered_on: '2024-05-06' })],
      [1, 0, '2024-05-06'],
    ],
    [
      [firearm('traced'), person(1, 'possessor'), row('trace_result', 9, { recovered_on: '2024-05-07' })],
      [1, 0, '2024-05-07'],
    ],
  ],
  ASSOCIATE_AT_RECOVERY: [
    [
      [firearm('recovered'), person(1, 'associate'), row('recovery', 9, { recovered_on: '2024-05-06' })],
      [1, 0, '2024-05-06'],
    ],
  ],
  RECOVERED_IN: [
    [
      [firearm('recovered'), incident(1, 'recovery'), row('recovery', 9, { recovered_on: '2024-05-06' })],
      [0, 1, '2024-05-06'],
    ],
  ],
  RECOVERED_AT: [
    [
      [firearm('recovered'), place(1, 'recovery'), row('recovery', 9, { recovered_on: '2024-05-06' })],
      [0, 1, '2024-05-06'],
    ],
  ],
  STOLEN_FROM: [
    [
      [firearm('stolen'), person(1, 'theft-victim'), row('theft_report', 9, { stolen_on: '2022-02-02' })],
      [0, 1, '2022-02-02'],
    ],
    [
      [firearm('stolen'), dealer(1, 'theft-dealer'), row('theft_report', 9, { reported_on: '2022-02-03' })],
      [0, 1, '2022-02-03'],
    ],
  ],
  FIRED_IN: [
    [
      [firearm('linked'), ...ends, lead({ kind: 'HIT', item_b: 'TF-1', firearm_ordinal: 0 })],
      [0, 1, '2024-03-01'],
    ],
    [
      [firearm('linked'), ...ends, lead({ kind: 'HIT', item_a: 'TF-1', firearm_ordinal: 0 })],
      [0, 2, '2024-05-01'],
    ],
    // One end is blank: it is the firearm's own, where the other is said to be a scene.
    [
      [
        firearm('linked'),
        incident(2, 'ballistic-b'),
        lead({ kind: 'HIT', case_a: null, item_b: 'CC-1', firearm_ordinal: 0 }),
      ],
      [0, 2, '2024-05-01'],
    ],
  ],
  POSSIBLY_FIRED_IN: [
    [
      [firearm('linked'), ...ends, lead({ item_a: 'TEST FIRE 2', firearm_ordinal: 0 })],
      [0, 2, '2024-05-01'],
    ],
  ],
  LINKED_BY_HIT: [
    [
      [...ends, lead({ kind: 'HIT' })],
      [1, 2, '2024-03-01'],
    ],
  ],
  LINKED_BY_LEAD: [
    [
      [...ends, lead({})],
      [1, 2, '2024-03-01'],
    ],
    // Which end is the test fire is not said: the cases are linked, and the firearm to neither.
    [
      [firearm('linked'), ...ends, lead({ item_a: '1', item_b: '2', firearm_ordinal: 0 })],
      [1, 2, '2024-03-01'],
    ],
  ],
  VICTIM_IN: [
    [
      [incident(0, 'victim'), person(1, 'victim')],
      [1, 0, '2024-03-01'],
    ],
    [
      [incident(0, 'incident'), person(1, 'victim')],
      [1, 0, '2024-03-01'],
    ],
  ],
  SUSPECT_IN: [
    [
      [incident(0, 'suspect', null), person(1, 'suspect')],
      [1, 0, null],
    ],
    [
      [incident(0, 'occurrence'), person(1, 'suspect')],
      [1, 0, '2024-03-01'],
    ],
  ],
  ARRESTED_IN: [
    [
      [incident(0, 'arrestee', '2024-03-09'), person(1, 'arrestee')],
      [1, 0, '2024-03-09'],
    ],
    [
      [incident(0, 'incident'), person(1, 'arrestee')],
      [1, 0, '2024-03-01'],
    ],
  ],
  RESIDES_AT: [
    [
      [person(1, 'possessor', { address: '1 A ST', seen_on: '2024-01-01' })],
      [1, 1 + addressOrdinalOffset, '2024-01-01'],
    ],
  ],
  PREMISES_AT: [
    [
      [dealer(1, 'licensee', { seen_on: '2024-01-01' }), place(2, 'premises')],
      [1, 2, '2024-01-01'],
    ],
    [[dealer(1, 'seller', { address: '1 A ST' })], [1, 1 + addressOrdinalOffset, null]],
  ],
  VEHICLE_IN: [
    [
      [incident(0, 'recovery'), vehicle(1, 'recovery')],
      [1, 0, '2024-03-01'],
    ],
  ],
  WITH_VEHICLE: [
    [
      [person(0, 'possessor'), vehicle(1, 'recovery')],
      [0, 1, '2024-03-01'],
    ],
    [
      [person(0, 'arrestee'), vehicle(1, 'arrestee')],
      [0, 1, '2024-03-01'],
    ],
  ],
  LOCATED_IN: [
    [
      [person(1, 'possessor', { address: '1 A ST UNIT 3B', seen_on: '2024-01-01' })],
      [1 + addressOrdinalOffset, 1 + buildingOrdinalOffset, '2024-01-01'],
    ],
    [[dealer(1, 'seller', { address: '1 A ST UNIT 3B' })], [1 + addressOrdinalOffset, 1 + buildingOrdinalOffset, null]],
    [
      [row('place_observation', 2, { role: 'scene', address: '1 A ST UNIT 3B', seen_on: '2024-01-01' })],
      [2, 2 + buildingOrdinalOffset, '2024-01-01'],
    ],
  ],
  HAPPENED_AT: [
    [
      [incident(0, 'incident'), place(1, 'scene')],
      [0, 1, '2024-03-01'],
    ],
  ],
  REPORTED_AT: [
    [
      [incident(0, 'alert'), place(1, 'alert')],
      [0, 1, '2024-03-01'],
    ],
    [
      [incident(0, 'call'), place(1, 'call')],
      [0, 1, '2024-03-01'],
    ],
  ],
};

test.each(Object.keys(predicates) as Predicate[])(
  '%s is asserted between the right two, on the right day',
  (predicate) => {
    // Takes two records to see: correlate-gunfire.
    if (predicate === 'CORRELATED_WITH') {
      expect(asserted[predicate]).toBeUndefined();
      return;
    }
    for (const [rows, [subject, object, from]] of asserted[predicate]!)
      expect(said(rows)).toContainEqual([subject, predicate, object, from]);
  },
);

test('a dealer who sold the firearm is not where the trace ended', () => {
  const rows = [firearm('traced'), dealer(1, 'retail-dealer'), row('trace_result', 8), sale];
  expect(said(rows).map(([, predicate]) => predicate)).not.toContain('TRACED_TO');
});

test('a case did not happen where a sensor heard it or a caller said it was', () => {
  for (const role of ['alert', 'call'])
    expect(said([incident(0, role), place(1, role)]).map(([, predicate]) => predicate)).toEqual(['REPORTED_AT']);
});

test('a person is tied to no incident by a part that is not theirs', () => {
  expect(said([incident(0, 'recovery'), person(1, 'victim')])).toEqual([]);
  expect(said([incident(0, 'victim'), person(1, 'possessor')])).toEqual([]);
});

const fired = ['FIRED_IN', 'POSSIBLY_FIRED_IN'];

test.each([
  ['no items', {}],
  ['items that say nothing', { item_a: '1', item_b: '2' }],
  ['two scenes', { item_a: 'CC-1', item_b: 'CC-2' }],
  ['two test fires', { item_a: 'TF-1', item_b: 'TF-2' }],
  ['a word that only begins alike', { item_a: 'TFX-1', item_b: 'CCTV' }],
  ['one end, not said to be a scene', { case_a: null, item_b: '4' }],
  ['one end, and that the test fire', { case_a: null, item_b: 'TF-1' }],
])('with %s a firearm was fired in neither case', (_, values) => {
  for (const kind of ['HIT', 'LEAD'])
    expect(
      assertLinks([firearm('linked'), ...ends, lead({ kind, ...values, firearm_ordinal: 0 })]).filter((each) =>
        fired.includes(each.predicate),
      ),
    ).toEqual([]);
});

test.each([
  [{ kind: 'HIT', conclusion: 'IDENTIFICATION' }, 'hit ACTIVE'],
  [{ kind: 'HIT', status: 'CLOSED' }, 'hit ACTIVE'],
  [{ kind: 'LEAD', status: 'CONFIRMED_HIT' }, 'hit ACTIVE'],
  [{ kind: 'HIT', status: 'CLOSED', conclusion: 'ELIMINATION' }, 'lead RETRACTED'],
  [{ kind: 'LEAD', status: 'CLOSED', conclusion: 'ELIMINATION' }, 'lead RETRACTED'],
  [{ kind: 'HIT', status: 'CONFIRMED_HIT', conclusion: 'ELIMINATION' }, 'lead RETRACTED'],
  [{ kind: 'HIT', conclusion: 'INCONCLUSIVE' }, 'lead ACTIVE'],
  [{ kind: 'HIT', status: 'CONFIRMED_HIT', conclusion: 'UNSUITABLE' }, 'lead ACTIVE'],
  [{ kind: 'HIT', status: 'INCONCLUSIVE' }, 'lead ACTIVE'],
  [{ kind: 'HIT', status: 'NOT_CONFIRMED' }, 'lead RETRACTED'],
  [{ kind: 'HIT', status: 'RETRACTED', conclusion: 'IDENTIFICATION' }, 'hit RETRACTED'],
  [{ kind: 'LEAD', retracted_on: '2024-06-01' }, 'lead RETRACTED'],
  [{ kind: 'HIT', warnings: ['ballistic.unknown-conclusion'] }, 'lead ACTIVE'],
  [{ kind: 'HIT', status: 'CONFIRMATION_REQUESTED' }, 'lead ACTIVE'],
  [{ kind: 'HIT', status: 'CONFIRMATION_REQUESTED', conclusion: 'IDENTIFICATION' }, 'lead ACTIVE'],
  [{ kind: 'HIT', status: 'UNCONFIRMED' }, 'lead ACTIVE'],
  [{ kind: 'HIT', status: 'GONE FISHING', warnings: ['ballistic.unknown-status'] }, 'lead ACTIVE'],
  [
    { kind: 'HIT', status: 'BOXED', conclusion: 'IDENTIFICATION', warnings: ['ballistic.unknown-status'] },
    'hit ACTIVE',
  ],
])('%o makes a %s link', (values, expected) => {
  const [hit] = assertLinks([firearm('linked'), ...ends, lead({ ...values, item_b: 'TF-1', firearm_ordinal: 0 })]);
  const [cases] = assertLinks([...ends, lead(values)]);
  const told = (link: typeof hit) =>
    `${link!.predicate === 'FIRED_IN' || link!.predicate === 'LINKED_BY_HIT' ? 'hit' : 'lead'} ${link!.status}`;
  expect([told(hit), told(cases)]).toEqual([expected, expected]);
  expect(hit!.handling).toBe(expected.startsWith('hit') ? 'NIBIN-HIT' : 'NIBIN-LEAD');
});

test('a record with more rows than there are numbers for buildings names none', () => {
  const rows = Array.from({ length: 17 }, (_, at) => person(at, 'victim', { address: `${at + 1} A ST UNIT 2` }));
  expect(unitsOf(rows.slice(0, 16)).map(({ building }) => building)).toEqual(
    Array.from({ length: 16 }, (_, at) => 48 + at),
  );
  expect(unitsOf(rows)).toEqual([]);
});
