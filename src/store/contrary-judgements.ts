import type pg from 'pg';

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
    `with judged as (
       select j.judgement_id, j.verdict, x.entity_id as a, y.entity_id as b from flashlight.judgement j
         join flashlight.observation_of x on x.agency_id = j.agency_id and x.record_id = j.record_a and x.ordinal = j.ordinal_a
         join flashlight.observation_of y on y.agency_id = j.agency_id and y.record_id = j.record_b and y.ordinal = j.ordinal_b
        where j.agency_id = $1 and j.in_force and (j.verdict = 'different' or j.verdict = 'same' and j.judgement_id = j.decision_id) and x.entity_id <> y.entity_id)
     select j.judgement_id as judgement, c.judgement_id as contrary
       from judged j join judged c on c.verdict <> j.verdict and least(c.a, c.b) = least(j.a, j.b) and greatest(c.a, c.b) = greatest(j.a, j.b)
      where j.judgement_id = any($2::bigint[]) order by 1, 2`,
    [agencyId, judgements],
  );
  const contrary = new Map<number, number[]>();
  for (const row of rows) contrary.set(row.judgement, [...(contrary.get(row.judgement) ?? []), row.contrary]);
  return contrary;
}
