import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { lockFileName, readLockHolder } from '../../src/store/data-directory-lock.ts';
import { readProcess } from '../../src/store/embedded-process.ts';
import { findRunningServer } from '../../src/store/embedded-postmaster.ts';
import { type EmbeddedServer, openEmbeddedServer } from '../../src/store/embedded-server.ts';
import { endHolders, startHolder } from './data-directory-holder.ts';

const place = realpathSync(mkdtempSync(join(tmpdir(), 'flashlight-test-')));
chmodSync(place, 0o755);
const isRoot = process.geteuid?.() === 0;
const nobody = { uid: 65534, gid: 65534 };
let directories = 0;
const open: EmbeddedServer[] = [];

/** A name for a data directory that does not exist yet. */
function newDirectory(): string {
  directories += 1;
  return join(place, `data-${directories}`);
}

async function openHere(dataDir: string, options: { exclusive?: boolean } = {}): Promise<EmbeddedServer> {
  const server = await openEmbeddedServer({ dataDir, command: 'vitest', ...options });
  open.push(server);
  return server;
}

async function query(socketDir: string, sql: string): Promise<unknown[][]> {
  const client = new pg.Client({ host: socketDir, port: 5432, user: 'postgres', database: 'flashlight' });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query<unknown[]>({ text: sql, rowMode: 'array' })).rows;
  } finally {
    await client.end();
  }
}

function serverLog(dataDir: string): string {
  const names = readdirSync(join(dataDir, 'log')).toSorted();
  return names.map((name) => readFileSync(join(dataDir, 'log', name), 'utf8')).join('');
}

function runningServer(dataDir: string): number | null {
  return findRunningServer(join(realpathSync(dataDir), 'postgres'))?.pid ?? null;
}

function failureOf(dataDir: string): Promise<{ code: string; message: string; detail: Record<string, unknown> }> {
  return openHere(dataDir).then(
    () => {
      throw new Error('it opened');
    },
    (error: { code: string; message: string; detail: Record<string, unknown> }) => error,
  );
}

/** A database that has been made and stopped, copied for tests that damage it. */
let template: string | null = null;
async function stoppedDirectory(): Promise<string> {
  if (template === null) {
    template = newDirectory();
    const server = await openHere(template);
    await query(server.socketDir, 'create table kept (n int); insert into kept values (7)');
    await server.close();
  }
  const copy = newDirectory();
  expect(spawnSync('cp', ['-a', template, copy]).status).toBe(0);
  return copy;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
  endHolders();
});

afterAll(async () => {
  for (const name of readdirSync(place)) {
    const cluster = join(place, name, 'postgres');
    const left = existsSync(cluster) ? findRunningServer(cluster) : null;
    if (left !== null) process.kill(left.pid, 'SIGQUIT');
  }
  await sleep(100);
  rmSync(place, { recursive: true, force: true });
});

