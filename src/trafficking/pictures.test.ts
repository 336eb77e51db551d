import { expect, test } from 'vitest';
import { madeDealer, madePerson, madePlace, madeTrace, soldAndRecovered } from '../../test/made-traces.ts';
import { dealersAnswer } from './dealer-standing.ts';
import { purchasePattern } from './purchase-pattern.ts';
import { firearmClass, listTraces } from './select-traces.ts';
import { sourceFlows } from './source-flows.ts';
import { corridorChanges, monthsBetween, sourcePictures } from './source-pictures.ts';
import { traceOverview } from './trace-overview.ts';
import { traceReport } from './trace-report.ts';
import { traceYear } from './trace-year.ts';

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
  const traces = [
    madeTrace('T1', { firearm, recoveredOn: '2024-05-01' }),
    madeTrace('T2', { firearm, recoveredOn: '2024-05-01', dealer: madeDealer(1, { state: 'VA', county: '51059' }) }),
    madeTrace('T3', { recoveredOn: '2024-05-01' }),
  ];
  const { flows, sourceKnown } = sourcePictures(traces);
  const { columns, rows } = sourceFlows(traces, 'year');
  expect(flows).toEqual([{ state: 'VA', county: '51059', quarter: '2024-Q2', firearms: 1 }]);
  expect(sourceKnown).toEqual({ numerator: 1, denominator: 2, unknown: 0 });
  expect(columns).toEqual([{ key: '2024', firearms: 1, unknown: 1, governments: 0 }]);
  expect(rows).toMatchObject([{ state: 'VA', counts: [1], counties: [{ county: '51059', counts: [1] }] }]);
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
  // All of it in the last two months, which weigh most, and in all fewer than before: the counts that are shown say the contrary.
  const late = new Map(months.slice(-8, -2).map((month, at) => [month, [0, 0, 0, 0, 28, 27][at]!]));
  const georgia = (month: string) => late.get(month) ?? 10;
  const bunched = months.flatMap((month) => [
    ...from('GA', month, georgia(month)),
    ...from('VA', month, 100 - georgia(month)),
  ]);
  const { observed, expected, ...found } = corridorChanges(bunched).rows.find(({ id }) => id === 'GA')!;
  expect(observed).toBeLessThan(expected);
  expect(found).toMatchObject({ direction: 'more', told: false });
  expect(found.falseDiscoveryRate).toBeLessThan(0.1);
  expect(corridorChanges(traces.slice(0, 20)).from).toBeNull();
});

test('a year of sale is whole only where all of it could be followed, and none begins before the records do', () => {
  const { cohorts } = overviewOf([
    madeTrace('T1', soldAndRecovered('2019-03-01', 500)),
    madeTrace('T2', soldAndRecovered('2021-03-01', 200)),
    madeTrace('T3', soldAndRecovered('2021-06-01', 800)),
    madeTrace('T4', soldAndRecovered('2022-06-01', 720)),
    madeTrace('T5', { soldOn: '2022-01-01', timeToCrime: { kind: 'undetermined', why: 'no recovery is recorded' } }),
    madeTrace('T6', soldAndRecovered('1999-08-01', 8400)),
  ]);
  // The first recovery is of 13 July 2020, the last of 21 May 2024, and no year between is without one.
  expect(cohorts).toEqual([
    { year: 2021, within: [1, 1, 2], whole: [true, true, false] },
    { year: 2022, within: [0, 1, 1], whole: [true, false, false] },
    { year: 2023, within: [0, 0, 0], whole: [false, false, false] },
    { year: 2024, within: [0, 0, 0], whole: [false, false, false] },
  ]);
});

test('one early recovery does not begin the records: years of sale begin after the last break, and say so', () => {
  let number = 0;
  // Forty a quarter from April 2021 to the end of 2024, sold two years before.
  const quarters = ['2021-04', '2021-07', '2021-10'].concat(
    [2022, 2023, 2024].flatMap((year) => ['01', '04', '07', '10'].map((month) => `${year}-${month}`)),
  );
  const regular = quarters.flatMap((month) =>
    Array.from({ length: 40 }, () =>
      madeTrace(`T${++number}`, soldAndRecovered(`${Number(month.slice(0, 4)) - 2}${month.slice(4)}-15`, 731)),
    ),
  );
  const years = (traces: typeof regular) => overviewOf(traces).cohorts.map(({ year }) => year);
  expect(overviewOf(regular).followed).toEqual({
    from: expect.stringMatching(/^2021-04-1[56]$/),
    to: expect.stringMatching(/^2024-10-1[56]$/),
    before: 0,
    after: 0,
  });
  const stray = ['2015-01-01', '2020-02-01'].map((on, at) =>
    madeTrace(`T9${at}9999`, { ...soldAndRecovered('2014-12-01', 31), recoveredOn: on }),
  );
  expect(years([...regular, ...stray])).toEqual(years(regular));
  expect(years(regular)).toEqual([2022, 2023, 2024]);
  expect(overviewOf([...regular, ...stray]).followed.before).toBe(2);
  // A quarter of which the export is missing is a break as well.
  const hole = regular.filter(({ recoveredOn }) => !/^2022-0[789]/.test(recoveredOn!));
  expect(years(hole)).toEqual([2023, 2024]);
});

const government = (trace: string, more: Parameters<typeof madeTrace>[1] = {}) =>
  madeTrace(trace, {
    completion: 'C_GOVT_OR_LE',
    dealer: madeDealer(9, { state: 'VA' }),
    recovery: madePlace({ state: 'MD' }),
    recoveredOn: '2024-03-01',
    ...more,
  });
