import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly login: string | null;
  /** Headers and body as they came. */
  readonly source: string;
}

/** A server that speaks SMTP, on a port of its own: takes what it is given, or refuses each message for which `refuses` is true. */
export async function openMailServer(
  take: (mail: ReceivedMail) => void,
  { refuses = () => false, ...options }: { refuses?: () => boolean } & SMTPServerOptions,
) {
  const server = new SMTPServer({
    disableReverseLookup: true,
    authOptional: true,
    onAuth: ({ username, password }, _, done) =>
      password === 'a password' ? done(null, { user: username }) : done(new Error('no such login')),
    onData: (stream, { envelope, user }, done) =>
      void text(stream).then((source) => {
        if (refuses()) return done(Object.assign(new Error('busy'), { responseCode: 451 }));
        const to = envelope.rcptTo.map(({ address }) => address);
        take({ from: envelope.mailFrom ? envelope.mailFrom.address : '', to, login: user ?? null, source });
        done();
      }),
    ...options,
  });
  // What goes wrong with a client is the client's to find.
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return { port, close: () => new Promise<void>((resolve) => void server.close(resolve)) };
}
