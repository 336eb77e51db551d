import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase, type Database, type DatabaseRole } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { databaseUrl, templateName } from '../start-test-server.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'flashlight-roles-'));
let database: Database;

beforeAll(async () => {
  database = await openDatabase({ dataDir, command: 'tests' });
  await migrate(database);
}, 60_000);
afterAll(async () => {
  await database.close();
  rmSync(dataDir, { recursive: true, force: true });
});

/** What a statement is refused with, or null where it is done. */
async function refusal(client: pg.ClientBase, sql: string): Promise<string | null> {
  return client.query(sql).then(
    () => null,
    (error: { code: string }) => error.code,
  );
}

const forbidden = '42501';

const ways = [
  'select 1',
  'reset role',
  'set role none',
  'set role postgres',
  'reset session authorization',
  'set session authorization default',
  'set session authorization postgres',
];

describe('a connection of the embedded server', () => {
  test.each([
    ['read', 'update flashlight.record set line = 0'],
    ['read', 'delete from flashlight.audit_event'],
    ['read', 'alter role flashlight_read superuser'],
    ['import', 'update flashlight.record set line = 0'],
    ['import', 'delete from flashlight.record'],
    ['import', `insert into flashlight.session (session_sha256) values ('')`],
    ['import', `insert into flashlight.sign_in_link (token_sha256) values ('')`],
    ['import', `insert into flashlight.audit_event (actor) values ('')`],
    ['import', 'select * from flashlight.session'],
    ['publish', 'select * from flashlight.record'],
  ] satisfies [DatabaseRole, string][])('of the role %s cannot %s, whatever it resets', async (role, sql) => {
    for (const way of ways) {
      const client = await database.connect(role);
      await refusal(client, way);
      expect([way, await refusal(client, sql)]).toEqual([way, forbidden]);
      const { rows } = await client.query('select session_user, current_user');
      expect(rows).toEqual([{ session_user: `flashlight_${role}`, current_user: `flashlight_${role}` }]);
      await client.end();
    }
  });

  test('works in its role in a directory made when no role could log in', async () => {
    const owner = database.pool('migrate');
    await owner.query('alter role flashlight_read nologin; alter role flashlight_import nologin');
    await expect(database.connect('read')).rejects.toThrow('not permitted to log in');
    await migrate(database);
    const { rows } = await database.pool('read').query('select count(*)::int as records from flashlight.record');
    expect(rows).toEqual([{ records: 0 }]);
  });
});

test('a login of its own on a given server cannot go back to rights of the owner', async () => {
  const url = databaseUrl(process.env['FLASHLIGHT_TEST_SERVER']!, templateName);
  const asOwner = await openDatabase({ url, command: 'tests' });
  const login = `test_reader_${process.pid}`;
  const read = new URL(url);
  read.username = login;
  read.password = 'only for this test';
  const given = await openDatabase({ url, roleUrls: { read: read.href }, command: 'tests' });
  try {
    await asOwner.pool('migrate').query(`create role ${login} login noinherit password 'only for this test' in role flashlight_read`); // prettier-ignore
    const client = await given.connect('read');
    expect(await refusal(client, 'select count(*) from flashlight.record')).toBeNull();
    await client.query('reset role');
    expect(await refusal(client, 'update flashlight.record set line = 0')).toBe(forbidden);
    await client.end();
  } finally {
    await given.close();
    await asOwner.pool('migrate').query(`drop role if exists ${login}`);
    await asOwner.close();
  }
});
