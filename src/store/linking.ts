import { once } from 'node:events';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { datingPredicates } from '../model/links.ts';
import { tables, type EntityKind, type TableName } from '../model/tables.ts';
import { arrayText, copyText } from './copy-encoding.ts';
import type { Database } from './database.ts';
import { forgetOldFacts } from './fact-changes.ts';
import { forgetOldChanges } from './link-changes.ts';

/** What the linking job reads and writes. All of it is derived: it can be dropped and made again from the records. */

export interface RunToLink {
  readonly agencyId: number;
  readonly run: number;
  readonly feed: string;
  readonly firstRecord: number;
  readonly lastRecord: number;
  readonly records: number;
}

/** Has the server look at its tables anew. Only their owner may: for the role that imports it would do nothing. */
export async function analyzeTables(database: Database): Promise<void> {
  await database.pool('migrate').query('analyze');
}

/**
 * Complete imports whose records are not linked yet, in the order their records were saved: imports of one feed save one
 * after another, so that an older version of a record is linked before a newer one, whichever import began first.
 */
export async function runsToLink(client: pg.ClientBase): Promise<RunToLink[]> {
  const { rows } = await client.query<RunToLink>(
    `select agency_id as "agencyId", run_id as run, feed, first_record as "firstRecord", last_record as "lastRecord", accepted as records
       from flashlight.import_run where state = 'COMPLETE' and derived_at is null and first_record is not null order by first_record`,
  );
  return rows;
}

export interface RecordToLink {
  readonly record: number;
  readonly version: number;
  readonly handling: readonly string[];
}

/** Up to `limit` records of a run after a record id, in order. */
export async function recordsOfRun(
  client: pg.ClientBase,
  run: RunToLink,
  after: number,
  limit: number,
): Promise<RecordToLink[]> {
  const { rows } = await client.query<RecordToLink>({
    name: 'records-of-run',
    text: `select record_id as record, version, handling from flashlight.record
            where agency_id = $1 and record_id > $2 and record_id <= $3 and run_id = $4 order by record_id limit $5`,
    values: [run.agencyId, after, run.lastRecord, run.run, limit],
  });
  return rows;
}

/** Typed rows of some records, by table; only tables the feed writes are asked. */
export async function typedRowsOf(
  client: pg.ClientBase,
  agencyId: number,
  records: readonly number[],
  wanted: readonly TableName[],
): Promise<{ table: TableName; record: number; ordinal: number; values: Record<string, unknown> }[]> {
  const all = [];
  for (const table of wanted) {
    const { rows } = await client.query<{ record_id: number; ordinal: number } & Record<string, unknown>>({
      name: `typed-${table}`,
      text: `select record_id, ordinal, ${Object.keys(tables[table]).join(', ')} from flashlight.${table}
              where agency_id = $1 and record_id = any($2::bigint[]) order by record_id, ordinal`,
      values: [agencyId, records],
    });
    for (const { record_id: record, ordinal, ...values } of rows) all.push({ table, record, ordinal, values });
  }
  return all;
}

/** Entity of each known key of one kind. */
export async function entitiesByKey(
  client: pg.ClientBase,
  agencyId: number,
  kind: EntityKind,
  keys: readonly string[],
): Promise<Map<string, { entity: number; contested: boolean }>> {
  if (keys.length === 0) return new Map();
  const { rows } = await client.query<{ key: string; entity_id: number; contested: boolean }>({
    name: 'entities-by-key',
    text: 'select key, entity_id, contested from flashlight.identity_key where agency_id = $1 and kind = $2 and key = any($3)',
    values: [agencyId, kind, keys],
  });
  return new Map(rows.map((row) => [row.key, { entity: row.entity_id, contested: row.contested }]));
}

export interface ObservationToSave {
  readonly record: number;
  readonly ordinal: number;
  readonly kind: EntityKind;
  readonly entity: number;
  readonly keys: readonly string[];
  readonly joinedBy: string | null;
  readonly seenOn: string | null;
}

export interface EntityToSave {
  readonly entity: number;
  readonly kind: EntityKind;
  readonly label: string;
}

export interface LinkToSave {
  readonly link: number;
  readonly subject: number;
  readonly subjectKind: EntityKind;
  readonly predicate: string;
  readonly object: number;
  readonly objectKind: EntityKind;
  readonly from: string | null;
  readonly record: number;
  readonly status: string;
  readonly assertedBy: string;
  readonly handling: readonly string[];
}

const nullable = (value: string | null) => (value === null ? '\\N' : copyText(value));

/** Sends lines to a COPY and waits until the server has them. */
export async function copyLines(client: pg.ClientBase, statement: string, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  const stream = (client as pg.Client).query(copyFrom(statement));
  const finished = once(stream, 'finish');
  stream.end(Buffer.from(lines.join(''), 'utf8'));
  await finished;
}

