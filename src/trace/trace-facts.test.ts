import { expect, test } from 'vitest';
import { record, recovery, sale, shooting } from '../../test/life-records.ts';
import type { LifeRecord } from './firearm-life.ts';
import { traceFactsOf } from './trace-facts.ts';

const home = { state: 'MD', counties: ['24510'] };
const result = (traceNumber: string, more: Readonly<Record<string, unknown>> = {}) => ({
  table: 'trace_result',
  ordinal: 9,
  values: { trace_number: traceNumber, ...more },
});
let nextOrdinal = 20;
const party = (
  role: string,
  number: number,
  said: Readonly<Record<string, unknown>> = {},
): LifeRecord['participants'][number] => ({
  id: role === 'retail-dealer' ? `dealer:${number}` : `person:${number}`,
  kind: role === 'retail-dealer' ? 'dealer' : 'person',
  label: '',
  role,
  ordinal: nextOrdinal++,
  said,
  judgedOther: [],
});
const factsOf = (records: readonly LifeRecord[], shootings = [shooting('2024-01-16')]) =>
  traceFactsOf({ firearm: 'firearm:1', records, shootings, cut: null }, home);

test('a firearm without a result of a trace has no facts of one', () => {
  expect(factsOf([record('recoveries', [recovery('2024-03-03')])])).toEqual([]);
});

test('what the trace leaves out other records say, where they agree on one', () => {
  const trace = record(
    'etrace',
    [result('T1', { completion_code: 'C_PURCHASER' }), sale('2023-10-12'), recovery('2024-03-03')],
    {
      participants: [
        party('purchaser', 1, { family_name: 'ADAMS' }),
        party('retail-dealer', 5, { state: 'VA', name: 'A' }),
      ],
    },
  );
  const taken = (number: number) =>
    record('recoveries', [recovery('2024-03-03')], { participants: [party('possessor', number)] });
  const [facts] = factsOf([trace, taken(7)]);
  expect(facts).toMatchObject({
    traceNumber: 'T1',
    completion: 'C_PURCHASER',
    timeToCrime: { kind: 'computed', days: 143 },
    purchaser: { id: 'person:1', familyName: 'ADAMS', givenName: null },
    possessor: { id: 'person:7' },
    dealer: { id: 'dealer:5', state: 'VA', inCity: false },
    recovery: { state: 'MD' },
    shootings: { hits: 0, leads: 1 },
  });
  expect(factsOf([trace, taken(7), taken(8)])[0]!.possessor).toBeNull();
});

test('of a trace handed in twice the row completed last is read, whatever the order', () => {
  const early = record('etrace', [result('T1', { completed_on: '2024-04-01', completion_code: 'C_INSUFFICIENT' })]);
  const late = record('etrace', [result('T1', { completed_on: '2024-06-01', completion_code: 'C_PURCHASER' })]);
  for (const records of [
    [early, late],
    [late, early],
  ]) {
    const facts = factsOf(records);
    expect(facts.map(({ completion }) => completion)).toEqual(['C_PURCHASER']);
  }
  expect(factsOf([early, record('etrace', [result('T2')])]).map(({ traceNumber }) => traceNumber)).toEqual([
    'T1',
    'T2',
  ]);
});

test('what is not said is not known; yes and no are told apart', () => {
  const [facts] = factsOf([record('etrace', [result('T1')])], []);
  expect(facts).toMatchObject({
    multipleSale: null,
    stolen: null,
    obliterated: null,
    timeToCrime: { kind: 'undetermined' },
    dealer: null,
    purchaser: null,
    possessor: null,
  });
  const [other] = factsOf([
    record('etrace', [result('T1', { multiple_sale: false, stolen: false })], { firearm: { obliterated: true } }),
    record('thefts', [{ table: 'theft_report', ordinal: 1, values: { stolen_on: '2023-01-01' } }]),
    record('recoveries', [recovery('2024-03-03')]),
  ]);
  expect(other).toMatchObject({ multipleSale: false, stolen: true, obliterated: true });
});

test('a withdrawn lead ties no shooting, and one shooting tied twice is one', () => {
  const [facts] = factsOf(
    [record('etrace', [result('T1')])],
    [
      shooting('2024-01-16'),
      shooting('2024-01-16'),
      shooting('2024-01-20', { tie: 'hit' }),
      shooting('2024-01-29', { status: 'RETRACTED' }),
    ],
  );
  expect(facts!.shootings).toEqual({ hits: 1, leads: 1 });
});

test('the city is its counties: another state is outside, another county too, and without a county it is not known', () => {
  const at = (state: string, county?: string) => {
    const dealer = party('retail-dealer', 5, { state });
    return factsOf([
      record('etrace', [result('T1')], {
        participants: [dealer],
        ...(county === undefined
          ? {}
          : {
              dealerPlaces: new Map([
                [dealer.ordinal, { id: null, label: '', point: null, precision: 'county', county }],
              ]),
            }),
      }),
    ])[0]!.dealer!.inCity;
  };
  expect([at('VA'), at('MD', '24510'), at('MD', '24005'), at('MD')]).toEqual([false, true, false, null]);
});

