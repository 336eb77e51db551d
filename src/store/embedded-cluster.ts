import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../model/errors.ts';
import type { ServerLauncher } from './embedded-account.ts';
import { type EmbeddedBinaries, embeddedMajorVersion } from './embedded-binaries.ts';
import type { DataDirectory } from './embedded-directory.ts';

/** The role that owns the cluster; reachable through the private socket alone. */
export const clusterOwnerRole = 'postgres';

const unfinishedPrefix = 'postgres.unfinished-';

const hostBasedAuthentication = `# The server listens on one socket in a directory that only its own account (and root) may enter.
local all all trust
`;

/** Says that the database of a directory has been made; throws when what is there cannot be used. */
export function clusterExists(directory: DataDirectory): boolean {
  if (!existsSync(directory.clusterDir)) return false;
  const versionFile = join(directory.clusterDir, 'PG_VERSION');
  if (!existsSync(versionFile)) {
    throw new Failure(
      'store.damaged',
      `Expected a database in ${directory.clusterDir}, but its file PG_VERSION is missing. Restore the directory from a backup.`,
      { detail: { dataDir: directory.path } },
    );
  }
  const found = readFileSync(versionFile, 'utf8').trim();
  if (found === embeddedMajorVersion) return true;
  throw new Failure(
    'store.other-version',
    `Expected a database of PostgreSQL ${embeddedMajorVersion} in ${directory.clusterDir}, but it was made by version ${found}. ` +
      'Make a backup with the release that made it, and restore that into a new data directory.',
    { detail: { dataDir: directory.path, expected: embeddedMajorVersion, got: found } },
  );
}

/**
 * Makes the database. It is made beside its final place and moved there when it is whole and on the disk, so that a kill
 * or a power cut on the way leaves nothing half-made.
 *
 * Text is compared by code point and case follows Unicode, both by PostgreSQL's own tables: the order of an index does
 * not change when the operating system's locale data does.
 */
export async function createCluster(options: {
  directory: DataDirectory;
  launcher: ServerLauncher;
  binaries: EmbeddedBinaries;
  signal: AbortSignal | undefined;
}): Promise<void> {
  const { directory, launcher, binaries } = options;
  const unfinished = mkdtempSync(join(directory.path, unfinishedPrefix));
  try {
    giveTo(launcher, unfinished);
    const [file, ...args] = [
      ...launcher.prefix,
      binaries.initdb,
      `--pgdata=${unfinished}`,
      `--username=${clusterOwnerRole}`,
      '--auth=trust',
      '--data-checksums',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-instructions',
    ];
    const initdb = spawn(file!, args, {
      cwd: '/',
      env: launcher.environment,
      stdio: ['ignore', 'ignore', 'pipe'],
      detached: true,
      ...launcher.identity,
    });
    const { code, output } = await finish(initdb, options.signal);
    if (options.signal?.aborted) throw new Failure('store.interrupted', 'Stopped while the database was being made.');
    if (code !== 0) throw explainServerLog(directory, output, 'initdb did not make the database');
    writeFileSync(join(unfinished, 'pg_hba.conf'), hostBasedAuthentication);
    flush(join(unfinished, 'pg_hba.conf'));
    flush(unfinished);
    renameSync(unfinished, directory.clusterDir);
    flush(dirname(directory.clusterDir));
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/**
 * Removes what a killed process has left of a database it was making. Its initdb may still run for a moment and write
 * there; it then fails, and the rest goes with the next start.
 */
export function removeUnfinishedClusters(directory: DataDirectory): void {
  for (const name of readdirSync(directory.path)) {
    if (!name.startsWith(unfinishedPrefix)) continue;
    try {
      rmSync(join(directory.path, name), { recursive: true, force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
    }
  }
}

/** Makes a directory of the server's account that no other account may enter. */
export function makePrivateDirectory(launcher: ServerLauncher, path: string): void {
  mkdirSync(path, { recursive: true });
  giveTo(launcher, path);
  chmodSync(path, 0o700);
}

/** Turns what the server or initdb printed before it gave up into the failure it means. */
export function explainServerLog(directory: DataDirectory, log: string, got: string): Failure {
  const detail = { dataDir: directory.path, logDir: directory.logDir, log: lastLines(log) };
  if (/No space left on device|Disk quota exceeded/.test(log)) {
    return new Failure(
      'store.disk-full',
      `Expected space on the disk that holds ${directory.path}, but it is full. Nothing is lost: free some space and run the command again.`,
      { detail },
    );
  }
  if (/database files are incompatible with server/.test(log)) {
    return new Failure(
      'store.other-version',
      `Expected a database that this PostgreSQL can read in ${directory.clusterDir}, but ${lastLines(log)}`,
      { detail },
    );
  }
  if (/PANIC:|checkpoint record|pg_control|is not a valid data directory|invalid data in file/.test(log)) {
    return new Failure(
      'store.damaged',
      `Expected a whole database in ${directory.clusterDir}, but the server found it damaged: ${lastLines(log)} ` +
        'Keep a copy of the directory, then restore a backup into a new one.',
      { detail },
    );
  }
  if (/could not look up effective user ID/.test(log)) {
    return new Failure(
      'store.start-failed',
      `Expected an account with a name to run PostgreSQL under, but account ${process.geteuid?.()} has none. ` +
        'Add one to /etc/passwd, run the command as another account, or set DATABASE_URL.',
      { detail },
    );
  }
  return new Failure(
    'store.start-failed',
    `Expected the embedded PostgreSQL to start on ${directory.path}, but ${got}: ${lastLines(log)} ` +
      `Its log files are in ${directory.logDir}.`,
    { detail },
  );
}

function giveTo(launcher: ServerLauncher, path: string): void {
  if (launcher.account !== null) chownSync(path, launcher.account.uid, launcher.account.gid);
}

async function finish(child: ChildProcess, signal: AbortSignal | undefined): Promise<{ code: number; output: string }> {
  const stop = () => child.kill('SIGTERM');
  signal?.addEventListener('abort', stop);
  try {
    return await new Promise((settle) => {
      let output = '';
      child.stderr?.setEncoding('utf8').on('data', (text: string) => (output += text));
      child.on('error', (error) => settle({ code: 1, output: error.message }));
      child.on('close', (code) => settle({ code: code ?? 1, output }));
      if (signal?.aborted) stop();
    });
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

function flush(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function lastLines(log: string): string {
  return log.trim().split('\n').slice(-6).join(' | ') || 'it printed nothing.';
}
