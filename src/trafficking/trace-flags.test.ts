import { expect, test } from 'vitest';
import { madeDealer, madePerson, madeTrace, soldAndRecovered } from '../../test/made-traces.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import { traceFlags } from './trace-flags.ts';

const whole: Partial<TraceFacts> = { make: 'GLOCK', ...soldAndRecovered('2023-01-01', 100) };
const codesOf = (traces: readonly TraceFacts[], traceNumber = 'T1') =>
  traceFlags(traces)
    .get(traceNumber)!
    .map(({ code }) => code);

test('a trace of which all fits has no flag', () => {
  expect(
    codesOf([
      madeTrace('T1', {
        ...whole,
        dealer: madeDealer(1, { state: 'MD', licenceKey: '8-52-12345' }),
        purchaser: madePerson(1),
        requestedOn: '2023-05-01',
        completedOn: '2023-05-09',
      }),
    ]),
  ).toEqual([]);
});

test.each<[string, Partial<TraceFacts>, string[]]>([
  ['cancelled', { completion: 'C_CANCELLED' }, ['not-counted']],
  ['given twice', { completion: 'C_DUPLICATE' }, ['not-counted']],
  [
    'sold after it was recovered',
    {
      soldOn: '2024-02-01',
      recoveredOn: '2024-01-01',
      timeToCrime: {
        kind: 'undetermined',
        why: 'the recovery (2024-01-01) is dated before the sale (2024-02-01): one of the dates is wrong',
      },
    },
    ['sale-after-recovery'],
  ],
  ['of a negative time', { timeToCrime: { kind: 'computed', days: -3 } }, ['negative-time']],
  ['of a negative time in the export', { reportedDays: -3 }, ['negative-time']],
  [
    'whose own row has the sale after the recovery, where another record gives the day',
    { warnings: ['trace.negative-time-to-crime'] },
    ['negative-time'],
  ],
  ['of another time in the export', { reportedDays: 7, warnings: ['trace.time-to-crime-differs'] }, ['time-differs']],
  [
    'of which a cell could not be read',
    { warnings: ['person.birth-date-filler', 'licence.district-state'] },
    ['row-odd'],
  ],
  ['of a make nobody listed', { make: 'ZZTOPLINE' }, ['unknown-make']],
  [
    'sold to a child',
    {
      timeToCrime: {
        kind: 'undetermined',
        why: 'the purchaser was younger than 12 at the sale: one of the dates is wrong',
      },
    },
    ['dates-in-disorder'],
  ],
  [
    'of which sources differ',
    { timeToCrime: { kind: 'undetermined', why: 'sources differ on the dealer of the first retail sale' } },
    ['sources-differ'],
  ],
  [
    'of a firearm recovered before',
    { recoveredOn: '2024-01-01', recoveries: ['2015-01-01', '2024-01-01'] },
    ['recovered-before'],
  ],
  [
    'of a firearm recovered again later',
    { soldOn: '2014-12-01', recoveredOn: '2015-01-01', recoveries: ['2015-01-01', '2024-01-01'] },
    [],
  ],
  [
    'of one of several recoveries, nobody knows which',
    { recoveredOn: null, recoveries: ['2015-01-01', '2024-01-01'] },
    ['recovered-before'],
  ],
  ['completed first', { requestedOn: '2024-05-02', completedOn: '2024-05-01' }, ['completed-before-requested']],
  ['of a firearm reported stolen after it', { theftInDoubt: 'after-recovery' }, ['theft-after-recovery']],
  ['of a firearm stolen nobody knows when', { theftInDoubt: 'undated' }, ['theft-undated']],
  ['of no known make', { make: null }, ['unknown-make']],
  [
    'to a dealer whose licence is of another state',
    { dealer: madeDealer(1, { state: 'PA', licenceKey: '1-54-12345' }) },
    ['licence-of-another-state'],
  ],
  [
    'to a dealer of the second state a district serves',
    { dealer: madeDealer(1, { state: 'DC', licenceKey: '1-54-12345' }) },
    [],
  ],
  ['to a dealer of no known state', { dealer: madeDealer(1, { state: null, licenceKey: '1-54-12345' }) }, []],
])('a trace %s is flagged as such', (_, given, codes) => {
  expect(codesOf([madeTrace('T1', { ...whole, ...given })])).toEqual(codes);
});

test('a firearm traced twice to different purchasers is flagged on both traces, one to the same purchaser as traced again alone', () => {
  const firearm = 'firearm:9' as const;
  const trace = (number: string, person: number) =>
    madeTrace(number, { ...whole, firearm, purchaser: madePerson(person) });
  const differ = [trace('T1', 1), trace('T2', 2)];
  expect(codesOf(differ, 'T1')).toEqual(['traced-again', 'purchasers-differ']);
  expect(codesOf(differ, 'T2')).toEqual(['traced-again', 'purchasers-differ']);
  expect(codesOf([trace('T1', 1), trace('T2', 1)])).toEqual(['traced-again']);
  expect(codesOf([trace('T1', 1), { ...trace('T2', 2), completion: 'C_DUPLICATE' }])).toEqual([]);
});

test('a dealer whom traces name with three licences is flagged with how many, on each of them', () => {
  const traces = ['8-52-11111', '8-52-22222', '8-52-33333', '8-52-33333'].map((licenceKey, at) =>
    madeTrace(`T${at + 1}`, { ...whole, dealer: madeDealer(1, { state: 'MD', licenceKey }) }),
  );
  const flags = traceFlags(traces);
  for (const { traceNumber } of traces)
    expect(flags.get(traceNumber)).toEqual([
      { code: 'dealer-several-licences', sentence: expect.stringContaining('with 3 licences') },
    ]);
});

test('three licences of one business in one town are flagged on the traces of each, and not those of a namesake elsewhere', () => {
  const of = (at: number, city: string, licenceKey: string) =>
    madeTrace(`T${at}`, {
      ...whole,
      dealer: madeDealer(at, { name: 'Eagle Arms', city, state: 'MD', licenceKey }),
    });
  const traces = [
    of(1, 'Towson', '8-52-11111'),
    of(2, 'TOWSON', '8-52-22222'),
    of(3, 'Towson', '8-52-33333'),
    of(4, 'Frederick', '8-52-44444'),
  ];
  expect(traces.map(({ traceNumber }) => codesOf(traces, traceNumber))).toEqual([
    ['dealer-several-licences'],
    ['dealer-several-licences'],
    ['dealer-several-licences'],
    [],
  ]);
});

test('the order of traces changes no flag', () => {
  const traces = [
    madeTrace('T1', { ...whole, firearm: 'firearm:1', purchaser: madePerson(1) }),
    madeTrace('T2', { ...whole, firearm: 'firearm:1', purchaser: madePerson(2) }),
    madeTrace('T3', { make: null }),
  ];
  const codes = (of: readonly TraceFacts[]) =>
    [...traceFlags(of)].map(([number, flags]) => [number, flags.map(({ code }) => code)]).sort();
  expect(codes(traces.toReversed())).toEqual(codes(traces));
});
