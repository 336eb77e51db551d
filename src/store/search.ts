import type pg from 'pg';
import type { KeptApart } from '../model/evidence.ts';
import { entityId, ordinalsPerRecord } from '../model/ids.ts';
import type { EntityKind } from '../model/tables.ts';

/** A search document with the entity it names. */
export interface FoundTerm {
  readonly entityId: number;
  readonly kind: EntityKind;
  readonly field: string;
  readonly term: string;
  readonly shown: string;
}

/** Which terms are asked for. All but `similar` answer in the order of the terms. */
export type TermQuery =
  | { readonly by: 'exact'; readonly terms: readonly string[] }
  | { readonly by: 'starts'; readonly terms: readonly string[] }
  /** LIKE patterns; `prefix`: the literal text a pattern begins with, for the index, or empty. */
  | { readonly by: 'pattern'; readonly patterns: readonly { readonly like: string; readonly prefix: string }[] }
  /** Any of many terms in some fields, in the order given. */
  | { readonly by: 'near'; readonly terms: readonly string[]; readonly fields: readonly string[] }
  | { readonly by: 'similar'; readonly terms: readonly string[]; readonly similarityMin: number };

const columns = `d.entity_id as "entityId", d.kind, d.field, d.term, d.shown`;

/** The text that comes next after every text that begins with `prefix`, in the byte order of text_pattern_ops. */
function afterPrefix(prefix: string): string {
  const points = [...prefix].map((character) => character.codePointAt(0)!);
  const last = points.pop()!;
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
}

export interface FoundTerms {
  readonly terms: readonly FoundTerm[];
  /** Kinds of which there may be more. */
  readonly cut: readonly EntityKind[];
}

/**
 * Terms of the kinds given that answer the query, at most `limit` of each kind. `milliseconds` bounds the work: past it
 * null is given, and the transaction goes on.
 */
export async function findTerms(
  client: pg.ClientBase,
  agencyId: number,
  query: TermQuery,
  bounds: { readonly kinds: readonly EntityKind[]; readonly limit: number; readonly milliseconds: number },
): Promise<FoundTerms | null> {
  const { kinds, limit, milliseconds } = bounds;
  const { sql, values } = statementOf(query);
  const settings = [`statement_timeout = ${Math.max(1, Math.round(milliseconds))}`];
  if (query.by === 'similar') settings.push(`pg_trgm.similarity_threshold = ${query.similarityMin}`);
  if (query.by === 'similar' || query.by === 'pattern') settings.push('enable_seqscan = off');
  await client.query(`savepoint find_terms; ${settings.map((each) => `set local ${each}`).join('; ')}`);
  try {
    const { rows } = await client.query<FoundTerm & { read?: number }>(sql, [agencyId, kinds, limit, ...values]);
    const readToTheEnd = rows.every(({ read = 0 }) => read < looseRowsMax);
    const isFull = (kind: EntityKind) => rows.filter((row) => row.kind === kind).length >= limit;
    return {
      terms: rows.map(({ read: _, ...term }) => term),
      cut: kinds.filter((kind) => !readToTheEnd || isFull(kind)),
    };
  } catch (error) {
    if ((error as { code?: string }).code !== queryCanceled) throw error;
    return null;
  } finally {
    // Undoes the settings with it; nothing was written.
    await client.query('rollback to savepoint find_terms; release savepoint find_terms');
  }
}

/** Most terms that are read for a pattern that begins with a wildcard: of common letters there are more than time for. */
const looseRowsMax = 5_000;

/** SQLSTATE of a statement that ran out of its time. */
const queryCanceled = '57014';

