import { readFileSync, readlinkSync } from 'node:fs';

/** What tells one process from every other, also after its number has been given to another one. */
export type ProcessIdentity = {
  pid: number;
  /** Clock ticks between the start of the machine and the start of the process; null where /proc cannot be read. */
  startTicks: number | null;
  bootId: string | null;
  /** The process-number space; a container has its own, in which the same number means another process. */
  pidNamespace: string | null;
};

/** The identity of this process. */
export function identifyThisProcess(): ProcessIdentity {
  return {
    pid: process.pid,
    startTicks: readProcess(process.pid)?.startTicks ?? null,
    bootId: readBootId(),
    pidNamespace: readPidNamespace(),
  };
}

/**
 * Says whether the process an identity names still runs.
 *
 * `elsewhere` means that the identity was written in another container, on another machine or before a restart of this
 * one: from here its number says nothing.
 */
export function locateProcess(identity: ProcessIdentity): 'running' | 'gone' | 'elsewhere' {
  if (identity.bootId !== readBootId() || identity.pidNamespace !== readPidNamespace()) return 'elsewhere';
  const found = readProcess(identity.pid);
  if (found === null) return 'gone';
  if (found.startTicks === null || identity.startTicks === null) return 'running';
  return found.startTicks === identity.startTicks ? 'running' : 'gone';
}

/**
 * Looks a process up by number; null when there is none.
 *
 * A process that has ended but that nobody has waited for (state Z, usual in containers whose first process does not
 * reap) counts as none.
 */
export function readProcess(pid: number): { startTicks: number | null } | null {
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  const stat = readText(`/proc/${pid}/stat`);
  if (stat === null) return respondsToSignals(pid) ? { startTicks: null } : null;
  // The second field is the program's name in parentheses, and may itself hold spaces and parentheses.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z' || fields[0] === 'X') return null;
  const startTicks = Number(fields[19]);
  return { startTicks: Number.isFinite(startTicks) ? startTicks : null };
}

/** The arguments a process was started with, or null where they cannot be read. */
export function readArguments(pid: number): string[] | null {
  const line = readText(`/proc/${pid}/cmdline`);
  return line === null ? null : line.split('\0').slice(0, -1);
}

/** The working directory of a process, or null where it cannot be read. */
export function readWorkingDirectory(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

// /proc may hide the processes of other accounts (mount option hidepid); the null signal still finds them.
function respondsToSignals(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readBootId(): string | null {
  return readText('/proc/sys/kernel/random/boot_id')?.trim() ?? null;
}

function readPidNamespace(): string | null {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return null;
  }
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
