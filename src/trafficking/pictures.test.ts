import { expect, test } from 'vitest';
import { madeDealer, madePerson, madeTrace, soldAndRecovered } from '../../test/made-traces.ts';
import { dealersAnswer } from './dealer-standing.ts';
import { purchasePattern } from './purchase-pattern.ts';
import { firearmClass, listTraces } from './select-traces.ts';
import { corridorChanges, monthsBetween, sourcePictures } from './source-pictures.ts';
import { traceOverview } from './trace-overview.ts';

const nothing = { index: new Map(), flags: new Map() };

const overviewOf = (traces: Parameters<typeof traceOverview>[0]['traces']) =>
  traceOverview({ traces, firearms: [], ...nothing, filter: {}, mode: 'city', version: 'x', homeState: 'MD' });

test('handguns are pistols, revolvers and derringers, and what has no type is in no class', () => {
  const classes = ['P', 'PR', 'PD', 'PI', 'RI', 'SP', 'C', 'M', 'Z', '', null].map((type) => firearmClass({ type }));
  expect(classes).toEqual([
    ...new Array<string>(4).fill('handgun'),
    ...new Array<string>(3).fill('long'),
    'other',
    'other',
    'unknown',
    'unknown',
  ]);
});

test('a picture of one district is of what was recovered there, and says which others there are', () => {
  const traces = [
    madeTrace('T1', { recoveryDistrict: 'Central', distance: { km: 81, by: 'places' } }),
    madeTrace('T2', { recoveryDistrict: 'Central', distance: { km: 80, by: 'export' } }),
    madeTrace('T3', { recoveryDistrict: 'Eastern' }),
    madeTrace('T4'),
  ];
  const of = (district?: string) =>
    traceOverview({
      traces,
      firearms: [],
      ...nothing,
      filter: { district },
      mode: 'city',
      version: 'x',
      homeState: 'MD',
    });
  const districts = [
    { district: 'Central', traces: 2 },
    { district: 'Eastern', traces: 1 },
  ];
  expect([of().traces, of('Central').traces, of('none').traces]).toEqual([4, 2, 1]);
  expect([of().districts, of('Eastern').districts]).toEqual([districts, districts]);
  const far = (district: string) => of(district).measures.find(({ name }) => name === 'far')!.share;
  expect(far('Central')).toEqual({ numerator: 1, denominator: 2, unknown: 0 });
  expect(far('Eastern')).toEqual({ numerator: 0, denominator: 0, unknown: 1 });
});

test('months run over the turn of a year', () => {
  expect(monthsBetween('2023-11', '2024-02')).toEqual(['2023-11', '2023-12', '2024-01', '2024-02']);
});

test('a firearm traced twice is one in flows, by the trace that has a source', () => {
  const firearm = 'firearm:7' as const;
  const { flows, sourceKnown, matrix } = sourcePictures([
    madeTrace('T1', { firearm, recoveredOn: '2024-05-01' }),
    madeTrace('T2', { firearm, recoveredOn: '2024-05-01', dealer: madeDealer(1, { state: 'VA', county: '51059' }) }),
    madeTrace('T3', { recoveredOn: '2024-05-01' }),
  ]);
  expect(flows).toEqual([{ state: 'VA', county: '51059', quarter: '2024-Q2', firearms: 1 }]);
  expect(sourceKnown).toEqual({ numerator: 1, denominator: 2, unknown: 0 });
  expect(matrix).toEqual([{ state: 'VA', counts: [1], undated: 0 }]);
});

test('a state from which firearms come only lately is told as changed, and a steady one is not', () => {
  let number = 0;
  const from = (state: string, month: string, count: number) =>
    Array.from({ length: count }, () =>
      madeTrace(`T${++number}`, { recoveredOn: `${month}-15`, dealer: madeDealer(1, { state }) }),
    );
  const months = monthsBetween('2022-01', '2024-12');
  // Of the last months, up to October, from Georgia too; those of November and December are still filling.
  const traces = months.flatMap((month) => [
    ...from('VA', month, 20),
    ...(month >= '2024-05' ? from('GA', month, 6) : from('GA', month, month.endsWith('-06') ? 1 : 0)),
  ]);
  const { rows, from: first, lateFrom, to } = corridorChanges(traces);
  expect([first, lateFrom, to]).toEqual(['2022-01', '2024-05', '2024-10']);
  expect(rows[0]).toMatchObject({ id: 'GA', observed: 36, before: 2, direction: 'more', told: true });
  const steady = corridorChanges(months.flatMap((month) => [...from('VA', month, 20), ...from('GA', month, 5)]));
  expect(steady.rows.filter(({ told }) => told)).toEqual([]);
  expect(corridorChanges(traces.slice(0, 20)).from).toBeNull();
});

