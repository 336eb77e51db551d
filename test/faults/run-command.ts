import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly seconds: number;
}

export interface Running {
  readonly process: ChildProcess;
  readonly finished: Promise<Finished>;
  /** Everything written to standard error so far. */
  errors(): string;
}

const program = fileURLToPath(new URL('../../bin/flashlight.js', import.meta.url));

export interface Surroundings {
  /** Server to use; without one, the data directory named among the words. */
  readonly url?: string;
  readonly cwd?: string;
  /** Where rejects go when the store is a server's. */
  readonly dataDir?: string;
  /** Options for Node itself, such as a cap on its memory. */
  readonly nodeOptions?: readonly string[];
  readonly account?: { uid: number; gid: number };
  /** A folder of programs that stand before the machine's own. */
  readonly programs?: string;
}

/** Starts the real program with the words given. */
export function startCommand(words: readonly string[], around: Surroundings = {}): Running {
  const { DATABASE_URL: _, FLASHLIGHT_DATA_DIR: __, ...inherited } = process.env;
  const child = spawn(process.execPath, [...(around.nodeOptions ?? []), program, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: around.cwd,
    env: {
      ...inherited,
      ...(around.url ? { DATABASE_URL: around.url } : {}),
      ...(around.programs ? { PATH: `${around.programs}:${inherited['PATH'] ?? ''}` } : {}),
      ...(around.dataDir ? { FLASHLIGHT_DATA_DIR: around.dataDir } : {}),
    },
    ...around.account,
  });
  const began = performance.now();
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const finished = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    stdout,
    stderr,
    seconds: (performance.now() - began) / 1000,
  }));
  return { process: child, finished, errors: () => stderr };
}

export const runCommand = (words: readonly string[], around?: Surroundings): Promise<Finished> =>
  startCommand(words, around).finished;

/** The one JSON value on standard output; throws where there is none, or anything beside it. */
export function onlyJson<T = Record<string, unknown>>({ stdout, stderr }: Finished): T {
  const lines = stdout.split('\n').filter((line) => line !== '');
  if (lines.length !== 1) throw new Error(`expected one JSON value, got ${JSON.stringify(stdout)}; stderr: ${stderr}`);
  return JSON.parse(lines[0]!) as T;
}

export interface ImportCounts {
  readonly run: number;
  readonly read: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly duplicates: number;
  readonly rejectsFile: string | null;
}
