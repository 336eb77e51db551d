import { afterAll, beforeAll, expect, test } from 'vitest';
import { bringLeadsUpToDate } from '../../src/jobs/bring-leads-up-to-date.ts';
import type { ShownScore } from '../../src/model/trace-score.ts';
import type { TraceList, TracePage } from '../../src/model/trace-page.ts';
import type { PurchasePattern } from '../../src/model/purchase-pattern.ts';
import type { Search } from '../../src/model/search-answer.ts';
import { withKeepingReader } from '../../src/store/audit.ts';
import { importSmallCity } from './import-small-city.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';
import { cityTracesCsv, oddTracesCsv } from './trace-city.ts';

let server: TestServer;
let cookie: string;

beforeAll(async () => {
  server = await openTestServer();
  await importSmallCity(server, [['etrace', cityTracesCsv]]);
  cookie = await server.signIn('detective');
});
afterAll(() => server.close());

const ask = (url: string) => server.api.inject({ url: `/api/v1${url}`, headers: { cookie } });

async function get<T>(url: string): Promise<T> {
  const answer = await ask(url);
  expect([url, answer.statusCode]).toEqual([url, 200]);
  return answer.json() as T;
}

interface Row {
  readonly trace: string;
  readonly engine: string;
  readonly score: ShownScore;
  readonly written: string;
}

async function kept(): Promise<Row[]> {
  const { rows } = await server.store.database
    .pool('read')
    .query<Row>(
      `select trace_number as trace, engine, score, xmin::text as written from flashlight.trace_score order by trace_number, score ->> 'mode', shown_at`,
    );
  return rows;
}
const told = (rows: readonly Row[]) => rows.map(({ trace, score }) => `${trace} ${score.mode}`);

const first = 'T20240000001';

test('an index that is shown is kept whole, in the transaction of the audit’s row, and once', async () => {
  const page = await get<TracePage>(`/traces/${first}`);
  expect([page.earlier, page.earlierTotal]).toEqual([[], 0]);
  const rows = await kept();
  expect(told(rows)).toEqual([`${first} city`, `${first} reference`]);
  const { rows: audit } = await server.store.database
    .pool('read')
    .query<{ written: string }>(
      `select xmin::text as written from flashlight.audit_event where action = 'traces.read' order by event_id desc limit 1`,
    );
  for (const { written } of rows) expect(written).toBe(audit[0]!.written);
  for (const { engine, score } of rows) {
    const shown = page.indexes.find(({ mode }) => mode === score.mode)!;
    expect([engine, score.version]).toEqual(['index-2', shown.version]);
    for (const end of ['score', 'low', 'high'] as const) expect(score[end]).toBeCloseTo(shown[end]!, 3);
    expect(score.parts.map(({ name }) => name)).toEqual(shown.components.map(({ name }) => name));
    for (const [at, { value, x, contribution }] of score.parts.entries()) {
      expect(contribution).toBeCloseTo(shown.components[at]!.contribution, 3);
      // What was not recorded has neither value nor input.
      expect(x === null).toBe(value === null);
      for (const each of x ?? []) expect(each >= 0 && each <= 1).toBe(true);
    }
  }
  // 60 days: of 180, 365, 1,095 and 3,650.
  const time = rows[0]!.score.parts.find(({ name }) => name === 'time-to-crime')!;
  expect(time.x).toEqual([0.667, 0.836, 0.945, 0.984]);

  await get(`/traces/${first}`);
  expect(await kept()).toEqual(rows);
});

test('of a list, and of what a person bought, what is shown is kept, and nothing else', async () => {
  const before = told(await kept());
  const list = await get<TraceList>('/traces?limit=3');
  const shown = list.rows.map(({ traceNumber }) => `${traceNumber} reference`);
  expect(new Set(told(await kept()))).toEqual(new Set([...before, ...shown]));
  const { results } = await get<Search>('/search?q=SAMPLEMAN&kind=person');
  const { lanes } = await get<PurchasePattern>(`/entities/${results[0]!.id}/purchases`);
  expect(lanes).toHaveLength(3);
  const bought = lanes.map(({ scoredTrace }) => `${scoredTrace} reference`);
  expect(new Set(told(await kept()))).toEqual(new Set([...before, ...shown, ...bought]));
  expect((await ask('/traces/T99999999999')).statusCode).toBe(404);
  await get('/traces/overview');
  expect(new Set(told(await kept())).size).toBe(new Set([...before, ...shown, ...bought]).size);
});

