import pg from 'pg';
import { Failure } from '../model/errors.ts';
import { openEmbeddedServer } from './embedded-server.ts';

/** Least-privileged roles: each connection does one kind of work. */
export type DatabaseRole = 'migrate' | 'import' | 'read' | 'publish';

export interface Database {
  /** How a person would name it: a data directory, or the server's host and database. */
  readonly described: string;
  /** Whether this process started the embedded server (and stops it on close). */
  readonly owned: boolean;
  /** The data directory of the embedded server; null where the server is another's. */
  readonly dataDir: string | null;
  /** Whether `interrupt` was called. */
  readonly interrupted: boolean;
  /** The pool of one role; made on first use. */
  pool(role: DatabaseRole): pg.Pool;
  /** A connection of its own, outside the pools (COPY, LISTEN, advisory locks). */
  connect(role: DatabaseRole): Promise<pg.Client>;
  /**
   * Ends what is under way: the server undoes every transaction of this process that is open. Nothing new is begun
   * except what says so in the store; work that meets this fails with `store.interrupted`.
   */
  interrupt(): Promise<void>;
  close(): Promise<void>;
  /** Cuts short the waiting in a `close` under way. */
  hurry(): void;
  /** How another thread of this process connects to the same store; it lives as long as this does. */
  connections(): Connections;
}

/** What a thread is told to connect by. */
export interface Connections {
  readonly described: string;
  readonly command: string;
  readonly dataDir: string | null;
  readonly configs: Readonly<Record<DatabaseRole, pg.ClientConfig>>;
}

export type RoleUrls = Readonly<Partial<Record<DatabaseRole, string | undefined>>>;

export interface DatabaseOptions {
  /** `postgres://…`; when given, the data directory is not used. */
  readonly url?: string | undefined;
  /** Logins of their own on the server of `url`, by role; the others log in as `url` says, and change to their role. */
  readonly roleUrls?: RoleUrls | undefined;
  readonly dataDir?: string | undefined;
  /** What this process is, for the lock's message: `flashlight import`. */
  readonly command: string;
  /** Refuse when another process already serves this data directory (`flashlight start`). */
  readonly exclusive?: boolean;
  /** Stops the opening. */
  readonly signal?: AbortSignal | undefined;
}

export const defaultDataDir = 'data';

/** A connection that imports keeps what the server has planned and looked up: the first statements of a new one take longer than a small import. */
const idleMilliseconds: Readonly<Record<DatabaseRole, number>> = {
  migrate: 30_000,
  import: 600_000,
  read: 30_000,
  publish: 30_000,
};

/** The server that the environment names, if any: `DATABASE_URL`, and logins of their own for reading and importing. */
export function databaseOfEnvironment(environment: NodeJS.ProcessEnv): Pick<DatabaseOptions, 'url' | 'roleUrls'> {
  return {
    url: environment['DATABASE_URL'],
    roleUrls: { read: environment['DATABASE_URL_READ'], import: environment['DATABASE_URL_IMPORT'] },
  };
}

// Dates and instants stay text, as PostgreSQL writes them: a `date` must not pass through a time zone.
const asText = (value: string) => value;
const asNumber = (value: string) => Number(value);
const typeParsers: Record<number, (value: string) => unknown> = {
  1082: asText, // date
  1184: (value) => new Date(value).toISOString(), // timestamptz
  20: asNumber, // bigint: ids stay below 2^53 (record_id * 64)
};
const types = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    typeParsers[oid] ?? (pg.types.getTypeParser as (oid: number, format?: string) => unknown)(oid, format),
} as unknown as pg.CustomTypesConfig;

/** Opens the store: the server named by `url`, else the embedded one in `dataDir`. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const server = options.url ? externalServer(options.url, options.roleUrls ?? {}) : await embeddedServer(options);
  return databaseOn(server, {
    command: options.command,
    dataDir: options.url ? null : (options.dataDir ?? defaultDataDir),
  });
}

/** The store of another thread of this process. */
export function connectedDatabase({ configs, described, command, dataDir }: Connections): Database {
  const nothing = () => undefined;
  const server = { configOf: (role: DatabaseRole) => configs[role], described, owned: false, hurry: nothing };
  return databaseOn({ ...server, stop: async () => undefined }, { command, dataDir });
}