describe('a data directory', () => {
  test('keeps its data from one start to the next, with checksums, fsync and no network address', async () => {
    const dataDir = newDirectory();
    const first = await openHere(dataDir);
    expect(first.owned).toBe(true);
    await query(first.socketDir, 'create table kept (n int); insert into kept values (1), (2)');
    const settings = `select current_setting('data_checksums'), current_setting('fsync'), current_setting('full_page_writes'),
      current_setting('listen_addresses'), current_setting('timezone'), lower('ÉŁ')`;
    expect(await query(first.socketDir, settings)).toEqual([['on', 'on', 'on', '', 'UTC', 'éł']]);
    expect(statSync(first.socketDir).mode & 0o777).toBe(0o700);
    expect(statSync(join(dataDir, 'postgres')).mode & 0o777).toBe(0o700);
    await first.close();
    expect(runningServer(dataDir)).toBe(null);
    expect(existsSync(join(dataDir, lockFileName))).toBe(false);
    expect(serverLog(dataDir)).toContain('database system is shut down');

    const second = await openHere(dataDir);
    expect(await query(second.socketDir, 'select n from kept order by n')).toEqual([[1], [2]]);
  });

  test('may have spaces, quotes, commas and letters beyond ASCII in its name', async () => {
    const dataDir = join(place, `it's a "data", dir — $HOME \\`);
    const server = await openHere(dataDir);
    expect(server.socketDir).toBe(join(dataDir, 'socket'));
    expect(await query(server.socketDir, 'select 1')).toEqual([[1]]);
  });

  test('may have a path longer than a socket path can be', async () => {
    const dataDir = join(newDirectory(), 'a'.repeat(60), 'b'.repeat(60));
    const server = await openHere(dataDir);
    expect(server.socketDir.startsWith(dataDir)).toBe(false);
    expect(statSync(server.socketDir).mode & 0o777).toBe(0o700);
    const other = startHolder({ dataDir });
    expect(await other.opened).toMatchObject({ kind: 'open', owned: false, socketDir: server.socketDir });
    other.say('close');
    await other.ended;
    await server.close();
    expect(existsSync(server.socketDir)).toBe(false);
  });

  test('that holds other files is refused and left as it is', async () => {
    const dataDir = newDirectory();
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'letter.txt'), 'dear reader');
    expect(await failureOf(dataDir)).toMatchObject({ code: 'store.foreign-directory' });
    expect(readdirSync(dataDir)).toEqual(['letter.txt']);
    expect(await failureOf(join(dataDir, 'letter.txt'))).toMatchObject({ code: 'store.foreign-directory' });
    for (const impossible of [
      join(dataDir, 'letter.txt', 'below'),
      '/proc/flashlight/data',
      `${place}/${'x'.repeat(300)}`,
    ]) {
      expect(await failureOf(impossible)).toMatchObject({ code: 'store.unreachable-directory' });
    }
  });

  test('made by another version of PostgreSQL is refused', async () => {
    const dataDir = await stoppedDirectory();
    writeFileSync(join(dataDir, 'postgres', 'PG_VERSION'), '15\n');
    expect(await failureOf(dataDir)).toMatchObject({ code: 'store.other-version', detail: { got: '15' } });
  });

  test('whose database is damaged is named damaged, and nothing is removed', async () => {
    const dataDir = await stoppedDirectory();
    const control = join(dataDir, 'postgres', 'global', 'pg_control');
    truncateSync(control, 100);
    expect(await failureOf(dataDir)).toMatchObject({ code: 'store.damaged' });
    expect(statSync(control).size).toBe(100);
    expect(existsSync(join(dataDir, lockFileName))).toBe(false);
    rmSync(join(dataDir, 'postgres', 'PG_VERSION'));
    expect(await failureOf(dataDir)).toMatchObject({ code: 'store.damaged' });
  });

  test('on a full disk fails with the reason, and opens once there is space', async ({ skip }) => {
    const dataDir = newDirectory();
    mkdirSync(dataDir);
    const mounted = isRoot && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=755', 'tmpfs', dataDir]);
    if (!mounted || mounted.status !== 0) skip('a small disk can be mounted only by root');
    try {
      expect(await failureOf(dataDir)).toMatchObject({ code: 'store.disk-full' });
      expect(readdirSync(dataDir).filter((name) => name.startsWith('postgres'))).toEqual([]);
      expect(spawnSync('mount', ['-o', 'remount,size=200m', dataDir]).status).toBe(0);
      const server = await openHere(dataDir);
      expect(await query(server.socketDir, 'select 1')).toEqual([[1]]);
      await server.close();
    } finally {
      spawnSync('umount', ['-l', dataDir]);
    }
  });
});