const retail = (trace: string, more: Parameters<typeof madeTrace>[1] = {}) =>
  government(trace, { completion: 'C_PURCHASER', dealer: madeDealer(1, { state: 'MD' }), ...more });

test('firearms of governments and police are in no source: overview, its list, year report and report by source agree', () => {
  const traces = [
    ...[1, 2, 3, 4, 5, 6].map((at) => retail(`T${at}`)),
    ...[7, 8, 9, 10].map((at) => government(`T${at}`)),
    // Once said to be of the police, and traced to a purchaser by another trace: it was sold at retail.
    government('T11', { firearm: 'firearm:12' }),
    retail('T12', { dealer: null }),
    // Of another year, and recovered again in this.
    retail('T13', { firearm: 'firearm:14', recoveredOn: '2023-01-01', dealer: madeDealer(2, { state: 'PA' }) }),
    retail('T14'),
  ];
  const year = { from: '2024-01-01', to: '2024-12-31' };
  const overview = traceOverview({
    traces,
    firearms: [],
    ...nothing,
    filter: year,
    mode: 'city',
    version: 'x',
    homeState: 'MD',
  });
  const states = [{ state: 'MD', share: { numerator: 7, denominator: 7, unknown: 1 } }];
  expect(overview.states).toEqual(states);
  expect(overview.governments).toBe(4);
  expect(overview.sourceKnown).toEqual({ numerator: 7, denominator: 8, unknown: 0 });
  expect(overview.concentration).toMatchObject({ dealers: 1, firearms: 7, unknown: 1 });
  const outOfState = overview.measures.find(({ name }) => name === 'outOfState')!.share;
  expect(outOfState).toEqual({ numerator: 0, denominator: 7, unknown: 1 });
  const listed = (source: string) => listTraces(traces, { ...year, source }, nothing).length;
  expect([listed('VA'), listed('MD'), listed('none'), listed('retail'), listed('government')]).toEqual([0, 7, 1, 8, 4]);

  const report = traceYear({
    report: 'national',
    year: 2024,
    audience: 'internal',
    place: { agency: 'A', city: null, state: 'MD' },
    traces,
    firearms: [],
    published: [],
  });
  const rows = (id: string) => report.sections.find((section) => section.id === id)!.rows;
  expect(rows('sources').map(({ key, share }) => ({ state: key, share }))).toEqual(states);
  expect(rows('reach')[0]!.share).toEqual(outOfState);
  expect(rows('coverage').find(({ key }) => key === 'source-known')!.share).toEqual(overview.sourceKnown);
  expect([report.firearms, report.governments]).toEqual([12, 4]);

  const bySource = traceReport(traces, 'source');
  expect(bySource.governments).toBe(5);
  expect(bySource.rows.map(({ label, traces: of }) => [label, of])).toEqual([
    ['MD', 7],
    ['PA', 1],
  ]);
  const byEnd = traceReport(traces, 'completion').rows.find(({ label }) => label === 'C_GOVT_OR_LE')!;
  expect(byEnd).toMatchObject({ traces: 5, outOfState: { numerator: 0, denominator: 0, unknown: 0 } });
});

test('outside the city is told where some dealer is known to be within it, as in the report of a year; and how many were recovered there', () => {
  const at = (trace: string, dealerIn: boolean, recoveredIn: boolean | null) =>
    retail(trace, {
      dealer: madeDealer(1, { state: 'MD', inCity: dealerIn }),
      recovery: madePlace({ state: 'MD', inCity: recoveredIn }),
    });
  const told = (traces: Parameters<typeof overviewOf>[0]) =>
    overviewOf(traces).measures.find(({ name }) => name === 'outOfCity')?.share;
  expect(told([at('T1', false, true), at('T2', false, null)])).toBeUndefined();
  expect(told([at('T1', false, true), at('T2', true, null)])).toEqual({ numerator: 1, denominator: 2, unknown: 0 });
  const { recoveredInCity } = overviewOf([at('T1', false, true), at('T2', true, false), at('T3', true, null)]);
  expect(recoveredInCity).toEqual({ numerator: 1, denominator: 2, unknown: 1 });
});

test('a source of which only the police had firearms is no corridor', () => {
  const months = monthsBetween('2022-01', '2024-12');
  const traces = months.flatMap((month, at) => [
    retail(`T${at}1`, { recoveredOn: `${month}-01` }),
    government(`T${at}2`, { recoveredOn: `${month}-01` }),
  ]);
  expect(corridorChanges(traces).rows.map(({ id }) => id)).toEqual(['MD']);
});

test('traced of recovered counts a firearm in each period it was recovered in', () => {
  const firearm = {
    firearm: 'firearm:1',
    recoveredOn: '2015-01-01',
    recoveries: ['2015-01-01', '2024-03-01'],
  } as const;
  const of = (from: string, to: string) =>
    traceOverview({
      traces: [retail('T1')],
      firearms: [firearm as never],
      ...nothing,
      filter: { from, to },
      mode: 'city',
      version: 'x',
      homeState: 'MD',
    }).coverage.traced.denominator;
  expect([of('2015-01-01', '2015-12-31'), of('2020-01-01', '2020-12-31'), of('2024-01-01', '2024-12-31')]).toEqual([
    1, 0, 1,
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

test('traces of which nobody knows the recovery are told of together, whatever the days', () => {
  const why = 'several recoveries of the firearm are recorded, and the trace does not say of which it is';
  const { time } = overviewOf(
    ['2015-01-01, 2025-01-02', '2016-01-01, 2024-01-02'].map((days, at) =>
      madeTrace(`T${at}`, { timeToCrime: { kind: 'undetermined', why: `${why}: ${days}` } }),
    ),
  );
  expect(time.undetermined).toEqual([{ why, traces: 2 }]);
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
