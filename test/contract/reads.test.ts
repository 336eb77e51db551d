import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EntityPage, Live, RecordPage } from '../../src/model/answers.ts';
import type { Search } from '../../src/model/search-answer.ts';
import type { Life } from '../../src/model/life.ts';
import type { LinkGraph, Paths } from '../../src/model/links.ts';
import { importSmallCity } from './import-small-city.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';
import { incidentsCsv, recoveriesCsv, tracesCsv } from './small-city.ts';

const alertsCsv =
  'Flex ID,Date,Time,Type,Rounds,Latitude,Longitude,Linked Case\n24-7,03/01/2024,22:11:05,Multiple Gunshots,5,39.2905,-76.6122,24-0000101\nFX-00412,03/02/2024,23:11:05,Multiple Gunshots,3,39.2955,-76.6222,\n';

let server: TestServer;
let cookie: string;

beforeAll(async () => {
  server = await openTestServer();
  await importSmallCity(server, [
    ['incidents', incidentsCsv],
    ['recoveries', recoveriesCsv],
    ['etrace', tracesCsv],
    ['gunshot-alerts', alertsCsv],
  ]);
  cookie = await server.signIn('detective');
});
afterAll(() => server.close());

async function get<T>(url: string): Promise<T> {
  const answer = await server.api.inject({ url: `/api/v1${url}`, headers: { cookie } });
  expect(answer.statusCode, `${url}: ${answer.body}`).toBe(200);
  return answer.json() as T;
}

const search = (q: string, rest = '') => get<Search>(`/search?q=${encodeURIComponent(q)}${rest}`);
const first = async (q: string) => (await search(q)).results[0];

test.each([
  '55 Orchard Avenue, Harbor City, MD 21202',
  '55 ORCHARD AVE HARBOR CITY MD 21202',
  '55 orchard ave harbor city',
])('an address is found with its city and state behind it: %s', async (asked) => {
  const { results } = await search(asked);
  expect(results.map((each) => each.label)).toContainEqual(expect.stringMatching(/^55 Orchard Ave/i));
});

describe('search', () => {
  test.each([
    ['BKFT419', 'firearm', 'exact'],
    ['bkft-419', 'firearm', 'exact'],
    ['BKFT', 'firearm', 'starts'],
    ['BKF?419', 'firearm', 'pattern'],
    ['*FT41*', 'firearm', 'pattern'],
    ['KFT41', 'firearm', 'contains'],
    ['T20240000777', 'firearm', 'exact'],
    ['Testerson, Marlowe', 'person', 'exact'],
    ['marlowe testerson', 'person', 'exact'],
    ['TESTERSN MARLOWE', 'person', 'similar'],
    ['8KFT419', 'firearm', 'look-alike'],
    ['BKFT4I9', 'firearm', 'look-alike'],
    ['8KFT4l9', 'firearm', 'look-alike'],
    ['BKTF419', 'firearm', 'swapped'],
    ['BKFT479', 'firearm', 'differs'],
    ['BKT419', 'firearm', 'longer'],
    ['BKFT4199', 'firearm', 'shorter'],
    ['8-52-005-01-5K-12354', 'dealer', 'swapped'],
    ['T20240000771', 'firearm', 'differs'],
    ['24-0000l01', 'incident', 'look-alike'],
    ['24-0001101', 'incident', 'differs'],
    ['Test*', 'person', 'pattern'],
    ['8-52-005-01-5K-12345', 'dealer', 'exact'],
    ['8-52-12345', 'dealer', 'pattern'],
    ['tidewater', 'dealer', 'starts'],
    ['24-0000101', 'incident', 'exact'],
    ['240000101', 'incident', 'exact'],
    ['7 quay', 'place', 'starts'],
    ['FX-00412', 'incident', 'exact'],
    ['fx00412', 'incident', 'exact'],
    ['FX-00421', 'incident', 'swapped'],
  ])('of %s finds a %s, by %s', async (q, kind, why) => {
    await expect.poll(() => first(q)).toMatchObject({ kind, why });
  });

  test('takes what is no wildcard for text', async () => {
    const byLetters = ['exact', 'starts', 'pattern', 'contains'];
    expect((await search('BK%419')).results.filter((each) => byLetters.includes(each.why))).toEqual([]);
    expect((await search('BK_T419')).results.filter((each) => byLetters.includes(each.why))).toEqual([]);
    expect((await search('%%%')).note).toMatch(/at least 2/);
    expect((await search("'; drop table flashlight.entity; --")).results).toEqual([]);
  });

  test('says why it looks for nothing', async () => {
    expect(await search('b')).toMatchObject({ results: [], note: expect.stringContaining('2 letters') });
    expect(await search('*')).toMatchObject({ results: [], note: expect.any(String) });
    expect(await search('*a?b*')).toMatchObject({ results: [], note: expect.stringContaining('pattern') });
  });

  test('counts by kind, keeps to a kind and to a limit', async () => {
    const all = await search('te*');
    expect(all.counts['person']).toBe(1);
    const firearms = await search('te*', '&kind=firearm');
    expect(firearms.results).toEqual([]);
    const one = await search('24*', '&limit=1');
    expect(one.results).toHaveLength(1);
    expect(one.more).toBe(true);
  });
});