export async function saveObservations(
  client: pg.ClientBase,
  agencyId: number,
  observations: readonly ObservationToSave[],
  assertedBy: string,
): Promise<void> {
  await copyLines(
    client,
    'copy flashlight.observation_of (agency_id, record_id, ordinal, kind, entity_id, keys, joined_by, asserted_by, seen_on) from stdin',
    observations.map(
      (each) =>
        `${agencyId}\t${each.record}\t${each.ordinal}\t${each.kind}\t${each.entity}\t${copyText(arrayText(each.keys))}\t${nullable(each.joinedBy)}\t${assertedBy}\t${nullable(each.seenOn)}\n`,
    ),
  );
}

export async function saveLinks(client: pg.ClientBase, agencyId: number, links: readonly LinkToSave[]): Promise<void> {
  await copyLines(
    client,
    'copy flashlight.link (agency_id, link_id, subject_id, subject_kind, predicate, object_id, object_kind, valid_from, record_id, basis, status, asserted_by, handling) from stdin',
    links.map(
      (each) =>
        `${agencyId}\t${each.link}\t${each.subject}\t${each.subjectKind}\t${each.predicate}\t${each.object}\t${each.objectKind}\t${nullable(each.from)}\t${each.record}\tRECORDED\t${each.status}\t${copyText(each.assertedBy)}\t${copyText(arrayText(each.handling))}\n`,
    ),
  );
}

/** What a batch adds to an entity. */
export interface EntityGain {
  observations: number;
  links: number;
  firstSeen: string | null;
  lastSeen: string | null;
}

/** New entities with all a batch says of them, and what it adds to those there already. */
export async function saveEntities(
  client: pg.ClientBase,
  agencyId: number,
  fresh: readonly EntityToSave[],
  gains: ReadonlyMap<number, EntityGain>,
): Promise<void> {
  const none: EntityGain = { observations: 0, links: 0, firstSeen: null, lastSeen: null };
  const made = new Set(fresh.map((each) => each.entity));
  await copyLines(
    client,
    'copy flashlight.entity (agency_id, entity_id, kind, label, observations, links, first_seen, last_seen) from stdin',
    fresh.map(({ entity, kind, label }) => {
      const { observations, links, firstSeen, lastSeen } = gains.get(entity) ?? none;
      return `${agencyId}\t${entity}\t${kind}\t${copyText(label)}\t${observations}\t${links}\t${nullable(firstSeen)}\t${nullable(lastSeen)}\n`;
    }),
  );
  const known = [...gains].filter(([entity]) => !made.has(entity));
  if (known.length === 0) return;
  await client.query({
    name: 'add-to-entities',
    text: `update flashlight.entity e set observations = e.observations + u.observations, links = e.links + u.links,
             first_seen = least(e.first_seen, u.first), last_seen = greatest(e.last_seen, u.last)
           from unnest($2::bigint[], $3::int[], $4::int[], $5::date[], $6::date[]) as u(id, observations, links, first, last)
           where e.agency_id = $1 and e.entity_id = u.id`,
    values: [
      agencyId,
      known.map(([id]) => id),
      known.map(([, gain]) => gain.observations),
      known.map(([, gain]) => gain.links),
      known.map(([, gain]) => gain.firstSeen),
      known.map(([, gain]) => gain.lastSeen),
    ],
  });
}

export async function saveKeys(
  client: pg.ClientBase,
  agencyId: number,
  keys: readonly { kind: EntityKind; key: string; entity: number }[],
): Promise<void> {
  await copyLines(
    client,
    'copy flashlight.identity_key (agency_id, kind, key, entity_id) from stdin',
    keys.map((each) => `${agencyId}\t${each.kind}\t${copyText(each.key)}\t${each.entity}\n`),
  );
}

export async function saveSearchTerms(
  client: pg.ClientBase,
  agencyId: number,
  terms: readonly { entity: number; kind: EntityKind; field: string; term: string; shown: string }[],
): Promise<void> {
  if (terms.length === 0) return;
  await client.query({
    name: 'save-search-terms',
    text: `insert into flashlight.search_document (agency_id, entity_id, kind, field, term, shown)
           select $1, * from unnest($2::bigint[], $3::text[], $4::text[], $5::text[], $6::text[]) on conflict do nothing`,
    values: [
      agencyId,
      terms.map((each) => each.entity),
      terms.map((each) => each.kind),
      terms.map((each) => each.field),
      terms.map((each) => each.term),
      terms.map((each) => each.shown),
    ],
  });
}