function statementOf(query: TermQuery): { sql: string; values: unknown[] } {
  const perKind = (from: string, where: string) => `
    select found.* from unnest($2::text[]) as wanted (kind) cross join ${from}
    cross join lateral (
      select ${columns} from flashlight.search_document d
       where d.agency_id = $1 and d.kind = wanted.kind and ${where}
       limit $3
    ) as found`;
  switch (query.by) {
    case 'exact':
      return { sql: perKind('unnest($4::text[]) as asked (term)', 'd.term = asked.term'), values: [query.terms] };
    case 'starts':
      return {
        sql: perKind(
          'unnest($4::text[], $5::text[]) as asked (low, high)',
          'd.term ~>=~ asked.low and d.term ~<~ asked.high',
        ),
        values: [query.terms, query.terms.map(afterPrefix)],
      };
    case 'pattern': {
      // A pattern that begins with letters is found along the index of terms; one that does not, by its trigrams.
      const anchored = query.patterns.filter((pattern) => pattern.prefix !== '');
      const loose = query.patterns.filter((pattern) => pattern.prefix === '');
      const parts: string[] = [];
      const values: unknown[] = [];
      if (anchored.length > 0) {
        const along = perKind(
          'unnest($4::text[], $5::text[], $6::text[]) as asked (pattern, low, high)',
          'd.term ~>=~ asked.low and d.term ~<~ asked.high and d.term like asked.pattern',
        );
        parts.push(`select anchored.*, 0::bigint as read from (${along}) as anchored`);
        values.push(
          anchored.map((pattern) => pattern.like),
          anchored.map((pattern) => pattern.prefix),
          anchored.map((pattern) => afterPrefix(pattern.prefix)),
        );
      }
      for (const pattern of loose) {
        values.push(pattern.like);
        parts.push(
          `(${firstOfKind(
            `select *, count(*) over () as read from (${ofTrigrams(`t.term like $${3 + values.length}`)} limit ${looseRowsMax}) as d`,
            'd.term, d."entityId"',
            ', read',
          )})`,
        );
      }
      return { sql: parts.join(' union all '), values };
    }
    case 'near':
      // Of the array the planner reads the index of terms once; term by term it takes the trigrams, fifty times slower.
      return {
        sql: firstOfKind(
          `select ${columns} from flashlight.search_document d
            where d.agency_id = $1 and d.kind = any($2) and d.term = any($4::text[]) and d.field = any($5)`,
          'array_position($4::text[], d.term), "entityId"',
        ),
        values: [query.terms, query.fields],
      };
    case 'similar': {
      const asked = query.terms.map((_, at) => `$${4 + at}`);
      const likeness = `greatest(${asked.map((at) => `similarity(d.term, ${at})`).join(', ')})`;
      return {
        sql: firstOfKind(
          asked.map((at) => ofTrigrams(`t.term % ${at}`)).join(' union '),
          `${likeness} desc, d.term, d."entityId"`,
        ),
        values: [...query.terms],
      };
    }
  }
}

/**
 * Terms by the trigram index alone: the fence keeps the planner from reading a whole kind and comparing every term,
 * which it takes to be cheaper than it is. An excerpt has an index of its own (`indexSearch`): what it leaves out costs nothing.
 */
function ofTrigrams(where: string): string {
  return `select ${columns} from (select * from flashlight.search_document t where t.agency_id = $1 and ${where} offset 0) as d
           where d.agency_id = $1 and d.kind = any($2)`;
}

/** Of each kind the first terms in an order. */
function firstOfKind(terms: string, order: string, more = ''): string {
  return `select "entityId", kind, field, term, shown${more} from (
            select d.*, row_number() over (partition by d.kind${order && ` order by ${order}`}) as nth from (${terms}) as d
          ) as d where nth <= $3${order && ` order by ${order}`}`;
}

export interface LabelledEntity {
  readonly entityId: number;
  readonly kind: EntityKind;
  readonly label: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  readonly observations: number;
  /** Active links in all. */
  readonly links: number;
  readonly mergedInto: number | null;
}

/** Entities by number. */
/** Entities with more links than so many. */
export async function countHubs(client: pg.ClientBase, agencyId: number, hubDegree: number): Promise<number> {
  const { rows } = await client.query<{ hubs: number }>(
    'select count(*)::int as hubs from flashlight.entity where agency_id = $1 and merged_into is null and links > $2',
    [agencyId, hubDegree],
  );
  return rows[0]!.hubs;
}

export async function findEntities(
  client: pg.ClientBase,
  agencyId: number,
  entityIds: readonly number[],
): Promise<Map<number, LabelledEntity>> {
  if (entityIds.length === 0) return new Map();
  const { rows } = await client.query<LabelledEntity>({
    name: 'find-entities',
    text: `select entity_id as "entityId", kind, label, detail, first_seen as "firstSeen", last_seen as "lastSeen", observations, links,
                  merged_into as "mergedInto"
             from flashlight.entity where agency_id = $1 and entity_id = any($2)`,
    values: [agencyId, [...new Set(entityIds)]],
  });
  return new Map(rows.map((row) => [row.entityId, row]));
}

/** The entities that share a key with one and are kept apart from it: their records contradict it, or were judged to. Not those no record in force speaks of. */
export async function findApart(client: pg.ClientBase, agencyId: number, entity: number): Promise<KeptApart[]> {
  const { rows } = await client.query<{ entity: number; kind: EntityKind; label: string; reason: string }>({
    name: 'find-apart',
    text: `select o.entity_id as entity, o.kind, o.label, a.reason
             from flashlight.entity e
             cross join lateral jsonb_to_recordset(e.detail -> 'apart') as a(entity bigint, reason text)
             join flashlight.entity o on o.agency_id = e.agency_id and o.entity_id = a.entity
            where e.agency_id = $1 and e.entity_id = $2 and o.merged_into is null and o.observations > 0 order by o.entity_id`,
    values: [agencyId, entity],
  });
  return rows.map(({ entity: other, kind, label, reason }) => ({ id: entityId(kind, other), kind, label, reason }));
}

