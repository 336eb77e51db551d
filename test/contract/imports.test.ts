import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImportRun } from '../../src/model/import-answers.ts';
import type { Search } from '../../src/model/search-answer.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';
import { incidentsCsv, manyRecoveriesCsv, recoveriesCsv } from './small-city.ts';
import { uploadForm, uploadText } from './upload-form.ts';

let server: TestServer;
let cookie: string;

beforeAll(async () => {
  server = await openTestServer();
  cookie = await server.signIn('analyst');
});
afterAll(() => server.close());

const upload = (text: string, fileName = 'export.csv') => uploadText(server, cookie, text, fileName);

const order = (body: object, headers: Record<string, string> = {}) =>
  server.api.inject({ method: 'POST', url: '/api/v1/imports', headers: { cookie, ...headers }, payload: body });

const get = (url: string) => server.api.inject({ url: `/api/v1${url}`, headers: { cookie } });

/** The run once it ended, and its rows are linked where there are any to link. */
async function finished(run: number): Promise<ImportRun & { sections: unknown[] }> {
  for (let tries = 0; tries < 200; tries++) {
    const found = (await get(`/imports/${run}`)).json() as ImportRun & { sections: unknown[] };
    const linked = found.linkedAt !== null || found.accepted === 0 || found.sections.length === 0;
    if (found.state !== 'RUNNING' && (found.state !== 'COMPLETE' || linked)) return found;
    await sleep(100);
  }
  throw new Error(`import ${run} did not finish`);
}

test('an import says how many of its rows carry each warning', async () => {
  const header = 'Property Number,Recovered At,Make,Serial Number';
  const rows = ['W1,03/01/2024,GLOCK,1.23E+09', 'W2,03/01/2024,GLOCK,1.24E+09', 'W3,03/01/2024,GLOCK,WXY123'];
  const preview = await upload(`${[header, ...rows].join('\n')}\n`, 'warned.csv');
  const { run } = (await order({ upload: preview.upload, mapping: preview.guess.mapping! })).json() as ImportRun;
  const { warnings } = (await finished(run)) as unknown as { warnings: object[] };
  expect(warnings).toEqual([
    {
      code: 'serial.digits-lost',
      rows: 2,
      column: 'Serial Number',
      message: expect.stringMatching(/^2 rows: /),
    },
  ]);
});

test('a file is handed in, looked at, imported and found', async () => {
  const preview = await upload(recoveriesCsv, 'C:\\exports\\recoveries 2024.csv');
  expect(preview.file).toBe('recoveries 2024.csv');
  expect(preview.guess).toMatchObject({ feed: 'recoveries', confidence: expect.any(Number) });
  expect(preview.header).toContain('Serial Number');
  expect(preview.rows.map((row) => row.outcome)).toEqual(['accepted', 'accepted']);
  expect(preview.rows[0]!.read.map((each) => each.table)).toContain('firearm_observation');
  expect(preview.layouts.map((layout) => layout.feed)).toEqual(
    expect.arrayContaining(['etrace', 'nibin', 'recoveries']),
  );

  const started = await order({
    upload: preview.upload,
    mapping: preview.guess.mapping!,
    mappingName: 'Property room',
  });
  expect(started.statusCode, started.body).toBe(202);
  const { run } = started.json() as ImportRun;
  const done = await finished(run);
  expect(done).toMatchObject({
    state: 'COMPLETE',
    read: 2,
    accepted: 2,
    rejected: 0,
    file: 'recoveries 2024.csv',
    mapping: 'Property room',
    startedBy: 'test.analyst',
  });
  expect(done.sections).toHaveLength(1);
  const { results } = (await get('/search?q=BKFT419')).json() as Search;
  expect(results.map((each) => each.kind)).toEqual(['firearm']);

  expect((await get('/mappings')).json().items).toMatchObject([
    { name: 'Property room', version: 1, feed: 'recoveries' },
  ]);
  expect((await get('/mappings/Property%20room')).json()).toEqual(preview.guess.mapping);
  // What was imported is kept as records; the file itself is gone.
  expect((await readdir(join(server.dataDir, 'uploads'))).filter((name) => name === preview.upload)).toEqual([]);
});

