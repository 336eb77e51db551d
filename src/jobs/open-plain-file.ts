import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Failure } from '../model/errors.ts';

/** Opens an ordinary file for reading, or says why it cannot be: missing, a folder, a device or pipe, not readable. */
export async function openPlainFile(path: string): Promise<{ handle: FileHandle; sizeBytes: number }> {
  const handle = await openHandle(path);
  try {
    const stat = await handle.stat();
    if (!stat.isFile())
      throw new Failure(
        'file.directory',
        `Expected a file at ${path}, got ${stat.isDirectory() ? 'a folder' : 'a device or pipe'}: name the file itself.`,
        { detail: { path } },
      );
    return { handle, sizeBytes: stat.size };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function openHandle(path: string): Promise<FileHandle> {
  try {
    // Without O_NONBLOCK, opening a named pipe that nobody writes to would wait for ever.
    return await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new Failure('file.missing', `Expected a file at ${path}, found none: check the path.`, {
        detail: { path },
        cause: error,
      });
    }
    throw unreadable(path, error);
  }
}

export function unreadable(path: string, cause: unknown): Failure {
  if (cause instanceof Failure) return cause;
  const code = errorCode(cause);
  return new Failure(
    'file.unreadable',
    `Expected to read ${path}, got ${code}: check the file's permissions and its disk.`,
    { detail: { path, code }, cause },
  );
}

export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'an unknown error';
}
