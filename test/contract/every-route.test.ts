import { connect } from 'node:net';
import { Value } from '@sinclair/typebox/value';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { problemSchema } from '../../src/api/contract/problem.ts';
import { deskPaths, nothingOfDesk, signedRoutes } from './gunshot-routes.ts';
import { nibinRole, nothingOfNibin } from './nibin-routes.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';
import { promisedRoutes } from './promised-routes.ts';

interface Operation {
  summary?: string;
  security?: unknown[];
  parameters?: { in: string; name: string; description?: string }[];
  requestBody?: unknown;
  responses: Record<string, unknown>;
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, unknown> };
}

let server: TestServer;
let document: Document;
let cookie: string;
let deskCookie: string;
let nibinCookies: Record<string, string>;
let operations: { method: string; path: string; url: string; operation: Operation }[];

beforeAll(async () => {
  server = await openTestServer();
  cookie = await server.signIn('analyst');
  deskCookie = await server.signIn('gunshot-desk');
  nibinCookies = { technician: await server.signIn('technician'), examiner: await server.signIn('examiner') };
  document = (await server.api.inject({ url: '/api/v1/openapi.json' })).json();
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      operation,
      // Well-formed ids of nothing.
      url: nothingOfNibin(nothingOfDesk(path))
        .replace('{id}', 'firearm:999999999')
        .replace('{record}', '999999999')
        .replace('{run}', '999999999')
        .replace('{judgement}', '999999999')
        .replace('{model}', '999999999')
        .replace('{request}', '999999999')
        .replace('{exception}', '999999999')
        .replace('{exhibit}', '999999999')
        .replace('{scan}', '999999999')
        .replace('{other}', '999999999')
        .replace('{destruction}', '999999999')
        .replace('{board}', '999999999')
        .replace('{version}', '999999999')
        .replace('{note}', '999999999')
        .replace('{picture}', '999999999')
        .replace('{lead}', '999999999')
        .replace('{request}', '999999999')
        .replace('{notice}', '999999999')
        .replace('{year}', '1970')
        .replace('{trace}', 'T999999999')
        .replace('{kind}', 'role')
        .replace('{name}', 'no-such-mapping')
        .replace('{upload}', 'AAAAAAAAAAAAAAAAAAAAAA'),
    })),
  );
});
afterAll(() => server.close());

const cookieOf = (path: string) =>
  deskPaths.test(path) ? deskCookie : (nibinCookies[nibinRole(path) ?? ''] ?? cookie);

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

const body = (method: string) => (method === 'GET' ? {} : { payload: {} });

/** The one error body, whole and with nothing else in it. */
function expectProblem(
  answer: { statusCode: number; headers: Record<string, unknown>; body: string },
  status: number,
  where: string,
): void {
  expect([where, answer.statusCode]).toEqual([where, status]);
  expect(String(answer.headers['content-type'])).toMatch(/^application\/problem\+json/);
  const problem = JSON.parse(answer.body) as { status: number; type: string; code: string };
  expect([...Value.Errors(problemSchema, problem)].map((error) => `${where} ${error.path} ${error.message}`)).toEqual(
    [],
  );
  expect(Object.keys(problem).filter((key) => !(key in problemSchema.properties))).toEqual([]);
  expect(problem.status).toBe(status);
  expect(problem.type).toBe(`urn:flashlight:problem:${problem.code}`);
}

test('the interface has the routes the portal was promised', () => {
  const named = operations.map(({ method, path }) => `${method} ${path.replace('/api/v1', '')}`);
  expect(named.sort()).toEqual(promisedRoutes.toSorted());
});

test('a route that names no action cannot be added', async () => {
  const { default: Fastify } = await import('fastify');
  const { addGuard } = await import('../../src/api/guard.ts');
  const bare = Fastify();
  addGuard(bare as never, { options: {}, now: () => new Date() } as never);
  expect(() => bare.get('/anything', async () => 'x')).toThrow(/names no action/);
});

