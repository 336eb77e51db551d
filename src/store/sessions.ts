import type pg from 'pg';

export interface Session {
  /** Whose data it reads: an agency, or an excerpt of one. */
  readonly agencyId: number;
  /** Handling tags of which an excerpt holds no record; null where all is read. */
  readonly hidden: readonly string[] | null;
  readonly actor: string;
  readonly role: string;
  readonly language: 'en' | 'es';
  /** ISO 8601: when it ends in any case. */
  readonly expiresAt: string;
}

/** FBI CJIS Security Policy 6.0, IA-5 (AAL2): a session ends after 12 hours, and after 30 minutes without activity. */
export const sessionHoursMax = 12;
export const sessionIdleMinutesMax = 30;
/** A session's last use is written at most this often: reading must not cost a write each time. */
const touchSeconds = 60;

type Client = pg.ClientBase | pg.Pool;

const columns = `session.agency_id as "agencyId", actor, role, language, expires_at as "expiresAt",
  (select hidden from flashlight.agency a where a.agency_id = session.agency_id) as hidden`;

/** Whether a row is of an agency or of one of its excerpts. */
const isOf = (agency: string) =>
  `agency_id in (select a.agency_id from flashlight.agency a where ${agency} in (a.agency_id, a.excerpt_of))`;

export async function saveSignInLink(
  client: Client,
  link: { tokenSha256: Buffer; agencyId: number; actor: string; role: string; now: Date; expiresAt: Date },
): Promise<void> {
  await client.query(
    'insert into flashlight.sign_in_link (token_sha256, agency_id, actor, role, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)',
    [link.tokenSha256, link.agencyId, link.actor, link.role, link.now, link.expiresAt],
  );
}

/** Where somebody was given links to other data of an agency than those given: to all of it, or to an excerpt; its code. */
export async function findOtherLink(
  client: Client,
  { agencyId, actor }: { agencyId: number; actor: string },
): Promise<string | null> {
  const { rows } = await client.query<{ code: string }>(
    `select o.code from flashlight.sign_in_link l join flashlight.agency o on o.agency_id = l.agency_id
       join flashlight.agency a on a.agency_id = $1 and coalesce(a.excerpt_of, a.agency_id) = coalesce(o.excerpt_of, o.agency_id)
      where l.actor = $2 and l.agency_id <> $1 limit 1`,
    [agencyId, actor],
  );
  return rows[0]?.code ?? null;
}

/** Uses up a link of the agency, or of an excerpt of it: one caller gets it, however many ask at once. */
export async function takeSignInLink(
  client: Client,
  link: { tokenSha256: Buffer; agencyId: number; now: Date },
): Promise<{ agencyId: number; actor: string; role: string } | null> {
  const { rows } = await client.query<{ agencyId: number; actor: string; role: string }>(
    `update flashlight.sign_in_link set used_at = $3
      where token_sha256 = $1 and ${isOf('$2')} and used_at is null and expires_at > $3 returning agency_id as "agencyId", actor, role`,
    [link.tokenSha256, link.agencyId, link.now],
  );
  return rows[0] ?? null;
}

export async function saveSession(
  client: Client,
  session: {
    sessionSha256: Buffer;
    agencyId: number;
    actor: string;
    role: string;
    language: Session['language'];
    now: Date;
  },
): Promise<Session> {
  const expiresAt = new Date(session.now.getTime() + sessionHoursMax * 3_600_000);
  const { rows } = await client.query<Session>(
    `insert into flashlight.session (session_sha256, agency_id, actor, role, language, created_at, seen_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $6, $7) returning ${columns}`,
    [session.sessionSha256, session.agencyId, session.actor, session.role, session.language, session.now, expiresAt],
  );
  return rows[0]!;
}

/** The session of a cookie, of the agency or an excerpt of it, where it has neither ended nor run out. `touch`: the person did something just now. */
export async function findSession(
  client: Client,
  session: { sessionSha256: Buffer; agencyId: number; now: Date; touch: boolean },
): Promise<Session | null> {
  const idleSince = new Date(session.now.getTime() - sessionIdleMinutesMax * 60_000);
  const { rows } = await client.query<Session & { seenAt: string }>({
    name: 'find-session',
    text: `select ${columns}, seen_at as "seenAt" from flashlight.session
            where session_sha256 = $1 and ${isOf('$2')} and ended_at is null and expires_at > $3 and seen_at > $4`,
    values: [session.sessionSha256, session.agencyId, session.now, idleSince],
  });
  const [found] = rows;
  if (!found) return null;
  if (session.touch && Date.parse(found.seenAt) < session.now.getTime() - touchSeconds * 1000) {
    await client.query('update flashlight.session set seen_at = $2 where session_sha256 = $1 and ended_at is null', [
      session.sessionSha256,
      session.now,
    ]);
  }
  const { seenAt: _, ...rest } = found;
  return rest;
}

export async function changeLanguage(
  client: Client,
  session: { sessionSha256: Buffer; language: 'en' | 'es' },
): Promise<void> {
  await client.query('update flashlight.session set language = $2 where session_sha256 = $1', [
    session.sessionSha256,
    session.language,
  ]);
}

export async function endSession(client: Client, session: { sessionSha256: Buffer; now: Date }): Promise<void> {
  await client.query('update flashlight.session set ended_at = $2 where session_sha256 = $1 and ended_at is null', [
    session.sessionSha256,
    session.now,
  ]);
}
