import type pg from 'pg';
import { tables, type TableName } from '../model/tables.ts';
import { recordColumns } from './copy-encoding.ts';
import type { Agency } from './agencies.ts';
import type { Database } from './database.ts';
import { letGoWithTheirDecision } from './held-sides.ts';

/** The store as it is for readers who may not see records of some handling: an agency of its own, beside the one it is taken from. */
export interface Excerpt {
  /** Its number, under which its records and what is derived from them are kept. */
  readonly agencyId: number;
  /** The agency it is taken from. */
  readonly of: number;
  readonly name: string;
  /** Handling tags: it holds no record that bears one of them. */
  readonly hidden: readonly string[];
}

const columns = `agency_id as "agencyId", excerpt_of as of, split_part(code, '/', 2) as name, hidden`;

/** The excerpts taken from an agency. */
export async function findExcerpts(client: pg.ClientBase | pg.Pool, of: number): Promise<Excerpt[]> {
  const { rows } = await client.query<Excerpt>({
    name: 'find-excerpts',
    text: `select ${columns} from flashlight.agency where excerpt_of = $1 order by agency_id`,
    values: [of],
  });
  return rows;
}

/** An excerpt by its own number; null where that is a whole agency. */
export async function findExcerpt(client: pg.ClientBase, agencyId: number): Promise<Excerpt | null> {
  const { rows } = await client.query<Excerpt>({
    name: 'find-excerpt',
    text: `select ${columns} from flashlight.agency where agency_id = $1 and excerpt_of is not null`,
    values: [agencyId],
  });
  return rows[0] ?? null;
}

export async function insertExcerpt(
  client: pg.ClientBase,
  agency: Agency,
  { name, hidden }: Pick<Excerpt, 'name' | 'hidden'>,
): Promise<Excerpt> {
  const { rows } = await client.query<Excerpt>(
    `insert into flashlight.agency (code, name, city, state, time_zone, excerpt_of, hidden)
     select code || '/' || $2, name, city, state, time_zone, agency_id, $3 from flashlight.agency where agency_id = $1 returning ${columns}`,
    [agency.agencyId, name, hidden],
  );
  return rows[0]!;
}

/**
 * Gives an excerpt an index of its own for parts of words, so that a search of it reads no entry of what it leaves out. Only the owner
 * of the tables may.
 */
export async function indexSearch(database: Database, { agencyId }: Excerpt): Promise<void> {
  await database
    .pool('migrate')
    .query(
      `create index if not exists search_document_trigram_${agencyId} on flashlight.search_document using gin (term gin_trgm_ops) where agency_id = ${agencyId}`,
    );
}

const excerptsLock = (kind: 'shared' | 'exclusive') =>
  `select pg_advisory_xact_lock${kind === 'shared' ? '_shared' : ''}(hashtext('flashlight.excerpts'), $1)`;

/** Keeps excerpts of an agency from being made until the transaction ends: an import that has looked for them misses none. */
export async function keepExcerptsAsTheyAre(client: pg.ClientBase, of: number): Promise<void> {
  await client.query(excerptsLock('shared'), [of]);
}

/** Waits for imports that have looked for excerpts, and keeps others from looking. */
export async function waitForImports(client: pg.ClientBase, of: number): Promise<void> {
  await client.query(excerptsLock('exclusive'), [of]);
}

/** Imports of an agency that brought records, in the order of these. */
export async function completeRuns(client: pg.ClientBase, agencyId: number): Promise<number[]> {
  const { rows } = await client.query<{ run: number }>(
    `select run_id as run from flashlight.import_run
      where agency_id = $1 and state = 'COMPLETE' and first_record is not null order by first_record`,
    [agencyId],
  );
  return rows.map(({ run }) => run);
}

const from = (alias: string, names: readonly string[]) => names.map((name) => `${alias}.${name}`).join(', ');
const receivedColumns = recordColumns.filter((name) => name !== 'agency_id');

const runColumns =
  'run_id, feed, file_name, file_bytes, file_sha256, reader_version, mapping_name, mapping_sha256, encoding, format, state, started_by, started_at, finished_at'.split(
    ', ',
  );
