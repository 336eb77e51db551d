import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { guessFile } from '../../src/jobs/guess-file.ts';
import { importFile } from '../../src/jobs/import-file.ts';
import { linkRecords } from '../../src/jobs/link-records.ts';
import { receiveRows } from '../receive-rows.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';

/** 219-09-9999 stood in an advertisement of 1940 and was never given to anyone. */
const number = '219-09-9999';
const bare = '219099999';
/** Its last figures by themselves: within a hash, an id or a time they stand by chance. */
const lastFour = /(?<![0-9a-f])9999(?![0-9a-f])|219099999/;
const mask = '•••-••-••••';

const file = [
  'Trace Number,Request Date,Completed Date,Status,Completion Code,Serial Number,Manufacturer,Model,Caliber,Purchase Date,Purchaser Last Name,Purchaser First Name,Purchaser DOB,Purchaser ID Type,Purchaser ID Number,Recovery Date,Remarks,SSN',
  `T20240000901,05/07/2024,05/20/2024,COMPLETED,PURCHASER IDENTIFIED,BKFT420,GLOCK,19,9MM,11/11/2023,SAMPLEMAN,ORLA,02/03/1985,SSN,${bare},05/06/2024,his SSN ${number} by phone,${bare}`,
  `,05/07/2024,05/20/2024,COMPLETED,PURCHASER IDENTIFIED,BKFT421,GLOCK,19,9MM,11/11/2023,SAMPLEMAN,ORLA,02/03/1985,SSN,${bare},05/06/2024,SSN ${number},${number}`,
].join('\r\n');

let server: TestServer;
let cookie: string;
let run: number;
let path: string;

beforeAll(async () => {
  server = await openTestServer();
  path = join(server.dataDir, 'ssn.csv');
  await writeFile(path, `${file}\r\n`);
  const result = await importFile(server.store.database, {
    agency: server.store.agency,
    feed: 'etrace',
    path,
    rejectsDir: join(server.dataDir, 'rejects'),
    startedBy: 'test',
    receivedAt: '2026-01-01T00:00:00Z',
  });
  expect([result.accepted, result.rejected]).toEqual([1, 1]);
  run = result.run!;
  await linkRecords(server.store.database);
  cookie = await server.signIn('analyst');
});
afterAll(() => server.close());

const get = async (url: string) => {
  const answer = await server.api.inject({ url: `/api/v1${url}`, headers: { cookie } });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer;
};

test('no answer shows a digit of it, and the source row says why', async () => {
  const { rows: entities } = await server.store.database
    .pool('read')
    .query<{ id: string }>(`select kind || ':' || entity_id as id from flashlight.entity where merged_into is null`);
  const urls = [
    '/records/1',
    `/imports/${run}/rejects`,
    `/imports/${run}/rejects.csv`,
    ...entities.map(({ id }) => `/entities/${id}`),
  ];
  for (const url of urls) {
    const { body } = await get(url);
    expect(body, url).not.toContain(number);
    expect(body, url).not.toContain(bare);
    expect(body, url).not.toMatch(lastFour);
  }
  const { cells } = (await get('/records/1')).json() as { cells: { column: string; value: string; masked?: string }[] };
  expect(cells.filter((cell) => cell.masked).map((cell) => [cell.column, cell.value, cell.masked])).toEqual([
    ['Purchaser ID Number', mask, 'social-security-number'],
    ['Remarks', `his SSN ${mask} by phone`, 'social-security-number'],
    ['SSN', mask, 'social-security-number'],
  ]);
  const { items } = (await get(`/imports/${run}/rejects`)).json() as { items: { cells: string[] }[] };
  expect(items[0]!.cells.slice(-5)).toEqual(['SSN', mask, '05/06/2024', `SSN ${mask}`, mask]);
});

test('the stored record and the stored reject keep what was received, to the letter', async () => {
  const pool = server.store.database.pool('migrate');
  const { rows: records } = await pool.query<{ payload: string[] }>('select payload from flashlight.record');
  expect(records.map((each) => each.payload)).toEqual([file.split('\r\n')[1]!.split(',')]);
  const { rows: rejects } = await pool.query<{ cells: string[] }>('select cells from flashlight.import_reject');
  expect(rejects.map((each) => each.cells)).toEqual([file.split('\r\n')[2]!.split(',')]);
});

test('neither the file of rejects nor the samples of a guess show it', async () => {
  const { readdir } = await import('node:fs/promises');
  const folder = join(server.dataDir, 'rejects');
  for (const name of await readdir(folder)) {
    const text = await readFile(join(folder, name), 'utf8');
    expect(text).toContain(mask);
    expect(text).not.toMatch(lastFour);
  }
  const guess = await guessFile(path);
  expect(JSON.stringify(guess.columns)).not.toMatch(lastFour);
  expect(guess.columns.find((each) => each.column === 'SSN')!.sample).toEqual([mask]);
});

