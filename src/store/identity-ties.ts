import type pg from 'pg';
import type { ComparedKind } from '../model/identity.ts';
import { copyLines } from './linking.ts';

/** What the model in force says of two contents. */
export interface StoredTie {
  readonly a: number;
  readonly b: number;
  readonly bits: number;
  /** Asked about only where records tie the two otherwise (`identity/asked-pairs.ts`). */
  readonly ifTied: boolean;
}

export async function saveTies(
  client: pg.Client | pg.PoolClient,
  agencyId: number,
  kind: ComparedKind,
  ties: readonly StoredTie[],
): Promise<void> {
  await copyLines(
    client,
    'copy flashlight.identity_tie (agency_id, kind, content_a, content_b, bits, if_tied) from stdin',
    ties.map(
      ({ a, b, bits, ifTied }) =>
        `${agencyId}\t${kind}\t${Math.min(a, b)}\t${Math.max(a, b)}\t${bits}\t${ifTied ? 't' : 'f'}\n`,
    ),
  );
}

export async function saveSelfBits(
  client: pg.ClientBase,
  agencyId: number,
  bits: ReadonlyMap<number, number>,
): Promise<void> {
  await client.query(
    `update flashlight.identity_content k set self_bits = u.bits from unnest($2::bigint[], $3::double precision[]) as u(content, bits)
      where k.agency_id = $1 and k.content_id = u.content`,
    [agencyId, [...bits.keys()], [...bits.values()]],
  );
}

/** Ties among some contents, and what the model says of two observations that say the same one. */
export async function tiesAmong(
  client: pg.ClientBase,
  agencyId: number,
  contents: readonly number[],
): Promise<{ pairs: StoredTie[]; selfBits: Map<number, number> }> {
  const { rows: pairs } = await client.query<StoredTie>({
    name: 'ties-among',
    text: `select content_a as a, content_b as b, bits, if_tied as "ifTied" from flashlight.identity_tie
            where agency_id = $1 and content_a = any($2::bigint[]) and content_b = any($2::bigint[]) order by 1, 2`,
    values: [agencyId, contents],
  });
  const { rows: selves } = await client.query<{ content: number; bits: number }>({
    name: 'self-bits',
    text: `select content_id as content, self_bits as bits from flashlight.identity_content
            where agency_id = $1 and content_id = any($2::bigint[]) and self_bits is not null`,
    values: [agencyId, contents],
  });
  return { pairs, selfBits: new Map(selves.map((row) => [row.content, row.bits])) };
}

/** What some entities say now, each content once. */
export const saidByEntities = `(select distinct o.entity_id, o.kind, c.content_id from flashlight.observation_of o
   join flashlight.observation_content c on c.agency_id = $1 and c.record_id = o.record_id and c.ordinal = o.ordinal
  where o.agency_id = $1 and o.entity_id = any($2::bigint[]) and o.status = 'ACTIVE') said`;

/**
 * `(entity_id, other)`: entities of which the model in force joins what they say, by pairs. Each content and each observation is looked up once:
 * within a group of hundreds all are tied to all.
 */
export const tiedEntities = `(select distinct near.entity_id, o.entity_id as other from (
     select distinct said.entity_id, tied.content_id from ${saidByEntities}
       join flashlight.identity_model m on m.agency_id = $1 and m.kind = said.kind and m.state = 'IN_FORCE' and m.accept_bits is not null
      cross join lateral (
        select content_b as content_id from flashlight.identity_tie where agency_id = $1 and content_a = said.content_id and bits >= m.accept_bits
        union all select content_a from flashlight.identity_tie where agency_id = $1 and content_b = said.content_id and bits >= m.accept_bits
        union all select content_id from flashlight.identity_content where agency_id = $1 and content_id = said.content_id and self_bits >= m.accept_bits) tied) near
    join flashlight.observation_content c on c.agency_id = $1 and c.content_id = near.content_id
    join flashlight.observation_of o on o.agency_id = $1 and o.record_id = c.record_id and o.ordinal = c.ordinal and o.status = 'ACTIVE'
   where o.entity_id <> near.entity_id) tied`;

/** Those of some entities that a model joined, or would join to another as far as pairs go: they are joined with the group in view. */
export async function entitiesOfModel(
  client: pg.ClientBase,
  agencyId: number,
  entities: readonly number[],
): Promise<number[]> {
  if (entities.length === 0) return [];
  const { rows } = await client.query<{ entity: number }>({
    name: 'entities-of-model',
    text: `select tied.entity_id as entity from ${tiedEntities}
            union select entity_id from flashlight.observation_of where agency_id = $1 and entity_id = any($2::bigint[]) and score is not null`,
    values: [agencyId, entities],
  });
  return rows.map((row) => row.entity);
}
