import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DealersAnswer, DealerStanding } from '../../src/model/dealer-standing.ts';
import type { PurchasePattern } from '../../src/model/purchase-pattern.ts';
import { flowColumns } from '../../src/model/trace-filter.ts';
import type { SourceFlows } from '../../src/model/source-flows.ts';
import type { TraceOverview } from '../../src/model/trace-overview.ts';
import type { TraceList, TracePage } from '../../src/model/trace-page.ts';
import type { Search } from '../../src/model/search-answer.ts';
import type { StateMap } from '../../src/model/state-map.ts';
import { askedBehind, countsOf, countsOfFlows } from '../opened-counts.ts';
import { importSmallCity } from './import-small-city.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';
import { recoveriesCsv, tracesCsv } from './small-city.ts';
import { cityTracesCsv } from './trace-city.ts';

let server: TestServer;
let cookie: string;

beforeAll(async () => {
  server = await openTestServer();
  await importSmallCity(server, [['etrace', cityTracesCsv]]);
  cookie = await server.signIn('detective');
});
afterAll(() => server.close());

const ask = (url: string, as = cookie) => server.api.inject({ url: `/api/v1${url}`, headers: { cookie: as } });

async function get<T>(url: string): Promise<T> {
  const answer = await ask(url);
  expect([url, answer.statusCode]).toEqual([url, 200]);
  return answer.json() as T;
}

const idOf = async (q: string, kind: string) =>
  (await get<Search>(`/search?q=${encodeURIComponent(q)}&kind=${kind}`)).results[0]!.id;
const numbers = ({ rows }: TraceList) => rows.map(({ traceNumber }) => traceNumber.slice(-1)).sort();

describe('the overview', () => {
  test('counts sources, times and shares with what is not known, as counted by hand', async () => {
    const overview = await get<TraceOverview>('/traces/overview');
    // Nobody signed weights: the published index is shown.
    expect(overview).toMatchObject({ all: 7, traces: 7, firearms: 7, homeState: 'MD', mode: 'reference' });
    expect(overview.coverage.sourceKnown).toEqual({ numerator: 6, denominator: 7, unknown: 0 });
    expect(overview.coverage.purchaserKnown).toEqual({ numerator: 4, denominator: 7, unknown: 0 });
    expect(overview.coverage.timeKnown).toEqual({ numerator: 5, denominator: 7, unknown: 0 });
    expect(overview.states).toEqual([
      { state: 'MD', share: { numerator: 3, denominator: 6, unknown: 1 } },
      { state: 'VA', share: { numerator: 2, denominator: 6, unknown: 1 } },
      { state: 'PA', share: { numerator: 1, denominator: 6, unknown: 1 } },
    ]);
    // 60, 152, 547, 868 and 1,857 days.
    expect(overview.time.bins.map(({ traces }) => traces)).toEqual([1, 1, 0, 1, 1, 1]);
    expect(overview.time).toMatchObject({
      known: 5,
      medianDays: 547,
      short: { numerator: 4, denominator: 5, unknown: 2 },
    });
    expect(overview.concentration).toMatchObject({ dealers: 3, firearms: 6, unknown: 1, half: 1 });
    expect(overview.concentration.gini).toBeCloseTo(2 / 9, 9);
    expect(overview.months[0]).toEqual({ month: '2024-03', traces: 1 });
    expect(overview.months.at(-1)).toEqual({ month: '2024-09', traces: 2 });
    expect(overview.index.bins.reduce((sum, { traces }) => sum + traces, overview.index.without)).toBe(7);
    expect(overview.caution).toContain('no evidence of wrongdoing');
  });

  test('keeps to what it is filtered by, and its months to all filters but the period', async () => {
    const long = await get<TraceOverview>('/traces/overview?class=long');
    expect(long).toMatchObject({ all: 7, traces: 1 });
    const spring = await get<TraceOverview>('/traces/overview?from=2024-03-01&to=2024-06-30');
    expect(spring.traces).toBe(2);
    expect(spring.months.reduce((sum, { traces }) => sum + traces, 0)).toBe(7);
    // Without a time or a dealer's state the published formula gives none.
    expect((await get<TraceOverview>('/traces/overview')).index).toMatchObject({ without: 2 });
    expect((await get<TraceOverview>('/traces/overview?mode=city')).index).toMatchObject({ without: 0 });
  });

  test('opens each count to the traces it is of', async () => {
    const overview = await get<TraceOverview>('/traces/overview');
    for (const { name, share } of overview.measures)
      for (const [answer, n] of [
        ['yes', share.numerator],
        ['no', share.denominator - share.numerator],
        ['unknown', share.unknown],
      ] as const) {
        const list = await get<TraceList>(`/traces?measure=${name}&answer=${answer}`);
        expect([name, answer, list.total]).toEqual([name, answer, n]);
      }
    for (const { daysFrom, daysBelow, traces } of overview.time.bins)
      expect((await get<TraceList>(`/traces?days=${daysFrom}-${daysBelow ?? ''}`)).total).toBe(traces);
    for (const { from, to, traces } of overview.index.bins)
      expect((await get<TraceList>(`/traces?score=${from}-${to}`)).total).toBe(traces);
    for (const { code, traces } of overview.flags)
      expect([code, (await get<TraceList>(`/traces?flag=${code}`)).total]).toEqual([code, traces]);
    expect(numbers(await get<TraceList>('/traces?source=none'))).toEqual(['6']);
    expect(numbers(await get<TraceList>('/traces?source=VA&recovered=2024'))).toEqual(['1', '2']);
    expect(numbers(await get<TraceList>('/traces?days=none'))).toEqual(['5', '6']);
    // Every count of the page, and of the matrix by each kind of column.
    const counts = [
      ...countsOf(overview),
      ...(await Promise.all(flowColumns.map((by) => get<SourceFlows>(`/traces/sources?by=${by}`)))).flatMap(
        countsOfFlows,
      ),
    ].filter(({ count }) => count > 0);
    expect(counts.length).toBeGreaterThan(80);
    for (const { name, count, what } of counts) {
      const { total } = await get<TraceList>(`/traces?${new URLSearchParams(askedBehind({}, what))}`);
      expect([name, what, total]).toEqual([name, what, count]);
    }
    const cut = await get<TraceList>('/traces?limit=2');
    expect([cut.total, cut.rows.length]).toEqual([7, 2]);
  });
});

