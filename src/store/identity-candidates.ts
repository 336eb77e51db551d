import type pg from 'pg';
import type { ComparedKind } from '../model/identity.ts';
import { saidByEntities } from './identity-ties.ts';

/** A content that more entities than these share says too little to ask a person about. */
const sharersMax = 8;

const sharers = `(select count(distinct o.entity_id) from flashlight.observation_content c
   join flashlight.observation_of o on o.agency_id = $1 and o.record_id = c.record_id and o.ordinal = c.ordinal and o.status = 'ACTIVE'
  where c.agency_id = $1 and c.content_id = k.content_id)`;

/** Marks the contents of a kind that too many entities share, before anything is asked of them. */
export async function markSharedWidely(client: pg.ClientBase, agencyId: number, kind: ComparedKind): Promise<void> {
  await client.query(
    `update flashlight.identity_content k set shared_widely = not shared_widely
      where agency_id = $1 and kind = $2 and shared_widely <> (${sharers} > ${sharersMax})`,
    [agencyId, kind],
  );
}

/**
 * Entities that share a content with some entities that has just become one of too many, or is no longer: what was asked about them
 * before is found anew as well, so that nothing depends on who came first.
 */
async function sharersTurned(client: pg.ClientBase, agencyId: number, entities: readonly number[]): Promise<number[]> {
  const { rows } = await client.query<{ entity: number }>({
    name: 'sharers-turned',
    text: `with turned as (
        update flashlight.identity_content k set shared_widely = not shared_widely
         where k.agency_id = $1 and k.content_id in (select c.content_id from flashlight.observation_of o
             join flashlight.observation_content c on c.agency_id = $1 and c.record_id = o.record_id and c.ordinal = o.ordinal
            where o.agency_id = $1 and o.entity_id = any($2::bigint[]))
           and k.shared_widely <> (${sharers} > ${sharersMax}) returning k.content_id)
      select distinct o.entity_id as entity from turned
        join flashlight.observation_content c on c.agency_id = $1 and c.content_id = turned.content_id
        join flashlight.observation_of o on o.agency_id = $1 and o.record_id = c.record_id and o.ordinal = c.ordinal and o.status = 'ACTIVE'`,
    values: [agencyId, entities],
  });
  return rows.map((row) => row.entity);
}

/** Finds anew which entities some entities may be one with: those of whose contents the model in force says, on the mean of those compared, enough to ask. */
export async function refreshCandidates(
  client: pg.ClientBase,
  agencyId: number,
  touched: readonly number[],
): Promise<void> {
  if (touched.length === 0) return;
  const entities = [...new Set([...touched, ...(await sharersTurned(client, agencyId, touched))])];
  await client.query({
    name: 'drop-candidates',
    text: `delete from flashlight.identity_candidate where agency_id = $1 and (entity_a = any($2::bigint[]) or entity_b = any($2::bigint[]))`,
    values: [agencyId, entities],
  });
  await client.query({
    name: 'find-candidates',
    text: `with tied as (
        select distinct on (least(said.entity_id, o2.entity_id), greatest(said.entity_id, o2.entity_id), least(said.content_id, t.other), greatest(said.content_id, t.other))
               said.kind, least(said.entity_id, o2.entity_id) as a, greatest(said.entity_id, o2.entity_id) as b, t.bits, m.review_bits,
               least(said.content_id, t.other) as content_a, greatest(said.content_id, t.other) as content_b
          from ${saidByEntities}
          join flashlight.identity_model m on m.agency_id = $1 and m.kind = said.kind and m.state = 'IN_FORCE'
          cross join lateral (
            select content_b as other, bits from flashlight.identity_tie where agency_id = $1 and content_a = said.content_id
            union all select content_a, bits from flashlight.identity_tie where agency_id = $1 and content_b = said.content_id
            union all select content_id, self_bits from flashlight.identity_content where agency_id = $1 and content_id = said.content_id and not shared_widely) t
          join flashlight.observation_content c2 on c2.agency_id = $1 and c2.content_id = t.other
          join flashlight.observation_of o2 on o2.agency_id = $1 and o2.record_id = c2.record_id and o2.ordinal = c2.ordinal and o2.status = 'ACTIVE'
         where o2.entity_id <> said.entity_id and t.bits is not null)
      insert into flashlight.identity_candidate (agency_id, kind, entity_a, entity_b, bits, bits_most, content_a, content_b)
      select $1, kind, a, b, avg(bits), max(bits), (array_agg(content_a order by bits desc, content_a, content_b))[1],
             (array_agg(content_b order by bits desc, content_a, content_b))[1]
        from tied group by kind, a, b having avg(bits) >= min(review_bits)`,
    values: [agencyId, entities],
  });
}
