import { readFileSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readArguments, readProcess, readWorkingDirectory } from './embedded-process.ts';

/** What the server itself writes about itself into its directory. */
export type Postmaster = { pid: number; socketDir: string; status: string };

/** The name of the file the server writes. */
export const postmasterFileName = 'postmaster.pid';

/**
 * Reads the server's own file; null when there is none, or when the server has only begun to write it.
 *
 * Its lines are: process number, data directory, start time, port, socket directory, listen address, shared memory,
 * status (PostgreSQL source, src/include/utils/pidfile.h).
 */
export function readPostmaster(clusterDir: string): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(join(clusterDir, postmasterFileName), 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const pid = Number(lines[0]);
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  return { pid, socketDir: lines[4] ?? '', status: (lines[7] ?? '').trim() };
}

/** Says whether process `pid` is the server of this directory, and not a later process that was given its number. */
export function isServerOf(clusterDir: string, pid: number): boolean {
  if (readProcess(pid) === null) return false;
  const places = [clusterDir, realPath(clusterDir)];
  // The arguments first: they can be read where the working directory cannot (root in a container without ptrace).
  const args = readArguments(pid) ?? [];
  const given = args[args.indexOf('-D') + 1] ?? '';
  if (basename(args[0] ?? '') === 'postgres' && places.includes(given)) return true;
  return places.includes(readWorkingDirectory(pid) ?? '');
}

/** The running server of this directory, or null. */
export function findRunningServer(clusterDir: string): Postmaster | null {
  const postmaster = readPostmaster(clusterDir);
  return postmaster !== null && isServerOf(clusterDir, postmaster.pid) ? postmaster : null;
}

/** Waits until process `pid` has ended; false when it still runs after `seconds`. */
export async function waitForEnd(clusterDir: string, pid: number, seconds: number): Promise<boolean> {
  const deadline = Date.now() + seconds * 1000;
  while (isServerOf(clusterDir, pid)) {
    if (Date.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}

// A directory that someone has removed under its server has no real path any more.
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
