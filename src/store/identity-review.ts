import type pg from 'pg';
import type { ComparedKind } from '../model/identity.ts';
import type { GivenJudgementAnswer } from '../model/judgements.ts';
import { heldApartBehind } from './identity-candidates.ts';

/** What a person is asked about: candidates, what hangs on them, and what was judged of them. */

export interface StoredCandidate {
  readonly kind: ComparedKind;
  readonly a: number;
  readonly b: number;
  /** Mean of what the model says of their contents. */
  readonly bits: number;
  readonly contentA: number;
  readonly contentB: number;
  /** What hangs on the lighter of the two, as it orders: less where a register or an incident holds the two apart, and never below nothing. */
  readonly rank: number;
}

export interface CandidatesOrder {
  readonly kind: ComparedKind | null;
  readonly state: 'open' | 'unsure';
  /** Rank, bits and both entities of the pair that those asked for come after. */
  readonly after: readonly number[] | null;
  readonly limit: number;
}

/** Pairs of a state, those first on which most hangs, then those that most speaks for; what is held apart comes last. */
export async function findCandidates(
  client: pg.ClientBase,
  agencyId: number,
  { kind, state, after, limit }: CandidatesOrder,
): Promise<StoredCandidate[]> {
  const [rank, bits, a, b] = after ?? [null, null, null, null];
  const { rows } = await client.query<StoredCandidate>(
    `select kind, entity_a as a, entity_b as b, bits, content_a as "contentA", content_b as "contentB",
            weight + ${heldApartBehind} as rank from flashlight.identity_candidate
      where agency_id = $1 and state = $3 and ($2::text is null or kind = $2)
        and ($4::int is null or (weight <= $4::int - ${heldApartBehind} and (weight < $4::int - ${heldApartBehind} or bits < $5::double precision
          or (bits = $5 and (entity_a, entity_b) > ($6::bigint, $7::bigint)))))
      order by weight desc, bits desc, entity_a, entity_b limit $8`,
    [agencyId, kind, state, rank, bits, a, b, limit],
  );
  return rows;
}

/** Mean bits of those of some pairs of entities that are asked about, or were before somebody decided: by both entities, the lower first. */
export async function findCandidateBits(
  client: pg.ClientBase,
  agencyId: number,
  pairs: readonly { readonly a: number; readonly b: number }[],
): Promise<Map<string, number>> {
  const { rows } = await client.query<{ a: number; b: number; bits: number }>(
    `select c.entity_a as a, c.entity_b as b, c.bits from unnest($2::bigint[], $3::bigint[]) as u(a, b)
       join flashlight.identity_candidate c on c.agency_id = $1 and c.entity_a = u.a and c.entity_b = u.b`,
    [agencyId, pairs.map(({ a, b }) => Math.min(a, b)), pairs.map(({ a, b }) => Math.max(a, b))],
  );
  return new Map(rows.map(({ a, b, bits }) => [`${a} ${b}`, bits]));
}

/** How many pairs nobody decided, and how many somebody could not. */
export async function countCandidates(
  client: pg.ClientBase,
  agencyId: number,
  kind: ComparedKind | null,
): Promise<{ open: number; unsure: number }> {
  const { rows } = await client.query<{ open: number; unsure: number }>(
    `select (count(*) filter (where state = 'open'))::int as open, (count(*) filter (where state = 'unsure'))::int as unsure
       from flashlight.identity_candidate where agency_id = $1 and ($2::text is null or kind = $2)`,
    [agencyId, kind],
  );
  return rows[0]!;
}

export interface Hanging {
  readonly homicides: number;
  readonly shootings: number;
  readonly hits: number;
  readonly leads: number;
  readonly firearms: number;
  readonly others: number;
}

