import type { EmbeddedServer, EmbeddedServerOptions } from './embedded-server.ts';
import { openEmbeddedServer } from './embedded-server.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const signalNumbers = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;

/**
 * Ends the program in good order when it is told to stop: first `before` (stop listening, close pools), then the server,
 * then the process. A second signal cuts the waiting short.
 *
 * Returns a function that takes the handlers off again.
 */
export function stopOnSignals(
  server: EmbeddedServer,
  options: { before?: () => Promise<void>; exitCode?: number; onSignal?: (signal: NodeJS.Signals) => void } = {},
): () => void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) {
      server.hurry();
      return;
    }
    stopping = true;
    options.onSignal?.(signal);
    const exitCode = options.exitCode ?? exitCodeOf(signal);
    void (async () => {
      try {
        await options.before?.();
      } finally {
        await server.close();
      }
    })().then(
      () => process.exit(exitCode),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  for (const signal of signals) process.on(signal, stop);
  return () => {
    for (const signal of signals) process.off(signal, stop);
  };
}

/**
 * Opens the embedded server for one piece of work and closes it afterwards, also when a signal ends the program in
 * between or while the server is still starting.
 */
export async function withEmbeddedServer<T>(
  options: Omit<EmbeddedServerOptions, 'signal'>,
  work: (server: EmbeddedServer) => Promise<T>,
): Promise<T> {
  const server = await openUnlessStopped(options);
  const off = stopOnSignals(server);
  try {
    return await work(server);
  } finally {
    off();
    await server.close();
  }
}

/** Opens the embedded server; a signal in the meantime undoes what was begun and ends the program. */
export async function openUnlessStopped(options: Omit<EmbeddedServerOptions, 'signal'>): Promise<EmbeddedServer> {
  const opening = new AbortController();
  let stoppedBy: NodeJS.Signals | null = null;
  const stop = (signal: NodeJS.Signals): void => {
    stoppedBy ??= signal;
    opening.abort();
  };
  for (const signal of signals) process.on(signal, stop);
  try {
    const server = await openEmbeddedServer({ ...options, signal: opening.signal });
    if (stoppedBy !== null) await server.close();
    else return server;
  } catch (error) {
    if (stoppedBy === null) throw error;
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
  process.exit(exitCodeOf(stoppedBy ?? 'SIGTERM'));
}

/** The exit code by which a shell shows that a signal ended a program. */
function exitCodeOf(signal: NodeJS.Signals): number {
  return 128 + (signalNumbers[signal as keyof typeof signalNumbers] ?? 0);
}
