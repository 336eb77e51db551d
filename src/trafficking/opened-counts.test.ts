import fc from 'fast-check';
import { expect, test } from 'vitest';
import { madeDealer, madePlace, madeTrace } from '../../test/made-traces.ts';
import { askedBehind, countsOf, countsOfFlows, countsOfPublished, type OpenedCount } from '../../test/opened-counts.ts';
import type { TraceFacts } from '../model/trace-facts.ts';
import { flowColumns, type TraceFilter } from '../model/trace-filter.ts';
import { comparePublished } from './compare-published.ts';
import { listTraces, selectTraces } from './select-traces.ts';
import { sourceFlows } from './source-flows.ts';
import { traceFlags } from './trace-flags.ts';
import { tracesProper } from './trace-measures.ts';
import { traceOverview } from './trace-overview.ts';

const day = (from: string, within: number) =>
  fc
    .integer({ min: 0, max: within })
    .map((n) => new Date(Date.parse(from) + n * 86_400_000).toISOString().slice(0, 10));

/** Few firearms and many traces: most are traced more than once, and their traces differ in whatever traces can differ in. */
const anyTrace = fc
  .record({
    firearm: fc.constantFrom('firearm:1', 'firearm:2', 'firearm:3', 'firearm:4', 'firearm:5', 'firearm:6'),
    completion: fc.constantFrom('C_PURCHASER', 'C_GOVT_OR_LE', 'C_CANCELLED', null),
    recoveredOn: fc.option(day('2020-01-01', 1_800)),
    requestedOn: fc.option(day('2020-01-01', 1_800)),
    soldOn: fc.option(day('2018-01-01', 1_500)),
    type: fc.constantFrom('PI', 'RI', null),
    dealer: fc.option(
      fc.record({
        number: fc.integer({ min: 1, max: 3 }),
        state: fc.constantFrom('MD', 'VA', 'PA', null),
        county: fc.constantFrom('24510', '51059', null),
      }),
      { freq: 4 },
    ),
    recovery: fc.record({
      state: fc.constantFrom('MD', 'MD', 'VA', null),
      city: fc.constantFrom('HARBOR CITY', 'FAIR & PORT', null),
      county: fc.constantFrom('24510', '24005', null),
    }),
    recoveryDistrict: fc.constantFrom('Central', 'Eastern', null),
    incidentDistricts: fc.subarray(['Central', 'Eastern', 'No. 3 & 4']),
    hits: fc.integer({ min: 0, max: 1 }),
  })
  .map(({ dealer, recovery, hits, incidentDistricts, soldOn, recoveredOn, firearm, ...rest }): Partial<TraceFacts> => ({
    ...rest,
    firearm: firearm as TraceFacts['firearm'],
    soldOn,
    recoveredOn,
    recovery: madePlace(recovery),
    dealer: dealer && madeDealer(dealer.number, dealer),
    shootings: { hits, leads: 0 },
    incidentDistricts: hits === 0 ? [] : incidentDistricts,
    timeToCrime:
      soldOn === null || recoveredOn === null
        ? { kind: 'undetermined', why: 'a day is missing' }
        : { kind: 'computed', days: (Date.parse(recoveredOn) - Date.parse(soldOn)) / 86_400_000 },
  }));

const anyFilter: fc.Arbitrary<TraceFilter> = fc.record({
  from: fc.option(day('2020-01-01', 700), { nil: undefined, freq: 1 }),
  to: fc.option(day('2022-01-01', 900), { nil: undefined, freq: 1 }),
  class: fc.constantFrom(undefined, undefined, 'handgun' as const, 'unknown' as const),
  source: fc.constantFrom(undefined, undefined, 'VA', '51059', 'PA-51059', 'VA-none', 'none', 'retail', 'government'),
  district: fc.constantFrom(undefined, undefined, 'Central', 'none'),
  incidentDistrict: fc.constantFrom(undefined, undefined, 'Eastern', 'none', 'untied'),
});

test('the list behind every count of the overview, the matrix and the comparison holds just as many as the count says', () => {
  let counted = 0;
  fc.assert(
    fc.property(fc.array(anyTrace, { minLength: 1, maxLength: 24 }), anyFilter, (given, filter) => {
      const traces = given.map((facts, at) => madeTrace(`T${String(at).padStart(3, '0')}`, facts));
      const standing = { index: new Map(), flags: traceFlags(traces) };
      const overview = traceOverview({
        traces,
        firearms: [],
        ...standing,
        filter,
        mode: 'city',
        version: 'x',
        homeState: 'MD',
      });
      const published = comparePublished({
        traces,
        state: 'MD',
        published: [2020, 2021, 2022, 2023].map((year) => ({ year, source: 'VA', firearms: 3 })),
      });
      const counts: OpenedCount[] = [
        ...countsOf(overview),
        ...flowColumns.flatMap((by) => countsOfFlows(sourceFlows(selectTraces(tracesProper(traces), filter), by))),
        ...countsOfPublished(published),
      ];
      for (const { name, count, what } of counts) {
        const list = listTraces(traces, askedBehind({ ...filter }, what), standing);
        expect([name, what, list.length]).toEqual([name, what, count]);
        if (what.includes('each=')) expect(new Set(list.map(({ firearm }) => firearm)).size).toBe(count);
        counted += count;
      }
    }),
    { numRuns: 400 },
  );
  expect(counted).toBeGreaterThan(3_000);
});

test('the list of governments and police leaves out a firearm that another trace says was sold at retail', () => {
  const firearm = 'firearm:1' as const;
  const traces = [
    madeTrace('T1', { firearm, completion: 'C_GOVT_OR_LE' }),
    madeTrace('T2', { firearm, completion: 'C_PURCHASER' }),
    madeTrace('T3', { completion: 'C_GOVT_OR_LE' }),
  ];
  const listed = (source: string) =>
    listTraces(traces, { source }, { index: new Map(), flags: new Map() }).map(({ traceNumber }) => traceNumber);
  expect(listed('government')).toEqual(['T3']);
  expect(listed('none')).toEqual(['T2']);
});