describe('the page of', () => {
  const page = async (q: string) => get<EntityPage>(`/entities/${(await first(q))!.id}`);

  test('a person tells what was bought, what was had, and why its rows are one person', async () => {
    const had = await page('Testerson Marlowe');
    expect(had.events.map((event) => event.kind)).toContain('recovered');
    expect(had.events.map((event) => event.kind)).not.toContain('sold');
    expect(had.observationsTotal).toBe(3);
    expect(had.observations.map((each) => each.joinedBy)).toContain('same name and date of birth');
    expect(had.relations.find((each) => each.predicate === 'POSSESSED_AT_RECOVERY')).toMatchObject({
      direction: 'out',
      kind: 'firearm',
    });
    expect(had.facts.find((fact) => fact.name === 'born')).toMatchObject({ value: '1990-04-05' });
    expect(had.facts.find((fact) => fact.name === 'born')!.sources).toHaveLength(3);
    expect(had.facts.some((fact) => fact.name === 'race')).toBe(false);
    expect(had.caution).not.toBe('');

    const bought = await page('Sampleman Orla');
    expect(bought.events.map((event) => [event.kind, event.from])).toEqual([['sold', '2023-11-11']]);
    expect(bought.events[0]!.people.map((each) => each.kind).sort()).toEqual(['dealer', 'firearm', 'person']);
  });

  test('a dealer tells its sales of firearms recovered later', async () => {
    const dealer = await page('Tidewater Sporting Goods');
    expect(dealer.events).toMatchObject([{ kind: 'sold', from: '2023-11-11', detail: { recoveredOn: '2024-05-06' } }]);
    expect(dealer.facts.find((fact) => fact.name === 'licence')?.value).toBe('8-52-005-01-5K-12345');
  });

  test('a place tells what happened there', async () => {
    const place = await page('7 Quay Ln');
    expect(place.events.map((event) => event.kind)).toEqual(expect.arrayContaining(['incident', 'recovered']));
    expect(place.events[0]!.place?.point).toEqual({ lon: -76.6001, lat: 39.2811 });
  });

  test('an incident tells its evidence and people', async () => {
    const incident = await page('24-0000202');
    expect(incident.events.map((event) => event.kind)).toEqual(expect.arrayContaining(['incident', 'recovered']));
    const people = incident.events.flatMap((event) => event.people.map((each) => each.label));
    expect(people).toContain('Testerson, Marlowe');
  });

  test('a kind it is not of, or a number nobody has, is not there', async () => {
    const firearm = (await first('BKFT419'))!.id;
    const wrongKind = firearm.replace('firearm', 'person');
    for (const [id, said] of [
      [wrongKind, `There is no ${wrongKind}; the number is that of ${firearm}.`],
      ['person:99999999999', 'There is no person:99999999999.'],
    ] as const) {
      for (const url of [`/entities/${id}`, `/entities/${id}/links`, `/paths?from=${firearm}&to=${id}`]) {
        const answer = await server.api.inject({ url: `/api/v1${url}`, headers: { cookie } });
        expect([answer.statusCode, answer.json().code], url).toEqual([404, 'api.not-found']);
        expect(answer.json().detail, url).toBe(`${said} Check the address, or search again.`);
      }
    }
  });
});

