import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { Failure } from '../model/errors.ts';
import type { EmbeddedBinaries } from './embedded-binaries.ts';

/** The account the server runs under. */
export type ServerAccount = { name: string; uid: number; gid: number };

/** How to start a program under the server's account. */
export type ServerLauncher = {
  /** Null when the server runs under the account of this process. */
  account: ServerAccount | null;
  /** The command line that becomes `program` under the account, keeping its process number. */
  prefix: string[];
  /** What node's `spawn` needs in order to change the account itself. */
  identity: { uid?: number; gid?: number };
  environment: Record<string, string>;
};

const systemAccountName = 'flashlight';

/**
 * Chooses the account for the server.
 *
 * PostgreSQL refuses to run as root. An ordinary user runs it as themself. Root runs it as the owner of the data where
 * that is not root, otherwise as the first of the accounts `flashlight` (made when there is none), `postgres` and
 * `nobody` that can reach the programs and the data directory.
 */
export function chooseServerAccount(options: {
  dataDir: string;
  clusterDir: string;
  binaries: EmbeddedBinaries;
}): ServerLauncher {
  const environment = serverEnvironment(options.binaries);
  if (process.geteuid?.() !== 0) return { account: null, prefix: [], identity: {}, environment };
  const tried: string[] = [];
  for (const findAccount of candidates(options)) {
    const account = findAccount();
    if (account === null) continue;
    for (const launcher of launchersFor(account, environment)) {
      const refusal = tryLauncher(launcher, options);
      if (refusal === null) return launcher;
      tried.push(`${[account.name, ...launcher.prefix].join(' ')}: ${refusal}`);
    }
  }
  throw new Failure(
    'store.unreachable-directory',
    `PostgreSQL does not run as root, so this command, run as root, must start it under another account; none of those tried could ` +
      `reach both ${options.binaries.postgres} and ${options.dataDir}. Give --data-dir a directory below one that ` +
      'every account may enter (such as /var/lib/flashlight), run the command as an ordinary user, or set DATABASE_URL.',
    { detail: { tried } },
  );
}

function* candidates(options: { dataDir: string; clusterDir: string }): Generator<() => ServerAccount | null> {
  const owner = ownerOf(options.clusterDir) ?? ownerOf(options.dataDir);
  if (owner !== null) {
    yield () => owner;
    // What another account has written, only that account (or root, who may not) can use.
    return;
  }
  yield () => findAccount(systemAccountName) ?? createSystemAccount();
  yield () => findAccount('postgres');
  yield () => findAccount('nobody');
}

/**
 * The account alone is enough where it may enter every directory on the way. Below a directory of root's (0700 on
 * /root), the server also gets the one capability that lets it pass, and the files of the database stay its own.
 */
function* launchersFor(account: ServerAccount, environment: Record<string, string>): Generator<ServerLauncher> {
  yield { account, prefix: [], identity: { uid: account.uid, gid: account.gid }, environment };
  for (const capability of ['dac_read_search', 'dac_override']) {
    const prefix = [
      'setpriv',
      `--reuid=${account.uid}`,
      `--regid=${account.gid}`,
      '--clear-groups',
      // Without it the kernel answers access(2), by which PostgreSQL looks for its programs, as if there were no capability.
      '--securebits=+no_setuid_fixup',
      `--inh-caps=-all,+${capability}`,
      `--ambient-caps=-all,+${capability}`,
    ];
    yield { account, prefix, identity: {}, environment };
  }
}

function tryLauncher(
  launcher: ServerLauncher,
  options: { dataDir: string; binaries: EmbeddedBinaries },
): string | null {
  const script = 'cd -- "$1" && "$2" --version && exec "$3" --version';
  const [file, ...args] = [
    ...launcher.prefix,
    '/bin/sh',
    '-c',
    script,
    'sh',
    options.dataDir,
    options.binaries.initdb,
    options.binaries.postgres,
  ];
  const tried = spawnSync(file!, args, {
    cwd: '/',
    env: launcher.environment,
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
    ...launcher.identity,
  });
  if (tried.status === 0) return null;
  return tried.error?.message ?? tried.stderr.trim();
}

function createSystemAccount(): ServerAccount | null {
  spawnSync(
    'useradd',
    [
      '--system',
      '--user-group',
      '--no-create-home',
      '--home-dir',
      '/nonexistent',
      '--shell',
      '/usr/sbin/nologin',
      systemAccountName,
    ],
    { stdio: 'ignore', env: { PATH: programPath() } },
  );
  // Asked even when it failed: another process may have made it at the same moment.
  return findAccount(systemAccountName);
}

function findAccount(name: string): ServerAccount | null {
  const [uid, gid] = ['-u', '-g'].map((which) => {
    const asked = spawnSync('id', [which, name], {
      encoding: 'utf8',
      env: { PATH: programPath() },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return asked.status === 0 ? Number(asked.stdout.trim()) : NaN;
  });
  return Number.isInteger(uid) && Number.isInteger(gid) && uid !== 0 ? { name, uid: uid!, gid: gid! } : null;
}

function ownerOf(path: string): ServerAccount | null {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || found.uid === 0) return null;
  return { name: `account ${found.uid}`, uid: found.uid, gid: found.gid };
}

// A fixed environment: PGDATA, PGOPTIONS and their like, set for another server, would change this one.
function serverEnvironment(binaries: EmbeddedBinaries): Record<string, string> {
  return { PATH: programPath(), LANG: 'C', LC_ALL: 'C', TZ: 'UTC', ...binaries.environment };
}

// Timers and services often run without the directories of the system's own programs.
function programPath(): string {
  return [process.env['PATH'], '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin']
    .filter(Boolean)
    .join(':');
}
