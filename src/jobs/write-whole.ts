import { constants } from 'node:fs';
import { access, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Failure } from '../model/errors.ts';

/** Writes a file whole or not at all: under another name beside it first, which then takes its place. */
export async function writeWhole(path: string, text: string | Uint8Array | Iterable<string>): Promise<void> {
  const unfinished = `${path}.unfinished`;
  try {
    await writeFile(unfinished, text);
    await rename(unfinished, path);
  } catch (cause) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw unwritable(path, cause);
  }
}

function unwritable(path: string, cause: unknown): Failure {
  return new Failure(
    'file.unwritable',
    `Expected to write ${path}; it cannot be written (${(cause as NodeJS.ErrnoException).code ?? 'unknown'}). Check that the folder is there, may be written to and has room.`,
    { detail: { path }, cause },
  );
}

/** Fails before long work begins where what comes of it could not be written. */
export async function expectFolderOf(path: string): Promise<void> {
  try {
    await access(dirname(path), constants.W_OK);
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

/** Fails before anything is done where a file that is to be written is one that is read, or is to be written twice. */
export async function refuseToOverwrite(
  read: readonly (string | null)[],
  written: readonly (string | undefined)[],
): Promise<void> {
  const taken = new Set(await Promise.all(read.filter((path) => path !== null).map(placeOf)));
  for (const path of written) {
    if (path === undefined) continue;
    const place = await placeOf(path);
    if (taken.has(place))
      throw new Failure(
        'file.unwritable',
        `Expected another file to write than those that are read or written already; ${path} is one of them, and what it holds would be lost. Give it another name.`,
        { detail: { path } },
      );
    taken.add(place);
  }
}

/** Where a file lies in truth, whatever it is called by; of one that is not there, where it would. */
async function placeOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (found !== null) return `${found.dev} ${found.ino}`;
  const folder = await realpath(dirname(path)).catch(() => dirname(path));
  return join(folder, basename(path));
}

/** Lines in pieces of some length, so that a file of any length is written in bounded memory. */
const pieceCharacters = 1 << 20;

/** The same line by line. */
export function writeLines(path: string, lines: Iterable<string>): Promise<void> {
  return writeWhole(path, pieces(lines));
}

function* pieces(lines: Iterable<string>): Generator<string> {
  let piece = '';
  for (const line of lines) {
    piece += `${line}\n`;
    if (piece.length < pieceCharacters) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** A cell as RFC 4180 writes it. */
export const csvCell = (text: string) => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
