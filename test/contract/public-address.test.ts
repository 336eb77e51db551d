import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestServer, type TestServer } from './open-test-server.ts';

// What a browser and a proxy in front of the server send, over a real connection.

interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
}

function ask(
  port: number,
  headers: Record<string, string>,
  { method = 'POST', path = '/session', body }: { method?: string; path?: string; body?: object } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        port,
        host: '127.0.0.1',
        method,
        path: `/api/v1${path}`,
        headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
      },
      (answer) => {
        answer.resume();
        answer.on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers }));
      },
    );
    sent.on('error', reject);
    sent.end(body && JSON.stringify(body));
  });
}

let server: TestServer;
let port: number;
const origin = 'https://flashlight.city.example';

beforeAll(async () => {
  server = await openTestServer({ publicUrl: new URL(origin), trustProxy: ['loopback'] });
  port = Number(new URL(await server.api.listen({ host: '127.0.0.1', port: 0 })).port);
});
afterAll(() => server.close());

describe('a portal people open at an address of its own', () => {
  test.each([
    ['passes the name on', 'flashlight.city.example'],
    ['passes it on with the port', 'flashlight.city.example:443'],
    ['asks for its own target', '127.0.0.1:8080'],
  ])('is written to through a proxy that %s', async (_, host) => {
    const token = await server.newLink('detective');
    const signedIn = await ask(port, { host, origin, 'sec-fetch-site': 'same-origin' }, { body: { token } });
    expect(signedIn.status).toBe(200);
    const [cookie] = signedIn.headers['set-cookie'] as string[];
    expect(cookie).toMatch(/; Secure$/);
    const headers = { host, origin, cookie: cookie!.split(';', 1)[0]! };
    expect((await ask(port, headers, { method: 'PATCH', body: { language: 'es' } })).status).toBe(200);
    expect((await ask(port, headers, { method: 'DELETE' })).status).toBe(204);
  });

  test('is written to by pages of no other address, nor asked for under another name', async () => {
    const host = 'flashlight.city.example';
    for (const other of ['http://flashlight.city.example', 'https://other.city.example', `${origin}:8443`, 'null'])
      expect([other, (await ask(port, { host: '127.0.0.1', origin: other }, { body: { token: 'x' } })).status]).toEqual(
        [other, 403],
      );
    const forged = { host: 'other.city.example', 'x-forwarded-host': host, origin };
    expect((await ask(port, forged, { body: { token: 'x' } })).status).toBe(421);
  });

  test('is on record with the address the proxy names, and no other name of the address is believed', async () => {
    const addresses = async () =>
      (
        await server.store.database
          .pool('migrate')
          .query<{ address: string }>(
            `select address from flashlight.audit_event where action = 'session.create' order by event_id`,
          )
      ).rows.map((row) => row.address);
    const before = (await addresses()).length;
    const headers = { host: 'localhost', origin, 'x-forwarded-for': '198.51.100.4, 203.0.113.9' };
    await ask(port, headers, { body: { token: await server.newLink('detective') } });
    // The first one is what the client said of itself.
    expect((await addresses()).slice(before)).toEqual(['203.0.113.9']);
    const direct = await openTestServer({ store: server.store });
    try {
      const url = await direct.api.listen({ host: '127.0.0.1', port: 0 });
      const told = { 'x-forwarded-for': '203.0.113.9' };
      await ask(Number(new URL(url).port), told, { body: { token: await direct.newLink('detective') } });
      expect((await addresses()).at(-1)).toBe('127.0.0.1');
    } finally {
      await direct.closeServer();
    }
  });
});