describe('every route', () => {
  test('without a session answers with the one error body, or is meant to be public', async () => {
    const open = [];
    for (const { method, url, path } of operations) {
      const answer = await server.api.inject({
        method: method as Method,
        url,
        ...body(method),
      });
      if (answer.statusCode === 401) expectProblem(answer, 401, `${method} ${path}`);
      else open.push(`${method} ${path}`);
    }
    const known = ['GET /api/v1/health', 'GET /api/v1/openapi.json', 'POST /api/v1/session'];
    expect(open.sort()).toEqual([...known, ...signedRoutes].sort());
  });

  test('with a query it does not know answers with the one error body', async () => {
    for (const { method, url, path } of operations) {
      const answer = await server.api.inject({
        method: method as Method,
        url: `${url}?nobody=knows`,
        headers: { cookie: cookieOf(path) },
        ...body(method),
      });
      // A form is read as it comes: what is not a form is refused before the query is looked at, or the query is.
      expectProblem(answer, 400, `${method} ${path}`);
    }
  });

  test('with a parameter of another shape answers with the one error body', async () => {
    for (const { method, path } of operations.filter((each) => each.path.includes('{'))) {
      for (const bad of ['%00', '-1', 'x'.repeat(150), "'%3Bselect%201--", '..%2f..%2fetc']) {
        const url = path.replace(/\{\w+\}/, bad);
        const answer = await server.api.inject({
          method: method as Method,
          url,
          headers: { cookie: cookieOf(path) },
          ...body(method),
        });
        expectProblem(answer, answer.statusCode === 404 ? 404 : 400, `${method} ${url}`);
      }
    }
  });

  test('asked for what is not there answers with the one error body', async () => {
    for (const { url, path } of operations.filter((each) => each.method === 'GET' && each.path.includes('{'))) {
      expectProblem(await server.api.inject({ url, headers: { cookie: cookieOf(path) } }), 404, path);
    }
  });

  test('refuses bodies that are no JSON, that nest without end, or that name more than it asks for', async () => {
    const takesJson = ({ operation }: (typeof operations)[number]) =>
      JSON.stringify(operation.requestBody ?? {}).includes('application/json');
    for (const { method, url, path } of operations.filter(takesJson)) {
      const send = (payload: string, type = 'application/json') =>
        server.api.inject({
          method: method as Method,
          url,
          headers: { cookie: cookieOf(path), 'content-type': type },
          payload,
        });
      for (const answer of [
        await send('{'),
        await send('[]'),
        await send('"x"'),
        await send(''),
        await send('{"__proto__": {"role": "administrator"}}'),
        await send('{"role": "administrator", "agency_id": 2}'),
        await send('['.repeat(5_000) + ']'.repeat(5_000)),
        await send('token=x', 'application/x-www-form-urlencoded'),
        await send('{}', 'text/plain'),
      ]) {
        expectProblem(answer, 400, `${method} ${path}`);
      }
      expectProblem(await send(`{"token": "${'x'.repeat(2_000_000)}"}`), 413, `${method} ${path}`);
    }
  });

  test('says in the description what it does, what it needs and how it fails', () => {
    for (const { method, path, operation } of operations) {
      const where = `${method} ${path}`;
      expect([where, operation.summary ?? '']).toEqual([where, expect.stringMatching(/.{8,}/)]);
      expect([where, Object.keys(operation.responses)]).toEqual([where, expect.arrayContaining(['default'])]);
      expect(JSON.stringify(operation.responses['default'])).toContain('#/components/schemas/Problem');
    }
  });
});

test('an address nobody serves answers with the one error body', async () => {
  for (const [method, url] of [
    ['GET', '/api/v1/nothing'],
    ['GET', '/api'],
    ['GET', '/api/v2/session'],
    ['POST', '/somewhere'],
    ['PUT', '/api/v1/search'],
  ] as const) {
    expectProblem(await server.api.inject({ method, url, headers: { cookie } }), 404, `${method} ${url}`);
  }
});

