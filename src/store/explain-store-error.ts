import { statfs } from 'node:fs/promises';
import pg from 'pg';
import { Failure } from '../model/errors.ts';

/** Below one segment of the write-ahead log the server cannot go on ("wal_segment_size", PostgreSQL documentation). */
const freeBytesMin = 16 * 1024 * 1024;

// PostgreSQL documentation, "Error Codes": class 08, and the server's own shutdown or crash.
const connectionLost = /^(08...|57P0[1-5]|ECONNRESET|ECONNREFUSED|EPIPE|ENOENT|ETIMEDOUT)$/;

/**
 * A fault of the disk or the server in words a person can act on; any other error as it is. `dataDir` is null where the
 * server is not ours.
 */
export async function explainStoreError(error: unknown, dataDir: string | null): Promise<unknown> {
  if (error instanceof Failure || !(error instanceof Error)) return error;
  const { code = '' } = error as NodeJS.ErrnoException;
  const where = dataDir ?? 'the server of DATABASE_URL';
  const lost = isConnectionLost(error, code);
  if (['53100', 'ENOSPC', 'EDQUOT'].includes(code) || (lost && dataDir !== null && (await isFull(dataDir)))) {
    return new Failure(
      'store.disk-full',
      `Expected space on the disk of ${where}, but it is full. What was not finished was undone; nothing else is lost. Free some space and run the command again.`,
      { detail: { dataDir }, cause: error },
    );
  }
  if (lost) {
    return new Failure(
      'store.unreachable',
      `Expected the PostgreSQL server of ${where} to answer; it ended the connection (${code || 'closed'}). What was not finished was undone. Run the command again; if it recurs, see the server's log.`,
      { detail: { code }, cause: error },
    );
  }
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT', 'ENAMETOOLONG', 'ELOOP'].includes(code)) {
    const { path = where } = error as NodeJS.ErrnoException;
    return new Failure(
      'store.unreachable-directory',
      `Expected to write ${path}, but got ${code}. Give the account that runs the command the right to write there, or give --data-dir another directory.`,
      { detail: { path, code }, cause: error },
    );
  }
  return error;
}

function isConnectionLost(error: Error, code: string): boolean {
  if (error instanceof pg.DatabaseError) return connectionLost.test(code);
  const { syscall } = error as NodeJS.ErrnoException;
  return (
    (connectionLost.test(code) && ['connect', 'read', 'write'].includes(syscall ?? '')) ||
    /^(Connection terminated|Client has encountered a connection error|Client was closed)/.test(error.message)
  );
}

async function isFull(directory: string): Promise<boolean> {
  try {
    const { bavail, bsize } = await statfs(directory);
    return bavail * bsize < freeBytesMin;
  } catch {
    return false;
  }
}
