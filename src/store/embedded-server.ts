import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../model/errors.ts';
import { type DataDirectoryLock, type LockHolder, takeDataDirectoryLock } from './data-directory-lock.ts';
import { clusterOwnerRole, explainServerLog } from './embedded-cluster.ts';
import { type DataDirectory, markDataDirectory, openDataDirectory } from './embedded-directory.ts';
import { findRunningServer, isServerOf, type Postmaster, readPostmaster } from './embedded-postmaster.ts';
import {
  closeToOthers,
  connectionTo,
  type EmbeddedConnection,
  ensureStoreDatabase,
  joinServer,
  type PresenceSession,
  serverAnswers,
} from './embedded-session.ts';
import { embeddedPort } from './embedded-settings.ts';
import { sendSignal, startSecondsMax, startServer, stopServer, throwIfAborted } from './embedded-start.ts';

export type EmbeddedServerOptions = {
  dataDir: string;
  /** What the user typed, such as `flashlight start`: named to others who find the directory taken. */
  command: string;
  /** Take the directory for this process alone; refused while another process holds it. Others may still connect. */
  exclusive?: boolean;
  /** Stops the opening: what was started is ended and the lock released. */
  signal?: AbortSignal;
  /**
   * False for a server whose data nobody keeps, such as that of tests: it never waits for the disk, and a power cut may
   * ruin it. A process killed, even the server itself, loses nothing all the same. A server that already runs stays as it is.
   */
  durable?: boolean;
  /** Told in a few words what takes longer than a moment. */
  onProgress?: (text: string) => void;
};

export type EmbeddedServer = {
  dataDir: string;
  socketDir: string;
  port: number;
  /** Whether this process holds the directory, or uses the server of another process. */
  owned: boolean;
  pid: number;
  /** The configuration with which `pg` connects as `role`; without one, as the role that owns everything. */
  connection: (role?: string) => EmbeddedConnection;
  /**
   * Ends the use of the server; close your own connections first. The last user stops it, so a server that others still
   * use goes on and is stopped by them; an exclusive owner waits for them for ten seconds, then stops it all the same.
   */
  close: () => Promise<void>;
  /** Cuts short the waiting in a `close` under way. */
  hurry: () => void;
};

/** How long an exclusive owner waits for others who use its server. */
const graceSeconds = 10;
/** How long a process that holds the directory may be without a running server before we stop waiting for it. */
const absenceSecondsMax = 60;

type Ownership = { directory: DataDirectory; lock: DataDirectoryLock; options: EmbeddedServerOptions };

/**
 * Opens the embedded PostgreSQL of a data directory: makes the database where there is none, starts the server where
 * none runs, and otherwise uses the one that runs.
 */
export async function openEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  try {
    const directory = openDataDirectory(options.dataDir);
    let seenAt = Date.now();
    for (;;) {
      throwIfAborted(options.signal);
      const attempt = await takeLock(directory, options.command);
      if (attempt.kind === 'taken') return await own({ directory, lock: attempt.lock, options });
      if (options.exclusive === true) throw locked(directory, attempt.holder);
      const server = await borrow(directory, options);
      if (server !== null) return server;
      if (findRunningServer(directory.clusterDir) !== null) seenAt = Date.now();
      if (Date.now() - seenAt > absenceSecondsMax * 1000) throw locked(directory, attempt.holder);
      await sleep(50);
    }
  } catch (error) {
    throw explainSystemError(error, options.dataDir);
  }
}

function takeLock(directory: DataDirectory, command: string): ReturnType<typeof takeDataDirectoryLock> {
  return takeDataDirectoryLock({
    dataDir: directory.path,
    command,
    serverAnswers: async () => {
      const postmaster = readPostmaster(directory.clusterDir);
      return postmaster !== null && serverAnswers(postmaster.socketDir);
    },
  });
}

async function borrow(directory: DataDirectory, options: EmbeddedServerOptions): Promise<EmbeddedServer | null> {
  const postmaster = readPostmaster(directory.clusterDir);
  if (postmaster?.status !== 'ready') return null;
  const session = await joinServer(postmaster.socketDir);
  if (session === null) return null;
  // Who stops the server keeps others out until the server itself has written that it is stopping: looked up after we
  // were let in, it tells whether we were in time.
  const now = readPostmaster(directory.clusterDir);
  if (now?.pid === postmaster.pid && now.status === 'ready') {
    return describeServer({ directory, options, postmaster, lock: null, session });
  }
  await session.end();
  return null;
}