/** What hangs on each of some persons, dealers or firearms: incidents they are named in, firearms, what ballistics ties to those. */
export async function findHanging(
  client: pg.ClientBase,
  agencyId: number,
  entities: readonly number[],
): Promise<Map<number, Hanging>> {
  if (entities.length === 0) return new Map();
  const { rows } = await client.query<Hanging & { entity: number }>(
    `with own as (
       select u.entity, l.object_id as other, l.object_kind as kind from unnest($2::bigint[]) as u(entity)
         join flashlight.link l on l.agency_id = $1 and l.subject_id = u.entity and l.status = 'ACTIVE' and l.object_kind in ('firearm', 'incident')
        union select u.entity, l.subject_id, l.subject_kind from unnest($2::bigint[]) as u(entity)
         join flashlight.link l on l.agency_id = $1 and l.object_id = u.entity and l.status = 'ACTIVE' and l.subject_kind in ('firearm', 'incident')
        union select entity_id, entity_id, kind from flashlight.entity where agency_id = $1 and entity_id = any($2::bigint[]) and kind = 'firearm'),
     grades as (
       select i.entity_id as incident, max(case r.classification when 'fatal-shooting' then 3 when 'homicide' then 3 when 'non-fatal-shooting' then 2 else 1 end) as grade
         from (select distinct other as entity_id from own where kind = 'incident') i
         join flashlight.observation_of o on o.agency_id = $1 and o.entity_id = i.entity_id and o.status = 'ACTIVE'
         join flashlight.incident r on r.agency_id = $1 and r.record_id = o.record_id group by 1),
     fired as (
       select f.entity, l.object_id as scene, bool_or(l.predicate = 'FIRED_IN') as hit from own f
         join flashlight.link l on l.agency_id = $1 and l.subject_id = f.other and l.status = 'ACTIVE' and l.predicate in ('FIRED_IN', 'POSSIBLY_FIRED_IN')
        where f.kind = 'firearm' group by 1, 2),
     counted as (
       select own.entity, count(*) filter (where g.grade = 3) as homicides, count(*) filter (where g.grade = 2) as shootings,
              count(*) filter (where own.kind = 'firearm') as firearms, count(*) filter (where own.kind = 'incident' and coalesce(g.grade, 1) = 1) as others
         from own left join grades g on g.incident = own.other group by own.entity),
     tied as (select entity, count(*) filter (where hit) as hits, count(*) filter (where not hit) as leads from fired group by entity)
     select u.entity, coalesce(c.homicides, 0)::int as homicides, coalesce(c.shootings, 0)::int as shootings, coalesce(t.hits, 0)::int as hits,
            coalesce(t.leads, 0)::int as leads, coalesce(c.firearms, 0)::int as firearms, coalesce(c.others, 0)::int as others
       from unnest($2::bigint[]) as u(entity) left join counted c on c.entity = u.entity left join tied t on t.entity = u.entity`,
    [agencyId, entities],
  );
  return new Map(rows.map(({ entity, ...hanging }) => [entity, hanging]));
}

/** Firearms tied to each of some entities; a firearm is its own. */
export async function findOwnFirearms(
  client: pg.ClientBase,
  agencyId: number,
  entities: readonly number[],
): Promise<{ entity: number; firearm: number }[]> {
  if (entities.length === 0) return [];
  const { rows } = await client.query<{ entity: number; firearm: number }>(
    `select subject_id as entity, object_id as firearm from flashlight.link
      where agency_id = $1 and subject_id = any($2::bigint[]) and object_kind = 'firearm' and status = 'ACTIVE'
      union select object_id, subject_id from flashlight.link
      where agency_id = $1 and object_id = any($2::bigint[]) and subject_kind = 'firearm' and status = 'ACTIVE'
      union select entity_id, entity_id from flashlight.entity where agency_id = $1 and entity_id = any($2::bigint[]) and kind = 'firearm'`,
    [agencyId, entities],
  );
  return rows;
}

const judgementColumns = `j.judgement_id as judgement, j.decision_id as decision, j.verdict,
  case when j.withdrawn_at is not null then 'WITHDRAWN' when j.in_force then 'IN_FORCE' else 'WAITING' end as state,
  j.record_a || '-' || j.ordinal_a as a, j.record_b || '-' || j.ordinal_b as b, j.reason, j.judged_by as "judgedBy", j.judged_at as "judgedAt",
  j.confirmed_by as "confirmedBy", j.withdrawn_by as "withdrawnBy",
  case when j.withdrawal_asked_by is not null then json_build_object('askedBy', j.withdrawal_asked_by, 'askedAt', j.withdrawal_asked_at,
    'reason', j.withdrawal_reason) end as withdrawal, j.model_id as "modelVersion", j.bits`;

type Given = Omit<GivenJudgementAnswer, 'contrary'>;

export async function findJudgement(client: pg.ClientBase, agencyId: number, judgement: number): Promise<Given | null> {
  const { rows } = await client.query<Given>(
    `select ${judgementColumns} from flashlight.judgement j where j.agency_id = $1 and j.judgement_id = $2`,
    [agencyId, judgement],
  );
  return rows[0] ?? null;
}

const judgementsShown = 200;

/**
 * Judgements on rows of some entities, newest first, each with the entities its rows are in now. Of a decision that parts two entities one
 * is given, of one that joins the two rows looked at, and what was taken back makes room for what stands: a split of thousands must not hide what else was said.
 */
