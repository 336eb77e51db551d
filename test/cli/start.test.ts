import { mkdtempSync, rmSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { onlyJson, runCommand, startCommand } from '../faults/run-command.ts';
import { openTestStore, type TestStore } from '../open-test-store.ts';

const place = mkdtempSync(join(tmpdir(), 'flashlight-start-'));
let store: TestStore;
beforeAll(async () => void (store = await openTestStore()));
afterAll(async () => {
  await store.close();
  rmSync(place, { recursive: true, force: true });
});

test('a sign-in link is one of the portal as it is served, or was last', async () => {
  const dataDir = join(place, 'served');
  const link = async () =>
    onlyJson<{ link: string }>(
      await runCommand(['sign-in-link', 'detective', '--agency', 'harbor-city', '--json'], { url: store.url, dataDir }),
    ).link;
  expect(await link()).toMatch(/^http:\/\/127\.0\.0\.1:8080\/sign-in#token=/);
  const running = startCommand(['start', '--empty', '--port', '0', '--agency', 'harbor-city'], {
    url: store.url,
    dataDir,
  });
  try {
    while (!/Serving/.test(running.errors()) && running.process.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 50));
    const [, url] = /Serving .* on (http:\S+)/.exec(running.errors())!;
    expect(url).not.toContain(':8080');
    expect(await link()).toMatch(new RegExp(`^${url}/sign-in#token=`));
  } finally {
    running.process.kill('SIGTERM');
    await running.finished;
  }
}, 120_000);

test('a sign-in link is on record with the account that made it, and for whom', async () => {
  const words = ['sign-in-link', 'administrator', '--as', 'chief.jones', '--agency', 'harbor-city'];
  expect((await runCommand(words, { url: store.url, dataDir: join(place, 'data') })).code).toBe(0);
  const { rows } = await store.database
    .pool('migrate')
    .query(
      `select actor, role, subject from flashlight.audit_event where action = 'sign-in-link.create' order by event_id desc limit 1`,
    );
  const subject = { for: 'chief.jones', role: 'administrator' };
  expect(rows).toEqual([{ actor: userInfo().username, role: 'command-line', subject }]);
});

test('a portal given the address people open prints its links there, and is reached under it', async () => {
  const dataDir = join(place, 'public');
  const words = ['start', '--empty', '--port', '0', '--agency', 'harbor-city', '--host', '0.0.0.0'];
  const running = startCommand([...words, '--url', 'https://flashlight.city.example/', '--trust-proxy', 'loopback'], {
    url: store.url,
    dataDir,
  });
  try {
    while (!/Serving/.test(running.errors()) && running.process.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 50));
    const [, port] = /Serving .* on http:\S+:(\d+) for https:\/\/flashlight\.city\.example$/m.exec(running.errors())!;
    const asked = ['sign-in-link', 'detective', '--agency', 'harbor-city', '--json'];
    const { link } = onlyJson<{ link: string }>(await runCommand(asked, { url: store.url, dataDir }));
    const [, token] = /^https:\/\/flashlight\.city\.example\/sign-in#token=(.+)$/.exec(link)!;
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const headers = { origin: 'https://flashlight.city.example', 'content-type': 'application/json' };
      const to = {
        port,
        method: 'POST',
        path: '/api/v1/session',
        headers: { ...headers, host: 'flashlight.city.example' },
      };
      request(to, resolve).on('error', reject).end(JSON.stringify({ token }));
    });
    expect([answer.statusCode, answer.headers['set-cookie']![0]]).toEqual([200, expect.stringMatching(/; Secure$/)]);
    answer.resume();
  } finally {
    running.process.kill('SIGTERM');
    await running.finished;
  }
}, 120_000);

test('start on a port that is taken says so and stops its store', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => holder.once('listening', resolve));
  const { port } = holder.address() as AddressInfo;
  try {
    const words = ['start', '--empty', '--port', String(port), '--data-dir', join(place, 'taken')];
    const { code, stdout, stderr } = await runCommand(words);
    expect([code, stdout], stderr).toEqual([1, '']);
    expect(stderr).toContain(`port ${port} is taken by another program. Give another one with --port.`);
  } finally {
    holder.close();
  }
}, 240_000);
