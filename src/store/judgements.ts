import type pg from 'pg';
import type { Judgement, Verdict } from '../identity/judgement.ts';
import { Failure } from '../model/errors.ts';
import type { EntityKind } from '../model/tables.ts';
import { saidByEntities, tiedContents } from './identity-ties.ts';
import { countLinks, dateEntities, saveSearchTerms, type LinkToSave } from './linking.ts';

interface At {
  readonly record: number;
  readonly ordinal: number;
}

/** Adds a judgement on two observations; gives its number and the entities they are in. */
export async function insertJudgement(
  client: pg.ClientBase,
  agencyId: number,
  order: { a: At; b: At; verdict: Verdict; reason: string; judgedBy: string },
): Promise<{ judgement: number; entities: number[] }> {
  const { rows } = await client.query<{ kind: string; entity_id: number }>(
    `select kind, entity_id from flashlight.observation_of where agency_id = $1 and ((record_id = $2 and ordinal = $3) or (record_id = $4 and ordinal = $5))`,
    [agencyId, order.a.record, order.a.ordinal, order.b.record, order.b.ordinal],
  );
  if (rows.length !== 2 || rows[0]!.kind !== rows[1]!.kind) {
    throw new Failure(
      'judgement.not-comparable',
      `Expected two observations of the same kind; got ${rows.map((row) => row.kind).join(' and ') || 'none that exist'}. Choose two rows that speak of the same kind of thing.`,
    );
  }
  const { rows: made } = await client.query<{ judgement_id: number }>(
    `insert into flashlight.judgement (agency_id, kind, record_a, ordinal_a, record_b, ordinal_b, verdict, reason, judged_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning judgement_id`,
    [
      agencyId,
      rows[0]!.kind,
      order.a.record,
      order.a.ordinal,
      order.b.record,
      order.b.ordinal,
      order.verdict,
      order.reason,
      order.judgedBy,
    ],
  );
  return { judgement: made[0]!.judgement_id, entities: [...new Set(rows.map((row) => row.entity_id))] };
}

export async function withdrawJudgement(
  client: pg.ClientBase,
  agencyId: number,
  judgement: number,
  withdrawnBy: string,
): Promise<{ entities: number[] }> {
  const { rows } = await client.query<{ entity_id: number }>(
    `with gone as (
       update flashlight.judgement set withdrawn_by = $3, withdrawn_at = now() where agency_id = $1 and judgement_id = $2 and withdrawn_at is null
       returning record_a, ordinal_a, record_b, ordinal_b)
     select distinct o.entity_id from gone g join flashlight.observation_of o
       on o.agency_id = $1 and ((o.record_id = g.record_a and o.ordinal = g.ordinal_a) or (o.record_id = g.record_b and o.ordinal = g.ordinal_b))`,
    [agencyId, judgement, withdrawnBy],
  );
  if (rows.length === 0)
    throw new Failure(
      'judgement.unknown',
      `Expected a judgement in force; ${judgement} is none. It may have been withdrawn already.`,
      { detail: { judgement } },
    );
  return { entities: rows.map((row) => row.entity_id) };
}

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

