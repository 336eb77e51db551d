import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { permissions } from '../../src/api/authorise.ts';
import { roles, type Role } from '../../src/model/roles.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

describe('a sign-in link', () => {
  test('opens one session, once', async () => {
    const token = await server.newLink('detective');
    const first = await server.api.inject({ method: 'POST', url: '/api/v1/session', payload: { token } });
    expect(first.statusCode).toBe(200);
    expect(first.json()).toMatchObject({
      actor: 'test.detective',
      role: 'detective',
      language: 'en',
      agency: { code: 'harbor-city' },
    });
    const second = await server.api.inject({ method: 'POST', url: '/api/v1/session', payload: { token } });
    expect(second.statusCode).toBe(401);
    expect(second.json().code).toBe('api.bad-link');
  });

  test('opens one session when twenty ask for it at once', async () => {
    const other = await openTestServer({ store: server.store });
    const token = await other.newLink('analyst');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        other.api.inject({ method: 'POST', url: '/api/v1/session', payload: { token } }),
      ),
    );
    expect(answers.filter((answer) => answer.statusCode === 200)).toHaveLength(1);
    await other.closeServer();
  });

  test('is kept as a hash only', async () => {
    const token = await server.newLink('analyst');
    const { rows } = await server.store.database
      .pool('migrate')
      .query<{ text: string }>(`select row_to_json(l)::text as text from flashlight.sign_in_link l`);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.some((row) => row.text.includes(token))).toBe(false);
  });

  test('is out of date after 24 hours', async () => {
    const token = await server.newLink('detective');
    server.clock.forward({ hours: 24, seconds: 1 });
    const answer = await server.api.inject({ method: 'POST', url: '/api/v1/session', payload: { token } });
    expect(answer.statusCode).toBe(401);
    server.clock.forward({ hours: 1 });
  });

  test('that is wrong is told to wait after five wrong ones from its address within 15 minutes; a good one works', async () => {
    const attempt = (token: string, remoteAddress = '10.0.0.9') =>
      server.api.inject({ method: 'POST', url: '/api/v1/session', payload: { token }, remoteAddress });
    const denied = async () =>
      (
        await server.store.database
          .pool('migrate')
          .query(
            `select from flashlight.audit_event where action = 'session.create' and outcome = 'DENIED' and address = '10.0.0.9'`,
          )
      ).rowCount;
    for (let n = 0; n < 5; n++) expect((await attempt(`wrong-${n}`)).statusCode).toBe(401);
    for (let n = 5; n < 8; n++) {
      const refused = await attempt(`wrong-${n}`);
      expect([refused.statusCode, refused.json().code]).toEqual([429, 'api.too-many-attempts']);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    }
    // Whoever floods the server does not fill its audit.
    expect(await denied()).toBe(5);
    expect((await attempt('wrong', '10.0.0.10')).statusCode).toBe(401);
    expect((await attempt(await server.newLink('detective'))).statusCode).toBe(200);
    for (let n = 0; n < 5; n++) await attempt(`wrong-${n}`);
    expect((await attempt('wrong')).statusCode).toBe(429);
    server.clock.forward({ minutes: 16 });
    expect((await attempt('wrong')).statusCode).toBe(401);
  });
});