/** Of some entities those among them that each shares a key with and is kept apart from, with what kind of key it is, in words. */
export async function findKeysBetween(
  client: pg.ClientBase,
  agencyId: number,
  entities: readonly number[],
): Promise<(a: number, b: number) => string | undefined> {
  const { rows } = await client.query<{ a: number; b: number; reason: string }>({
    name: 'find-keys-between',
    text: `select e.entity_id as a, k.entity as b, k.reason from flashlight.entity e
             cross join lateral jsonb_to_recordset(e.detail -> 'apart') as k(entity bigint, reason text)
            where e.agency_id = $1 and e.entity_id = any($2::bigint[]) and k.entity = any($2::bigint[])`,
    values: [agencyId, entities],
  });
  const reasons = new Map(rows.map(({ a, b, reason }) => [`${a} ${b}`, reason]));
  return (a, b) => reasons.get(`${a} ${b}`) ?? reasons.get(`${b} ${a}`);
}

/** Where merges lead from some numbers: each number's entity of today, itself where it was not merged. */
export async function followMerges(
  client: pg.ClientBase,
  agencyId: number,
  entityIds: readonly number[],
): Promise<number[]> {
  const into = new Map<number, number>();
  // Step by step: a recursive query does not cross shards. A merge points at once to where all merges led so far.
  for (let asked = [...new Set(entityIds)]; asked.length > 0;) {
    const { rows } = await client.query<{ entity: number; into: number }>({
      name: 'follow-merges',
      text: `select entity_id as entity, merged_into as "into" from flashlight.entity
              where agency_id = $1 and entity_id = any($2::bigint[]) and merged_into is not null`,
      values: [agencyId, asked],
    });
    for (const row of rows) into.set(row.entity, row.into);
    asked = [...new Set(rows.map((row) => row.into))].filter((entity) => !into.has(entity));
  }
  return entityIds.map((entity) => {
    let at = entity;
    for (let step = 0; step < into.size && into.has(at); step++) at = into.get(at)!;
    return at;
  });
}

/** One entity of a kind; null where there is none of that kind and number. */
export async function findEntity(
  client: pg.ClientBase,
  agencyId: number,
  wanted: { kind: EntityKind; number: number },
): Promise<LabelledEntity | null> {
  const entity = (await findEntities(client, agencyId, [wanted.number])).get(wanted.number);
  return entity?.kind === wanted.kind ? entity : null;
}

/** Columns of the observation that tell namesakes apart, by kind, as SQL over the observation `o`. */
const tellingApart: Readonly<Record<EntityKind, { readonly table: string; readonly columns: string }>> = {
  firearm: {
    table: 'firearm_observation',
    columns: 'array[coalesce(o.calibre_raw, o.calibre_code), coalesce(o.type_raw, o.type_code)]',
  },
  person: {
    table: 'person_observation',
    columns: `array['born ' || o.born_on, case when o.born_on is null then 'age ' || o.age_years end, o.city]`,
  },
  dealer: { table: 'dealer_observation', columns: 'array[o.licence_key, o.city, o.state]' },
  place: { table: 'place_observation', columns: 'array[o.district, o.neighborhood]' },
  vehicle: { table: 'vehicle_observation', columns: 'array[o.model, o.year::text, o.vin]' },
  incident: {
    table: 'incident_observation',
    columns: `(select array[i.classification, i.district] from flashlight.incident i
                where i.agency_id = o.agency_id and i.record_id = o.record_id order by i.ordinal limit 1)`,
  },
};

/** What tells an entity from its namesakes, from its oldest observation: the one it is numbered after. */
export async function findTellingApart(
  client: pg.ClientBase,
  agencyId: number,
  entities: readonly { readonly kind: EntityKind; readonly entityId: number }[],
): Promise<Map<number, string[]>> {
  const found = new Map<number, string[]>();
  for (const [kind, of] of Map.groupBy(entities, (each) => each.kind)) {
    const { table, columns } = tellingApart[kind];
    const { rows } = await client.query<{ id: number; parts: (string | null)[] | null }>({
      name: `find-telling-apart-${kind}`,
      text: `select asked.id, ${columns} as parts from unnest($2::bigint[]) as asked (id)
               join flashlight.${table} o on o.agency_id = $1 and o.record_id = asked.id / ${ordinalsPerRecord}
                and o.ordinal = asked.id % ${ordinalsPerRecord}`,
      values: [agencyId, of.map((each) => each.entityId)],
    });
    for (const { id, parts } of rows)
      found.set(
        id,
        (parts ?? []).filter((part): part is string => Boolean(part)),
      );
  }
  return found;
}
