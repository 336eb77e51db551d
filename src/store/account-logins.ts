import type pg from 'pg';

/** Which person, by the name they sign in with, runs the command line under an operating-system name. */
export interface AccountLogin {
  readonly login: string;
  readonly actor: string;
  readonly tiedBy: string;
  readonly tiedAt: string;
}

/** Ties an operating-system name to a person; a name is tied to one at a time. */
export async function tieLogin(
  client: pg.ClientBase,
  agencyId: number,
  { login, actor, tiedBy }: Omit<AccountLogin, 'tiedAt'>,
): Promise<void> {
  await client.query(
    `insert into flashlight.account_login (agency_id, login, actor, tied_by) values ($1, $2, $3, $4)
     on conflict (agency_id, login) do update set actor = excluded.actor, tied_by = excluded.tied_by, tied_at = now()`,
    [agencyId, login, actor, tiedBy],
  );
}

export async function listLogins(client: pg.ClientBase, agencyId: number): Promise<AccountLogin[]> {
  const { rows } = await client.query<AccountLogin>(
    `select login, actor, tied_by as "tiedBy", tied_at as "tiedAt" from flashlight.account_login where agency_id = $1 order by login`,
    [agencyId],
  );
  return rows;
}

/** The person behind an operating-system name; null where none is tied to it. */
export async function actorOfLogin(client: pg.ClientBase, agencyId: number, login: string): Promise<string | null> {
  const { rows } = await client.query<{ actor: string }>(
    'select actor from flashlight.account_login where agency_id = $1 and login = $2',
    [agencyId, login],
  );
  return rows[0]?.actor ?? null;
}

/** Whether two names are of one person: the same, or tied to one. */
export async function isOnePerson(client: pg.ClientBase, agencyId: number, a: string, b: string): Promise<boolean> {
  const of = async (name: string) => (await actorOfLogin(client, agencyId, name)) ?? name;
  return (await of(a)) === (await of(b));
}

/** Tells of names whether they are of one person: the same as this one, or tied to it. */
export async function namesOfOne(
  client: pg.ClientBase,
  agencyId: number,
  actor: string,
): Promise<(name: string) => boolean> {
  const logins = new Map((await listLogins(client, agencyId)).map((each) => [each.login, each.actor]));
  const of = (name: string) => logins.get(name) ?? name;
  return (name) => of(name) === of(actor);
}