test('nothing is kept by imports and leads; the page then says how it stood before and which inputs are others', async () => {
  const before = await kept();
  await importSmallCity(server, [['etrace', oddTracesCsv]]);
  await bringLeadsUpToDate(server.store.database, server.store.agency.agencyId);
  expect(await kept()).toEqual(before);

  const page = await get<TracePage>(`/traces/${first}`);
  // Neither formula nor inputs of the published index are others.
  expect(page.earlier.map(({ mode }) => mode)).toEqual(['city']);
  const [then] = page.earlier;
  const was = before.find(({ trace, score }) => trace === first && score.mode === 'city')!;
  expect(then).toMatchObject({ ...was.score, engine: 'index-2' });
  expect(then!.differs).toMatchObject({ version: false, engine: false });
  const others = then!.differs.parts.find(({ name }) => name === 'purchaser-other-firearms')!;
  expect([others.was, others.is]).toEqual([2, page.context!.otherFirearms]);
  expect(others.is).toBeGreaterThan(2);
  expect(then!.differs.parts.map(({ name }) => name)).not.toContain('time-to-crime');
  const now = page.indexes.find(({ mode }) => mode === 'city')!;
  expect(others.pointsAre).toBeCloseTo(
    now.components.find(({ name }) => name === 'purchaser-other-firearms')!.contribution,
    3,
  );
  expect(told(await kept()).filter((each) => each === `${first} city`)).toHaveLength(2);
  expect((await get<TracePage>(`/traces/${first}`)).earlier).toEqual(page.earlier);
});

test('several who are shown the same for the first time at once are all answered, and it is kept once', async () => {
  const trace = 'T20240000004';
  const answers = await Promise.all(Array.from({ length: 6 }, () => ask(`/traces/${trace}`)));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200, 200]);
  expect(told(await kept()).filter((each) => each === `${trace} city`)).toHaveLength(1);
});

test('it is added to and never changed; where there is no audit nothing is kept', async () => {
  const before = await kept();
  const reader = server.store.database.pool('read');
  for (const change of [
    `update flashlight.trace_score set engine = ''`,
    'delete from flashlight.trace_score',
    'truncate flashlight.trace_score',
  ])
    await expect(reader.query(change)).rejects.toThrow('permission denied');
  await expect(
    server.store.database
      .pool('import')
      .query(
        `insert into flashlight.trace_score select agency_id, 'T1', fingerprint, engine, score from flashlight.trace_score`,
      ),
  ).rejects.toThrow('permission denied');
  const owner = server.store.database.pool('migrate');
  await owner.query('revoke insert on flashlight.audit_event from flashlight_read');
  try {
    expect((await ask('/traces/T20240000007')).statusCode).toBe(500);
  } finally {
    await owner.query('grant insert on flashlight.audit_event to flashlight_read');
  }
  expect(await kept()).toEqual(before);
});

test('what is read before it is kept can only read, and what fails to be kept is on record as an attempt', async () => {
  const { database, agency } = server.store;
  const reader = { agencyId: agency.agencyId, actor: 'test', role: 'detective' };
  const outcomes = async (action: string) => {
    const { rows } = await database
      .pool('read')
      .query<{ outcome: string }>('select outcome from flashlight.audit_event where action = $1', [action]);
    return rows.map(({ outcome }) => outcome);
  };
  const writes = withKeepingReader(
    database,
    reader,
    { action: 'test.writes', subject: {} },
    {
      work: (client) =>
        client.query(`insert into flashlight.trace_score values (${agency.agencyId}, 'T1', '\\x00', '', '{}')`),
      keep: () => Promise.resolve(),
    },
  );
  await expect(writes).rejects.toThrow('read-only transaction');
  const fails = withKeepingReader(
    database,
    reader,
    { action: 'test.fails', subject: {} },
    { work: () => Promise.resolve(1), keep: () => Promise.reject(new Error('no place')) },
  );
  await expect(fails).rejects.toThrow('no place');
  expect([await outcomes('test.writes'), await outcomes('test.fails')]).toEqual([['FAILED'], ['FAILED']]);
});
