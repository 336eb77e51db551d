import type pg from 'pg';
import type { EntityKind } from '../model/tables.ts';
import { countLinks, dateEntities, saveSearchTerms, type LinkToSave } from './linking.ts';

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
  readonly observations: readonly ({ record: number; ordinal: number } & {
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
    `insert into flashlight.entity (agency_id, entity_id, kind, label, observations, detail)
     select $1, * from unnest($2::bigint[], $3::text[], $4::text[], $5::int[], $6::jsonb[])
     on conflict (agency_id, entity_id) do update set label = excluded.label, observations = excluded.observations, merged_into = null, detail = (entity.detail - 'apart') || excluded.detail`,
    [
      agencyId,
      after.map((each) => each.entity),
      after.map((each) => each.kind),
      after.map((each) => each.label),
      after.map((each) => each.observations),
      after.map((each) => JSON.stringify(each.apart.length > 0 ? { apart: each.apart } : {})),
    ],
  );
  const standing = new Set(after.map((each) => each.entity));
  const events = [
    ...after.flatMap(({ entity }) => {
      const parent = parentOf(entity);
      const reason = 'nothing in force holds the two together';
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
