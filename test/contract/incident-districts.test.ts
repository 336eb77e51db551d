import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SourceFlows } from '../../src/model/source-flows.ts';
import type { TraceOverview } from '../../src/model/trace-overview.ts';
import type { TraceList, TracePage } from '../../src/model/trace-page.ts';
import { ballisticLinksCsv } from '../browser/ballistic-links.ts';
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
    ['nibin', ballisticLinksCsv],
  ]);
  cookie = await server.signIn('analyst');
});
afterAll(() => server.close());

async function get<T>(url: string): Promise<T> {
  const answer = await server.api.inject({ url: `/api/v1${url}`, headers: { cookie } });
  expect([url, answer.statusCode]).toEqual([url, 200]);
  return answer.json<T>();
}

test('flows are told by the district of the shooting a hit ties to the firearm, and what is tied to none stands beside; withdrawn, so does it', async () => {
  const overview = await get<TraceOverview>('/traces/overview');
  expect(overview.incidentDistricts).toEqual([{ district: 'Central', traces: 1 }]);
  const of = async () => {
    const { columns } = await get<SourceFlows>('/traces/sources?by=incident-district');
    return columns.map(({ key, firearms, unknown }) => [key, firearms + unknown]);
  };
  const untied = overview.firearms - 1;
  expect(await of()).toEqual([['Central', 1], ...(untied > 0 ? [['untied', untied]] : [])]);
  const { rows } = await get<TraceList>('/traces?incidentDistrict=Central');
  expect(rows).toHaveLength(1);
  const { facts } = await get<TracePage>(`/traces/${rows[0]!.traceNumber}`);
  expect(facts).toMatchObject({ incidentDistricts: ['Central'], shootings: { hits: 1, leads: 0 } });
  expect((await get<TraceList>('/traces?incidentDistrict=untied')).total).toBe(overview.traces - 1);

  // What was held is brought up to date: the hit is withdrawn.
  await importSmallCity(server, [['nibin', ballisticLinksCsv.replace('FR24-1,,', 'FR24-1,2024-07-01,')]]);
  expect(await of()).toEqual([['untied', overview.firearms]]);
});