export async function findJudgementsOn(
  client: pg.ClientBase,
  agencyId: number,
  entities: readonly number[],
): Promise<(Given & { readonly entityA: number; readonly entityB: number })[]> {
  if (entities.length === 0) return [];
  const { rows } = await client.query<Given & { entityA: number; entityB: number }>(
    `select * from (select * from (select distinct on (j.decision_id, least(x.entity_id, y.entity_id), greatest(x.entity_id, y.entity_id))
            ${judgementColumns}, x.entity_id as "entityA", y.entity_id as "entityB" from flashlight.judgement j
       join flashlight.observation_of x on x.agency_id = j.agency_id and x.record_id = j.record_a and x.ordinal = j.ordinal_a
       join flashlight.observation_of y on y.agency_id = j.agency_id and y.record_id = j.record_b and y.ordinal = j.ordinal_b
      where j.agency_id = $1 and (j.verdict <> 'same' or j.judgement_id = j.decision_id) and (x.entity_id = any($2::bigint[]) or y.entity_id = any($2::bigint[]))
      order by j.decision_id, least(x.entity_id, y.entity_id), greatest(x.entity_id, y.entity_id), j.judgement_id) each
      order by state = 'WITHDRAWN', judgement desc limit ${judgementsShown}) shown order by judgement desc`,
    [agencyId, entities],
  );
  return rows;
}

const decisionRows = `flashlight.judgement j
       join flashlight.observation_of x on x.agency_id = j.agency_id and x.record_id = j.record_a and x.ordinal = j.ordinal_a
       join flashlight.observation_of y on y.agency_id = j.agency_id and y.record_id = j.record_b and y.ordinal = j.ordinal_b
      where j.agency_id = $1 and ($2::text is null or j.kind = $2) and j.judgement_id = j.decision_id and j.withdrawn_at is null
        and j.verdict <> 'unsure'`;

/** A second person is to agree to the decision, or to taking it back. */
const waits = 'not j.in_force or j.withdrawal_asked_by is not null';

/** How many decisions wait for a second person, and how many were given within some days and are in force. */
export async function countDecisions(
  client: pg.ClientBase,
  agencyId: number,
  { kind, days }: { readonly kind: ComparedKind | null; readonly days: number },
): Promise<{ waiting: number; decided: number }> {
  const { rows } = await client.query<{ waiting: number; decided: number }>(
    `select (count(*) filter (where ${waits}))::int as waiting,
            (count(*) filter (where j.in_force and j.judged_at > now() - make_interval(days => $3)))::int as decided from ${decisionRows}`,
    [agencyId, kind, days],
  );
  return rows[0]!;
}

export interface DecisionsOrder {
  readonly kind: ComparedKind | null;
  readonly waiting: boolean;
  readonly days: number | null;
  /** Those given before this one. */
  readonly before: number | null;
  readonly limit: number;
}

/** Decisions that wait for a second person, or that were given lately; one judgement of each, the newest first. */
export async function findDecisions(
  client: pg.ClientBase,
  agencyId: number,
  { kind, waiting, days, before, limit }: DecisionsOrder,
): Promise<(Given & { readonly kind: ComparedKind; readonly entityA: number; readonly entityB: number })[]> {
  const { rows } = await client.query<Given & { kind: ComparedKind; entityA: number; entityB: number }>(
    `select ${judgementColumns}, j.kind, x.entity_id as "entityA", y.entity_id as "entityB" from ${decisionRows}
        and case when $3::boolean then ${waits} else j.in_force end and ($4::int is null or j.judged_at > now() - make_interval(days => $4))
        and ($5::bigint is null or j.judgement_id < $5)
      order by j.judgement_id desc limit $6`,
    [agencyId, kind, waiting, days, before, limit],
  );
  return rows;
}

/**
 * The last thing a person decided that stands and is theirs alone to take back: a judgement nobody else agreed to since, or their agreement to
 * another's. A split is taken back where it was made.
 */
export async function findLastOwn(
  client: pg.ClientBase,
  agencyId: number,
  { actor, days }: { readonly actor: string; readonly days: number },
): Promise<Given | null> {
  const { rows } = await client.query<Given>(
    `select ${judgementColumns} from flashlight.judgement j
      where j.agency_id = $1 and j.withdrawn_at is null and coalesce(j.confirmed_by, j.judged_by) = $2
        and greatest(j.judged_at, j.confirmed_at) > now() - make_interval(days => $3)
        and j.judgement_id = j.decision_id
        and not exists (select from flashlight.judgement o where o.agency_id = j.agency_id and o.decision_id = j.decision_id and o.judgement_id <> j.judgement_id and o.verdict = 'different')
      order by greatest(j.judged_at, j.confirmed_at) desc, j.judgement_id desc limit 1`,
    [agencyId, actor, days],
  );
  return rows[0] ?? null;
}

