import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importSmallCity } from './import-small-city.ts';
import { nibinRole } from './nibin-routes.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';
import { incidentsCsv, recoveriesCsv, tracesCsv } from './small-city.ts';

// What no page of ours sends, and somebody will.

let server: TestServer;
let cookie: string;
let desk: string;
let technician: string;
let firearm: string;

beforeAll(async () => {
  server = await openTestServer();
  await importSmallCity(server, [
    ['incidents', incidentsCsv],
    ['recoveries', recoveriesCsv],
    ['etrace', tracesCsv],
  ]);
  cookie = await server.signIn('analyst');
  desk = await server.signIn('gunshot-desk');
  technician = await server.signIn('technician');
  firearm = (await get('/search?q=BKFT419')).json().results[0].id;
});
afterAll(() => server.close());

const get = (url: string) => server.api.inject({ url: `/api/v1${url}`, headers: { cookie } });
const cursorOf = (at: unknown) => Buffer.from(JSON.stringify(at)).toString('base64url');

describe('a value that cannot be', () => {
  test.each([
    ['/live?since=2024-01-01%20(x)', 'query since'],
    ['/live?since=2024-02-30', 'query since'],
    ['/tracing/coverage?from=2025-02-30', 'query from'],
    ['/traces/overview?to=2025-13-01', 'query to'],
    ['/live?since=0000-01-01', 'query since'],
    ['/entities/ID/links?from=2024-02-31', 'query from'],
    ['/entities/ID/links?to=0000-01-01', 'query to'],
    [`/imports/1/entities?cursor=${cursorOf([1, 99_999_999])}`, 'query cursor'],
    [`/imports/1/entities?cursor=${cursorOf([1, -1])}`, 'query cursor'],
    [`/imports/1/rejects?cursor=${cursorOf([1e300])}`, 'query cursor'],
    ['/search?q=ab%00c', 'query'],
    ['/search?q=abc&limit=51', 'query limit'],
  ])('is refused with what was expected and what was got: %s', async (url, what) => {
    const answer = await get(url.replace('ID', firearm));
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([400, 'application/problem+json']);
    expect(answer.json()).toMatchObject({
      code: 'api.invalid-request',
      what,
      expected: expect.stringMatching(/.{5,}/),
      got: expect.stringMatching(/.{2,}/),
      detail: expect.stringMatching(/^Expected .*\. \S/),
    });
  });

  test('in a mapping is refused: the store holds no NUL', async () => {
    for (const columns of [{ 'a\0': 'case_number' }, { a: 'case\0' }]) {
      const answer = await server.api.inject({
        method: 'PUT',
        url: '/api/v1/mappings/odd',
        headers: { cookie },
        payload: { feed: 'incidents', layout: 'incidents', columns },
      });
      expect([answer.statusCode, answer.json().what]).toEqual([400, 'body']);
    }
    expect((await get('/mappings/odd')).statusCode).toBe(404);
  });

  test('a day and a moment are both taken for where a reader last looked', async () => {
    for (const since of [
      '2024-01-01',
      '2024-01-01T00:00:00Z',
      '2024-01-01T00:00:00.123%2B23:59',
      '2016-12-31T23:59:60Z',
    ])
      expect([since, (await get(`/live?since=${since}`)).statusCode]).toEqual([since, 200]);
  });
});

const cursors = [[], [null], [-1], [1, 2], [2 ** 53, 1], [1e308], ['x'], [1, 99_999_999], [0.5]];
// prettier-ignore
const odd = [
  '', ' ', '\0', 'ab\0c', 'null', 'NaN', 'Infinity', '-1', '0', '0x10', '1e9', '1.5', '9'.repeat(16), '9'.repeat(40),
  '2024-02-31', '2024-01-01 (x)', '9999-12-31', '0001-01-01', '0000-01-01', '-infinity', 'epoch', 'now',
  '2024-01-01T25:00:00Z', '2024-01-01T00:00:00+9999', '2024-01-01T00:00:00+23:59',
  'true', '[]', '{}', '%', '%%', '_', '\\', "'", '"; --', '*?*', '\u{10ffff}', '\ufffd', '__proto__', 'constructor',
  'firearm:1', 'person:9999999999999999', 'SOLD', 'SOLD,SOLD', '24005', 'firearm', 'x'.repeat(201),
  ...cursors.map(cursorOf),
];
const chance = fc.oneof(
  fc.string({ maxLength: 250, unit: 'binary' }),
  fc.string({ maxLength: 20 }),
  fc.integer({ min: -(2 ** 40), max: 2 ** 54 }).map(String),
  fc.double().map(String),
);

interface Parameter {
  readonly in: string;
  readonly name: string;
  readonly required?: boolean;
}

test('of no parameter of no route does an odd value end in a fault', async () => {
  const document = (await get('/openapi.json')).json() as {
    paths: Record<string, Record<string, { parameters?: Parameter[] }>>;
  };
  const known: Record<string, string> = { id: firearm, record: '1', run: '1', name: 'x', from: firearm, to: firearm, q: 'abc', ids: '24005' }; // prettier-ignore
  const faults: string[] = [];
  let asked = 0;
  for (const [path, methods] of Object.entries(document.paths)) {
    const parameters = methods['get']?.parameters?.filter((each) => each.in !== 'header') ?? [];
    for (const wanted of parameters) {
      const ask = async (values: readonly string[]) => {
        const encoded = values.map((value) => encodeURIComponent(value.toWellFormed()));
        const others = parameters.filter((each) => each !== wanted && each.in === 'query' && each.required);
        const query = [
          ...others.map((each) => `${each.name}=${known[each.name]}`),
          ...(wanted.in === 'query' ? encoded.map((value) => `${wanted.name}=${value}`) : []),
        ].join('&');
        const address = path.replace(/\{(\w+)\}/g, (_, name: string) =>
          wanted.in === 'path' && name === wanted.name ? encoded[0]! : known[name]!,
        );
        // Sound and what single sensors heard are the desk's own.
        const reader = /\/(gunshots|sensors)\b/.test(path) ? desk : nibinRole(path) === null ? cookie : technician;
        const answer = await server.api.inject({ url: `${address}?${query}`, headers: { cookie: reader } });
        asked++;
        if (![200, 400, 404].includes(answer.statusCode)) faults.push(`${answer.statusCode} ${address}?${query}`);
      };
      for (const value of odd) await ask([value]);
      await ask(['1', '2']);
      await fc.assert(
        fc.asyncProperty(chance, (value) => ask([value])),
        { numRuns: 20, seed: 2026 },
      );
    }
  }
  expect(faults).toEqual([]);
  expect(asked).toBeGreaterThan(1_000);
});
