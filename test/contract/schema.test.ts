import { afterAll, beforeAll, expect, test } from 'vitest';
import { tables, type Column, type ColumnType } from '../../src/model/tables.ts';
import { loadMigrations, migrate } from '../../src/store/migrate.ts';
import { openTestStore, type TestStore } from '../open-test-store.ts';

let store: TestStore;
beforeAll(async () => void (store = await openTestStore()));
afterAll(() => store.close());

const stored: Record<ColumnType, string> = {
  text: 'text',
  integer: 'integer',
  real: 'real',
  double: 'double precision',
  boolean: 'boolean',
  date: 'date',
  timestamptz: 'timestamp with time zone',
  'text[]': 'ARRAY',
  json: 'json',
};

async function columns(): Promise<Map<string, Record<string, string>>> {
  const { rows } = await store.database
    .pool('migrate')
    .query<{ table_name: string; column_name: string; data_type: string }>(
      `select table_name, column_name, data_type from information_schema.columns where table_schema = 'flashlight'`,
    );
  const found = new Map<string, Record<string, string>>();
  for (const row of rows) found.set(row.table_name, { ...found.get(row.table_name), [row.column_name]: row.data_type });
  return found;
}

test('every typed table has the columns the model states, and no others', async () => {
  const found = await columns();
  for (const [table, stated] of Object.entries<Readonly<Record<string, Column>>>(tables)) {
    const expected = {
      agency_id: 'integer',
      record_id: 'bigint',
      ordinal: 'smallint',
      ...Object.fromEntries(Object.entries(stated).map(([name, column]) => [name, stored[column.type]])),
    };
    expect(found.get(table), table).toEqual(expected);
  }
});

test('every table that grows with the world carries agency_id first in its primary key', async () => {
  const { rows } = await store.database.pool('migrate').query<{ table: string; first: string }>(
    `select c.relname as table, a.attname as first from pg_index i
       join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'flashlight'
       join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0] where i.indisprimary`,
  );
  // Keyed by what is looked up before the agency is known.
  const early = ['session', 'sign_in_link'];
  // One row of the whole store, whatever grows: files that tables stand in are of no one agency.
  const others = [...early, 'report_pages'];
  expect(rows.length).toBeGreaterThan(40);
  for (const row of rows) if (!others.includes(row.table)) expect(row.first, row.table).toBe('agency_id');
});

test('migrations go forward, back and forward again to the same schema', async () => {
  const before = await columns();
  const count = (await loadMigrations()).length;
  const { applied: back } = await migrate(store.database, 0);
  expect(back).toHaveLength(count);
  expect((await columns()).size).toBe(0);
  const { applied: forward } = await migrate(store.database);
  expect(forward).toHaveLength(count);
  expect(await columns()).toEqual(before);
});

test('a schema written by a newer version is refused, and said', async () => {
  await store.database
    .pool('migrate')
    .query(`insert into public.flashlight_migration (version, name, sha256) values (9999, '9999-later', 'x')`);
  await expect(migrate(store.database)).rejects.toMatchObject({ code: 'store.schema-unknown' });
  await store.database.pool('migrate').query('delete from public.flashlight_migration where version = 9999');
});
