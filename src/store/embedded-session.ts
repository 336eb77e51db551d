import { Client } from 'pg';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../model/errors.ts';
import { clusterOwnerRole } from './embedded-cluster.ts';
import { embeddedPort } from './embedded-settings.ts';

/** How to connect to the embedded server: a configuration for `pg`. */
export type EmbeddedConnection = { host: string; port: number; user: string; database: string; ssl: false };

/** The database that the store lives in. */
export const storeDatabase = 'flashlight';

/** A session that shows the others that the server is in use, or that nobody else uses it. */
export type PresenceSession = { end: () => Promise<void> };

/**
 * Everyone who uses a server started by another process holds this lock in shared mode, for as long as they use it; who
 * wants to stop the server takes it alone first. So a server is never stopped under someone who has just been let in.
 */
const presenceLock = 0x666c6173;

/** The configuration with which `pg` reaches the server behind a socket directory. */
export function connectionTo(socketDir: string, role: string, database: string = storeDatabase): EmbeddedConnection {
  return { host: socketDir, port: embeddedPort, user: role, database, ssl: false };
}

/** Registers a user of the server; null when no server answers there, or when it is about to stop. */
export async function joinServer(socketDir: string): Promise<PresenceSession | null> {
  return openPresence(socketDir, 'pg_try_advisory_lock_shared', 0);
}

/** Waits until nobody else is registered, and keeps newcomers out from then on; null when `seconds` were not enough. */
export async function closeToOthers(
  socketDir: string,
  seconds: number,
  hurry: () => boolean,
): Promise<PresenceSession | null> {
  return openPresence(socketDir, 'pg_try_advisory_lock', seconds, hurry);
}

/** Says whether a server answers behind a socket directory. */
export async function serverAnswers(socketDir: string): Promise<boolean> {
  const client = await connect(socketDir);
  await client?.end();
  return client !== null;
}

/** Says whether the server replays its log after a crash, and lets nobody in until it has. */
export async function serverRecovers(socketDir: string): Promise<boolean> {
  const client = new Client(connectionTo(socketDir, clusterOwnerRole, 'postgres'));
  client.on('error', () => {});
  try {
    await client.connect();
    return false;
  } catch (error) {
    const { code, message } = error as { code?: string; message?: string };
    return code === '57P03' && /recovery|starting up|not yet accepting/.test(message ?? '');
  } finally {
    await endQuietly(client);
  }
}

/** Makes the store's database where it is missing. */
export async function ensureStoreDatabase(socketDir: string): Promise<void> {
  const client = await connect(socketDir);
  if (client === null)
    throw new Failure('store.start-failed', 'Expected the embedded PostgreSQL to accept connections.');
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [storeDatabase]);
    if (found.rowCount === 0) await client.query(`create database ${storeDatabase}`);
  } finally {
    await client.end();
  }
}

async function openPresence(
  socketDir: string,
  lockFunction: 'pg_try_advisory_lock' | 'pg_try_advisory_lock_shared',
  seconds: number,
  hurry: () => boolean = () => false,
): Promise<PresenceSession | null> {
  const client = await connect(socketDir);
  if (client === null) return null;
  const deadline = Date.now() + seconds * 1000;
  try {
    for (;;) {
      const { rows } = await client.query<{ got: boolean }>(`select ${lockFunction}($1) as got`, [presenceLock]);
      if (rows[0]?.got === true) {
        // It must not keep a program alive that forgets to close the server; its end must be waited for.
        const counted = client as Client & { ref: () => void; unref: () => void };
        counted.unref();
        return {
          end: async () => {
            counted.ref();
            await endQuietly(client);
          },
        };
      }
      if (Date.now() >= deadline || hurry()) break;
      await sleep(50);
    }
  } catch (error) {
    if (!isAbsence(error)) throw error;
  }
  await endQuietly(client);
  return null;
}

async function connect(socketDir: string): Promise<Client | null> {
  const client = new Client({
    ...connectionTo(socketDir, clusterOwnerRole, 'postgres'),
    application_name: 'flashlight presence',
    connectionTimeoutMillis: 10_000,
  });
  // A server that ends takes its sessions with it; the queries that follow tell.
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (error) {
    if (isAbsence(error)) return null;
    throw error;
  }
}

async function endQuietly(client: Client): Promise<void> {
  await client.end().catch(() => {});
}

// No socket, nobody listening, no answer, starting up or shutting down (57P03), ended by the server (57P01, 57P02).
function isAbsence(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  const absent = ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P02', '57P03'];
  return (code !== undefined && absent.includes(code)) || /Connection terminated|timeout expired/.test(message ?? '');
}
