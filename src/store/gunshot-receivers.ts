import type pg from 'pg';

type Client = pg.ClientBase;

export interface Webhook {
  readonly url: string;
  readonly secret: string;
}

export interface MailReceiver {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; asked for after it, and insisted on; or, on this machine alone, none. */
  readonly security: 'tls' | 'starttls' | 'none';
  readonly login: string | null;
  readonly password: string | null;
  readonly sender: string;
  readonly recipients: readonly string[];
}

export async function findWebhook(client: Client, agencyId: number): Promise<Webhook | null> {
  const { rows } = await client.query<Webhook>(
    'select url, secret from flashlight.gunshot_webhook where agency_id = $1',
    [agencyId],
  );
  return rows[0] ?? null;
}

export async function findMailReceiver(client: Client, agencyId: number): Promise<MailReceiver | null> {
  const { rows } = await client.query<MailReceiver>(
    'select host, port, security, login, password, sender, recipients from flashlight.gunshot_mail where agency_id = $1',
    [agencyId],
  );
  return rows[0] ?? null;
}

/** Says where gunshot incidents are told, or, with null, that they are not told by a webhook. */
export async function saveWebhook(
  client: Client | pg.Pool,
  agencyId: number,
  webhook: (Webhook & { readonly by: string }) | null,
): Promise<void> {
  if (webhook === null) {
    await client.query('delete from flashlight.gunshot_webhook where agency_id = $1', [agencyId]);
    return;
  }
  await client.query(
    `insert into flashlight.gunshot_webhook (agency_id, url, secret, set_by) values ($1, $2, $3, $4)
     on conflict (agency_id) do update set url = excluded.url, secret = excluded.secret, set_by = excluded.set_by, set_at = now()`,
    [agencyId, webhook.url, webhook.secret, webhook.by],
  );
}

/** Says who is told of gunshot incidents by e-mail, or, with null, that nobody is. */
export async function saveMailReceiver(
  client: Client | pg.Pool,
  agencyId: number,
  mail: (MailReceiver & { readonly by: string }) | null,
): Promise<void> {
  if (mail === null) {
    await client.query('delete from flashlight.gunshot_mail where agency_id = $1', [agencyId]);
    return;
  }
  await client.query(
    `insert into flashlight.gunshot_mail (agency_id, host, port, security, login, password, sender, recipients, set_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (agency_id) do update set host = excluded.host, port = excluded.port, security = excluded.security, login = excluded.login,
       password = excluded.password, sender = excluded.sender, recipients = excluded.recipients, set_by = excluded.set_by, set_at = now()`,
    [agencyId, mail.host, mail.port, mail.security, mail.login, mail.password, mail.sender, mail.recipients, mail.by],
  );
}