describe('around a firearm', () => {
  test('its life, its links and the path to its dealer are told', async () => {
    const { id } = (await first('BKFT419'))!;
    const life = await get<Life>(`/firearms/${id}/life`);
    expect(life.events.map((event) => event.kind)).toEqual(
      expect.arrayContaining(['sold', 'unknown-interval', 'recovered', 'traced']),
    );
    expect(life.timeToCrime.days).toBe(177);
    // The dealer has no coordinates: its licence says the county, and no point.
    expect(life.events.find((event) => event.kind === 'sold')!.place).toEqual({
      id: null,
      label: 'Baltimore County, MD',
      point: null,
      precision: 'county',
      county: '24005',
    });
    const graph = await get<LinkGraph>(`/entities/${id}/links?hops=2&limit=50`);
    expect(graph.entities.map((each) => each.kind)).toEqual(
      expect.arrayContaining(['firearm', 'person', 'dealer', 'incident']),
    );
    const sold = await get<LinkGraph>(`/entities/${id}/links?predicates=SOLD`);
    expect(new Set(sold.links.map((link) => link.predicate))).toEqual(new Set(['SOLD']));
    const { id: dealer } = (await first('Tidewater'))!;
    const { id: person } = (await first('Testerson Marlowe'))!;
    const paths = await get<Paths>(`/paths?from=${dealer}&to=${person}`);
    expect(paths.length).toBe(2);
    expect(paths.paths[0]).toContain(id);
  });

  test('every source opens to the row as received', async () => {
    const { id } = (await first('BKFT419'))!;
    const life = await get<Life>(`/firearms/${id}/life`);
    const source = life.events.find((event) => event.kind === 'traced')!.sources[0]!;
    const record = await get<RecordPage>(`/records/${source.record}`);
    expect(record.cells.find((cell) => cell.column === 'Serial Number')).toMatchObject({
      value: 'BKFT-419',
      field: expect.any(String),
    });
    expect(record.source).toEqual(source);
    expect(record.handling).toContain('FTS-TIAHRT');
    expect(record.versions).toHaveLength(1);
    expect(record.read.map((each) => each.table)).toEqual(
      expect.arrayContaining(['trace_result', 'transaction', 'firearm_observation']),
    );
    expect(record.entities.map((each) => each.role)).toEqual(expect.arrayContaining(['purchaser', 'possessor']));
  });
});

describe('the live page', () => {
  test('tells what came in and what happened, newest first', async () => {
    const live = await get<{
      events: { from: string; kind: string }[];
      runs: unknown[];
      counts: Record<string, number>;
      newest: string;
    }>('/live');
    expect(live.runs).toHaveLength(4);
    const dates = live.events.map((event) => Date.parse(event.from));
    expect(dates).toEqual([...dates].sort((a, b) => b - a));
    expect(live.events.map((event) => event.kind)).toEqual(expect.arrayContaining(['shooting', 'recovered', 'traced']));
    expect(live.counts).toMatchObject({ firearm: 2, 'records:etrace': 1, 'records:incidents': 2 });
    expect(live.newest).toBe('2024-05-20');
  });
});

test('the live page tells the gunshot desk of alerts alone, and nothing of people, traces or imports', async () => {
  const desk = await server.signIn('gunshot-desk');
  const answer = await server.api.inject({ url: '/api/v1/live?since=2000-01-01', headers: { cookie: desk } });
  const live = answer.json() as Live;
  expect(live.events.map((event) => event.kind)).toEqual(['alert', 'alert']);
  expect(live.events[0]!.people).toEqual([]);
  expect([live.runs, live.counts, live.cameIn]).toEqual([[], {}, null]);
  for (const hidden of ['Testerson', 'BKFT', 'TESTERSON', 'etrace']) expect(answer.body).not.toContain(hidden);
  const analyst = await server.signIn('analyst');
  const all = (await server.api.inject({ url: '/api/v1/live', headers: { cookie: analyst } })).json() as Live;
  expect(all.events.map((event) => event.kind)).toEqual(expect.arrayContaining(['alert', 'recovered', 'traced']));
});

describe('the map', () => {
  test('shows the counties of the state where the agency gave no boundaries', async () => {
    const { bounds, tiles } = await get<{ bounds: number[]; tiles: unknown }>('/map/config');
    expect(tiles).toBeNull();
    expect(bounds[0]).toBeGreaterThan(-80);
    expect(bounds[2]).toBeLessThan(-74);
    const counties = await get<{ features: { properties: { id: string }; geometry: { type: string } }[] }>(
      '/map/counties?ids=24005,24510,24999',
    );
    // There is no county 999; Baltimore is a county and a city.
    expect(counties.features.map((each) => each.properties.id).sort()).toEqual(['24005', '24510']);
    expect(counties.features.every((each) => each.geometry.type.endsWith('Polygon'))).toBe(true);
    const { features } = await get<{ features: { properties: { kind: string } }[] }>('/map/boundaries');
    // Maryland: 23 counties and Baltimore City, and the outline of the state.
    expect(features.filter((each) => each.properties.kind === 'county')).toHaveLength(24);
    expect(features.filter((each) => each.properties.kind === 'state')).toHaveLength(1);
  });
});

