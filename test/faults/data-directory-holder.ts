import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type HolderMessage = {
  kind: 'open' | 'failed' | 'progress';
  owned: boolean;
  pid: number;
  socketDir: string;
  code: string;
  message: string;
  detail: Record<string, unknown>;
};

export type Holder = {
  process: ChildProcess;
  /** The first line that says how the opening went. */
  opened: Promise<HolderMessage>;
  /** Resolves with the first line that reports progress. */
  progress: Promise<HolderMessage>;
  say: (text: string) => void;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
};

const started = new Set<ChildProcess>();
const program = join(dirname(fileURLToPath(import.meta.url)), 'hold-data-directory.ts');

/** Starts a process that opens the embedded server of a data directory and keeps it until told otherwise. */
export function startHolder(options: {
  dataDir: string;
  command?: string;
  mode?: 'shared' | 'exclusive';
  account?: { uid: number; gid: number };
  /** Where its standard error goes; `ignore` for one that is expected to fail. */
  errors?: 'inherit' | 'ignore';
}): Holder {
  const args = [program, options.dataDir, options.command ?? 'flashlight import', options.mode ?? 'shared'];
  const child = spawn(process.execPath, args, {
    stdio: ['pipe', 'pipe', options.errors ?? 'inherit'],
    ...options.account,
  });
  started.add(child);
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  const messages = new Map<string, (message: HolderMessage) => void>();
  const first = (kinds: string[]) =>
    new Promise<HolderMessage>((settle, reject) => {
      for (const kind of kinds) messages.set(kind, settle);
      void ended.then(({ code, signal }) => reject(new Error(`it ended (${signal ?? code}) without saying ${kinds}`)));
    });
  const opened = first(['open', 'failed']);
  const progress = first(['progress']);
  // Not every test waits for both.
  opened.catch(() => {});
  progress.catch(() => {});
  createInterface({ input: child.stdout! }).on('line', (line) => {
    const message = JSON.parse(line) as HolderMessage;
    messages.get(message.kind)?.(message);
  });
  return { process: child, opened, progress, say: (text) => child.stdin!.write(`${text}\n`), ended };
}

/** Ends the processes that a failed test has left. */
export function endHolders(): void {
  for (const child of started) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  started.clear();
}