describe('a session', () => {
  test('has a cookie no script and no other site can use', async () => {
    const token = await server.newLink('detective');
    const answer = await server.api.inject({ method: 'POST', url: '/api/v1/session', payload: { token } });
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/^flashlight_session=[A-Za-z0-9_-]{43};/);
    expect(cookie).toContain('HttpOnly');
    expect(cookie).toContain('SameSite=Strict');
  });

  test('ends after 30 minutes without a request, and lasts while there are some', async () => {
    const cookie = await server.signIn('detective');
    const ask = () => server.api.inject({ url: '/api/v1/search?q=none', headers: { cookie } });
    for (let n = 0; n < 4; n++) {
      server.clock.forward({ minutes: 20 });
      expect((await ask()).statusCode).toBe(200);
    }
    server.clock.forward({ minutes: 31 });
    expect((await ask()).statusCode).toBe(401);
  });

  test('is not kept alive by what the page asks on its own', async () => {
    const cookie = await server.signIn('detective');
    for (let n = 0; n < 3; n++) {
      server.clock.forward({ minutes: 11 });
      const { statusCode } = await server.api.inject({ url: '/api/v1/session', headers: { cookie } });
      expect(statusCode).toBe(n < 2 ? 200 : 401);
    }
  });

  test('ends after 12 hours whatever happens', async () => {
    const cookie = await server.signIn('detective');
    const ask = () => server.api.inject({ url: '/api/v1/search?q=none', headers: { cookie } });
    for (let n = 0; n < 35; n++) {
      server.clock.forward({ minutes: 20 });
      expect((await ask()).statusCode).toBe(200);
    }
    server.clock.forward({ minutes: 21 });
    expect((await ask()).statusCode).toBe(401);
  });

  test('ends when its person signs out', async () => {
    const cookie = await server.signIn('detective');
    expect(
      (await server.api.inject({ method: 'DELETE', url: '/api/v1/session', headers: { cookie } })).statusCode,
    ).toBe(204);
    expect((await server.api.inject({ url: '/api/v1/session', headers: { cookie } })).statusCode).toBe(401);
  });

  test('keeps the language chosen', async () => {
    const cookie = await server.signIn('detective');
    const changed = await server.api.inject({
      method: 'PATCH',
      url: '/api/v1/session',
      headers: { cookie },
      payload: { language: 'es' },
    });
    expect(changed.json().language).toBe('es');
    expect((await server.api.inject({ url: '/api/v1/session', headers: { cookie } })).json().language).toBe('es');
    const spanish = await server.signIn('analyst', 'es');
    expect((await server.api.inject({ url: '/api/v1/session', headers: { cookie: spanish } })).json().language).toBe(
      'es',
    );
  });

  test.each([...roles])('of the role %s reaches exactly what its permissions name', async (role: Role) => {
    const cookie = await server.signIn(role);
    for (const [action, url] of [
      ['search', '/api/v1/search?q=none'],
      ['record.read', '/api/v1/records/1'],
      ['imports.read', '/api/v1/imports'],
      ['map.read', '/api/v1/map/config'],
    ] as const) {
      const { statusCode } = await server.api.inject({ url, headers: { cookie } });
      expect([action, statusCode === 403]).toEqual([action, !permissions[role].includes(action)]);
    }
  });
});

describe('a write', () => {
  test.each([
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: 'http://localhost:81' }, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ origin: 'http://localhost:80', host: 'localhost:80' }, 200],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
  ])('with headers %j is answered %i', async (headers, status) => {
    const cookie = await server.signIn('detective');
    const answer = await server.api.inject({
      method: 'PATCH',
      url: '/api/v1/session',
      headers: { cookie, host: 'localhost:80', ...headers },
      payload: { language: 'en' },
    });
    expect(answer.statusCode).toBe(status);
  });
});

describe('a request', () => {
  test('for a name that is not ours is refused', async () => {
    for (const host of ['rebound.example', '127.0.0.1.evil.example', 'localhost.evil.example']) {
      const answer = await server.api.inject({ url: '/api/v1/health', headers: { host } });
      expect(answer.statusCode).toBe(421);
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    }
    for (const host of ['localhost:8080', '127.0.0.1:8080', '[::1]:8080']) {
      expect((await server.api.inject({ url: '/api/v1/health', headers: { host } })).statusCode).toBe(200);
    }
  });

  test('gets no answer another site may read', async () => {
    const answer = await server.api.inject({ url: '/api/v1/health', headers: { origin: 'https://evil.example' } });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'");
    expect(answer.headers['content-security-policy']).not.toMatch(/https?:/);
  });
});

describe('the portal', () => {
  test('is served with its files, and opened by any address that is not the interface', async () => {
    const webDir = await mkdtemp(join(tmpdir(), 'flashlight-web-'));
    await mkdir(join(webDir, 'assets'));
    await writeFile(join(webDir, 'index.html'), '<!doctype html><title>Flashlight</title>');
    await writeFile(join(webDir, 'assets', 'index-Ab3dEf9h.js'), 'export {};');
    const { api, closeServer } = await openTestServer({ store: server.store, webDir });
    const accept = 'text/html';
    const page = await api.inject({ url: '/firearms/firearm:12', headers: { accept } });
    expect([page.statusCode, page.headers['cache-control'], page.body.includes('Flashlight')]).toEqual([
      200,
      'no-cache',
      true,
    ]);
    const asset = await api.inject({ url: '/assets/index-Ab3dEf9h.js' });
    expect([asset.statusCode, asset.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
    for (const asked of [accept, '*/*'])
      expect((await api.inject({ url: '/', headers: { accept: asked } })).statusCode).toBe(200);
    expect((await api.inject({ url: '/api/v1/nothing', headers: { accept } })).statusCode).toBe(404);
    expect((await api.inject({ url: '/assets/none.js' })).statusCode).toBe(404);
    expect((await api.inject({ url: '/../../etc/passwd' })).statusCode).toBe(404);
    // The description is of the interface alone.
    const { paths } = (await api.inject({ url: '/api/v1/openapi.json' })).json() as { paths: Record<string, unknown> };
    expect(Object.keys(paths).filter((path) => !path.startsWith('/api/v1/'))).toEqual([]);
    await closeServer();
    await rm(webDir, { recursive: true });
  });
});