describe('the audit', () => {
  const events = async () =>
    (
      await server.store.database.pool('migrate').query<{
        actor: string;
        action: string;
        outcome: string;
        subject: Record<string, unknown>;
        purpose: string | null;
        request_id: string;
        address: string;
      }>('select * from flashlight.audit_event order by event_id')
    ).rows;

  test('has one row for every read', async () => {
    const { id } = (await first('BKFT419'))!;
    for (const url of [
      '/search?q=bkft',
      `/entities/${id}`,
      `/firearms/${id}/life`,
      `/entities/${id}/links`,
      `/paths?from=${id}&to=${id}`,
      '/records/1',
      '/live',
      '/imports',
      '/mappings',
      '/map/config',
    ]) {
      const before = (await events()).length;
      await server.api.inject({ url: `/api/v1${url}`, headers: { cookie, 'flashlight-purpose': 'case 24-0000202' } });
      const after = (await events()).slice(before);
      expect([url, after.length]).toEqual([url, 1]);
      expect(after[0]).toMatchObject({
        actor: 'test.detective',
        outcome: 'ALLOWED',
        purpose: 'case 24-0000202',
        address: '127.0.0.1',
      });
      expect(after[0]!.request_id).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  test('has the purpose of what is printed, and no print of what is not there', async () => {
    const { id } = (await first('BKFT419'))!;
    const print = (of: string, purpose: string) =>
      server.api.inject({
        method: 'POST',
        url: `/api/v1/entities/${of}/prints`,
        headers: { cookie },
        payload: { purpose },
      });
    for (const [purpose, kept] of [
      ['Caso n.º 24-0000202 – juzgado', 'Caso n.º 24-0000202 – juzgado'],
      [' ', null],
    ] as const) {
      expect((await print(id, purpose)).statusCode).toBe(204);
      expect((await events()).at(-1)).toMatchObject({
        action: 'entity.print',
        outcome: 'ALLOWED',
        subject: { entity: id },
        purpose: kept,
      });
    }
    expect((await print('firearm:99999999999', 'x')).statusCode).toBe(404);
  });

  test('has a row for every refusal', async () => {
    const administrator = await server.signIn('administrator');
    const before = (await events()).length;
    // Names in the query stand for nothing else in the row, and what the store cannot hold keeps no attempt off it.
    for (const url of ['/search?q=bkft&route=/about', '/search?q=a%00', '/entities/firearm:7%00?entity=firearm:8'])
      expect((await server.api.inject({ url: `/api/v1${url}`, headers: { cookie: administrator } })).statusCode).toBe(
        403,
      );
    const denied = { actor: 'test.administrator', outcome: 'DENIED' };
    expect((await events()).slice(before)).toMatchObject([
      { ...denied, action: 'search', subject: { route: '/api/v1/search', query: 'q=bkft&route=/about' } },
      { ...denied, action: 'search', subject: { query: 'q=a%00' } },
      { ...denied, subject: { id: 'firearm:7\uFFFD', query: 'entity=firearm:8' } },
    ]);
  });

  test('has a row for every write that fails', async () => {
    const analyst = await server.signIn('analyst');
    const before = (await events()).length;
    const mapping = { feed: 'incidents', layout: 'incidents', columns: { a: 'case_number' } };
    const answer = await server.api.inject({
      method: 'POST',
      url: '/api/v1/imports',
      headers: { cookie: analyst },
      payload: { upload: 'AAAAAAAAAAAAAAAAAAAAAA', mapping },
    });
    expect(answer.statusCode).toBe(404);
    expect((await events()).slice(before)).toMatchObject([
      { actor: 'test.analyst', action: 'imports.write', outcome: 'FAILED', address: '127.0.0.1' },
    ]);
  });

  test('that cannot be written leaves every read unanswered', async () => {
    const owner = server.store.database.pool('migrate');
    const { id } = (await first('BKFT419'))!;
    await owner.query('revoke insert on flashlight.audit_event from flashlight_read');
    try {
      for (const url of [
        '/search?q=bkft',
        `/entities/${id}`,
        `/firearms/${id}/life`,
        `/entities/${id}/links`,
        `/paths?from=${id}&to=${id}`,
        '/records/1',
        '/live',
        '/imports',
        '/mappings',
        '/map/config',
        '/events',
      ]) {
        const answer = await server.api.inject({ url: `/api/v1${url}`, headers: { cookie } });
        expect([url, answer.statusCode]).toEqual([url, 500]);
        expect(answer.json().code).toBe('api.unexpected');
        // Nothing of what failed, and nothing of what was asked.
        expect(answer.body).not.toMatch(/permission|audit_event|BKFT/);
      }
    } finally {
      await owner.query('grant insert on flashlight.audit_event to flashlight_read');
    }
    await get('/live');
  });

  test('is followed by nothing but reads', async () => {
    const { withReader } = await import('../../src/store/audit.ts');
    const reader = { agencyId: server.store.agency.agencyId, actor: 'test', role: 'detective' };
    const write = withReader(server.store.database, reader, { action: 'search', subject: {} }, (client) =>
      client.query(`insert into flashlight.note (agency_id, body, written_by) values (1, 'x', 'x')`),
    );
    await expect(write).rejects.toThrow(/read-only transaction/);
    expect((await events()).at(-1)).toMatchObject({ actor: 'test', outcome: 'FAILED' });
  });
});
