import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { identifyThisProcess, locateProcess, type ProcessIdentity } from './embedded-process.ts';

/** The name of the lock file inside a data directory. */
export const lockFileName = 'flashlight.lock';

/** The process that holds a data directory, as written in its lock file. */
export type LockHolder = ProcessIdentity & {
  /** The process that started the holder: what the user sees, where a launcher stands in between. */
  parentPid: number;
  host: string;
  command: string;
  /** When the lock was taken, ISO 8601 in UTC. */
  since: string;
  nonce: string;
};

export type DataDirectoryLock = { holder: LockHolder; release: () => void };

export type LockAttempt = { kind: 'taken'; lock: DataDirectoryLock } | { kind: 'held'; holder: LockHolder };

/**
 * Takes the lock of a data directory, or says who holds it.
 *
 * A lock whose holder no longer runs is replaced. Of any number of processes that try at the same instant, one gets it.
 * `serverAnswers` is asked only about a holder that cannot be judged from here (in another container, on another
 * machine): the lock is left to it while its server answers.
 */
export async function takeDataDirectoryLock(options: {
  dataDir: string;
  command: string;
  serverAnswers: () => Promise<boolean>;
}): Promise<LockAttempt> {
  const holder: LockHolder = {
    ...identifyThisProcess(),
    parentPid: process.ppid,
    host: hostname(),
    command: options.command,
    since: new Date().toISOString(),
    nonce: randomBytes(8).toString('hex'),
  };
  const path = join(options.dataDir, lockFileName);
  for (;;) {
    const found = await takeFile(path, holder, options.serverAnswers);
    if (found === 'taken') return { kind: 'taken', lock: { holder, release: () => releaseFile(path, holder) } };
    if (found !== 'changed') return { kind: 'held', holder: found };
  }
}

/** The process that a data directory's lock file names, running or not; null when there is no readable lock file. */
export function readLockHolder(dataDir: string): LockHolder | null {
  return parseHolder(readContent(join(dataDir, lockFileName)));
}

/**
 * Replacing a dead holder's file must not remove the file of someone who replaced it a moment earlier. So whoever wants
 * to replace the file with content X first takes a second file named after X, in the same way; only who holds that may
 * replace X, and looks once more whether X is still there.
 */
async function takeFile(
  path: string,
  holder: LockHolder,
  serverAnswers: () => Promise<boolean>,
): Promise<'taken' | 'changed' | LockHolder> {
  if (createWhole(path, holder)) return 'taken';
  const content = readContent(path);
  if (content === null) return 'changed';
  const other = parseHolder(content);
  if (other === null) {
    // Unreadable: either being written at this moment (file systems without hard links) or lost in a power cut.
    await sleep(200);
    if (readContent(path) !== content) return 'changed';
  } else {
    const where = locateProcess(other);
    if (where === 'running' || (where === 'elsewhere' && (await serverAnswers()))) return other;
  }
  const claim = `${path}.after-${createHash('sha256').update(content).digest('hex').slice(0, 16)}`;
  const claimed = await takeFile(claim, holder, serverAnswers);
  if (claimed !== 'taken') {
    if (claimed !== 'changed') await sleep(20);
    return 'changed';
  }
  try {
    if (readContent(path) !== content) return 'changed';
    const whole = writeBeside(path, holder);
    renameSync(whole, path);
    return 'taken';
  } finally {
    rmSync(claim, { force: true });
  }
}

function createWhole(path: string, holder: LockHolder): boolean {
  const whole = writeBeside(path, holder);
  try {
    // link(2) fails when the name exists and otherwise shows the file whole: nobody ever reads half a lock.
    linkSync(whole, path);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'EEXIST') return false;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(code)) throw error;
    return createDirectly(path, holder);
  } finally {
    rmSync(whole, { force: true });
  }
}

function createDirectly(path: string, holder: LockHolder): boolean {
  try {
    writeNew(path, holder);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function writeBeside(path: string, holder: LockHolder): string {
  const whole = `${path}.${process.pid}-${randomBytes(6).toString('hex')}`;
  writeNew(whole, holder);
  return whole;
}

function writeNew(path: string, holder: LockHolder): void {
  const file = openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o644);
  try {
    writeSync(file, `${JSON.stringify(holder)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function releaseFile(path: string, holder: LockHolder): void {
  if (parseHolder(readContent(path))?.nonce === holder.nonce) rmSync(path, { force: true });
}

function readContent(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function parseHolder(content: string | null): LockHolder | null {
  if (content === null) return null;
  try {
    const value: unknown = JSON.parse(content);
    if (typeof value !== 'object' || value === null) return null;
    const holder = value as LockHolder;
    return typeof holder.pid === 'number' && typeof holder.nonce === 'string' ? holder : null;
  } catch {
    return null;
  }
}
