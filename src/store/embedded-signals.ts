const signalNumbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 } as const;
const signals = Object.keys(signalNumbers) as (keyof typeof signalNumbers)[];

/**
 * One Ctrl-C arrives several times: from the terminal, and again from npm and from the launcher, which pass signals on.
 * Only one that comes later is a second one.
 */
const sameSignalMilliseconds = 1000;

/** What can be closed when a signal ends the program: an embedded server, or something that holds one. */
export type Closable = { close: () => Promise<void>; hurry?: () => void };

/**
 * Ends the program in good order when it is told to stop: first `before` (stop listening, end work), then `target`,
 * then the process. A second signal cuts the waiting short. `exitCode` is 128 plus the signal's number unless given.
 */
export function stopOnSignals(
  target: Closable,
  options: { before?: () => Promise<void>; exitCode?: number; onSignal?: (signal: NodeJS.Signals) => void } = {},
): { off: () => void; stopping: () => boolean } {
  let stoppingSince: number | null = null;
  const stop = (signal: NodeJS.Signals): void => {
    if (stoppingSince !== null) {
      if (performance.now() - stoppingSince > sameSignalMilliseconds) target.hurry?.();
      return;
    }
    stoppingSince = performance.now();
    options.onSignal?.(signal);
    void closeInOrder(target, options.before).then(
      () => process.exit(options.exitCode ?? exitCodeOf(signal)),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  for (const signal of signals) process.on(signal, stop);
  return {
    off: () => {
      for (const signal of signals) process.off(signal, stop);
    },
    stopping: () => stoppingSince !== null,
  };
}

/** Opens something that can be closed; a signal in the meantime undoes what was begun and ends the program. */
export async function openUnlessStopped<T extends Closable>(open: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const opening = new AbortController();
  let stoppedBy: NodeJS.Signals | null = null;
  const stop = (signal: NodeJS.Signals): void => {
    stoppedBy ??= signal;
    opening.abort();
  };
  for (const signal of signals) process.on(signal, stop);
  try {
    const opened = await open(opening.signal);
    if (stoppedBy === null) return opened;
    await opened.close();
  } catch (error) {
    if (stoppedBy === null) throw error;
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
  return process.exit(exitCodeOf(stoppedBy));
}

async function closeInOrder(target: Closable, before: (() => Promise<void>) | undefined): Promise<void> {
  try {
    await before?.();
  } finally {
    await target.close();
  }
}

/** The exit code by which a shell shows that a signal ended a program. */
function exitCodeOf(signal: NodeJS.Signals | null): number {
  return 128 + (signal !== null && signal in signalNumbers ? signalNumbers[signal as keyof typeof signalNumbers] : 0);
}