describe('several processes on one data directory', () => {
  test('an exclusive one is refused, and told which process holds it', async () => {
    const dataDir = newDirectory();
    const first = startHolder({ dataDir, command: 'flashlight start', mode: 'exclusive' });
    const { pid } = await first.opened;
    const second = startHolder({ dataDir, command: 'flashlight start', mode: 'exclusive' });
    const refused = await second.opened;
    expect(refused).toMatchObject({ kind: 'failed', code: 'store.locked', detail: { pid: first.process.pid } });
    for (const part of [dataDir, `process ${first.process.pid}`, 'flashlight start', readLockHolder(dataDir)!.since]) {
      expect(refused.message).toContain(part);
    }
    expect(runningServer(dataDir)).toBe(pid);
  });

  test('a second one uses the server of the first, and the last to leave stops it', async () => {
    const dataDir = newDirectory();
    const first = startHolder({ dataDir });
    const { pid, socketDir } = await first.opened;
    const second = startHolder({ dataDir });
    expect(await second.opened).toMatchObject({ owned: false, pid });
    first.say('close');
    expect(await first.ended).toEqual({ code: 0, signal: null });
    expect(await query(socketDir, 'select 1')).toEqual([[1]]);
    second.say('close');
    expect(await second.ended).toEqual({ code: 0, signal: null });
    expect(runningServer(dataDir)).toBe(null);
    expect(existsSync(join(dataDir, lockFileName))).toBe(false);
  });

  test('of six that start at the same instant one starts the server, and all use it', async () => {
    const dataDir = newDirectory();
    const holders = Array.from({ length: 5 }, () => startHolder({ dataDir }));
    const here = await openHere(dataDir);
    const opened = await Promise.all(holders.map((holder) => holder.opened));
    const all = [here, ...opened];
    expect(all.filter((one) => one.owned)).toHaveLength(1);
    expect(new Set(all.map((one) => one.pid)).size).toBe(1);
    await Promise.all([here.close(), ...holders.map((holder) => (holder.say('close'), holder.ended))]);
    expect(runningServer(dataDir)).toBe(null);
    expect(readdirSync(dataDir).filter((name) => name.startsWith(lockFileName))).toEqual([]);
  });

  test('one that opens while another closes gets a server that works', async () => {
    const dataDir = await stoppedDirectory();
    const worker = async () => {
      for (let round = 0; round < 6; round += 1) {
        const server = await openEmbeddedServer({ dataDir, command: 'vitest' });
        expect(await query(server.socketDir, 'select n from kept')).toEqual([[7]]);
        await server.close();
      }
    };
    const holders = Array.from({ length: 2 }, () => startHolder({ dataDir }));
    for (const holder of holders) void holder.opened.then(() => holder.say('close'));
    await Promise.all([worker(), worker(), worker(), ...holders.map((holder) => holder.ended)]);
    expect(runningServer(dataDir)).toBe(null);
    expect(serverLog(dataDir)).not.toContain('database system was interrupted');
  });
});

