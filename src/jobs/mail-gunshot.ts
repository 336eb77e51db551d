import { createTransport } from 'nodemailer';
import type { CapMessage } from '../acoustics/cap-alert.ts';
import { dispatchMail } from '../acoustics/dispatch-mail.ts';
import type { MailReceiver } from '../store/gunshot-receivers.ts';

/** Whether dispatch took a message, and what it answered. */
export interface Outcome {
  readonly taken: boolean;
  readonly status: string;
}

const answerMilliseconds = 10_000;

/**
 * Hands a message to the mail server of dispatch, over TLS unless that server is this machine. The same message again bears the same Message-ID, and
 * refers to those it goes on with. Taken where the server takes it for one recipient at least.
 */
export async function mailGunshot(
  { host, port, security, login, password, sender, recipients }: MailReceiver,
  { timeZone, ...message }: CapMessage & { readonly timeZone: string },
): Promise<Outcome> {
  const { subject, text, cap } = dispatchMail(message, timeZone);
  const domain = sender.slice(sender.lastIndexOf('@') + 1);
  const messageId = (name: string) => `<${name}@${domain}>`;
  const transport = createTransport({
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(login === null ? {} : { auth: { user: login, pass: password! } }),
    connectionTimeout: answerMilliseconds,
    greetingTimeout: answerMilliseconds,
    socketTimeout: answerMilliseconds,
    // Nothing of what is sent names a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { accepted } = await transport.sendMail({
      from: sender,
      to: [...recipients],
      subject,
      text,
      messageId: messageId(message.name),
      references: message.earlier.map(({ identifier }) => messageId(identifier)),
      ...(message.earlier.length === 0 ? {} : { inReplyTo: messageId(message.earlier.at(-1)!.identifier) }),
      // Its recipients are told once: an absent one answers nobody.
      headers: { 'Auto-Submitted': 'auto-generated' },
      attachments: [{ filename: `${message.name}.cap.xml`, content: cap, contentType: 'application/cap+xml' }],
    });
    return { taken: accepted.length > 0, status: `taken for ${accepted.length} of ${recipients.length}` };
  } catch (error) {
    const { code, responseCode } = error as { code?: string; responseCode?: number };
    return { taken: false, status: responseCode === undefined ? (code ?? 'not reached') : `answered ${responseCode}` };
  } finally {
    transport.close();
  }
}
