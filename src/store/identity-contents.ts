import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { ComparedKind } from '../model/identity.ts';
import { observationTables } from '../model/tables.ts';
import { copyLines } from './linking.ts';

/** What the compared fields of an observation say; observations that say the same share one. */
export interface StoredContent {
  readonly content: number;
  readonly cells: readonly string[];
}

export interface ObservedCells {
  readonly record: number;
  readonly ordinal: number;
  readonly cells: readonly string[];
}

/** Table or view that says what each observation of a kind says: addresses of persons and dealers are places too. */
export const saidIn = (kind: ComparedKind) => (kind === 'place' ? 'told_place' : observationTables[kind]);

const rowsAtOnce = 5_000;

/** Gives each observation its content, those that say nothing none; gives the contents that are new, in the order of their numbers. */
export async function saveContents(
  client: pg.Client | pg.PoolClient,
  agencyId: number,
  kind: ComparedKind,
  observed: readonly ObservedCells[],
): Promise<StoredContent[]> {
  const fresh: StoredContent[] = [];
  for (let at = 0; at < observed.length; at += rowsAtOnce)
    fresh.push(...(await saveSome(client, agencyId, kind, observed.slice(at, at + rowsAtOnce))));
  return fresh;
}

async function saveSome(
  client: pg.Client | pg.PoolClient,
  agencyId: number,
  kind: ComparedKind,
  observed: readonly ObservedCells[],
): Promise<StoredContent[]> {
  const rows = observed
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
    .map(({ record, ordinal, cells }) => {
      const text = JSON.stringify(cells);
      return { record, ordinal, text, digest: createHash('sha256').update(text).digest('hex') };
    });
  const distinct = [...new Map(rows.map((row) => [row.digest, row.text]))];
  const { rows: made } = await client.query<{ content: number; cells: string[] }>(
    `insert into flashlight.identity_content (agency_id, kind, digest, cells)
     select $1, $2, decode(digest, 'hex'), cells::jsonb from unnest($3::text[], $4::text[]) with ordinality as u(digest, cells, place) order by place
     on conflict do nothing returning content_id as content, cells`,
    [agencyId, kind, distinct.map(([digest]) => digest), distinct.map(([, text]) => text)],
  );
  const { rows: known } = await client.query<{ content: number; digest: string }>(
    `select content_id as content, encode(digest, 'hex') as digest from flashlight.identity_content
      where agency_id = $1 and kind = $2 and digest = any(select decode(d, 'hex') from unnest($3::text[]) as d)`,
    [agencyId, kind, distinct.map(([digest]) => digest)],
  );
  const contentOf = new Map(known.map((row) => [row.digest, row.content]));
  await copyLines(
    client,
    'copy flashlight.observation_content (agency_id, record_id, ordinal, content_id) from stdin',
    rows.map(({ record, ordinal, digest }) => `${agencyId}\t${record}\t${ordinal}\t${contentOf.get(digest)}\n`),
  );
  return made.sort((x, y) => x.content - y.content);
}

/** Observations of a kind that have no content yet, by number of their record, after one; what they say in some columns. */
export async function observationsWithoutContent(
  client: pg.ClientBase,
  agencyId: number,
  kind: ComparedKind,
  columns: readonly string[],
  after: { readonly record: number; readonly ordinal: number },
  limit: number,
): Promise<{ record: number; ordinal: number; values: Record<string, unknown> }[]> {
  const { rows } = await client.query<{ record_id: number; ordinal: number } & Record<string, unknown>>(
    `select t.record_id, t.ordinal, ${columns.map((column) => `t.${column}`).join(', ')} from flashlight.${saidIn(kind)} t
       join flashlight.observation_of o on o.agency_id = t.agency_id and o.record_id = t.record_id and o.ordinal = t.ordinal and o.kind = '${kind}'
      where t.agency_id = $1 and (t.record_id, t.ordinal) > ($2, $3) and not exists (select 1 from flashlight.observation_content c
        where c.agency_id = t.agency_id and c.record_id = t.record_id and c.ordinal = t.ordinal)
      order by t.record_id, t.ordinal limit $4`,
    [agencyId, after.record, after.ordinal, limit],
  );
  return rows.map(({ record_id: record, ordinal, ...values }) => ({ record, ordinal, values }));
}

/** A content, and how many rows in force of an entity say it. */
export interface ContentRows {
  readonly content: number;
  readonly rows: number;
}

/** What the rows in force of some entities say. */
export async function contentsOfEntities(
  client: pg.ClientBase,
  agencyId: number,
  entities: readonly number[],
): Promise<Map<number, ContentRows[]>> {
  const { rows } = await client.query<ContentRows & { entity: number }>({
    name: 'contents-of-entities',
    text: `select o.entity_id as entity, c.content_id as content, count(*)::int as rows from flashlight.observation_of o
             join flashlight.observation_content c on c.agency_id = $1 and c.record_id = o.record_id and c.ordinal = o.ordinal
            where o.agency_id = $1 and o.entity_id = any($2::bigint[]) and o.status = 'ACTIVE' group by 1, 2 order by 1, 2`,
    values: [agencyId, entities],
  });
  const of = Map.groupBy(rows, ({ entity }) => entity);
  return new Map(entities.map((entity) => [entity, of.get(entity) ?? []]));
}

/** Contents of a kind after one, in order, with how many observations in force said each when the model in force was signed. */
export async function contentsAfter(
  client: pg.ClientBase,
  agencyId: number,
  kind: ComparedKind,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<(StoredContent & { readonly said: number })[]> {
  const { rows } = await client.query<StoredContent & { said: number }>(
    `select content_id as content, cells, said from flashlight.identity_content
      where agency_id = $1 and kind = $2 and content_id > $3 order by content_id limit $4`,
    [agencyId, kind, after, limit],
  );
  return rows;
}

/** Has the server count the tables of identity anew, what this transaction wrote among the rest: told nothing of it, it goes through all for each. */
export async function lookAtIdentityAnew(client: pg.ClientBase): Promise<void> {
  await client.query('select flashlight.look_at_identity_anew()');
}

/** Counts, for a model that is signed, how many observations in force up to a record say each content: those it was learnt from, where nothing was replaced since. */
export async function countSaid(
  client: pg.ClientBase,
  agencyId: number,
  kind: ComparedKind,
  upToRecord: number,
): Promise<void> {
  await client.query(
    `update flashlight.identity_content k set said = coalesce(s.said, 0) from flashlight.identity_content each
       left join (select c.content_id, count(*)::int as said from flashlight.observation_content c
          join flashlight.observation_of o on o.agency_id = $1 and o.record_id = c.record_id and o.ordinal = c.ordinal and o.status = 'ACTIVE' and o.kind = $2
         where c.agency_id = $1 and c.record_id <= $3 group by c.content_id) s on s.content_id = each.content_id
      where k.agency_id = $1 and k.kind = $2 and each.agency_id = $1 and each.content_id = k.content_id and k.said <> coalesce(s.said, 0)`,
    [agencyId, kind, upToRecord],
  );
}

/** Content of each of some observations, by number. */
export async function contentsOfObservations(
  client: pg.ClientBase,
  agencyId: number,
  records: readonly number[],
): Promise<Map<number, number>> {
  const { rows } = await client.query<{ number: number; content: number }>({
    name: 'contents-of-observations',
    text: `select record_id * 64 + ordinal as number, content_id as content from flashlight.observation_content
            where agency_id = $1 and record_id = any($2::bigint[])`,
    values: [agencyId, records],
  });
  return new Map(rows.map((row) => [row.number, row.content]));
}