/** The oldest row in force of an entity that says a content. */
export async function rowsOfContents(
  client: pg.ClientBase,
  agencyId: number,
  wanted: readonly { readonly entity: number; readonly content: number }[],
): Promise<Map<string, { record: number; ordinal: number }>> {
  const { rows } = await client.query<{ entity: number; content: number; record: number; ordinal: number }>(
    `select distinct on (u.entity, u.content) u.entity, u.content, o.record_id as record, o.ordinal from unnest($2::bigint[], $3::bigint[]) as u(entity, content)
       join flashlight.observation_content c on c.agency_id = $1 and c.content_id = u.content
       join flashlight.observation_of o on o.agency_id = $1 and o.record_id = c.record_id and o.ordinal = c.ordinal and o.status = 'ACTIVE' and o.entity_id = u.entity
      order by u.entity, u.content, o.record_id, o.ordinal`,
    [agencyId, wanted.map((each) => each.entity), wanted.map((each) => each.content)],
  );
  return new Map(rows.map(({ entity, content, ...row }) => [`${entity} ${content}`, row]));
}

export interface RowInForce {
  readonly record: number;
  readonly ordinal: number;
  readonly kind: ComparedKind;
  readonly entity: number;
  readonly content: number | null;
  readonly joinedBy: string | null;
  readonly bits: number | null;
}

/** Rows in force that say the same, as the oldest of them. */
export interface AlikeRows extends Omit<RowInForce, 'kind' | 'entity'> {
  readonly rows: number;
  /** The oldest of them and the next, as `812-3`. */
  readonly members: readonly string[];
}

/** Rows of an entity in force, those that have one content together, in the order of the oldest of each; and how many such groups there are. */
export async function alikeRowsOfEntity(
  client: pg.ClientBase,
  agencyId: number,
  entity: number,
  { groups, members }: { readonly groups: number; readonly members: number },
): Promise<{ groups: AlikeRows[]; total: number }> {
  const { rows } = await client.query<AlikeRows & { total: number }>(
    `with told as (
       select o.record_id, o.ordinal, o.joined_by, o.score, c.content_id, o.record_id * 64 + o.ordinal as number,
              coalesce(c.content_id, -(o.record_id * 64 + o.ordinal)) as said
         from flashlight.observation_of o
         left join flashlight.observation_content c on c.agency_id = o.agency_id and c.record_id = o.record_id and c.ordinal = o.ordinal
        where o.agency_id = $1 and o.entity_id = $2 and o.status = 'ACTIVE'),
     ranked as materialized (
       select *, row_number() over (partition by said order by number)::int as nth, (count(*) over (partition by said))::int as rows from told),
     shown as (select * from ranked where nth = 1 order by number limit $3)
     select s.record_id as record, s.ordinal, s.content_id as content, s.joined_by as "joinedBy", s.score as bits, s.rows,
            array_agg(r.record_id || '-' || r.ordinal order by r.nth) as members, (select count(*) from ranked where nth = 1)::int as total
       from shown s join ranked r on r.said = s.said and r.nth <= $4
      group by s.record_id, s.ordinal, s.content_id, s.joined_by, s.score, s.rows, s.number order by s.number`,
    [agencyId, entity, groups, members],
  );
  return { groups: rows.map(({ total: _, ...group }) => group), total: rows[0]?.total ?? 0 };
}

/** One row, whether it is in force or not. */
export async function findRow(
  client: pg.ClientBase,
  agencyId: number,
  row: { readonly record: number; readonly ordinal: number },
): Promise<RowInForce | null> {
  const { rows } = await client.query<RowInForce>(
    `select o.record_id as record, o.ordinal, o.kind, o.entity_id as entity, c.content_id as content, o.joined_by as "joinedBy", o.score as bits
       from flashlight.observation_of o
       left join flashlight.observation_content c on c.agency_id = o.agency_id and c.record_id = o.record_id and c.ordinal = o.ordinal
      where o.agency_id = $1 and o.record_id = $2 and o.ordinal = $3`,
    [agencyId, row.record, row.ordinal],
  );
  return rows[0] ?? null;
}

export interface StoredEvent {
  readonly at: string;
  readonly kind: 'MERGE' | 'SPLIT';
  readonly other: number;
  /** Name of the other: one that was merged keeps that of its last day. */
  readonly label: string;
  readonly reason: string;
  readonly by: string;
}

/** Merges and splits of an entity, newest first. */
export async function entityEvents(client: pg.ClientBase, agencyId: number, entity: number): Promise<StoredEvent[]> {
  const { rows } = await client.query<StoredEvent>(
    `select v.at, v.kind, v.other, coalesce(e.label, '') as label, v.reason, v.by from (
       select event_id, happened_at as at, kind, case when entity_id = $2 then other_id else entity_id end as other, reason, asserted_by as by
         from flashlight.entity_event where agency_id = $1 and (entity_id = $2 or other_id = $2) order by event_id desc limit 100) v
       left join flashlight.entity e on e.agency_id = $1 and e.entity_id = v.other order by v.event_id desc`,
    [agencyId, entity],
  );
  return rows;
}