describe('what people write themselves', () => {
  const send = async (method: 'POST' | 'PUT', url: string, payload: object) => {
    const answer = await server.api.inject({ method, url: `/api/v1${url}`, headers: { cookie }, payload });
    return { status: answer.statusCode, body: answer.json() as { code?: string; detail?: string; what?: string } };
  };
  const kept = async (table: string) => {
    const { rows } = await server.store.database
      .pool('migrate')
      .query<{ row: string }>(`select to_jsonb(t)::text as row from flashlight.${table} t`);
    return rows.map((each) => each.row).join();
  };

  test('a request to trace is not saved with one, in whatever item it stands, and no version of it holds a digit', async () => {
    await receiveRows(
      server.store,
      'recoveries',
      [
        'Property Number,Recovered At,Firearm Type,Make,Model,Caliber,Serial Number,Address,City,State,Possessor Last Name',
        `P1,11/19/2026 01:45,P,RUGER,LCP,380,371234567,"7 QUAY LN, SSN ${number}",HARBOR CITY,MD,TESTERSON`,
      ],
      '2026-11-20T12:00:00Z',
    );
    const untraced = (await get('/tracing/untraced')).json() as { items: { record: number }[] };
    const made = await send('POST', '/tracing/requests', { records: untraced.items.map(({ record }) => record) });
    const [request] = (made.body as { requests?: number[] }).requests!;
    const { form } = (await get(`/tracing/requests/${request}`)).json() as { form: Record<string, string> };
    expect(form).not.toHaveProperty('recovery_street');
    for (const item of [
      { possessor_id_number: number },
      { possessor_id_type: 'SSN', possessor_id_number: bare },
      { associate_id_number: bare },
      { additional_markings: `ENGRAVED ${number}` },
    ]) {
      const { status, body } = await send('PUT', `/tracing/requests/${request}`, {
        version: 1,
        form: { ...form, ...item },
        acknowledged: [],
      });
      expect([item, status, body.code]).toEqual([item, 422, 'text.social-security']);
      expect(JSON.stringify(body)).not.toMatch(lastFour);
    }
    const withdrawn = await send('POST', `/tracing/requests/${request}/steps`, {
      version: 1,
      step: 'withdraw',
      note: `wrong man, ${number}`,
    });
    expect([withdrawn.status, withdrawn.body.what]).toEqual([422, 'note']);
    for (const table of ['tracing_request', 'tracing_event', 'audit_event'])
      expect(await kept(table)).not.toMatch(lastFour);
  });

  test.each([
    ['/identity/judgements', { a: '1-0', b: '2-0', verdict: 'same', reason: `one SSN: ${bare}` }],
    ['/leads/1/notes', { text: `his number is ${number}`, inBriefing: false }],
    ['/boards/1/notes', { on: null, text: number }],
    ['/nibin-leads/1/recipients', { side: 'outside', name: 'COUNTY', purpose: `for ${number}` }],
    ['/gunshots/0123456789abcdef/findings', { found: 'victim', note: `victim ${number}`, revision: 1 }],
  ])('nor are words sent to %s', async (url, payload) => {
    const role = url.startsWith('/gunshots') ? 'gunshot-desk' : url.startsWith('/nibin') ? 'technician' : 'analyst';
    cookie = await server.signIn(role);
    const { status, body } = await send('POST', url, payload);
    expect([status, body.code]).toEqual([422, 'text.social-security']);
  });

  test('what was kept of earlier requests is taken out when the store is brought up to date', async () => {
    const pool = server.store.database.pool('migrate');
    const form = {
      possessor_id_number: bare,
      associate_id_type: 'Driver License',
      associate_id_number: bare,
      serial_number: number,
      special_instructions: `SSN ${bare}, or ${number}`,
    };
    await pool.query('update flashlight.tracing_request set form = $1', [form]);
    await pool.query('update flashlight.tracing_event set form = $1, note = $2', [form, `soc sec ${bare}`]);
    const migration = new URL('../../src/store/migrations/0047-no-social-security-in-requests.up.sql', import.meta.url);
    await pool.query(await readFile(migration, 'utf8'));
    const hidden = {
      ...form,
      possessor_id_number: mask,
      special_instructions: `SSN ${mask}, or ${mask}`,
    };
    const { rows } = await pool.query('select form from flashlight.tracing_request');
    expect(rows).toEqual([{ form: hidden }]);
    const { rows: events } = await pool.query('select form, note from flashlight.tracing_event');
    expect(events).toEqual([{ form: hidden, note: `soc sec ${mask}` }]);
  });
});
