import { chmodSync, existsSync, mkdirSync, readdirSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Failure } from '../model/errors.ts';
import { lockFileName } from './data-directory-lock.ts';

/** The parts of a data directory that belong to the embedded server. */
export type DataDirectory = {
  path: string;
  /** The database itself. */
  clusterDir: string;
  logDir: string;
  socketDir: string;
  /** Links to libraries, only where npm could not make them. */
  linkDir: string;
};

const markerName = 'flashlight-data.json';
const clusterName = 'postgres';

// Made by file systems and version control, not by people who keep something there.
const ignorable = new Set(['lost+found', '.gitkeep', '.gitignore']);

/**
 * Finds or makes a data directory, and refuses one that holds something else.
 *
 * Nothing in it is changed; `markDataDirectory` does that once the lock is held.
 */
export function openDataDirectory(given: string): DataDirectory {
  if (/[\n\r\0]/.test(given)) {
    throw new Failure('store.unreachable-directory', 'Expected a data directory without line breaks in its name.', {
      detail: { dataDir: given },
    });
  }
  makeDirectory(resolve(given));
  const path = realpathSync(given);
  if (!statSync(path).isDirectory()) {
    throw new Failure(
      'store.foreign-directory',
      `Expected a directory at ${path}, but it is a file. Give --data-dir a directory that is empty or does not exist yet.`,
      { detail: { dataDir: path } },
    );
  }
  refuseForeign(path);
  return {
    path,
    clusterDir: join(path, clusterName),
    logDir: join(path, 'log'),
    socketDir: join(path, 'socket'),
    linkDir: join(path, 'library-links'),
  };
}

/** Leaves the mark by which the directory is known as ours, whatever else is put into it later. */
export function markDataDirectory(path: string): void {
  const marker = join(path, markerName);
  if (existsSync(marker)) return;
  const text = {
    what: 'This is a data directory of Flashlight. The folder postgres holds the database: removing it removes the data.',
    layout: 1,
  };
  writeFileSync(marker, `${JSON.stringify(text, null, 2)}\n`, { mode: 0o644 });
}

// One by one: on a file system that takes no new directories (/proc), Node's recursive mkdir never returns.
function makeDirectory(path: string): void {
  const missing: string[] = [];
  for (let each = path; !existsSync(each); each = dirname(each)) missing.unshift(each);
  for (const each of missing) {
    try {
      mkdirSync(each);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
      throw error;
    }
    // Whatever the umask: directories on the way can be entered, the last one as little as the server's account needs.
    if (each !== path) chmodSync(each, 0o755);
    else chmodSync(each, process.geteuid?.() === 0 ? 0o711 : 0o700);
  }
}

function refuseForeign(path: string): void {
  const names = readdirSync(path).filter((name) => !ignorable.has(name));
  const ours = names.some((name) => name === markerName || name.startsWith(lockFileName));
  if (names.length === 0 || ours) return;
  const hint = names.includes('PG_VERSION')
    ? 'It is the directory of a PostgreSQL server: start that server and set DATABASE_URL.'
    : 'Nothing was changed. Give --data-dir a directory that is empty or does not exist yet.';
  throw new Failure(
    'store.foreign-directory',
    `Expected ${path} to be empty or a data directory of Flashlight, but it holds other files (${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}). ${hint}`,
    { detail: { dataDir: path, entries: names.length } },
  );
}