test('the entities of an import are listed once each, in the order of the file, page by page', async () => {
  const preview = await upload(manyRecoveriesCsv(12).replaceAll('Q24', 'S24'), 'listed.csv');
  const { run } = (await order({ upload: preview.upload, mapping: preview.guess.mapping! })).json() as ImportRun;
  await finished(run);
  interface Listed {
    items: { id: string; kind: string; label: string; line: number; record: number; fresh: boolean }[];
    next: string | null;
  }
  const all = (await get(`/imports/${run}/entities?limit=200`)).json() as Listed;
  expect(all.next).toBeNull();
  // Twelve firearms and twelve cases; one man and one place in all of them, which stand with the first row.
  const count = (kind: string) => all.items.filter((each) => each.kind === kind).length;
  expect([count('firearm'), count('incident'), count('person'), count('place')]).toEqual([12, 12, 1, 1]);
  expect(new Set(all.items.map((each) => each.id)).size).toBe(all.items.length);
  expect(all.items.map((each) => each.line)).toEqual(all.items.map((each) => each.line).toSorted((a, b) => a - b));
  expect(all.items.find((each) => each.kind === 'person')).toMatchObject({
    label: 'Hubman, Percival',
    line: 2,
    fresh: true,
  });

  const paged: Listed['items'] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page = (await get(`/imports/${run}/entities?limit=5${cursor && `&cursor=${cursor}`}`)).json() as Listed;
    expect(page.items.length).toBeLessThanOrEqual(5);
    paged.push(...page.items);
    cursor = page.next;
  }
  expect(paged).toEqual(all.items);
  const people = (await get(`/imports/${run}/entities?kind=person`)).json() as Listed;
  expect(people.items).toEqual(all.items.filter((each) => each.kind === 'person'));

  // The same man and cases in a later file are no news of it.
  const later = await upload(manyRecoveriesCsv(3).replaceAll('Q24', 'R24'), 'later.csv');
  const next = ((await order({ upload: later.upload, mapping: later.guess.mapping! })).json() as ImportRun).run;
  await finished(next);
  const again = (await get(`/imports/${next}/entities`)).json() as Listed;
  expect(again.items.length).toBeGreaterThan(5);
  expect(again.items.map((each) => each.fresh)).toEqual(again.items.map(() => false));

  const administrator = await server.signIn('administrator');
  const refused = await server.api.inject({
    url: `/api/v1/imports/${run}/entities`,
    headers: { cookie: administrator },
  });
  expect(refused.statusCode).toBe(403);
});

test('the same key and body start one import, and another body is refused', async () => {
  const preview = await upload(manyRecoveriesCsv(30));
  const body = { upload: preview.upload, mapping: preview.guess.mapping! };
  const headers = { 'idempotency-key': 'order-0001' };
  const [one, two] = await Promise.all([order(body, headers), order(body, headers)]);
  const codes = [one.statusCode, two.statusCode].sort();
  // The second comes while the first has no answer yet, or gets the same answer.
  expect([
    [202, 202],
    [202, 409],
  ]).toContainEqual(codes);
  const { run } = (one.statusCode === 202 ? one : two).json() as ImportRun;
  await finished(run);
  const again = await order(body, headers);
  expect([again.statusCode, (again.json() as ImportRun).run]).toEqual([202, run]);
  const other = await order({ ...body, dryRun: true }, headers);
  expect([other.statusCode, other.json().code]).toEqual([409, 'api.conflict']);
  const { items } = (await get('/imports')).json() as { items: ImportRun[] };
  expect(items.filter((item) => item.accepted === 30)).toHaveLength(1);
});

test('a dry run counts everything and keeps nothing', async () => {
  const preview = await upload(incidentsCsv, 'incidents.csv');
  const { run } = (
    await order({ upload: preview.upload, mapping: preview.guess.mapping!, dryRun: true })
  ).json() as ImportRun;
  const done = await finished(run);
  expect(done).toMatchObject({ state: 'COMPLETE', read: 3, accepted: 2, rejected: 1 });
  expect((await get('/search?q=24-0000101')).json().results).toEqual([]);
  const rejects = await get(`/imports/${run}/rejects.csv`);
  expect(rejects.body).toMatch(/^reject_line,reject_code/);
  expect(rejects.body).toContain('8 QUAY LN');
});

