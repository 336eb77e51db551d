import type pg from 'pg';
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
  | { readonly by: 'similar'; readonly terms: readonly string[]; readonly similarityMin: number };

const columns = `d.entity_id as "entityId", d.kind, d.field, d.term, d.shown`;

/** The text that comes next after every text that begins with `prefix`, in the byte order of text_pattern_ops. */
function afterPrefix(prefix: string): string {
  const points = [...prefix].map((character) => character.codePointAt(0)!);
  const last = points.pop()!;
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
}

/**
 * Terms of the kinds given that answer the query, at most `limit` of each kind. `milliseconds` bounds the work: past it
 * null is given, and the transaction goes on.
 */
export async function findTerms(
  client: pg.ClientBase,
  agencyId: number,
  query: TermQuery,
  bounds: { readonly kinds: readonly string[]; readonly limit: number; readonly milliseconds: number },
): Promise<FoundTerm[] | null> {
  const { kinds, limit, milliseconds } = bounds;
  const { sql, values } = statementOf(query);
  await client.query(`savepoint find_terms; set local statement_timeout = ${Math.max(1, Math.round(milliseconds))}`);
  try {
    if (query.by === 'similar') await client.query(`set local pg_trgm.similarity_threshold = ${query.similarityMin}`);
    const { rows } = await client.query<FoundTerm>(sql, [agencyId, kinds, limit, ...values]);
    return rows;
  } catch (error) {
    if ((error as { code?: string }).code !== '57014') throw error;
    await client.query('rollback to savepoint find_terms');
    return null;
  } finally {
    await client.query('release savepoint find_terms').catch(() => undefined);
  }
}

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
        parts.push(
          perKind(
            'unnest($4::text[], $5::text[], $6::text[]) as asked (pattern, low, high)',
            'd.term ~>=~ asked.low and d.term ~<~ asked.high and d.term like asked.pattern',
          ),
        );
        values.push(
          anchored.map((pattern) => pattern.like),
          anchored.map((pattern) => pattern.prefix),
          anchored.map((pattern) => afterPrefix(pattern.prefix)),
        );
      }
      for (const pattern of loose) {
        values.push(pattern.like);
        parts.push(
          `(select ${columns} from flashlight.search_document d where d.agency_id = $1 and d.kind = any($2) and d.term like $${3 + values.length} limit $3)`,
        );
      }
      return { sql: parts.join(' union all '), values };
    }
    case 'similar': {
      const asked = query.terms.map((_, at) => `$${4 + at}`);
      return {
        sql: `select ${columns} from flashlight.search_document d
               where d.agency_id = $1 and d.kind = any($2) and (${asked.map((at) => `d.term % ${at}`).join(' or ')})
               order by greatest(${asked.map((at) => `similarity(d.term, ${at})`).join(', ')}) desc, d.term, d.entity_id limit $3`,
        values: [...query.terms],
      };
    }
  }
}

export interface LabelledEntity {
  readonly entityId: number;
  readonly kind: EntityKind;
  readonly label: string;
  readonly detail: Readonly<Record<string, unknown>>;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  readonly observations: number;
  readonly mergedInto: number | null;
}

/** Entities by number. */
export async function findEntities(
  client: pg.ClientBase,
  agencyId: number,
  entityIds: readonly number[],
): Promise<Map<number, LabelledEntity>> {
  if (entityIds.length === 0) return new Map();
  const { rows } = await client.query<LabelledEntity>({
    name: 'find-entities',
    text: `select entity_id as "entityId", kind, label, detail, first_seen as "firstSeen", last_seen as "lastSeen", observations,
                  merged_into as "mergedInto"
             from flashlight.entity where agency_id = $1 and entity_id = any($2)`,
    values: [agencyId, [...new Set(entityIds)]],
  });
  return new Map(rows.map((row) => [row.entityId, row]));
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
