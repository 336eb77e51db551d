import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TraceYear, TraceYears } from '../../src/model/trace-year.ts';
import { importSmallCity } from './import-small-city.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';
import { incidentsCsv, recoveriesCsv, tracesCsv } from './small-city.ts';

let server: TestServer;
let cookie: string;

beforeAll(async () => {
  server = await openTestServer();
  await importSmallCity(server, [
    ['incidents', incidentsCsv],
    ['recoveries', recoveriesCsv],
    ['etrace', tracesCsv],
  ]);
  cookie = await server.signIn('detective');
});
afterAll(() => server.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  server.api.inject({ url: `/api/v1${path}`, headers: { cookie, ...headers } });

async function firstYear(): Promise<number> {
  return (await get('/reports')).json<TraceYears>().years[0]!.year;
}

test('a report is one in JSON, in the table and in the document, and each is on record with its purpose', async () => {
  const year = await firstYear();
  const json = (await get(`/reports/annual/${year}`)).json<TraceYear>();
  const traced = json.sections.find(({ id }) => id === 'coverage')!.rows[0]!;
  const csv = await get(`/reports/annual/${year}.csv`, {
    'flashlight-purpose': encodeURIComponent('Informe, niñez 7'),
  });
  expect(csv.headers['content-type']).toContain('text/csv');
  expect(csv.body).toContain(
    `annual,${year},internal,coverage,,traced,"Traced, of firearms with any recorded recovery",${traced.share!.numerator},${traced.share!.denominator},${traced.share!.unknown},`,
  );
  expect(csv.body).toContain('# CITY-RMS, FTS-TIAHRT');
  expect(csv.body).toContain('no evidence of wrongdoing');
  const pdf = await get(`/reports/national/${year}.pdf?audience=outside`);
  expect(pdf.headers['content-type']).toBe('application/pdf');
  expect(pdf.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  const { rows } = await server.store.database
    .pool('read')
    .query<{ subject: unknown; purpose: string | null }>(
      `select subject, purpose from flashlight.audit_event where action = 'reports.read' order by event_id desc limit 2`,
    );
  expect(rows).toEqual([
    { subject: { report: 'national', year, audience: 'outside', format: 'pdf' }, purpose: null },
    { subject: { report: 'annual', year, audience: 'internal', format: 'csv' }, purpose: 'Informe, niñez 7' },
  ]);
});

test('a year without traced firearms is refused with those there are', async () => {
  const answer = await get('/reports/annual/1999');
  expect([answer.statusCode, answer.json().code]).toEqual([404, 'report.no-year']);
  expect(answer.json().detail).toContain(String(await firstYear()));
});

test('whoever may not read cases reads no report of them', async () => {
  for (const role of ['commission', 'gunshot-desk', 'administrator', 'supervisor', 'prevention-director'] as const) {
    const headers = { cookie: await server.signIn(role) };
    for (const path of ['/reports', '/reports/annual/2024', '/reports/national/2024.pdf'])
      expect((await server.api.inject({ url: `/api/v1${path}`, headers })).statusCode, `${role} ${path}`).toBe(403);
  }
});
