import type pg from 'pg';
import type { Verdict } from '../identity/judgement.ts';
import { Failure } from '../model/errors.ts';
import type { EntityKind } from '../model/tables.ts';
import { isOnePerson } from './account-logins.ts';

interface At {
  readonly record: number;
  readonly ordinal: number;
}

/** A judgement to be kept: two rows of one kind and what was decided of them. */
export interface JudgementToSave {
  readonly a: At;
  readonly b: At;
  readonly verdict: Verdict;
  readonly reason: string;
  readonly judgedBy: string;
}

/** Two observations a judgement is about: their kind, their entities, and what the model in force says of them. */
export async function findJudged(
  client: pg.ClientBase,
  agencyId: number,
  { a, b }: { readonly a: At; readonly b: At },
): Promise<{ kind: EntityKind; entities: number[]; model: number | null; bits: number | null }> {
  const { rows } = await client.query<{
    kind: EntityKind;
    entity_id: number;
    content_id: number | null;
    status: string;
  }>(
    `select o.kind, o.entity_id, c.content_id, o.status from flashlight.observation_of o
       left join flashlight.observation_content c on c.agency_id = o.agency_id and c.record_id = o.record_id and c.ordinal = o.ordinal
      where o.agency_id = $1 and ((o.record_id = $2 and o.ordinal = $3) or (o.record_id = $4 and o.ordinal = $5))`,
    [agencyId, a.record, a.ordinal, b.record, b.ordinal],
  );
  if (a.record === b.record && a.ordinal === b.ordinal)
    throw new Failure(
      'judgement.not-comparable',
      'Expected two rows; got one row twice. Choose another row to compare it with.',
    );
  if (rows.length !== 2 || rows[0]!.kind !== rows[1]!.kind) {
    throw new Failure(
      'judgement.not-comparable',
      `Expected two observations of the same kind; got ${rows.map((row) => row.kind).join(' and ') || 'none that exist'}. Choose two rows that speak of the same kind of thing.`,
    );
  }
  if (rows.some((row) => row.status === 'SUPERSEDED'))
    throw new Failure(
      'judgement.not-comparable',
      'Expected two rows in force; one of them was replaced by a newer version since. Nothing was decided. Look at the two again: the row in force may say something else.',
    );
  const { rows: said } = await client.query<{ model: number; bits: number | null }>(
    `select m.model_id as model, coalesce(t.bits, k.self_bits) as bits from flashlight.identity_model m
       left join flashlight.identity_tie t on t.agency_id = $1 and t.content_a = least($3::bigint, $4) and t.content_b = greatest($3::bigint, $4)
       left join flashlight.identity_content k on k.agency_id = $1 and k.content_id = $3 and $3::bigint = $4
      where m.agency_id = $1 and m.kind = $2 and m.state = 'IN_FORCE'`,
    [agencyId, rows[0]!.kind, rows[0]!.content_id, rows[1]!.content_id],
  );
  return {
    kind: rows[0]!.kind,
    entities: [...new Set(rows.map((row) => row.entity_id))],
    model: said[0]?.model ?? null,
    bits: said[0]?.bits ?? null,
  };
}

/** Adds judgements as one decision, which has the number of the first; gives it. */
export async function insertDecision(
  client: pg.ClientBase,
  agencyId: number,
  judgements: readonly JudgementToSave[],
  about: {
    readonly kind: EntityKind;
    readonly needsSecond: boolean;
    readonly model: number | null;
    readonly bits: number | null;
  },
): Promise<number> {
  const { rows } = await client.query<{ judgement_id: number }>(
    `insert into flashlight.judgement (agency_id, kind, record_a, ordinal_a, record_b, ordinal_b, verdict, reason, judged_by, judged_at, needs_second, model_id, bits)
     select $1, $2, u.record_a, u.ordinal_a, u.record_b, u.ordinal_b, u.verdict, u.reason, u.judged_by, clock_timestamp(), $10, $11, $12
       from unnest($3::bigint[], $4::smallint[], $5::bigint[], $6::smallint[], $7::text[], $8::text[], $9::text[])
         as u(record_a, ordinal_a, record_b, ordinal_b, verdict, reason, judged_by) returning judgement_id`,
    [
      agencyId,
      about.kind,
      judgements.map((each) => each.a.record),
      judgements.map((each) => each.a.ordinal),
      judgements.map((each) => each.b.record),
      judgements.map((each) => each.b.ordinal),
      judgements.map((each) => each.verdict),
      judgements.map((each) => each.reason),
      judgements.map((each) => each.judgedBy),
      about.needsSecond,
      about.model,
      about.bits,
    ],
  );
  const numbers = rows.map((row) => row.judgement_id);
  const decision = Math.min(...numbers);
  await client.query(
    'update flashlight.judgement set decision_id = $2 where agency_id = $1 and judgement_id = any($3::bigint[])',
    [agencyId, decision, numbers],
  );
  return decision;
}

