import type pg from 'pg';
import { sameIncidents } from './gunshots.ts';

type Client = pg.ClientBase;

/** Ways by which dispatch is told: each by itself, so that one that is down keeps the other not waiting. */
export type DeliveryChannel = 'webhook' | 'mail';

/** What of one incident is to be told: all of its steps that nobody was told of yet. */
export interface DueDelivery {
  readonly incident: string;
  /** Of the newest of the steps, by which it is told. */
  readonly ordinal: number;
  /** Of the newest step: an older one that was tried for long keeps it from no try. */
  readonly tries: number;
  /** Whether any of the steps was tried to be told before. */
  readonly tried: boolean;
  readonly steps: readonly {
    readonly ordinal: number;
    readonly kind: string;
    readonly by: string | null;
    readonly at: string;
  }[];
}

/** One at a time tells by one way what is due of an agency; false where somebody else does. */
export async function lockDeliveries(client: Client, agencyId: number, channel: DeliveryChannel): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>(
    `select pg_try_advisory_xact_lock(hashtext('flashlight.gunshot-delivery/' || $2::text), $1) as mine`,
    [agencyId, channel],
  );
  return rows[0]!.mine;
}

/** Incidents of which the time of a step has come, with all their steps that wait: what waits longer is told with it. */
export async function findDueDeliveries(
  client: Client,
  agencyId: number,
  { channel, limit }: { channel: DeliveryChannel; limit: number },
): Promise<DueDelivery[]> {
  const { rows } = await client.query<DueDelivery>({
    name: 'find-due-deliveries',
    text: `with due as (
             select incident_id, min(next_at) as due_at from flashlight.gunshot_delivery
              where agency_id = $1 and channel = $3 and delivered_at is null and given_up_at is null and next_at <= clock_timestamp()
              group by incident_id order by due_at, incident_id limit $2)
           select d.incident_id as incident, max(d.ordinal) as ordinal, (array_agg(d.tries order by d.ordinal desc))[1] as tries, bool_or(d.tries > 0) as tried,
                  json_agg(json_build_object('ordinal', d.ordinal, 'kind', e.kind, 'by', e.actor,
                    'at', to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by d.ordinal) as steps
             from due join flashlight.gunshot_delivery d on d.agency_id = $1 and d.incident_id = due.incident_id and d.channel = $3
             join flashlight.gunshot_event e on e.agency_id = d.agency_id and e.incident_id = d.incident_id and e.ordinal = d.ordinal
            where d.delivered_at is null and d.given_up_at is null
            group by d.incident_id, due.due_at order by due.due_at, d.incident_id`,
    values: [agencyId, limit, channel],
  });
  return rows;
}

/** Ways by which dispatch could not be told of incidents that wait for another try, or that were given up within a day. */
export interface Untold {
  readonly channel: DeliveryChannel;
  readonly waiting: number;
  readonly since: string | null;
  readonly givenUp: number;
}

export async function findUntold(client: Client, agencyId: number): Promise<Untold[]> {
  const { rows } = await client.query<Untold>({
    name: 'find-untold',
    text: `select u.channel, count(distinct u.incident_id) filter (where u.given_up_at is null)::int as waiting,
                  to_char(min(e.at) filter (where u.given_up_at is null) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as since,
                  count(distinct u.incident_id) filter (where u.given_up_at is not null)::int as "givenUp"
             from (select * from flashlight.gunshot_delivery where agency_id = $1 and delivered_at is null and given_up_at is null and tries > 0
                    union all
                   select * from flashlight.gunshot_delivery where agency_id = $1 and given_up_at is not null and given_up_at > now() - interval '1 day') u
             join flashlight.gunshot_event e using (agency_id, incident_id, ordinal)
            group by u.channel order by u.channel desc`,
    values: [agencyId],
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

/** How long ago an incident was withdrawn, in seconds; null where it is not. */
export async function secondsSinceWithdrawn(
  client: Client,
  agencyId: number,
  incident: string,
): Promise<number | null> {
  const { rows } = await client.query<{ seconds: number }>({
    name: 'seconds-since-withdrawn',
    text: `select extract(epoch from clock_timestamp() - max(e.at))::float8 as seconds from flashlight.gunshot_event e
             join flashlight.gunshot_incident i using (agency_id, incident_id)
            where e.agency_id = $1 and e.incident_id = $2 and e.kind = 'WITHDRAWN' and i.state = 'WITHDRAWN' having count(*) > 0`,
    values: [agencyId, incident],
  });
  return rows[0]?.seconds ?? null;
}

/** Whether a message of an incident, or of one that became one with it, was taken by any way, or a step of it waits to be told. */
export async function isBeingTold(client: Client, agencyId: number, incident: string): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'is-gunshot-being-told',
    text: `with recursive ${sameIncidents}
           select from flashlight.gunshot_delivery join one using (incident_id) where agency_id = $1 and (identifier is not null or (delivered_at is null and given_up_at is null)) limit 1`,
    values: [agencyId, incident],
  });
  return rowCount === 1;
}