test('a year of sale is whole only where all of it could be followed, and none begins before the records do', () => {
  const { cohorts } = overviewOf([
    madeTrace('T1', soldAndRecovered('2019-03-01', 500)),
    madeTrace('T2', soldAndRecovered('2021-03-01', 200)),
    madeTrace('T3', soldAndRecovered('2021-06-01', 800)),
    madeTrace('T4', soldAndRecovered('2022-06-01', 720)),
    madeTrace('T5', { soldOn: '2022-01-01', timeToCrime: { kind: 'undetermined', why: 'no recovery is recorded' } }),
  ]);
  // The first recovery is of 13 July 2020, the last of 21 May 2024.
  expect(cohorts).toEqual([
    { year: 2021, within: [1, 1, 2], whole: [true, true, false] },
    { year: 2022, within: [0, 1, 1], whole: [true, false, false] },
    { year: 2023, within: [0, 0, 0], whole: [false, false, false] },
    { year: 2024, within: [0, 0, 0], whole: [false, false, false] },
  ]);
});

test('a negative time is in no bin, and said among those without one', () => {
  const { time } = overviewOf([madeTrace('T1', { timeToCrime: { kind: 'computed', days: -5 } })]);
  expect(time.known).toBe(0);
  expect(time.undetermined).toEqual([{ why: expect.stringContaining('negative'), traces: 1 }]);
  expect(
    listTraces([madeTrace('T1', { timeToCrime: { kind: 'computed', days: -5 } })], { days: '0-91' }, nothing),
  ).toEqual([]);
});

test('what more purchasers share than a household has ties nobody, and is said', () => {
  const traces = Array.from({ length: 12 }, (_, at) =>
    madeTrace(`T${at}`, {
      firearm: `firearm:${at}`,
      purchaser: madePerson(at, { phone: '4105550100', identifier: at < 2 ? 'MDX1' : null }),
    }),
  );
  const pattern = purchasePattern('person:0', 'NOBODY', {
    traces,
    firearms: [],
    calendars: {},
    ...nothing,
    householdMost: 8,
  });
  expect(pattern.shared.map(({ person, by }) => [person.id, by])).toEqual([['person:1', ['document']]]);
  expect(pattern.sharedByMany).toBe(1);
});

test('purchasers of one address are of one home also where a clerk left the ZIP code out, and of no more than the city signed', () => {
  const place = { address: '1 ELM ST', city: 'BALTIMORE', state: 'MD' };
  const traces = [
    ...['21201', '21230', null].map((zip, at) => ({ ...place, zip, at })),
    { ...place, city: 'LAUREL', zip: null, at: 3 },
  ].map(({ at, ...home }) => madeTrace(`T${at}`, { firearm: `firearm:${at}`, purchaser: madePerson(at, home) }));
  const of = (householdMost: number) => {
    const { shared, sharedByMany } = purchasePattern('person:0', 'NOBODY', {
      traces,
      firearms: [],
      calendars: {},
      ...nothing,
      householdMost,
    });
    return [shared.map(({ person, by }) => [person.id, by]), sharedByMany];
  };
  expect(of(2)).toEqual([[['person:2', ['home']]], 0]);
  expect(of(1)).toEqual([[], 1]);
});

test('dealers are drawn alike whatever the order of traces, and their limits hold what is expected', () => {
  const traces = Array.from({ length: 60 }, (_, at) =>
    madeTrace(`T${at}`, {
      dealer: madeDealer((at % 6) + 1),
      ...soldAndRecovered('2020-01-01', at % 3 === 0 ? 200 : 2000),
    }),
  );
  const one = dealersAnswer(traces, 2);
  const other = dealersAnswer(traces.toReversed(), 2);
  expect(other.ranks.map(({ dealer, inTop }) => [dealer, inTop])).toEqual(
    one.ranks.map(({ dealer, inTop }) => [dealer, inTop]),
  );
  for (const { expected, limits } of one.funnel.points) {
    expect(limits.low998).toBeLessThanOrEqual(limits.low95);
    expect(limits.low95).toBeLessThanOrEqual(expected);
    expect(expected).toBeLessThanOrEqual(limits.high95);
    expect(limits.high95).toBeLessThanOrEqual(limits.high998);
  }
});