describe('after a kill -9', () => {
  test('of the owner, the next one takes over the running server and everything committed', async () => {
    const dataDir = newDirectory();
    const holder = startHolder({ dataDir });
    const { pid, socketDir } = await holder.opened;
    await query(socketDir, 'create table kept (n int); insert into kept values (3)');
    holder.process.kill('SIGKILL');
    await holder.ended;
    expect(runningServer(dataDir)).toBe(pid);
    const next = await openHere(dataDir, { exclusive: true });
    expect(next).toMatchObject({ owned: true, pid });
    expect(await query(next.socketDir, 'select n from kept')).toEqual([[3]]);
    await next.close();
    expect(runningServer(dataDir)).toBe(null);
  });

  test('of the owner while another uses its server, the other stops it', async () => {
    const dataDir = await stoppedDirectory();
    const owner = startHolder({ dataDir });
    const { pid } = await owner.opened;
    const here = await openHere(dataDir);
    expect(here).toMatchObject({ owned: false, pid });
    owner.process.kill('SIGKILL');
    await owner.ended;
    await here.close();
    expect(runningServer(dataDir)).toBe(null);
  });

  test('of the server in the middle of inserts, every acknowledged row is there', async () => {
    const dataDir = newDirectory();
    const first = await openHere(dataDir);
    await query(first.socketDir, 'create table kept (n int primary key)');
    const client = new pg.Client(first.connection());
    client.on('error', () => {});
    await client.connect();
    let acknowledged = 0;
    const inserting = (async () => {
      for (;;) {
        await client.query('insert into kept values ($1)', [acknowledged]);
        acknowledged += 1;
      }
    })().catch(() => {});
    while (acknowledged < 200) await sleep(5);
    process.kill(first.pid, 'SIGKILL');
    await inserting;
    await first.close();
    const next = await openHere(dataDir);
    expect(next.pid).not.toBe(first.pid);
    const [[rows]] = (await query(next.socketDir, 'select count(*)::int from kept')) as [[number]];
    // One row more when the server was killed between the commit and its acknowledgement.
    expect(rows - acknowledged).toBeOneOf([0, 1]);
    expect(serverLog(dataDir)).toContain('automatic recovery in progress');
  });

  test('while the database is being made, the next one makes it anew', async () => {
    const dataDir = newDirectory();
    const holder = startHolder({ dataDir });
    await holder.progress;
    await sleep(150);
    holder.process.kill('SIGKILL');
    await holder.ended;
    expect(existsSync(join(dataDir, 'postgres'))).toBe(false);
    const next = await openHere(dataDir);
    expect(await query(next.socketDir, 'select 1')).toEqual([[1]]);
    expect(readdirSync(dataDir).filter((name) => name.includes('unfinished'))).toEqual([]);
  });

  test('and a restart of the machine, a process that was given the number of the old server does not stand in the way', async () => {
    const dataDir = await stoppedDirectory();
    const stranger = spawn('sleep', ['60'], isRoot ? ownerOf(join(dataDir, 'postgres')) : {});
    try {
      const lines = [
        stranger.pid,
        join(dataDir, 'postgres'),
        1_700_000_000,
        5432,
        join(dataDir, 'socket'),
        '',
        '',
        'ready',
      ];
      const file = join(dataDir, 'postgres', 'postmaster.pid');
      writeFileSync(file, `${lines.join('\n')}\n`);
      if (isRoot) chownSync(file, ownerOf(dirname(file)).uid, ownerOf(dirname(file)).gid);
      const server = await openHere(dataDir);
      expect(await query(server.socketDir, 'select n from kept')).toEqual([[7]]);
      await server.close();
      expect(readProcess(stranger.pid!)).not.toBe(null);
    } finally {
      stranger.kill();
    }
  });

  test.each([
    ['names a process number that another process has since been given', (now: object) => ({ ...now, startTicks: 1 })],
    ['names a process that is gone', (now: object) => ({ ...now, pid: 2 ** 22 + 1 })],
    ['was written before the machine was started', (now: object) => ({ ...now, bootId: 'another' })],
    ['is empty', () => null],
  ])('a lock that %s is replaced', async (_what, change) => {
    const dataDir = await stoppedDirectory();
    const first = await openHere(dataDir);
    const now = readLockHolder(dataDir)!;
    await first.close();
    const left = change(now);
    writeFileSync(join(dataDir, lockFileName), left === null ? '' : JSON.stringify(left));
    const next = await openHere(dataDir, { exclusive: true });
    expect(next.owned).toBe(true);
    expect(readLockHolder(dataDir)).toMatchObject({ pid: process.pid, command: 'vitest' });
  });
});

describe('a signal', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s ends the program and its server in good order', async (signal, code) => {
    const dataDir = await stoppedDirectory();
    const holder = startHolder({ dataDir, command: 'flashlight start', mode: 'exclusive' });
    await holder.opened;
    holder.process.kill(signal);
    // The launcher and npm pass on what the terminal has sent already: twice is once.
    holder.process.kill(signal);
    expect(await holder.ended).toEqual({ code, signal: null });
    expect(runningServer(dataDir)).toBe(null);
    expect(existsSync(join(dataDir, lockFileName))).toBe(false);
    expect(
      serverLog(dataDir)
        .trim()
        .split('\n')
        .findLast((line) => line.includes('LOG:') && !line.includes('redirecting')),
    ).toContain('database system is shut down');
  });

  test('while the database is being made leaves neither a process nor half a database', async () => {
    const dataDir = newDirectory();
    const holder = startHolder({ dataDir });
    await holder.progress;
    holder.process.kill('SIGINT');
    expect(await holder.ended).toEqual({ code: 130, signal: null });
    // Links to the libraries are made where npm ran no install script.
    expect(readdirSync(dataDir).filter((name) => name !== 'library-links')).toEqual(['flashlight-data.json']);
  });

  test('an exclusive owner that is told to stop waits for another that uses its server', async () => {
    const dataDir = await stoppedDirectory();
    const owner = startHolder({ dataDir, mode: 'exclusive' });
    await owner.opened;
    const user = startHolder({ dataDir });
    const { socketDir } = await user.opened;
    owner.process.kill('SIGTERM');
    await sleep(300);
    expect(await query(socketDir, 'select n from kept')).toEqual([[7]]);
    user.say('close');
    await user.ended;
    expect(await owner.ended).toEqual({ code: 143, signal: null });
    expect(runningServer(dataDir)).toBe(null);
  });

  test('a second one stops the server under those who use it', async () => {
    const dataDir = await stoppedDirectory();
    const owner = startHolder({ dataDir, mode: 'exclusive' });
    await owner.opened;
    const here = await openHere(dataDir);
    owner.process.kill('SIGINT');
    await sleep(1200);
    expect(runningServer(dataDir)).toBe(here.pid);
    const hurriedAt = performance.now();
    owner.process.kill('SIGINT');
    expect(await owner.ended).toEqual({ code: 130, signal: null });
    expect(performance.now() - hurriedAt).toBeLessThan(5000);
    expect(runningServer(dataDir)).toBe(null);
  });

  test('an uncaught error takes the server along', async () => {
    const dataDir = await stoppedDirectory();
    const holder = startHolder({ dataDir, errors: 'ignore' });
    const { pid } = await holder.opened;
    holder.say('throw');
    expect((await holder.ended).code).not.toBe(0);
    while (readProcess(pid) !== null) await sleep(20);
    const next = await openHere(dataDir);
    expect(await query(next.socketDir, 'select n from kept')).toEqual([[7]]);
    expect(serverLog(dataDir)).not.toContain('database system was interrupted');
  });
});

