import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../model/errors.ts';
import { type DataDirectoryLock, type LockHolder, takeDataDirectoryLock } from './data-directory-lock.ts';
import { chooseServerAccount, type ServerLauncher } from './embedded-account.ts';
import { locateEmbeddedBinaries } from './embedded-binaries.ts';
import { clusterExists, createCluster, explainServerLog, makePrivateDirectory } from './embedded-cluster.ts';
import { type DataDirectory, markDataDirectory, openDataDirectory } from './embedded-directory.ts';
import {
  findRunningServer,
  isServerOf,
  type Postmaster,
  postmasterFileName,
  readPostmaster,
  waitForEnd,
} from './embedded-postmaster.ts';
import {
  closeToOthers,
  connectionTo,
  type EmbeddedConnection,
  ensureStoreDatabase,
  joinServer,
  type PresenceSession,
  serverAnswers,
} from './embedded-session.ts';
import { embeddedPort, embeddedSettings } from './embedded-settings.ts';

export type EmbeddedServerOptions = {
  dataDir: string;
  /** What the user typed, such as `flashlight start`: named to others who find the directory taken. */
  command: string;
  /** Take the directory for this process alone; refused while another process holds it. Others may still connect. */
  exclusive?: boolean;
  /** Stops the opening: what was started is ended and the lock released. */
  signal?: AbortSignal;
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
  /** The configuration with which `pg` connects as `role`. */
  connection: (role: string) => EmbeddedConnection;
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
/** A stop writes everything to the disk first, which takes long on a slow one. */
const stopSeconds = 180;
/** A start after a crash replays up to 4 GB of write-ahead log. */
const startSeconds = 600;
/** The longest socket path the kernel takes is 107 bytes (unix(7)). */
const socketPathBytes = 103;
const temporarySocketPrefix = 'flashlight-socket-';
const flockConflict = 75;

type Ownership = { directory: DataDirectory; lock: DataDirectoryLock; options: EmbeddedServerOptions };

/**
 * Opens the embedded PostgreSQL of a data directory: makes the database where there is none, starts the server where
 * none runs, and otherwise uses the one that runs.
 */
export async function openEmbeddedServer(options: EmbeddedServerOptions): Promise<EmbeddedServer> {
  try {
    const directory = openDataDirectory(options.dataDir);
    const deadline = Date.now() + startSeconds * 1000;
    for (;;) {
      throwIfAborted(options.signal);
      const attempt = await takeLock(directory, options.command);
      if (attempt.kind === 'taken') return await own({ directory, lock: attempt.lock, options });
      if (options.exclusive === true || Date.now() > deadline) throw locked(directory, attempt.holder);
      const server = await borrow(directory, options);
      if (server !== null) return server;
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
  return session === null ? null : describeServer({ directory, options, postmaster, lock: null, session });
}

async function own(ownership: Ownership): Promise<EmbeddedServer> {
  const { directory, lock, options } = ownership;
  try {
    markDataDirectory(directory.path);
    const postmaster = (await adoptServer(ownership)) ?? (await startServer(ownership));
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
  const deadline = Date.now() + startSeconds * 1000;
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

async function startServer({ directory, options }: Ownership): Promise<Postmaster> {
  const binaries = locateEmbeddedBinaries(directory.linkDir);
  const launcher = chooseServerAccount({ dataDir: directory.path, clusterDir: directory.clusterDir, binaries });
  if (!clusterExists(directory)) {
    options.onProgress?.('making the database');
    await createCluster({ directory, launcher, binaries, signal: options.signal });
  }
  throwIfAborted(options.signal);
  removeStaleFiles(directory);
  makePrivateDirectory(launcher, directory.logDir);
  const socketDir = chooseSocketDir(directory);
  makePrivateDirectory(launcher, socketDir);
  const holdDirectory = await holdDirectoryPrefix(directory, launcher);
  const startLog = join(directory.logDir, 'start.log');
  const log = openSync(startLog, 'w', 0o600);
  const startedAt = Date.now();
  const [file, ...args] = [
    ...launcher.prefix,
    ...holdDirectory,
    binaries.postgres,
    '-D',
    directory.clusterDir,
    ...embeddedSettings({ socketDir, logDir: directory.logDir }),
  ];
  // A session of its own: the terminal's Ctrl-C reaches this process alone, which then stops the server in good order.
  const child = spawn(file!, args, {
    cwd: '/',
    env: launcher.environment,
    stdio: ['ignore', log, log],
    detached: true,
    ...launcher.identity,
  });
  closeSync(log);
  child.unref();
  try {
    return await waitUntilReady(directory, child, options, startedAt);
  } catch (error) {
    if (dirname(socketDir) !== directory.path) rmSync(socketDir, { recursive: true, force: true });
    throw error;
  }
}

async function waitUntilReady(
  directory: DataDirectory,
  child: ChildProcess,
  options: EmbeddedServerOptions,
  startedAt: number,
): Promise<Postmaster> {
  let end: string | null = null;
  child.on('error', (error) => (end = error.message));
  child.on('exit', (code, signal) => (end = `it ended with ${signal ?? `exit code ${code}`}`));
  let told = false;
  for (;;) {
    if (end !== null) throw explainServerLog(directory, readLogSince(directory, startedAt), end);
    const postmaster = readPostmaster(directory.clusterDir);
    if (postmaster?.pid === child.pid && postmaster?.status === 'ready') return postmaster;
    const seconds = (Date.now() - startedAt) / 1000;
    if (options.signal?.aborted || seconds > startSeconds) {
      child.kill('SIGINT');
      if (!(await waitForEnd(directory.clusterDir, child.pid!, 30))) child.kill('SIGQUIT');
      throwIfAborted(options.signal);
      throw explainServerLog(directory, readLogSince(directory, startedAt), `it was not ready after ${startSeconds} s`);
    }
    if (seconds > 5 && !told) options.onProgress?.('recovering the database after an unclean end');
    told ||= seconds > 5;
    await sleep(20);
  }
}

/**
 * The command that holds a kernel lock on the database's directory for as long as the server or any process it has
 * started lives. Two servers can then not run on it, even where neither can see the other's process number (two
 * containers), and a new one does not start while a process of a killed one still writes.
 */
async function holdDirectoryPrefix(directory: DataDirectory, launcher: ServerLauncher): Promise<string[]> {
  const hold = [
    'flock',
    '--no-fork',
    '--nonblock',
    '--conflict-exit-code',
    String(flockConflict),
    directory.clusterDir,
  ];
  const deadline = Date.now() + 15_000;
  for (;;) {
    const [file, ...args] = [...launcher.prefix, ...hold, 'true'];
    const tried = spawnSync(file!, args, {
      cwd: '/',
      env: launcher.environment,
      stdio: 'ignore',
      ...launcher.identity,
    });
    if (tried.status === 0) return hold;
    // No such program, or a file system without such locks: our own lock file must do.
    if (tried.status !== flockConflict) return [];
    if (Date.now() > deadline) {
      throw new Failure(
        'store.locked',
        `Expected no server on ${directory.path}, but one that cannot be seen from here (in another container, or left over ` +
          'from one that was killed) still holds it. Stop that one first.',
        { detail: { dataDir: directory.path } },
      );
    }
    await sleep(100);
  }
}

/** Removes what a killed server left behind and what would make a new one refuse to start. */
function removeStaleFiles(directory: DataDirectory): void {
  const stale = readPostmaster(directory.clusterDir);
  if (stale !== null) {
    removeTemporarySocket(stale.socketDir);
    // The server clears the file of a process that is gone. When the number has been given to another process since, it
    // would take that one for a running server.
    if (!isServerOf(directory.clusterDir, stale.pid)) {
      rmSync(join(directory.clusterDir, postmasterFileName), { force: true });
    }
  }
  rmSync(directory.socketDir, { recursive: true, force: true });
  const monthAgo = Date.now() - 30 * 24 * 3600 * 1000;
  for (const path of listServerLogs(directory)) if (statSync(path).mtimeMs < monthAgo) rmSync(path, { force: true });
}

function chooseSocketDir(directory: DataDirectory): string {
  const path = join(directory.socketDir, `.s.PGSQL.${embeddedPort}`);
  if (Buffer.byteLength(path) <= socketPathBytes) return directory.socketDir;
  return mkdtempSync(join(tmpdir(), temporarySocketPrefix));
}

function removeTemporarySocket(socketDir: string): void {
  if (basename(socketDir).startsWith(temporarySocketPrefix)) rmSync(socketDir, { recursive: true, force: true });
}

function listServerLogs(directory: DataDirectory): string[] {
  try {
    return readdirSync(directory.logDir)
      .filter((name) => name.startsWith('postgres-') && name.endsWith('.log'))
      .map((name) => join(directory.logDir, name));
  } catch {
    return [];
  }
}

function readLogSince(directory: DataDirectory, startedAt: number): string {
  const logs = listServerLogs(directory).filter((path) => statSync(path).mtimeMs >= startedAt - 1000);
  return [...logs.toSorted().slice(-1), join(directory.logDir, 'start.log')]
    .map((path) => readFileSync(path, 'utf8').split('\n').slice(-12).join('\n'))
    .join('\n');
}

async function stopServer(directory: DataDirectory, postmaster: Postmaster): Promise<void> {
  const { pid } = postmaster;
  if (isServerOf(directory.clusterDir, pid)) {
    // Fast shutdown: open transactions are rolled back, everything committed is written out.
    sendSignal(pid, 'SIGINT');
    if (!(await waitForEnd(directory.clusterDir, pid, stopSeconds))) {
      sendSignal(pid, 'SIGQUIT');
      await waitForEnd(directory.clusterDir, pid, 10);
    }
  }
  removeTemporarySocket(postmaster.socketDir);
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
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
      const alone = await closeToOthers(
        postmaster.socketDir,
        options.exclusive === true ? graceSeconds : 0,
        () => hurried,
      );
      if (alone !== null || options.exclusive === true || !(await serverAnswers(postmaster.socketDir))) {
        await stopServer(directory, postmaster);
        await alone?.end();
        lock.release();
        lock = null;
        return;
      }
      lock.release();
      lock = null;
      // Someone else uses it and stops it when done; unless they left between our look and the release of the lock.
      const empty = await closeToOthers(postmaster.socketDir, 0, () => false);
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
    connection: (role) => connectionTo(postmaster.socketDir, role),
    close: () => (closing ??= leave().finally(() => process.off('exit', onExit))),
    hurry: () => {
      hurried = true;
    },
  };
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Failure('store.interrupted', 'Stopped by a signal before the database was open.');
}

function locked(directory: DataDirectory, holder: LockHolder): Failure {
  return new Failure(
    'store.locked',
    `Expected to be the only one on ${directory.path}, but process ${holder.pid} (${holder.command}, since ${holder.since}) ` +
      'holds it. Stop that process first, or give --data-dir another directory.',
    {
      detail: {
        dataDir: directory.path,
        pid: holder.pid,
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
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'].includes(code ?? '')) {
    return new Failure(
      'store.unreachable-directory',
      `Expected to read and write ${dataDir} as account ${process.geteuid?.()}, but got: ${message}. ` +
        'Run the command as the account that owns the directory or as root, or give --data-dir another directory.',
      { detail: { dataDir }, cause: error },
    );
  }
  return error;
}
