import { userInfo } from 'node:os';
import type pg from 'pg';
import { actorOfLogin } from '../store/account-logins.ts';
import { saveAuditEvent } from '../store/audit.ts';
import { inTransaction, type Database } from '../store/database.ts';

interface Acting<T> {
  /** The person the order counts for: whom the operating-system name is tied to, else that name. */
  readonly actor: string;
  /** Which of the two it is, in a sentence. */
  readonly said: string;
  readonly found: T;
}

/** An order of the command line, with what it reads first and for whom it counts: its audit row says both names, or that nobody is tied to the one. */
export async function actingAs<T>(
  database: Database,
  agencyId: number,
  { action, subject }: { readonly action: string; readonly subject: Readonly<Record<string, unknown>> },
  work: (client: pg.ClientBase) => Promise<T>,
): Promise<Acting<T>> {
  const { username } = userInfo();
  return inTransaction(database.pool('read'), async (client) => {
    const tied = await actorOfLogin(client, agencyId, username);
    const account = tied ?? `not known: nobody is tied to the operating-system name ${username}`;
    const reader = { agencyId, actor: username, role: 'command-line' };
    await saveAuditEvent(client, reader, { action, subject: { ...subject, account }, address: 'local' }, 'ALLOWED');
    const found = await work(client);
    if (tied !== null)
      return { actor: tied, said: `Acting as ${tied}, tied to the operating-system name ${username}.`, found };
    const said = `Acting as ${username}: nobody is tied to this operating-system name, so that a second person cannot be told from the first. \`flashlight account tie ${username} NAME\` says who it is.`;
    return { actor: username, said, found };
  });
}
