import { readFile } from 'node:fs/promises';
import type { MailReceiver, Webhook } from '../store/gunshot-receivers.ts';
import { UsageError } from './command.ts';

const secretLengthMin = 16;

export async function readWebhook(url: string | undefined, file: string | undefined): Promise<Webhook> {
  const parsed = url !== undefined && URL.canParse(url) ? new URL(url) : null;
  const local = parsed !== null && isThisMachine(parsed.hostname);
  if (parsed === null || !(parsed.protocol === 'https:' || (parsed.protocol === 'http:' && local)))
    throw new UsageError(`Expected an https address, or http on this machine; got ${url ?? 'nothing'}.`);
  if (file === undefined)
    throw new UsageError('Expected --secret-file FILE: what is told is signed with what it holds.');
  const secret = (await readFile(file, 'utf8')).trim();
  if (secret.length < secretLengthMin)
    throw new UsageError(
      `Expected a secret of ${secretLengthMin} characters or more in the file; got ${secret.length}.`,
    );
  return { url: parsed.href, secret };
}

const isThisMachine = (host: string) => /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(host);

const isMailAddress = (text: string) => /^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(text);

interface MailWords {
  readonly recipients: readonly string[];
  readonly server: string | undefined;
  readonly sender: string | undefined;
  readonly passwordFile: string | undefined;
}

const submissionPort = 587;
const tlsPort = 465;
const localPort = 25;

/** Who is told by e-mail, as said on the command line: without TLS only where the server is this machine. */
export async function readMailReceiver({ recipients, server, sender, passwordFile }: MailWords): Promise<MailReceiver> {
  const strange = recipients.find((each) => !isMailAddress(each));
  if (recipients.length === 0 || strange !== undefined)
    throw new UsageError(`Expected the addresses of who is told; got ${strange ?? 'none'}.`);
  if (sender === undefined || !isMailAddress(sender))
    throw new UsageError(`Expected --sender with the address it is sent from; got ${sender ?? 'nothing'}.`);
  const parsed = server !== undefined && URL.canParse(server) ? new URL(server) : null;
  if (parsed === null || !['smtp:', 'smtps:'].includes(parsed.protocol) || parsed.hostname === '')
    throw new UsageError(`Expected --server as smtps://HOST or smtp://HOST; got ${server ?? 'nothing'}.`);
  if (parsed.password !== '')
    throw new UsageError('Expected the password in a file (--password-file), not in the address of the server.');
  const login = parsed.username === '' ? null : decodeURIComponent(parsed.username);
  if ((login === null) !== (passwordFile === undefined))
    throw new UsageError(
      'Expected --password-file FILE with a login in the address of the server, and without one none.',
    );
  const local = isThisMachine(parsed.hostname);
  const security = parsed.protocol === 'smtps:' ? 'tls' : local ? 'none' : 'starttls';
  const usual = { tls: tlsPort, starttls: submissionPort, none: localPort }[security];
  return {
    host: parsed.hostname.replaceAll(/[[\]]/g, ''),
    port: parsed.port === '' ? usual : Number(parsed.port),
    security,
    login,
    password: passwordFile === undefined ? null : (await readFile(passwordFile, 'utf8')).trim(),
    sender,
    recipients,
  };
}
