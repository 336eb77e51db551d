/**
 * ATF's workbooks handed in as a user does, by the page Imports, and an agency's own sources beside them. Figures read off the published
 * workbooks by their rows and columns: 2012 and 2013 have recoveries in the rows, 2014 (V3) has sources there. Needs `../shared/data/atf`.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImportRun } from '../../src/model/import-answers.ts';
import type { PublishedSources } from '../../src/model/published-sources.ts';
import type { TraceList } from '../../src/model/trace-page.ts';
import { importSmallCity } from '../contract/import-small-city.ts';
import { openTestServer, type TestServer } from '../contract/open-test-server.ts';
import { cityTracesCsv } from '../contract/trace-city.ts';
import { scanForm } from '../contract/upload-form.ts';
import { askedBehind, countsOfPublished } from '../opened-counts.ts';
import { sharedFile, sharedIsAbsent } from '../read-whole-feed.ts';

/** The small city's traces ten years earlier. */
const earlier = cityTracesCsv.replaceAll(
  /(\d\d\/\d\d\/20|T20)(\d)/g,
  (_, before: string, ten: string) => before + (Number(ten) - 1),
);

describe.skipIf(sharedIsAbsent('atf'))('ATF’s tables of 2012 to 2014, handed in', () => {
  let server: TestServer;
  let cookie: string;

  const get = async <T>(url: string) => {
    const answer = await server.api.inject({ url: `/api/v1${url}`, headers: { cookie } });
    expect([url, answer.statusCode]).toEqual([url, 200]);
    return answer.json<T>();
  };

  async function handIn(year: number): Promise<void> {
    const name = `final_source_recovery_by_state-cy_${year}.xlsx`;
    const { headers, payload } = scanForm(await sharedFile(`atf/${name}`), name);
    const url = '/api/v1/uploads';
    const uploaded = await server.api.inject({ method: 'POST', url, headers: { cookie, ...headers }, payload });
    const preview = uploaded.json<{ upload: string; guess: { feed: string; mapping: unknown } }>();
    expect([uploaded.statusCode, preview.guess.feed]).toEqual([200, 'trace-flows']);
    const started = await server.api.inject({
      method: 'POST',
      url: '/api/v1/imports',
      headers: { cookie },
      payload: { upload: preview.upload, mapping: preview.guess.mapping },
    });
    expect(started.statusCode, started.body).toBe(202);
    const { run } = started.json<ImportRun>();
    for (;;) {
      const now = await get<ImportRun>(`/imports/${run}`);
      if (now.state !== 'RUNNING') {
        expect(now).toMatchObject({ state: 'COMPLETE', read: 54, accepted: 54, rejected: 0 });
        return;
      }
      await sleep(100);
    }
  }

  beforeAll(async () => {
    server = await openTestServer();
    cookie = await server.signIn('analyst');
    await importSmallCity(server, [['etrace', earlier]]);
    for (const year of [2012, 2013, 2014]) await handIn(year);
  }, 120_000);
  afterAll(() => server.close());

  test('stand beside the own of the same year, each with its parts, and open to just these', async () => {
    const answer = await get<PublishedSources>('/traces/published');
    expect(answer).toMatchObject({ state: 'MD', published: [2014, 2013, 2012], own: [2014], year: 2014 });
    const { rows, ...of } = answer.comparison!;
    expect(of).toMatchObject({ drawnFrom: 'published', governments: 0, elsewhere: 0 });
    const sourceOf = (source: string) => rows.find((row) => row.source === source)!;
    expect(sourceOf('MD').published).toEqual({ numerator: 2_871, denominator: 5_079, unknown: null });
    expect(sourceOf('VA').published.numerator).toBe(533);
    expect(sourceOf('VA').own).toEqual({ numerator: 2, denominator: 6, unknown: 1 });
    // Six of these draw half a firearm from Virginia, and up to two by chance alone.
    expect(sourceOf('VA')).toMatchObject({ low: 0, high: 2, told: false });
    const counts = countsOfPublished(answer).filter(({ count }) => count > 0);
    expect(counts).toHaveLength(3);
    for (const { name, what, count } of counts) {
      const asked = new URLSearchParams(askedBehind({ class: 'long', from: '2020-01-01' }, what));
      expect([name, (await get<TraceList>(`/traces?${asked}`)).total]).toEqual([name, count]);
    }
  });

  test('are read the right way round, those of 2012 and 2013 too, of which the recoveries are the rows', async () => {
    const { rows } = await server.store.database
      .pool('read')
      .query<{ year: number; source_state: string; firearms: number }>(
        `select year, source_state, firearms from flashlight.trace_flow
        where recovery_state = 'MD' and source_state in ('MD', 'VA') order by year, source_state`,
      );
    expect(rows.map(({ year, source_state, firearms }) => `${year} ${source_state} ${firearms}`)).toEqual([
      '2012 MD 2947',
      '2012 VA 476',
      '2013 MD 2819',
      '2013 VA 510',
      '2014 MD 2871',
      '2014 VA 533',
    ]);
    // A year without own firearms is not compared, and says so.
    const of2013 = await get<PublishedSources>('/traces/published?year=2013');
    expect(of2013).toMatchObject({ year: null, comparison: null });
  });
});