const sectionColumns = 'run_id, section, source_id, sheet, header_line, columns, mapping'.split(', ');

/**
 * Copies into an excerpt what it may hold of an import: records as they were received, under their numbers, what was read from
 * them, and where they come from. The import counts there what it holds, and warns of nothing. What has to be destroyed is copied
 * into none.
 */
export async function copyRun(client: pg.ClientBase, { agencyId, of, hidden }: Excerpt, run: number): Promise<void> {
  const { rows } = await client.query<{ records: number; first: number | null; last: number | null }>(
    `with copied as (
       insert into flashlight.record (agency_id, ${receivedColumns.join(', ')})
       select $2::integer, ${from('t', receivedColumns)} from flashlight.import_run i
         join flashlight.record t on t.agency_id = i.agency_id and t.record_id between i.first_record and i.last_record and t.run_id = i.run_id
         join flashlight.source s on s.agency_id = t.agency_id and s.source_id = t.source_id
        where i.agency_id = $1 and i.run_id = $3 and not coalesce(t.handling, s.handling) && $4::text[]
          and not coalesce(t.handling, s.handling) && array['MULTSALE-20D']
       returning record_id)
     select count(*)::int as records, min(record_id) as first, max(record_id) as last from copied`,
    [of, agencyId, run, hidden],
  );
  const { records, first, last } = rows[0]!;
  if (records === 0) return;
  await client.query(
    `insert into flashlight.source (agency_id, source_id, feed, layout, handling, created_at) overriding system value
     select $2, source_id, feed, layout, handling, created_at from flashlight.source
      where agency_id = $1 and source_id in (select source_id from flashlight.record where agency_id = $2 and record_id between $4 and $5 and run_id = $3)
     on conflict do nothing`,
    [of, agencyId, run, first, last],
  );
  await client.query(
    `insert into flashlight.import_section (agency_id, ${sectionColumns.join(', ')})
     select $2, ${from('t', sectionColumns)} from flashlight.import_section t
      where agency_id = $1 and run_id = $3
        and section in (select section from flashlight.record where agency_id = $2 and record_id between $4 and $5 and run_id = $3)`,
    [of, agencyId, run, first, last],
  );
  for (const table of Object.keys(tables) as TableName[]) {
    const read = ['record_id', 'ordinal', ...Object.keys(tables[table])];
    await client.query(
      `insert into flashlight.${table} (agency_id, ${read.join(', ')})
       select $2, ${from('t', read)} from flashlight.${table} t
         join flashlight.record r on r.agency_id = $2 and r.record_id = t.record_id
        where t.agency_id = $1 and t.record_id between $4 and $5 and r.run_id = $3`,
      [of, agencyId, run, first, last],
    );
  }
  await client.query(
    `insert into flashlight.import_run (agency_id, ${runColumns.join(', ')}, read, accepted, first_record, last_record)
     select $2, ${from('t', runColumns)}, $4, $4, $5, $6 from flashlight.import_run t where agency_id = $1 and run_id = $3`,
    [of, agencyId, run, records, first, last],
  );
}

/** Whether an agency or excerpt has records that are not joined yet. */
export async function hasRunsToLink(client: pg.ClientBase, agencyId: number): Promise<boolean> {
  const { rows } = await client.query(
    `select from flashlight.import_run where agency_id = $1 and state = 'COMPLETE' and derived_at is null and first_record is not null limit 1`,
    [agencyId],
  );
  return rows.length > 0;
}

/**
 * Brings the judgements of an excerpt to what its agency holds: those both of whose rows it has. Gives the entities that judgements
 * which are new, confirmed or taken back speak of, and those decisions "same" among them that joined two or do so no more, the first to do so
 * first: what they hold here is for whoever joins to find, since what they hold there rests on rows that are not here. What the model says of
 * two rows is what it says of them in the excerpt. Why somebody judged so stays behind: whoever wrote it saw everything, and may have named
 * what the excerpt leaves out.
 */