async function own(ownership: Ownership): Promise<EmbeddedServer> {
  const { directory, lock, options } = ownership;
  try {
    markDataDirectory(directory.path);
    const postmaster = (await adoptServer(ownership)) ?? (await startServer(directory, options));
    try {
      await ensureStoreDatabase(postmaster.socketDir);
    } catch (error) {
      await stopServer(directory, postmaster);
      throw error;
    }
    return describeServer({ directory, options, postmaster, lock, session: null });
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Takes over a server whose owner has died or has left it to us. */
async function adoptServer({ directory, options }: Ownership): Promise<Postmaster | null> {
  const deadline = Date.now() + startSecondsMax * 1000;
  for (;;) {
    const running = findRunningServer(directory.clusterDir);
    if (running === null || running.status === 'ready') return running;
    throwIfAborted(options.signal);
    if (Date.now() > deadline) {
      throw explainServerLog(directory, '', `process ${running.pid} is neither ready nor ended (${running.status})`);
    }
    await sleep(20);
  }
}

function describeServer(state: {
  directory: DataDirectory;
  options: EmbeddedServerOptions;
  postmaster: Postmaster;
  lock: DataDirectoryLock | null;
  session: PresenceSession | null;
}): EmbeddedServer {
  const { directory, options, postmaster } = state;
  let { lock, session } = state;
  let hurried = false;
  const hurries = () => hurried;
  let closing: Promise<void> | null = null;
  // A program that ends without closing (an uncaught error, process.exit) takes its server along; nothing can be awaited
  // here, so others who use it are let finish.
  const onExit = () => {
    if (lock !== null) sendSignal(postmaster.pid, 'SIGTERM');
  };
  process.on('exit', onExit);

  const leave = async (): Promise<void> => {
    await session?.end();
    session = null;
    for (;;) {
      if (lock === null) {
        const attempt = await takeLock(directory, options.command);
        if (attempt.kind === 'held') return;
        lock = attempt.lock;
      }
      // A server whose own file someone has removed is still ours to stop.
      const known = isServerOf(directory.clusterDir, postmaster.pid) ? postmaster : null;
      const running = findRunningServer(directory.clusterDir) ?? known;
      const alone = running && (await closeToOthers(running.socketDir, options.exclusive ? graceSeconds : 0, hurries));
      if (running && (alone || options.exclusive || !(await serverAnswers(running.socketDir)))) {
        await stopServer(directory, running, alone ?? undefined);
      }
      lock.release();
      lock = null;
      if (!running || alone || options.exclusive) return;
      // Someone else uses it and stops it when done; unless they left between our look and the release of the lock.
      const empty = await closeToOthers(running.socketDir, 0, hurries);
      if (empty === null) return;
      await empty.end();
    }
  };

  return {
    dataDir: directory.path,
    socketDir: postmaster.socketDir,
    port: embeddedPort,
    owned: state.lock !== null,
    pid: postmaster.pid,
    connection: (role = clusterOwnerRole) => connectionTo(postmaster.socketDir, role),
    close: () => (closing ??= leave().finally(() => process.off('exit', onExit))),
    hurry: () => {
      hurried = true;
    },
  };
}

function locked(directory: DataDirectory, holder: LockHolder): Failure {
  return new Failure(
    'store.locked',
    `Expected to be the only one on ${directory.path}, but process ${holder.pid} (${holder.command}, since ${holder.since}, ` +
      `started by process ${holder.parentPid}) holds it. Stop that process first, or give --data-dir another directory.`,
    {
      detail: {
        dataDir: directory.path,
        pid: holder.pid,
        parentPid: holder.parentPid,
        command: holder.command,
        since: holder.since,
        host: holder.host,
      },
    },
  );
}

function explainSystemError(error: unknown, dataDir: string): unknown {
  if (error instanceof Failure) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new Failure(
      'store.disk-full',
      `Expected space on the disk that holds ${dataDir}, but it is full. Nothing is lost: free some space and run the command again.`,
      { detail: { dataDir }, cause: error },
    );
  }
  if (['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'].includes(code ?? '')) {
    return new Failure(
      'store.unreachable-directory',
      `Expected to read and write ${dataDir} as account ${process.geteuid?.()}, but got: ${message}. ` +
        'Run the command as the account that owns the directory or as root, or give --data-dir another directory.',
      { detail: { dataDir }, cause: error },
    );
  }
  return error;
}
