import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EventHub } from '../../src/api/event-hub.ts';
import { openTestServer, type TestServer } from './open-test-server.ts';

let server: TestServer;
let url: string;
let cookie: string;

beforeAll(async () => {
  server = await openTestServer();
  url = await server.api.listen({ host: '127.0.0.1', port: 0 });
  cookie = await server.signIn('detective');
});
afterAll(() => server.close());

interface Seen {
  id: string;
  event: string;
  data: unknown;
}

/** Reads a stream of events until told to stop. */
async function listen(headers: Record<string, string> = {}) {
  const abort = new AbortController();
  const answer = await fetch(`${url}/api/v1/events`, { headers: { cookie, ...headers }, signal: abort.signal });
  const seen: Seen[] = [];
  let ended = false;
  const reading = (async () => {
    let text = '';
    for await (const piece of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += piece;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const fields = Object.fromEntries(
          text
            .slice(0, end)
            .split('\n')
            .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
        );
        if (fields['event'])
          seen.push({ id: fields['id']!, event: fields['event'], data: JSON.parse(fields['data']!) });
        text = text.slice(end + 2);
      }
    }
    ended = true;
  })().catch(() => (ended = true));
  return {
    answer,
    seen,
    ended: () => ended,
    async until(condition: () => boolean) {
      for (let tries = 0; tries < 100 && !condition(); tries++) await sleep(50);
      expect(condition()).toBe(true);
    },
    async stop() {
      abort.abort();
      await reading;
    },
  };
}

const notify = (message: object) =>
  server.store.database.pool('import').query(`select pg_notify('flashlight', $1)`, [JSON.stringify(message)]);

describe('an open page', () => {
  test('is told of an import of its agency, and of no other', async () => {
    const page = await listen();
    expect(page.answer.headers.get('content-type')).toContain('text/event-stream');
    expect(page.answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    await notify({ kind: 'import', agencyId: server.store.agency.agencyId + 1, run: 6 });
    await notify({
      kind: 'import',
      agencyId: server.store.agency.agencyId,
      run: 7,
      feed: 'etrace',
      file: 'x.csv',
      read: 1,
      accepted: 1,
      rejected: 0,
      duplicates: 0,
    });
    await page.until(() => page.seen.length > 0);
    expect(page.seen).toMatchObject([{ event: 'import', data: { run: 7, feed: 'etrace', accepted: 1 } }]);
    await page.stop();
  });

  test('of a role that sees no imports is told that there is something new, and nothing of it', async () => {
    const page = await listen({ cookie: await server.signIn('gunshot-desk') });
    const { agencyId } = server.store.agency;
    await notify({ kind: 'import', agencyId, run: 8, feed: 'etrace', file: 'x.csv', read: 1, accepted: 1 });
    await notify({ kind: 'linked', agencyId, run: 8, feed: 'etrace' });
    await page.until(() => page.seen.length > 0);
    expect(page.seen).toMatchObject([{ event: 'linked', data: {} }]);
    expect(JSON.stringify(page.seen)).not.toContain('etrace');
    await page.stop();
  });

  test('that comes back is told what it missed', async () => {
    const { agencyId } = server.store.agency;
    const page = await listen();
    await notify({ kind: 'linked', agencyId, run: 100 });
    await page.until(() => page.seen.length > 0);
    const last = page.seen.at(-1)!.id;
    await page.stop();
    for (const run of [101, 102, 103]) await notify({ kind: 'linked', agencyId, run });
    await sleep(200);
    const back = await listen({ 'last-event-id': last });
    await back.until(() => back.seen.length >= 3);
    expect(back.seen.map((each) => (each.data as { run: number }).run)).toEqual([101, 102, 103]);
    await back.stop();
  });

  test('with an id of an earlier server is told to begin anew', async () => {
    const page = await listen({ 'last-event-id': 'AAAAAAAA.5' });
    await page.until(() => page.seen.length > 0);
    expect(page.seen[0]!.event).toBe('reset');
    await page.stop();
  });

  test('is told of a gap when the connection to the store broke, and of what comes after', async () => {
    const page = await listen();
    await server.store.database
      .pool('migrate')
      .query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query = 'listen flashlight'`,
      );
    await page.until(() => page.seen.some((each) => each.event === 'reset'));
    await notify({ kind: 'linked', agencyId: server.store.agency.agencyId, run: 200 });
    await page.until(() => page.seen.some((each) => each.event === 'linked'));
    await page.stop();
  });

  test('is what GET alone opens: HEAD is answered and ends', async () => {
    const answer = await fetch(`${url}/api/v1/events`, {
      method: 'HEAD',
      headers: { cookie },
      signal: AbortSignal.timeout(5_000),
    });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(answer.headers.get('content-type')).toContain('text/event-stream');
  });

  test('needs a session', async () => {
    const answer = await fetch(`${url}/api/v1/events`);
    expect(answer.status).toBe(401);
    await answer.body?.cancel();
  });
});

describe('the hub', () => {
  test('drops a page that does not read, and goes on with the others', () => {
    const hub = new EventHub();
    const got: string[] = [];
    let ended = 0;
    hub.subscribe({ send: () => false, end: () => ended++ }, undefined);
    hub.subscribe({ send: (text) => got.push(text) > 0, end: () => undefined }, undefined);
    hub.publish('import', { run: 1 });
    hub.publish('import', { run: 2 });
    expect([ended, got.length, hub.open]).toEqual([1, 2, 1]);
  });

  test('keeps the last thousand', () => {
    const hub = new EventHub();
    const ids: string[] = [];
    hub.subscribe({ send: (text) => ids.push(/^id: (.+)$/m.exec(text)![1]!) > 0, end: () => undefined }, undefined);
    for (let n = 0; n < 1_500; n++) hub.publish('import', { n });
    const replay = (id: string) => {
      const got: string[] = [];
      hub.subscribe({ send: (text) => got.push(text) > 0, end: () => undefined }, id);
      return got;
    };
    expect(replay(ids[499]!)).toHaveLength(1_000);
    expect(replay(ids[498]!)[0]).toContain('event: reset');
    expect(replay(ids[1_499]!)).toEqual([]);
    expect(replay('x.1e3')[0]).toContain('event: reset');
  });
});