test('a firearm recovered in another state is, and of one recovered twice nobody is given the possessor of the other time', () => {
  const away = { ...record('etrace', [result('T1')]), placeState: 'PA' };
  expect(factsOf([away])[0]!.recovery).toMatchObject({ state: 'PA', inCity: false, county: null });
  const taken = (on: string, number: number) =>
    record('recoveries', [recovery(on)], { participants: [party('possessor', number)] });
  const twice = [
    record('etrace', [result('T1'), sale('2020-01-01')]),
    taken('2024-03-03', 7),
    record('recoveries', [recovery('2022-01-01')]),
  ];
  expect(factsOf(twice)[0]!.possessor).toBeNull();
  expect(factsOf(twice.slice(0, 2))[0]!.possessor).toMatchObject({ id: 'person:7' });
});

const of = (traceNumber: string, on: string | null, number: number, more: Readonly<Record<string, unknown>> = {}) =>
  record(
    'etrace',
    [
      result(traceNumber, { recovered_on: on, ...more }),
      sale('2014-12-01'),
      ...(on === null ? [] : [{ ...recovery(on), values: { recovered_on: on, trace_number: traceNumber } }]),
    ],
    { participants: [party('purchaser', 1), party('possessor', number)] },
  );

test('of a firearm recovered twice each trace has its own recovery, its own possessor and the days to its own recovery', () => {
  const [first, second] = factsOf(
    [
      of('T20159000002', '2015-01-01', 7, { requested_on: '2015-01-05', completed_on: '2015-01-20' }),
      of('T20259000003', '2025-01-02', 1, { requested_on: '2025-01-05', completed_on: '2025-01-20' }),
    ],
    [],
  );
  expect(first).toMatchObject({
    recoveredOn: '2015-01-01',
    recoveries: ['2015-01-01', '2025-01-02'],
    timeToCrime: { kind: 'computed', days: 31 },
    possessor: { id: 'person:7' },
  });
  expect(second).toMatchObject({
    recoveredOn: '2025-01-02',
    recoveries: ['2015-01-01', '2025-01-02'],
    timeToCrime: { kind: 'computed', days: 3685 },
    possessor: { id: 'person:1' },
  });
});

test('a trace of a later recovery is not held against the days of an earlier trace, nor the other way round', () => {
  const [early, late] = factsOf(
    [
      of('T1', '2015-01-01', 7, { requested_on: '2014-12-30' }),
      of('T2', '2025-01-02', 8, { requested_on: '2025-01-05' }),
    ],
    [],
  );
  expect(early!.timeToCrime).toMatchObject({ kind: 'undetermined', why: expect.stringContaining('2014-12-30') });
  expect(late!.timeToCrime).toEqual({ kind: 'computed', days: 3685 });
});

test('a trace without a day of recovery is of the one its number, its case or its request tells; else of none', () => {
  const taken = (on: string, number: number, more: Readonly<Record<string, unknown>> = {}) =>
    record('recoveries', [{ ...recovery(on), values: { recovered_on: on, ...more } }], {
      participants: [party('possessor', number)],
    });
  const [early, late] = [taken('2015-01-01', 7), taken('2025-01-02', 8)];
  const alone = (requested: string | null, ...others: LifeRecord[]) =>
    factsOf(
      [record('etrace', [result('T1', { requested_on: requested }), sale('2014-12-01')]), early, late, ...others],
      [],
    )[0]!;
  // Only one had happened when it was asked for.
  expect(alone('2016-01-01')).toMatchObject({
    recoveredOn: '2015-01-01',
    timeToCrime: { kind: 'computed', days: 31 },
    possessor: { id: 'person:7' },
  });
  const unknown = alone('2025-06-01');
  expect(unknown).toMatchObject({
    recoveredOn: null,
    recoveries: ['2015-01-01', '2025-01-02'],
    possessor: null,
    timeToCrime: { kind: 'undetermined', why: expect.stringContaining('2015-01-01, 2025-01-02') },
  });
  const request = taken('2025-01-02', 8, { trace_number: 'T1' });
  expect(alone('2025-06-01', request)).toMatchObject({ recoveredOn: '2025-01-02', possessor: { id: 'person:8' } });

  const incident = { ...party('recovery', 1), id: 'incident:1' as const, kind: 'incident' as const };
  const ofCase = (each: LifeRecord) => ({ ...each, participants: [...each.participants, incident] });
  const [facts] = factsOf(
    [ofCase(record('etrace', [result('T1'), sale('2014-12-01')])), early, ofCase(taken('2025-01-02', 8))],
    [],
  );
  expect(facts).toMatchObject({ recoveredOn: '2025-01-02', possessor: { id: 'person:8' } });
});

test('two days that follow on each other in one case are one recovery, and the trace of the second day is of it', () => {
  const incident = { ...party('recovery', 1), id: 'incident:1' as const, kind: 'incident' as const };
  const room = record('recoveries', [recovery('2024-03-03')], { participants: [incident, party('possessor', 7)] });
  const trace = record(
    'etrace',
    [result('T1', { recovered_on: '2024-03-04' }), sale('2023-10-12'), recovery('2024-03-04')],
    {
      participants: [incident],
    },
  );
  const again = record('recoveries', [recovery('2025-01-02')]);
  for (const records of [
    [room, trace],
    [room, trace, again],
  ])
    expect(factsOf(records)[0]).toMatchObject({
      recoveredOn: '2024-03-03',
      timeToCrime: { kind: 'computed', days: 143 },
      possessor: { id: 'person:7' },
    });
});