/** A message that was taken. */
export interface TakenMessage {
  readonly incident: string;
  readonly identifier: string;
  readonly kind: 'Alert' | 'Update' | 'Cancel';
  readonly sentAt: string;
  readonly receiver: string;
  /** Identifiers of the messages it referred to. */
  readonly refers: readonly string[];
}

/**
 * Messages of an incident, and of those that became one with it, that were taken, in the order in which they were; and among them those of others that
 * refer to one of these: what was cancelled with what it was told further as.
 */
export async function findTakenMessages(client: Client, agencyId: number, incident: string): Promise<TakenMessage[]> {
  const { rows } = await client.query<TakenMessage>({
    name: 'find-taken-messages',
    text: `with recursive ${sameIncidents},
           own as (select d.* from flashlight.gunshot_delivery d join one using (incident_id) where d.agency_id = $1 and d.identifier is not null),
           all_of_it as (
             select * from own
             union
             select d.* from flashlight.gunshot_delivery d
              where d.agency_id = $1 and d.message_kind = 'Cancel' and d.refers && array(select identifier from own))
           select incident_id as incident, identifier, message_kind as kind, sent_at as "sentAt", receiver, refers
             from all_of_it order by delivered_at, incident_id, ordinal`,
    values: [agencyId, incident],
  });
  return rows;
}

interface Told {
  readonly incident: string;
  readonly channel: DeliveryChannel;
  /** Of the newest step that was told. */
  readonly ordinal: number;
  readonly status: string;
}

/** All steps up to one are told; by a message, where one was sent. */
export async function saveDelivered(
  client: Client,
  agencyId: number,
  { incident, channel, ordinal, status, message }: Told & { message: Omit<TakenMessage, 'incident'> | null },
): Promise<void> {
  await client.query(
    `update flashlight.gunshot_delivery
        set delivered_at = clock_timestamp(), tries = tries + 1, status = case when ordinal = $3 then $4 else 'told with ' || $3 end,
            identifier = case when ordinal = $3 then $5::text end, message_kind = case when ordinal = $3 then $6::text end,
            sent_at = case when ordinal = $3 then $7::timestamptz end, receiver = case when ordinal = $3 then $8::text end,
            refers = case when ordinal = $3 then $9::text[] end
      where agency_id = $1 and incident_id = $2 and channel = $10 and ordinal <= $3 and delivered_at is null and given_up_at is null`,
    [
      agencyId,
      incident,
      ordinal,
      status,
      message?.identifier ?? null,
      message?.kind ?? null,
      message?.sentAt ?? null,
      message?.receiver ?? null,
      message?.refers ?? null,
      channel,
    ],
  );
}

/** Tries again after so many seconds, or gives up where `seconds` is null. */
export async function saveNotDelivered(
  client: Client,
  agencyId: number,
  { incident, channel, ordinal, status, seconds }: Told & { seconds: number | null },
): Promise<void> {
  await client.query(
    `update flashlight.gunshot_delivery set tries = tries + 1, status = $4,
            next_at = clock_timestamp() + make_interval(secs => coalesce($5, 0)), given_up_at = case when $5::float8 is null then now() end
      where agency_id = $1 and incident_id = $2 and channel = $6 and ordinal <= $3 and delivered_at is null and given_up_at is null`,
    [agencyId, incident, ordinal, status, seconds, channel],
  );
}
