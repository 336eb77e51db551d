import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lockFileName } from '../../src/store/data-directory-lock.ts';
import { openDatabase } from '../../src/store/database.ts';
import { findRunningServer } from '../../src/store/embedded-postmaster.ts';
import { openTestStore } from '../open-test-store.ts';
import { brokenInvariants } from './dump-store.ts';
import { onlyJson, runCommand, startCommand, type ImportCounts, type Running } from './run-command.ts';
import { backgroundChecks, busyCity, filesBelow, writeFiles } from './town-files.ts';

const place = realpathSync(mkdtempSync(join(tmpdir(), 'flashlight-signals-')));
const file = join(place, 'recoveries', 'x-many.csv');
beforeAll(() => writeFiles(place, new Map([...busyCity(30_000), ['nics/checks.csv', backgroundChecks(30_000)]])));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const words = ['import', 'recoveries', file, '--agency', 'harbor-city', '--time-zone', 'America/New_York', '--json'];

async function until(what: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(5)) if (await what()) return;
  throw new Error('it did not come');
}

/** Waits until the run of an import is in the store, its rows not yet. */
async function untilBegun(url: string, running: Running): Promise<void> {
  const database = await openDatabase({ url, command: 'tests' });
  try {
    await until(async () => {
      if (running.process.exitCode !== null) throw new Error(`too late: ${running.errors()}`);
      const { rows } = await database.pool('read').query(`select 1 from flashlight.import_run where state = 'RUNNING'`);
      return rows.length > 0;
    });
  } finally {
    await database.close();
  }
}

test('Ctrl-C during an import undoes it, stops the embedded server, and the same command then does it', async () => {
  const dataDir = join(place, 'data');
  const running = startCommand([...words, '--data-dir', dataDir]);
  // The first rows were read: the transaction is open.
  await until(() => running.errors().includes('rows read') || running.process.exitCode !== null);
  // The terminal sends it to every process, and the launcher passes it on: twice is once.
  running.process.kill('SIGINT');
  running.process.kill('SIGINT');
  const ended = await running.finished;
  expect([ended.code, ended.signal, ended.stdout], ended.stderr).toEqual([130, null, '']);
  expect(findRunningServer(join(dataDir, 'postgres'))).toBe(null);
  expect(existsSync(join(dataDir, lockFileName))).toBe(false);
  expect(filesBelow(join(dataDir, 'rejects'))).toEqual([]);

  const again = await runCommand([...words, '--data-dir', dataDir]);
  expect(again.code, again.stderr).toBe(0);
  const database = await openDatabase({ dataDir, command: 'tests' });
  try {
    const { rows } = await database
      .pool('read')
      .query<{ state: string; n: number }>('select state, accepted::int n from flashlight.import_run order by run_id');
    const { accepted } = onlyJson<ImportCounts>(again);
    expect(rows.at(-1)).toEqual({ state: 'COMPLETE', n: accepted });
    // Interrupted in the middle, or, on a fast machine, complete and interrupted while it was linked.
    expect(['INTERRUPTED', 'COMPLETE']).toContain(rows[0]!.state);
    expect(await brokenInvariants(database)).toEqual([]);
  } finally {
    await database.close();
  }
}, 120_000);

test.each<[NodeJS.Signals, number]>([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
])('%s during an import on a server of one\'s own ends it with %i, and leaves no session and no row', async (signal, code) => {
  const store = await openTestStore();
  try {
    const running = startCommand(['import', 'nics', join(place, 'nics', 'checks.csv'), '--agency', 'harbor-city', '--json'], { url: store.url, dataDir: join(place, 'none') }); // prettier-ignore
    await untilBegun(store.url, running);
    running.process.kill(signal);
    const ended = await running.finished;
    expect([ended.code, ended.stdout], ended.stderr).toEqual([code, '']);
    const { rows } = await store.database.pool('migrate').query<{ state: string; failure: { code: string } }>('select state, failure from flashlight.import_run'); // prettier-ignore
    expect(rows).toMatchObject([{ state: 'INTERRUPTED', failure: { code: 'store.interrupted' } }]);
    const { rows: left } = await store.database.pool('migrate').query(
      `select (select count(*)::int from flashlight.record) records, (select count(*)::int from pg_stat_activity where datname = current_database() and application_name = 'flashlight import') sessions`,
    );
    expect(left).toEqual([{ records: 0, sessions: 0 }]);
  } finally {
    await store.close();
  }
}, 120_000); // prettier-ignore

test('a signal while the store is still being opened ends the command in good order', async () => {
  const dataDir = join(place, 'opening');
  const running = startCommand(['agency', 'list', '--data-dir', dataDir]);
  await until(() => existsSync(join(dataDir, lockFileName)));
  running.process.kill('SIGTERM');
  const ended = await running.finished;
  expect(ended.code, ended.stderr).toBe(143);
  expect(findRunningServer(join(dataDir, 'postgres'))).toBe(null);
  expect(existsSync(join(dataDir, lockFileName))).toBe(false);
}, 60_000);