/** Entities that the judgements of a decision speak of. */
export async function entitiesJudged(client: pg.ClientBase, agencyId: number, decision: number): Promise<number[]> {
  const { rows } = await client.query<{ entity_id: number }>(
    `select distinct o.entity_id from flashlight.judgement j join flashlight.observation_of o on o.agency_id = $1
        and ((o.record_id = j.record_a and o.ordinal = j.ordinal_a) or (o.record_id = j.record_b and o.ordinal = j.ordinal_b))
      where j.agency_id = $1 and j.decision_id = $2`,
    [agencyId, decision],
  );
  return rows.map((row) => row.entity_id);
}

/** A second person agrees to a decision that waits for one; gives its number. */
export async function confirmDecision(
  client: pg.ClientBase,
  agencyId: number,
  judgement: number,
  confirmedBy: string,
): Promise<number> {
  const { rows } = await client.query<{ decision: number; judgedBy: string; waiting: boolean }>(
    `select decision_id as decision, judged_by as "judgedBy", withdrawn_at is null and not in_force as waiting
       from flashlight.judgement where agency_id = $1 and judgement_id = $2 for update`,
    [agencyId, judgement],
  );
  const [found] = rows;
  if (!found) throw unknownJudgement(judgement);
  if (!found.waiting)
    throw new Failure(
      'judgement.second-person',
      `Expected a judgement that waits for a second person; ${judgement} does not.`,
      {
        detail: { judgement },
      },
    );
  if (await isOnePerson(client, agencyId, found.judgedBy, confirmedBy))
    throw new Failure(
      'judgement.second-person',
      'Expected another person than the one who gave the judgement: making two people one takes two.',
      { detail: { judgement } },
    );
  await client.query(
    `update flashlight.judgement set confirmed_by = $3, confirmed_at = clock_timestamp() where agency_id = $1 and decision_id = $2 and withdrawn_at is null`,
    [agencyId, found.decision, confirmedBy],
  );
  return found.decision;
}

export interface WithdrawalOrder {
  readonly by: string;
  /** Why what others decided should no longer hold. */
  readonly reason?: string | undefined;
}

/**
 * Takes a decision back, with all its judgements; gives its number. Where it is in force, of persons, and given by others, it takes
 * two as their joining does: the first who asks says why and nothing changes, another one takes it back.
 */
export async function withdrawJudgement(
  client: pg.ClientBase,
  agencyId: number,
  judgement: number,
  { by, reason = '' }: WithdrawalOrder,
): Promise<{ withdrawn: boolean; decision: number }> {
  const { rows } = await client.query<{
    decision: number;
    asksTwo: boolean;
    judgedBy: string;
    confirmedBy: string | null;
    askedBy: string | null;
  }>(
    `select decision_id as decision, kind = 'person' and verdict <> 'unsure' and in_force as "asksTwo", judged_by as "judgedBy",
            confirmed_by as "confirmedBy", withdrawal_asked_by as "askedBy"
       from flashlight.judgement where agency_id = $1 and judgement_id = $2 and withdrawn_at is null for update`,
    [agencyId, judgement],
  );
  const [found] = rows;
  if (!found) throw unknownJudgement(judgement);
  const { decision, asksTwo, judgedBy, confirmedBy, askedBy } = found;
  const isBy = (actor: string | null) => actor !== null && isOnePerson(client, agencyId, actor, by);
  const own = (await isBy(judgedBy)) || (await isBy(confirmedBy));
  if (asksTwo && !own) {
    if (askedBy === null) {
      if (reason.trim() === '')
        throw new Failure(
          'judgement.no-reason',
          'Expected a reason: what others decided of two persons is taken back by two, of whom the first says why. Say in a sentence what it rests on.',
        );
      await client.query(
        `update flashlight.judgement set withdrawal_asked_by = $3, withdrawal_asked_at = now(), withdrawal_reason = $4
          where agency_id = $1 and decision_id = $2 and withdrawn_at is null`,
        [agencyId, decision, by, reason],
      );
      return { withdrawn: false, decision };
    }
    if (await isBy(askedBy))
      throw new Failure(
        'judgement.second-person',
        'Expected another person than the one who asked to take it back: what others decided of two persons is taken back by two.',
        { detail: { judgement } },
      );
  }
  await client.query(
    `update flashlight.judgement set withdrawn_by = $3, withdrawn_at = now()
      where agency_id = $1 and decision_id = $2 and withdrawn_at is null`,
    [agencyId, decision, by],
  );
  return { withdrawn: true, decision };
}

