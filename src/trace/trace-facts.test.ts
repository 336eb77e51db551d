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
    record('thefts', [{ table: 'theft_report', ordinal: 1, values: {} }]),
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
