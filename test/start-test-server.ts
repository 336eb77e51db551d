import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openEmbeddedServer } from '../src/store/embedded-server.ts';
import { openDatabase } from '../src/store/database.ts';
import { migrate } from '../src/store/migrate.ts';

/**
 * One server for all tests of a run: the embedded one, or that of TEST_DATABASE_URL. A migrated template database is
 * made once; every test store is a copy of it.
 */
export const templateName = 'flashlight_test_template';

export default async function startTestServer(): Promise<() => Promise<void>> {
  // Each project of vitest.config.ts asks for it: the first starts it, and ends it after the last.
  if (process.env['FLASHLIGHT_TEST_SERVER']) return () => Promise.resolve();
  const given = process.env['TEST_DATABASE_URL'];
  const dataDir = given ? null : await mkdtemp(join(tmpdir(), 'flashlight-test-'));
  const server =
    dataDir === null
      ? null
      : await openEmbeddedServer({ dataDir: join(dataDir, 'data'), command: 'tests', durable: false });
  const url = given ?? socketUrl(server!.connection());
  process.env['FLASHLIGHT_TEST_SERVER'] = url;
  await makeTemplate(url);
  return async () => {
    await server?.close();
    if (dataDir !== null) await rm(dataDir, { recursive: true, force: true });
  };
}

function socketUrl(connection: { host: string; port: number; user: string; database: string }): string {
  return `postgresql://${connection.user}@${encodeURIComponent(connection.host)}:${connection.port}/${connection.database}`;
}

/** The address of another database on the same server. */
export function databaseUrl(url: string, name: string): string {
  return url.replace(/^(postgres(?:ql)?:\/\/[^/]*)\/[^?]*/, `$1/${name}`);
}

async function makeTemplate(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`drop database if exists ${templateName} with (force)`);
  await client.query(`create database ${templateName}`);
  await client.end();
  const database = await openDatabase({ url: databaseUrl(url, templateName), command: 'tests' });
  await migrate(database);
  await database.close();
}