describe('a trace', () => {
  test('has its index by both formulas, with the parts it is the sum of and the row it rests on', async () => {
    const page = await get<TracePage>('/traces/T20240000001');
    expect(page.facts).toMatchObject({ soldOn: '2024-01-04', timeToCrime: { kind: 'computed', days: 60 } });
    const [reference, city] = page.indexes as [TracePage['indexes'][number], TracePage['indexes'][number]];
    expect([reference.mode, city.mode]).toEqual(['reference', 'city']);
    // 100 (.8 (600 − 60/365 · 12)/600 + .1 + .1): out of state, from somebody else.
    expect(reference.score).toBeCloseTo(80 * (1 - ((60 / 365) * 12) / 600) + 20, 9);
    expect(page.likelyTrafficked).toBe(true);
    const theft = city.components.find(({ name }) => name === 'reported-stolen')!;
    expect(city.components.reduce((sum, { contribution }) => sum + contribution, 0)).toBeLessThan(city.score!);
    expect(theft.value).toBeNull();
    expect(city.low!).toBeLessThanOrEqual(city.score!);
    expect(city.high!).toBeGreaterThanOrEqual(city.score!);
    expect(page.context).toMatchObject({ otherFirearms: 2, boughtTogether: 1 });
    expect(page.possessorRules).toEqual({ strict: false, loose: false, published: false });
    expect(page.sources).toHaveLength(1);
    expect(page.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect((await get<TracePage>('/traces/T20240000001')).fingerprint).toBe(page.fingerprint);
  });

  test('says what does not fit instead of scoring it in silence', async () => {
    const codes = async (trace: string) => (await get<TracePage>(`/traces/${trace}`)).flags.map(({ code }) => code);
    expect(await codes('T20240000001')).toEqual([]);
    expect(await codes('T20240000005')).toEqual(['sale-after-recovery']);
    expect(await codes('T20240000007')).toEqual(['licence-of-another-state']);
  });

  test('that is not there is not found, and its number is put on record', async () => {
    const answer = await ask('/traces/T99999999999');
    expect(answer.statusCode).toBe(404);
    const { rows } = await server.store.database
      .pool('read')
      .query<{ subject: unknown }>(
        "select subject from flashlight.audit_event where action = 'traces.read' order by event_id desc limit 1",
      );
    expect(rows[0]!.subject).toEqual({ trace: 'T99999999999' });
  });
});

describe('a dealer', () => {
  test('is held against its own traces, with limits, and never ranked', async () => {
    const standing = await get<DealerStanding>(`/entities/${await idOf('BLUFF ARMS', 'dealer')}/standing?threshold=2`);
    const own = standing.funnel.points.find(({ dealer }) => dealer === standing.dealer)!;
    // Four of five with a known time are under three years: of two, 1.6 are to be expected.
    expect(own).toMatchObject({ exposure: 2, events: 2, position: 'within' });
    expect(own.expected).toBeCloseTo(1.6, 9);
    expect(standing.usual).toEqual({ numerator: 4, denominator: 5, unknown: 1 });
    expect(standing.rank!.inTop).toEqual({ numerator: 2000, denominator: 2000, unknown: 0 });
    expect(JSON.stringify(standing)).not.toContain('"rank":1');
    expect(standing.demandLetter.years).toEqual([{ year: 2024, shortTraces: 2, reached: true }]);
    expect(standing.purchasers).toMatchObject([
      {
        firearms: 2,
        elsewhere: 1,
        together: 2,
        short: { numerator: 2, denominator: 2, unknown: 0 },
        passedOn: { numerator: 2, denominator: 2, unknown: 0 },
      },
    ]);
    expect(standing.caution).toContain('no evidence of wrongdoing');
  });

  test('with a licence of another state is flagged, with the trace that says so', async () => {
    const standing = await get<DealerStanding>(`/entities/${await idOf('MOVED OUTFITTERS', 'dealer')}/standing`);
    expect(standing.flags.map(({ flag, traces }) => [flag.code, traces])).toEqual([
      ['licence-of-another-state', ['T20240000007']],
    ]);
  });

  test('is among others whose draws are the same every time', async () => {
    const [one, other] = [
      await get<DealersAnswer>('/traces/dealers?top=1'),
      await get<DealersAnswer>('/traces/dealers?top=1'),
    ];
    expect(one).toEqual(other);
    expect(one.ranks.reduce((sum, { inTop }) => sum + inTop.numerator, 0)).toBe(2000);
  });

  test('is asked for by the id of a dealer alone', async () => {
    expect((await ask(`/entities/${await idOf('SAMPLEMAN ORLA', 'person')}/standing`)).statusCode).toBe(404);
  });
});

describe('what a person bought', () => {
  test('lies in lanes, with what was bought within five business days, by whom it was had, and who shares a home', async () => {
    const orla = await idOf('SAMPLEMAN ORLA', 'person');
    const pattern = await get<PurchasePattern>(`/entities/${orla}/purchases`);
    expect(pattern.lanes.map(({ soldOn, days, isPossessor }) => [soldOn, days, isPossessor])).toEqual([
      ['2019-06-01', 1857, true],
      ['2024-01-04', 60, false],
      ['2024-01-10', 152, false],
    ]);
    expect(pattern.groups).toMatchObject([{ from: '2024-01-04', to: '2024-01-10', businessDays: 5, unsureDays: [] }]);
    expect(pattern.dealers.map(({ dealer, firearms }) => [dealer.label, firearms.length])).toEqual([
      ['BLUFF ARMS', 2],
      ['TIDEWATER SPORTING GOODS', 1],
    ]);
    expect(pattern.possessors.map(({ firearms }) => firearms.length)).toEqual([2, 1]);
    expect(pattern.shared).toMatchObject([{ by: ['home'], firearms: 1, traces: ['T20240000004'] }]);
    expect(pattern.said).toHaveLength(3);
    expect(Object.keys(pattern)).not.toContain('score');
  });
});

test('what is held between answers is never stale: an import is in the next answer', async () => {
  const before = await get<TraceOverview>('/traces/overview');
  await importSmallCity(server, [
    ['etrace', tracesCsv],
    ['recoveries', recoveriesCsv],
  ]);
  const after = await get<TraceOverview>('/traces/overview');
  expect([before.all, after.all]).toEqual([7, 8]);
  // Of the two firearms of the file of recoveries one was traced; those of traces alone are recovered by their trace.
  expect(after.coverage.traced.denominator - after.coverage.traced.numerator).toBe(1);
});

test('is for detectives and analysts', async () => {
  for (const role of ['gunshot-desk', 'supervisor', 'prevention-director', 'commission', 'administrator'] as const) {
    const as = await server.signIn(role);
    for (const url of [
      '/traces',
      '/traces/overview',
      '/traces/sources',
      '/traces/published',
      '/traces/dealers',
      '/traces/T20240000001',
    ])
      expect([role, url, (await ask(url, as)).statusCode]).toEqual([role, url, 403]);
  }
});

test('the map has every state and the middle of every county, and where the agency is', async () => {
  const map = await get<StateMap>('/map/states');
  expect(map.states).toHaveLength(51);
  expect(Object.keys(map.counties)).toHaveLength(3142);
  // Maryland lies east of Ohio, Virginia south of it.
  const at = (code: string) => map.states.find((state) => state.code === code)!.center;
  expect(at('MD')[0]).toBeGreaterThan(at('OH')[0]!);
  expect(at('VA')[1]).toBeGreaterThan(at('MD')[1]!);
  expect(map.home).not.toBeNull();
});
