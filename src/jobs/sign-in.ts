import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { Failure } from '../model/errors.ts';
import { saveAuditEvent, type Reading } from '../store/audit.ts';
import { inTransaction, type Database } from '../store/database.ts';
import { findOtherLink, saveSession, saveSignInLink, takeSignInLink, type Session } from '../store/sessions.ts';

/** A link is for the next working day at the latest. */
const linkHoursMax = 24;

export function tokenSha256(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

const newToken = () => randomBytes(32).toString('base64url');

/** Makes a one-time sign-in link for a person and a role to an agency or an excerpt, never to both, and puts on record who made it and for whom. Only the hash of the token is kept: it is shown once, here. */
export async function createSignInLink(
  database: Database,
  link: { agencyId: number; actor: string; role: string; madeBy: string; now?: Date },
): Promise<string> {
  const token = newToken();
  const now = link.now ?? new Date();
  const expiresAt = new Date(now.getTime() + linkHoursMax * 3_600_000);
  const { agencyId, actor, role } = link;
  const maker = { agencyId, actor: link.madeBy, role: 'command-line' };
  const reading = { action: 'sign-in-link.create', subject: { for: actor, role }, address: 'local' };
  await inTransaction(database.pool('read'), async (client) => {
    await refuseOtherData(client, { agencyId, actor });
    await saveSignInLink(client, { tokenSha256: tokenSha256(token), agencyId, actor, role, now, expiresAt });
    await saveAuditEvent(client, maker, reading, 'ALLOWED');
  });
  return token;
}

/** Who has read all of an agency has nothing kept from them by an excerpt; who reads an excerpt is not to read all by a slip. */
async function refuseOtherData(client: pg.ClientBase, of: { agencyId: number; actor: string }): Promise<void> {
  const other = await findOtherLink(client, of);
  if (other === null) return;
  throw new Failure(
    'sign-in.other-data',
    `Expected a name that has been given links to the same data before, or to none; ${of.actor} was given one to ${other}. Give the link under another name (--as), or to ${other}.`,
    { detail: { actor: of.actor, other } },
  );
}

/** Somebody trying a link, at some time and from some address. */
interface Attempt extends Pick<Reading, 'requestId' | 'address'> {
  readonly agencyId: number;
  readonly now: Date;
}

const readingOf = ({ requestId, address }: Attempt): Reading => ({
  action: 'session.create',
  subject: {},
  requestId,
  address,
});

/** Turns a link's token into a session, once; null where the link is unknown, used or out of date. */
export async function signIn(
  database: Database,
  attempt: Attempt & { readonly token: string; readonly language: Session['language'] },
): Promise<{ sessionToken: string; session: Session } | null> {
  const { agencyId, language, now } = attempt;
  const sessionToken = newToken();
  const session = await inTransaction(database.pool('read'), async (client) => {
    const person = await takeSignInLink(client, { tokenSha256: tokenSha256(attempt.token), agencyId, now });
    if (!person) return null;
    await saveAuditEvent(client, person, readingOf(attempt), 'ALLOWED');
    return saveSession(client, { sessionSha256: tokenSha256(sessionToken), ...person, language, now });
  });
  return session && { sessionToken, session };
}

/** Puts on record that a link did not work. */
export async function saveFailedSignIn(database: Database, attempt: Attempt): Promise<void> {
  const nobody = { agencyId: attempt.agencyId, actor: 'unknown', role: 'none' };
  await saveAuditEvent(database.pool('read'), nobody, readingOf(attempt), 'DENIED');
}
