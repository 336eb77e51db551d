import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Preview } from '../../src/model/import-answers.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';
import { recoveriesCsv } from './small-city.ts';
import { uploadText } from './upload-form.ts';

let server: TestServer;
let cookie: string;

beforeAll(async () => {
  server = await openTestServer();
  cookie = await server.signIn('analyst');
});
afterAll(() => server.close());

const upload = (text: string, fileName: string) => uploadText(server, cookie, text, fileName);

const get = (url: string) => server.api.inject({ url: `/api/v1${url}`, headers: { cookie } });

test('a preview follows the mapping it is given', async () => {
  const preview = await upload('Col A,Col B,Col C,Col D\nP1,AB12345,COLT,01/02/2024\n', 'odd.csv');
  const mapping = {
    feed: 'recoveries',
    layout: preview.layouts.find((layout) => layout.feed === 'recoveries')!.layout,
    columns: { 'Col A': 'propertyNumber', 'Col B': 'serial', 'Col C': 'make', 'Col D': 'recoveredOn' },
  };
  const fields = preview.layouts.find((layout) => layout.feed === 'recoveries')!.fields.map((field) => field.name);
  const known = Object.fromEntries(Object.entries(mapping.columns).filter(([, field]) => fields.includes(field)));
  const ask = (body: object) =>
    server.api.inject({
      method: 'POST',
      url: `/api/v1/uploads/${preview.upload}/preview`,
      headers: { cookie },
      payload: body,
    });
  const refused = await ask({ mapping: { ...mapping, columns: { 'Col A': 'no-such-field' } } });
  expect([refused.statusCode, refused.json().code]).toEqual([422, 'mapping.invalid']);
  const read = await ask({ mapping: { ...mapping, columns: known } });
  expect(read.statusCode, read.body).toBe(200);
  expect((read.json() as Preview).rows).toHaveLength(1);
});

test('a file that is of no feed shows its rows as they stand, but for social security numbers, until somebody says what it is', async () => {
  const rows = Array.from({ length: 120 }, (_, at) => `${at},0.${at},000-12-${String(3400 + at)}`);
  const preview = await upload(`sample,run,ssn\n${rows.join('\n')}\n`, 'samples.csv');
  expect(preview.guess.feed).toBeNull();
  expect(preview.guess.note).not.toContain('--mapping');
  expect(preview.header).toEqual(['sample', 'run', 'ssn']);
  expect(preview.rows).toHaveLength(100);
  expect(preview.rows[99]).toEqual({
    line: 101,
    cells: ['99', '0.99', '•••-••-••••'],
    outcome: 'unread',
    reject: null,
    read: [],
  });
  const again = await server.api.inject({
    method: 'POST',
    url: `/api/v1/uploads/${preview.upload}/preview`,
    headers: { cookie },
    payload: {},
  });
  expect((again.json() as Preview).rows).toEqual(preview.rows);
});

test('the name of a mapping may have letters of any language', async () => {
  const preview = await upload(recoveriesCsv, 'named.csv');
  const named = (name: string) =>
    server.api.inject({
      method: 'PUT',
      url: `/api/v1/mappings/${encodeURIComponent(name)}`,
      headers: { cookie },
      payload: preview.guess.mapping!,
    });
  expect((await named('Waffen-Übersicht Año 2024')).statusCode).toBe(200);
  expect((await get(`/mappings/${encodeURIComponent('Waffen-Übersicht Año 2024')}`)).statusCode).toBe(200);
  expect((await named('../x')).statusCode).toBe(400);
});