/** Judgements on any row of an entity, oldest first. */
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
      where j.agency_id = $1 and o.entity_id = $2 order by j.judgement_id`,
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

/** Everything that keys, judgements, ties of a model and versions connect to some entities: it must be joined with all of it in view. */
export interface ConnectedEntities {
  readonly entities: readonly number[];
  /** In force. */
  readonly judgements: readonly Judgement[];
  readonly versions: readonly NewerVersion[];
}

export async function connectedEntities(
  client: pg.ClientBase,
  agencyId: number,
  start: readonly number[],
): Promise<ConnectedEntities> {
  const entities = new Set(start);
  for (;;) {
    const { touched, ...around } = await connectionsOf(client, agencyId, [...entities]);
    const before = entities.size;
    for (const entity of touched) entities.add(entity);
    if (entities.size === before) return { entities: [...entities], ...around };
  }
}

/**
 * Judgements in force that touch some entities, and all entities that must be joined with these in view: those on the other
 * side of a judgement, those that carry the same keys, and those that other versions of the same records are in.
 */
async function connectionsOf(
  client: pg.ClientBase,
  agencyId: number,
  entities: readonly number[],
): Promise<{ judgements: Judgement[]; versions: NewerVersion[]; touched: number[] }> {
  const { rows } = await client.query<Judgement & { entity_a: number; entity_b: number }>(
    `select j.record_a * 64 + j.ordinal_a as a, j.record_b * 64 + j.ordinal_b as b, j.verdict, x.entity_id as entity_a, y.entity_id as entity_b
       from flashlight.judgement j
       join flashlight.observation_of x on x.agency_id = j.agency_id and x.record_id = j.record_a and x.ordinal = j.ordinal_a
       join flashlight.observation_of y on y.agency_id = j.agency_id and y.record_id = j.record_b and y.ordinal = j.ordinal_b
      where j.agency_id = $1 and j.in_force and (x.entity_id = any($2::bigint[]) or y.entity_id = any($2::bigint[]))
      order by j.judgement_id`,
    [agencyId, entities],
  );
  const { rows: near } = await client.query<{ entity_id: number }>(
    `select k.entity_id from flashlight.observation_of o cross join lateral unnest(o.keys) as carried (key)
       join flashlight.identity_key k on k.agency_id = $1 and k.kind = o.kind and k.key = carried.key
      where o.agency_id = $1 and o.entity_id = any($2::bigint[])
      union
     select (apart ->> 'entity')::bigint from flashlight.entity cross join lateral jsonb_array_elements(detail -> 'apart') as apart
      where agency_id = $1 and entity_id = any($2::bigint[])
      union
     select o2.entity_id from ${saidByEntities} ${tiedContents} where o2.entity_id <> said.entity_id`,
    [agencyId, entities],
  );
  const versions = await newerVersions(client, agencyId, entities);
  return {
    judgements: rows.map(({ a, b, verdict }) => ({ a, b, verdict })),
    versions,
    touched: [
      ...new Set([
        ...rows.flatMap((row) => [row.entity_a, row.entity_b]),
        ...near.map((row) => row.entity_id),
        ...versions.flatMap((each) => [each.entity, each.newestEntity]),
      ]),
    ],
  };
}

/** An observation of a superseded version, and the one that stands in its place in the version that speaks. */
export interface NewerVersion {
  readonly number: number;
  readonly entity: number;
  readonly newest: number;
  readonly newestEntity: number;
  /** Both carry the same keys, and at least one: they say the same of who or what it is. */
  readonly sameKeys: boolean;
}

/** For some entities, each superseded observation beside its newest version, whichever of the two is in them. */
async function newerVersions(
  client: pg.ClientBase,
  agencyId: number,
  entities: readonly number[],
): Promise<NewerVersion[]> {
  const from = (given: 'o' | 'n') => `
    select o.record_id * 64 + o.ordinal as number, o.entity_id as entity, n.record_id * 64 + n.ordinal as newest,
           n.entity_id as "newestEntity", cardinality(o.keys) > 0 and o.keys = n.keys as "sameKeys"
      from flashlight.observation_of ${given}
      join flashlight.record g on g.agency_id = $1 and g.record_id = ${given}.record_id
      join flashlight.record h on h.agency_id = $1 and h.source_id = g.source_id and h.natural_key = g.natural_key and h.record_id <> g.record_id
      join flashlight.observation_of ${given === 'o' ? 'n' : 'o'} on ${given === 'o' ? 'n' : 'o'}.agency_id = $1 and ${given === 'o' ? 'n' : 'o'}.record_id = h.record_id
     where ${given}.agency_id = $1 and ${given}.entity_id = any($2::bigint[])
       and o.ordinal = n.ordinal and o.kind = n.kind and o.status = 'SUPERSEDED' and n.status = 'ACTIVE'`;
  const { rows } = await client.query<NewerVersion>(`${from('o')} union ${from('n')} order by number, newest`, [
    agencyId,
    entities,
  ]);
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

export interface RejoinedEntity {
  readonly entity: number;
  readonly kind: EntityKind;
  label: string;
  observations: number;
  readonly terms: { field: string; term: string; shown: string }[];
  /** Entities that carry a key of this one and are kept apart from it, and which kind of key. */
  readonly apart: readonly { entity: number; reason: string }[];
}

export interface Rejoined {
  readonly before: readonly number[];
  readonly after: readonly RejoinedEntity[];
  readonly observations: readonly (At & {
    number: number;
    before: number;
    entity: number;
    joinedBy: string | null;
    bits?: number | undefined;
  })[];
  readonly keys: readonly { kind: EntityKind; key: string; entity: number; contested: boolean }[];
  readonly links: readonly LinkToSave[];
  readonly assertedBy: string;
}

/** Stores the outcome of joining a group anew: observations, keys, links, entities and search terms, and the events of it. */
export async function saveRejoined(client: pg.ClientBase, agencyId: number, outcome: Rejoined): Promise<void> {
  const { observations, keys, links, after } = outcome;
  await client.query(
    `update flashlight.observation_of o set entity_id = u.entity, joined_by = u.joined, score = u.bits
       from unnest($2::bigint[], $3::smallint[], $4::bigint[], $5::text[], $6::real[]) as u(record, ordinal, entity, joined, bits)
      where o.agency_id = $1 and o.record_id = u.record and o.ordinal = u.ordinal
        and (o.entity_id, o.joined_by, o.score) is distinct from (u.entity, u.joined, u.bits)`,
    [
      agencyId,
      observations.map((each) => each.record),
      observations.map((each) => each.ordinal),
      observations.map((each) => each.entity),
      observations.map((each) => each.joinedBy),
      observations.map((each) => each.bits ?? null),
    ],
  );
  await client.query(
    `update flashlight.identity_key k set entity_id = u.entity, contested = u.contested
       from unnest($2::text[], $3::text[], $4::bigint[], $5::boolean[]) as u(kind, key, entity, contested)
      where k.agency_id = $1 and k.kind = u.kind and k.key = u.key and (k.entity_id, k.contested) is distinct from (u.entity, u.contested)`,
    [
      agencyId,
      keys.map((each) => each.kind),
      keys.map((each) => each.key),
      keys.map((each) => each.entity),
      keys.map((each) => each.contested),
    ],
  );
  await client.query(
    `update flashlight.link l set subject_id = u.subject, object_id = u.object
       from unnest($2::bigint[], $3::bigint[], $4::bigint[]) as u(link, subject, object)
      where l.agency_id = $1 and l.link_id = u.link and (l.subject_id, l.object_id) is distinct from (u.subject, u.object)`,
    [agencyId, links.map((each) => each.link), links.map((each) => each.subject), links.map((each) => each.object)],
  );
  await saveEntitiesAnew(client, agencyId, outcome);
  const touched = [...new Set([...outcome.before, ...after.map((each) => each.entity)])];
  await countLinks(client, agencyId, touched);
  await dateEntities(
    client,
    agencyId,
    after.map((each) => each.entity),
  );
  // Of several ways to write one term the oldest is shown.
  const terms = after.flatMap(({ entity, kind, terms: of }) =>
    [...new Map(of.toReversed().map((term) => [`${term.field}\n${term.term}`, term])).values()].map((term) => ({
      entity,
      kind,
      ...term,
    })),
  );
  await client.query(
    `delete from flashlight.search_document d where d.agency_id = $1 and d.entity_id = any($2::bigint[]) and not exists (
       select 1 from unnest($3::bigint[], $4::text[], $5::text[], $6::text[]) as u(entity, field, term, shown)
        where u.entity = d.entity_id and u.field = d.field and u.term = d.term and u.shown = d.shown)`,
    [
      agencyId,
      touched,
      terms.map((each) => each.entity),
      terms.map((each) => each.field),
      terms.map((each) => each.term),
      terms.map((each) => each.shown),
    ],
  );
  await saveSearchTerms(client, agencyId, terms);
}

async function saveEntitiesAnew(
  client: pg.ClientBase,
  agencyId: number,
  { before, after, observations, assertedBy }: Rejoined,
): Promise<void> {
  const was = new Map(observations.map((each) => [each.number, each.before]));
  const is = new Map(observations.map((each) => [each.number, each.entity]));
  const stood = new Set(before);
  // A new entity was split off from the one its oldest observation was in.
  const parentOf = (entity: number) => (stood.has(entity) ? null : was.get(entity)!);
  await client.query(
    `insert into flashlight.entity (agency_id, entity_id, kind, label, observations, split_from, detail)
     select $1, * from unnest($2::bigint[], $3::text[], $4::text[], $5::int[], $6::bigint[], $7::jsonb[])
     on conflict (agency_id, entity_id) do update set label = excluded.label, observations = excluded.observations, merged_into = null, detail = (entity.detail - 'apart') || excluded.detail`,
    [
      agencyId,
      after.map((each) => each.entity),
      after.map((each) => each.kind),
      after.map((each) => each.label),
      after.map((each) => each.observations),
      after.map((each) => parentOf(each.entity)),
      after.map((each) => JSON.stringify(each.apart.length > 0 ? { apart: each.apart } : {})),
    ],
  );
  const standing = new Set(after.map((each) => each.entity));
  const events = [
    ...after.flatMap(({ entity }) => {
      const parent = parentOf(entity);
      const reason = 'kept apart by a judgement or a contradiction';
      return parent === null ? [] : [{ kind: 'SPLIT', entity: parent, other: entity, reason }];
    }),
    ...before.flatMap((entity) =>
      standing.has(entity) ? [] : [{ kind: 'MERGE', entity: is.get(entity)!, other: entity, reason: 'joined anew' }],
    ),
  ];
  await client.query(
    `insert into flashlight.entity_event (agency_id, kind, entity_id, other_id, reason, asserted_by)
     select $1, kind, entity, other, reason, $2 from unnest($3::text[], $4::bigint[], $5::bigint[], $6::text[]) as u(kind, entity, other, reason)`,
    [
      agencyId,
      assertedBy,
      events.map((each) => each.kind),
      events.map((each) => each.entity),
      events.map((each) => each.other),
      events.map((each) => each.reason),
    ],
  );
  // Every number an observation here ever gave an entity leads to where that observation is now.
  await client.query(
    `update flashlight.entity e set merged_into = u.entity, observations = 0, links = 0, detail = e.detail - 'apart'
       from unnest($2::bigint[], $3::bigint[]) as u(number, entity)
      where e.agency_id = $1 and e.entity_id = u.number and u.number <> u.entity`,
    [agencyId, observations.map((each) => each.number), observations.map((each) => each.entity)],
  );
}