test('rejected rows are listed in pages, and come back as a file under their own header', async () => {
  const [header, ...rows] = incidentsCsv.trimEnd().split('\r\n');
  const many = [
    header,
    ...Array.from({ length: 5 }, (_, at) => rows[2]!.replace('8 QUAY', `${at} "=cmd"`.replaceAll('"', '') + ' QUAY')),
    rows[0],
  ];
  const preview = await upload(many.join('\r\n'), 'incidents.csv');
  const started = await order({ upload: preview.upload, mapping: preview.guess.mapping! });
  expect(started.statusCode, started.body).toBe(202);
  const { run } = started.json() as ImportRun;
  expect(await finished(run)).toMatchObject({ accepted: 1, rejected: 5 });
  const lines: number[] = [];
  for (let url = `/imports/${run}/rejects?limit=2`; ;) {
    const page = (await get(url)).json() as {
      items: { line: number; code: string; expected: string }[];
      next: string | null;
    };
    lines.push(...page.items.map((item) => item.line));
    if (page.next === null) break;
    expect(page.items).toHaveLength(2);
    url = `/imports/${run}/rejects?limit=2&cursor=${page.next}`;
  }
  expect(lines).toEqual([2, 3, 4, 5, 6]);
  const file = await get(`/imports/${run}/rejects.csv`);
  expect(file.headers['content-disposition']).toContain(`run-${run}-rejects.csv`);
  expect(file.body.split('\r\n')[0]).toBe(`reject_line,reject_code,reject_field,reject_expected,reject_got,${header}`);
  expect(file.body.trimEnd().split('\r\n')).toHaveLength(6);
  // Mended or not, the file is read as what it was.
  const again = await upload(file.body, 'rejects.csv');
  expect(again.guess.feed).toBe('incidents');
});

test('imports are listed newest first, in pages that neither repeat nor leave out', async () => {
  const all = ((await get('/imports?limit=200')).json() as { items: ImportRun[] }).items.map((item) => item.run);
  expect(all).toEqual([...all].sort((a, b) => b - a));
  const paged: number[] = [];
  for (let url = '/imports?limit=1'; ;) {
    const page = (await get(url)).json() as { items: ImportRun[]; next: string | null };
    paged.push(...page.items.map((item) => item.run));
    if (page.next === null) break;
    url = `/imports?limit=1&cursor=${page.next}`;
  }
  expect(paged).toEqual(all);
  for (const cursor of ['bm90LWpzb24', 'WyJhIl0', 'WzEsMl0']) {
    const answer = await get(`/imports?cursor=${cursor}`);
    expect([answer.statusCode, answer.json().what]).toEqual([400, 'query cursor']);
  }
});

test('what is no table is refused in words that name the file, and not where it lies', async () => {
  const { headers, payload } = uploadForm('%PDF-1.7\n%\u0001\u0002\n1 0 obj', 'report.pdf');
  const answer = await server.api.inject({
    method: 'POST',
    url: '/api/v1/uploads',
    headers: { cookie, ...headers },
    payload,
  });
  expect([answer.statusCode, answer.json().code]).toEqual([422, 'file.binary']);
  expect(answer.json().detail).toContain('report.pdf');
  expect(answer.body).not.toContain(server.dataDir);
});

