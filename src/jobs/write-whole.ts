import { rename, rm, writeFile } from 'node:fs/promises';
import { Failure } from '../model/errors.ts';

/** Writes a file whole or not at all: under another name beside it first, which then takes its place. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const unfinished = `${path}.unfinished`;
  try {
    await writeFile(unfinished, text);
    await rename(unfinished, path);
  } catch (cause) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw new Failure(
      'file.unwritable',
      `Expected to write ${path}; it cannot be written (${(cause as NodeJS.ErrnoException).code ?? 'unknown'}). Check that the folder is there, may be written to and has room.`,
      { detail: { path }, cause },
    );
  }
}
