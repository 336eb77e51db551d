import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type pg from 'pg';
import { Failure } from '../model/errors.ts';
import type { Database } from './database.ts';

const folder = new URL('./migrations/', import.meta.url);

interface Migration {
  version: number;
  name: string;
  up: string;
  down: string;
  sha256: string;
}

/**
 * Brings the schema to `target` (default: the newest): forward by the `up` files, back by the `down` files, each in its
 * own transaction under one lock, so that two processes starting together migrate once.
 */
export async function migrate(database: Database, target?: number): Promise<{ applied: string[] }> {
  const migrations = await loadMigrations();
  const client = await database.connect('migrate');
  const applied: string[] = [];
  try {
    await client.query(`select pg_advisory_lock(hashtext('flashlight.migrate'))`);
    await createRoles(client, { login: database.dataDir !== null });
    await client.query('create schema if not exists flashlight');
    await client.query('create extension if not exists pg_trgm');
    await client.query(
      `create table if not exists public.flashlight_migration (
         version integer primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())`,
    );
    const { rows: done } = await client.query<{ version: number; name: string; sha256: string }>(
      'select version, name, sha256 from public.flashlight_migration order by version',
    );
    refuseUnknown(migrations, done, database.described);
    const goal = target ?? migrations.at(-1)?.version ?? 0;
    for (const migration of migrations.filter(
      (each) => each.version <= goal && !done.some((row) => row.version === each.version),
    )) {
      await step(
        client,
        migration.up,
        'insert into public.flashlight_migration (version, name, sha256) values ($1, $2, $3)',
        [migration.version, migration.name, migration.sha256],
      );
      applied.push(`${migration.name} up`);
    }
    for (const row of done.filter((each) => each.version > goal).reverse()) {
      const migration = migrations.find((each) => each.version === row.version)!;
      await step(client, migration.down, 'delete from public.flashlight_migration where version = $1', [row.version]);
      applied.push(`${migration.name} down`);
    }
    if (goal > 0) await client.query(await readFile(new URL('grants.sql', folder), 'utf8'));
  } finally {
    await client.end();
  }
  return { applied };
}

async function step(client: pg.Client, sql: string, mark: string, values: unknown[]): Promise<void> {
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query(mark, values);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/**
 * Roles belong to the whole server: made once, by whoever comes first. On the embedded server, whose socket only its own
 * account may reach, connections log in as them; on another's, that is for its administrator to allow.
 */
async function createRoles(client: pg.Client, { login }: { login: boolean }): Promise<void> {
  for (const role of ['flashlight_import', 'flashlight_read', 'flashlight_publish']) {
    try {
      await client.query(
        `do $$ begin create role ${role} nologin; exception when duplicate_object or unique_violation then null; end $$`,
      );
      await client.query(`grant ${role} to current_user`);
      if (login) await client.query(`alter role ${role} login`);
    } catch (cause) {
      const { rows } = await client.query('select 1 from pg_roles where rolname = $1 and pg_has_role(oid, $2)', [
        role,
        'MEMBER',
      ]);
      if (rows.length > 0) continue;
      throw new Failure(
        'store.roles',
        `Expected to create or be a member of the database role ${role}; the server refused: ${(cause as Error).message}. Create the role, grant it to the login of DATABASE_URL, and start again.`,
        { detail: { role }, cause },
      );
    }
  }
}

function refuseUnknown(
  migrations: Migration[],
  done: { version: number; name: string; sha256: string }[],
  described: string,
): void {
  for (const row of done) {
    const known = migrations.find((each) => each.version === row.version);
    if (known?.sha256 === row.sha256) continue;
    throw new Failure(
      'store.schema-unknown',
      `Expected the schema of ${described} to be one this version knows; got migration ${row.name}, ${known ? 'changed since it was applied' : 'newer than this program'}. Run the Flashlight version that wrote it, or restore a copy.`,
      { detail: { version: row.version, name: row.name } },
    );
  }
}

/** The migrations of this version of the program, oldest first. */
export async function loadMigrations(): Promise<Migration[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.up.sql')).sort();
  return Promise.all(
    files.map(async (file) => {
      const name = file.slice(0, -'.up.sql'.length);
      const up = await readFile(new URL(file, folder), 'utf8');
      const down = await readFile(new URL(`${name}.down.sql`, folder), 'utf8');
      return {
        version: Number(name.slice(0, 4)),
        name,
        up,
        down,
        sha256: createHash('sha256').update(up).digest('hex'),
      };
    }),
  );
}
