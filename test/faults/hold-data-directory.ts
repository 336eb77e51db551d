// A program that opens the embedded server of a data directory, says so in one JSON line, and then does what it is told
// on standard input: `close` ends it in good order, `throw` by an uncaught error. Signals end it as they end a command.
import { Failure } from '../../src/model/errors.ts';
import { openEmbeddedServer } from '../../src/store/embedded-server.ts';
import { openUnlessStopped, stopOnSignals } from '../../src/store/embedded-signals.ts';

const [dataDir = '', command = '', mode = 'shared'] = process.argv.slice(2);

function say(value: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

try {
  const server = await openUnlessStopped((signal) =>
    openEmbeddedServer({
      dataDir,
      command,
      exclusive: mode === 'exclusive',
      signal,
      onProgress: (text) => say({ kind: 'progress', text }),
    }),
  );
  stopOnSignals(server);
  const { owned, pid, socketDir } = server;
  say({ kind: 'open', owned, pid, socketDir });
  process.stdin.on('data', (text) => {
    if (String(text).trim() === 'throw') throw new Error('thrown on request');
    void server.close().then(() => process.exit(0));
  });
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  say({ kind: 'failed', code: error.code, message: error.message, detail: error.detail });
  process.exitCode = 1;
}
