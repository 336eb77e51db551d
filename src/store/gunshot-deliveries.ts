import type pg from 'pg';

type Client = pg.ClientBase;

export interface DueDelivery {
  readonly incident: string;
  readonly ordinal: number;
  readonly tries: number;
  readonly kind: string;
  readonly at: string;
  readonly url: string;
  readonly secret: string;
}

/** Deliveries whose time has come, each incident's in order; they are this transaction's until it ends. */
export async function takeDueDeliveries(client: Client, agencyId: number, limit: number): Promise<DueDelivery[]> {
  const { rows } = await client.query<DueDelivery>({
    name: 'take-due-deliveries',
    text: `select d.incident_id as incident, d.ordinal, d.tries, e.kind, e.at, w.url, w.secret
             from flashlight.gunshot_delivery d
             join flashlight.gunshot_event e using (agency_id, incident_id, ordinal)
             join flashlight.gunshot_webhook w using (agency_id)
            where d.agency_id = $1 and d.delivered_at is null and d.given_up_at is null and d.next_at <= now()
              and not exists (select from flashlight.gunshot_delivery o where o.agency_id = d.agency_id and o.incident_id = d.incident_id
                               and o.ordinal < d.ordinal and o.delivered_at is null and o.given_up_at is null)
            order by d.next_at, d.incident_id, d.ordinal limit $2 for update of d skip locked`,
    values: [agencyId, limit],
  });
  return rows;
}

export async function saveDelivered(
  client: Client,
  agencyId: number,
  { incident, ordinal, status }: { incident: string; ordinal: number; status: string },
): Promise<void> {
  await client.query(
    `update flashlight.gunshot_delivery set delivered_at = now(), tries = tries + 1, status = $4
      where agency_id = $1 and incident_id = $2 and ordinal = $3`,
    [agencyId, incident, ordinal, status],
  );
}

/** Tries again after so many seconds, or gives up where `seconds` is null. */
export async function saveNotDelivered(
  client: Client,
  agencyId: number,
  { incident, ordinal, status, seconds }: { incident: string; ordinal: number; status: string; seconds: number | null },
): Promise<void> {
  await client.query(
    `update flashlight.gunshot_delivery set tries = tries + 1, status = $4, next_at = now() + make_interval(secs => coalesce($5, 0)),
            given_up_at = case when $5::float8 is null then now() end
      where agency_id = $1 and incident_id = $2 and ordinal = $3`,
    [agencyId, incident, ordinal, status, seconds],
  );
}

/** Says where gunshot incidents are told, or, with null, that they are told nowhere. */
export async function saveWebhook(
  client: Client | pg.Pool,
  agencyId: number,
  webhook: { url: string; secret: string; by: string } | null,
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