describe('a form', () => {
  const part = (name: string, text: string) =>
    `--x\r\ncontent-disposition: form-data; name="${name}"; filename="a.csv"\r\n\r\n${text}\r\n`;
  test.each([
    ['without a boundary', 'multipart/form-data', part('file', incidentsCsv)],
    ['that is cut off in its file', 'multipart/form-data; boundary=x', part('file', incidentsCsv).slice(0, -100)],
    ['that is cut off between parts', 'multipart/form-data; boundary=x', part('file', incidentsCsv)],
    ['with a second file', 'multipart/form-data; boundary=x', `${part('file', incidentsCsv)}${part('file', recoveriesCsv)}--x--`], // prettier-ignore
    ['with a file of another name', 'multipart/form-data; boundary=x', `${part('export', incidentsCsv)}--x--`],
    ['with a field beside the file', 'multipart/form-data; boundary=x', `${part('file', incidentsCsv)}--x\r\ncontent-disposition: form-data; name="file"\r\n\r\nx\r\n--x--`], // prettier-ignore
    ['with nothing in it', 'multipart/form-data; boundary=x', '--x--'],
    ['that is none', 'text/csv', incidentsCsv],
  ])('%s is refused whole', async (_, type, payload) => {
    const folder = join(server.dataDir, 'uploads');
    const before = await readdir(folder).catch(() => []);
    const headers = { cookie, 'content-type': type };
    const answer = await server.api.inject({ method: 'POST', url: '/api/v1/uploads', headers, payload });
    expect([answer.statusCode, answer.json().code], answer.body).toEqual([400, 'api.invalid-request']);
    expect(await readdir(folder).catch(() => [])).toEqual(before);
  });

  test('with a key is handed in once however often it is sent', async () => {
    const { payload, headers } = uploadForm(incidentsCsv, 'once.csv');
    const send = (key: string, content = payload) =>
      server.api.inject({
        method: 'POST',
        url: '/api/v1/uploads',
        headers: { cookie, ...headers, 'idempotency-key': key },
        payload: content,
      });
    const first = await send('upload-key-1');
    const files = await readdir(join(server.dataDir, 'uploads'));
    expect((await send('upload-key-1')).json()).toEqual(first.json());
    const other = await send('upload-key-1', uploadForm(recoveriesCsv, 'once.csv').payload);
    expect([other.statusCode, other.json().code]).toEqual([409, 'api.conflict']);
    expect(await readdir(join(server.dataDir, 'uploads'))).toEqual(files);
    expect((await send('upload-key-2')).json().upload).not.toBe(first.json().upload);
  });

  test('that is refused leaves the connection to the next request', async () => {
    const url = await server.api.listen({ host: '127.0.0.1', port: 0 });
    const headers = { cookie, 'content-type': 'multipart/form-data; boundary=x' };
    const body = `${part('export', 'a,b\n'.repeat(1_000_000))}--x--`;
    const refused = await fetch(`${url}/api/v1/uploads`, { method: 'POST', headers, body });
    expect([refused.status, ((await refused.json()) as { got: string }).got]).toEqual([400, 'another field']);
    expect((await fetch(`${url}/api/v1/session`, { headers: { cookie } })).status).toBe(200);
    const open = () => promisify(server.api.server.getConnections.bind(server.api.server))();
    for (let tries = 0; tries < 100 && (await open()) > 0; tries++) {
      server.api.server.closeIdleConnections();
      await sleep(20);
    }
    expect(await open()).toBe(0);
  });
});

describe('an uploaded file', () => {
  test('is there for the person who handed it in, and nobody else', async () => {
    const { upload: name, guess } = await upload(recoveriesCsv);
    const detective = await server.signIn('detective');
    const refused = await server.api.inject({
      method: 'POST',
      url: '/api/v1/imports',
      headers: { cookie: detective },
      payload: { upload: name, mapping: guess.mapping },
    });
    expect(refused.statusCode).toBe(403);
    const { createSignInLink } = await import('../../src/jobs/sign-in.ts');
    const token = await createSignInLink(server.store.database, {
      agencyId: server.store.agency.agencyId,
      actor: 'other.analyst',
      role: 'analyst',
      madeBy: 'tests',
      now: server.clock.now(),
    });
    const signedIn = await server.api.inject({ method: 'POST', url: '/api/v1/session', payload: { token } });
    const other = String(signedIn.headers['set-cookie']).split(';', 1)[0]!;
    const answer = await server.api.inject({
      method: 'POST',
      url: '/api/v1/imports',
      headers: { cookie: other },
      payload: { upload: name, mapping: guess.mapping },
    });
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'api.not-found']);
  });

  test('is gone after an hour', async () => {
    const { removeOldUploads } = await import('../../src/jobs/uploads.ts');
    const { upload: name } = await upload(recoveriesCsv);
    const folder = join(server.dataDir, 'uploads');
    await removeOldUploads(server.dataDir, new Date(Date.now() + 59 * 60_000));
    expect(await readdir(folder)).toContain(name);
    await removeOldUploads(server.dataDir, new Date(Date.now() + 61 * 60_000));
    expect(await readdir(folder)).toEqual([]);
  });

  test('that breaks off leaves nothing', async () => {
    const { saveUpload } = await import('../../src/jobs/uploads.ts');
    const { Readable } = await import('node:stream');
    const content = Readable.from(
      (async function* () {
        yield 'a,b\n';
        throw new Error('connection lost');
      })(),
    );
    await expect(saveUpload(server.dataDir, { content, fileName: 'x', actor: 'x' })).rejects.toThrow('connection lost');
    expect(await readdir(join(server.dataDir, 'uploads'))).toEqual([]);
  });
});