/** Counts the active links of some entities anew. */
export async function countLinks(client: pg.ClientBase, agencyId: number, entities: readonly number[]): Promise<void> {
  if (entities.length === 0) return;
  await client.query(
    `update flashlight.entity e set links =
       (select count(*) from flashlight.link l where l.agency_id = $1 and l.subject_id = e.entity_id and l.status = 'ACTIVE') +
       (select count(*) from flashlight.link l where l.agency_id = $1 and l.object_id = e.entity_id and l.status = 'ACTIVE')
     where e.agency_id = $1 and e.entity_id = any($2::bigint[])`,
    [agencyId, entities],
  );
}

/**
 * First and last day of some entities anew: of observations, shipments and sales in force, or where nothing is in force of
 * the history.
 */
export async function dateEntities(
  client: pg.ClientBase,
  agencyId: number,
  entities: readonly number[],
): Promise<void> {
  if (entities.length === 0) return;
  await client.query({
    name: 'date-entities',
    text: `with told as (
             select entity_id, seen_on as day, status = 'ACTIVE' as spoken from flashlight.observation_of
              where agency_id = $1 and entity_id = any($2::bigint[])
             union all
             select subject_id, valid_from, true from flashlight.link
              where agency_id = $1 and subject_id = any($2::bigint[]) and status = 'ACTIVE' and predicate = any($3)
             union all
             select object_id, valid_from, true from flashlight.link
              where agency_id = $1 and object_id = any($2::bigint[]) and status = 'ACTIVE' and predicate = any($3)),
           days as (
             select entity_id, case when bool_or(spoken) then min(day) filter (where spoken) else min(day) end as first,
                    case when bool_or(spoken) then max(day) filter (where spoken) else max(day) end as last
               from told group by entity_id)
           update flashlight.entity e set first_seen = first, last_seen = last from days
            where e.agency_id = $1 and e.entity_id = days.entity_id and (e.first_seen, e.last_seen) is distinct from (first, last)`,
    values: [agencyId, entities, datingPredicates],
  });
}

/** Entities that turned out to be one: everything of `others` becomes `into`'s, and the merge is an event. */
export async function mergeEntities(
  client: pg.ClientBase,
  {
    agencyId,
    into,
    others,
    reason,
    assertedBy,
  }: { agencyId: number; into: number; others: readonly number[]; reason: string; assertedBy: string },
): Promise<void> {
  const values = [agencyId, into, others];
  const move = (table: string, column: string) =>
    client.query(
      `update flashlight.${table} set ${column} = $2 where agency_id = $1 and ${column} = any($3::bigint[])`,
      values,
    );
  await client.query(
    `update flashlight.observation_of set entity_id = $2, joined_by = coalesce(joined_by, $4) where agency_id = $1 and entity_id = any($3::bigint[])`,
    [...values, reason],
  );
  await move('identity_key', 'entity_id');
  await move('link', 'subject_id');
  await move('link', 'object_id');
  await countLinks(client, agencyId, [into]);
  await client.query(
    `with gone as (delete from flashlight.search_document where agency_id = $1 and entity_id = any($3::bigint[]) returning kind, field, term, shown)
     insert into flashlight.search_document (agency_id, entity_id, kind, field, term, shown)
     select distinct on (field, term) $1, $2, kind, field, term, shown from gone order by field, term on conflict do nothing`,
    values,
  );
  await client.query(
    `update flashlight.entity e set observations = e.observations + s.n, first_seen = least(e.first_seen, s.first), last_seen = greatest(e.last_seen, s.last)
       from (select coalesce(sum(observations), 0)::int n, min(first_seen) first, max(last_seen) last from flashlight.entity
              where agency_id = $1 and entity_id = any($3::bigint[])) s
      where e.agency_id = $1 and e.entity_id = $2`,
    values,
  );
  await client.query(
    'update flashlight.entity set merged_into = $2, observations = 0, links = 0 where agency_id = $1 and (entity_id = any($3::bigint[]) or merged_into = any($3::bigint[]))',
    values,
  );
  await client.query(
    `insert into flashlight.entity_event (agency_id, kind, entity_id, other_id, reason, asserted_by) select $1, 'MERGE', $2, unnest($3::bigint[]), $4, $5`,
    [...values, reason, assertedBy],
  );
}

/** Marks a run as linked and tells whoever listens. */
export async function finishLinking(client: pg.ClientBase, run: RunToLink): Promise<void> {
  await client.query(
    'update flashlight.import_run set derived_at = clock_timestamp() where agency_id = $1 and run_id = $2',
    [run.agencyId, run.run],
  );
  await forgetOldChanges(client, run.agencyId);
  await forgetOldFacts(client, run.agencyId);
  await client.query(`select pg_notify('flashlight', $1)`, [
    JSON.stringify({ kind: 'linked', agencyId: run.agencyId, run: run.run, feed: run.feed }),
  ]);
}