test('what no route sees answers with the one error body and the headers of every answer', async () => {
  for (const url of ['/%ff', '/api/v1/entities/%ff', `/api/v1/entities/${'x'.repeat(201)}`]) {
    const answer = await server.api.inject({ url, headers: { cookie } });
    expectProblem(answer, 400, url);
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  }
  const { port } = new URL(await server.api.listen({ host: '127.0.0.1', port: 0 }));
  const overflow = `GET /api/v1/health HTTP/1.1\r\nhost: localhost\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`;
  for (const [bytes, status] of [
    [overflow, 431],
    ['no request at all\r\n\r\n', 400],
  ] as const) {
    const socket = connect(Number(port), '127.0.0.1').end(bytes);
    let got = '';
    for await (const chunk of socket) got += String(chunk);
    const [head, body] = got.split('\r\n\r\n') as [string, string];
    const headers = Object.fromEntries(head.split('\r\n').map((line) => line.split(': ') as [string, string]));
    expect(head).toMatch(new RegExp(`^HTTP/1.1 ${status} [A-Z]`));
    expectProblem({ statusCode: status, headers, body }, status, bytes.slice(0, 20));
    expect(Number(headers['content-length'])).toBe(Buffer.byteLength(body));
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  }
});

test('every property, parameter and named schema says what it is', () => {
  type Described = { description?: string; $ref?: string; items?: Described; anyOf?: Described[] };
  const named = document.components.schemas as Record<string, Described>;
  const says = (schema: Described): boolean =>
    Boolean(schema.description) ||
    (schema.$ref !== undefined && says(named[schema.$ref.split('/').at(-1)!]!)) ||
    (schema.items !== undefined && says(schema.items)) ||
    (schema.anyOf ?? []).some((each) => each.$ref !== undefined && says(each));
  const silent: string[] = [];
  let properties = 0;
  const look = (value: unknown, where: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inside] of Object.entries(value)) {
      if (name === 'properties')
        for (const [property, schema] of Object.entries(inside as Record<string, Described>)) {
          properties++;
          if (!says(schema)) silent.push(`${where} ${property}`);
        }
      look(inside, /^(properties|items|anyOf|schema|content)$|^\d+$/.test(name) ? where : `${where}/${name}`);
    }
  };
  look(document.paths, '');
  look(named, '');
  for (const [name, schema] of Object.entries(named)) if (!schema.description) silent.push(name);
  for (const { path, operation } of operations)
    for (const { name, ...parameter } of operation.parameters ?? [])
      if (!says(parameter) && !says((parameter as { schema?: Described }).schema ?? {})) silent.push(`${path} ${name}`);
  expect(silent).toEqual([]);
  expect(properties).toBeGreaterThan(350);
});

test('what is no JSON is described as what it is, and what is handed in as what it should be', () => {
  const contentOf = (path: string) =>
    Object.keys((document.paths[`/api/v1${path}`]!['get']!.responses['200'] as { content: object }).content);
  expect(contentOf('/events')).toEqual(['text/event-stream']);
  expect(contentOf('/imports/{run}/rejects.csv')).toEqual(['text/csv']);
  expect(contentOf('/reports/annual/{year}.pdf')).toEqual(['application/pdf']);
  expect(document.paths['/api/v1/uploads']!['post']!.requestBody).toMatchObject({
    content: { 'multipart/form-data': { schema: { required: ['file'] } } },
  });
});

test('the description is OpenAPI 3.1, and every reference in it leads somewhere', () => {
  expect(document.openapi).toBe('3.1.0');
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((found) => found[1]!);
  expect(references.length).toBeGreaterThan(30);
  for (const reference of new Set(references)) {
    const name = /^#\/components\/schemas\/([A-Za-z]+)$/.exec(reference)?.[1];
    expect([reference, name !== undefined && name in document.components.schemas]).toEqual([reference, true]);
  }
  for (const name of [
    'Life',
    'Event',
    'SourceRef',
    'LinkGraph',
    'Search',
    'EntityPage',
    'RecordPage',
    'ImportRun',
    'Problem',
  ]) {
    expect(Object.keys(document.components.schemas)).toContain(name);
  }
});
