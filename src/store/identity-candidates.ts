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

/** Lists in which a firearm stands once: two rows of one of them are of two firearms, or of two recoveries of one. */
const registers = "('recoveries/recoveries', 'etrace/requests', 'etrace/results', 'thefts/thefts', 'nibin/entries')";

const registersOf = (side: string) => `select s.feed || '/' || s.layout from flashlight.observation_of o
  join flashlight.record r on r.agency_id = o.agency_id and r.record_id = o.record_id
  join flashlight.source s on s.agency_id = r.agency_id and s.source_id = r.source_id
 where o.agency_id = $1 and o.entity_id = p.${side} and o.status = 'ACTIVE' and s.feed || '/' || s.layout in ${registers}`;

const casesAndPeopleOf = (side: string) =>
  `select object_id from flashlight.link where agency_id = $1 and subject_id = p.${side} and status = 'ACTIVE' and object_kind in ('incident', 'person')
   union all select subject_id from flashlight.link where agency_id = $1 and object_id = p.${side} and status = 'ACTIVE' and subject_kind in ('incident', 'person')`;

/** No register lists both, and both are tied to one case or one person: one is likely the other, copied with a slip. */
const tiedOtherwise = `not exists (${registersOf('a')} intersect ${registersOf('b')}) and exists ((${casesAndPeopleOf('a')}) intersect (${casesAndPeopleOf('b')}))`;

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
    text: `with near as materialized (
        select said.kind, said.entity_id, said.content_id, t.other, t.bits, t.if_tied, m.review_bits
          from ${saidByEntities}
          join flashlight.identity_model m on m.agency_id = $1 and m.kind = said.kind and m.state = 'IN_FORCE'
          cross join lateral (
            select content_b as other, bits, if_tied from flashlight.identity_tie where agency_id = $1 and content_a = said.content_id
            union all select content_a, bits, if_tied from flashlight.identity_tie where agency_id = $1 and content_b = said.content_id
            union all select content_id, self_bits, false from flashlight.identity_content where agency_id = $1 and content_id = said.content_id and not shared_widely) t
         where t.bits is not null),
      saying as materialized (
        select distinct c.content_id, o.entity_id from (select distinct other from near) n
          join flashlight.observation_content c on c.agency_id = $1 and c.content_id = n.other
          join flashlight.observation_of o on o.agency_id = $1 and o.record_id = c.record_id and o.ordinal = c.ordinal and o.status = 'ACTIVE'),
      tied as (
        select distinct on (least(n.entity_id, o.entity_id), greatest(n.entity_id, o.entity_id), least(n.content_id, n.other), greatest(n.content_id, n.other))
               n.kind, least(n.entity_id, o.entity_id) as a, greatest(n.entity_id, o.entity_id) as b, n.bits, n.if_tied, n.review_bits,
               least(n.content_id, n.other) as content_a, greatest(n.content_id, n.other) as content_b
          from near n join saying o on o.content_id = n.other and o.entity_id <> n.entity_id),
      pairs as (
        select kind, a, b, avg(bits) as bits, max(bits) as bits_most, bool_and(if_tied) as if_tied,
               (array_agg(content_a order by bits desc, content_a, content_b))[1] as content_a,
               (array_agg(content_b order by bits desc, content_a, content_b))[1] as content_b
          from tied group by kind, a, b having avg(bits) >= min(review_bits))
      insert into flashlight.identity_candidate (agency_id, kind, entity_a, entity_b, bits, bits_most, content_a, content_b)
      select $1, kind, a, b, bits, bits_most, content_a, content_b from pairs p where not if_tied or (${tiedOtherwise})`,
    values: [agencyId, entities],
  });
}
