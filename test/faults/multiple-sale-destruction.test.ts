import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { destroyMultipleSales } from '../../src/jobs/destroy-multiple-sales.ts';
import { makeExcerpt } from '../../src/jobs/make-excerpt.ts';
import { askException, loadCertification, loadReports, stepException } from '../../src/jobs/load-multiple-sales.ts';
import { row } from './receive-reports.ts';
import { storeOfReports } from './store-of-reports.ts';
import { tieLogin } from '../../src/store/account-logins.ts';
import { inTransaction } from '../../src/store/database.ts';

// What the law has destroyed is gone: from every table, from the planner's statistics and from the folder of the store. The days
// lie in the past, for no day after today is believed.

const early = ['MS26-1', 'XZQ7001', '01/06/2026'] as const;
const secret = /QUILLWORTHY|ESMERALDA|XZQ700|LARKSPUR|Q123456789|ZEBEDEE|1991-02-03/i;

const desk = storeOfReports();
const { receive, destroy, look, reading } = desk;

/** Every row of every table as text, statistics of the planner among them. */
async function wholeStore(): Promise<string[]> {
  const pool = desk.store.database.pool('migrate');
  const { rows: names } = await pool.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'flashlight' order by 1`,
  );
  const lines: string[] = [];
  for (const { name } of names) {
    const { rows } = await pool.query<{ row: string }>(`select t::text as row from flashlight."${name}" t`);
    lines.push(...rows.map((each) => `${name}: ${each.row}`));
  }
  await pool.query('analyze');
  const { rows: kept } = await pool.query<{ row: string }>(
    `select s::text as row from pg_stats s where schemaname in ('flashlight', 'public')`,
  );
  return [...lines, ...kept.map((each) => `statistics: ${each.row}`)];
}

const tellsOf = async () =>
  (await wholeStore()).filter((line) => secret.test(line)).map((line) => line.split(':', 1)[0]);

async function filesOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return (await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')))).join('\n');
}

test('a report is kept for twenty days, joined with nothing, and nothing of it is left on the twentieth', async () => {
  const result = await receive([
    row(...early),
    row('MS26-1', 'XZQ7002', '01/06/2026'),
    row('', 'XZQ7003', '01/06/2026'),
    row('MS26-2', 'ABC4567', '01/07/2026', 'OTHER,PERSON').replace(/02.03.1991.*$/, '04/05/1980,,,'),
  ]);
  expect(result).toMatchObject({ accepted: 3, rejected: 1, rejectsFile: null });
  await makeExcerpt(desk.store.database, desk.store.agency, { name: 'outside', hidden: ['NIBIN-LEAD'] });
  expect([...new Set(await tellsOf())].sort()).toEqual(['import_reject', 'import_run', 'multiple_sale', 'record']);
  expect(await filesOf(desk.dataDir)).not.toMatch(secret);

  // A half-year that is over is certified as it was at the end of its last day, whatever came and went since.
  const before = { from: '2025-07-01', to: '2025-12-31' };
  expect(await reading((client) => loadCertification(client, look('2026-01-27'), before))).toMatchObject({
    asOf: '2025-12-31',
    policyAsOf: '2026-01-27',
    kept: 0,
    overdue: 0,
  });

  expect((await destroy('2026-01-25')).certificates).toEqual([]);
  expect((await destroy('2026-01-26')).certificates).toHaveLength(1);
  // The other report of the file is due a day later, and so is what was rejected beside it.
  expect([...new Set(await tellsOf())].sort()).toEqual(['import_reject', 'import_run']);
  expect((await destroy('2026-01-27')).certificates).toHaveLength(1);
  expect(await tellsOf()).toEqual([]);

  const { rows } = await desk.store.database
    .pool('migrate')
    .query(`select counts, policy_days, due_on, destroyed_by from flashlight.multiple_sale_destruction order by 1`);
  expect(rows).toContainEqual({
    counts: { multiple_sale: 2, record: 2 },
    policy_days: 20,
    due_on: '2026-01-26',
    destroyed_by: 'test',
  });
  const audit = await desk.store.database
    .pool('migrate')
    .query(
      `select count(*)::int as n from flashlight.audit_event where action = 'multiple-sales.destroy' and outcome = 'ALLOWED'`,
    );
  expect(audit.rows).toEqual([{ n: 2 }]);
});

test('somebody who reads while rows are destroyed keeps nobody waiting, and what stood on the pages goes as soon as they are done', async () => {
  await receive([row(...early), row('MS26-1', 'XZQ7002', '01/06/2026')]);
  const pool = desk.store.database.pool('read');
  const reader = await pool.connect();
  const wait = { milliseconds: 50, tries: 2 };
  const bytes = async () => {
    const { rows } = await desk.store.database
      .pool('migrate')
      .query<{ path: string }>(`select pg_relation_filepath('flashlight.multiple_sale') as path`);
    return rows[0]!.path;
  };
  const before = await bytes();
  await reader.query('begin');
  await reader.query('select count(*) from flashlight.multiple_sale');
  const held = await destroy('2026-01-26', wait);
  // The rows are gone and have their certificate; the file they lay in is the same.
  expect(held).toMatchObject({ pagesLeft: true });
  expect(held.certificates).toHaveLength(1);
  expect((await pool.query('select count(*)::int as n from flashlight.multiple_sale')).rows).toEqual([{ n: 0 }]);
  expect(await bytes()).toBe(before);
  await reader.query('commit');
  reader.release();
  // With nothing left to destroy.
  expect(await destroy('2026-01-26', wait)).toMatchObject({ pagesLeft: false, certificates: [] });
  expect(await bytes()).not.toBe(before);
  const after = await bytes();
  expect(await destroy('2026-01-26', wait)).toMatchObject({ pagesLeft: false });
  expect(await bytes()).toBe(after);
});

test('what was destroyed is not received again, and no word of the attempt is kept either', async () => {
  await receive([row(...early)]);
  await destroy('2026-01-27');
  await expect(receive([row(...early), row('MS26-9', 'XZQ7009', '01/07/2026')])).rejects.toMatchObject({
    code: 'sales.destroyed',
  });
  expect(await tellsOf()).toEqual(['import_run']);
  await desk.store.database
    .pool('migrate')
    .query(`update flashlight.import_run set started_at = started_at - interval '20 days'`);
  await destroyMultipleSales(desk.store.database, desk.store.agency, { by: 'test', now: new Date() });
  expect(await tellsOf()).toEqual([]);
});

const ofAnotherDealer = (line: string) => line.replace('8-52-033-01-8F-12345', '8-52-033-01-8F-54321');

test('two dealers’ reports of one number are two: each is excepted and destroyed by itself', async () => {
  await receive([row(...early), ofAnotherDealer(row('MS26-1', 'XZQ7008', '01/07/2026'))]);
  const kept = () => reading((client) => loadReports(client, look('2026-01-20')));
  expect((await kept()).map(({ key, report, dueOn, firearms }) => [key, report, dueOn, firearms.length])).toEqual([
    ['MS26-1@8-52-12345', 'MS26-1', '2026-01-26', 1],
    ['MS26-1@8-52-54321', 'MS26-1', '2026-01-27', 1],
  ]);
  // A firearm more under the number of the other dealer is of that one’s, though one person bought all three.
  await receive([ofAnotherDealer(row('MS26-1', 'XZQ7009', '01/08/2026'))]);
  expect((await kept()).map(({ firearms }) => firearms.length)).toEqual([1, 2]);

  await desk.store.database
    .pool('read')
    .query(
      `insert into flashlight.multiple_sale_exception (agency_id, report_key, reason, asked_by) values ($1, 'MS26-1@8-52-54321', 'prohibited', 'a')`,
      [desk.store.agency.agencyId],
    );
  await desk.store.database
    .pool('read')
    .query(`update flashlight.multiple_sale_exception set consented_by = 'b', consented_at = now()`);
  expect((await destroy('2026-02-20')).certificates).toHaveLength(1);
  expect((await kept()).map(({ key, exception }) => [key, exception?.consentedBy])).toEqual([
    ['MS26-1@8-52-54321', 'b'],
  ]);
  await expect(receive([row(...early)])).rejects.toMatchObject({ code: 'sales.destroyed' });
});

test('a newer version puts no day off: it is due by the first receipt, and every version goes', async () => {
  await receive([row(...early)]);
  await receive([row('MS26-1', 'XZQ7001', '01/20/2026', 'QUILLWORTHY-CORRECTED,ESMERALDA')], '2026-01-20T12:00:00Z');
  const { rows } = await desk.store.database.pool('read').query('select from flashlight.multiple_sale');
  expect(rows).toHaveLength(2);
  const [report] = await reading((client) => loadReports(client, look('2026-01-27')));
  expect(report).toMatchObject({ receivedOn: '2026-01-06', dueOn: '2026-01-26', daysLeft: -1 });
  expect(report!.firearms).toHaveLength(1);
  const half = { from: '2026-01-01', to: '2026-06-30' };
  expect(await reading((client) => loadCertification(client, look('2026-01-27'), half))).toMatchObject({
    kept: 1,
    overdue: 1,
  });

  expect((await destroy('2026-01-25')).certificates).toEqual([]);
  expect((await destroy('2026-01-26')).certificates).toHaveLength(1);
  expect(await tellsOf()).toEqual([]);
  const certificates = await desk.store.database
    .pool('read')
    .query('select received_on, due_on, counts from flashlight.multiple_sale_destruction');
  expect(certificates.rows).toEqual([
    { received_on: '2026-01-06', due_on: '2026-01-26', counts: { multiple_sale: 2, record: 2 } },
  ]);
  for (const again of [row(...early), row('MS26-1', 'XZQ7001', '01/20/2026', 'QUILLWORTHY-CORRECTED,ESMERALDA')])
    await expect(receive([again, row('MS26-9', 'XZQ7009', '01/07/2026')])).rejects.toMatchObject({
      code: 'sales.destroyed',
    });

  // Destroyed in July, it was kept at the end of June, beyond its day.
  await desk.store.database
    .pool('migrate')
    .query(`update flashlight.multiple_sale_destruction set destroyed_at = '2026-07-10T12:00:00Z'`);
  const certified = (of: { from: string; to: string }) =>
    reading((client) => loadCertification(client, look('2027-02-01'), of));
  expect(await certified(half)).toMatchObject({ asOf: '2026-06-30', reports: 0, kept: 1, overdue: 1, excepted: 0 });
  expect(await certified({ from: '2026-07-01', to: '2026-12-31' })).toMatchObject({
    asOf: '2026-12-31',
    reports: 1,
    late: 1,
    kept: 0,
    overdue: 0,
  });
});

test('reports kept under one number are parted by dealer when the store is brought up to date, and an exception holds for both', async () => {
  await receive([row(...early), ofAnotherDealer(row('MS26-1', 'XZQ7008', '01/07/2026'))]);
  const migration = async (name: string) =>
    desk.store.database
      .pool('migrate')
      .query(await readFile(new URL(`../../src/store/migrations/${name}.sql`, import.meta.url), 'utf8'));
  await migration('0028-report-keys.down');
  await desk.store.database.pool('migrate').query(
    `insert into flashlight.multiple_sale_exception (agency_id, report_number, reason, asked_by, consented_by, consented_at)
       values ($1, 'MS26-1', 'prohibited', 'a', 'b', now())`,
    [desk.store.agency.agencyId],
  );
  await migration('0028-report-keys.up');
  const kept = await reading((client) => loadReports(client, look('2026-02-20')));
  expect(kept.map(({ key, exception }) => [key, exception?.consentedBy])).toEqual([
    ['MS26-1@8-52-12345', 'b'],
    ['MS26-1@8-52-54321', 'b'],
  ]);
  expect((await destroy('2026-02-20')).certificates).toEqual([]);
});

describe('what is kept longer', () => {
  const except = (sql: string) => desk.store.database.pool('read').query(sql, [desk.store.agency.agencyId]);

  test('is none to which whoever asked for it agreed under another name of theirs', async () => {
    await receive([row(...early)]);
    const { agencyId } = desk.store.agency;
    const as = (actor: string) => ({ agencyId, actor, role: 'analyst' as const });
    const within = <T>(work: (client: pg.PoolClient) => Promise<T>) =>
      inTransaction(desk.store.database.pool('read'), work);
    const consent = (actor: string) =>
      within((client) => stepException(client, as(actor), { exception: 1, step: 'consent' }));
    await within((client) => tieLogin(client, agencyId, { login: 'ann-at-desk', actor: 'ann', tiedBy: 'test' }));
    await within((client) => askException(client, as('ann'), { key: 'MS26-1@8-52-12345', reason: 'prohibited' }));
    await expect(consent('ann-at-desk')).rejects.toMatchObject({ code: 'sales.second-person' });
    await consent('bob');
    const [report] = await within((client) => loadReports(client, look('2026-01-10')));
    expect(report!.exception?.consentedBy).toBe('bob');
  });

  test('is a report two persons excepted; the exception ended, it goes, and its reason with it', async () => {
    await receive([row(...early)]);
    await except(
      `insert into flashlight.multiple_sale_exception (agency_id, report_key, reason, asked_by) values ($1, 'MS26-1@8-52-12345', 'QUILLWORTHY is prohibited', 'a')`,
    );
    await expect(
      except(
        `update flashlight.multiple_sale_exception set consented_by = 'a', consented_at = now() where agency_id = $1`,
      ),
    ).rejects.toThrow(/check/);
    await except(
      `update flashlight.multiple_sale_exception set consented_by = 'b', consented_at = now() where agency_id = $1`,
    );
    expect((await destroy('2026-03-01')).certificates).toEqual([]);
    await except(`update flashlight.multiple_sale_exception set ended_by = 'b', ended_at = now() where agency_id = $1`);
    expect((await destroy('2026-03-01')).certificates).toHaveLength(1);
    expect(await tellsOf()).toEqual([]);
  });

  test('is not one that a single person asked for', async () => {
    await receive([row(...early)]);
    await except(
      `insert into flashlight.multiple_sale_exception (agency_id, report_key, reason, asked_by) values ($1, 'MS26-1@8-52-12345', 'because', 'a')`,
    );
    expect((await destroy('2026-03-01')).certificates).toHaveLength(1);
  });

  test('is everything under a policy that destroys nothing, which only the owner of the tables can set', async () => {
    await receive([row(...early)]);
    const set = `insert into flashlight.multiple_sale_policy (agency_id, version, destroy, days) values ($1, 'kept', false, 20)`;
    for (const role of ['import', 'read'] as const)
      await expect(desk.store.database.pool(role).query(set, [desk.store.agency.agencyId])).rejects.toThrow(
        /permission denied/,
      );
    await desk.store.database.pool('migrate').query(set, [desk.store.agency.agencyId]);
    expect(await destroy('2026-03-01')).toMatchObject({ certificates: [], policy: { destroy: false } });
  });
});

describe('nothing else can be deleted', () => {
  const call = (report: string, asOf: string) =>
    desk.store.database
      .pool('import')
      .query('select flashlight.destroy_multiple_sale($1, $2, $3, $4)', [
        desk.store.agency.agencyId,
        report,
        asOf,
        'test',
      ]);

  test('by a role of the program, in the tables themselves', async () => {
    await receive([row(...early)]);
    for (const role of ['import', 'read', 'publish'] as const)
      for (const table of ['record', 'multiple_sale', 'audit_event', 'multiple_sale_destruction', 'link', 'entity'])
        await expect(desk.store.database.pool(role).query(`delete from flashlight.${table}`)).rejects.toThrow(
          /permission denied/,
        );
    for (const role of ['read', 'publish'] as const)
      await expect(
        desk.store.database.pool(role).query(`select flashlight.destroy_multiple_sale(1, 'MS26-1', '2026-02-01', 'x')`),
      ).rejects.toThrow(/permission denied/);
    await expect(
      desk.store.database.pool('import').query('select flashlight.forget_multiple_sale_import(1, 1)'),
    ).rejects.toThrow(/permission denied/);
  });

  test('by the function that destroys: neither before the day, nor by a day to come, nor of another feed', async () => {
    await receive([row(...early)]);
    await expect(call('MS26-1@8-52-12345', '2026-01-25')).rejects.toThrow(/days are over/);
    const tomorrow = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
    await expect(call('MS26-1@8-52-12345', tomorrow)).rejects.toThrow(/not after today/);
    // A row of another feed that somebody passes off as a report.
    await desk.store.database
      .pool('migrate')
      .query(
        `insert into flashlight.source (agency_id, feed, layout, handling) values ($1, 'recoveries', 'recoveries', '{CITY-RMS}')`,
        [desk.store.agency.agencyId],
      );
    await desk.store.database.pool('import').query(
      `insert into flashlight.record (agency_id, record_id, source_id, natural_key, version, run_id, section, line, content_sha256, payload, received_at)
       select $1, 999999, source_id, 'P1', 1, 1, 1, 1, '\\x00', '[]', now() from flashlight.source where feed = 'recoveries' and agency_id = $1`,
      [desk.store.agency.agencyId],
    );
    await desk.store.database
      .pool('import')
      .query(
        `insert into flashlight.multiple_sale (agency_id, record_id, ordinal, report_key, received_on) values ($1, 999999, 1, 'MS-FALSE', '2020-01-01')`,
        [desk.store.agency.agencyId],
      );
    expect((await call('MS-FALSE', '2026-01-01')).rows).toEqual([{ destroy_multiple_sale: null }]);
    const { rows } = await desk.store.database
      .pool('read')
      .query('select count(*)::int as n from flashlight.record where record_id = 999999');
    expect(rows).toEqual([{ n: 1 }]);
  });
});

describe('killed at any moment', () => {
  let child: ReturnType<typeof spawn> | undefined;
  afterAll(() => child?.kill('SIGKILL'));

  test('destruction goes on where it was: every report has one certificate, and none is left', async () => {
    const reports = 150;
    await receive(Array.from({ length: reports }, (_, at) => row(`MS26-${1000 + at}`, `XZQ700${at}`, '01/06/2026')));
    const start = () =>
      spawn(process.execPath, ['bin/flashlight.js', 'multiple-sales', 'destroy', '--json'], {
        cwd: fileURLToPath(new URL('../../', import.meta.url)),
        env: { ...process.env, DATABASE_URL: desk.store.url },
        stdio: ['ignore', 'pipe', 'ignore'],
      });
    const certificates = async () =>
      (
        await desk.store.database
          .pool('read')
          .query<{ n: number }>('select count(*)::int as n from flashlight.multiple_sale_destruction')
      ).rows[0]!.n;
    child = start();
    const ended = once(child, 'exit');
    while ((await certificates()) < 5) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGKILL');
    await ended;
    const done = await certificates();
    expect(done).toBeGreaterThan(4);
    expect(done).toBeLessThan(reports);
    child = start();
    await once(child, 'exit');
    expect(await certificates()).toBe(reports);
    expect(await tellsOf()).toEqual([]);
  });
});
