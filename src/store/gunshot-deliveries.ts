import type pg from 'pg';
import { sameIncidents } from './gunshots.ts';

type Client = pg.ClientBase;

/** What of one incident is to be told: all of its steps that nobody was told of yet. */
export interface DueDelivery {
  readonly incident: string;
  /** Of the newest of the steps, by which it is told. */
  readonly ordinal: number;
  readonly tries: number;
  readonly steps: readonly {
    readonly ordinal: number;
    readonly kind: string;
    readonly by: string | null;
    readonly at: string;
  }[];
  readonly url: string;
  readonly secret: string;
}

/** One at a time tells what is due of an agency; false where somebody else does. */
export async function lockDeliveries(client: Client, agencyId: number): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>(
    `select pg_try_advisory_xact_lock(hashtext('flashlight.gunshot-delivery'), $1) as mine`,
    [agencyId],
  );
  return rows[0]!.mine;
}

/** Incidents of which the time of a step has come, with all their steps that wait: what waits longer is told with it. */
export async function findDueDeliveries(client: Client, agencyId: number, limit: number): Promise<DueDelivery[]> {
  const { rows } = await client.query<DueDelivery>({
    name: 'find-due-deliveries',
    text: `with due as (
             select incident_id, min(next_at) as due_at from flashlight.gunshot_delivery
              where agency_id = $1 and delivered_at is null and given_up_at is null and next_at <= clock_timestamp()
              group by incident_id order by due_at, incident_id limit $2)
           select d.incident_id as incident, max(d.ordinal) as ordinal, max(d.tries) as tries, w.url, w.secret,
                  json_agg(json_build_object('ordinal', d.ordinal, 'kind', e.kind, 'by', e.actor,
                    'at', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by d.ordinal) as steps
             from due join flashlight.gunshot_delivery d on d.agency_id = $1 and d.incident_id = due.incident_id
             join flashlight.gunshot_event e on e.agency_id = d.agency_id and e.incident_id = d.incident_id and e.ordinal = d.ordinal
             join flashlight.gunshot_webhook w on w.agency_id = d.agency_id
            where d.delivered_at is null and d.given_up_at is null
            group by d.incident_id, due.due_at, w.url, w.secret order by due.due_at, d.incident_id`,
    values: [agencyId, limit],
  });
  return rows;
}

/** What of an incident waits to be told waits so long from now at least. */
export async function holdDeliveries(
  client: Client,
  agencyId: number,
  { incident, seconds }: { incident: string; seconds: number },
): Promise<void> {
  await client.query({
    name: 'hold-gunshot-deliveries',
    text: `update flashlight.gunshot_delivery set next_at = greatest(next_at, clock_timestamp() + make_interval(secs => $3))
            where agency_id = $1 and incident_id = $2 and delivered_at is null and given_up_at is null`,
    values: [agencyId, incident, seconds],
  });
}

/** A message that was taken. */
export interface TakenMessage {
  readonly incident: string;
  readonly identifier: string;
  readonly kind: 'Alert' | 'Update' | 'Cancel';
  readonly sentAt: string;
  readonly receiver: string;
}

/**
 * Messages of an incident, and of those that became one with it, that were taken, in the order in which they were. A Cancel that was taken of another
 * while this was told further as it referred to the messages of this too, and is among them as one of this.
 */
export async function findTakenMessages(client: Client, agencyId: number, incident: string): Promise<TakenMessage[]> {
  const { rows } = await client.query<TakenMessage>({
    name: 'find-taken-messages',
    text: `with recursive ${sameIncidents}, told_as as (
             select $2::text as incident_id, '-infinity'::timestamptz as since, 'infinity'::timestamptz as until
             union select e.detail->>'into', greatest(t.since, e.at), least(t.until, e.ended)
               from told_as t cross join lateral (
                 select j.at, j.detail, coalesce((select min(r.at) from flashlight.gunshot_event r where r.agency_id = $1 and r.incident_id = t.incident_id
                          and r.kind = 'RETURNED' and r.ordinal > j.ordinal), 'infinity') as ended
                   from flashlight.gunshot_event j where j.agency_id = $1 and j.incident_id = t.incident_id and j.kind = 'JOINED') e
              where greatest(t.since, e.at) < least(t.until, e.ended)),
           messages as (
             select d.incident_id as incident, d.* from flashlight.gunshot_delivery d join one using (incident_id) where d.agency_id = $1
             union all
             select $2, d.* from flashlight.gunshot_delivery d join told_as t using (incident_id)
              where d.agency_id = $1 and d.message_kind = 'Cancel' and d.incident_id not in (select incident_id from one)
                and d.delivered_at >= t.since and d.delivered_at < t.until)
           select incident, identifier, message_kind as kind, sent_at as "sentAt", receiver from messages
            where identifier is not null order by delivered_at, incident_id, ordinal`,
    values: [agencyId, incident],
  });
  return rows;
}

interface Told {
  readonly incident: string;
  /** Of the newest step that was told. */
  readonly ordinal: number;
  readonly status: string;
}

/** All steps up to one are told; by a message, where one was sent. */
export async function saveDelivered(
  client: Client,
  agencyId: number,
  { incident, ordinal, status, message }: Told & { message: Omit<TakenMessage, 'incident'> | null },
): Promise<void> {
  await client.query(
    `update flashlight.gunshot_delivery
        set delivered_at = clock_timestamp(), tries = tries + 1, status = case when ordinal = $3 then $4 else 'told with ' || $3 end,
            identifier = case when ordinal = $3 then $5::text end, message_kind = case when ordinal = $3 then $6::text end,
            sent_at = case when ordinal = $3 then $7::timestamptz end, receiver = case when ordinal = $3 then $8::text end
      where agency_id = $1 and incident_id = $2 and ordinal <= $3 and delivered_at is null and given_up_at is null`,
    [
      agencyId,
      incident,
      ordinal,
      status,
      message?.identifier ?? null,
      message?.kind ?? null,
      message?.sentAt ?? null,
      message?.receiver ?? null,
    ],
  );
}

/** Tries again after so many seconds, or gives up where `seconds` is null. */
export async function saveNotDelivered(
  client: Client,
  agencyId: number,
  { incident, ordinal, status, seconds }: Told & { seconds: number | null },
): Promise<void> {
  await client.query(
    `update flashlight.gunshot_delivery set tries = tries + 1, status = $4,
            next_at = clock_timestamp() + make_interval(secs => coalesce($5, 0)), given_up_at = case when $5::float8 is null then now() end
      where agency_id = $1 and incident_id = $2 and ordinal <= $3 and delivered_at is null and given_up_at is null`,
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