function databaseOn(
  { configOf, described, owned, stop, hurry }: Server,
  options: { readonly command: string; readonly dataDir: string | null },
): Database {
  const pools = new Map<DatabaseRole, pg.Pool>();
  const clients = new Set<pg.ClientBase>();
  const follow = (client: pg.ClientBase) => {
    clients.add(client);
    // A connection that breaks fails the query under way; between two queries nobody else would hear of it.
    client.on('error', () => clients.delete(client));
    client.on('end', () => clients.delete(client));
  };
  let interrupted = false;
  let closed: Promise<void> | undefined;
  const config = (role: DatabaseRole): pg.ClientConfig => ({
    ...configOf(role),
    types,
    application_name: options.command,
  });
  return {
    described,
    owned,
    dataDir: options.dataDir,
    get interrupted() {
      return interrupted;
    },
    pool(role) {
      let pool = pools.get(role);
      if (!pool) {
        pool = new pg.Pool({
          ...config(role),
          max: role === 'read' ? 12 : 4,
          idleTimeoutMillis: idleMilliseconds[role],
        });
        // An idle connection that breaks (server restart) is dropped by the pool; the next query opens another.
        pool.on('error', () => undefined);
        pool.on('connect', follow);
        pools.set(role, pool);
      }
      return pool;
    },
    async connect(role) {
      if (interrupted) throw interruptedFailure(options.command);
      const client = new pg.Client(config(role));
      follow(client);
      try {
        await client.connect();
      } catch (cause) {
        throw new Failure(
          'store.unreachable',
          `Expected a PostgreSQL server at ${described}; could not connect: ${(cause as Error).message}. Check DATABASE_URL, or that the server is running.`,
          { detail: { described }, cause },
        );
      }
      return client;
    },
    async interrupt() {
      interrupted = true;
      const pids = [...clients].flatMap((client) => (client as { processID?: number | null }).processID ?? []);
      if (pids.length === 0) return;
      const client = new pg.Client(config('migrate'));
      client.on('error', () => undefined);
      try {
        await client.connect();
        await client.query('select pg_terminate_backend(pid, 5000) from unnest($1::int[]) pid', [pids]);
      } catch {
        // A server that does not answer has nothing under way that it could keep.
      } finally {
        await client.end().catch(() => undefined);
      }
    },
    // A signal and the end of what it ended both close.
    close: () => (closed ??= Promise.all([...pools.values()].map((pool) => pool.end())).then(stop)),
    hurry,
    connections: () => ({
      described,
      command: options.command,
      dataDir: options.dataDir,
      configs: {
        migrate: configOf('migrate'),
        import: configOf('import'),
        read: configOf('read'),
        publish: configOf('publish'),
      },
    }),
  };
}

interface Server {
  configOf(role: DatabaseRole): pg.ClientConfig;
  described: string;
  owned: boolean;
  stop(): Promise<void>;
  hurry(): void;
}

export function interruptedFailure(command: string): Failure {
  return new Failure(
    'store.interrupted',
    `Expected to finish ${command}; a signal stopped it. What was not finished was undone: run the command again.`,
  );
}

async function embeddedServer(options: DatabaseOptions): Promise<Server> {
  const server = await openEmbeddedServer({
    dataDir: options.dataDir ?? defaultDataDir,
    command: options.command,
    exclusive: options.exclusive ?? false,
    ...(options.signal ? { signal: options.signal } : {}),
  });
  return {
    configOf: (role) => inRole(server.connection(role === 'migrate' ? undefined : `flashlight_${role}`), role),
    described: options.dataDir ?? defaultDataDir,
    owned: server.owned,
    stop: () => server.close(),
    hurry: () => server.hurry(),
  };
}

function externalServer(url: string, roleUrls: RoleUrls): Server {
  const parsed = parseUrl('DATABASE_URL', url);
  for (const [role, own] of Object.entries(roleUrls)) if (own) parseUrl(`DATABASE_URL_${role.toUpperCase()}`, own);
  return {
    configOf: (role) => inRole({ connectionString: roleUrls[role] || url }, role),
    described: `${parsed.host || 'local socket'}${parsed.pathname}`,
    owned: false,
    stop: async () => undefined,
    hurry: () => undefined,
  };
}

function parseUrl(name: string, url: string): URL {
  try {
    const parsed = new URL(url);
    if (/^postgres(ql)?:$/.test(parsed.protocol)) return parsed;
    throw new Error(`protocol ${parsed.protocol}`);
  } catch (cause) {
    throw new Failure(
      'store.bad-url',
      `Expected ${name} like postgres://user:password@host:5432/database; got something else. Correct it, or leave it out to use the embedded server.`,
      { cause },
    );
  }
}

/**
 * Every connection but `migrate` works in its role from before the first query. Where it has logged in as that role, as on
 * the embedded server, there are no other rights to go back to; where the login is another, `reset role` gives back its own.
 */
function inRole(base: pg.ClientConfig, role: DatabaseRole): pg.ClientConfig {
  const options = ['-c search_path=flashlight,public', '-c TimeZone=UTC', '-c statement_timeout=0'];
  if (role !== 'migrate') options.push(`-c role=flashlight_${role}`);
  return { ...base, options: options.join(' ') };
}

/** Runs `work` in one transaction: all of it is kept, or nothing. */
export async function inTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return runTransaction(pool, 'begin', work);
}

/** As `inTransaction`, and all questions see the store as it was at one moment. For work that changes no row. */
export async function atOneMoment<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return runTransaction(pool, 'begin isolation level repeatable read', work);
}

/** As `atOneMoment`, for several that read beside one another and see the store as the first does. */
export async function atOneMomentBeside<T>(
  pool: pg.Pool,
  works: readonly ((client: pg.PoolClient) => Promise<T>)[],
): Promise<T[]> {
  return atOneMoment(pool, async (first) => {
    const { rows } = await first.query<{ snapshot: string }>('select pg_export_snapshot() as snapshot');
    const beside = (work: (typeof works)[number]) =>
      atOneMoment(pool, async (client) => {
        await client.query(`set transaction snapshot '${rows[0]!.snapshot}'`);
        return work(client);
      });
    return Promise.all(works.map(beside));
  });
}

async function runTransaction<T>(
  pool: pg.Pool,
  begin: string,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((failed: Error) => (broken = failed));
    throw error;
  } finally {
    client.release(broken);
  }
}
