import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { saveAgency, type Agency } from '../src/store/agencies.ts';
import { openDatabase, type Database } from '../src/store/database.ts';
import { databaseUrl, templateName } from './start-test-server.ts';

export interface TestStore {
  readonly database: Database;
  readonly agency: Agency;
  /** For child processes: DATABASE_URL of this store. */
  readonly url: string;
  close(): Promise<void>;
}

/** A migrated, empty database of its own, with one agency, on the server of this test run. */
export async function openTestStore(): Promise<TestStore> {
  const server = process.env['FLASHLIGHT_TEST_SERVER'];
  if (!server) throw new Error('no test server: vitest.config.ts names test/start-test-server.ts as globalSetup');
  const name = `flashlight_test_${randomBytes(6).toString('hex')}`;
  // The other strategy writes the whole template into the log: five times the work on a server that waits for no disk.
  await onServer(server, `create database ${name} template ${templateName} strategy file_copy`);
  const url = databaseUrl(server, name);
  const database = await openDatabase({ url, command: 'tests' });
  const agency = await saveAgency(database, {
    code: 'harbor-city',
    name: 'Harbor City',
    city: 'Harbor City',
    state: 'MD',
    timeZone: 'America/New_York',
  });
  return {
    database,
    agency,
    url,
    async close() {
      await database.close();
      await onServer(server, `drop database if exists ${name} with (force)`);
    },
  };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  // Two copies of one template at the same moment are refused: the second waits.
  await client.query(`select pg_advisory_lock(hashtext('flashlight.test.template'))`);
  await client.query(sql);
  await client.end();
}
