import type pg from 'pg';
import { standingRows } from './judged-apart.ts';

/**
 * For judgements in force, those in force that say the contrary of the same two entities: a "different" stands over every
 * "same" between them, whichever was given first (`identity/judgement.ts`). Those nothing speaks against are left out.
 */
export async function findContraryJudgements(
  client: pg.ClientBase,
  agencyId: number,
  judgements: readonly number[],
): Promise<Map<number, number[]>> {
  const { rows } = await client.query<{ judgement: number; contrary: number }>(
    `with looked as materialized (
       select o.entity_id from flashlight.judgement j
         join flashlight.observation_of o on o.agency_id = $1
          and (o.record_id = j.record_a and o.ordinal = j.ordinal_a or o.record_id = j.record_b and o.ordinal = j.ordinal_b)
        where j.agency_id = $1 and j.judgement_id = any($2::bigint[])
        union
       select n.entity_id from flashlight.judgement j
         join flashlight.record older on older.agency_id = $1 and older.record_id in (j.record_a, j.record_b)
         join flashlight.record newest on newest.agency_id = $1 and newest.source_id = older.source_id and newest.natural_key = older.natural_key
         join flashlight.observation_of n on n.agency_id = $1 and n.record_id = newest.record_id and n.status = 'ACTIVE'
        where j.agency_id = $1 and j.judgement_id = any($2::bigint[]) and j.verdict = 'different'),
     standing as materialized (${standingRows('$1', 'array(select entity_id from looked)')}),
     judged as (
       select distinct j.judgement_id, j.verdict, least(x.entity_id, y.entity_id) as a, greatest(x.entity_id, y.entity_id) as b
         from flashlight.judgement j
         join standing x on x.record_id = j.record_a and x.ordinal = j.ordinal_a and x.kind = j.kind
         join standing y on y.record_id = j.record_b and y.ordinal = j.ordinal_b and y.kind = j.kind
        where j.agency_id = $1 and j.in_force and x.entity_id <> y.entity_id
          and (j.verdict = 'different' or j.verdict = 'same' and j.judgement_id = j.decision_id and not x.older and not y.older))
     select distinct j.judgement_id as judgement, c.judgement_id as contrary
       from judged j join judged c on c.verdict <> j.verdict and c.a = j.a and c.b = j.b
      where j.judgement_id = any($2::bigint[]) order by 1, 2`,
    [agencyId, judgements],
  );
  const contrary = new Map<number, number[]>();
  for (const row of rows) contrary.set(row.judgement, [...(contrary.get(row.judgement) ?? []), row.contrary]);
  return contrary;
}