/** A decision that somebody asked to take back holds on, and nobody is asked about it any more. */
export async function keepJudgement(client: pg.ClientBase, agencyId: number, judgement: number): Promise<void> {
  const { rowCount } = await client.query(
    `update flashlight.judgement set withdrawal_asked_by = null, withdrawal_asked_at = null, withdrawal_reason = null
      where agency_id = $1 and withdrawn_at is null and withdrawal_asked_by is not null
        and decision_id = (select decision_id from flashlight.judgement where agency_id = $1 and judgement_id = $2)`,
    [agencyId, judgement],
  );
  if (rowCount === 0)
    throw new Failure(
      'judgement.second-person',
      `Expected a judgement that somebody asked to take back; ${judgement} is none.`,
      { detail: { judgement } },
    );
}

const unknownJudgement = (judgement: number) =>
  new Failure(
    'judgement.unknown',
    `Expected a judgement in force; ${judgement} is none. It may have been withdrawn already.`,
    { detail: { judgement } },
  );

/** A row in force that speaks of an entity: that of a record, or the oldest. */
export async function findObservationOf(
  client: pg.ClientBase,
  agencyId: number,
  entity: number,
  record: number | null,
): Promise<(At & { readonly kind: EntityKind }) | null> {
  const { rows } = await client.query<At & { kind: EntityKind }>(
    `select record_id as record, ordinal, kind from flashlight.observation_of
      where agency_id = $1 and entity_id = $2 and status = 'ACTIVE' and ($3::bigint is null or record_id = $3)
      order by record_id, ordinal limit 1`,
    [agencyId, entity, record],
  );
  return rows[0] ?? null;
}

/** A judgement as it was given, in force or withdrawn. */
export interface GivenJudgement {
  readonly judgement: number;
  readonly verdict: Verdict;
  readonly recordA: number;
  readonly recordB: number;
  readonly reason: string;
  readonly judgedBy: string;
  readonly judgedAt: string;
  readonly withdrawnBy: string | null;
}

/** Judgements on any row of an entity, oldest first; of those that join the ones on the two rows looked at. */
export async function findJudgements(
  client: pg.ClientBase,
  agencyId: number,
  entity: number,
): Promise<GivenJudgement[]> {
  const { rows } = await client.query<GivenJudgement>(
    `select distinct j.judgement_id as judgement, j.verdict, j.record_a as "recordA", j.record_b as "recordB", j.reason,
            j.judged_by as "judgedBy", to_char(j.judged_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "judgedAt",
            j.withdrawn_by as "withdrawnBy"
       from flashlight.judgement j join flashlight.observation_of o on o.agency_id = j.agency_id
        and (o.record_id, o.ordinal) in ((j.record_a, j.ordinal_a), (j.record_b, j.ordinal_b))
      where j.agency_id = $1 and o.entity_id = $2 and (j.verdict <> 'same' or j.judgement_id = j.decision_id) order by j.judgement_id`,
    [agencyId, entity],
  );
  return rows;
}

export interface StoredObservation extends At {
  readonly number: number;
  readonly kind: EntityKind;
  readonly entity: number;
  readonly superseded: boolean;
}

export async function observationsOfEntities(
  client: pg.ClientBase,
  agencyId: number,
  entities: readonly number[],
): Promise<StoredObservation[]> {
  const { rows } = await client.query<StoredObservation>(
    `select record_id as record, ordinal, record_id * 64 + ordinal as number, kind, entity_id as entity, status = 'SUPERSEDED' as superseded
       from flashlight.observation_of where agency_id = $1 and entity_id = any($2::bigint[]) order by record_id, ordinal`,
    [agencyId, entities],
  );
  return rows;
}

export async function recordsWithFeed(client: pg.ClientBase, agencyId: number, records: readonly number[]) {
  const { rows } = await client.query<{ record: number; version: number; handling: string[]; feed: string }>(
    `select r.record_id as record, r.version, r.handling, s.feed from flashlight.record r join flashlight.source s using (agency_id, source_id)
      where r.agency_id = $1 and r.record_id = any($2::bigint[]) order by r.record_id`,
    [agencyId, records],
  );
  return rows;
}
