import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '../model/errors.ts';
import { chooseServerAccount, type ServerLauncher } from './embedded-account.ts';
import { locateEmbeddedBinaries } from './embedded-binaries.ts';
import {
  clusterExists,
  createCluster,
  explainServerLog,
  makePrivateDirectory,
  removeUnfinishedClusters,
} from './embedded-cluster.ts';
import type { DataDirectory } from './embedded-directory.ts';
import { isServerOf, type Postmaster, postmasterFileName, readPostmaster, waitForEnd } from './embedded-postmaster.ts';
import { serverRecovers } from './embedded-session.ts';
import { embeddedPort, embeddedSettings } from './embedded-settings.ts';

/** A start after a crash replays up to 4 GB of write-ahead log. */
export const startSecondsMax = 600;
/** A stop writes everything to the disk first, which takes long on a slow one. */
const stopSecondsMax = 180;
/** How long a stop waits for a recovery after a crash before it cuts it short; the next start takes it up again. */
const recoverySecondsMax = 30;
/** The longest socket path the kernel takes is 107 bytes (unix(7)). */
const socketPathBytesMax = 103;
const temporarySocketPrefix = 'flashlight-socket-';
const flockConflict = 75;

/** What a start may be told. */
export type StartOptions = { signal?: AbortSignal; onProgress?: (text: string) => void; durable?: boolean };

/**
 * Makes the database where there is none and starts the server on it. The caller holds the lock of the directory and has
 * seen that no server runs on it.
 */
export async function startServer(directory: DataDirectory, options: StartOptions): Promise<Postmaster> {
  const binaries = locateEmbeddedBinaries(directory.linkDir);
  const launcher = chooseServerAccount({ dataDir: directory.path, clusterDir: directory.clusterDir, binaries });
  removeUnfinishedClusters(directory);
  if (!clusterExists(directory)) {
    options.onProgress?.('making the database');
    await createCluster({ directory, launcher, binaries, signal: options.signal });
    removeUnfinishedClusters(directory);
  }
  throwIfAborted(options.signal);
  // Before anything is removed: what looks stale from here may belong to a server that cannot be seen from here.
  const holdDirectory = await holdDirectoryPrefix(directory, launcher);
  removeStaleFiles(directory);
  makePrivateDirectory(launcher, directory.logDir);
  const socketDir = chooseSocketDir(directory);
  makePrivateDirectory(launcher, socketDir);
  const startLog = join(directory.logDir, 'start.log');
  const log = openSync(startLog, 'w', 0o600);
  const startedAt = Date.now();
  const [file, ...args] = [
    ...launcher.prefix,
    ...holdDirectory,
    binaries.postgres,
    '-D',
    directory.clusterDir,
    ...embeddedSettings({ socketDir, logDir: directory.logDir, durable: options.durable ?? true }),
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
    removeTemporarySocket(socketDir);
    throw error;
  }
}

async function waitUntilReady(
  directory: DataDirectory,
  child: ChildProcess,
  options: StartOptions,
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
    if (options.signal?.aborted || seconds > startSecondsMax) {
      child.kill('SIGINT');
      if (!(await waitForEnd(directory.clusterDir, child.pid!, 30))) child.kill('SIGQUIT');
      throwIfAborted(options.signal);
      throw explainServerLog(
        directory,
        readLogSince(directory, startedAt),
        `it was not ready after ${startSecondsMax} s`,
      );
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
  if (Buffer.byteLength(path) <= socketPathBytesMax) return directory.socketDir;
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

/** Stops the server and waits for its end; everything committed is on the disk then. */
export async function stopServer(
  directory: DataDirectory,
  postmaster: Postmaster,
  closedToOthers?: { end: () => Promise<void> },
): Promise<void> {
  const { pid } = postmaster;
  if (isServerOf(directory.clusterDir, pid)) {
    // PostgreSQL 18 told to shut down while it recovers from the crash of one of its processes never ends: its
    // checkpointer, started for the recovery, is waited for and told nothing.
    const deadline = Date.now() + recoverySecondsMax * 1000;
    while (isServerOf(directory.clusterDir, pid) && (await serverRecovers(postmaster.socketDir))) {
      if (Date.now() > deadline) {
        sendSignal(pid, 'SIGQUIT');
        await waitForEnd(directory.clusterDir, pid, 10);
        break;
      }
      await sleep(50);
    }
    // Smart shutdown first: nobody new is let in, and the server ends by itself once the last session has ended.
    sendSignal(pid, 'SIGTERM');
    await waitUntilStopping(directory, pid);
    await closedToOthers?.end();
    if (!(await waitForEnd(directory.clusterDir, pid, 0.3))) {
      // Fast shutdown: sessions that were not closed are, and their open transactions rolled back.
      sendSignal(pid, 'SIGINT');
      if (!(await waitForEnd(directory.clusterDir, pid, stopSecondsMax))) {
        sendSignal(pid, 'SIGQUIT');
        await waitForEnd(directory.clusterDir, pid, 10);
      }
    }
  }
  removeTemporarySocket(postmaster.socketDir);
}

/** The signal has arrived once the server has written so. */
async function waitUntilStopping(directory: DataDirectory, pid: number): Promise<void> {
  const deadline = Date.now() + 5000;
  while (Date.now() < deadline) {
    const postmaster = readPostmaster(directory.clusterDir);
    if (postmaster?.pid !== pid || postmaster.status === 'stopping') return;
    await sleep(5);
  }
}

/** Sends a signal; a process that is gone already is no error. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Ends an opening that a signal has interrupted. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Failure('store.interrupted', 'Stopped by a signal before the database was open.');
}
