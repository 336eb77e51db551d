import type pg from 'pg';
import type { ComparedKind } from '../model/identity.ts';
import { saidByEntities } from './identity-ties.ts';

/** A content that more entities than these share says too little to ask a person about. */
const sharersMax = 8;

const sharers = `(select count(distinct o.entity_id) from flashlight.observation_content c
   join flashlight.observation_of o on o.agency_id = $1 and o.record_id = c.record_id and o.ordinal = c.ordinal and o.status = 'ACTIVE'
  where c.agency_id = $1 and c.content_id = k.content_id)`;

/** Marks the contents of a kind that too many entities share, before anything is asked of them: all are counted in one pass. */
export async function markSharedWidely(client: pg.ClientBase, agencyId: number, kind: ComparedKind): Promise<void> {
  await client.query(
    `update flashlight.identity_content k set shared_widely = not k.shared_widely from flashlight.identity_content each
       left join (select c.content_id, count(distinct o.entity_id) as sharers from flashlight.observation_content c
          join flashlight.observation_of o on o.agency_id = $1 and o.record_id = c.record_id and o.ordinal = c.ordinal and o.status = 'ACTIVE' and o.kind = $2
         where c.agency_id = $1 group by c.content_id) s on s.content_id = each.content_id
      where k.agency_id = $1 and k.kind = $2 and each.agency_id = $1 and each.content_id = k.content_id
        and k.shared_widely <> (coalesce(s.sharers, 0) > ${sharersMax})`,
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

/**
 * Taken off the weight of a pair that a register or an incident holds apart: it stands after all others, in their order. Weights of what hangs on
 * an entity stay far below.
 */
export const heldApartBehind = 2 ** 30;

/** Kinds of which what is compared is kept whatever it says; of the others a rule chooses, and what it leaves out is not unseen. */
const comparedWhole: readonly ComparedKind[] = ['person', 'dealer'];

/**
 * Finds anew which entities some entities may be one with: those of whose contents the model in force says, on the mean of those compared, enough
 * to ask. Kept beside each pair is the mean over all contents of both sides, one that was not compared counting `unseenBits` as in joining: a
 * few rows that agree do not speak for the many that were not even compared.
 */
export async function refreshCandidates(
  client: pg.ClientBase,
  agencyId: number,
  touched: readonly number[],
  unseenBits: number,
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
        select kind, a, b, sum(bits) as sum, count(*) as compared, max(bits) as bits_most, bool_and(if_tied) as if_tied,
               (array_agg(content_a order by bits desc, content_a, content_b))[1] as content_a,
               (array_agg(content_b order by bits desc, content_a, content_b))[1] as content_b
          from tied group by kind, a, b having avg(bits) >= min(review_bits)),
      sizes as materialized (
        select o.entity_id, count(distinct c.content_id) as contents from (select a as entity from pairs union select b from pairs) u
          join flashlight.observation_of o on o.agency_id = $1 and o.entity_id = u.entity and o.status = 'ACTIVE'
          join flashlight.observation_content c on c.agency_id = $1 and c.record_id = o.record_id and c.ordinal = o.ordinal group by 1),
      own as materialized (
        select record_id, ordinal from flashlight.observation_of where agency_id = $1 and entity_id = any($2::bigint[])),
      given as (
        select j.judgement_id from own join flashlight.judgement j on j.agency_id = $1 and j.record_a = own.record_id and j.ordinal_a = own.ordinal
        union select j.judgement_id from own join flashlight.judgement j on j.agency_id = $1 and j.record_b = own.record_id and j.ordinal_b = own.ordinal),
      judged as materialized (
        select least(x.entity_id, y.entity_id) as a, greatest(x.entity_id, y.entity_id) as b, bool_or(not j.in_force) as waiting,
               bool_or(j.in_force and j.verdict = 'different') as different, bool_or(j.in_force and j.verdict = 'unsure') as unsure
          from given join flashlight.judgement j on j.agency_id = $1 and j.judgement_id = given.judgement_id and j.withdrawn_at is null
          join flashlight.observation_of x on x.agency_id = $1 and x.record_id = j.record_a and x.ordinal = j.ordinal_a
          join flashlight.observation_of y on y.agency_id = $1 and y.record_id = j.record_b and y.ordinal = j.ordinal_b group by 1, 2)
      insert into flashlight.identity_candidate (agency_id, kind, entity_a, entity_b, bits, bits_most, content_a, content_b, state)
      select $1, p.kind, p.a, p.b, case when p.kind = any($4) then (p.sum + (x.contents * y.contents - p.compared) * $3::double precision) / (x.contents * y.contents)
               else p.sum / p.compared end, p.bits_most, p.content_a, p.content_b,
             case when j.waiting then 'waiting' when j.different then 'decided' when j.unsure then 'unsure' else 'open' end
        from pairs p join sizes x on x.entity_id = p.a join sizes y on y.entity_id = p.b left join judged j on j.a = p.a and j.b = p.b where not p.if_tied or (${tiedOtherwise})`,
    values: [agencyId, entities, unseenBits, comparedWhole],
  });
}

/** Pairs asked about whose weight may have changed with some entities: their own, and those of what is tied to a firearm or an incident among them. */
export async function candidatesAround(
  client: pg.ClientBase,
  agencyId: number,
  touched: readonly number[],
): Promise<{ kind: ComparedKind; a: number; b: number }[]> {
  const { rows } = await client.query<{ kind: ComparedKind; a: number; b: number }>({
    name: 'candidates-around',
    text: `with near as materialized (
        select u.entity from unnest($2::bigint[]) as u(entity)
        union select l.subject_id from unnest($2::bigint[]) as u(entity)
          join flashlight.link l on l.agency_id = $1 and l.object_id = u.entity and l.object_kind in ('firearm', 'incident')
        union select l.object_id from unnest($2::bigint[]) as u(entity)
          join flashlight.link l on l.agency_id = $1 and l.subject_id = u.entity and l.subject_kind in ('firearm', 'incident'))
      select c.kind, c.entity_a as a, c.entity_b as b from near join flashlight.identity_candidate c on c.agency_id = $1 and c.entity_a = near.entity
      union select c.kind, c.entity_a, c.entity_b from near join flashlight.identity_candidate c on c.agency_id = $1 and c.entity_b = near.entity
      order by 2, 3`,
    values: [agencyId, touched],
  });
  return rows;
}

/** Whether anything of an agency is asked about. */
export async function hasCandidates(client: pg.ClientBase, agencyId: number): Promise<boolean> {
  const { rows } = await client.query('select from flashlight.identity_candidate where agency_id = $1 limit 1', [
    agencyId,
  ]);
  return rows.length > 0;
}

/** Keeps beside each pair its place in the order of the queue: what hangs on the lighter side, and behind all others what is held apart. */
export async function saveCandidateWeights(
  client: pg.ClientBase,
  agencyId: number,
  weighed: readonly { readonly a: number; readonly b: number; readonly weight: number; readonly heldApart: boolean }[],
): Promise<void> {
  await client.query(
    `update flashlight.identity_candidate c set weight = u.weight from unnest($2::bigint[], $3::bigint[], $4::int[]) as u(a, b, weight)
      where c.agency_id = $1 and c.entity_a = u.a and c.entity_b = u.b and c.weight <> u.weight`,
    [
      agencyId,
      weighed.map(({ a }) => a),
      weighed.map(({ b }) => b),
      weighed.map(({ weight, heldApart }) => weight - (heldApart ? heldApartBehind : 0)),
    ],
  );
}
