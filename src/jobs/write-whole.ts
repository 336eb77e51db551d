import { constants } from 'node:fs';
import { access, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
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

/** Fails where a file that is read would be written over: what was measured, or told, is never the price of what is made of it. */
export async function expectOtherFile(out: string, read: readonly (string | null)[]): Promise<void> {
  // A link leads to the same file by another name: of each, where it lies in truth.
  const place = async (path: string) => {
    const found = await stat(path).catch(() => null);
    return found === null ? null : `${found.dev} ${found.ino}`;
  };
  const written = await place(out);
  if (written === null) return;
  for (const path of read)
    if (path !== null && (await place(path)) === written)
      throw new Failure(
        'file.unwritable',
        `Expected another file to write than ${path}, which is read: ${out} is the same. Give it another name.`,
        { detail: { path: out } },
      );
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