export async function copyJudgements(
  client: pg.ClientBase,
  { agencyId, of }: Excerpt,
): Promise<{ entities: number[]; joining: number[]; parting: number[] }> {
  const { rows } = await client.query<{ entity: number; decision: number; joins: boolean }>(
    `with seen as (
       select j.*, min(j.judgement_id) over (partition by j.decision_id) as decision, a.entity_id as entity_a, b.entity_id as entity_b
         from flashlight.judgement j
         join flashlight.observation_of a on a.agency_id = $2 and a.record_id = j.record_a and a.ordinal = j.ordinal_a
         join flashlight.observation_of b on b.agency_id = $2 and b.record_id = j.record_b and b.ordinal = j.ordinal_b
        where j.agency_id = $1 and (j.verdict <> 'same' or j.judgement_id = j.decision_id)),
     said as (
       select s.*, case when s.bits is not null then coalesce(t.bits, k.self_bits) end as bits_here from seen s
         left join flashlight.observation_content x on x.agency_id = $2 and x.record_id = s.record_a and x.ordinal = s.ordinal_a
         left join flashlight.observation_content y on y.agency_id = $2 and y.record_id = s.record_b and y.ordinal = s.ordinal_b
         left join flashlight.identity_tie t on t.agency_id = $2
          and t.content_a = least(x.content_id, y.content_id) and t.content_b = greatest(x.content_id, y.content_id)
         left join flashlight.identity_content k on k.agency_id = $2 and k.content_id = x.content_id and x.content_id = y.content_id),
     saved as (
       insert into flashlight.judgement as j (agency_id, judgement_id, kind, record_a, ordinal_a, record_b, ordinal_b, verdict, reason, judged_by,
              judged_at, withdrawn_by, withdrawn_at, decision_id, needs_second, confirmed_by, confirmed_at, model_id, bits)
       overriding system value
       select $2, judgement_id, kind, record_a, ordinal_a, record_b, ordinal_b, verdict, '', judged_by,
              judged_at, withdrawn_by, withdrawn_at, decision, needs_second, confirmed_by, confirmed_at, model_id, bits_here from said
       on conflict (agency_id, judgement_id) do update
         set withdrawn_by = excluded.withdrawn_by, withdrawn_at = excluded.withdrawn_at,
             confirmed_by = excluded.confirmed_by, confirmed_at = excluded.confirmed_at
       where (j.withdrawn_at, j.confirmed_at) is distinct from (excluded.withdrawn_at, excluded.confirmed_at)
       returning j.judgement_id)
     select entity, decision, verdict = 'same' and in_force as joins
       from seen join saved using (judgement_id) cross join lateral (values (entity_a), (entity_b)) as e(entity)
      order by coalesce(confirmed_at, judged_at), decision, entity`,
    [of, agencyId],
  );
  return {
    entities: [...new Set(rows.map((row) => row.entity))],
    joining: [...new Set(rows.flatMap((row) => (row.joins ? [row.decision] : [])))],
    parting: await letGoWithTheirDecision(client, agencyId),
  };
}

/** Retires the models of an excerpt that are no longer in force in its agency, and takes over those that are; gives the numbers of these. */
export async function copyModels(client: pg.ClientBase, { agencyId, of }: Excerpt): Promise<number[]> {
  await client.query(
    `update flashlight.identity_model e set state = 'RETIRED' from flashlight.identity_model m
      where e.agency_id = $2 and e.state = 'IN_FORCE' and m.agency_id = $1 and m.model_id = e.model_id and m.state <> 'IN_FORCE'`,
    [of, agencyId],
  );
  // What was counted of all records to learn it is not shown where only some of them are.
  const { rows } = await client.query<{ model: number }>(
    `insert into flashlight.identity_model (agency_id, model_id, kind, state, settings, blocks, diagnosis, as_of_record, accept_bits, review_bits,
            learnt_by, learnt_at, signed_by, signed_at)
     overriding system value
     select $2, model_id, kind, state, settings, blocks, '{}', as_of_record, accept_bits, review_bits, learnt_by, learnt_at, signed_by, signed_at
       from flashlight.identity_model where agency_id = $1 and state = 'IN_FORCE'
     on conflict do nothing returning model_id as model`,
    [of, agencyId],
  );
  return rows.map((row) => row.model);
}
