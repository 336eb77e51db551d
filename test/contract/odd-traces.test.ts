import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TraceOverview } from '../../src/model/trace-overview.ts';
import type { TraceList, TracePage } from '../../src/model/trace-page.ts';
import { importSmallCity } from './import-small-city.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';
import { oddTracesCsv } from './trace-city.ts';

let server: TestServer;
let cookie: string;

beforeAll(async () => {
  server = await openTestServer();
  await importSmallCity(server, [['etrace', oddTracesCsv]]);
  cookie = await server.signIn('detective');
});
afterAll(() => server.close());

async function get<T>(url: string): Promise<T> {
  const answer = await server.api.inject({ url: `/api/v1${url}`, headers: { cookie } });
  expect([url, answer.statusCode]).toEqual([url, 200]);
  return answer.json() as T;
}
const trace = (at: number) => get<TracePage>(`/traces/T2024000010${at}`);
const codes = ({ flags }: TracePage) => flags.map(({ code }) => code);
const sentence = ({ flags }: TracePage, code: string) => flags.find((flag) => flag.code === code)?.sentence;

test('what does not fit in a file is flagged and explained on the page of its trace, and is in no score in silence', async () => {
  const negative = await trace(0);
  expect(codes(negative)).toEqual(['negative-time']);
  expect(sentence(negative, 'negative-time')).toContain('(-328 days)');
  expect(sentence(negative, 'negative-time')).toContain('it is 425, and that is used');

  const soldAfter = await trace(1);
  expect(codes(soldAfter)).toEqual(['sale-after-recovery']);
  expect(soldAfter.facts.timeToCrime.kind).toBe('undetermined');
  const index = (mode: string) => soldAfter.indexes.find((each) => each.mode === mode)!;
  expect(index('reference')).toMatchObject({ score: null, why: expect.any(String) });
  expect(index('city').components.find(({ name }) => name === 'time-to-crime')).toMatchObject({
    value: null,
    contribution: 0,
  });

  const [one, other] = [await trace(2), await trace(3)];
  for (const each of [one, other])
    expect(codes(each)).toEqual(expect.arrayContaining(['traced-again', 'purchasers-differ', 'sources-differ']));
  expect(sentence(one, 'purchasers-differ')).toContain(other.facts.traceNumber);

  const make = await trace(4);
  expect(codes(make)).toEqual(['unknown-make']);
  expect(sentence(make, 'unknown-make')).toContain('ZZTOPLINE');

  for (const at of [5, 6, 7]) {
    const page = await trace(at);
    expect([at, codes(page)]).toEqual([at, ['dealer-several-licences']]);
    expect(sentence(page, 'dealer-several-licences')).toContain('3 licences');
  }

  expect(codes(await trace(8))).toEqual(['licence-of-another-state']);

  const unread = await trace(9);
  expect(codes(unread)).toEqual(['time-differs', 'row-odd']);
  expect(sentence(unread, 'time-differs')).toBe(
    'The export gives 12 days from sale to recovery; 425 are counted from the days, and used.',
  );
  expect(sentence(unread, 'row-odd')).toContain('date of birth');
});

test('of a firearm recovered twice each trace has its own recovery, time and possessor, in page, list and index alike', async () => {
  const first = await get<TracePage>('/traces/T20150000001');
  expect(first.facts).toMatchObject({ recoveredOn: '2015-01-01', timeToCrime: { days: 31 } });
  expect(first.possessorRules).toMatchObject({ strict: false });
  expect(codes(first)).toContain('traced-again');
  expect(codes(first)).not.toContain('recovered-before');

  const second = await get<TracePage>('/traces/T20240000111');
  expect(second.facts).toMatchObject({ recoveredOn: '2024-03-04', timeToCrime: { days: 3381 } });
  expect(second.possessorRules).toMatchObject({ strict: true });
  expect(sentence(second, 'recovered-before')).toContain('2015-01-01');
  // 100 · (.8 · (600 − 3381/365 · 12)/600 + .1 for another state), by the published formula.
  const { score } = second.indexes.find(({ mode }) => mode === 'reference')!;
  expect(score).toBeCloseTo(80 * (1 - ((3381 / 365) * 12) / 600) + 10, 6);

  const of2015 = await get<TraceList>('/traces?from=2015-01-01&to=2015-12-31');
  expect(of2015.rows.map(({ traceNumber }) => traceNumber)).toEqual(['T20150000001']);
});

test('the overview counts every oddity, and each count opens to its traces', async () => {
  const { flags } = await get<TraceOverview>('/traces/overview');
  const counted = Object.fromEntries(flags.map(({ code, traces }) => [code, traces]));
  expect(counted).toMatchObject({
    'negative-time': 1,
    'sale-after-recovery': 1,
    'purchasers-differ': 2,
    'unknown-make': 1,
    'dealer-several-licences': 3,
    'licence-of-another-state': 1,
    'row-odd': 1,
    'recovered-before': 1,
  });
  for (const { code, traces } of flags)
    expect([code, (await get<TraceList>(`/traces?flag=${code}`)).total]).toEqual([code, traces]);
});