describe('accounts', () => {
  test('an ordinary user runs the server as themself, and root may open the same directory', async ({ skip }) => {
    if (!isRoot) skip('only root can become another user');
    const dataDir = newDirectory();
    mkdirSync(dataDir, { mode: 0o700 });
    chownSync(dataDir, nobody.uid, nobody.gid);
    const sources = fileURLToPath(new URL('.', import.meta.url));
    if (spawnSync('ls', [sources], { ...nobody }).status !== 0) skip('the checkout is out of reach of ordinary users');
    const holder = startHolder({ dataDir, account: nobody });
    const { kind, owned, socketDir, pid } = await holder.opened;
    expect({ kind, owned }).toEqual({ kind: 'open', owned: true });
    expect(statSync(`/proc/${pid}`).uid).toBe(nobody.uid);
    await query(socketDir, 'create table kept (n int); insert into kept values (9)');
    holder.process.kill('SIGKILL');
    await holder.ended;

    const root = await openHere(dataDir);
    expect(root).toMatchObject({ owned: true, pid });
    await root.close();
    const again = await openHere(dataDir);
    expect(statSync(`/proc/${again.pid}`).uid).toBe(nobody.uid);
    await again.close();

    const user = startHolder({ dataDir, account: nobody });
    expect(await query((await user.opened).socketDir, 'select n from kept')).toEqual([[9]]);
    user.say('close');
    expect(await user.ended).toEqual({ code: 0, signal: null });
  });

  test("an ordinary user is told why another account's directory cannot be used", async ({ skip }) => {
    if (!isRoot) skip('only root can become another user');
    const ofRoot = await stoppedDirectory();
    const unwritable = newDirectory();
    mkdirSync(unwritable, { mode: 0o755 });
    for (const dataDir of [ofRoot, unwritable, join(unwritable, 'below')]) {
      const holder = startHolder({ dataDir, account: nobody });
      expect(await holder.opened).toMatchObject({ kind: 'failed', code: 'store.unreachable-directory' });
    }
    expect(readdirSync(unwritable)).toEqual([]);
  });

  test('root runs the server under an account of its own, also below a directory only root may enter', async ({
    skip,
  }) => {
    if (!isRoot) skip('only root can');
    const parent = newDirectory();
    mkdirSync(parent, { mode: 0o700 });
    const dataDir = join(parent, 'made', 'here');
    const server = await openHere(dataDir);
    const { uid } = statSync(`/proc/${server.pid}`);
    expect(uid).not.toBe(0);
    expect(statSync(join(dataDir, 'postgres')).uid).toBe(uid);
    expect(statSync(join(dataDir, 'postgres', 'PG_VERSION')).uid).toBe(uid);
    await query(server.socketDir, 'create extension pg_trgm');
    await server.close();
    const again = await openHere(dataDir);
    expect(await query(again.socketDir, "select similarity('abc', 'abc')")).toEqual([[1]]);
    expect(statSync(parent).mode & 0o777).toBe(0o700);
  });
});

function ownerOf(path: string): { uid: number; gid: number } {
  const { uid, gid } = statSync(path);
  return { uid, gid };
}
